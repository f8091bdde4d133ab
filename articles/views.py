"""The public pages of articles: the list, one article and its versions, series and authors."""

from collections.abc import Iterable
from typing import Any
from uuid import UUID

from articles import body as bodies
from articles.reading import ArticleReading, reading_minutes
from articles.rendering import render
from record.asking import Question
from record.kinds import Kind, Op
from record.models import Subject, SubjectQuerySet
from record.pages import PublicPage
from record.vague import VagueDate
from sources.views import numbered


def named_in_list(rows: Iterable[Subject]) -> list[str | None]:
    """What a list of articles names of other subjects: authors, series, covers."""
    named = [uuid for row in rows for uuid in (*row.data["authors"], row.data["series"])]
    return named + [row.data["cover"] for row in rows]


def listed(rows: list[Subject], around: dict[UUID, Subject]) -> list[dict[str, Any]]:
    """Articles as a list shows them; `around` holds what `named_in_list` names."""
    by_text = {str(uuid): row for uuid, row in around.items()}
    return [
        {
            "article": row,
            "authors": [by_text[u] for u in row.data["authors"] if u in by_text],
            "series": by_text.get(row.data["series"] or ""),
            "cover": by_text.get(row.data["cover"] or ""),
            "dated": VagueDate.parse(row.data["dated"]),
            "minutes": reading_minutes(row.data),
        }
        for row in rows
    ]


def latest(rows: SubjectQuerySet) -> SubjectQuerySet:
    """By the date that they bear, the latest first; of one day, the last to become public."""
    return rows.order_by("-sort_date", "-first_seq")


class Listing(PublicPage):
    """A page that lists articles."""

    def listed(self, rows: list[Subject]) -> list[dict[str, Any]]:
        """`rows` as a list shows them: one query."""
        return listed(rows, self.reading.resolve(named_in_list(rows)))


class ArticleList(Listing):
    """Every public article, the latest first."""

    template_name = "articles/article_list.html"
    section = "articles"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """One page of articles."""
        rows = latest(self.reading.subjects(Kind.ARTICLE))
        page = numbered(rows, self.request.GET.get("page"))
        return super().get_context_data(page=page, articles=self.listed(list(page.object_list)))


class ArticlePage(PublicPage):
    """One article, with its notes, its watch list then and now, and the sources that matter."""

    template_name = "articles/article_detail.html"
    section = "articles"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Everything that the article names, as it stood."""
        row = self.reading.get(Kind.ARTICLE, kwargs["slug"])
        shown = ArticleReading(self.reading, row)
        return super().get_context_data(
            article=row,
            shown=shown,
            dated=VagueDate.parse(row.data["dated"]),
            minutes=reading_minutes(row.data),
            blocks=render(row.data["body"], shown),
            sections=bodies.sections(row.data["body"]),
            corrections=_corrections(row),
            siblings=shown.siblings,
        )


def _corrections(row: Subject) -> list[dict[str, Any]]:
    """The notices of its corrections up to this reading, the latest first."""
    corrected = _corrected(row.uuid, row.since)
    return [{"entry": one.entry, "notice": one.data["notice"]} for one in corrected]


@Question
def _corrected(uuid: UUID, seq: int) -> SubjectQuerySet:
    versions = Subject.objects.filter(uuid=uuid, since__lte=seq, entry__op=Op.CORRECT)
    return versions.told().order_by("-since")


class ArticleVersions(PublicPage):
    """Every public version of one article, each with a link to it as it stood."""

    template_name = "articles/article_versions.html"
    section = "articles"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """The versions, the latest first."""
        row = self.reading.get(Kind.ARTICLE, kwargs["slug"])
        rows = Subject.objects.filter(uuid=row.uuid, since__lte=self.reading.seq).told()
        return super().get_context_data(article=row, versions=rows.order_by("-since"))


class SeriesPage(Listing):
    """One series and its parts in order."""

    template_name = "articles/series_detail.html"
    section = "articles"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """The parts that are public."""
        series = self.reading.get(Kind.SERIES, kwargs["slug"])
        rows = self.reading.subjects(Kind.ARTICLE).resting_on(series.uuid)
        parts = [row for row in rows if row.data["series"] == str(series.uuid)]
        parts.sort(key=lambda row: row.data["part"] or 0)
        return super().get_context_data(series=series, articles=self.listed(parts))


class AuthorPage(Listing):
    """One author and what stands under the name."""

    template_name = "articles/author_detail.html"
    section = "articles"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """The articles, the latest first."""
        author = self.reading.get(Kind.AUTHOR, kwargs["slug"])
        rows = latest(self.reading.subjects(Kind.ARTICLE).resting_on(author.uuid))
        return super().get_context_data(author=author, articles=self.listed(list(rows)))
