"""What is kept beside the projection and follows from what was said: each can be made again.

An app tells of its own from its `ready()`, so that one command names and mends them all.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from django.utils.translation import gettext as _

from record import held
from record.models import Head
from record.sealing import remember_next_due, scheduled_next


@dataclass(frozen=True)
class Derived:
    """One such thing: `faults` gives a sentence for each that is wrong, `mend` puts all right."""

    faults: Callable[[], Iterator[str]]
    mend: Callable[[], None]


def _next_due_faults() -> Iterator[str]:
    kept, should_be = Head.objects.get(id=1).next_due, scheduled_next()
    if kept != should_be:
        sentence = _("The head says that something is next due at %(kept)s; it is %(due)s.")
        yield sentence % {"kept": kept, "due": should_be}


_known: list[Derived] = [
    Derived(held.faults, held.mend),
    Derived(_next_due_faults, remember_next_due),
]


def tell(derived: Derived) -> None:
    """Tell of one more. Called once, from the app's `ready()`."""
    _known.append(derived)


def known() -> tuple[Derived, ...]:
    """All of them."""
    return tuple(_known)


def faults() -> Iterator[str]:
    """Each fault of them all, as a sentence."""
    for derived in _known:
        yield from derived.faults()


def mend() -> None:
    """Put them all right."""
    for derived in _known:
        derived.mend()
