"""A change that needs a second person, kept as a proposal."""

from collections.abc import Callable
from typing import Any

import pytest
from django.db import transaction

from record.kinds import Actor
from record.sealing import sealing
from tracker.models import Proposal
from tracker.second_person import SecondPersonNeeded


def propose(call: Callable[[], Any], by: Any) -> Proposal:
    """What the desk's screens do with a change that needs two."""
    with pytest.raises(SecondPersonNeeded) as needed, sealing(Actor.TRACKER):
        call()
    with transaction.atomic():
        return Proposal.keep(needed.value, by)
