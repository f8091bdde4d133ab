"""Reads the environment, and refuses nonsense with a sentence that names the variable."""

import base64
import logging
import os
import re
import secrets
import time
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import parse_qsl, unquote, urlsplit
from zoneinfo import ZoneInfo


class BadSetting(Exception):
    """A variable of the environment cannot be used. The text says which, and what it expects."""


def text(name: str, default: str = "") -> str:
    """The variable `name`, or `default` where it is unset or empty."""
    return os.environ.get(name, "").strip() or default


def flag(name: str, default: bool) -> bool:
    """The variable `name` as a yes or no: 1, true, yes, on and 0, false, no, off are taken."""
    value = text(name).lower()
    if not value:
        return default
    if value in {"1", "true", "yes", "on"}:
        return True
    if value in {"0", "false", "no", "off"}:
        return False
    raise BadSetting(f"{name} is “{value}”. Write 1 for yes or 0 for no.")


def number(name: str, default: int) -> int:
    """The variable `name` as a whole number of one or more digits."""
    value = text(name)
    if value and not value.isdecimal():
        raise BadSetting(f"{name} is “{value}”. Write a whole number, such as {default}.")
    return int(value) if value else default


def words(name: str, default: str = "") -> list[str]:
    """The variable `name` as a list, parted by commas."""
    return [word.strip() for word in text(name, default).split(",") if word.strip()]


def key(name: str) -> str:
    """The Ed25519 key in `name` (32 bytes in base64), or "" where it is unset."""
    value = text(name)
    try:
        fits = not value or len(base64.b64decode(value, validate=True)) == 32
    except ValueError:
        fits = False
    if not fits:
        raise BadSetting(f"{name} cannot be used. Write 32 random bytes in base64.")
    return value


def request_url(name: str) -> str:
    """The address in `name` that asks for another one, which stands in it as {url}; "" if unset."""
    value = text(name)
    if value and not (re.match("https?://", value) and value.count("{url}") == 1):
        raise BadSetting(
            f"{name} is “{value}”. Write an address with {{url}} in it, such as "
            "https://archive.example/save/{url}."
        )
    return value


def role(name: str, default: str) -> str:
    """The name of a database role in `name`: small letters, figures and underscores."""
    value = text(name, default)
    if not re.fullmatch(r"[a-z_][a-z0-9_]{0,62}", value):
        raise BadSetting(f"{name} is “{value}”. Write small letters, figures and underscores.")
    return value


def folder(name: str, default: Path) -> Path:
    """The folder in `name`, as an absolute path; it need not be there yet."""
    path = Path(text(name, str(default))).absolute()
    if path.exists() and not path.is_dir():
        raise BadSetting(f"{name} is “{path}”, which is no folder. Write the path of one.")
    return path


def file(name: str, default: Path) -> Path:
    """The file in `name`, as an absolute path; it need not be there yet."""
    path = Path(text(name, str(default))).absolute()
    if path.is_dir():
        raise BadSetting(f"{name} is “{path}”, which is a folder. Write the path of a file in it.")
    return path


def zone(name: str, default: str) -> str:
    """The time zone in `name`, as the IANA database calls it."""
    value = text(name, default)
    try:
        ZoneInfo(value)
    except (ValueError, OSError, KeyError) as error:
        raise BadSetting(f"{name} is “{value}”. Write a zone, such as {default}.") from error
    return value


def level(name: str, default: str) -> str:
    """How much is logged: the name of a level of Python's."""
    value = text(name, default).upper()
    known = logging.getLevelNamesMapping()
    if value not in known:
        raise BadSetting(f"{name} is “{value}”. Write one of {', '.join(known)}.")
    return value


def site(name: str, default: str) -> str:
    """The site's own address in `name`, without a slash at its end."""
    value = text(name, default).rstrip("/")
    try:
        url = urlsplit(value)
        fits = url.scheme in {"http", "https"} and url.hostname and url.port != 0
    except ValueError:
        fits = False
    if not fits or url.path or url.query:
        raise BadSetting(f"{name} is “{value}”. Write an address such as https://desk.example.")
    return value


