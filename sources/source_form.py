"""The desk's form for a source: all that a citation needs, whatever its kind, in one sitting."""

from typing import Any, ClassVar

from django import forms
from django.core.exceptions import ValidationError
from django.urls import reverse
from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from sources import names
from sources.csl_types import MEMORY
from sources.detail_fields import FIELDS, DetailsForm, called
from sources.importing.publishers import TYPES
from sources.models import Publisher, PublisherType, Source
from sources.name_fields import LanguagesField, NamesField
from sources.resolving import look_up, refuse_inside
from sources.written_fields import FIELDS_OF


class SourceForm(DetailsForm, forms.ModelForm):
    """A source. A known address or DOI leads to the source that has it, and doubles nothing."""

    # Set by the desk's screen: whether the person may enter a publisher on the way.
    may_add_publishers = False
    # Who says what a name leads to.
    resolve: ClassVar[Any] = staticmethod(look_up)

    authors = NamesField(
        label=gettext_lazy("Authors"),
        required=False,
        help_text=gettext_lazy(
            "a person as “Family, Given”. A body that only publishes is the publisher"
        ),
    )
    languages = LanguagesField(
        label=gettext_lazy("Languages"),
        required=False,
        help_text=gettext_lazy("as in “sq” or “en-GB”; several are parted by commas"),
    )
    new_publisher = forms.CharField(
        label=gettext_lazy("or a new publisher"), max_length=200, required=False
    )
    new_publisher_type = forms.ChoiceField(
        label=gettext_lazy("its kind"),
        choices=[("", gettext_lazy("as the source’s kind suggests")), *PublisherType.choices],
        required=False,
    )

    class Meta:
        model = Source
        fields = [
            "title",
            "title_is_ours",
            "csl_type",
            "publisher",
            "issued",
            "url",
            "authors",
            "languages",
            "tags",
            "note",
            "doi",
            "ecli",
            "celex",
            "docket",
            "archived_url",
        ]
        field_classes = FIELDS_OF
        # No browser's own check: an address may be typed without its scheme, as in the box above.
        widgets = {
            name: forms.TextInput(attrs={"class": "vURLField", "inputmode": "url"})
            for name in ("url", "archived_url")
        }

    class Media:
        """What the chosen kind needs, lists of names, and the box for pasting."""

        js = (
            forms.Script("sources/form.js", type="module"),
            forms.Script("sources/paste.js", type="module"),
        )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.begin_with(self.instance.details)
        self.publisher_to_enter = ""

    def clean_authors(self) -> list[names.Name]:
        """The authors as typed; one whose line was not touched keeps all that is known of it."""
        return names.kept(self.cleaned_data["authors"], self.instance.authors)

    def clean(self) -> dict[str, Any]:
        """Find the publisher that was typed, in any spelling, or remember it as a new one."""
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        name = " ".join(cleaned.get("new_publisher", "").split())
        if not name:
            return cleaned
        known, chosen = Publisher.objects.called(name), cleaned.get("publisher")
        if chosen and chosen != known:
            words = _("“%(chosen)s” is chosen above. Take it away there, or leave this empty.")
            self.add_error("new_publisher", ValidationError(words, params={"chosen": chosen}))
        elif known:
            cleaned["publisher"] = known
        elif not self.may_add_publishers:
            sentence = _("No publisher has this name, and you have no right to add one.")
            self.add_error("new_publisher", sentence)
        else:
            self.publisher_to_enter = name
        return cleaned

    def _post_clean(self) -> None:
        super()._post_clean()  # type: ignore[misc]
        # What the model makes of an address or a DOI is known only now.
        for field in ("url", "doi"):
            written = getattr(self.instance, field)
            if written and field in self.fields and not self._is_refused(field):
                known = Source.objects.known(**{field: written})
                # What was merged into this very one may have had it.
                if known and known != self.instance:
                    self.errors[field] = self.error_class([known_already(known)])
        self._refuse_what_leads_inside()

    def _refuse_what_leads_inside(self) -> None:
        """Refuse an address whose name leads inside a network, when all else is in order."""
        for field in {"url", "archived_url"} & set(self.changed_data) - set(self.errors):
            try:
                refuse_inside(getattr(self.instance, field), self.resolve)
            except ValidationError as error:
                self.add_error(field, error)

    def _is_refused(self, field: str) -> bool:
        found = self.errors.as_data().get(field, [])
        return any(error.code != "unique" for error in found)

    def save(self, commit: bool = True) -> Any:
        """Keep the details that were filled in; the others stay as they were."""
        self.instance.details = self.details(self.instance.details)
        return super().save(commit)

    def keep_publisher(self) -> Publisher | None:
        """Enter the publisher that was typed and is new, for the source; None where none was."""
        if not self.publisher_to_enter:
            return None
        guessed = TYPES.get(self.cleaned_data["csl_type"], "")
        kind = self.cleaned_data.get("new_publisher_type") or guessed
        self.instance.publisher = Publisher.objects.enter(self.publisher_to_enter, kind)
        return self.instance.publisher


def known_already(source: Source) -> str:
    """The sentence that leads to the source that is kept under an address or number already."""
    return format_html(
        '{} <a href="{}">{}</a>',
        _("This is kept already:"),
        reverse("admin:sources_source_change", args=[source.pk]),
        named(source),
    )


def named(source: Source) -> str:
    """A source as a sentence names it: its number where it has one, and its title."""
    if source.number is None:
        return _("“%s”") % source.title
    return _("no. %(number)s, “%(title)s”") % {"number": source.number, "title": source.title}


def in_words(details: dict[str, Any]) -> list[tuple[str, str]]:
    """Each of `details` by its name, with what it says."""
    told = ((name, said) for name, said in details.items() if name not in MEMORY)
    return [(called(name), _said(said)) for name, said in told]


def without_a_field(source: Source) -> dict[str, Any]:
    """What is known of a source and has no field of the form's."""
    shown = {*FIELDS, *MEMORY}
    return {name: said for name, said in source.details.items() if name not in shown}


def _said(value: Any) -> str:
    if isinstance(value, list):
        return "; ".join(names.line(one) if isinstance(one, dict) else str(one) for one in value)
    return str(value)
