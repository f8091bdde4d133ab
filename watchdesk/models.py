"""The desk itself, and the pages that stand beside its work."""

from uuid import UUID

from django.conf import settings
from django.core.validators import RegexValidator
from django.db import models
from django.utils.translation import gettext_lazy as _

from articles import body as bodies
from articles.models import Article
from record.kinds import Kind, Op
from record.models import NothingNew, PublicModel
from record.saying import say

# The one subject of kind `desk`, everywhere.
DESK = UUID("de5c0000-0000-4000-8000-000000000001")

# Addresses that the site itself answers; a page may not stand in their way.
TAKEN = (
    "articles|watch|sources|tags|series|authors|corrections|search|record|methods|follow|feeds"
    "|api|desk|static|media|embed|oembed|healthz|readyz|en|sq|sr"
)


class SaidAsSaved(PublicModel):
    """What is published by saving it, from the first time on."""

    class Meta:
        abstract = True

    def publish(self) -> None:
        """Say it as it is saved. Raises NothingNew where readers would see no difference."""
        if entry := self.said_already():
            raise NothingNew(entry)
        say(Op.UPDATE if self.is_public else Op.PUBLISH, self)


class Desk(SaidAsSaved):
    """The one row that says what the desk is called and what its front page leads with."""

    kind = Kind.DESK

    id = models.PositiveSmallIntegerField(primary_key=True, default=1, editable=False)
    name = models.CharField(_("name"), max_length=100, default="Watchdesk")
    tagline = models.CharField(_("what it is, in a sentence"), max_length=300, blank=True)
    lead = models.ForeignKey(
        Article,
        models.PROTECT,
        null=True,
        blank=True,
        verbose_name=_("lead of the front page"),
        help_text=_("A published article."),
    )
    notices = models.TextField(
        _("notices"), blank=True, help_text=_("One a line. They stand above the front page.")
    )
    note = models.TextField(_("note on the record"), blank=True, editable=False)

    class Meta:
        verbose_name = _("desk")
        verbose_name_plural = _("desk")
        constraints = [
            models.CheckConstraint(condition=models.Q(id=1), name="watchdesk_desk_is_one_row")
        ]

    def __str__(self) -> str:
        return self.name

    def save(self, *args: object, **options: object) -> None:
        """Keep the one row under the desk's fixed UUID."""
        self.uuid = DESK
        super().save(*args, **options)  # type: ignore[arg-type]


class Page(SaidAsSaved):
    """A page of the desk's own: about, contact, privacy, imprint. Saved is published."""

    kind = Kind.PAGE

    slug = models.SlugField(
        _("address"),
        unique=True,
        validators=[
            RegexValidator(
                rf"(?i)^({TAKEN})$",
                _("The site itself answers there. Choose another."),
                inverse_match=True,
            )
        ],
    )
    title = models.CharField(_("title"), max_length=200)
    language = models.CharField(_("language"), max_length=12, default="en")
    body = models.TextField(_("text"))

    class Meta:
        ordering = ["title"]
        verbose_name = _("page")
        verbose_name_plural = _("pages")

    def __str__(self) -> str:
        return self.title

    def save(self, *args: object, **options: object) -> None:
        """Clean the text whoever wrote it."""
        self.body = bodies.clean(self.body)
        super().save(*args, **options)  # type: ignore[arg-type]


class MondayMail(models.Model):
    """That a member had the letter of a week, or none: written before it is sent.

    So a second run sends no second one, also where the first was killed as it sent: without an
    outcome, nobody knows whether it arrived.
    """

    class Outcome(models.TextChoices):
        """What became of it."""

        SENT = "sent", _("sent")
        NOTHING = "nothing", _("there was nothing to say")

    person = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")
    week = models.DateField(_("Monday"))
    outcome = models.CharField(_("outcome"), max_length=8, choices=Outcome, blank=True)

    class Meta:
        ordering = ["-week", "person"]
        constraints = [
            models.UniqueConstraint(
                fields=["person", "week"], name="watchdesk_mondaymail_one_a_week"
            )
        ]

    def __str__(self) -> str:
        return f"{self.person}, {self.week}"
