"""A form field for every detail that a citation of some kind of source needs."""

import json
from typing import Any

from django import forms
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _

from record.vague import VagueDateFormField
from sources import names
from sources.csl_types import DATES, NAMES, NEEDS, CslType
from sources.name_fields import NamesField

LONGEST = 500

# How each detail is called whatever the kind, and what helps to fill it in.
LABELS: dict[str, tuple[Any, Any]] = {
    "section": (_("section"), ""),
    "edition": (_("edition"), _("as in “second” or “Kosovo edition”")),
    "page": (_("pages"), _("as in “4” or “112–130”")),
    "publisher-place": (_("place of publication"), ""),
    "ISSN": (_("ISSN"), ""),
    "volume": (_("volume"), ""),
    "issue": (_("issue"), ""),
    "genre": (_("form"), _("in a word or two")),
    "accessed": (_("read on"), _("the day on which it was read")),
    "number": (_("number"), _("as it stands on it")),
    "collection-title": (_("series"), _("of reports, with its number in words")),
    "ISBN": (_("ISBN"), ""),
    "container-title": (_("published in"), ""),
    "jurisdiction": (_("jurisdiction"), _("whose law it is")),
    "chapter-number": (_("chapter"), ""),
    "event-title": (_("occasion"), ""),
    "event-place": (_("place"), ""),
    "event-date": (_("day of the occasion"), _("a day, a month or a year")),
    "medium": (_("medium"), ""),
    "dimensions": (_("length"), _("as in “42 min”")),
    "interviewer": (_("interviewer"), _("who asked")),
    "version": (_("version"), ""),
    "recipient": (_("to whom"), _("who received it")),
}
# What a detail is called in a source of one kind, where that says more.
PARTICULAR: dict[tuple[str, str], Any] = {
    (CslType.NEWSPAPER, "section"): _("section of the paper"),
    (CslType.WEBPAGE, "genre"): _("kind of page"),
    (CslType.REPORT, "genre"): _("kind of report"),
    (CslType.REPORT, "number"): _("number of the report"),
    (CslType.LEGISLATION, "number"): _("number of the act or resolution"),
    (CslType.LEGISLATION, "container-title"): _("official gazette or code"),
    (CslType.LEGISLATION, "section"): _("article or section"),
    (CslType.BILL, "number"): _("number of the bill"),
    (CslType.BILL, "event-title"): _("parliament and session"),
    (CslType.CASE, "container-title"): _("law reports"),
    (CslType.TREATY, "number"): _("number of the treaty"),
    (CslType.TREATY, "container-title"): _("treaty series"),
    (CslType.TREATY, "event-place"): _("place of signature"),
    (CslType.SPEECH, "event-title"): _("session, conference or meeting"),
    (CslType.SPEECH, "genre"): _("kind of statement"),
    (CslType.BROADCAST, "container-title"): _("programme"),
    (CslType.BROADCAST, "number"): _("number of the episode"),
    (CslType.BROADCAST, "publisher-place"): _("place of the station"),
    (CslType.INTERVIEW, "genre"): _("kind of interview"),
    (CslType.DATASET, "genre"): _("kind of data"),
    (CslType.DATASET, "medium"): _("format"),
    (CslType.POST, "genre"): _("kind of post"),
    (CslType.PERSONAL, "genre"): _("kind of message"),
}

# The form's name of each detail, in the order in which the kinds need them.
FIELDS: dict[str, str] = {
    name: f"details_{name.replace('-', '_').lower()}"
    for name in dict.fromkeys(name for needed in NEEDS.values() for name in needed)
}


def called(name: str) -> str:
    """How a detail is called, whatever the kind; one without a field by its name in CSL."""
    return str(capfirst(LABELS[name][0] if name in LABELS else name.replace("-", " ")))


def _called(name: str) -> dict[str, str]:
    """What the detail is called in each kind that needs it."""
    label = LABELS[name][0]
    kinds = [kind for kind, needed in NEEDS.items() if name in needed]
    return {kind: capfirst(str(PARTICULAR.get((kind, name), label))) for kind in kinds}


def _field(name: str) -> forms.Field:
    label, helping = LABELS[name]
    more: dict[str, Any] = {"label": label, "help_text": helping, "required": False}
    if name in NAMES:
        return NamesField(**more)
    if name in DATES:
        return VagueDateFormField(**more)
    return forms.CharField(max_length=LONGEST, **more)


def shown_in_form(details: dict[str, Any]) -> dict[str, Any]:
    """What of `details` has a field, by the form's names."""
    return {FIELDS[name]: said for name, said in details.items() if name in FIELDS}


class DetailsForm(forms.Form):
    """The fields of all kinds. Which kinds need one stands on it, for the script that hides."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name, field in FIELDS.items():
            if field in self.fields:
                self.fields[field].widget.attrs["data-kinds"] = json.dumps(_called(name))

    def begin_with(self, details: dict[str, Any]) -> None:
        """Show `details`; what is asked for by name already stays."""
        for name, field in FIELDS.items():
            self.initial.setdefault(field, details.get(name))

    def details(self, before: dict[str, Any]) -> dict[str, Any]:
        """`before` with what was filled in; what the form does not show stays as it was."""
        found = dict(before)
        for name, field in FIELDS.items():
            if field not in self.changed_data or self._is_omitted(field):
                continue
            value = self.cleaned_data[field]
            found.pop(name, None)
            if value:
                is_names = isinstance(value, list)
                found[name] = names.kept(value, before.get(name, [])) if is_names else str(value)
        return found

    def _is_omitted(self, field: str) -> bool:
        widget = self.fields[field].widget
        return widget.value_omitted_from_data(self.data, self.files, self.add_prefix(field))


# Declared like any other, so that the desk's screen can name them.
DetailsForm.declared_fields.update({form_name: _field(name) for name, form_name in FIELDS.items()})
