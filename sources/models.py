"""Sources: what a statement rests on, with what a citation of it needs."""

from collections.abc import Callable, Iterable
from typing import Any

from django.contrib.postgres.fields import ArrayField
from django.core.exceptions import ValidationError
from django.db import connection, models
from django.utils.translation import gettext_lazy as _
from taggit.managers import TaggableManager

from record.kinds import Kind
from record.models import PublicModel
from record.vague import VagueDateField
from sources.captures import Capture, Captured
from sources.csl_types import CslType
from sources.finding import SourceQuerySet
from sources.folding import figures, folded, folded_names
from sources.identifiers import celex, docket, doi, ecli
from sources.import_runs import ImportRun
from sources.link_checks import LinkCheck, Verdict
from sources.links import COLUMNS, Linked
from sources.merging import Merge, keys_of
from sources.publishers import Publisher, PublisherType, Rating
from sources.repute import Repute, judge
from sources.spellings import TagSpelling
from sources.succession import Succession
from sources.tagging import TagsManager
from sources.tags import Tag, Tagging, TagKind
from sources.urls import followed, normalised, url_key

__all__ = [
    "Capture",
    "CslType",
    "ImportRun",
    "LinkCheck",
    "Publisher",
    "PublisherType",
    "Rating",
    "Repute",
    "Source",
    "Succession",
    "Tag",
    "TagKind",
    "TagSpelling",
    "Tagging",
    "Verdict",
]

# The columns that are written one way, and how.
NORMALISED: dict[str, Callable[[str], str]] = {
    "url": normalised,
    # What an archive was asked to keep is part of its own address: nothing is dropped from it.
    "archived_url": followed,
    "doi": doi,
    "ecli": ecli,
    "celex": celex,
    "docket": docket,
}

# Only where it has none: whoever asks again, with an older copy in hand, changes nothing.
ALLOT = """
    UPDATE sources_source SET number = nextval('sources_source_number')
    WHERE id = %s AND number IS NULL
"""

# Written by their verbs alone: a form that was opened before does not write them back.
BY_VERBS = {*COLUMNS, "number", "repute", "repute_note", "repute_since", "merged_into"}


