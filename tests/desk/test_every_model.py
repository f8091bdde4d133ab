"""Everything that is registered at the desk has its form, history and deletion, whoever asks."""

from typing import Any

import pytest
from django.contrib import admin
from django.contrib.admin.models import CHANGE, LogEntry
from django.contrib.auth.models import Group
from django.test import Client
from django.urls import reverse

from record.clock import now
from record.models import Erasure, Subject
from sources.import_runs import ImportRun
from sources.models import Source
from tests.conftest import CAST
from tests.small_desk import SmallDesk

pytestmark = pytest.mark.django_db

SCREENS = ["change", "history", "delete"]


@pytest.fixture
def rows(administrator: Any) -> list[Any]:
    """One row of every model at the desk, each with somebody's change in its history."""
    SmallDesk(1)
    ImportRun.objects.create(sha256="0" * 64, name="library.bib", made_at=now())
    erasure = Erasure(reason="A court asked for it.", ground="Decision 12.")
    erasure.ask(Subject.objects.now().filter(kind="tag").get(), administrator)
    by = administrator.pk
    LogEntry.objects.log_actions(by, [administrator], CHANGE, "Renamed.")
    found: list[Any] = [model._default_manager.first() for model in admin.site._registry]
    assert None not in found, "Make one row of every model that is registered."
    for row in found:
        LogEntry.objects.log_actions(by, [row], CHANGE, "Looked after.")
    return found


def test_every_screen_of_every_model_is_shown_or_refused(
    client: Client, member: Any, rows: list[Any]
) -> None:
    client.raise_request_exception = False
    faults = []
    for username, group in CAST.items():
        who = Group.objects.get(name=group).user_set.first() or member(username, group)
        client.force_login(who)
        for row in rows:
            for screen in SCREENS:
                name = f"admin:{row._meta.app_label}_{row._meta.model_name}_{screen}"
                address = reverse(name, args=[row.pk])
                status = client.get(address).status_code
                if status not in {200, 403}:
                    faults.append(f"{group}: {address}: {status}")
    assert faults == []


def test_the_history_of_a_source_says_who_changed_it(
    as_member: Any, administrator: Any, editor: Any, source: Source
) -> None:
    LogEntry.objects.log_actions(administrator.pk, [source], CHANGE, "Looked after.")
    page = as_member(editor).get(reverse("admin:sources_source_history", args=[source.pk]))
    assert [entry.change_message for entry in page.context["action_list"]] == ["Looked after."]
