"""What needs somebody, as the desk's front page and the Monday mail list it."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import Case, IntegerField, When
from django.urls import reverse
from django.utils.translation import gettext as _

# Of each kind, so many are listed: the person's own first.
SHOWN = 12


@dataclass(frozen=True)
class Matter:
    """One thing that needs somebody: what it is, why, and the one button that settles it.

    `also` is what else does, as (address, words); `item` the key of the watch item it is about.
    """

    icon: str
    what: str
    why: str
    address: str
    button: str
    also: Sequence[tuple[str, str]] = ()
    item: int | None = None


def status_links(item: int) -> list[tuple[str, str]]:
    """The two short forms of a watch item, each one click away."""
    address = reverse("admin:tracker_watchitem_status", args=[item])
    return [(address, _("Update status")), (f"{address}?status=check", _("Nothing changed"))]


def own_first(person: Any, owner: str = "owner") -> Case:
    """An order in which what belongs to `person` comes first."""
    return Case(When(**{owner: person}, then=0), default=1, output_field=IntegerField())
