"""The page of one source, which joins the apps: what it is, its grades, and what rests on it."""

from collections.abc import Iterable
from itertools import groupby
from typing import Any
from uuid import UUID

from django.db.models import Q

from articles import resting as in_articles
from record.asking import Question
from record.clock import Reading, behind
from record.kinds import Kind
from record.merges import is_any, listed
from record.models import Subject
from record.pages import PublicPage
from record.reading import named as those_named
from sources.cited import CitedSource, with_publishers
from sources.grades import Reliability
from sources.views import csl_label, numbered
from tracker import resting as in_claims

RESTING = (Kind.ARTICLE, Kind.STATUS_CHANGE, Kind.MILESTONE, Kind.EVENT)
Use = tuple[UUID, UUID]


class SourcePage(PublicPage):
    """One source: what it is, how it is graded, and everything public that rests on it."""

    template_name = "sources/source_detail.html"
    section = "sources"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """The source and a page of its uses, by what they belong to."""
        row = self.reading.get(Kind.SOURCE, str(kwargs["number"]))
        merged = self.reading.merged_into(row.uuid)
        names = [row.uuid, *(one.uuid for one in merged)]
        uses = uses_of(self.reading, names)
        page = numbered(uses, self.request.GET.get("page"))
        named = [row.data["publisher"], row.data["article"], *row.data["tags"]]
        around = found_around(self.reading, page.object_list, named)
        cited = with_publishers({row.uuid: row}, around).sources[row.uuid]
        return super().get_context_data(
            source=row,
            cited=cited,
            csl_label=csl_label(row),
            merged=merged,
            ratings=ratings(cited.publisher),
            tags=those_named(around, row.data["tags"]),
            own_article=around.get(UUID(row.data["article"])) if row.data["article"] else None,
            page=page,
            uses=len(uses),
            resting=resting(page.object_list, around, cited, {str(name) for name in names}),
        )


@Question
def _resting_on(names: list[UUID], seq: int) -> Any:
    rows = Subject.objects.at(seq).public().filter(kind__in=RESTING)
    found = rows.filter(references__overlap=listed(names)).order_by("-since")
    return found.values_list("uuid", "parent")


def uses_of(reading: Reading, names: Iterable[UUID]) -> list[Use]:
    """All that names the source, as (what it belongs to, itself): what was said last first, and
    with it the rest of what belongs to the same."""
    groups: dict[UUID, list[Use]] = {}
    for uuid, parent in _resting_on(list(names), reading.seq):
        groups.setdefault(parent or uuid, []).append((parent or uuid, uuid))
    return [use for group in groups.values() for use in group]


def found_around(
    reading: Reading, uses: Iterable[Use], named: Iterable[str | None]
) -> dict[UUID, Subject]:
    """The uses with what they belong to and what took their place, and the `named`: one query."""
    wanted = list({uuid for use in uses for uuid in use})
    return reading.resolve(
        [*wanted, *named], ask=lambda uuids, seq: _behind_and_replacing(uuids, seq, wanted)
    )


@Question
def _behind_and_replacing(uuids: list[UUID], seq: int, items: list[UUID]) -> Any:
    """With what took the place of something that was said of `items`."""
    replacing = Q(kind=Kind.STATUS_CHANGE, type__in=in_claims.REPLACING)
    return behind(uuids, seq, replacing & is_any(listed(items), "parent"))


def resting(
    uses: Iterable[Use], around: dict[UUID, Subject], cited: CitedSource, names: set[str]
) -> list[dict[str, Any]]:
    """The uses in their groups, each as its app tells it."""
    gone = in_claims.replaced(list(around.values()))
    return [
        {
            "subject": around[belongs_to],
            "uses": [_use(around[uuid], cited, names, gone) for _group, uuid in group],
        }
        for belongs_to, group in groupby(uses, key=lambda use: use[0])
        if belongs_to in around
    ]


def _use(row: Subject, cited: CitedSource, names: set[str], gone: set[str]) -> dict[str, Any]:
    if row.kind == Kind.ARTICLE:
        return {
            "row": row,
            "mentions": in_articles.mentions(row, names),
            "listed": in_articles.listed(row, cited, names),
        }
    return {
        "row": row,
        "places": in_claims.places(row, cited, names),
        "is_replaced": str(row.uuid) in gone,
    }


def ratings(publisher: Subject | None) -> list[dict[str, Any]]:
    """The publisher's ratings, the one in force first, each with its words."""
    given = publisher.data["ratings"] if publisher else []
    return [{**one, "words": Reliability(one["code"]).label} for one in given]
