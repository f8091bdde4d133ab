"""The desk's forms for articles and media."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from articles.models import Article, Image, Video


class ArticleForm(forms.ModelForm):
    """The working copy, and what readers are told when it is published as a correction."""

    notice = forms.CharField(
        label=_("What changed"),
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("Readers see it with its date. A correction needs it."),
    )

    class Meta:
        model = Article
        fields = [
            "title",
            "standfirst",
            "body",
            "slug",
            "dated",
            "language",
            "training",
            "series",
            "part",
            "cover",
            "tags",
        ]
        widgets = {
            "title": forms.Textarea(attrs={"rows": 1}),
            "standfirst": forms.Textarea(attrs={"rows": 2}),
        }


class WithdrawForm(forms.Form):
    """Why an article is taken back."""

    reason = forms.CharField(
        label=_("Why it is withdrawn"),
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("its address goes on answering, with this reason"),
    )


class ImageForm(forms.ModelForm):
    """A picture: its file is taken once, its words can be bettered."""

    upload = forms.FileField(
        label=_("Picture"),
        help_text=_("JPEG, PNG or WebP, up to 20 MB. Place and camera are left out."),
        widget=forms.FileInput(attrs={"accept": "image/jpeg,image/png,image/webp"}),
    )

    class Meta:
        model = Image
        fields = ["upload", "title", "alt", "caption", "credit"]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if self.instance.pk:
            self.fields.pop("upload", None)

    def clean(self) -> dict[str, Any]:
        """Take the picture, so that a bad one is refused beside its field."""
        given = super().clean() or {}
        if "upload" in given:
            self.instance.take(given["upload"])
        return given


class VideoForm(forms.ModelForm):
    """A video with its captions: its files are taken once."""

    film = forms.FileField(
        label=_("Film"),
        help_text=_("MP4 or WebM, up to 200 MB."),
        widget=forms.FileInput(attrs={"accept": "video/mp4,video/webm"}),
    )
    captions_file = forms.FileField(
        label=_("Captions"),
        help_text=_("WebVTT. A video without captions is not published."),
        widget=forms.FileInput(attrs={"accept": ".vtt,text/vtt"}),
    )

    class Meta:
        model = Video
        fields = [
            "film",
            "captions_file",
            "title",
            "caption",
            "credit",
            "seconds",
            "width",
            "height",
        ]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if self.instance.pk:
            self.fields.pop("film", None)
            self.fields.pop("captions_file", None)

    def clean(self) -> dict[str, Any]:
        """Take both files."""
        given = super().clean() or {}
        if "film" in given and "captions_file" in given:
            self.instance.take(given["film"], given["captions_file"])
        return given
