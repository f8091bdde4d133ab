#!/usr/bin/env python3
"""Checks a desk's public record. Standard library only; Python 3.8 or newer.

    python3 verify.py https://desk.example
    python3 verify.py https://desk.example --kept 216:9c4107be…    (a page's foot)
    python3 verify.py https://desk.example --kept checkpoint.json   (or a mail or a page, saved)
    python3 verify.py downloaded.json --kept …                     (answers of /api/v1/record)

Every entry's hash is the SHA-256 of one line of JSON, which holds the hash of the entry before
it and a commitment to its payload. So an altered, dropped, reordered or added entry shows. A
number and hash that you kept show whether the record was cut off or written anew since then: no
chain can, for whoever rewrites an entry can compute every hash that follows.
"""

import argparse
import hashlib
import json
import os
import re
import sys
import urllib.request
from typing import Any, Dict, Iterable, Iterator, Tuple

# The foot of a page or a mail, or a citation: a number, a few words with “hash” in them (whatever
# the language), and the hash, whole or its first figures in groups of four.
FOOT = re.compile(
    r"(?<![\w-])(\d+)(?:, SHA-256|\b[^0-9]{1,40}?\b[Hh]ash)\b[^0-9a-f]{1,20}"
    r"([0-9a-f]{4}(?:\s?[0-9a-f]{4}){3,15})\b"
)
# A page tells of other numbers and hashes too, in what it is about.
FOOT_OF_PAGE = re.compile(r"<footer\b.*?</footer>", re.DOTALL)


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
        first = file.readline()
        try:
            part = json.loads(first)
        except ValueError:
            part = json.loads(first + file.read())
        yield from part["results"]
        for more in filter(str.strip, file):
            yield from json.loads(more)["results"]


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
        try:
            wrong = fault(entry, seq + 1, previous)
        except (AttributeError, KeyError, TypeError, ValueError):
            wrong = "no. %d is not whole" % (seq + 1)
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


def witnesses(kept: str) -> Dict[int, str]:
    """The numbers with their hashes that `kept` holds: NUMBER:HASH, or a file that was saved.

    Raises ValueError with a sentence.
    """
    if not os.path.isfile(kept):
        number, _, digest = kept.partition(":")
        digest = "".join(digest.split()).lower()
        if not re.fullmatch("0*[1-9][0-9]*", number) or not re.fullmatch("[0-9a-f]{16,64}", digest):
            raise ValueError(
                "--kept takes NUMBER:HASH, with 16 figures of the hash or more, or a file"
            )
        return {int(number): digest}
    with open(kept, encoding="utf-8", errors="replace") as file:
        text = file.read()
    try:
        said = json.loads(text)
        said = said.get("record", said)
        seq, digest = int(said["seq"]), str(said["hash"])
    except (ValueError, KeyError, AttributeError, TypeError):
        told = "".join(FOOT_OF_PAGE.findall(text)) or text
        plain = re.sub(r"\s+", " ", re.sub(r"<[^>]*>", " ", told))
        found = {int(number): "".join(digest.split()) for number, digest in FOOT.findall(plain)}
    else:
        found = {seq: digest} if re.fullmatch("[0-9a-f]{16,64}", digest) else {}
    found.pop(0, None)
    if not found:
        raise ValueError("%s holds no checkpoint, and no number with its hash" % kept)
    return found


def together(all_kept: Iterable[str]) -> Dict[int, str]:
    """All that was kept, by number. Raises ValueError where two of it contradict each other."""
    kept: Dict[int, str] = {}
    for one in all_kept:
        for seq, digest in witnesses(one).items():
            short, long = sorted((digest, kept.get(seq, digest)), key=len)
            if not long.startswith(short):
                raise ValueError("two of what you kept contradict each other: no. %d" % seq)
            kept[seq] = long
    return kept


def main() -> int:
    """Read the arguments, check, and say how it went; exit status 1 where something is wrong."""
    parser = argparse.ArgumentParser(description="Check a desk's public record.")
    parser.add_argument("record", help="the desk's address, or a downloaded file")
    parser.add_argument(
        "--kept",
        action="append",
        default=[],
        metavar="NUMBER:HASH",
        help="what you kept: a foot, or the file of a checkpoint, a mail or a page",
    )
    options = parser.parse_args()
    try:
        kept = together(options.kept)
    except ValueError as error:
        parser.error(str(error))
    is_site = options.record.startswith(("http://", "https://"))
    entries = fetched(options.record) if is_site else downloaded(options.record)
    try:
        held, wrong = check(entries, dict(kept))
    except (KeyError, OSError, TypeError, ValueError) as error:
        parser.error("%s cannot be read as a record: %s" % (options.record, error))
    if wrong:
        print("\nStopped: %s." % wrong)
        return 1
    print("\n%d entries hold." % held)
    for seq in sorted(kept):
        print("No. %d is what you kept." % seq)
    return 0


if __name__ == "__main__":
    sys.exit(main())
