"""The form's fields for lists: people and bodies in one order, and languages."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.template.loader import render_to_string
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _

from sources import names
from sources.languages import language

KINDS = [(names.PERSON, _("person")), (names.BODY, _("body"))]
# Without scripts there must be room for one more, and one more.
SPARE = 3


class NamesInput(forms.Widget):
    """A row for each name: a person or a body, and how it is called. The order counts."""

    use_fieldset = True
    template = "sources/_names_input.html"

    def render(self, name: str, value: Any, attrs: Any = None, renderer: Any = None) -> SafeString:
        """The rows that are filled, and a few that are not."""
        rows = [*rows_of(value), *[(names.PERSON, "")] * SPARE]
        given = self.build_attrs(self.attrs, attrs)
        context = {
            "name": name,
            "rows": rows,
            "kinds": KINDS,
            "id": given.get("id", name),
            "needed_by": given.get("data-kinds"),
        }
        return render_to_string(self.template, context)

    def value_from_datadict(self, data: Any, files: Any, name: str) -> list[tuple[str, str]]:
        """What was typed, row by row; empty rows are none."""
        kinds, texts = data.getlist(f"{name}-kind"), data.getlist(f"{name}-name")
        kinds += [names.PERSON] * (len(texts) - len(kinds))
        return [(kind, text) for kind, text in zip(kinds, texts, strict=False) if text.strip()]

    def value_omitted_from_data(self, data: Any, files: Any, name: str) -> bool:
        """Whether the form that was sent knows nothing of these names."""
        return f"{name}-name" not in data

    def in_words(self, value: Any) -> str:
        """The names in their order, where two versions are compared."""
        return "; ".join(text for _kind, text in rows_of(value))

    def id_for_label(self, id_: str, index: Any = None) -> str:
        """The rows have labels of their own."""
        return ""


class NamesField(forms.Field):
    """A list of names, as `Source.authors` holds them."""

    widget = NamesInput

    def to_python(self, value: Any) -> list[names.Name]:
        """The names that the rows say."""
        rows = rows_of(value)
        for kind, text in rows:
            if kind not in (names.PERSON, names.BODY):
                raise ValidationError(_("Say of each name whether it is a person or a body."))
            if len(text) > 300:
                raise ValidationError(_("A name has 300 characters at most: “%s…”.") % text[:40])
        return [name for kind, text in rows if (name := names.read(kind, text))["name"]]

    def has_changed(self, initial: Any, data: Any) -> bool:
        """Whether other names stand there now, or in another order."""
        return rows_of(initial) != rows_of(data)


def rows_of(value: Any) -> list[tuple[str, str]]:
    """The rows that say `value`, whether it is what was typed, what is kept, or a plain name."""
    found: Iterable[Any] = [(names.PERSON, value)] if isinstance(value, str) else value or []
    return [
        (one.get("kind", names.BODY), names.line(one)) if isinstance(one, dict) else tuple(one)
        for one in found
    ]


class LanguagesField(forms.CharField):
    """Languages as tags, parted by commas; an English name is read as its tag."""

    def prepare_value(self, value: Any) -> Any:
        """A list as its tags, parted by commas."""
        return ", ".join(value) if isinstance(value, list) else value

    def to_python(self, value: Any) -> Any:
        """The tags, each once, in their order."""
        words = [one for one in (super().to_python(value) or "").split(",") if one.strip()]
        found, faults = [], []
        for word in words:
            try:
                found.append(language(word))
            except ValidationError as fault:
                faults += fault.messages
        if faults:
            raise ValidationError(faults)
        return list(dict.fromkeys(found))

    def has_changed(self, initial: Any, data: Any) -> bool:
        """Whether other languages stand there now."""
        try:
            return (initial or []) != self.to_python(data or "")
        except ValidationError:
            return True
