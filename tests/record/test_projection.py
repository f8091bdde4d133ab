"""The projection says nothing of its own: it can be made again from the entries at any time."""

from typing import Any

from articles.models import Article
from record.models import Subject
from record.rebuilding import COMPARED, faults, rebuild
from tracker.models import WatchItem


def _rows() -> list[dict[str, Any]]:
    return list(Subject.objects.order_by("since").values(*COMPARED, "search"))


def test_each_entry_gives_one_row_and_one_stands_for_each_subject(spoken: Article) -> None:
    rows = _rows()
    assert [row["since"] for row in rows] == list(range(1, len(rows) + 1))
    standing = [row["uuid"] for row in rows if row["until"] == 2**63 - 1]
    assert len(standing) == len(set(standing)) == len({row["uuid"] for row in rows})


def test_rebuilding_gives_the_same_rows(spoken: Article) -> None:
    before = _rows()
    assert list(faults()) == []
    assert rebuild() == len(before)
    assert _rows() == before


def test_drafts_leave_no_trace(article: Article, dam: WatchItem) -> None:
    assert not Subject.objects.exists()
    assert rebuild() == 0
