"""Articles: the desk's working copies, their immutable revisions, authors and series."""

from collections.abc import Iterable
from typing import Any
from uuid import UUID

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext_lazy as _
from taggit.managers import TaggableManager

from articles import body as bodies
from articles.authors import ArticleAuthor, Author, Series
from articles.fields import BodyField
from articles.media import Image, Video
from articles.naming import ArticleSource, ArticleWatch, Reference
from record.kinds import Data, Kind, Op, State, registered
from record.models import NothingNew, PublicModel, Subject
from record.saying import moment, say
from record.statements import as_text
from record.vague import VagueDateField
from sources.models import Tag, Tagging
from sources.tagging import TagsManager

# What a revision adds to the working copy's own fields.
OF_THE_REVISION = ("revision", "notice")

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

    tags = TaggableManager(through=Tagging, manager=TagsManager, blank=True, verbose_name=_("tags"))

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
        named = self.references.select_related("source__publisher", "image", "video")
        yield from (row.author for row in self.bylines.select_related("author"))
        yield from self.tags.all()
        listed = self.listed_sources.select_related("source__publisher")
        yield from (row.source.known_as for row in listed)
        yield from (row.source.known_as for row in named if row.source)
        yield from (found for row in named if (found := row.image or row.video))
        yield from (one for one in (self.series, self.cover) if one)

    def listed_once(self) -> list[ArticleSource]:
        """The sources that matter, each once: two that were merged are one to the reader."""
        rows = self.listed_sources.select_related("source__merged_into")
        found: dict[Any, ArticleSource] = {}
        for row in rows:
            found.setdefault(row.source.known_as.uuid, row)
        return list(found.values())

    def before_sealing(self) -> None:
        """Refuse a revision that names a source which was merged since it was taken."""
        if self.names is not None and self.names != Reference.merged_before_public([self]):
            raise ValidationError(
                _("A source that the text names was merged at this moment. Publish it again.")
            )

    def publish(self, *, by: Any, notice: str = "") -> "Revision":
        """Publish the working copy as it stands; returns the revision that readers now see.

        A first publication, an update, or the restoration of a withdrawn one. Raises
        ValidationError naming everything that is not fit for readers yet, and NothingNew where
        neither the article nor `notice` tells them anything.
        """
        self._take_turns()
        standing = self.standing()
        if standing is None:
            return self._publish(Op.PUBLISH, by, notice)
        if standing.state in {State.ERASED, State.MERGED}:
            raise ValidationError(_("It was erased or merged, and cannot be published again."))
        if standing.state == State.WITHDRAWN:
            return self._publish(Op.RESTORE, by, notice)
        if notice.strip() in {"", standing.data["notice"]} and self.is_as_said(standing.data):
            raise NothingNew(standing.entry)
        return self._publish(Op.UPDATE, by, notice)

    def correct(self, notice: str, *, by: Any) -> "Revision":
        """Publish the working copy as a correction; readers see `notice` with its date."""
        if not notice.strip():
            raise ValidationError({"notice": _("Say what was wrong and what is right.")})
        self._take_turns()
        if not self.is_public:
            raise ValidationError(_("Only a public article can be corrected."))
        return self._publish(Op.CORRECT, by, notice)

    def is_as_said(self, said: Data) -> bool:
        """Whether readers of the revision `said` would see nothing new, its number apart."""
        written, known = dict(registered(Kind.ARTICLE).payload.to_representation(self)), dict(said)
        for name in OF_THE_REVISION:
            written.pop(name), known.pop(name)
        # A merge moved the working copy's tags: read as readers read them, that is nothing new.
        known["tags"] = Tag.objects.in_place_of(known["tags"])
        return as_text(written) == as_text(known)

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
        # A tag that is merged while the snapshot is made would leave it with a name of nobody.
        Tagging.among_others()

    def unfit(self) -> list[str]:
        """What stands between the working copy and its readers, each as a sentence."""
        faults: list[Any] = []
        if not self.bylines.exists():
            faults.append(_("It has no author."))
        if not bodies.plain_text(self.body).strip():
            faults.append(_("It has no text."))
        if self.references.count() < len(bodies.references(self.body)):
            faults.append(_("Its text names a record that does not exist. Take that out."))
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
        self.names = Reference.merged_before_public([self])
        text = as_text(registered(Kind.ARTICLE).payload.to_representation(self))
        return self.revisions.create(
            number=last + 1, text=text, notice=notice, made_at=moment(), made_by=by
        )

    next_revision: int = 0
    notice: str = ""
    # Under which names the last revision knows sources that were merged.
    names: dict[UUID, UUID] | None = None


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
