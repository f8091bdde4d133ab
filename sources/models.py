"""Publishers with dated ratings, sources with what a citation needs, and the desk's tags."""

import datetime as dt
from collections.abc import Iterable

from django.contrib.postgres.fields import ArrayField
from django.core.exceptions import ValidationError
from django.core.validators import URLValidator
from django.db import connection, models
from django.utils.translation import gettext_lazy as _
from taggit.managers import TaggableManager
from taggit.models import GenericTaggedItemBase, TagBase

from record.kinds import Kind, Op
from record.models import PublicModel
from record.saying import say
from record.vague import VagueDateField
from sources.grades import Reliability


class TagKind(models.TextChoices):
    """What a tag names."""

    TOPIC = "topic", _("topic")
    ACTOR = "actor", _("actor")
    PLACE = "place", _("place")
    INSTRUMENT = "instrument", _("instrument")


class Tag(TagBase, PublicModel):  # type: ignore[django-manager-missing]
    """A word that joins sources, watch items and articles."""

    kind = Kind.TAG

    type = models.CharField(_("kind"), max_length=12, choices=TagKind, default=TagKind.TOPIC)
    description = models.TextField(_("description"), blank=True)
    aliases = ArrayField(
        models.CharField(max_length=100),
        verbose_name=_("other spellings"),
        default=list,
        blank=True,
        help_text=_("Parted by commas."),
    )
    broader = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, verbose_name=_("broader tag")
    )

    class Meta:
        ordering = ["name"]
        verbose_name = _("tag")
        verbose_name_plural = _("tags")

    def rests_on(self) -> Iterable[PublicModel]:
        """The broader tag, which its page names."""
        return [self.broader] if self.broader else []


class Tagging(GenericTaggedItemBase):
    """One use of a tag on a working copy."""

    tag = models.ForeignKey(Tag, models.PROTECT, related_name="taggings")

    class Meta:
        verbose_name = _("use of a tag")
        verbose_name_plural = _("uses of tags")
        constraints = [
            models.UniqueConstraint(
                fields=["tag", "content_type", "object_id"], name="sources_tagging_once"
            )
        ]


class PublisherType(models.TextChoices):
    """What kind of body stands behind a source."""

    STATE = "state", _("state body")
    COURT = "court", _("court")
    PARLIAMENT = "parliament", _("parliament")
    EU = "eu", _("EU body")
    IGO = "igo", _("international organisation")
    NGO = "ngo", _("non-governmental organisation")
    OUTLET = "outlet", _("news outlet")
    COMPANY = "company", _("company")
    DESK = "desk", _("the desk itself")


class Publisher(PublicModel):
    """Whoever stands behind a source. Its reliability is rated by date, never overwritten."""

    kind = Kind.PUBLISHER

    name = models.CharField(_("name"), max_length=200, unique=True)
    slug = models.SlugField(_("short name"), max_length=200, unique=True)
    type = models.CharField(_("kind"), max_length=12, choices=PublisherType)
    country = models.CharField(_("country"), max_length=100, blank=True)
    url = models.URLField(_("address"), blank=True)

    class Meta:
        ordering = ["name"]
        verbose_name = _("publisher")
        verbose_name_plural = _("publishers")

    def __str__(self) -> str:
        return self.name

    def rate(self, code: str, reason: str, since: dt.date) -> "Rating":
        """Add a rating from `since` on; returns it. The earlier ones stay readable."""
        if not reason.strip():
            raise ValidationError(
                {"reason": _("Say why: a grade without a reason is not believed.")}
            )
        rating = self.ratings.create(code=Reliability(code), reason=reason, since=since)
        self.publish_changes()
        return rating

    def rating(self) -> "Rating | None":
        """The rating in force: the last one given."""
        return self.ratings.order_by("-since", "-id").first()


class Rating(models.Model):
    """How reliable a publisher was held to be from a day on, and why. Append-only."""

    publisher = models.ForeignKey(Publisher, models.PROTECT, related_name="ratings")
    code = models.CharField(_("reliability"), max_length=1, choices=Reliability)
    reason = models.TextField(_("reason"))
    since = models.DateField(_("since"))

    class Meta:
        ordering = ["-since", "-id"]
        verbose_name = _("rating")
        verbose_name_plural = _("ratings")

    def __str__(self) -> str:
        return f"{self.code}, {self.since:%Y-%m-%d}"


