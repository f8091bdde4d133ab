"""The desk's screen on which two sources become one: chosen, compared, then said."""

from dataclasses import dataclass
from typing import Any

from django import forms
from django.contrib import admin
from django.utils.functional import cached_property
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from record.choosing import ChosenOne
from sources.choosing import SourceChoice
from sources.desk_screens import SourceScreen
from sources.merging import taken_over
from sources.models import Source
from sources.where_used import where_used

COMPARED = (
    "number",
    "title",
    "csl_type",
    "publisher",
    "authors",
    "issued",
    "url",
    "archived_url",
    "languages",
    "doi",
    "ecli",
    "celex",
    "docket",
    "details",
    "note",
    "repute",
)


class OtherForm(forms.Form):
    """The source that stays."""

    other = SourceChoice(
        label=gettext_lazy("The source that stays"),
        widget=ChosenOne(Source._meta.get_field("merged_into"), admin.site),
    )


class MergeForm(OtherForm):
    """The source that stays, and why the two are one."""

    reason = forms.CharField(
        label=gettext_lazy("Why the two are one"),
        required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text=gettext_lazy("readers find it in the record"),
    )

    field_order = ("other", "reason")


@dataclass(frozen=True)
class Compared:
    """One field of the two, and whether the one that stays takes it over."""

    label: str
    goes: str
    stays: str
    is_taken: bool

    @property
    def differs(self) -> bool:
        """Whether the two say different things."""
        return self.goes != self.stays


def compared(source: Source, other: Source) -> list[Compared]:
    """The two side by side, field by field; what both lack is left out. Tags come last."""
    taken = taken_over(source, other)
    rows = [
        Compared(_label(name), _words(source, name), _words(other, name), name in taken)
        for name in COMPARED
    ]
    goes, stays = (", ".join(tag.name for tag in one.tags.all()) for one in (source, other))
    rows.append(Compared(_("Tags"), goes, stays, bool(goes) and goes != stays))
    return [row for row in rows if row.goes or row.stays]


def _label(name: str) -> str:
    column: Any = Source._meta.get_field(name)
    return str(capfirst(column.verbose_name))


def _words(source: Source, name: str) -> str:
    value = getattr(source, name)
    if name in {"csl_type", "repute"}:
        return str(getattr(source, f"get_{name}_display")())
    if name == "issued":
        return str(value.words()) if value else ""
    if name == "authors":
        return ", ".join(author["name"] for author in value)
    if isinstance(value, dict):
        return "; ".join(f"{key}: {word}" for key, word in sorted(value.items()))
    return ", ".join(value) if isinstance(value, list) else str(value or "")


class MergeSource(SourceScreen):
    """Choose the source that stays, see both side by side, and say why they are one."""

    form_class = MergeForm
    permission = "sources.merge_source"
    template_name = "sources/desk_merging.html"
    title = gettext_lazy("Merge the source into another")
    button = gettext_lazy("Merge it")
    done = gettext_lazy("Merged. The old number and address lead here.")

    def get_initial(self) -> dict[str, Any]:
        """The other that the address names."""
        return {"other": self.other}

    @cached_property
    def other(self) -> Source | None:
        """The source that stays, where one is chosen already."""
        chosen = OtherForm(self.request.POST if self.request.POST else self.request.GET)
        return chosen.cleaned_data["other"] if chosen.is_valid() else None

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """The comparison, and what rests on each."""
        other = self.other
        form = kwargs.get("form") or self.get_form()
        context = {
            "form": form,
            "media": form.media,
            "other": other,
            "compared": compared(self.object, other) if other else [],
            "rested": where_used(self.object),
            "rested_on_other": where_used(other) if other else [],
        }
        return super().get_context_data(**{**context, **kwargs})

    def say(self, form: MergeForm) -> None:
        """Merge it."""
        self.object.merge_into(form.cleaned_data["other"], form.cleaned_data["reason"])

    def get_success_url(self) -> str:
        """To the one that stays."""
        return str(self.model_admin.address(self.other or self.object))
