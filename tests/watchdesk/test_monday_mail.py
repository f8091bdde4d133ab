"""The Monday mail: to whom, with what, once a week, and never a second one."""

import datetime as dt
import io
import socket
import threading
from collections.abc import Callable, Iterator
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from django.core import mail
from django.core.management import call_command
from django.test import Client
from django.urls import reverse

from record.kinds import Actor
from record.models import Head
from record.sealing import sealing
from record.vague import VagueDate
from tests.together import at_once
from tracker.models import Track, WatchItem
from watchdesk.models import MondayMail
from watchdesk.monday import NotSent, is_time, send_week

pytestmark = pytest.mark.django_db

BELGRADE = ZoneInfo("Europe/Belgrade")
MONDAY = dt.datetime(2026, 11, 23, 7, 10, tzinfo=BELGRADE)
SITE = "https://desk.example"


@pytest.fixture
def late(dam: WatchItem, opening: dict[str, Any], settings: Any) -> WatchItem:
    """The question about the dam, with a milestone that is past its date."""
    settings.SITE_URL = SITE
    with sealing(Actor.TRACKER):
        dam.open("watching", **opening)
    return expect(dam, "Filled")


def expect(item: WatchItem, title: str) -> WatchItem:
    with sealing(Actor.TRACKER):
        milestone = item.add_milestone(title)
        milestone.set_date("baseline", VagueDate.parse("2024-03"), asserted_by="the office")
    return item


def test_it_says_what_the_front_page_says_with_whole_addresses_and_the_record_s_hash(
    late: WatchItem, staff: Any, client: Client
) -> None:
    assert send_week(MONDAY) == 1
    (sent,) = mail.outbox
    head = Head.objects.get()
    client.force_login(staff)
    (matter,) = client.get(reverse("admin:index")).context["matters"]
    assert sent.to == ["staff@desk.example"]
    assert sent.subject == "Watchdesk: one thing needs somebody"
    html = str(sent.alternatives[0].content)  # type: ignore[attr-defined]
    for text in (str(sent.body), html.replace("<wbr>", "")):
        assert "Filled" in text
        assert matter.why in text
        for address in (matter.address, *(address for address, _words in matter.also)):
            assert SITE + address in text
        assert head.hash in text
        assert f"no. {head.seq}" in text
        assert f"{SITE}/desk/mail/" in text
    assert "&" not in str(sent.body)


def test_nobody_is_written_to_about_nothing_or_what_is_not_theirs_to_see_to(
    dam: WatchItem, opening: dict[str, Any], staff: Any, writer: Any, stranger: Any
) -> None:
    with sealing(Actor.TRACKER):
        dam.open("watching", **opening)
    assert send_week(MONDAY) == 0
    # What needs somebody by noon is next Monday's.
    expect(dam, "Filled")
    assert send_week(MONDAY + dt.timedelta(hours=5)) == 0
    assert send_week(MONDAY + dt.timedelta(days=7)) == 1
    assert [message.to for message in mail.outbox] == [["staff@desk.example"]]


def test_a_person_s_own_questions_come_first(
    late: WatchItem, opening: dict[str, Any], staff: Any
) -> None:
    own = WatchItem.objects.create(
        slug="own", short="Own", question="Own?", why="w", track=Track.objects.get(), owner=staff
    )
    with sealing(Actor.TRACKER):
        own.set_criteria(yes="y", no="n", edge_cases="e", by_when="b")
        own.open("watching", **opening)
    expect(own, "Mine")
    send_week(MONDAY)
    body = str(mail.outbox[0].body)
    assert body.index("1. Mine") < body.index("2. Filled")
    assert "Your own questions come first." in body


def test_a_second_run_sends_no_second_one(late: WatchItem, staff: Any) -> None:
    assert [send_week(MONDAY), send_week(MONDAY + dt.timedelta(hours=1))] == [1, 0]
    assert len(mail.outbox) == 1
    assert send_week(MONDAY + dt.timedelta(days=7)) == 1


