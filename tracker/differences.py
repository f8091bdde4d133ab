"""What changed between two wordings, word by word."""

import re
from difflib import SequenceMatcher
from itertools import pairwise

from record.kinds import Data

FIELDS = ("yes", "no", "edge_cases", "by_when")
# With the space before it: what is gone and what came instead stand apart.
WORD = re.compile(r"\s*\S+|\s+$")


def differences(before: str, after: str) -> list[tuple[str, str]]:
    """The words of both in order, each run as (“same”, “gone” or “added”, words)."""
    old, new = WORD.findall(before), WORD.findall(after)
    runs: list[tuple[str, str]] = []
    for how, a, b, c, d in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if how == "equal":
            runs.append(("same", "".join(old[a:b])))
            continue
        gone, added = _marked("gone", old[a:b]), _marked("added", new[c:d])
        # At the very beginning no space stands before either.
        between = [("same", " ")] if gone and added and added[0][0] == "added" else []
        runs += [*gone, *between, *added]
    return runs


def _marked(how: str, words: list[str]) -> list[tuple[str, str]]:
    """The words as one run, the space before them outside of it."""
    run = "".join(words)
    inner = run.lstrip()
    space = run[: len(run) - len(inner)]
    return [(which, part) for which, part in (("same", space), (how, inner)) if part]


def compared(versions: list[Data]) -> list[Data]:
    """`versions` of criteria, the first one first; each later one with `parts` of what changed."""
    found = [*versions[:1]]
    for before, after in pairwise(versions):
        changed = [name for name in FIELDS if before[name] != after[name]]
        parts = {name: differences(before[name], after[name]) for name in changed}
        found.append({**after, "parts": parts})
    return found
