"""What changed between two wordings, word by word."""

import re
from difflib import SequenceMatcher
from itertools import pairwise

from record.kinds import Data

FIELDS = ("yes", "no", "edge_cases", "by_when")
WORD = re.compile(r"\s+|\S+")


def differences(before: str, after: str) -> list[tuple[str, str]]:
    """The words of both in order, each run as (“same”, “gone” or “added”, words)."""
    old, new = WORD.findall(before), WORD.findall(after)
    runs = []
    for how, a, b, c, d in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if how == "equal":
            runs.append(("same", "".join(old[a:b])))
            continue
        runs += [("gone", "".join(old[a:b]))] if a < b else []
        runs += [("added", "".join(new[c:d]))] if c < d else []
    return runs


def compared(versions: list[Data]) -> list[Data]:
    """`versions` of criteria, the first one first; each later one with `parts` of what changed."""
    found = [*versions[:1]]
    for before, after in pairwise(versions):
        changed = [name for name in FIELDS if before[name] != after[name]]
        parts = {name: differences(before[name], after[name]) for name in changed}
        found.append({**after, "parts": parts})
    return found