class Source(Linked, Captured):
    """Something the desk rests a statement on. It may have no address; it is never deleted."""

    kind = Kind.SOURCE
    read_with = ("publisher",)

    number = models.PositiveIntegerField(_("number"), unique=True, null=True, editable=False)
    csl_type = models.CharField(_("kind of source"), max_length=24, choices=CslType)
    title = models.CharField(_("title"), max_length=500)
    title_is_ours = models.BooleanField(
        _("the title is ours"), default=False, help_text=_("Where the source itself has none.")
    )
    title_key = folded("title")
    title_figures = figures("title")
    authors = models.JSONField(_("authors"), default=list, blank=True)
    authors_key = folded_names("authors")
    publisher = models.ForeignKey(
        Publisher,
        models.PROTECT,
        null=True,
        blank=True,
        verbose_name=_("publisher"),
        related_name="sources",
    )
    issued = VagueDateField(_("date"), blank=True)
    url = models.URLField(_("address"), max_length=2000, blank=True)
    url_key = models.CharField(max_length=2000, blank=True, editable=False)
    archived_url = models.URLField(_("archived copy"), max_length=2000, blank=True)
    languages = ArrayField(
        models.CharField(max_length=12),
        verbose_name=_("languages"),
        default=list,
        blank=True,
        help_text=_("As in “sq” or “en-GB”; several are parted by commas."),
    )
    doi = models.CharField("DOI", max_length=200, blank=True)
    ecli = models.CharField("ECLI", max_length=100, blank=True)
    celex = models.CharField("CELEX", max_length=50, blank=True)
    docket = models.CharField(_("docket number"), max_length=100, blank=True)
    details = models.JSONField(_("what its citation needs"), default=dict, blank=True)
    note = models.TextField(_("public note"), blank=True)
    own_article = models.UUIDField(_("own article"), null=True, blank=True, editable=False)
    repute = models.CharField(
        _("repute"), max_length=12, choices=Repute, default=Repute.STANDS, editable=False
    )
    repute_note = models.TextField(_("why"), blank=True, editable=False)
    repute_since = models.DateTimeField(_("since"), null=True, editable=False)
    link_is_dead = models.BooleanField(_("its link is dead"), default=False, editable=False)
    link_dead_since = models.DateTimeField(null=True, editable=False)
    link_verdict = models.CharField(
        _("link"), max_length=12, choices=Verdict, blank=True, editable=False
    )
    link_checked_at = models.DateTimeField(_("link checked at"), null=True, editable=False)
    merged_into = models.ForeignKey(
        "self", models.PROTECT, null=True, editable=False, related_name="merged"
    )

    tags = TaggableManager(through=Tagging, manager=TagsManager, blank=True, verbose_name=_("tags"))

    objects = SourceQuerySet.as_manager()

    class Meta:
        ordering = ["title", "id"]
        verbose_name = _("source")
        verbose_name_plural = _("sources")
        permissions = [
            ("retract_source", "Can say that a source was retracted, downgraded or stands"),
            ("merge_source", "Can merge two sources"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=~models.Q(merged_into=models.F("id")),
                name="sources_source_not_its_own",
                violation_error_message=_("A source is not merged into itself."),
            ),
            models.UniqueConstraint(
                fields=["url_key"],
                condition=~models.Q(url_key="") & models.Q(merged_into=None),
                name="sources_source_url_once",
                violation_error_message=_("A source with this address is kept already."),
            ),
            models.UniqueConstraint(
                fields=["doi"],
                condition=~models.Q(doi="") & models.Q(merged_into=None),
                name="sources_source_doi_once",
                violation_error_message=_("A source with this DOI is kept already."),
            ),
        ]
        indexes = [
            # The ledger's list, and what may be the same source under another spelling.
            models.Index(fields=["title", "id"], name="sources_source_list"),
            models.Index(fields=["title_key"], name="sources_source_title"),
            # The next link to look at.
            models.Index(fields=["link_checked_at"], name="sources_source_next_look"),
        ]

    def __str__(self) -> str:
        return self.title

    def clean(self) -> None:
        """Normalise the address and the numbers; ValidationError names the field."""
        for field, read in NORMALISED.items():
            try:
                setattr(self, field, read(getattr(self, field)))
            except ValidationError as error:
                raise ValidationError({field: error.messages}) from error
        self.url_key = url_key(self.url)

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Keep the address's key beside the address; what verbs write is left to them."""
        self.url_key = url_key(self.url)
        if not self._state.adding and kwargs.get("update_fields") is None:
            fields = (f for f in self._meta.concrete_fields if not (f.primary_key or f.generated))
            kwargs["update_fields"] = [f.name for f in fields if f.name not in BY_VERBS]
        super().save(*args, **kwargs)

    @property
    def known_as(self) -> "Source":
        """Under which its readers find it: what was merged before it was public, under the other.

        A merged one that has been public keeps its own name, which leads to the other.
        """
        if self.merged_into is None or self.number is not None:
            return self
        return self.merged_into.known_as

    @property
    def is_shaken(self) -> bool:
        """Whether it was retracted or downgraded."""
        return self.known_as.repute != Repute.STANDS

    @property
    def all_captures(self) -> models.QuerySet[Capture]:
        """The files kept of it, those of what was merged into it too."""
        return Capture.objects.filter(source__in=keys_of(self))

    def rests_on(self) -> Iterable[PublicModel]:
        """Its publisher and its tags."""
        return [*([self.publisher] if self.publisher else []), *self.tags.all()]

    def retract(self, note: str) -> None:
        """Say that its publisher took it back; `note` says so to readers.

        What rests on it stays as it was said, and shows that its source was retracted.
        """
        judge(self, Repute.RETRACTED, note)

    def downgrade(self, note: str) -> None:
        """Say that it carries less than it did; `note` tells readers why."""
        judge(self, Repute.DOWNGRADED, note)

    def reinstate(self, note: str) -> None:
        """Say that it stands again; `note` tells readers why."""
        judge(self, Repute.STANDS, note)

    def merge_into(self, other: "Source", reason: str) -> None:
        """Say that it is the same as `other`, which stays; readers are told why.

        `other` gets its tags, and what it has no value for itself. Raises ValidationError.
        """
        Merge(self, other, reason).make()

    def before_sealing(self) -> None:
        """Allot the short number that people read, once and for ever.

        Raises ValidationError for a copy that does not know yet that the source was merged.
        """
        if not Source.objects.filter(pk=self.pk, merged_into=self.merged_into_id).exists():
            raise ValidationError(_("“%s” was merged at this moment. Look again.") % self.title)
        if self.number is None:
            with connection.cursor() as cursor:
                cursor.execute(ALLOT, [self.pk])
            self.refresh_from_db(fields=["number"])
            self.ask_for_archive()
