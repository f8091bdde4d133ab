"""Pictures and videos. Files are named by their own SHA-256: what is public cannot be replaced."""

import hashlib
import io
from pathlib import PurePath

from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.core.files.uploadedfile import UploadedFile
from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from PIL import Image as Pillow
from PIL import ImageOps, UnidentifiedImageError

from record.kinds import Kind
from record.models import PublicModel

WIDTHS = (480, 960, 1600)
FORMATS = {"JPEG": "jpg", "PNG": "png", "WEBP": "webp"}
LARGEST_PICTURE = 20 * 1024 * 1024
LARGEST_VIDEO = 200 * 1024 * 1024


def keep_bytes(content: bytes, ending: str) -> str:
    """Keep `content` under its SHA-256; returns the file's name. Kept twice, it is there once."""
    name = f"{hashlib.sha256(content).hexdigest()}.{ending}"
    if not default_storage.exists(name):
        default_storage.save(name, ContentFile(content))
    return name


def address_at_desk(file: str) -> str:
    """Where a member of the desk sees `file`, which readers may not have yet."""
    return reverse("desk-media", args=[file])


class Image(PublicModel):
    """A picture with its alternative text and credit. Its file is kept without camera data."""

    kind = Kind.IMAGE

    title = models.CharField(_("title at the desk"), max_length=200)
    file = models.CharField(_("file"), max_length=80, editable=False)
    alt = models.CharField(
        _("alternative text"),
        max_length=500,
        help_text=_("What the picture shows, for those who do not see it."),
    )
    caption = models.CharField(_("caption"), max_length=500, blank=True)
    credit = models.CharField(_("credit"), max_length=200)
    width = models.PositiveIntegerField(editable=False, default=0)
    height = models.PositiveIntegerField(editable=False, default=0)
    renditions = models.JSONField(default=list, editable=False)

    class Meta:
        ordering = ["-pk"]
        verbose_name = _("picture")
        verbose_name_plural = _("pictures")

    def __str__(self) -> str:
        return self.title

    def take(self, upload: UploadedFile | ContentFile) -> None:
        """Take the picture from `upload`: JPEG, PNG or WebP; ValidationError for anything else."""
        if (upload.size or 0) > LARGEST_PICTURE:
            raise ValidationError({"upload": _("The picture is larger than 20 MB.")})
        try:
            opened = Pillow.open(upload)
            ending = FORMATS[opened.format or ""]
            picture = ImageOps.exif_transpose(opened)
        except (KeyError, UnidentifiedImageError, OSError, Pillow.DecompressionBombError) as error:
            raise ValidationError(
                {"upload": _("This is no JPEG, PNG or WebP picture that can be read.")}
            ) from error
        self.width, self.height = picture.size
        self.file = keep_bytes(_encoded(picture, ending), ending)
        self.renditions = [_rendition(picture, width) for width in WIDTHS if width < self.width]


def _encoded(picture: Pillow.Image, ending: str) -> bytes:
    """The picture written anew, so that place and camera stay behind."""
    out = io.BytesIO()
    kind = {"jpg": "JPEG", "png": "PNG", "webp": "WEBP"}[ending]
    picture.info.pop("comment", None)
    picture.save(out, kind, quality=88)
    return out.getvalue()


def _rendition(picture: Pillow.Image, width: int) -> dict[str, object]:
    height = round(picture.height * width / picture.width)
    has_alpha = "A" in picture.getbands() or "transparency" in picture.info
    smaller = picture.convert("RGBA" if has_alpha else "RGB").resize((width, height))
    out = io.BytesIO()
    smaller.save(out, "WEBP", quality=80)
    name = keep_bytes(out.getvalue(), "webp")
    return {"file": name, "width": width, "type": "image/webp"}


class Video(PublicModel):
    """A video of our own with its captions. Pages load nothing of it before a click."""

    kind = Kind.VIDEO

    title = models.CharField(_("title"), max_length=200)
    file = models.CharField(_("file"), max_length=80, editable=False)
    captions = models.CharField(_("captions"), max_length=80, editable=False)
    caption = models.CharField(_("caption"), max_length=500, blank=True)
    credit = models.CharField(_("credit"), max_length=200)
    seconds = models.PositiveIntegerField(_("length in seconds"))
    width = models.PositiveIntegerField(_("width"), default=1280)
    height = models.PositiveIntegerField(_("height"), default=720)

    class Meta:
        ordering = ["-pk"]
        verbose_name = _("video")
        verbose_name_plural = _("videos")

    def __str__(self) -> str:
        return self.title

    def take(self, film: UploadedFile | ContentFile, captions: UploadedFile | ContentFile) -> None:
        """Take the film (MP4 or WebM) and its captions (WebVTT); ValidationError for others."""
        ending = PurePath(film.name or "").suffix.lower().lstrip(".")
        if ending not in {"mp4", "webm"}:
            raise ValidationError({"film": _("Give an MP4 or a WebM file.")})
        if (film.size or 0) > LARGEST_VIDEO:
            raise ValidationError({"film": _("The film is larger than 200 MB.")})
        words = captions.read()
        if not words.lstrip(b"\xef\xbb\xbf").startswith(b"WEBVTT"):
            raise ValidationError({"captions_file": _("Captions must be a WebVTT file.")})
        self.file = keep_bytes(film.read(), ending)
        self.captions = keep_bytes(words, "vtt")
