"""Evidence is typed into one box: words find a source, an address with a title makes one."""

from typing import Any

import pytest
from django.contrib.admin.models import LogEntry
from django.contrib.auth.models import Group, Permission
from django.test import Client
from django.urls import reverse
from lxml import html

from record.kinds import Actor
from record.models import Entry, Subject
from record.sealing import sealing
from sources.models import Source
from sources.naming import named_in
from tests.together import at_once
from tracker.evidence import Use
from tracker.evidence_forms import evidence_forms
from tracker.models import WatchItem

pytestmark = pytest.mark.django_db

NEW = "https://news.example.org/dam?utm_source=mail"
KEPT_AS = "https://news.example.org/dam"


def typed(*boxes: str, **more: Any) -> dict[str, Any]:
    """A status form with these texts in its boxes for evidence."""
    form: dict[str, Any] = {
        "seen": "watching",
        "status": "moving",
        "effective": "2024",
        "headline": "The wall stands",
        "note": "Typed with care.",
        "evidence-TOTAL_FORMS": str(max(len(boxes), 1)),
        "evidence-INITIAL_FORMS": "0",
    }
    for number, text in enumerate(boxes):
        form |= {f"evidence-{number}-typed": text, f"evidence-{number}-stance": "supports"}
    return {**form, **more}


@pytest.fixture
def at(public_dam: WatchItem) -> str:
    return reverse("admin:tracker_watchitem_status", args=[public_dam.pk])


@pytest.fixture
def client_of_staff(as_member: Any, staff: Any) -> Client:
    client: Client = as_member(staff)
    return client


def used(item: WatchItem) -> list[Source]:
    change = item.changes.first()
    assert change
    return [use.source for use in change.evidence.all()]


def offered(answer: Any) -> dict[str, str]:
    """The choices that stand in the form, by their words."""
    labels = html.fromstring(answer.content.decode()).xpath("//*[@class='offered']/label")
    return {label.text_content().strip(): label.xpath("input/@value")[0] for label in labels}


def test_what_names_one_source_is_that_source(
    client_of_staff: Client, at: str, public_dam: WatchItem, source: Source
) -> None:
    source.url, source.doi = "https://harbour.example.org/report", "10.1000/abc"
    source.save()
    with sealing(Actor.TRACKER):
        public_dam.change_status(
            "stalled",
            seen="watching",
            effective=public_dam.changes.get().effective,
            headline="h",
            evidence=[Use(source)],
        )
    source.refresh_from_db()
    texts = [
        "Report on the dam",
        "  report ON the Dam ",
        f"no. {source.number}",
        f"{source.number}",
        "harbour.example.org/report",
        "Some words about it http://harbour.example.org/report",
        "doi:10.1000/ABC",
    ]
    assert [named_in(text).known for text in texts] == [source] * len(texts)
    form = typed("https://www.harbour.example.org/report/?fbclid=1 Its title", seen="stalled")
    answer = client_of_staff.post(at, form, follow=True)
    assert used(public_dam) == [source]
    assert Source.objects.count() == 1
    assert f"This is kept already: no. {source.number}, " in answer.content.decode()


@pytest.mark.parametrize(
    "text",
    [
        f"{NEW}  Work began at the dam",
        f"Work began at the dam – {NEW}",
        f"Work began at the dam\r\n{NEW}",
        f"{NEW}\r\n\r\nWork began at the dam\r\n",
        f"[Work began at the dam]({NEW})",
        f"Work began at the dam <{NEW}>",
    ],
)
def test_an_address_with_a_title_is_entered_with_the_statement(
    client_of_staff: Client, at: str, public_dam: WatchItem, text: str
) -> None:
    answer = client_of_staff.post(at, typed(text), follow=True)
    made = Source.objects.get()
    assert (made.title, made.url, made.csl_type) == ("Work began at the dam", KEPT_AS, "webpage")
    assert used(public_dam) == [made]
    assert "“Work began at the dam” is entered in the ledger." in answer.content.decode()
    # It became public with the statement, in one transaction.
    entries = list(Entry.objects.order_by("-seq")[:2])
    assert [entry.kind for entry in entries] == ["status-change", "source"]
    assert entries[0].recorded_at == entries[1].recorded_at
    assert Subject.objects.now().public().filter(uuid=made.uuid).exists()
    assert LogEntry.objects.filter(content_type__model="source", object_id=made.pk).exists()


