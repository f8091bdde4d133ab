"""An item that is erased while a page is being made is not on it, and the page is made."""

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client

from record.erasing import erase
from record.kinds import Actor
from record.sealing import sealing
from tracker import board
from tracker.models import WatchItem
from watchdesk import views

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("address", "module", "question"),
    [
        ("/", views, "open_items"),
        ("/watch/", board, "asked_of_board"),
        ("/watch/?since=0", board, "asked_of_board"),
        ("/watch/?valid_at=2024-01-01", board, "asked_of_board"),
    ],
)
def test_the_page_is_made_without_it(
    address: str,
    module: Any,
    question: str,
    dam: WatchItem,
    opening: dict[str, Any],
    client: Client,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    with sealing(Actor.TRACKER):
        dam.open("watching", **opening)
    ask: Callable[..., Any] = getattr(module, question)

    def asked(*given: Any, **more: Any) -> Any:
        found = ask(*given, **more)
        erase(dam.uuid, "A court asked for it.")
        return found

    monkeypatch.setattr(module, question, asked)
    answer = client.get(address)
    assert answer.status_code == 200
    assert "Will the dam be finished?" not in answer.content.decode()
