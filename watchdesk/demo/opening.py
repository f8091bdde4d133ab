"""How a demo item becomes public."""

from typing import Any

from watchdesk.demo.evidence import item, when
from watchdesk.demo.items import DemoItem


def open_item(row: DemoItem, by: Any) -> None:
    """Fix the criteria of the item and open it with its first status."""
    yes, no, edge_cases = row.criteria
    opened = item(row.slug)
    opened.set_criteria(yes=yes, no=no, edge_cases=edge_cases, by_when=row.by_when)
    opened.open(
        row.status,
        effective=when(row.effective),
        headline=row.headline,
        reason=row.reason,
        confidence=row.confidence,
        by=by,
    )
