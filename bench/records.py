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
from itertools import chain
from pathlib import Path

from django.conf import settings

# In this order: the first projection is made by rebuilding it.
WORKS = ("verify", "rebuild", "check")


@dataclass(frozen=True)
class Work:
    """One of the works, done: over how many entries, how long, and the most memory that it held."""

    name: str
    entries: int
    seconds: float
    megabytes: float


def done(database: str) -> Iterator[Work]:
    """Verify the record in `database`, make its projection, and look it over: a process each."""
    for name in WORKS:
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
    """Do it; returns over how many entries."""
    from record import held
    from record.models import Head
    from record.rebuilding import faults, rebuild, settle
    from record.verifying import verify

    if name == "rebuild":
        made = rebuild()
        settle()
        held.mend()
        return made
    looked: object = next(chain(faults(), held.faults()), None) if name == "check" else verify()[1]
    assert looked is None, looked
    return Head.objects.get().seq


def _most_memory() -> float:
    """The most megabytes that this process has held, its own imports included."""
    try:
        lines = Path("/proc/self/status").read_text(encoding="ascii").splitlines()
        return next(int(line.split()[1]) / 1024 for line in lines if line.startswith("VmHWM"))
    except OSError:
        # What it was started by counts in this one. Outside Linux it is in bytes.
        return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024 / 1024


def main(name: str) -> None:
    """Do `name` once, and print what it took."""
    os.environ["DJANGO_SETTINGS_MODULE"] = "bench.settings"
    import django

    django.setup()
    begun = time.monotonic()
    entries = _work(name)
    seconds = time.monotonic() - begun
    most = _most_memory()
    print(json.dumps({"entries": entries, "seconds": seconds, "megabytes": most}))


if __name__ == "__main__":
    main(sys.argv[1])
