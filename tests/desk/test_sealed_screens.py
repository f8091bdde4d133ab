"""What a verb refuses is told on the form, with everything that was typed, and nothing is kept."""

import re
from typing import Any

import pytest
from django.contrib.admin.models import LogEntry
from django.urls import reverse

from articles.models import Article
from record.kinds import Actor
from record.models import Entry, Subject
from record.sealing import sealing
from record.vague import VagueDate
from sources.models import Source
from tracker.evidence import Use
from tracker.models import WatchItem

pytestmark = pytest.mark.django_db


def said_of(item: WatchItem, **more: Any) -> dict[str, Any]:
    """The status form as it is posted, without evidence."""
    form = {
        "seen": item.status,
        "status": "moving",
        "effective": "Sept 2024",
        "headline": "The wall stands",
        "note": "Typed with care.",
        "evidence-TOTAL_FORMS": "4",
        "evidence-INITIAL_FORMS": "0",
    }
    return {**form, **more}


def test_a_change_without_evidence_is_refused_beside_it(
    as_member: Any, staff: Any, public_dam: WatchItem
) -> None:
    before = Entry.objects.count()
    address = reverse("admin:tracker_watchitem_status", args=[public_dam.pk])
    response = as_member(staff).post(address, said_of(public_dam))
    assert response.status_code == 200
    assert response.context["evidence_errors"] == [
        "Name at least one source that supports it, before saying it."
    ]
    assert b"Typed with care." in response.content
    assert b"September 2024, day not known" in response.content
    assert Entry.objects.count() == before
    assert not LogEntry.objects.exists()


def test_an_ambiguous_date_is_refused_beside_its_field(
    as_member: Any, staff: Any, public_dam: WatchItem
) -> None:
    address = reverse("admin:tracker_watchitem_status", args=[public_dam.pk])
    response = as_member(staff).post(address, said_of(public_dam, effective="3/4/2024"))
    assert "effective" in response.context["form"].errors
    assert b'value="3/4/2024"' in response.content


def test_a_stale_form_is_told_who_changed_what(
    as_member: Any, staff: Any, publisher: Any, public_dam: WatchItem, source: Source
) -> None:
    form = said_of(public_dam, status="stalled", **{"evidence-0-source": source.pk})
    form["evidence-0-stance"] = "supports"
    with sealing(Actor.TRACKER):
        WatchItem.objects.get(pk=public_dam.pk).change_status(
            "moving",
            seen="watching",
            effective=VagueDate.parse("2024"),
            headline="Work began",
            evidence=[Use(source)],
            by=publisher,
        )
    address = reverse("admin:tracker_watchitem_status", args=[public_dam.pk])
    response = as_member(staff).post(address, form)
    assert response.status_code == 409
    text = response.content.decode()
    told = (
        r"publisher said “Moving” of “The dam” meanwhile: Work began \(\d+ \w+ 20\d\d, \d\d:\d\d\)"
    )
    assert re.search(told, text)
    assert "Typed with care." in text
    public_dam.refresh_from_db()
    assert public_dam.status == "moving"
    # The form has seen it now: sent again, it is deliberate.
    form["seen"] = response.context["form"]["seen"].value()
    assert client_follows(as_member(staff), address, form)
    public_dam.refresh_from_db()
    assert public_dam.status == "stalled"


def client_follows(client: Any, address: str, form: dict[str, Any]) -> bool:
    return client.post(address, form).status_code == 302


def test_a_statement_is_corrected_and_another_taken_back(
    as_member: Any, staff: Any, public_dam: WatchItem, source: Source
) -> None:
    client = as_member(staff)
    form = said_of(public_dam, **{"evidence-0-source": source.pk, "evidence-0-stance": "supports"})
    assert client_follows(
        client, reverse("admin:tracker_watchitem_status", args=[public_dam.pk]), form
    )
    change = public_dam.changes.first()
    correct = reverse("admin:tracker_watchitem_correct", args=[public_dam.pk, change.pk])
    assert b"The wall stands" in client.get(correct).content
    fixed = {**form, "status": "stalled", "reason": "We misread it.", "headline": "It stands still"}
    fixed["evidence-INITIAL_FORMS"] = "1"
    assert client_follows(client, correct, fixed)
    right = public_dam.changes.first()
    retract = reverse("admin:tracker_watchitem_retract", args=[public_dam.pk, right.pk])
    assert client.post(retract, {"reason": ""}).context["form"].errors["reason"]
    assert client_follows(client, retract, {"reason": "The source was withdrawn."})
    kinds = [entry.op for entry in Entry.objects.filter(kind="status-change")[:3]]
    assert kinds == ["retract", "correct", "publish"]


