"""Articles: the desk's working copies, their immutable revisions, authors and series."""

from collections.abc import Iterable
from typing import Any

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext_lazy as _
from taggit.managers import TaggableManager

from articles import body as bodies
from articles.fields import BodyField
from articles.media import Image, Video
from record.kinds import Kind, Op, State, registered
from record.models import PublicModel, Subject
from record.saying import moment, say
from record.statements import as_text
from record.vague import VagueDateField
from sources.grades import Credibility
from sources.models import Source, Tagging
from tracker.models import WatchItem

__all__ = [
    "Article",
    "ArticleAuthor",
    "ArticleSource",
    "ArticleWatch",
    "Author",
    "Image",
    "Reference",
    "Revision",
    "Series",
    "Video",
]


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


class Article(PublicModel):
    """The desk's working copy. Readers see the last revision that was published."""

    kind = Kind.ARTICLE

    slug = models.SlugField(_("address"), max_length=100, unique=True)
    title = models.CharField(_("headline"), max_length=200)
    standfirst = models.TextField(_("standfirst"), blank=True)
    language = models.CharField(
        _("language"), max_length=12, choices=settings.LANGUAGES, default="en"
    )
    dated = VagueDateField(_("date it bears"))
    body = BodyField(_("text"))
    series = models.ForeignKey(
        Series, models.PROTECT, null=True, blank=True, verbose_name=_("series")
    )
    part = models.PositiveSmallIntegerField(_("part"), null=True, blank=True)
    cover = models.ForeignKey(Image, models.PROTECT, null=True, blank=True, verbose_name=_("cover"))
    training = models.BooleanField(
        _("training material"), default=False, help_text=_("Marked as fictional on every page.")
    )
    authors = models.ManyToManyField(Author, through="ArticleAuthor", verbose_name=_("authors"))
    saved_at = models.DateTimeField(_("saved at"), auto_now=True)

    tags = TaggableManager(through=Tagging, blank=True, verbose_name=_("tags"))

    class Meta:
        ordering = ["-saved_at"]
        verbose_name = _("article")
        verbose_name_plural = _("articles")
        permissions = [
            ("publish_article", "Can publish and update articles"),
            ("withdraw_article", "Can withdraw articles"),
        ]
        constraints = [
            models.UniqueConstraint(fields=["series", "part"], name="articles_article_one_per_part")
        ]

    def __str__(self) -> str:
        return self.title

    def save(self, *args: Any, **options: Any) -> None:
        """Save it, its text cleaned by the field, and keep what the text names as rows."""
        super().save(*args, **options)
        Reference.keep(self)

    def rests_on(self) -> Iterable[PublicModel]:
        """Authors, tags, series, cover, and the sources, pictures and videos it names."""
        named = self.references.select_related("source", "image", "video")
        yield from (row.author for row in self.bylines.select_related("author"))
        yield from self.tags.all()
        yield from (row.source for row in self.listed_sources.select_related("source"))
        yield from (found for row in named if (found := row.source or row.image or row.video))
        yield from (one for one in (self.series, self.cover) if one)

    def publish(self, *, by: Any, notice: str = "") -> "Revision":
        """Publish the working copy as it stands; returns the revision that readers now see.

        A first publication, an update, or the restoration of a withdrawn one. Raises
        ValidationError naming everything that is not fit for readers yet.
        """
        self._take_turns()
        standing = self.standing()
        if standing is None:
            return self._publish(Op.PUBLISH, by, notice)
        op = Op.RESTORE if standing.state == State.WITHDRAWN else Op.UPDATE
        return self._publish(op, by, notice)

    def correct(self, notice: str, *, by: Any) -> "Revision":
        """Publish the working copy as a correction; readers see `notice` with its date."""
        if not notice.strip():
            raise ValidationError({"notice": _("Say what was wrong and what is right.")})
        self._take_turns()
        if not self.is_public:
            raise ValidationError(_("Only a public article can be corrected."))
        return self._publish(Op.CORRECT, by, notice)

    def withdraw(self, reason: str, *, by: Any) -> None:
        """Take it back. Its address goes on answering: withdrawn, when and why."""
        if not reason.strip():
            raise ValidationError({"reason": _("Say why, in a sentence that readers will see.")})
        if not self.is_public:
            raise ValidationError(_("Only a public article can be withdrawn."))
        say(Op.WITHDRAW, self, ending={"reason": reason, "successor": None})

    def _take_turns(self) -> None:
        """Of two who publish it at once, the second waits, and takes the next revision's number."""
        Article.objects.select_for_update(no_key=True).get(pk=self.pk)

    def unfit(self) -> list[str]:
        """What stands between the working copy and its readers, each as a sentence."""
        faults: list[Any] = []
        if not self.bylines.exists():
            faults.append(_("It has no author."))
        if not bodies.plain_text(self.body).strip():
            faults.append(_("It has no text."))
        faults += [_("“%s” is not public yet.") % name for name in self._drafts_named()]
        for other in Subject.objects.now().public().filter(kind=Kind.ARTICLE, slug=self.slug):
            if other.uuid != self.uuid:
                faults.append(_("Readers find “%s” at this address. Choose another.") % other.title)
        return [str(fault) for fault in faults]

    def _drafts_named(self) -> list[str]:
        """Watch items and articles that it names and readers cannot open: no one is opened by
        the way, because each needs a decision of its own."""
        rows = self.references.select_related("item", "named")
        named = {found.uuid: str(found) for row in rows if (found := row.item or row.named)}
        named |= {row.item.uuid: str(row.item) for row in self.watched.select_related("item")}
        public = Subject.objects.now().public().filter(uuid__in=named)
        for uuid in public.values_list("uuid", flat=True):
            del named[uuid]
        return list(named.values())

    def _publish(self, op: Op, by: Any, notice: str) -> "Revision":
        faults = self.unfit()
        if faults:
            raise ValidationError(faults)
        revision = self.revise(by=by, notice=notice)
        say(op, self, snapshot=revision.text)
        return revision

    def revise(self, *, by: Any, notice: str = "") -> "Revision":
        """Take a snapshot of all that a reader would see; returns it."""
        last = self.revisions.aggregate(last=models.Max("number"))["last"] or 0
        self.next_revision, self.notice = last + 1, notice
        text = as_text(registered(Kind.ARTICLE).serializer(self).data)
        return self.revisions.create(
            number=last + 1, text=text, notice=notice, made_at=moment(), made_by=by
        )

    next_revision: int = 0
    notice: str = ""