def test_a_worker_that_was_killed_as_it_sent_leaves_no_second_one_behind(
    late: WatchItem, staff: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    def killed(*_args: Any) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as patch:
        patch.setattr("watchdesk.monday._send", killed)
        with pytest.raises(KeyboardInterrupt):
            send_week(MONDAY)
    assert send_week(MONDAY + dt.timedelta(hours=1)) == 0
    assert MondayMail.objects.get().outcome == ""


@pytest.mark.django_db(transaction=True)
def test_four_workers_at_once_send_one(late: WatchItem, staff: Any) -> None:
    results = at_once(*[lambda: send_week(MONDAY)] * 4)
    assert sorted(results) == [0, 0, 0, 1]
    assert len(mail.outbox) == 1


def test_a_person_ends_it_and_has_it_again(late: WatchItem, staff: Any, client: Client) -> None:
    client.force_login(staff)
    screen = reverse("admin:mail")
    assert "staff@desk.example" in client.get(screen).content.decode()
    client.post(screen, {})
    assert send_week(MONDAY) == 0
    client.post(screen, {"monday_mail": "on"})
    assert send_week(MONDAY) == 1


def test_who_left_or_has_no_address_is_not_written_to(
    late: WatchItem, member: Callable[..., Any]
) -> None:
    for name, column in (("gone", {"is_active": False}), ("mute", {"email": ""})):
        person = member(name, "Tracker staff")
        type(person).objects.filter(pk=person.pk).update(**column)
    assert send_week(MONDAY) == 0


@pytest.mark.parametrize(
    ("moment", "expected"),
    [
        ("2026-11-23T05:59:00+00:00", False),
        ("2026-11-23T06:00:00+00:00", True),
        ("2026-11-23T22:59:00+00:00", True),
        ("2026-11-23T23:00:00+00:00", False),
        ("2026-11-22T12:00:00+00:00", False),
        # In summer the desk's seven o'clock is another hour of the machine's.
        ("2026-07-06T05:00:00+00:00", True),
    ],
)
def test_monday_morning_is_the_desk_s(moment: str, expected: bool) -> None:
    assert is_time(dt.datetime.fromisoformat(moment)) is expected


def test_a_member_s_letter_can_be_read_without_sending_it(late: WatchItem, staff: Any) -> None:
    out = io.StringIO()
    call_command("weekly_mail", "--to", "staff", stdout=out)
    assert "1. Filled" in out.getvalue()
    assert mail.outbox == []
    assert not MondayMail.objects.exists()


class MailServer:
    """A mail server on the loopback: it answers each recipient with the next of `answers`."""

    def __init__(self, *answers: str) -> None:
        self.answers = list(answers)
        self.letters: list[str] = []
        self.door = socket.create_server(("127.0.0.1", 0))
        self.port = self.door.getsockname()[1]
        self.thread = threading.Thread(target=self._serve, daemon=True)
        self.thread.start()

    def _serve(self) -> None:
        while True:
            try:
                line, _address = self.door.accept()
            except OSError:
                return
            with line, line.makefile("rw", encoding="utf-8", newline="\r\n") as talk:
                self._talk(talk)

    def _talk(self, talk: Any) -> None:
        def say(words: str) -> None:
            talk.write(f"{words}\n")
            talk.flush()

        say("220 here")
        for command in talk:
            word = command[:4].upper()
            if word == "RCPT":
                say(self.answers.pop(0))
            elif word == "DATA":
                say("354 go on")
                self.letters.append("".join(iter(talk.readline, ".\r\n")))
                say("250 taken")
            elif word == "QUIT":
                say("221 bye")
                return
            else:
                say("250 yes")


@pytest.fixture
def server(settings: Any) -> Iterator[MailServer]:
    """A server that refuses the first letter for now, and takes the next."""
    server = MailServer("451 later", "250 yes")
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", server.port
    yield server
    # Closed alone, it would go on waiting, and answer whoever comes next.
    server.door.shutdown(socket.SHUT_RDWR)
    server.thread.join()
    server.door.close()


def test_what_the_server_did_not_take_is_sent_an_hour_later(
    late: WatchItem, staff: Any, server: MailServer, settings: Any
) -> None:
    with pytest.raises(NotSent, match=r"staff@desk\.example"):
        send_week(MONDAY)
    assert send_week(MONDAY + dt.timedelta(hours=1)) == 1
    (letter,) = server.letters
    assert "To: staff@desk.example" in letter
    assert "Content-Type: text/html" in letter
    assert send_week(MONDAY + dt.timedelta(hours=2)) == 0
    # Nobody answers there: that is certain too.
    MondayMail.objects.all().delete()
    with socket.create_server(("127.0.0.1", 0)) as free:
        settings.EMAIL_PORT = free.getsockname()[1]
    with pytest.raises(NotSent):
        send_week(MONDAY)
