"""What the tests of the project itself share."""

import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest


@pytest.fixture
def house() -> Iterator[Path]:
    """A folder that every user of the machine may pass through, gone at the end."""
    path = Path(tempfile.mkdtemp(prefix="desk-"))
    path.chmod(0o755)
    yield path
    shutil.rmtree(path)
