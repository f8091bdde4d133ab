"""What the environment may say, and the sentence for what it may not."""

import os
import stat
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from watchdesk import environment
from watchdesk.environment import BadSetting

ROOT = Path(__file__).resolve().parents[2]


def _manage(command: str, tmp_path: Path, **variables: str) -> "subprocess.CompletedProcess[str]":
    """Run a command that needs no database, with these variables and no others of the desk's."""
    kept = {name: os.environ[name] for name in ("PATH", "HOME") if name in os.environ}
    return subprocess.run(
        [sys.executable, "manage.py", *command.split()],
        cwd=ROOT,
        env={**kept, "WATCHDESK_VAR": str(tmp_path), **variables},
        capture_output=True,
        text=True,
        check=False,
        timeout=120,
    )


@pytest.mark.parametrize(
    ("value", "words"),
    [
        ("mysql://me@localhost/desk", "does not begin with postgres://"),
        ("localhost/desk", "does not begin with postgres://"),
        ("postgres://me@localhost/", "names no database"),
        ("postgres://me@localhost:port/desk", "cannot be read as an address"),
        ("postgres://[me/desk", "cannot be read as an address"),
    ],
)
def test_a_bad_database_address_is_refused(
    monkeypatch: pytest.MonkeyPatch, value: str, words: str
) -> None:
    monkeypatch.setenv("DATABASE_URL", value)
    with pytest.raises(BadSetting, match="DATABASE_URL must look like postgres://") as error:
        environment.database("DATABASE_URL")
    assert words in str(error.value)
    assert "me@" not in str(error.value).removeprefix("DATABASE_URL must look like")