class Revision(models.Model):
    """All that a reader can see of an article, as one immutable text."""

    article = models.ForeignKey(Article, models.PROTECT, related_name="revisions")
    number = models.PositiveIntegerField(_("number"))
    text = models.TextField()
    notice = models.TextField(_("what changed"), blank=True)
    made_at = models.DateTimeField(_("made at"))
    made_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, verbose_name=_("made by")
    )

    class Meta:
        ordering = ["-number"]
        verbose_name = _("revision")
        verbose_name_plural = _("revisions")
        constraints = [
            models.UniqueConstraint(
                fields=["article", "number"], name="articles_revision_one_per_number"
            )
        ]

    def __str__(self) -> str:
        return _("%(article)s, revision %(n)d") % {"article": self.article, "n": self.number}


class ArticleAuthor(models.Model):
    """One name of an article's byline."""

    article = models.ForeignKey(Article, models.CASCADE, related_name="bylines")
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


class ArticleSource(models.Model):
    """A source that matters for an article, and why it does."""

    article = models.ForeignKey(Article, models.CASCADE, related_name="listed_sources")
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


class ArticleWatch(models.Model):
    """An item of an article's watch list, with a note of its own."""

    article = models.ForeignKey(Article, models.CASCADE, related_name="watched")
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


class Reference(models.Model):
    """One record that an article's text names. Kept on save, so that it cannot be deleted."""

    article = models.ForeignKey(Article, models.CASCADE, related_name="references")
    source = models.ForeignKey(Source, models.PROTECT, null=True, related_name="cited_by")
    item = models.ForeignKey(WatchItem, models.PROTECT, null=True, related_name="shown_by")
    named = models.ForeignKey(Article, models.PROTECT, null=True, related_name="named_by")
    image = models.ForeignKey(Image, models.PROTECT, null=True, related_name="shown_by")
    video = models.ForeignKey(Video, models.PROTECT, null=True, related_name="shown_by")

    def __str__(self) -> str:
        return f"{self.article}: {self.source or self.item or self.image or self.video}"

    @classmethod
    def keep(cls, article: Article) -> None:
        """Replace the article's references by what its text names now."""
        found = bodies.references(article.body)
        columns: list[tuple[str, type[PublicModel], Iterable[Any]]] = [
            ("source", Source, found.sources),
            ("item", WatchItem, found.items),
            ("named", Article, found.articles),
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
