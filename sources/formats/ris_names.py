"""Names and dates as RIS writes them in one line."""

import re
from typing import Any

from sources.csl_dates import edtf_of_csl

Name = dict[str, Any]


def name_line(name: Name) -> str:
    """`Family, Given, Suffix`. A body that would be taken for a person ends in a comma."""
    if "literal" in name:
        literal = str(name["literal"])
        return f"{literal}," if "," in literal or " " not in literal else literal
    particles = (name.get("dropping-particle"), name.get("non-dropping-particle"))
    family = " ".join(str(word) for word in (*particles, name.get("family")) if word)
    parts = [family, name.get("given", ""), name.get("suffix", "")]
    while len(parts) > 1 and not parts[-1]:
        parts.pop()
    return ", ".join(parts)


def read_name(line: str) -> Name | None:
    """The name in a line. Several words without a comma name a body, as reference managers do."""
    line = line.strip()
    if line.endswith(","):
        body = line.rstrip(", ")
        return {"literal": body} if body else None
    family, comma, rest = line.partition(",")
    if not comma:
        return ({"literal": line} if " " in line else {"family": line}) if line else None
    given, _comma, suffix = rest.partition(",")
    particle, last = with_particle(family.strip())
    parts = {
        "family": last,
        "given": given.strip(),
        "non-dropping-particle": particle,
        "suffix": suffix.strip(),
    }
    return {part: text for part, text in parts.items() if text} or None


def with_particle(family: str) -> tuple[str, str]:
    """Small words before a family name, and the name."""
    found = re.match(r"((?:[^\W\d_A-ZÀ-ÖØ-Þ][\w’'-]*\s+)+)(?=\w)", family)
    if not found or not found[1][0].islower():
        return "", family
    words = found[1].split()
    if not all(word[0].islower() for word in words):
        return "", family
    return " ".join(words), family[found.end() :]


def date_lines(date: dict[str, Any]) -> tuple[str, str]:
    """PY and DA of a CSL date. A span stands in words after the slashes, where RIS has room."""
    edtf = edtf_of_csl(date)
    start, slash, end = edtf.partition("/")
    if start == "..":
        return "", f"///until {end}"
    year, month, day = ([*start.split("-"), "", ""])[:3]
    more = "" if not slash else f"since {start}" if end == ".." else f"{start} to {end}"
    return year, f"{year}/{month}/{day}/{more}"


def read_date_line(line: str) -> str:
    """The text of a date for `raw`: what stands after the slashes where that is a span."""
    parts = [part.strip() for part in line.split("/", 3)]
    if len(parts) < 2:
        return line.strip()
    if re.match(r"(?:since|until) |.+ to ", parts[3] if len(parts) > 3 else ""):
        return parts[3]
    if not all(re.fullmatch(r"\d*", part) for part in parts[:3]):
        return line.strip()
    known = [part.zfill(2) for part in parts[:3] if part]
    season = parts[3] if len(parts) > 3 and len(known) == 1 else ""
    return f"{season} {known[0]}" if season else "-".join(known)
