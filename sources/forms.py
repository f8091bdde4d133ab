"""The desk's fields and forms around sources: tags by name, a rating with its reason."""

from typing import Any

from django import forms
from django.contrib import admin
from django.contrib.admin.widgets import AutocompleteSelectMultiple, RelatedFieldWidgetWrapper
from django.db.models import Field
from django.utils.translation import gettext_lazy as _

from sources.models import Rating, Tag


class TagsWidget(AutocompleteSelectMultiple):
    """Tags found by typing. Each is taken away by itself: a button for all is no list item."""

    def build_attrs(self, base_attrs: Any, extra_attrs: Any = None) -> dict[str, Any]:
        """Without the button that clears all."""
        return {**super().build_attrs(base_attrs, extra_attrs), "data-allow-clear": "false"}


def tags_field(
    db_field: Field, site: admin.AdminSite, *, may_add: bool
) -> forms.ModelMultipleChoiceField:
    """The field that finds tags by any spelling, with a way to a new one."""
    widget = RelatedFieldWidgetWrapper(
        TagsWidget(db_field, site),
        db_field.remote_field,  # type: ignore[arg-type]
        site,
        can_add_related=may_add,
    )
    return forms.ModelMultipleChoiceField(
        Tag.objects.all(), required=False, label=_("Tags"), widget=widget
    )


class RatingForm(forms.ModelForm):
    """How reliable a publisher is held to be from a day on, and why."""

    class Meta:
        model = Rating
        fields = ["code", "since", "reason"]
        widgets = {
            "code": forms.RadioSelect,
            "since": forms.DateInput(attrs={"type": "date"}),
            "reason": forms.Textarea(attrs={"rows": 3}),
        }
