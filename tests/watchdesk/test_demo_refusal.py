"""Where the demo does not go: onto a desk that has said something of its own."""

import pytest
from django.contrib.auth import get_user_model
from django.core.management import CommandError, call_command
from django.test import override_settings

from record.kinds import Actor
from record.models import Entry
from record.sealing import sealing
from watchdesk.models import Desk


def test_a_desk_with_a_record_of_its_own_is_refused(db: None) -> None:
    with sealing(Actor.DESK):
        Desk.objects.get_or_create(id=1)[0].publish()
    with override_settings(ROLE="owner"), pytest.raises(CommandError, match="an empty one only"):
        call_command("demo")
    assert Entry.objects.count() == 1
    assert not get_user_model().objects.filter(username="admin").exists()


def test_the_web_role_may_not_load_it(db: None) -> None:
    with override_settings(ROLE="web"), pytest.raises(CommandError, match="owner role"):
        call_command("demo")
    assert not Entry.objects.exists()
