"""What the tests of the project itself share."""

import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from watchdesk import embedded


@pytest.fixture
def house() -> Iterator[Path]:
    """A folder that every user of the machine may pass through, gone at the end."""
    with a_house() as path:
        yield path


@contextmanager
def a_house() -> Iterator[Path]:
    """The same for longer than a test."""
    path = Path(tempfile.mkdtemp(prefix="desk-"))
    path.chmod(0o755)
    yield path
    shutil.rmtree(path)


@pytest.fixture(scope="session")
def made_once() -> Iterator[Path]:
    """A desk's folder after its first start: with a database in it, which does not run."""
    with a_house() as path:
        embedded.start(path / "var")
        embedded.release(path / "var")
        assert not embedded.is_running(path / "var")
        yield path / "var"


@pytest.fixture
def made(house: Path, made_once: Path) -> Iterator[Path]:
    """The same in a folder of this test's own, for what comes after a first start."""
    var = house / "var"
    subprocess.run(["cp", "-RLp", made_once, var], check=True)
    yield var
    close(var)


def close(var: Path) -> None:
    """Stop the server of the desk in `var`, whoever holds it."""
    embedded.release(var)
    embedded.stop(var)
    assert not embedded.is_running(var)
