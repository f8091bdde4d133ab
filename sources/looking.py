"""What one look at a source's address finds: the verdict, in a word and in a sentence."""

import datetime as dt
import hashlib
import unicodedata
from email.utils import parsedate_to_datetime

from django.conf import settings
from django.utils.translation import gettext as _

from record.clock import read_now, standing
from record.kinds import Kind
from sources.fetching import REDIRECTS, Answer, Fetcher, NoAnswer, NoSite, Refused, Unreached
from sources.fingerprints import differ_much, fingerprint
from sources.link_checks import LinkCheck, Verdict

GONE = {404, 410}
# Nobody is asked to wait for us longer than that.
LONGEST_WAIT = dt.timedelta(days=30)


def agent(purpose: str = "link check") -> str:
    """How the desk calls itself when it asks a site: by its name, with its address."""
    desk = read_now(standing()).subjects(Kind.DESK).first()
    name = desk.data["name"] if desk else "Watchdesk"
    plain = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode()
    words = " ".join(plain.replace("(", " ").replace(")", " ").split()) or "a desk"
    return f"Watchdesk/1 ({words}, {purpose}; +{settings.SITE_URL}/)"


def look(url: str, at: dt.datetime, fetcher: Fetcher, before: LinkCheck | None) -> LinkCheck:
    """Look at `url`; returns a check that is not kept yet.

    `before` is the last one that found the page as it should be: the site is asked whether it has
    changed since, and its words are compared with those.
    """
    found = LinkCheck(url=url, checked_at=at)
    try:
        answer = fetcher.get(url, _conditions(before))
    except NoAnswer as reason:
        found.verdict = _unanswered(reason)
        found.was_heard = not isinstance(reason, Unreached | NoSite)
        found.note = str(reason)[:300]
        return found
    _describe(found, answer)
    if answer.status == 304 and before is not None:
        for name in ("etag", "last_modified", "digest", "fingerprint", "size"):
            setattr(found, name, getattr(before, name))
    found.verdict, note = _verdict(found, answer, before)
    found.note = note[:300]
    return found


def _conditions(before: LinkCheck | None) -> dict[str, str]:
    conditions = {}
    if before is not None and before.etag:
        conditions["If-None-Match"] = before.etag
    if before is not None and before.last_modified:
        conditions["If-Modified-Since"] = before.last_modified
    return conditions


def _unanswered(reason: NoAnswer) -> Verdict:
    if isinstance(reason, NoSite):
        return Verdict.GONE
    return Verdict.BLOCKED if isinstance(reason, Refused) else Verdict.TIMED_OUT


def _describe(found: LinkCheck, answer: Answer) -> None:
    """Write down what came back."""
    found.status = answer.status
    found.final_url = answer.url if answer.redirects else ""
    found.wait_until = _wait_until(answer, found.checked_at)
    if 200 <= answer.status < 300:
        found.etag = _plain(answer, "etag", 500)
        found.last_modified = _plain(answer, "last-modified", 100)
        found.size = len(answer.body)
        found.digest = hashlib.sha256(answer.body).hexdigest()
        if answer.headers.get("content-encoding", "identity") == "identity":
            found.fingerprint = fingerprint(answer.body, answer.headers.get("content-type", ""))


def _verdict(found: LinkCheck, answer: Answer, before: LinkCheck | None) -> tuple[Verdict, str]:
    status = answer.status
    if status in GONE:
        return Verdict.GONE, _("The site says that the page is not there (%d).") % status
    if 500 <= status < 600:
        return Verdict.TIMED_OUT, _("The site fails to answer (%d).") % status
    if status >= 400:
        return Verdict.BLOCKED, _refusal(status)
    if status in REDIRECTS:
        return Verdict.TIMED_OUT, _("The site leads on and does not say where to (%d).") % status
    if before is not None and _says_something_else(found, before):
        return Verdict.CHANGED, _("Its words are others than on %s.") % _day(before)
    note = _note(found, answer, before)
    return (Verdict.MOVED if answer.has_moved else Verdict.OK), note


def _refusal(status: int) -> str:
    if status == 429:
        return _("The site asks us to come less often (429).")
    return _("The site does not let us in (%d). A reader may still get there.") % status


def _note(found: LinkCheck, answer: Answer, before: LinkCheck | None) -> str:
    if answer.has_moved:
        return _("It has moved for good to %s") % answer.url
    if not answer.is_whole:
        return _("It is long: only its beginning was read.")
    if before is not None and _is_another_file(found, before):
        return _("The file is not the same as on %s, to the byte.") % _day(before)
    return ""


def _says_something_else(found: LinkCheck, before: LinkCheck) -> bool:
    both = bool(before.fingerprint and found.fingerprint)
    return both and differ_much(before.fingerprint, found.fingerprint)


def _is_another_file(found: LinkCheck, before: LinkCheck) -> bool:
    """Whether what has no words that could be compared is not what it was."""
    has_words = found.fingerprint or before.fingerprint
    return bool(before.digest) and not has_words and before.digest != found.digest


def _day(check: LinkCheck) -> str:
    return f"{check.checked_at:%Y-%m-%d}"


def _plain(answer: Answer, name: str, most: int) -> str:
    """A header that can be sent back as it is; "" for any other."""
    value = answer.headers.get(name, "")
    return value if len(value) <= most and value.isascii() and value.isprintable() else ""


def _wait_until(answer: Answer, at: dt.datetime) -> dt.datetime | None:
    """Until when the site asks to be left alone, by its Retry-After."""
    asked = answer.headers.get("retry-after", "")
    if not asked or answer.status not in {429, 503}:
        return None
    if asked.isdecimal():
        seconds = min(int(asked[:9]), int(LONGEST_WAIT.total_seconds()))
        return at + dt.timedelta(seconds=seconds)
    try:
        moment = parsedate_to_datetime(asked)
    except ValueError:
        return None
    if moment.tzinfo is None:
        moment = moment.replace(tzinfo=dt.UTC)
    return min(moment, at + LONGEST_WAIT) if moment > at else None
