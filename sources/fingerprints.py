"""Fingerprints of a page's words: near pages have near ones (Charikar's simhash, 64 bits)."""

import hashlib
import re
from collections import Counter
from email.message import Message
from itertools import islice

from lxml import etree
from lxml import html as lxml_html

BITS = 64
# Three words in a row: single ones are the same in all pages of a language.
IN_A_ROW = 3
# A page of fewer words says too little: one new word would change it all.
FEWEST = 30
# Of a long one, the beginning is looked at.
MOST = 20_000
# Unrelated pages differ in 32 bits, more or less; one with a new paragraph or date, in a few.
FAR = 20
WORD = re.compile(r"\w+")
UNSEEN = ("script", "style", "noscript", "template", "svg", "head", "nav", "header", "footer")


def fingerprint(body: bytes, content_type: str) -> str:
    """The fingerprint of the words that a reader sees, in hexadecimal; "" where there are few."""
    found = islice(WORD.finditer(_text(body, content_type)), MOST)
    words = [word.group().lower() for word in found]
    if len(words) < FEWEST:
        return ""
    rows = Counter(" ".join(words[at : at + IN_A_ROW]) for at in range(len(words) - IN_A_ROW + 1))
    weights = [0] * BITS
    for row, count in rows.items():
        bits = int.from_bytes(hashlib.blake2b(row.encode(), digest_size=BITS // 8).digest(), "big")
        for at in range(BITS):
            weights[at] += count if bits >> at & 1 else -count
    return f"{sum(1 << at for at, weight in enumerate(weights) if weight > 0):016x}"


def differ_much(one: str, other: str) -> bool:
    """Whether two fingerprints are those of pages that say different things."""
    return (int(one, 16) ^ int(other, 16)).bit_count() > FAR


def _text(body: bytes, content_type: str) -> str:
    """What stands on the page, as a reader sees it; "" for what is no text."""
    said = Message()
    said["content-type"] = content_type or "text/html"
    kind, charset = said.get_content_type(), said.get_content_charset()
    if kind == "text/plain":
        return _decoded(body, charset)
    if kind not in {"text/html", "application/xhtml+xml"} or not body.strip():
        return ""
    try:
        parser = lxml_html.HTMLParser(encoding=charset)
    except LookupError:
        parser = lxml_html.HTMLParser()
    try:
        page = lxml_html.document_fromstring(body, parser=parser)
    except (etree.ParserError, ValueError):
        return ""
    etree.strip_elements(page, *UNSEEN, etree.Comment, with_tail=False)
    return " ".join(page.itertext())


def _decoded(body: bytes, charset: str | None) -> str:
    try:
        return body.decode(charset or "utf-8", errors="replace")
    except LookupError:
        return body.decode(errors="replace")
