"""The report of a run as its page shows it: the first entries of each outcome, or a page of one."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.core.paginator import Page, Paginator
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from sources.import_runs import ImportRun, RunState
from sources.importing.likeness import WORDS
from sources.importing.planned import Outcome
from sources.importing.report import Report, Row
from sources.models import Source

FIRST = 20
PER_PAGE = 200
HEADS = {
    Outcome.REFUSED: gettext_lazy("Refused"),
    Outcome.NEW: gettext_lazy("New"),
    Outcome.MATCHED: gettext_lazy("Kept already"),
    Outcome.DOUBLED: gettext_lazy("Twice in the file"),
}


@dataclass(frozen=True)
class Table:
    """The entries of one outcome, or some of them."""

    outcome: str
    head: Any
    count: int
    rows: list[Row]
    page: "Page[Row] | None" = None

    @property
    def more(self) -> int:
        """How many there are beside those that are shown."""
        return 0 if self.page else self.count - len(self.rows)


@dataclass(frozen=True)
class Shown:
    """What the page of a run says of its entries."""

    report: Report
    tables: list[Table]
    heads: dict[Outcome, Any]
    is_one: bool

    @property
    def counts(self) -> list[tuple[Any, int]]:
        """Each outcome that there is, and of new ones also that there are none."""
        counted = [(name, self.report.count(name)) for name in Outcome]
        return [(self.heads[name], n) for name, n in counted if n or name == Outcome.NEW]

    @property
    def left_out(self) -> list[tuple[str, int]]:
        """The variables that nothing is kept of, the most frequent first."""
        return self.report.left_out.most_common()

    @property
    def new(self) -> int:
        """How many are new."""
        return self.report.count(Outcome.NEW)


def shown_report(run: ImportRun, asked: Mapping[str, str]) -> Shown:
    """The whole in short, or, with ?show=<outcome>&page=<n>, all of one outcome by pages."""
    report = Report.from_json(run.report)
    heads = {**HEADS, **({Outcome.NEW: _("Imported")} if run.state == RunState.DONE else {})}
    show = asked.get("show", "")
    if show in heads:
        paginator = Paginator(report.rows[show], PER_PAGE)
        page = paginator.get_page(asked.get("page"))
        rows = list(page.object_list)
        tables = [Table(show, heads[Outcome(show)], report.count(show), rows, page)]
    else:
        tables = [
            Table(name, head, report.count(name), report.rows[name][:FIRST])
            for name, head in heads.items()
            if report.count(name)
        ]
    for table in tables:
        _complete(table)
    return Shown(report, tables, heads, show in heads)


def _complete(table: Table) -> None:
    """Give each row the words for what it matches, and a link to the source."""
    for row in table.rows:
        row["by_words"] = WORDS.get(row.get("by", ""), "")
        row["title"] = row["title"] or _("no title")
    if table.outcome not in {Outcome.MATCHED, Outcome.NEW}:
        return
    keys = [row["other"] for row in table.rows if "other" in row]
    titles = dict(Source.objects.filter(pk__in=keys).values_list("pk", "title"))
    for row in table.rows:
        if row.get("other") in titles:
            row["address"] = reverse("admin:sources_source_change", args=[row["other"]])
            row["kept_as"] = titles[row["other"]]
