"""A source as a CSL-JSON item (CSL 1.0.2), and such an item as a source that could be kept.

What is kept, what is left out and how kinds are mapped stands in docs/adr/0008.
"""

from typing import Any

from record.kinds import Data
from sources.csl_dates import csl_date
from sources.csl_names import csl_names
from sources.csl_reading import Candidate, from_csl
from sources.csl_types import DATES, NAMES, PUBLISHER_VARIABLE, TEXTS, CslType
from sources.csl_words import repute_words
from sources.formats.entries import Item
from sources.formats.keys import key_of

__all__ = ["Candidate", "from_csl", "to_csl"]


def to_csl(data: Data, publisher_name: str) -> Item:
    """The CSL-JSON item of a source from its payload and its publisher's name, "" for none.

    A dead link goes out as the archived copy, with the address that it had beside it.
    """
    item: Item = {"id": "", "type": data["csl_type"], "title": data["title"]}
    if data["authors"]:
        item["author"] = csl_names(data["authors"])
    if data["issued"]:
        item["issued"] = csl_date(data["issued"])
    if data["languages"]:
        item["language"] = ", ".join(data["languages"])
    item.update(_details(data["details"]))
    if publisher_name:
        details = data["details"]
        item[details.get("publisher-variable") or PUBLISHER_VARIABLE[data["csl_type"]]] = (
            publisher_name
        )
    item.update(_addresses(data))
    _judged(item, data)
    _numbers(item, data)
    item["custom"] = {**item.get("custom", {}), **_custom(item, data)}
    if not item["custom"]:
        del item["custom"]
    item["id"] = key_of(item)
    return item


def _details(details: dict[str, Any]) -> Item:
    item: Item = {}
    for name, value in details.items():
        if name in TEXTS:
            item[name] = value
        elif name in DATES:
            item[name] = csl_date(value)
        elif name in NAMES:
            item[name] = csl_names(value)
    return item


def _addresses(data: Data) -> Item:
    url, archived = data["url"], data["archived_url"]
    if archived and (data["link_is_dead"] or not url):
        return {"URL": archived, "custom": {"original-url": url} if url else {}}
    if archived:
        return {"URL": url, "custom": {"archived-url": archived}}
    return {"URL": url} if url else {}


def _numbers(item: Item, data: Data) -> None:
    docket = data["identifiers"]["docket"]
    if docket and data["csl_type"] == CslType.CASE:
        item["number"] = docket
    if data["identifiers"]["doi"] and not _said(item, data, "doi"):
        item["DOI"] = data["identifiers"]["doi"]


def _judged(item: Item, data: Data) -> None:
    """The note, begun with what readers must know first: that the source was taken back."""
    words = repute_words(data["repute"], data["repute_note"])
    note = "\n".join(part for part in (words, data["note"]) if part)
    if note:
        item["note"] = note
    if data["repute"] == "retracted":
        item["status"] = "retracted"


def _custom(item: Item, data: Data) -> dict[str, Any]:
    """What CSL has no variable for."""
    identifiers = data["identifiers"]
    custom: dict[str, Any] = {
        name: identifiers[name]
        for name in ("ecli", "celex")
        if identifiers[name] and not _said(item, data, name)
    }
    if identifiers["docket"] and data["csl_type"] != CslType.CASE:
        custom["docket"] = identifiers["docket"]
    if data["title_is_ours"]:
        custom["title-is-ours"] = True
    return custom


def _said(item: Item, data: Data, name: str) -> bool:
    """Whether the item says this number already in the variable that it was recognised in."""
    variable = data["details"].get(f"{name}-variable")
    said = str(item.get(variable, "")) if variable else ""
    return data["identifiers"][name].casefold() in said.casefold()
