"""The load: one address, asked by a few at once for a moment. Wrk does it where it is installed."""

import http.client
import re
import shutil
import subprocess
import threading
import time
from collections.abc import Callable

CALLERS = 4
# Shorter runs show that it works, and measure nothing: they need not be fair, nor many at once.
QUICK = 0.1
TIMEOUT = 300
# What wrk says of a run: requests in seconds, and what went wrong.
DONE = re.compile(r"(\d+) requests in ([\d.]+)(ms|s|m)")
WRONG = ("Non-2xx or 3xx responses", "Socket errors")
UNITS = {"ms": 0.001, "s": 1.0, "m": 60.0}
Driver = Callable[[str, str, dict[str, str], float], float]


class NotAnswered(Exception):
    """An address did not answer as it should: the figure would be of something else."""


def ask(host: str, path: str, headers: dict[str, str]) -> tuple[float, int, dict[str, str]]:
    """Ask once: how long it took, the status, and the headers, their names in small letters."""
    connection = http.client.HTTPConnection(host, timeout=TIMEOUT)
    begun = time.perf_counter()
    connection.request("GET", path, headers=headers)
    answer = connection.getresponse()
    answer.read()
    took = time.perf_counter() - begun
    connection.close()
    return took, answer.status, {name.lower(): value for name, value in answer.getheaders()}


def by_wrk(host: str, path: str, headers: dict[str, str], seconds: float) -> float:
    """Requests a second, by wrk, which takes least of the processors that it shares."""
    command = ["wrk", "-t1", f"-c{CALLERS}", f"-d{round(seconds)}s", f"http://{host}{path}"]
    for name, value in headers.items():
        command += ["-H", f"{name}: {value}"]
    told = subprocess.run(command, check=True, capture_output=True, text=True).stdout
    found = DONE.search(told)
    if found is None or any(words in told for words in WRONG):
        raise NotAnswered(f"{path}: {told}")
    if found[1] == "0":
        # It does not wait for an answer that takes longer than its run; the threads do.
        return by_threads(host, path, headers, seconds)
    return int(found[1]) / (float(found[2]) * UNITS[found[3]])


def by_threads(host: str, path: str, headers: dict[str, str], seconds: float) -> float:
    """Requests a second, by threads of our own, bounded in count and time."""
    done = [0] * callers(seconds)
    failed: list[str] = []
    begun = time.perf_counter()

    def call(which: int) -> None:
        connection = http.client.HTTPConnection(host, timeout=TIMEOUT)
        while time.perf_counter() < begun + seconds and not failed:
            connection.request("GET", path, headers=headers)
            answer = connection.getresponse()
            answer.read()
            if answer.status not in {200, 304}:
                failed.append(f"{path}: {answer.status}")
            done[which] += 1
        connection.close()

    threads = [threading.Thread(target=call, args=[which]) for which in range(len(done))]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    if failed or not sum(done):
        raise NotAnswered(failed[0] if failed else f"{path}: no answer")
    return sum(done) / (time.perf_counter() - begun)


def callers(seconds: float) -> int:
    """How many ask at once in a run of `seconds`."""
    return CALLERS if seconds >= QUICK else 1


def driver(seconds: float) -> tuple[str, Driver]:
    """The best there is here for runs of `seconds`, with its name. Wrk counts whole seconds."""
    if seconds >= 1 and shutil.which("wrk"):
        return "wrk", by_wrk
    return "threads", by_threads