def test_a_database_address_is_read_whole(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("D", "postgresql://m%40e:p%2Fw@db.example:5433/the%20desk?sslmode=require")
    assert environment.database("D") == {
        "NAME": "the desk",
        "USER": "m@e",
        "PASSWORD": "p/w",
        "HOST": "db.example",
        "PORT": "5433",
        "OPTIONS": {"sslmode": "require"},
    }


@pytest.mark.parametrize("value", ["", "  "])
def test_what_is_empty_is_unset(monkeypatch: pytest.MonkeyPatch, value: str) -> None:
    monkeypatch.setenv("D", value)
    assert environment.database("D") is None
    assert environment.text("D", "other") == "other"
    assert environment.flag("D", default=True) is True
    assert environment.number("D", 7) == 7
    assert environment.words("D") == []


def test_a_yes_or_no_is_read_in_many_words(monkeypatch: pytest.MonkeyPatch) -> None:
    for value, means in {"1": True, "Yes": True, "on": True, "0": False, "FALSE": False}.items():
        monkeypatch.setenv("D", value)
        assert environment.flag("D", default=not means) is means
    monkeypatch.setenv("D", "maybe")
    with pytest.raises(BadSetting, match=r"^D is “maybe”\. Write 1 for yes or 0 for no\.$"):
        environment.flag("D", default=False)


def test_a_number_is_whole(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("D", "12")
    assert environment.number("D", 7) == 12
    for value in ("many", "-1", "1.5"):
        monkeypatch.setenv("D", value)
        with pytest.raises(BadSetting, match=r"^D is .* Write a whole number, such as 7"):
            environment.number("D", 7)


def test_a_list_is_parted_by_commas(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("D", " a.example, b.example ,,")
    assert environment.words("D") == ["a.example", "b.example"]


def test_a_secret_is_made_once_and_kept_private(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.delenv("D", raising=False)
    path = tmp_path / "deep" / "secret"
    first = environment.secret("D", path, may_make=True)
    assert len(first) >= 50
    assert environment.secret("D", path, may_make=True) == first
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    path.write_text("")
    with pytest.raises(BadSetting, match=r"holds no secret\. Delete it"):
        environment.secret("D", path, may_make=True)


def test_one_s_own_database_needs_one_s_own_secret(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.delenv("D", raising=False)
    with pytest.raises(BadSetting, match=r"^D is not set"):
        environment.secret("D", tmp_path / "secret", may_make=False)
    for poor in ("short", "a" * 60):
        monkeypatch.setenv("D", poor)
        with pytest.raises(BadSetting, match=r"^D is too short to be a secret"):
            environment.secret("D", tmp_path / "secret", may_make=False)
    assert not (tmp_path / "secret").exists()


@pytest.mark.parametrize(
    ("variables", "sentence"),
    [
        ({"DATABASE_URL": "mysql://x/y"}, "DATABASE_URL must look like"),
        ({"DATABASE_URL": "postgres://a@b/c"}, "SECRET_KEY is not set"),
        ({"SECRET_KEY": "short"}, "SECRET_KEY is too short"),
        ({"DEBUG": "perhaps"}, "DEBUG is “perhaps”"),
        ({"WATCHDESK_ROLE": "king"}, "WATCHDESK_ROLE is “king”"),
        ({"EDGE_CACHE_BYTES": "lots"}, "EDGE_CACHE_BYTES is “lots”"),
        ({"IMPORT_MAX_BYTES": "50 MB"}, "IMPORT_MAX_BYTES is “50 MB”"),
    ],
    ids=lambda value: next(iter(value)) if isinstance(value, dict) else None,
)
def test_a_command_says_it_in_one_sentence_and_without_a_traceback(
    tmp_path: Path, variables: dict[str, str], sentence: str
) -> None:
    said = _manage("check", tmp_path, **variables)
    assert said.returncode == 1
    assert said.stderr.startswith(sentence)
    assert len(said.stderr.strip().splitlines()) == 1
    assert not said.stdout


def test_a_site_of_one_s_own_is_strict(tmp_path: Path) -> None:
    """Under production settings every cookie is for https alone and no host is taken on trust."""
    asked = (
        "from django.conf import settings as s;"
        "print(s.DEBUG, s.SESSION_COOKIE_SECURE, s.CSRF_COOKIE_SECURE, s.SECURE_SSL_REDIRECT,"
        "s.SECURE_HSTS_SECONDS > 0, s.ALLOWED_HOSTS)"
    )
    said = subprocess.run(
        [sys.executable, "-c", asked],
        cwd=ROOT,
        env={
            "DJANGO_SETTINGS_MODULE": "watchdesk.settings",
            "WATCHDESK_VAR": str(tmp_path),
            "DATABASE_URL": "postgres://watchdesk_web@localhost/watchdesk",
            "SECRET_KEY": "kV2p-9aQz7LrX4mTn8cYb1sWd6fGh3jU0eRi5oPv",
            "SITE_URL": "https://desk.example",
            "ALLOWED_HOSTS": "desk.example",
        },
        capture_output=True,
        text=True,
        check=True,
    )
    assert said.stdout.strip() == "False True True True True ['desk.example']"


def test_the_middleware_stands_in_order(settings: Any) -> None:
    """The edge stands outermost: what it answers, nothing inside needs to run for."""
    assert settings.MIDDLEWARE[0] == "watchdesk.edge.Edge"
    names = settings.MIDDLEWARE
    assert names.index("csp.middleware.CSPMiddleware") < names.index(
        "django.contrib.sessions.middleware.SessionMiddleware"
    )
    directives = settings.CONTENT_SECURITY_POLICY["DIRECTIVES"]
    assert directives["default-src"] == ["'none'"]
    assert not [name for name, allowed in directives.items() if "'unsafe-inline'" in allowed]
    assert not [name for name, allowed in directives.items() if "'unsafe-eval'" in allowed]


@pytest.mark.parametrize(
    ("name", "value", "words"),
    [
        ("DATABASE_OWNER_URL", "postgres://me@host/desk", "Set both, or neither"),
        ("DESK_TIME_ZONE", "Mars/X", "Write a zone, such as Europe/Belgrade"),
        ("LOG_LEVEL", "LOUD", "Write one of CRITICAL"),
        ("SITE_URL", "ftp//desk", "Write an address such as https://desk.example"),
        ("WATCHDESK_VAR", "/etc/passwd", "Write the path of one"),
        ("ERASURES_FILE", "/etc", "which is a folder"),
    ],
)
def test_a_setting_that_cannot_be_used_is_named(
    tmp_path: Path, name: str, value: str, words: str
) -> None:
    refused = _manage("check", tmp_path, **{name: value})
    assert refused.returncode != 0
    assert name in refused.stderr and words in refused.stderr
    assert "Traceback" not in refused.stderr


def test_a_kept_secret_that_is_too_short_is_refused(tmp_path: Path) -> None:
    (tmp_path / "secret-key").write_text("secret")
    refused = _manage("check", tmp_path)
    assert "holds no secret. Delete it" in refused.stderr
    assert "Traceback" not in refused.stderr


def test_the_mail_server_is_read_from_one_address(monkeypatch: pytest.MonkeyPatch) -> None:
    def read(value: str) -> environment.Mail:
        monkeypatch.setenv("EMAIL_URL", value)
        return environment.mail("EMAIL_URL")

    assert read("").host == ""
    found = read("smtp+tls://desk%40desk.example:p%2Fw@mail.example")
    assert (found.host, found.port, found.user) == ("mail.example", 587, "desk@desk.example")
    assert (found.password, found.starttls, found.tls) == ("p/w", True, False)
    assert (read("smtps://mail.example").port, read("smtps://mail.example").tls) == (465, True)
    assert read("smtp://127.0.0.1:1025").port == 1025
    for wrong in ("mail.example", "https://mail.example", "smtp://", "smtp://host:port"):
        with pytest.raises(BadSetting, match="EMAIL_URL must look like"):
            read(wrong)
