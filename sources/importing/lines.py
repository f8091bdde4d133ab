"""The report of an import in plain lines, for a terminal."""

from collections.abc import Iterator

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from sources.importing.likeness import WORDS
from sources.importing.planned import Outcome
from sources.importing.report import Report, Row

# All that is refused is said; of what goes well, the first few.
SHOWN = 10


def said_of(report: Report, label: str) -> str:
    """What the import would do."""
    return "\n".join([counts(report, label), *_each(report)])


def counts(report: Report, label: str) -> str:
    """How many entries of each outcome there are, in one line."""
    entries = ngettext("%(n)s entry", "%(n)s entries", report.total) % {"n": f"{report.total:,}"}
    counted = {str(name.value): f"{report.count(name):,}" for name in Outcome}
    return _(
        "%(format)s, %(entries)s: %(new)s new, %(matched)s kept already, %(doubled)s twice in the "
        "file, %(refused)s refused."
    ) % {"format": label, "entries": entries, **counted}


def _each(report: Report) -> Iterator[str]:
    heads = {
        Outcome.NEW: _("New:"),
        Outcome.MATCHED: _("Kept already, not changed:"),
        Outcome.DOUBLED: _("Twice in the file:"),
        Outcome.REFUSED: _("Refused:"),
    }
    for outcome, head in heads.items():
        rows = report.rows[outcome]
        if not rows:
            continue
        yield head
        shown = rows if outcome == Outcome.REFUSED else rows[:SHOWN]
        for row in shown:
            yield from _row(outcome, row)
        if len(rows) > len(shown):
            yield "  " + _("and %(n)s more") % {"n": f"{len(rows) - len(shown):,}"}
    if report.left_out:
        named = ", ".join(f"{name} ({n:,})" for name, n in report.left_out.most_common())
        yield _("Left out, because the ledger has no place for it: %s.") % named


def _row(outcome: str, row: Row) -> Iterator[str]:
    words = {"line": row["line"], "title": row["title"] or _("no title")}
    words |= {"other": row.get("other"), "by": WORDS.get(row.get("by", ""), "")}
    if outcome == Outcome.MATCHED:
        words["other"] = reverse("admin:sources_source_change", args=[row["other"]])
    said = {
        Outcome.MATCHED: _("line %(line)s: %(title)s, kept as %(other)s, by %(by)s"),
        Outcome.DOUBLED: _("line %(line)s: %(title)s, as on line %(other)s, by %(by)s"),
    }
    yield "  " + said.get(Outcome(outcome), _("line %(line)s: %(title)s")) % words
    for sentence in row.get("sentences", ()):
        yield f"    {sentence}"
