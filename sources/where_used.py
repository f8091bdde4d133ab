"""What rests on a source, drafts too, as the desk's screens tell it."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from uuid import UUID

from django.urls import NoReverseMatch, reverse

from record.models import PublicModel, Subject
from sources.merging import keys_of
from sources.models import Source
from sources.uses import Resting, resting_on


@dataclass(frozen=True)
class Used:
    """One use, and whether readers see what makes it."""

    resting: Resting
    is_public: bool

    @property
    def kind(self) -> str:
        """What makes it: a status change, an article."""
        return str(self.resting.subject._meta.verbose_name)


@dataclass
class Rested:
    """Something of the desk that rests on the source, with each of its uses."""

    what: PublicModel
    standing: str
    is_public: bool
    uses: list[Used] = field(default_factory=list)

    @property
    def kind(self) -> str:
        """What it is."""
        return str(self.what._meta.verbose_name)

    @property
    def address(self) -> str:
        """Its own screen at the desk, or "" where it has none."""
        opts = self.what._meta
        try:
            return reverse(f"admin:{opts.app_label}_{opts.model_name}_change", args=[self.what.pk])
        except NoReverseMatch:
            return ""


def where_used(source: Source) -> list[Rested]:
    """All that rests on `source` and on what was merged into it: what readers see first."""
    return in_groups(resting_on(keys_of(source)))


def in_groups(found: Iterable[Resting]) -> list[Rested]:
    """The uses under what they belong to: one query, however many."""
    uses = list(found)
    named = {one.subject.uuid for one in uses} | {_under(one).uuid for one in uses}
    rows = Subject.objects.now().public().filter(uuid__in=named)
    public = set(rows.values_list("uuid", flat=True))
    groups: dict[UUID, Rested] = {}
    for one in uses:
        what = _under(one)
        group = groups.setdefault(what.uuid, Rested(what, one.standing, what.uuid in public))
        group.uses.append(Used(one, one.subject.uuid in public))
    return sorted(groups.values(), key=lambda group: not group.is_public)


def _under(one: Resting) -> PublicModel:
    return one.under or one.subject
