"""An erasure at the desk: one Administrator asks, another confirms, and nobody else is let in."""

import io
from typing import Any

import pytest
from django.core.management import call_command
from django.db import IntegrityError, transaction
from django.test import Client
from django.urls import reverse

from articles.models import Article
from record.clock import now
from record.erasing import erase
from record.kinds import Actor
from record.models import Entry, Erasure, Subject
from record.sealing import sealing
from sources.models import Source
from tests.conftest import CAST

ADD = "/desk/record/erasure/add/"
LIST = "/desk/record/erasure/"
BY_COMMAND = "manage.py erase"


@pytest.fixture
def other(member: Any) -> Any:
    """A second Administrator."""
    return member("second", "Administrator")


@pytest.fixture
def public(article: Article, source: Source) -> Source:
    """A source that readers can open."""
    with sealing(Actor.EDITOR):
        article.publish(by=None)
    return Source.objects.get(pk=source.pk)


@pytest.fixture
def asked(public: Source, administrator: Any) -> Erasure:
    """A request for it."""
    erasure = Erasure(reason="A court asked for it.", ground="Decision 12.")
    erasure.ask(Subject.objects.now().get(uuid=public.uuid), administrator)
    return erasure


def form(address: str, **more: str) -> dict[str, str]:
    """The form as it is posted."""
    typed = {"address": address, "reason": "A court asked for it.", "ground": "Decision 12."}
    return {**typed, "keeps_address": "on", **more}


def screens(erasure: Erasure) -> list[str]:
    """All its screens."""
    names = ("change", "confirm", "end", "history")
    own = [reverse(f"admin:record_erasure_{name}", args=[erasure.pk]) for name in names]
    return [ADD, LIST, *own]


@pytest.mark.django_db(transaction=True)
def test_two_administrators_and_the_command(
    come_in: Any, administrator: Any, other: Any, public: Source, console: list[str]
) -> None:
    public_at = Entry.objects.latest("seq").seq
    tab = come_in(administrator)
    tab.goto(reverse("admin:sources_source_change", args=[public.pk]))
    tab.get_by_role("link", name="Ask for an erasure").click()
    assert tab.get_by_label("What is to go").input_value() == str(public.uuid)
    tab.get_by_label("What readers are told").fill("A court asked for it.")
    tab.get_by_label("Ground, never published").fill("Decision 12.")
    tab.get_by_role("button", name="Ask for it").click()
    tab.get_by_text("Another Administrator than administrator").wait_for()
    assert tab.get_by_role("link", name="Confirm").count() == 0
    tab.goto("/desk/")
    assert tab.get_by_text("An erasure waits").count() == 0

    tab = come_in(other)
    tab.goto("/desk/")
    tab.get_by_role("link", name="Decide").click()
    tab.get_by_role("link", name="Confirm", exact=True).click()
    tab.get_by_text("Report on the dam").first.wait_for()
    tab.get_by_role("button", name="Confirm: it is to be erased").click()
    tab.get_by_text("waits to be carried out").wait_for()
    assert tab.get_by_text(BY_COMMAND).count()
    tab.goto("/desk/")
    assert tab.get_by_text("An erasure waits to be carried out: Report on the dam").count()

    call_command("erase", stdout=io.StringIO())
    tab.goto("/desk/")
    assert tab.get_by_text("An erasure waits").count() == 0
    answer = tab.goto(f"/sources/{public.number}/")
    assert answer.status == 410
    assert tab.get_by_text("A court asked for it.").count()
    assert tab.goto(f"/sources/{public.number}/?known_at={public_at}").status == 410
    assert tab.get_by_text("A court asked for it.").count()
    assert [said for said in console if "410" not in said] == []


@pytest.mark.django_db
def test_nobody_but_an_administrator_is_let_in(client: Client, member: Any, asked: Erasure) -> None:
    for username, group in CAST.items():
        if group == "Administrator":
            continue
        client.force_login(member(f"{username}-2", group))
        got = {address: client.get(address).status_code for address in screens(asked)}
        assert set(got.values()) == {403}, (group, got)
        assert client.post(ADD, form(str(asked.uuid))).status_code == 403
        assert "erasure" not in client.get("/desk/").content.decode()
    assert Erasure.objects.count() == 1


