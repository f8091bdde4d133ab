"""Verifying and rebuilding a long record: how long it takes, and in how much memory.

`python -m bench.records verify` is one measured process, over the database of BENCH_DATABASE.
"""

import json
import os
import resource
import subprocess
import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass

from django.conf import settings

WORKS = ("verify", "check", "rebuild")


@dataclass(frozen=True)
class Work:
    """One of the two, done: over how many entries, how long, and the most memory that it held."""

    name: str
    entries: int
    seconds: float
    megabytes: float


def done(database: str) -> Iterator[Work]:
    """Verify the record in `database`, make its projection, and look it over: a process each."""
    for name in ("verify", "rebuild", "check"):
        environment = {**os.environ, "BENCH_DATABASE": database, "WATCHDESK_ROLE": "owner"}
        told = subprocess.run(
            [sys.executable, "-m", "bench.records", name],
            check=True,
            capture_output=True,
            text=True,
            env=environment,
            cwd=settings.BASE_DIR,
        )
        yield Work(name, **json.loads(told.stdout))


def _work(name: str) -> int:
    """Do it; returns over how many entries or rows."""
    from record.rebuilding import faults, rebuild
    from record.verifying import verify

    if name == "rebuild":
        return rebuild()
    if name == "check":
        found = list(faults())
        assert not found, found[:3]
        from record.models import Head

        return Head.objects.get().seq
    held, fault = verify()
    assert fault is None, fault
    return held


def main(name: str) -> None:
    """Do `name` once, and print what it took."""
    os.environ["DJANGO_SETTINGS_MODULE"] = "bench.settings"
    import django

    django.setup()
    begun = time.monotonic()
    entries = _work(name)
    seconds = time.monotonic() - begun
    # Linux counts in kilobytes, macOS in bytes.
    unit = 1024 if sys.platform != "darwin" else 1024 * 1024
    most = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / unit
    print(json.dumps({"entries": entries, "seconds": seconds, "megabytes": most}))


if __name__ == "__main__":
    main(sys.argv[1])