def test_events_milestones_and_criteria_are_added(
    as_member: Any, staff: Any, public_dam: WatchItem, source: Source
) -> None:
    client = as_member(staff)
    evidence = {"evidence-TOTAL_FORMS": "1", "evidence-INITIAL_FORMS": "0"}
    evidence |= {"evidence-0-source": source.pk, "evidence-0-stance": "supports"}

    def address(screen: str, *more: int) -> str:
        return reverse(f"admin:tracker_watchitem_{screen}", args=[public_dam.pk, *more])

    event = {"date": "2024", "headline": "The gate was cast", **evidence}
    assert client_follows(client, address("event"), event)
    assert client_follows(client, address("milestone"), {"title": "Filling begins"})
    milestone = public_dam.milestones.get()
    forecast = {"role": "forecast", "date": "2026", "asserted_by": "The office", **evidence}
    assert client_follows(client, address("date", milestone.pk), forecast)
    criteria = {"yes": "Y", "no": "N", "edge_cases": "E", "by_when": "2031", "reason": ""}
    assert client.post(address("criteria"), criteria).context["form"].errors["reason"]
    assert client_follows(client, address("criteria"), {**criteria, "reason": "A new law."})
    assert public_dam.criteria.count() == 2
    page = client.get(reverse("admin:tracker_watchitem_change", args=[public_dam.pk]))
    for words in (b"The gate was cast", b"Filling begins", b"A new law."):
        assert words in page.content


def test_an_unfit_article_is_not_published_and_keeps_what_was_typed(
    as_member: Any, article_form: Any, publisher: Any, article: Article
) -> None:
    article.bylines.all().delete()
    form = article_form(article, title="A better headline", _publish="1")
    change = reverse("admin:articles_article_change", args=[article.pk])
    response = as_member(publisher).post(change, form)
    assert response.status_code == 200
    assert "It has no author." in response.content.decode()
    assert b"A better headline" in response.content
    article.refresh_from_db()
    assert (article.title, Entry.objects.count()) == ("The dam, at last", 0)


def test_a_correction_needs_a_notice_and_is_recorded_as_one(
    as_member: Any, article_form: Any, publisher: Any, article: Article
) -> None:
    client = as_member(publisher)
    change = reverse("admin:articles_article_change", args=[article.pk])
    client.post(change, article_form(article, _publish="1"))
    refused = client.post(change, article_form(article, title="Corrected", _correct="1"))
    assert refused.context["adminform"].form.errors["notice"]
    form = article_form(article, title="Corrected", notice="It said otherwise.", _correct="1")
    assert client_follows(client, change, form)
    assert Entry.objects.first().op == "correct"
    assert article.standing().data["notice"] == "It said otherwise."
    withdraw = reverse("admin:articles_article_withdraw", args=[article.pk])
    assert client_follows(client, withdraw, {"reason": "It rests on nothing."})
    assert not article.is_public


def test_a_public_source_is_said_again_as_it_is_saved(
    as_member: Any, writer: Any, said: dict[str, Any]
) -> None:
    source = said["source"]
    form = {
        "title": "Memo, second page",
        "csl_type": "report",
        "publisher": source.publisher_id,
        "tags": [said["tag"].pk],
    }
    change = reverse("admin:sources_source_change", args=[source.pk])
    assert client_follows(as_member(writer), change, form)
    assert Subject.objects.now().get(uuid=source.uuid).title == "Memo, second page"
    assert Entry.objects.first().actor == "desk"


def test_a_publisher_is_rated_with_a_reason(as_member: Any, editor: Any, source: Source) -> None:
    address = reverse("admin:sources_publisher_rate", args=[source.publisher_id])
    client = as_member(editor)
    form = {"code": "B", "since": "2024-01-01", "reason": ""}
    assert client.post(address, form).context["form"].errors["reason"]
    assert client_follows(client, address, {**form, "reason": "Its minutes are public."})
    publisher = source.publisher
    assert publisher.rating().code == "B"
    page = client.get(reverse("admin:sources_publisher_change", args=[publisher.pk]))
    assert b"Its minutes are public." in page.content
