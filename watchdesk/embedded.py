"""The embedded PostgreSQL: one server for each data folder, run from the binaries of a wheel.

A server lives as long as one process that called `start` does: each holds a shared lock, and the
last to go stops the server. The lock goes with its process, so a crash leaves nothing to tidy.
Whether a server runs is asked of the server, never of its pid file, which may be stale.
"""

import atexit
import fcntl
import os
import signal
import subprocess
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from hashlib import sha256
from pathlib import Path
from urllib.parse import quote, urlencode

import psycopg
from psycopg import sql
from psycopg.conninfo import make_conninfo

from watchdesk import cluster
from watchdesk.cluster import EmbeddedError

__all__ = [
    "EmbeddedError",
    "connection_settings",
    "folder",
    "is_running",
    "release",
    "socket_folder",
    "start",
    "stop",
    "url",
]

DATABASE = "watchdesk"
PORT = "5432"
# The kernel takes 107 bytes; what is left over covers the temporary names around a socket.
LONGEST_SOCKET = 100
# After a kill -9 the old server's children need a moment to go.
START_ATTEMPTS = 20
INTERRUPTING = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)

_held: dict[Path, int] = {}


def folder(var: Path) -> Path:
    """Where the database of the desk in `var` lives; a link where `var` is closed to the server."""
    return var.absolute() / "postgres"


def socket_folder(var: Path) -> Path:
    """The folder of the server's socket: the data folder, or a short one where that is too long."""
    data = folder(var)
    socket = os.fsencode(data / f".s.PGSQL.{PORT}")
    # libpq reads a comma in a host as the start of another host.
    if len(socket) <= LONGEST_SOCKET and b"," not in socket:
        return data
    # Not the TMPDIR of the moment: every process must come to the same folder.
    return Path("/tmp") / f"watchdesk-{sha256(os.fsencode(data)).hexdigest()[:16]}"


def connection_settings(var: Path, role: str) -> dict[str, object]:
    """Django's settings for the desk in `var` as `role` (“web” or “owner”). Starts nothing."""
    return {
        "NAME": DATABASE,
        "USER": f"watchdesk_{role}",
        "HOST": str(socket_folder(var)),
        "PORT": PORT,
    }


def url(var: Path, role: str) -> str:
    """The same as `connection_settings`, as an address for psql and other clients."""
    where = urlencode({"host": str(socket_folder(var)), "port": PORT}, quote_via=quote)
    return f"postgresql://watchdesk_{role}@/{DATABASE}?{where}"


def is_running(var: Path) -> bool:
    """Whether the server of the desk in `var` takes connections."""
    where = str(socket_folder(var))
    asked = [str(cluster.binary("pg_isready")), "-q", "-t", "3", "-p", PORT, "-h", where]
    return subprocess.run(asked, check=False, env=cluster.ENVIRONMENT).returncode == 0


def start(var: Path) -> None:
    """Have the server of the desk in `var` run until this process ends or calls `release`.

    Makes the database at the first start. May be called by many processes at once, and again.
    Raises EmbeddedError, with a sentence for the person, where it cannot be done.
    """
    with _alone(var):
        if not folder(var).exists():
            cluster.make(folder(var))
        cluster.check(folder(var))
        # Before the server starts: whoever is interrupted meanwhile stops it all the same.
        _hold(var)
        _check_socket_folder(var)
        if not is_running(var):
            _start_server(var)
        _make_roles(var)


def release(var: Path) -> None:
    """Say that this process needs the server no more; the last to say so stops it."""
    held = _held.pop(folder(var), None)
    if held is None or not folder(var).exists():
        return
    with _alone(var):
        try:
            fcntl.flock(held, fcntl.LOCK_EX | fcntl.LOCK_NB)
            _stop_server(var)
        except BlockingIOError:
            pass  # Another process uses it: that one will stop it.
        finally:
            # Unlocked by name, because a forked child would keep a merely closed lock alive.
            fcntl.flock(held, fcntl.LOCK_UN)
            os.close(held)


def stop(var: Path) -> None:
    """Stop the server of the desk in `var`, whoever uses it. Does nothing where none runs."""
    if folder(var).exists():
        with _alone(var):
            _stop_server(var)


@contextmanager
def _alone(var: Path) -> Iterator[None]:
    """One process at a time starts or stops; what the disk refuses becomes a sentence."""
    try:
        var.mkdir(parents=True, exist_ok=True)
        handle = os.open(var / "postgres.lock", os.O_RDONLY | os.O_CREAT, 0o644)
        try:
            fcntl.flock(handle, fcntl.LOCK_EX)
            yield
        finally:
            os.close(handle)
    except OSError as error:
        raise EmbeddedError(cluster.sentence(var, error)) from error


