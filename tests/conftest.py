"""What every test stands on: a database, the standing cast, a browser, and a closed door."""

import gc
import os

# What is loaded from here on stays until the end: nobody need look for rubbish in it meanwhile.
gc.disable()

# Before the settings load: tests make and migrate a database, which is the owner's to do.
os.environ["WATCHDESK_ROLE"] = "owner"
os.environ["DJANGO_SETTINGS_MODULE"] = "watchdesk.settings"

import django
from django.contrib import admin

django.setup()
# Some tests ask for each of the desk's screens by its model, before any address is loaded.
admin.autodiscover()

import socket
from collections.abc import Callable, Iterator
from itertools import count
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings as desk_settings
from django.contrib.auth import get_user_model
from django.contrib.auth.models import Group
from django.db.backends.postgresql.creation import DatabaseCreation
from django.test import Client, TransactionTestCase, override_settings
from django.test.utils import setup_databases, teardown_databases
from django.utils import translation
from hypothesis import settings as hypothesis_settings

from sources.source_form import SourceForm
from tests import flushing
from watchdesk import edge, embedded

pytest_plugins = ["tests.said", "tests.browsing", "tests.demonstration", "tests.factories"]

# The same examples every time: a change is judged by itself, not by the luck of the day. Another
# run of luck is had by `make test ARGS="--hypothesis-profile=default"`.
hypothesis_settings.register_profile("suite", derandomize=True, deadline=None)
hypothesis_settings.load_profile("suite")

PASSWORD = "pass-for-tests"
CAST = {
    "writer": "Writer",
    "editor": "Editor",
    "publisher": "Publishing editor",
    "staff": "Tracker staff",
    "manager": "Partner manager",
    "administrator": "Administrator",
}


# What takes longest begins first, so that no worker waits for another at the end.
LONGEST = {
    *("test_the_past.py", "test_run.py", "test_narrow.py", "test_bench.py"),
    *("test_status_change_races.py", "test_embedded.py", "test_import_interrupted.py"),
}


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """The longest files first, the others in their order."""
    items.sort(key=lambda item: item.path.name not in LONGEST)


def pytest_collection_finish() -> None:
    """Look for rubbish again, in what the tests make and not in what was loaded for them."""
    gc.freeze()
    # The interpreter's own numbers cost a tenth of the processor's time.
    gc.set_threshold(50_000, 20, 20)
    gc.enable()


@pytest.fixture(scope="session")
def django_db_modify_db_settings(django_db_modify_db_settings_parallel_suffix: None) -> None:
    """The database that the tests run in, unless DATABASE_URL names one."""
    assert desk_settings.ROLE == "owner"
    if not desk_settings.OWN_DATABASE:
        embedded.start(desk_settings.VAR)
    # What a test wrote need not outlive a power cut.
    database: dict[str, Any] = desk_settings.DATABASES["default"]
    database.setdefault("OPTIONS", {}).setdefault("options", "-c synchronous_commit=off")


@pytest.fixture(scope="session")
def django_db_setup(
    django_test_environment: None,
    django_db_blocker: Any,
    django_db_keepdb: bool,
    django_db_createdb: bool,
    django_db_modify_db_settings: None,
) -> Iterator[None]:
    """A database of the tests' own, whichever of them are run.

    pytest-django makes one where a marked test is among them; the others would write to the desk's.
    """
    with django_db_blocker.unblock():
        kept = django_db_keepdb and not django_db_createdb
        made = setup_databases(verbosity=0, interactive=False, keepdb=kept)
    yield
    if not django_db_keepdb:
        with django_db_blocker.unblock():
            teardown_databases(made, verbosity=0)


@pytest.fixture(scope="session", autouse=True)
def flush_keeps_what_migrations_made() -> Iterator[None]:
    """After a test with transactions of its own, its rows go and the migrations' stay."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(TransactionTestCase, "_fixture_teardown", lambda _case: flushing.flush())
        yield


@pytest.fixture(scope="session", autouse=True)
def a_database_goes_whoever_is_left_in_it() -> Iterator[None]:
    """Drop the tests' database at the end, though a killed process may still seem to be in it."""
    # PostgreSQL notices that a process was killed only when it next reads or writes to it.
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(DatabaseCreation, "_destroy_test_db", flushing.drop)
        yield


