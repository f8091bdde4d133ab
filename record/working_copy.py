"""A working copy as its form shows it: what a form was opened on, and what stands there now."""

import hashlib
import json
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from django import forms
from django.http import QueryDict
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from record.vague import VagueDate

# Longer than this, a value is folded away until somebody asks for it.
SHORT = 160
UNSAID = {"position", "DELETE"}


@dataclass(frozen=True)
class Theirs:
    """One part of what stands there now, to be read beside what was typed."""

    label: str
    lines: list[str]

    @property
    def is_long(self) -> bool:
        """Whether it is folded: a text, not a name."""
        return any("\n" in line or len(line) > SHORT for line in self.lines)


@dataclass(frozen=True)
class WorkingCopy:
    """An object as its form and the rows beneath it (`tables`) show it, part by part."""

    form: forms.ModelForm
    tables: list[Any]

    @cached_property
    def marks(self) -> dict[str, str]:
        """A short mark for each part: another one stands for another content."""
        parts = {bound.name: _text(bound) for bound in self.form}
        parts |= {table.prefix: _rows(table) for table in self.tables}
        return {name: _mark(text) for name, text in parts.items()}

    def since(self, seen: dict[str, str]) -> set[str]:
        """The parts that are not as they were when the marks were `seen`."""
        names = self.marks.keys() | seen.keys()
        return {name for name in names if self.marks.get(name) != seen.get(name)}

    def unlike(self, sent: "WorkingCopy") -> set[str]:
        """The parts in which a form that was sent says something else."""
        names = {*sent.form.changed_data, *sent.homeless}
        for table, rows in zip(self.tables, sent.tables, strict=True):
            if rows.has_changed() or rows.initial_form_count() != table.initial_form_count():
                names.add(table.prefix)
        return names

    @property
    def homeless(self) -> dict[str, str]:
        """What was sent in a field that the form has no longer."""
        gone = self.form.base_fields.keys() - self.form.fields.keys()
        sent = {name: self.form.data.get(name) for name in self.form.base_fields if name in gone}
        return {name: str(typed) for name, typed in sent.items() if typed}

    def told(self, names: set[str], sent: "WorkingCopy") -> list[Theirs]:
        """The parts `names`, in the order of the form, in words."""
        parts = [
            Theirs(capfirst(str(bound.label)), [in_words(bound) or _("nothing")])
            for bound in self.form
            if bound.name in names
        ]
        for table in self.tables:
            if table.prefix in names:
                lines = [_line(row) for row in table.initial_forms]
                label = capfirst(str(table.model._meta.verbose_name_plural))
                parts.append(Theirs(label, lines or [_("nothing")]))
        for name in names & sent.homeless.keys():
            label = capfirst(str(self.form.base_fields[name].label))
            words = _("Somebody said it meanwhile, and it is not changed here. You typed: %s")
            parts.append(Theirs(label, [words % sent.homeless[name]]))
        return parts

    def among_present_rows(self, sent: QueryDict) -> QueryDict:
        """`sent` with its rows numbered by those that stand there now.

        What was typed stays. Rows that were added meanwhile come in; those that were taken away
        are new ones. Without this, a form whose rows are gone could never be saved again.
        """
        data = sent.copy()
        for table in self.tables:
            _renumber(data, table)
        return data


def _renumber(data: QueryDict, table: Any) -> None:
    key, start = table.model._meta.pk.name, f"{table.prefix}-"
    typed = _taken(data, start)
    known = {row[key][0]: row for row in typed if any(row.get(key, []))}
    kept = [known.pop(str(row.instance.pk), {}) or _as_sent(row) for row in table.initial_forms]
    new = [row for row in typed if not any(row.get(key, []))]
    gone = [{**row, key: [""]} for row in known.values() if "DELETE" not in row]
    for number, row in enumerate([*kept, *new, *gone]):
        for name, values in row.items():
            data.setlist(f"{start}{number}-{name}", values)
    data[f"{start}INITIAL_FORMS"] = str(len(kept))
    data[f"{start}TOTAL_FORMS"] = str(len(kept) + len(new) + len(gone))


def _taken(data: QueryDict, start: str) -> list[dict[str, list[Any]]]:
    rows: dict[int, dict[str, list[Any]]] = {}
    for name in [name for name in data if name.startswith(start)]:
        number, _dash, field = name.removeprefix(start).partition("-")
        if number.isdecimal():
            rows.setdefault(int(number), {})[field] = data.getlist(name)
            del data[name]
    return [rows[number] for number in sorted(rows)]


def _as_sent(row: forms.ModelForm) -> dict[str, list[Any]]:
    values = {bound.name: bound.value() for bound in row}
    # As a browser would: what is empty or not ticked is not sent, a nought is.
    return {
        name: [str(value)]
        for name, value in values.items()
        if value is not None and value is not False
    }


def _rows(table: Any) -> str:
    return json.dumps([[_text(bound) for bound in row] for row in table.initial_forms])


def _text(bound: forms.BoundField) -> str:
    value = bound.value()
    if isinstance(bound.field, forms.ModelMultipleChoiceField):
        value = sorted(str(key) for key in value or [])
    return json.dumps(value, default=str)


def _mark(text: str) -> str:
    return hashlib.blake2b(text.encode(), digest_size=8).hexdigest()


def in_words(bound: Any) -> str:
    """What the field holds, as the desk reads it. A widget may say it itself (`in_words`)."""
    field, value = bound.field, bound.value()
    if told := getattr(field.widget, "in_words", None):
        return str(told(value))
    if value is None:
        return ""
    if isinstance(field, forms.ModelMultipleChoiceField):
        return ", ".join(str(one) for one in field.queryset.filter(pk__in=value or []))  # type: ignore[union-attr]
    if isinstance(field, forms.ModelChoiceField):
        return str(field.queryset.filter(pk=value).first() or "")  # type: ignore[union-attr]
    if chosen := getattr(bound.form.instance, f"get_{bound.name}_display", None):
        return str(chosen())
    if isinstance(value, bool):
        return _("yes") if value else _("no")
    if isinstance(value, VagueDate):
        return str(value.words())
    return str(value)


def _line(row: forms.ModelForm) -> str:
    # The order of the lines says the position.
    shown = (bound for bound in row if not bound.is_hidden and bound.name not in UNSAID)
    return ", ".join(filter(None, map(in_words, shown)))
