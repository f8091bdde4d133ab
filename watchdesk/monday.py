"""The Monday mail: what needs attention, to each person who may see to it."""

import datetime as dt
import logging
import smtplib
from collections.abc import Iterable
from typing import Any

from django.conf import settings
from django.core.mail import EmailMultiAlternatives, get_connection
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import translation
from django.utils.timezone import localtime

from accounts.models import User
from record.clock import Reading, desk_day, read_now, standing
from tracker.models import WatchItem
from watchdesk.desk_front import matters_of
from watchdesk.desk_matters import Matter
from watchdesk.models import Desk, MondayMail

log = logging.getLogger(__name__)

# In the desk's time zone: from seven o'clock to the end of the day, should the worker come late.
MONDAY, FROM_HOUR = 0, 7
# The server's plain no: nothing was sent. After any other trouble nobody knows.
PLAIN_NO = (
    smtplib.SMTPResponseException,
    smtplib.SMTPRecipientsRefused,
    smtplib.SMTPNotSupportedError,
)


class NotTaken(Exception):
    """The mail server was not reached, or said no: the letter was certainly not sent."""


class NotSent(Exception):
    """The mail server did not take some letters. The next run tries those again."""


def is_time(at: dt.datetime) -> bool:
    """Whether it is Monday morning at the desk, or later that day."""
    here = localtime(at)
    return here.weekday() == MONDAY and here.hour >= FROM_HOUR


def send_week(at: dt.datetime) -> int:
    """Send the letters of the week of `at` that nobody has sent yet; returns how many.

    Each is claimed before it is sent: whoever comes second sends nothing. Raises NotSent.
    """
    day = desk_day(at)
    week = day - dt.timedelta(days=day.weekday())
    had = MondayMail.objects.filter(week=week).values("person")
    reading = read_now(standing())
    sent, refused = 0, []
    for person, found in matters_of(recipients().exclude(pk__in=had), reading):
        claim, is_ours = MondayMail.objects.get_or_create(person=person, week=week)
        if not is_ours:
            continue
        try:
            claim.outcome = _send(person, found, reading)
        except NotTaken as refusal:
            claim.delete()
            refused.append(f"{person.email}: {refusal}")
            continue
        except OSError as error:
            log.warning("It is not known whether %s has the Monday mail: %s", person.email, error)
            continue
        claim.save(update_fields=["outcome"])
        sent += claim.outcome == MondayMail.Outcome.SENT
    if refused:
        raise NotSent("; ".join(refused))
    return sent


def recipients() -> Any:
    """The members who want it and can get it."""
    return User.objects.filter(is_active=True, is_staff=True, monday_mail=True).exclude(email="")


def letter(person: Any, found: Iterable[Matter], reading: Reading) -> EmailMultiAlternatives | None:
    """What `person` is written of `found`, their own questions first; None where there is nothing.

    Its foot carries the number and the hash of the record that it was read at.
    """
    own = set(WatchItem.objects.filter(owner=person).values_list("pk", flat=True))
    matters = sorted(found, key=lambda matter: matter.item not in own)
    if not matters:
        return None
    context = {
        "person": person,
        "matters": matters,
        "count": len(matters),
        "owns": any(matter.item in own for matter in matters),
        "desk": Desk.objects.first() or Desk(),
        "reading": reading,
        "site": settings.SITE_URL,
        "front": reverse("admin:index"),
        "record": reverse("record"),
        "mail": reverse("admin:mail"),
    }
    with translation.override(settings.LANGUAGE_CODE):
        subject, text, html = (
            render_to_string(f"watchdesk/monday_mail{ending}", context)
            for ending in ("_subject.txt", ".txt", ".html")
        )
    message = EmailMultiAlternatives(" ".join(subject.split()), text, to=[person.email])
    message.attach_alternative(html, "text/html")
    return message


def _send(person: Any, found: Iterable[Matter], reading: Reading) -> MondayMail.Outcome:
    message = letter(person, found, reading)
    if message is None:
        return MondayMail.Outcome.NOTHING
    connection = get_connection()
    try:
        connection.open()
    except OSError as error:
        raise NotTaken(str(error)) from error
    try:
        connection.send_messages([message])
    except PLAIN_NO as error:
        raise NotTaken(str(error)) from error
    finally:
        connection.close()
    return MondayMail.Outcome.SENT
