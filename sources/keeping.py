"""Private files: kept under their SHA-256 where no address leads, and read by the desk alone."""

import hashlib
import os
import re
import tempfile
from pathlib import Path
from typing import BinaryIO

from django.conf import settings

NAME = re.compile(r"[0-9a-f]{64}\.[a-z0-9]{1,10}")


def keep_privately(content: bytes, ending: str) -> str:
    """Keep `content` under its SHA-256 and `ending`; returns the file's name.

    Kept twice, it is there once. A crash leaves the whole file or none.
    """
    name = f"{hashlib.sha256(content).hexdigest()}.{ending}"
    path = _path(name)
    if not path.exists():
        path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        # Made for its owner alone, and named only when all of it is on the disk.
        handle, partial = tempfile.mkstemp(dir=path.parent)
        try:
            with os.fdopen(handle, "wb") as file:
                file.write(content)
                file.flush()
                os.fsync(file.fileno())
            Path(partial).replace(path)
        except BaseException:
            Path(partial).unlink(missing_ok=True)
            raise
    return name


def open_privately(name: str) -> BinaryIO:
    """The private file `name`, open for reading. FileNotFoundError where it is not kept."""
    return _path(name).open("rb")


def forget_privately(name: str) -> None:
    """Remove the private file `name`, where it is kept."""
    _path(name).unlink(missing_ok=True)


def _path(name: str) -> Path:
    if not NAME.fullmatch(name):
        raise ValueError(name)
    return Path(settings.PRIVATE_ROOT) / name
