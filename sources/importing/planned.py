"""One entry of a file, checked: the source that it would become, or why it cannot."""

import json
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from django.core.exceptions import FieldDoesNotExist, ValidationError
from django.db.models import TextChoices
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from sources.csl import from_csl
from sources.formats import Found
from sources.models import Source

# Numbers, each in its own place or "", and the surnames of the authors.
Marks = tuple[tuple[str, ...], frozenset[str]]
# Texts that no column bounds: the details and the names.
LONGEST_TEXT = 2000
SHOWN_TITLE = 200
NUL_IN_JSON = r"\u0000"


class Outcome(TextChoices):
    """What becomes of one entry of a file."""

    NEW = "new", gettext_lazy("new")
    MATCHED = "matched", gettext_lazy("matched")
    DOUBLED = "doubled", gettext_lazy("twice in the file")
    REFUSED = "refused", gettext_lazy("refused")


@dataclass
class Planned:
    """One entry: what it would be kept as, and what becomes of it.

    `other` is the source that it matches or became, or the line of the entry that it repeats; `by`
    names what they have in common. Where no number names it, it is known by its `likeness`, and
    told from what is alike by its `marks`.
    """

    line: int
    title: str
    source: Source | None = None
    publisher: str = ""
    outcome: str = Outcome.NEW
    by: str = ""
    other: int = 0
    sentences: list[str] = field(default_factory=list)
    left_out: tuple[str, ...] = ()
    likeness: tuple[str, ...] = ()
    marks: Marks = ((), frozenset())


def checked(found: Found) -> Planned:
    """What `found` would be kept as; refused with sentences where it cannot be. No query."""
    title = _shown(found.item.get("title"))
    try:
        _refuse_unkeepable(found.item)
        candidate = from_csl(found.item)
        source = Source(**candidate.columns())
        _check(source)
    except ValidationError as error:
        sentences = list(dict.fromkeys(_sentences(error)))
        return Planned(found.line, title, outcome=Outcome.REFUSED, sentences=sentences)
    return Planned(
        found.line,
        _shown(source.title),
        source,
        candidate.publisher,
        left_out=candidate.left_out,
    )


def _shown(title: Any) -> str:
    """As much of a title as a report needs, without what the database cannot keep."""
    text = title if isinstance(title, str) else ""
    kept = text.replace("\0", "").encode("utf-8", "replace").decode()
    return kept if len(kept) <= SHOWN_TITLE else kept[: SHOWN_TITLE - 1] + "…"


def _refuse_unkeepable(item: dict[str, Any]) -> None:
    """A NUL character, or half of a pair of surrogates, is no text to the database."""
    whole = json.dumps(item, ensure_ascii=False, default=str)
    if NUL_IN_JSON not in whole and _is_text(whole):
        return
    faults = {}
    for name, value in item.items():
        if any("\0" in text for text in _texts([name, value])):
            faults[name] = _("It holds a NUL character. Take it out of the file.")
        elif any(not _is_text(text) for text in _texts([name, value])):
            faults[name] = _("It holds half a character. Export the file again as UTF-8.")
    if faults:
        raise ValidationError({_shown(name): fault for name, fault in faults.items()})


def _texts(value: Any) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for pair in value.items():
            yield from _texts(list(pair))
    elif isinstance(value, list):
        for one in value:
            yield from _texts(one)


def _is_text(text: str) -> bool:
    try:
        text.encode()
    except UnicodeEncodeError:
        return False
    return True


def _check(source: Source) -> None:
    """The model's own rules, but for what only the database knows."""
    errors: dict[str, Any] = {}
    for check in (lambda: source.clean_fields(exclude={"publisher"}), source.clean):
        try:
            check()
        except ValidationError as error:
            errors = error.update_error_dict(errors)
    for name, values in (("details", source.details), ("authors", source.authors)):
        if any(len(text) > LONGEST_TEXT for text in _texts(values)):
            errors[name] = [
                ValidationError(
                    _("A text in it is longer than %(most)d characters."),
                    params={"most": LONGEST_TEXT},
                )
            ]
    if errors:
        raise ValidationError(errors)


def _sentences(error: ValidationError) -> Iterator[str]:
    if not hasattr(error, "error_dict"):
        yield from error.messages
        return
    for name, messages in error.message_dict.items():
        label = "" if name == "__all__" else f"{_label(name)}: "
        yield from (f"{label}{message}" for message in messages)


def _label(name: str) -> str:
    try:
        found = Source._meta.get_field(name)
    except FieldDoesNotExist:
        return name
    return str(capfirst(getattr(found, "verbose_name", name)))