def database(name: str) -> dict[str, object] | None:
    """The PostgreSQL address in `name` as Django's settings, or None where it is unset."""
    value = text(name)
    if not value:
        return None
    expects = f"{name} must look like postgres://user:password@host:5432/database."
    try:
        url = urlsplit(value)
        port = url.port
    except ValueError as error:
        raise BadSetting(f"{expects} What is set cannot be read as an address.") from error
    if url.scheme not in {"postgres", "postgresql"}:
        raise BadSetting(f"{expects} What is set does not begin with postgres://.")
    if not url.path.strip("/"):
        raise BadSetting(f"{expects} What is set names no database.")
    return {
        "NAME": unquote(url.path.strip("/")),
        "USER": unquote(url.username or ""),
        "PASSWORD": unquote(url.password or ""),
        "HOST": unquote(url.hostname or ""),
        "PORT": str(port or ""),
        "OPTIONS": dict(parse_qsl(url.query)),
    }


@dataclass(frozen=True)
class Mail:
    """The server that letters are handed to; `host` is "" where there is none."""

    host: str = ""
    port: int = 25
    user: str = ""
    password: str = ""
    starttls: bool = False
    tls: bool = False


def mail(name: str) -> Mail:
    """The mail server in `name`: smtp, smtp+tls (STARTTLS) or smtps, then user, host and port."""
    value = text(name)
    if not value:
        return Mail()
    ports = {"smtp": 25, "smtp+tls": 587, "smtps": 465}
    expects = f"{name} must look like smtp+tls://user:password@mail.example:587."
    try:
        url = urlsplit(value)
        host, port = url.hostname or "", url.port or ports.get(url.scheme, 0)
    except ValueError as error:
        raise BadSetting(f"{expects} What is set cannot be read as an address.") from error
    if url.scheme not in ports or not host or url.path.strip("/"):
        raise BadSetting(f"{expects} It may begin with smtp://, smtp+tls:// or smtps://.")
    user, password = unquote(url.username or ""), unquote(url.password or "")
    return Mail(host, port, user, password, url.scheme == "smtp+tls", url.scheme == "smtps")


def secret(name: str, kept_in: Path, *, may_make: bool) -> str:
    """The secret in `name`, else the one kept in a private file, made at first use.

    With `may_make` false (one's own database: a real site) the variable must be set, because
    two machines that each make their own would refuse each other's sessions.
    """
    value = text(name)
    if value:
        if not _is_secret(value):
            raise BadSetting(f"{name} is too short to be a secret. Write 50 random characters.")
        return value
    if not may_make:
        raise BadSetting(f"{name} is not set. Write 50 random characters, the same everywhere.")
    return _kept_secret(kept_in)


def _is_secret(value: str) -> bool:
    return len(value) >= 32 and len(set(value)) >= 8


def _kept_secret(path: Path) -> str:
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except FileExistsError:
        return _read_when_written(path)
    except OSError as error:
        sentence = f"The folder {path.parent} cannot be written: {error.strerror}."
        raise BadSetting(sentence) from error
    with os.fdopen(handle, "w", encoding="ascii") as file:
        value = secrets.token_urlsafe(48)
        file.write(value)
    return value


def _read_when_written(path: Path) -> str:
    try:
        value = path.read_text(encoding="ascii").strip()
        # Another process has just made it and writes it in this moment.
        for _wait in range(50):
            if _is_secret(value):
                break
            time.sleep(0.02)
            value = path.read_text(encoding="ascii").strip()
    except OSError as error:
        raise BadSetting(f"The file {path} cannot be read: {error.strerror}.") from error
    if not _is_secret(value):
        sentence = f"The file {path} holds no secret. Delete it: it is made anew at the next start."
        raise BadSetting(sentence)
    return value
