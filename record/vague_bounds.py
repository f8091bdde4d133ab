"""A migration's way to hold the two bounds of a vague date in order."""

from django.db.migrations import RunSQL


def in_order(table: str, date: str) -> RunSQL:
    """The operation that refuses a row of `table` whose `date` would end before it begins."""
    name = f"{table}_{date}_in_order"
    check = f"CHECK ({date}_lower <= {date}_upper)"
    return RunSQL(
        f"ALTER TABLE public.{table} ADD CONSTRAINT {name} {check}",
        f"ALTER TABLE public.{table} DROP CONSTRAINT {name}",
    )
