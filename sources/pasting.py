"""What a pasted text says of a source. Nothing is fetched: a look tells others who reads."""

import re
from dataclasses import dataclass, field
from typing import Any

from django.core.exceptions import ValidationError
from django.db.models import Q
from django.utils.translation import gettext as _

from sources import identifiers
from sources.csl import from_csl
from sources.csl_types import CslType
from sources.detail_fields import shown_in_form
from sources.formats import Format, Item, Malformed, recognise
from sources.models import Publisher, Source
from sources.urls import SCHEME, normalised, url_key

LONGEST = 100_000
LONGEST_TITLE = 500
OF_DOIS = re.compile(r"https?://(?:dx\.|www\.)?doi\.org/", re.IGNORECASE)
# What numbers are written with where addresses have a scheme.
SCHEMES = {"doi": identifiers.doi, "ecli": identifiers.ecli, "celex": identifiers.celex}
# What stood around an address that was taken out.
EMPTY_PAIR = re.compile(r"<\s*>|\(\s*\)|\[\s*\]")
# As notes have it: [the title](its address).
MARKED_DOWN = re.compile(r"^\[([^\]]+)\]\((https?://\S+)\)$")


@dataclass(frozen=True)
class Pasted:
    """One source that a text speaks of: the one that is kept, or what a new one begins with.

    `left_out` names what was said besides and the ledger does not keep.
    """

    known: Source | None = None
    initial: dict[str, Any] = field(default_factory=dict)
    left_out: tuple[str, ...] = ()


class Several(Exception):
    """The text speaks of more than one source: that many."""

    def __init__(self, number: int) -> None:
        super().__init__(number)
        self.number = number


def read(text: str) -> Pasted:
    """The source that `text` names: by its address, a number of its own, or as a citation.

    Raises ValidationError with a sentence for what names none, Several for what names more.
    """
    text = MARKED_DOWN.sub(r"\1 \2", text.strip())
    form = recognise(text)
    if form:
        return _cited(_one_entry(form, text))
    named = identifiers.recognised(text)
    if not named:
        _refuse_what_it_seems_to_be(text)
        raise ValidationError(
            _(
                "No address, number or citation can be read in this. Paste an address that begins "
                "with https://, a DOI such as 10.1000/182, or one entry as RIS, BibTeX or CSL-JSON."
            )
        )
    _refuse_several(text, named)
    known = kept_under(named)
    if known:
        return Pasted(known)
    like = _of_the_same_site(named.get("url", ""))
    initial: dict[str, Any] = {
        **named,
        "csl_type": _kind(named, like),
        "title": _words_around(text),
    }
    if like and like.publisher_id:
        initial["publisher"] = like.publisher_id
    return Pasted(initial=initial)


def _refuse_what_it_seems_to_be(text: str) -> None:
    """Say of the address or number that `text` seems to be why it is none."""
    address = identifiers.URL.search(text)
    word = identifiers.ended(address.group()) if address else text
    scheme = SCHEME.match(word)
    if scheme and not re.search(r"\s", word):
        SCHEMES.get(scheme[1].lower(), normalised)(word)


def _refuse_several(text: str, named: dict[str, str]) -> None:
    """Refuse a text of two sources, of which one would be lost."""
    # An article's own address beside its DOI's means one source.
    of_pages = [url for url in identifiers.addresses(text) if not OF_DOIS.match(url)]
    for found in (of_pages, identifiers.dois(text)):
        if len(found) > 1:
            words = {"first": found[0], "second": found[1]}
            sentence = _("This names %(first)s and %(second)s. Paste one source at a time.")
            raise ValidationError(sentence % words)
    if of_pages:
        named["url"] = of_pages[0]


def _one_entry(form: Format, text: str) -> Item:
    try:
        found = list(form.module.read(text))
    except Malformed as refusal:
        words = {"format": form.label, "line": refusal.line, "reason": str(refusal)}
        raise ValidationError(
            _("This looks like %(format)s, but line %(line)d cannot be read: %(reason)s"),
            params=words,
        ) from refusal
    if not found:
        raise ValidationError(_("This looks like %s, but there is no entry in it.") % form.label)
    if len(found) > 1:
        raise Several(len(found))
    item: Item = found[0].item
    return item


def _cited(item: Item) -> Pasted:
    """The source that one entry of a citation file describes."""
    try:
        candidate = from_csl(item)
    except ValidationError as refusal:
        raise ValidationError(refusal.messages) from refusal
    columns = candidate.columns()
    known = kept_under(columns)
    if known:
        return Pasted(known)
    initial = {**columns, "issued": str(columns["issued"]), **shown_in_form(columns["details"])}
    if candidate.publisher:
        publisher = Publisher.objects.called(candidate.publisher)
        if publisher:
            initial["publisher"] = publisher.pk
        else:
            initial["new_publisher"] = candidate.publisher
    return Pasted(initial=initial, left_out=candidate.left_out)


def kept_under(named: dict[str, str]) -> Source | None:
    """The source that is kept under one of these: url, doi, ecli or celex; merges are followed."""
    known = Source.objects.known(url=named.get("url", ""), doi=named.get("doi", ""))
    for name in ("ecli", "celex"):
        if not known and named.get(name):
            known = Source.objects.kept_as(Q((name, named[name])))
    return known


def _of_the_same_site(url: str) -> Source | None:
    """The latest source from the same site: the next one from there is mostly of its kind."""
    host = url_key(url).partition("/")[0] if url else ""
    if not host:
        return None
    rows = Source.objects.unmerged().filter(url_key__startswith=f"{host}/")
    return rows.exclude(publisher=None).order_by("-pk").first()


def _kind(named: dict[str, str], like: Source | None) -> str:
    if "ecli" in named or "docket" in named or named.get("celex", "").startswith("6"):
        return CslType.CASE
    if "celex" in named:
        return CslType.LEGISLATION
    if "doi" in named:
        return CslType.JOURNAL
    return like.csl_type if like else CslType.WEBPAGE


def lines_beside(text: str) -> list[str]:
    """The lines of `text` in which something is said besides an address, without that."""
    bare = (EMPTY_PAIR.sub(" ", identifiers.URL.sub(" ", line)) for line in text.splitlines())
    lines = [" ".join(line.split()).strip(" –—-|:") for line in bare]
    return [line for line in lines if re.search(r"\w{3}", line)]


def _words_around(text: str) -> str:
    """The one line that stands beside an address: most often it is the title."""
    said = lines_beside(text)
    if len(said) != 1 or len(said[0]) > LONGEST_TITLE or not identifiers.URL.search(text):
        return ""
    return said[0]
