"""An upload of citations: a file no larger than an import may have, or a text that was pasted."""

from typing import Any

from django import forms
from django.conf import settings
from django.core.files.uploadhandler import FileUploadHandler, SkipFile
from django.http import HttpRequest
from django.template.defaultfilters import filesizeformat
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from sources.importing.files import FileRefused


class LimitedUpload(FileUploadHandler):
    """Lets the other handlers have no more than the limit: the rest is thrown away as it comes."""

    def __init__(self, request: HttpRequest) -> None:
        super().__init__(request)
        self.is_too_large = False

    def receive_data_chunk(self, raw_data: bytes, start: int) -> bytes:
        """Pass the chunk on, or skip the file."""
        if start + len(raw_data) > settings.IMPORT_MAX_BYTES:
            self.is_too_large = True
            raise SkipFile
        return raw_data

    def file_complete(self, file_size: int) -> None:
        """Others make the file."""


class ImportForm(forms.Form):
    """A file or a pasted text, one of the two."""

    file = forms.FileField(
        label=gettext_lazy("File"),
        required=False,
        allow_empty_file=True,
        widget=forms.FileInput(
            attrs={"accept": ".json,.ris,.bib,.txt,application/json,text/plain"}
        ),
    )
    text = forms.CharField(
        label=gettext_lazy("or pasted text"),
        required=False,
        strip=False,
        widget=forms.Textarea(attrs={"rows": 8, "spellcheck": "false"}),
        help_text=gettext_lazy("A few entries, in one of the three formats."),
    )

    def __init__(self, *args: Any, refused: dict[str, str] | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        # What was refused before it was read, by field.
        self.refused = refused or {}
        limit = filesizeformat(settings.IMPORT_MAX_BYTES)
        self.fields["file"].help_text = _(
            "CSL-JSON, RIS or BibTeX, as Zotero exports them; %(limit)s at most."
        ) % {"limit": limit}

    def clean(self) -> dict[str, Any]:
        """Neither and both are refused, and so is what is too large."""
        given: dict[str, Any] = super().clean() or {}
        if self.refused:
            for name, sentence in self.refused.items():
                self.add_error(name, sentence)
        elif given.get("file") and given.get("text", "").strip():
            self.add_error(None, _("Give a file or a text, not both: they would be two imports."))
        elif not given.get("file") and not given.get("text", "").strip():
            self.add_error("file", _("Choose a file, or paste a text below."))
        return given

    def content(self) -> tuple[bytes, str]:
        """What was given, and a name for it."""
        upload = self.cleaned_data["file"]
        if upload:
            return upload.read(), upload.name
        return self.cleaned_data["text"].encode(), _("Pasted text")

    def refuse(self, refusal: FileRefused) -> None:
        """Say what is wrong with what was given, where it was given."""
        self.add_error("file" if self.cleaned_data.get("file") else "text", str(refusal))