def _hold(var: Path) -> None:
    if folder(var) in _held:
        return
    handle = os.open(var / "postgres.users", os.O_RDONLY | os.O_CREAT, 0o644)
    fcntl.flock(handle, fcntl.LOCK_SH)
    _held[folder(var)] = handle
    owner = os.getpid()
    # A forked child inherits the registration, but the server is its parent's to let go.
    atexit.register(lambda: release(var) if os.getpid() == owner else None)


def _check_socket_folder(var: Path) -> None:
    """Make a short socket folder, or refuse one that another user has put there."""
    short = socket_folder(var)
    if short == folder(var):
        return
    account = cluster.account(folder(var))
    try:
        short.mkdir(mode=0o700)
        os.chown(short, account.uid, account.gid)
    except FileExistsError:
        found = short.lstat()
        if not cluster.is_private(found, account):
            raise EmbeddedError(
                f"The folder {short} belongs to someone else, so the database's socket cannot "
                "stand there. Delete it, or set WATCHDESK_VAR to a folder with a shorter path."
            ) from None


def _start_server(var: Path) -> None:
    data = folder(var).resolve()
    # A dot is the data folder itself: short whatever the path, and with nothing to quote.
    socket = "." if socket_folder(var) == folder(var) else socket_folder(var)
    log = str(data / "server.log")
    arguments = ["-w", "-t", "60", "-l", log, "-o", f"-p {PORT} -k {socket}"]
    for _ in range(START_ATTEMPTS):
        cluster.drop_stale_pid(data)
        said = _control(data, "start", *arguments)
        if said is None or is_running(var):
            return
        time.sleep(0.25)
    reason = cluster.last_words(Path(log)) or said
    raise EmbeddedError(f"The embedded database did not start: {reason}. {log} says more.")


def _stop_server(var: Path) -> None:
    data = folder(var).resolve()
    # Also one that is starting and takes no connections yet.
    if (data / "postmaster.pid").exists():
        _control(data, "stop", "-w", "-t", "60", "-m", "fast")
    if socket_folder(var) != folder(var) and not is_running(var):
        with suppress(OSError):
            socket_folder(var).rmdir()


def _control(data: Path, verb: str, *arguments: str) -> str | None:
    """Run `pg_ctl verb` as the data folder's owner. Returns None, or what it said in failing."""
    account = cluster.account(data)
    program = cluster.reachable_binary("pg_ctl", account)
    # A file, because the server would hold a pipe open. A session, because Ctrl-C is not for it.
    with tempfile.TemporaryFile("w+", encoding="utf-8") as output:
        # Cut short, also while it is made, it would leave a server that nobody knows of yet.
        before = signal.pthread_sigmask(signal.SIG_BLOCK, INTERRUPTING)
        try:
            process = subprocess.Popen(
                [program, verb, "-D", data, *arguments],
                stdin=subprocess.DEVNULL,
                stdout=output,
                stderr=subprocess.STDOUT,
                start_new_session=True,
                **account.options(),
            )
        except BaseException:
            signal.pthread_sigmask(signal.SIG_SETMASK, before)
            raise
        try:
            signal.pthread_sigmask(signal.SIG_SETMASK, before)
            process.wait()
        except KeyboardInterrupt:
            process.wait()
            raise
        output.seek(0)
        return None if process.returncode == 0 else output.read().strip().replace("\n", " ")


def _make_roles(var: Path) -> None:
    """The owner of the tables, the web's plain role, and the database; each where it is missing."""
    server = make_conninfo(host=str(socket_folder(var)), port=PORT, user=cluster.SUPERUSER)
    roles = {"watchdesk_owner": "LOGIN CREATEDB", "watchdesk_web": "LOGIN"}
    with psycopg.connect(server, dbname="postgres", autocommit=True) as connection:
        for name, rights in roles.items():
            if not connection.execute("SELECT FROM pg_roles WHERE rolname = %s", [name]).rowcount:
                create = sql.SQL("CREATE ROLE {} " + rights)
                connection.execute(create.format(sql.Identifier(name)))
        found = connection.execute("SELECT FROM pg_database WHERE datname = %s", [DATABASE])
        if not found.rowcount:
            connection.execute(f"CREATE DATABASE {DATABASE} OWNER watchdesk_owner")
