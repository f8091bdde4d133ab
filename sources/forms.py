"""The desk's fields and forms around sources: tags by name, a rating with its reason."""

from typing import Any

from django import forms
from django.contrib import admin
from django.contrib.admin.widgets import RelatedFieldWidgetWrapper
from django.core.exceptions import ValidationError
from django.db.models import Field
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from record.choosing import ChosenSome
from sources.captures import refuse_larger
from sources.grades import Reliability
from sources.models import Rating, Tag


class TagsWidget(ChosenSome):
    """Tags found by typing. Each is taken away by itself: a button for all is no list item."""

    def build_attrs(self, base_attrs: Any, extra_attrs: Any = None) -> dict[str, Any]:
        """Without the button that clears all."""
        return {**super().build_attrs(base_attrs, extra_attrs), "data-allow-clear": "false"}


class TagsField(forms.ModelMultipleChoiceField):
    """Several tags. One that was merged since the form was opened is the one that stayed."""

    def clean(self, value: Any) -> Any:
        """The chosen tags as they are named now."""
        chosen = super().clean(value)
        return Tag.objects.filter(pk__in={tag.known_as.pk for tag in chosen})

    def has_changed(self, initial: Any, data: Any) -> bool:
        """Whether other tags are chosen; that one was merged is no change of the form's."""
        chosen = Tag.objects.filter(pk__in=[key for key in data or () if str(key).isdecimal()])
        names = [str(tag.known_as.pk) for tag in chosen.select_related("merged_into")]
        return super().has_changed(initial, names)


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
    return TagsField(Tag.objects.all(), required=False, label=_("Tags"), widget=widget)


def tags_form(db_field: Any, site: admin.AdminSite) -> type[forms.Form]:
    """A form that asks for tags and nothing else, one at least."""

    class TagsForm(forms.Form):
        tags = TagsField(Tag.objects.all(), label=_("Tags"), widget=TagsWidget(db_field, site))

    return TagsForm


class MergeForm(forms.Form):
    """Which of several tags stays, and why the others are merged into it."""

    stays = forms.ModelChoiceField(
        Tag.objects.none(),
        empty_label=None,
        widget=forms.RadioSelect,
        label=_("Which one stays?"),
        error_messages={"required": _("Choose the tag that stays.")},
    )
    reason = forms.CharField(
        label=_("Why"),
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text=_("Stands in the record, if readers know the merged tag."),
        error_messages={"required": _("Say why: readers of the old address are told.")},
    )

    @classmethod
    def among(cls, tags: list[Tag]) -> "type[MergeForm]":
        """The form for `tags`; the first is chosen until another is."""

        class Among(cls):  # type: ignore[misc, valid-type]
            def __init__(self, *args: Any, **kwargs: Any) -> None:
                super().__init__(*args, **kwargs)
                self.fields["stays"].queryset = Tag.objects.filter(pk__in=[t.pk for t in tags])
                self.initial = {"stays": tags[0].pk}

        return Among


class RatingForm(forms.ModelForm):
    """How reliable a publisher is held to be from a day on, and why."""

    code = forms.ChoiceField(
        label=_("Reliability"),
        choices=[(code, format_lazy("{} {}", code, label)) for code, label in Reliability.choices],
        widget=forms.RadioSelect(attrs={"class": "one-by-one"}),
    )

    class Meta:
        model = Rating
        fields = ["code", "since", "reason"]
        widgets = {
            "since": forms.DateInput(attrs={"type": "date"}),
            "reason": forms.Textarea(attrs={"rows": 3}),
        }


class CaptureForm(forms.Form):
    """A file that the desk keeps as its copy of a source."""

    upload = forms.FileField(
        label=_("File"),
        help_text=_("A PDF, a picture, a saved page. Readers learn its SHA-256, never the file."),
    )
    note = forms.CharField(
        label=_("Note"),
        required=False,
        max_length=300,
        help_text=_("For the desk: what it shows, how it was made."),
    )

    def clean_upload(self) -> Any:
        """The file, refused at once where it is larger than the desk keeps."""
        upload = self.cleaned_data["upload"]
        try:
            refuse_larger(upload.size)
        except ValidationError as error:
            raise ValidationError(error.message_dict["upload"]) from error
        return upload
