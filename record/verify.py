#!/usr/bin/env python3
"""Checks a desk's public record. Standard library only; Python 3.8 or newer.

    python3 verify.py https://desk.example
    python3 verify.py https://desk.example --kept 216:9c4107be…   (a page's foot, a mail)
    python3 verify.py downloaded.json                              (answers of /api/v1/record)

Every entry's hash is the SHA-256 of one line of JSON, which holds the hash of the entry before
it and a commitment to its payload. So an altered, dropped, reordered or added entry shows. A
number and hash that you kept show whether the record was cut off or written anew since then.
"""

import argparse
import hashlib
import json
import sys
import urllib.request
from typing import Any, Dict, Iterable, Iterator, Tuple


def line(entry: Dict[str, Any]) -> str:
    """The line whose SHA-256 is the entry's hash."""
    names = "seq op kind id schema recorded_at actor commitment previous_hash".split()
    values = [entry[name] for name in names]
    return json.dumps(values, ensure_ascii=False, separators=(",", ":"))


def fault(entry: Dict[str, Any], seq: int, previous: str) -> str:
    """What is wrong with `entry`, which should be no. `seq` and follow `previous`, or ""."""
    if entry["seq"] != seq:
        return "no. %d is missing: no. %d stands in its place" % (seq, entry["seq"])
    if entry["previous_hash"] != previous:
        return "no. %d does not follow from the one before it" % seq
    if hashlib.sha256(line(entry).encode()).hexdigest() != entry["hash"]:
        return "no. %d says something else than its hash" % seq
    if entry["payload"] is not None:
        held = bytes.fromhex(entry["salt"]) + entry["payload"].encode()
        if hashlib.sha256(held).hexdigest() != entry["commitment"]:
            return "no. %d has another payload than it committed to" % seq
    return ""


def downloaded(path: str) -> Iterator[Dict[str, Any]]:
    """The entries of a file: one answer of /api/v1/record, or several, one a line."""
    with open(path, encoding="utf-8") as file:
        for part in file:
            if part.strip():
                yield from json.loads(part)["results"]


def fetched(site: str) -> Iterator[Dict[str, Any]]:
    """The entries of a desk, page after page."""
    after = 0
    while True:
        address = "%s/api/v1/record?after=%d&limit=200" % (site.rstrip("/"), after)
        with urllib.request.urlopen(address, timeout=60) as answer:
            results = json.load(answer)["results"]
        if not results:
            return
        yield from results
        after = results[-1]["seq"]
        print("\r%d entries" % after, end="", file=sys.stderr, flush=True)


def check(entries: Iterable[Dict[str, Any]], kept: Dict[int, str]) -> Tuple[int, str]:
    """Walk the chain; returns (how many hold, what is wrong or "")."""
    previous, seq = "0" * 64, 0
    missing: Dict[int, str] = {}
    for entry in entries:
        wrong = fault(entry, seq + 1, previous)
        if wrong:
            return seq, wrong
        seq, previous = seq + 1, entry["hash"]
        if entry["op"] == "erase":
            missing = {n: key for n, key in missing.items() if key != entry["id"]}
        if entry["payload"] is None:
            missing[seq] = entry["id"]
        if seq in kept and not previous.startswith(kept.pop(seq)):
            return seq, "no. %d is not what you kept: the record was written anew" % seq
    if missing:
        return seq, "no. %d has no payload, and no later entry erases it" % min(missing)
    if kept:
        return seq, "no. %d, which you kept, is not there: the record was cut off" % min(kept)
    return seq, ""


def main() -> int:
    """Read the arguments, check, and say how it went; exit status 1 where something is wrong."""
    parser = argparse.ArgumentParser(description="Check a desk's public record.")
    parser.add_argument("record", help="the desk's address, or a downloaded file")
    parser.add_argument(
        "--kept", action="append", default=[], metavar="NUMBER:HASH", help="a foot that you kept"
    )
    options = parser.parse_args()
    kept = {}
    for foot in options.kept:
        number, _, digest = foot.partition(":")
        digest = digest.replace(" ", "").lower()
        if not number.isdigit() or len(digest) < 16 or set(digest) - set("0123456789abcdef"):
            parser.error("--kept takes NUMBER:HASH, with sixteen figures of the hash at least")
        kept[int(number)] = digest
    is_site = options.record.startswith(("http://", "https://"))
    entries = fetched(options.record) if is_site else downloaded(options.record)
    held, wrong = check(entries, kept)
    print("\n%d entries hold." % held if not wrong else "\nStopped: %s." % wrong)
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