@pytest.fixture(scope="session", autouse=True)
def nothing_leaves_the_machine() -> Iterator[None]:
    """Refuse every connection beyond the loopback, by name or by number."""
    connect = socket.socket.connect

    def guarded(self: socket.socket, address: Any) -> None:
        host = address[0] if isinstance(address, tuple) else ""
        if self.family != socket.AF_UNIX and host not in {"127.0.0.1", "::1", "localhost"}:
            raise AssertionError(f"A test wanted to reach {host}.")
        connect(self, address)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(socket.socket, "connect", guarded)
        yield


@pytest.fixture(scope="session", autouse=True)
def settings_of_tests(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """Static files straight from their sources, quick passwords, a key of the tests' own."""
    plain = {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
    with override_settings(
        STORAGES={**desk_settings.STORAGES, "staticfiles": plain},
        STATIC_ROOT=tmp_path_factory.mktemp("static"),
        PASSWORD_HASHERS=["django.contrib.auth.hashers.MD5PasswordHasher"],
        CHECKPOINT_KEY="d2F0Y2hkZXNrLXRlc3RzLWNoZWNrcG9pbnQta2V5LTE=",
    ):
        yield


@pytest.fixture(scope="session")
def unused_paths(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """Paths in one folder at which nothing stands, one after the other."""
    folder = tmp_path_factory.mktemp("own")
    return (folder / str(number) for number in count())


@pytest.fixture(autouse=True)
def own_uploads(settings: Any, unused_paths: Iterator[Path]) -> None:
    """Uploads of this test alone; most have none, so no folder is made before there is one."""
    settings.MEDIA_ROOT = next(unused_paths)
    settings.PRIVATE_ROOT = next(unused_paths)
    settings.ERASURES_FILE = next(unused_paths)


@pytest.fixture(autouse=True)
def nobody_is_asked_for_names(monkeypatch: pytest.MonkeyPatch) -> None:
    """The desk's form does not ask this machine's resolver where an address leads."""

    def resolve(_host: str, _port: int) -> list[str]:
        raise socket.gaierror(socket.EAI_AGAIN, "Temporary failure in name resolution")

    monkeypatch.setattr(SourceForm, "resolve", staticmethod(resolve))


@pytest.fixture(autouse=True)
def forgetful_edge() -> None:
    """No test is answered from a copy, or in a language, that another one left."""
    edge.copies.clear()
    translation.activate("en")


@pytest.fixture
def member(db: None) -> Callable[..., Any]:
    """Make a member of the desk in the groups named."""

    def make(username: str, *groups: str) -> Any:
        user = get_user_model().objects.create_user(
            username, f"{username}@desk.example", PASSWORD, is_staff=bool(groups)
        )
        user.groups.set([Group.objects.get_or_create(name=name)[0] for name in groups])
        return user

    return make


@pytest.fixture
def as_member(client: Client) -> Callable[[Any], Client]:
    """A client with a member's session."""

    def enter(user: Any) -> Client:
        client.force_login(user)
        return client

    return enter


def _in_the_cast(username: str, *groups: str) -> Any:
    def person(member: Callable[..., Any]) -> Any:
        return member(username, *groups)

    person.__doc__ = f"A member of the desk: {', '.join(groups) or 'of no group'}."
    return pytest.fixture(name=username)(person)


writer = _in_the_cast("writer", CAST["writer"])
editor = _in_the_cast("editor", CAST["editor"])
publisher = _in_the_cast("publisher", CAST["publisher"])
staff = _in_the_cast("staff", CAST["staff"])
manager = _in_the_cast("manager", CAST["manager"])
administrator = _in_the_cast("administrator", CAST["administrator"])
stranger = _in_the_cast("stranger")


@pytest.fixture
def partner(manager: Any) -> Any:
    """The partners' manager under the name that the screens use."""
    return manager