@pytest.mark.django_db
@pytest.mark.parametrize(
    "pasted",
    [
        "http://testserver/sources/{number}/",
        "/sq/sources/{number}/?known_at=2024-01-01#notes",
        "sources/{number}",
        "/record/{seq}/",
        "https://desk.example/api/v1/sources/{uuid}",
        "{uuid}",
    ],
)
def test_any_address_of_it_will_do(
    as_member: Any, administrator: Any, public: Source, pasted: str
) -> None:
    seq = Entry.objects.get(uuid=public.uuid).seq
    address = pasted.format(number=public.number, uuid=public.uuid, seq=seq)
    assert as_member(administrator).post(ADD, form(address)).status_code == 302
    assert Erasure.objects.get().uuid == public.uuid


@pytest.mark.django_db
def test_what_is_refused_keeps_what_was_typed(as_member: Any, administrator: Any) -> None:
    answer = as_member(administrator).post(ADD, form("/nowhere/at/all/"))
    said = answer.content.decode()
    assert "The record knows nothing at this address." in said
    assert "Decision 12." in said
    assert not Erasure.objects.exists()


@pytest.mark.django_db
def test_it_is_asked_for_once(as_member: Any, administrator: Any, asked: Erasure) -> None:
    answer = as_member(administrator).post(ADD, form(str(asked.uuid)))
    assert "This is asked for already" in answer.content.decode()


@pytest.mark.django_db
def test_whoever_asked_does_not_confirm(as_member: Any, administrator: Any, asked: Erasure) -> None:
    answer = as_member(administrator).post(screens(asked)[3])
    assert "You asked for it yourself." in answer.content.decode()
    rows = Erasure.objects.filter(pk=asked.pk)
    with pytest.raises(IntegrityError, match="confirmed_by_another"), transaction.atomic():
        rows.update(confirmed_by=administrator, confirmed_at=now())
    with pytest.raises(IntegrityError, match="carried_out_if_confirmed"), transaction.atomic():
        rows.update(carried_out_at=now(), seq=1)
    assert rows.get().confirmed_by is None


@pytest.mark.django_db
def test_it_is_withdrawn_or_refused_with_a_reason(
    as_member: Any, administrator: Any, other: Any, asked: Erasure
) -> None:
    end = screens(asked)[4]
    assert "Say why" in as_member(other).post(end, {"why": " "}).content.decode()
    as_member(other).post(end, {"why": "No court said so."})
    asked.refresh_from_db()
    assert (asked.ended, asked.ended_by, asked.ended_why) == ("refused", other, "No court said so.")
    answer = as_member(other).post(screens(asked)[3])
    assert "It is settled already: refused." in answer.content.decode()
    again = Erasure(reason="r", ground="g")
    again.ask(Subject.objects.now().get(uuid=asked.uuid), administrator)
    again.end(administrator, "Asked in error.")
    assert again.ended == "withdrawn"


@pytest.mark.django_db
def test_an_address_of_another_site_is_refused_by_its_name(
    as_member: Any, administrator: Any, public: Source
) -> None:
    address = f"https://other.example/sources/{public.number}/"
    page = as_member(administrator).post(ADD, form(address))
    assert "other.example is another site." in page.content.decode()
    assert not Erasure.objects.exists()


@pytest.mark.django_db
def test_what_was_erased_is_not_written_anew(
    as_member: Any, administrator: Any, public: Source
) -> None:
    erase(public.uuid, "A court asked for it.")
    address = reverse("admin:sources_source_change", args=[public.pk])
    client = as_member(administrator)
    page = client.get(address).content.decode()
    assert "This was erased." in page
    assert 'name="title"' not in page
    assert client.post(address, {"title": "Report on the dam"}).status_code == 403