class CslType(models.TextChoices):
    """The kinds of source, by the names of the Citation Style Language (CSL 1.0.2)."""

    NEWSPAPER = "article-newspaper", _("newspaper article")
    MAGAZINE = "article-magazine", _("magazine article")
    JOURNAL = "article-journal", _("journal article")
    WEBPAGE = "webpage", _("web page")
    REPORT = "report", _("report")
    LEGISLATION = "legislation", _("legislation or resolution")
    BILL = "bill", _("bill")
    CASE = "legal_case", _("court decision")
    TREATY = "treaty", _("treaty")
    SPEECH = "speech", _("speech or statement")
    BROADCAST = "broadcast", _("broadcast")
    INTERVIEW = "interview", _("interview")
    DATASET = "dataset", _("dataset")
    POST = "post", _("post")
    PERSONAL = "personal_communication", _("personal communication")


# Only where it has none: whoever asks again, with an older copy in hand, changes nothing.
ALLOT = """
    UPDATE sources_source SET number = nextval('sources_source_number')
    WHERE id = %s AND number IS NULL
"""


class Source(PublicModel):
    """Something the desk rests a statement on. It may have no address; it is never deleted."""

    kind = Kind.SOURCE

    number = models.PositiveIntegerField(_("number"), unique=True, null=True, editable=False)
    csl_type = models.CharField(_("kind of source"), max_length=24, choices=CslType)
    title = models.CharField(_("title"), max_length=500)
    title_is_ours = models.BooleanField(
        _("the title is ours"), default=False, help_text=_("Where the source itself has none.")
    )
    authors = models.JSONField(_("authors"), default=list, blank=True)
    publisher = models.ForeignKey(
        Publisher, models.PROTECT, verbose_name=_("publisher"), related_name="sources"
    )
    issued = VagueDateField(_("date"), blank=True)
    url = models.URLField(
        _("address"),
        max_length=2000,
        blank=True,
        validators=[URLValidator(schemes=["http", "https"])],
    )
    archived_url = models.URLField(_("archived copy"), max_length=2000, blank=True)
    language = models.CharField(_("language"), max_length=12, blank=True)
    doi = models.CharField("DOI", max_length=200, blank=True)
    ecli = models.CharField("ECLI", max_length=100, blank=True)
    celex = models.CharField("CELEX", max_length=50, blank=True)
    docket = models.CharField(_("docket number"), max_length=100, blank=True)
    note = models.TextField(_("public note"), blank=True)
    own_article = models.UUIDField(_("own article"), null=True, blank=True, editable=False)
    retracted = models.BooleanField(_("retracted"), default=False, editable=False)

    tags = TaggableManager(through=Tagging, blank=True, verbose_name=_("tags"))

    class Meta:
        ordering = ["title", "id"]
        verbose_name = _("source")
        verbose_name_plural = _("sources")
        permissions = [("retract_source", "Can say that a source was retracted")]
        constraints = [
            models.UniqueConstraint(
                fields=["url"],
                condition=~models.Q(url=""),
                name="sources_source_url_once",
                violation_error_message=_("A source with this address is kept already."),
            )
        ]

    def __str__(self) -> str:
        return self.title

    def rests_on(self) -> Iterable[PublicModel]:
        """Its publisher and its tags."""
        return [self.publisher, *self.tags.all()]

    def retract(self, note: str) -> None:
        """Say that its publisher took it back; `note` says so to readers.

        What rests on it stays as it was said, and shows that its source was retracted.
        """
        if not note.strip():
            raise ValidationError({"note": _("Say who took it back, and when.")})
        self.note = f"{self.note} {note}".strip()
        self.retracted = True
        self.save(update_fields=["note", "retracted"])
        if self.is_public:
            say(Op.RETRACT, self)

    def before_sealing(self) -> None:
        """Allot the short number that people read, once and for ever."""
        if self.number is None:
            with connection.cursor() as cursor:
                cursor.execute(ALLOT, [self.pk])
            self.refresh_from_db(fields=["number"])
