"""Where merged sources lead: what asks for a source asks for it under all the names it had."""

from typing import Any

from django.db import models


class Succession(models.Model):
    """A source that was merged, with one that it leads to, through other merges too: a view."""

    pk = models.CompositePrimaryKey("source_id", "stays_id")
    source = models.ForeignKey("sources.Source", models.DO_NOTHING, related_name="+")
    stays = models.ForeignKey("sources.Source", models.DO_NOTHING, related_name="+")

    class Meta:
        managed = False
        db_table = "sources_succession"

    def __str__(self) -> str:
        return f"{self.source_id} → {self.stays_id}"

    @classmethod
    def of(cls, sources: Any) -> models.QuerySet[Any]:
        """The keys of all that `sources`, keys or a query for them, lead to."""
        return cls._default_manager.filter(source__in=sources).values("stays")

    @classmethod
    def before(cls, source: Any) -> models.QuerySet[Any]:
        """The keys of all that lead to `source`, a key or an expression for one."""
        return cls._default_manager.filter(stays=source).values("source")

    @classmethod
    def is_met(cls, source: Any) -> models.Exists:
        """Whether anything was merged into `source`, an expression for a key: by an index."""
        rows: Any = cls._meta.get_field("source").related_model
        return models.Exists(rows.objects.filter(merged_into=source))