@pytest.mark.parametrize("text", [NEW, "news.example.org/dam", f"One line\nAnother line\n{NEW}"])
def test_an_address_alone_is_asked_for_its_title(
    client_of_staff: Client, at: str, public_dam: WatchItem, text: str
) -> None:
    before = Entry.objects.count()
    answer = client_of_staff.post(at, typed(text))
    assert list(answer.context["evidence"][0].errors) == ["new_title"]
    assert Entry.objects.count() == before
    box = html.fromstring(answer.content.decode()).get_element_by_id("id_evidence-0-new_title")
    assert box.get("value") == ("One line" if "line" in text else "")
    form = typed(text, **{"evidence-0-new_title": "Work began"})
    assert client_of_staff.post(at, form).status_code == 302
    assert [(one.title, one.url) for one in used(public_dam)] == [("Work began", KEPT_AS)]


def test_what_is_refused_enters_nothing(
    client_of_staff: Client, at: str, public_dam: WatchItem
) -> None:
    form = typed(f"{NEW} Work began", effective="2099")
    answer = client_of_staff.post(at, form)
    assert "effective" in answer.context["form"].errors
    assert f"{NEW} Work began" in html.fromstring(answer.content.decode()).text_content()
    assert "New: “Work began”. It is entered with this." in answer.content.decode()
    assert not Source.objects.exists()


def test_several_are_offered_and_everything_typed_stays(
    client_of_staff: Client, at: str, public_dam: WatchItem, source: Source
) -> None:
    other = Source.objects.create(csl_type="report", title="Another report on the dam")
    answer = client_of_staff.post(at, typed("dam report"))
    words = {"Another report on the dam": str(other.pk)}
    words["Report on the dam, Harbour Office, 2024"] = str(source.pk)
    assert offered(answer) == words
    page = html.fromstring(answer.content.decode())
    assert page.get_element_by_id("id_evidence-0-typed").text_content().strip() == "dam report"
    assert "Typed with care." in page.text_content()
    answers = {"evidence-0-source": str(source.pk), "evidence-0-source_for": "dam report"}
    # Whoever writes on after choosing means something else.
    unsure = client_of_staff.post(at, typed("another dam", **answers))
    assert unsure.context["evidence"][0].errors
    assert client_of_staff.post(at, typed("dam report", **answers)).status_code == 302
    assert used(public_dam) == [source]


def test_what_may_be_double_is_told_and_entered_only_knowingly(
    client_of_staff: Client, at: str, public_dam: WatchItem, source: Source
) -> None:
    text = f"{NEW} Report on the dam"
    answer = client_of_staff.post(at, typed(text))
    words = ["Report on the dam, Harbour Office, 2024", "None of these: enter it as a new source"]
    assert list(offered(answer)) == words
    assert Source.objects.count() == 1
    sure = {"evidence-0-source": "new", "evidence-0-source_for": text}
    assert client_of_staff.post(at, typed(text, **sure)).status_code == 302
    assert [one.url for one in used(public_dam)] == [KEPT_AS]


def test_it_can_be_entered_once_more_where_the_first_write_came_to_nothing(
    public_dam: WatchItem, staff: Any
) -> None:
    forms = evidence_forms(staff, [], typed(f"{NEW} Work began"))
    assert forms.is_valid()
    with pytest.raises(KeyError), sealing(Actor.TRACKER):
        forms.uses()
        raise KeyError
    assert not Source.objects.exists()
    with sealing(Actor.TRACKER):
        assert [use.source for use in forms.uses()] == [Source.objects.get()]


def test_one_new_address_in_two_boxes_is_one_source(
    client_of_staff: Client, at: str, public_dam: WatchItem
) -> None:
    form = typed(f"{NEW} Work began", f"{KEPT_AS} Work began", **{"evidence-1-stance": "context"})
    assert client_of_staff.post(at, form).status_code == 302
    assert used(public_dam) == [Source.objects.get()] * 2


NAMES_NOTHING = {
    "nothing like it": "No source has this in its title.",
    "http://localhost/a Title": "a name inside a network",
    "ftp://example.org/a": "begins with https:// or http://",
    "https://a.example/1 https://b.example/2": "Paste one source at a time",
    f"{NEW} {'T' * 501}": "Write its title",
    "x" * 3001: "at most 3000 characters",
    "a\0b": "Null characters are not allowed",
    "TY  - RPRT\nTI  - A\nER  - \n": "Paste it there first",
    "<script>alert(1)</script>": "No source has this in its title.",
}


def test_what_names_nothing_is_refused_at_the_box(
    client_of_staff: Client, at: str, public_dam: WatchItem
) -> None:
    for text, sentence in NAMES_NOTHING.items():
        answer = client_of_staff.post(at, typed(text))
        errors = answer.context["evidence"][0].errors
        said = " ".join(words for each in errors.values() for words in each)
        assert (text, sentence in said, said) == (text, True, said)
        assert "<script>alert" not in answer.content.decode()
    assert not Source.objects.exists()


