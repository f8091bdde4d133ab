"""Whose names stand over articles, and which of them follow one another."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from record.kinds import Kind
from record.models import PublicModel


class Author(PublicModel):
    """Whose name stands over an article."""

    kind = Kind.AUTHOR

    slug = models.SlugField(_("address"), unique=True)
    name = models.CharField(_("name"), max_length=100)
    type = models.CharField(
        _("kind"),
        max_length=8,
        choices=[("person", _("person")), ("body", _("body"))],
        default="person",
    )
    bio = models.TextField(_("about"), blank=True)

    class Meta:
        ordering = ["name"]
        verbose_name = _("author")
        verbose_name_plural = _("authors")

    def __str__(self) -> str:
        return self.name


class Series(PublicModel):
    """Articles that follow one another."""

    kind = Kind.SERIES

    slug = models.SlugField(_("address"), unique=True)
    title = models.CharField(_("title"), max_length=200)
    description = models.TextField(_("about"), blank=True)

    class Meta:
        ordering = ["title"]
        verbose_name = _("series")
        verbose_name_plural = _("series")

    def __str__(self) -> str:
        return self.title


class ArticleAuthor(models.Model):
    """One name of an article's byline."""

    article = models.ForeignKey("articles.Article", models.CASCADE, related_name="bylines")
    author = models.ForeignKey(
        Author, models.PROTECT, related_name="bylines", verbose_name=_("author")
    )
    position = models.PositiveSmallIntegerField(_("position"), default=0)

    class Meta:
        ordering = ["position", "id"]
        verbose_name = _("author")
        verbose_name_plural = _("authors")
        constraints = [
            models.UniqueConstraint(
                fields=["article", "author"], name="articles_articleauthor_once"
            )
        ]

    def __str__(self) -> str:
        return str(self.author)
