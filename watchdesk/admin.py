"""The desk itself, its pages and its log, at the desk."""

from typing import Any

from django.contrib import admin
from django.contrib.admin.models import LogEntry
from django.db.models import Field
from django.http import HttpRequest

from articles.fields import BodyField
from articles.models import Article
from record.admin import SealedAdmin
from record.admin_entries import ReadOnly
from record.kinds import Actor, Kind
from record.models import Subject
from watchdesk.models import Desk, Page


class SaidAsSaved(SealedAdmin):
    """What is public as soon as it is saved."""

    actor = Actor.EDITOR

    def say_saved(self, obj: Any) -> None:
        """Say it."""
        obj.publish()


@admin.register(Desk)
class DeskAdmin(SaidAsSaved):
    """What the desk is called, and what its front page leads with."""

    fields = ["name", "tagline", "lead", "notices"]

    def formfield_for_foreignkey(self, db_field: Any, request: HttpRequest, **kwargs: Any) -> Any:
        """Only what readers can open can lead."""
        if db_field.name == "lead":
            public = Subject.objects.now().public().filter(kind=Kind.ARTICLE).values("uuid")
            kwargs["queryset"] = Article.objects.filter(uuid__in=public)
        return super().formfield_for_foreignkey(db_field, request, **kwargs)

    def has_add_permission(self, request: HttpRequest) -> bool:
        """There is one desk."""
        return super().has_add_permission(request) and not Desk.objects.exists()

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """It stays."""
        return False


@admin.register(Page)
class PageAdmin(SaidAsSaved):
    """Pages beside the desk's work. Saved is published."""

    list_display = ["title", "slug", "language"]
    search_fields = ["title", "body"]
    prepopulated_fields = {"slug": ["title"]}

    def formfield_for_dbfield(self, db_field: Field, request: HttpRequest, **kwargs: Any) -> Any:
        """The text is written in the articles' editor."""
        if db_field.name == "body":
            return BodyField(db_field.verbose_name).formfield()
        return super().formfield_for_dbfield(db_field, request, **kwargs)


@admin.register(LogEntry)
class LogAdmin(ReadOnly, admin.ModelAdmin):
    """Who did what at the desk: the log, to be read."""

    list_display = ["action_time", "user", "content_type", "object_repr", "get_change_message"]
    list_select_related = ["user", "content_type"]
    list_filter = ["action_flag", ("content_type", admin.RelatedOnlyFieldListFilter)]
    search_fields = ["object_repr", "user__username", "user__last_name"]
    date_hierarchy = "action_time"
    fields = ["action_time", "user", "content_type", "object_repr", "get_change_message"]
    readonly_fields = ["get_change_message"]
