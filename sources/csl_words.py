"""Words in items: text made clean on its way in, and what an export says of a source's repute."""

import re

from django.utils.translation import gettext as _

# CSL-JSON lets text carry these; the desk's pages show text.
MARKUP = re.compile(r"</?(?:i|b|sc|sup|sub|span)(?:\s[^<>]*)?>", re.IGNORECASE)
# What no database keeps as text: control characters, and halves of a character.
UNKEPT = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff]")
CITATION_KEY = re.compile(r"^\s*citation[ -]key:.*\n?", re.IGNORECASE | re.MULTILINE)


def one_line(text: str) -> str:
    """`text` without line breaks and without what no database keeps."""
    return re.sub(r"\s*[\t\r\n\u2028\u2029]\s*", " ", UNKEPT.sub("", text)).strip()


def some_lines(text: str) -> str:
    """`text` with its line breaks, each written one way."""
    return UNKEPT.sub("", text.replace("\r\n", "\n").replace("\r", "\n")).strip()


def without_markup(text: str) -> tuple[str, list[str]]:
    """`text` without the tags that CSL-JSON knows, and which of them it had."""
    tags = (re.match("<[a-z]+", found, re.IGNORECASE) for found in MARKUP.findall(text))
    return MARKUP.sub("", text).strip(), sorted({f"{tag[0].lower()}>" for tag in tags if tag})


def without_key(note: str) -> str:
    """A note without the line in which reference managers keep their own name for an item."""
    return CITATION_KEY.sub("", note).strip()


def repute_words(repute: str, note: str) -> str:
    """The sentence for a source that no longer stands as it did; "" for one that does."""
    if repute == "retracted":
        return _("Retracted: %s") % note
    if repute == "downgraded":
        return _("Downgraded by the desk: %s") % note
    return ""
