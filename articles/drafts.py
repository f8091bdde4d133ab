"""How a working copy stands to what its readers see, as sentences for the desk."""

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.urls import reverse
from django.utils.translation import gettext as _

from articles.body import renamed
from articles.models import Article, Reference
from record.kinds import State
from record.models import Subject


@dataclass(frozen=True)
class Draft:
    """An article's working copy beside its public standing."""

    article: Article
    standing: Subject | None
    differs: bool

    @property
    def address(self) -> str:
        """Where it is written."""
        return reverse("admin:articles_article_change", args=[self.article.pk])

    @property
    def is_public(self) -> bool:
        """Whether readers can open it."""
        return self.standing is not None and self.standing.state == State.PUBLIC

    @property
    def revision(self) -> int:
        """The revision that readers see; 0 where they see none."""
        return int(self.standing.data["revision"]) if self.standing and self.is_public else 0

    @property
    def is_waiting(self) -> bool:
        """Whether something is written that readers do not see yet."""
        return self.differs and (self.standing is None or self.is_public)

    @property
    def icon(self) -> str:
        """The sign before its words."""
        return "draft" if self.differs or not self.is_public else "well"

    @property
    def words(self) -> str:
        """Its state in a few words."""
        if self.standing is None:
            return _("Not published yet")
        if not self.is_public:
            return _("Withdrawn")
        number = {"now": self.revision, "next": self.revision + 1}
        if self.differs:
            return _("Published, draft of revision %(next)d") % number
        return _("Published, revision %(now)d") % number

    @property
    def sentence(self) -> str:
        """Its state as a sentence."""
        if self.standing is None:
            return _("Not published yet. Readers see nothing of it.")
        if not self.is_public:
            return _("Withdrawn. Its address says so, and why.")
        if self.differs:
            return _(
                "Published as revision %(now)d. You are writing the next; "
                "readers see nothing of it yet."
            ) % {"now": self.revision}
        return _("Published as revision %(now)d. Readers see it as it stands here.") % {
            "now": self.revision
        }


def draft(article: Article) -> Draft:
    """The state of one article, compared in everything that a reader would see."""
    standing = article.standing()
    if standing is None or standing.state != State.PUBLIC:
        return Draft(article, standing, differs=True)
    return Draft(article, standing, differs=not article.is_as_said(standing.data))


def drafts(articles: Any) -> list[Draft]:
    """The states of many, in three queries: compared by headline, standfirst, address and text."""
    found = list(articles)
    rows = Subject.objects.now().told().filter(uuid__in=[one.uuid for one in found])
    standing = {row.uuid: row for row in rows}
    names = Reference.merged_before_public(found)
    return [_at_a_glance(one, standing.get(one.uuid), names) for one in found]


def _at_a_glance(article: Article, standing: Subject | None, names: dict[UUID, UUID]) -> Draft:
    if standing is None or standing.state != State.PUBLIC:
        return Draft(article, standing, differs=True)
    compared = ("title", "standfirst", "slug")
    differs = any(getattr(article, name) != standing.data[name] for name in compared)
    rewritten = renamed(article.body, names) != standing.data["body"]
    return Draft(article, standing, differs or rewritten)
