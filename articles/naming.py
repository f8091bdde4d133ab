"""What an article names: sources that matter, items to watch, and what its text shows."""

from collections.abc import Collection, Iterable
from typing import TYPE_CHECKING, Any
from uuid import UUID

from django.db import models
from django.utils.translation import gettext_lazy as _

from articles import body as bodies
from articles.media import Image, Video
from record.models import PublicModel
from sources.grades import Credibility
from sources.models import Source
from sources.uses import Resting, SourceUse
from tracker.models import WatchItem

if TYPE_CHECKING:
    from articles.models import Article


class ArticleSource(SourceUse):
    """A source that matters for an article, and why it does."""

    article = models.ForeignKey("articles.Article", models.CASCADE, related_name="listed_sources")
    source = models.ForeignKey(
        Source, models.PROTECT, related_name="article_uses", verbose_name=_("source")
    )
    why = models.CharField(_("why it matters"), max_length=500)
    credibility = models.PositiveSmallIntegerField(
        _("credibility of this use"), choices=Credibility, null=True, blank=True
    )
    position = models.PositiveSmallIntegerField(_("position"), default=0)

    class Meta:
        ordering = ["position", "id"]
        verbose_name = _("source that matters")
        verbose_name_plural = _("sources that matter")
        constraints = [
            models.UniqueConstraint(
                fields=["article", "source"], name="articles_articlesource_once"
            )
        ]

    def __str__(self) -> str:
        return str(self.source)

    @classmethod
    def resting_on(cls, sources: Collection[int]) -> Iterable[Resting]:
        """The articles that list one of them among the sources that matter."""
        for row in cls.objects.filter(source__in=sources).select_related("article"):
            yield Resting(row.source_id, row.article, str(_("sources that matter")), why=row.why)


class ArticleWatch(models.Model):
    """An item of an article's watch list, with a note of its own."""

    article = models.ForeignKey("articles.Article", models.CASCADE, related_name="watched")
    item = models.ForeignKey(
        WatchItem, models.PROTECT, related_name="watched_by", verbose_name=_("watch item")
    )
    note = models.CharField(_("note"), max_length=500, blank=True)
    position = models.PositiveSmallIntegerField(_("position"), default=0)

    class Meta:
        ordering = ["position", "id"]
        verbose_name = _("what to watch")
        verbose_name_plural = _("what to watch")
        constraints = [
            models.UniqueConstraint(fields=["article", "item"], name="articles_articlewatch_once")
        ]

    def __str__(self) -> str:
        return str(self.item)


class Reference(SourceUse):
    """One record that an article's text names. Kept on save, so that it cannot be deleted."""

    article = models.ForeignKey("articles.Article", models.CASCADE, related_name="references")
    source = models.ForeignKey(Source, models.PROTECT, null=True, related_name="cited_by")
    item = models.ForeignKey(WatchItem, models.PROTECT, null=True, related_name="shown_by")
    named = models.ForeignKey(
        "articles.Article", models.PROTECT, null=True, related_name="named_by"
    )
    image = models.ForeignKey(Image, models.PROTECT, null=True, related_name="shown_by")
    video = models.ForeignKey(Video, models.PROTECT, null=True, related_name="shown_by")

    def __str__(self) -> str:
        return f"{self.article}: {self.source or self.item or self.image or self.video}"

    @classmethod
    def resting_on(cls, sources: Collection[int]) -> Iterable[Resting]:
        """The articles whose text cites one of them."""
        rows = cls.objects.filter(source__in=sources).select_related("article")
        for source_id, article in {(row.source_id, row.article) for row in rows if row.source_id}:
            yield Resting(source_id, article, str(_("cited in the text")))

    @classmethod
    def merged_before_public(cls, articles: Iterable["Article"]) -> dict[UUID, UUID]:
        """For each source of the texts that has another name in public: its own, and that."""
        merged = cls.objects.filter(article__in=articles, source__merged_into__isnull=False)
        rows = merged.filter(source__number=None).select_related("source__merged_into")
        return {row.source.uuid: row.source.known_as.uuid for row in rows if row.source}

    @classmethod
    def keep(cls, article: "Article") -> None:
        """Replace the article's references by what its text names now."""
        found = bodies.references(article.body)
        columns: list[tuple[str, type[PublicModel], Iterable[Any]]] = [
            ("source", Source, found.sources),
            ("item", WatchItem, found.items),
            ("named", type(article), found.articles),
            ("image", Image, found.images),
            ("video", Video, found.videos),
        ]
        rows: list[Any] = [
            cls(article=article, **{column: named})
            for column, model, uuids in columns
            if uuids
            for named in model._default_manager.filter(uuid__in=uuids)
        ]
        cls.objects.filter(article=article).delete()
        cls.objects.bulk_create(rows)
