"""The record at the desk: every entry, as it is kept."""

from typing import Any

from django.contrib import admin
from django.db.models import OuterRef, Subquery
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from record.models import Entry, Subject


class ReadOnly:
    """Nothing is added, changed or deleted here."""

    def has_add_permission(self, *_arguments: Any) -> bool:
        """Nobody adds."""
        return False

    def has_change_permission(self, *_arguments: Any) -> bool:
        """Nobody changes."""
        return False

    def has_delete_permission(self, *_arguments: Any) -> bool:
        """Nobody deletes."""
        return False


@admin.register(Entry)
class EntryAdmin(ReadOnly, admin.ModelAdmin):
    """The record as it is kept: searched and read, never written."""

    list_display = ["seq", "op", "kind", "subject", "recorded_at", "actor"]
    list_filter = ["op", "kind", "actor"]
    search_fields = ["=seq", "=uuid", "hash"]
    date_hierarchy = "recorded_at"
    fields = [
        "seq",
        "op",
        "kind",
        "uuid",
        "schema",
        "recorded_at",
        "actor",
        "said",
        "commitment",
        "previous_hash",
        "hash",
    ]
    list_per_page = 50
    show_full_result_count = False

    def get_queryset(self, request: HttpRequest) -> Any:
        """Entries with the titles of their subjects, in the same query."""
        titles = Subject.objects.filter(uuid=OuterRef("uuid")).order_by("-since").values("title")
        return super().get_queryset(request).annotate(subject_title=Subquery(titles[:1]))

    @admin.display(description=_("subject"))
    def subject(self, entry: Any) -> str:
        """What the entry speaks of, by its present title."""
        return entry.subject_title or ""

    @admin.display(description=_("what was said"))
    def said(self, entry: Entry) -> str:
        """The payload as it was stored."""
        payload = getattr(entry, "payload", None)
        return payload.text if payload else str(_("Erased."))
