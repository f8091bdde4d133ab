"""Authors, series, pictures and videos at the desk."""

from typing import Any

from django.contrib import admin
from django.http import HttpRequest
from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _

from articles.forms import ImageForm, VideoForm
from articles.media import address_at_desk
from articles.models import Author, Image, Series, Video
from record.admin import SealedAdmin
from record.kinds import Actor


class Editors(SealedAdmin):
    """What an editor writes."""

    actor = Actor.EDITOR


@admin.register(Author)
class AuthorAdmin(Editors):
    """Whose names stand over articles."""

    list_display = ["name", "type"]
    list_filter = ["type"]
    search_fields = ["name"]
    prepopulated_fields = {"slug": ["name"]}


@admin.register(Series)
class SeriesAdmin(Editors):
    """Articles that follow one another."""

    list_display = ["title"]
    search_fields = ["title"]
    prepopulated_fields = {"slug": ["title"]}


@admin.register(Image)
class ImageAdmin(Editors):
    """Pictures with their alternative text and credit."""

    form = ImageForm
    list_display = ["title", "alt", "credit"]
    readonly_fields = ["picture"]
    search_fields = ["title", "alt", "caption", "credit"]

    def get_fields(self, request: HttpRequest, obj: Any = None) -> Any:
        """The file to take, or the picture that was taken."""
        return [*(["picture"] if obj else ["upload"]), "title", "alt", "caption", "credit"]

    @admin.display(description=_("picture"))
    def picture(self, image: Image) -> str:
        """The picture as it is kept."""
        return format_html(
            '<img class="kept" src="{}" alt="{}">', address_at_desk(image.file), image.alt
        )


@admin.register(Video)
class VideoAdmin(Editors):
    """Videos of our own."""

    form = VideoForm
    list_display = ["title", "credit", "seconds"]
    search_fields = ["title", "caption", "credit"]

    def get_fields(self, request: HttpRequest, obj: Any = None) -> Any:
        """The files to take, until they are taken."""
        files = [] if obj else ["film", "captions_file"]
        return [*files, "title", "caption", "credit", "seconds", "width", "height"]
