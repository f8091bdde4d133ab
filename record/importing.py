"""The import context: the owner role alone gives an empty desk a past, and says that it did."""

import datetime as dt
from collections.abc import Iterator
from contextlib import contextmanager

from django.utils.translation import gettext as _

from record.kinds import Actor
from record.models import Entry
from record.saying import given_moment


class ImportRefused(Exception):
    """The record holds more than imports, so no moment may be given any more."""


class Import:
    """An open import; `at()` sets the moment that the next desk writes are recorded at."""

    @contextmanager
    def at(self, moment: dt.datetime) -> Iterator[None]:
        """Record everything sealed inside at `moment`. The database refuses running backwards."""
        token = given_moment.set(moment)
        try:
            yield
        finally:
            given_moment.reset(token)


@contextmanager
def importing() -> Iterator[Import]:
    """Open an import, while the record is empty or holds imports alone; else ImportRefused.

    Whoever opens it says `Op.IMPORT` of the desk first: the record's first entry then tells
    readers that the moments before the first other entry were given, not taken from the clock.
    """
    if Entry.objects.exclude(actor=Actor.IMPORT).exists():
        raise ImportRefused(
            _("The record holds entries that were made here. Nothing can be imported into it now.")
        )
    yield Import()
