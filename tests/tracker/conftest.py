"""A question that is open, for tests of what is said of it."""

from typing import Any

import pytest

from record.kinds import Actor
from record.sealing import sealing
from tracker.models import WatchItem


@pytest.fixture
def public(dam: WatchItem, opening: dict[str, Any]) -> WatchItem:
    """The question about the dam, open and watched."""
    with sealing(Actor.TRACKER):
        dam.open("watching", **opening)
    return dam