def test_a_forged_choice_chooses_nothing(client_of_staff: Client, at: str) -> None:
    for key in ("999999999", "x", "1; DROP", "-1", "²", "9" * 40, "new"):
        alone = {"evidence-0-source": key, "evidence-0-stance": "supports"}
        answer = client_of_staff.post(at, {**typed(), **alone})
        assert "not in the ledger" in str(answer.context["evidence"][0].errors)
        forged = {**alone, "evidence-0-source_for": "nothing like it"}
        answer = client_of_staff.post(at, typed("nothing like it", **forged))
        assert "typed" in answer.context["evidence"][0].errors


def test_who_may_not_enter_sources_finds_them_and_is_refused_a_new_one(
    client: Client, member: Any, at: str, public_dam: WatchItem, source: Source
) -> None:
    group = Group.objects.create(name="Says and enters nothing")
    rights = ["change_status", "view_watchitem", "view_source"]
    group.permissions.set(Permission.objects.filter(codename__in=rights))
    client.force_login(member("sayer", group.name))
    answer = client.post(at, typed(f"{NEW} Work began"))
    assert "you have no right to enter sources" in str(answer.context["evidence"][0].errors)
    asked = client.get(reverse("admin:sources_source_named"), {"q": f"{NEW} Work began"}).json()
    assert "you have no right to enter sources" in asked["sentence"]
    assert client.post(at, typed("Report on the dam")).status_code == 302
    assert used(public_dam) == [source]


def test_a_correction_begins_with_the_evidence_and_can_leave_it_out(
    client_of_staff: Client, at: str, public_dam: WatchItem, source: Source
) -> None:
    client_of_staff.post(at, typed("Report on the dam", f"{NEW} Work began"))
    wrong = public_dam.changes.first()
    correct = reverse("admin:tracker_watchitem_correct", args=[public_dam.pk, wrong.pk])
    page = html.fromstring(client_of_staff.get(correct).content.decode())
    (form,) = (one for one in page.forms if "saying" in one.get("class", ""))
    posted = dict(form.form_values())
    assert posted["evidence-0-typed"].strip().startswith("Report on the dam, Harbour Office, 2024")
    posted |= {"reason": "It was another wall.", "evidence-1-typed": ""}
    assert client_of_staff.post(correct, posted).status_code == 302
    assert used(public_dam) == [source]


def test_while_it_is_typed_the_desk_says_what_it_is(
    client_of_staff: Client, manager: Any, stranger: Any, source: Source
) -> None:
    named = reverse("admin:sources_source_named")

    def asked(text: str) -> dict[str, Any]:
        found: dict[str, Any] = client_of_staff.get(named, {"q": text}).json()
        return found

    words = "Report on the dam, Harbour Office, 2024"
    assert asked("dam") == {
        "choices": [{"key": source.pk, "words": words}],
        "sentence": "1 found. The arrow keys choose, Enter takes.",
    }
    assert asked("report on the DAM")["sentence"] == f"Kept in the ledger: {words}"
    assert asked(NEW)["asks_title"] is True
    assert asked(f"{NEW} Work began")["sentence"].startswith("New: “Work began”.")
    assert asked(f"{NEW} Report on the dam")["choices"][0]["key"] == source.pk
    assert asked("")["sentence"] == ""
    assert "inside a network" in asked("http://localhost/")["sentence"]
    client_of_staff.force_login(stranger)
    assert client_of_staff.get(named, {"q": "dam"}).status_code == 302


@pytest.mark.django_db(transaction=True)
def test_two_who_paste_one_address_at_the_same_moment_share_the_source(
    member: Any, dam: WatchItem, opening: dict[str, Any]
) -> None:
    other = WatchItem.objects.create(slug="b", short="B", question="B?", why="w", track=dam.track)
    with sealing(Actor.TRACKER):
        other.set_criteria(yes="y", no="n", edge_cases="e", by_when="b")
        for item in (dam, other):
            item.open("watching", **opening)

    def say(item: WatchItem, username: str) -> Any:
        client = Client()
        client.force_login(member(username, "Tracker staff"))
        address = reverse("admin:tracker_watchitem_status", args=[item.pk])
        return lambda: client.post(address, typed(f"{NEW} Work began")).status_code

    assert at_once(say(dam, "one"), say(other, "two")) == [302, 302]
    assert used(dam) == used(other) == [Source.objects.get()]
