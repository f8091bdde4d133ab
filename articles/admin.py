"""Articles, authors, series and media at the desk."""

from typing import Any

from django.contrib import admin
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.urls import URLPattern
from django.utils.translation import gettext_lazy as _
from js_asset import Media

from articles.forms import ArticleForm, ImageForm, VideoForm
from articles.models import (
    Article,
    ArticleAuthor,
    ArticleSource,
    ArticleWatch,
    Author,
    Image,
    Series,
    Video,
)
from record.admin import SealedAdmin
from record.kinds import Actor
from sources.admin import TaggedAdmin, TagFilter


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
    search_fields = ["title", "alt", "caption", "credit"]


@admin.register(Video)
class VideoAdmin(Editors):
    """Videos of our own."""

    form = VideoForm
    list_display = ["title", "credit", "seconds"]
    search_fields = ["title", "caption", "credit"]


class BylineInline(admin.TabularInline):
    """The names over an article."""

    model = ArticleAuthor
    extra = 0
    autocomplete_fields = ["author"]
    fields = ["author", "position"]


class SourceInline(admin.TabularInline):
    """The sources that matter, each with why."""

    model = ArticleSource
    extra = 0
    autocomplete_fields = ["source"]
    fields = ["source", "why", "credibility", "position"]


class WatchInline(admin.TabularInline):
    """What to watch, each with a note."""

    model = ArticleWatch
    extra = 0
    autocomplete_fields = ["item"]
    fields = ["item", "note", "position"]


@admin.register(Article)
class ArticleAdmin(Editors, TaggedAdmin):
    """The working copy: written, saved, and published by those who may."""

    form = ArticleForm
    list_display = ["title", "dated", "language", "saved_at"]
    list_filter = ["language", "series", TagFilter, "training"]
    search_fields = ["title", "standfirst", "slug"]
    autocomplete_fields = ["series", "cover"]
    prepopulated_fields = {"slug": ["title"]}
    inlines = [BylineInline, WatchInline, SourceInline]

    def render_change_form(
        self, request: HttpRequest, context: dict[str, Any], *args: Any, **kwargs: Any
    ) -> HttpResponse:
        """Django's form, whose import map carries the nonce that the policy asks for."""
        nonce = str(request.csp_nonce)  # type: ignore[attr-defined]
        media = Media.from_media(context["media"], nonce=nonce)
        return super().render_change_form(request, {**context, "media": media}, *args, **kwargs)

    def say_saved(self, obj: Any) -> None:
        """Saving publishes nothing: an article has a draft state."""

    def save_related(self, request: HttpRequest, form: Any, formsets: Any, change: bool) -> None:
        """Publish what was just saved, where the button says so."""
        super().save_related(request, form, formsets, change)
        notice = form.cleaned_data.get("notice", "")
        if not {"_publish", "_correct"} & set(request.POST):
            return
        if not request.user.has_perm("articles.publish_article"):
            raise PermissionDenied
        if "_correct" in request.POST:
            form.instance.correct(notice, by=request.user)
        else:
            form.instance.publish(by=request.user, notice=notice)
