"""The read-only API over stored payloads: lists and details of one kind, changes, the record.

A body is built from what was stored and from the number it is read at, so that
`?known_at=<seq>` gives later, byte for byte, what the present gave then.
"""

import base64
import binascii
import json
import re
from collections.abc import Callable
from typing import Any, ClassVar
from uuid import UUID

from django.http import Http404, HttpResponse, HttpResponseBase, HttpResponsePermanentRedirect
from django.urls import register_converter, reverse
from django.urls.converters import UUIDConverter
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from rest_framework.request import Request
from rest_framework.views import APIView

from record import problems
from record.asking import Question
from record.clock import BadMoment, Reading, read_at
from record.kinds import Kind, State
from record.models import Subject, SubjectQuerySet, as_moment
from record.problems import BadParameter

LIMIT, MOST = 50, 200


class Id(UUIDConverter):
    """A subject's id in an address. Programs of others write UUIDs in capitals too."""

    regex = UUIDConverter.regex.replace("a-f", "a-fA-F")


register_converter(Id, "id")
# Rows, a filter's value, and the reading at which names that were merged are followed.
Filter = Callable[[SubjectQuerySet, str, Reading], SubjectQuerySet]


class RecordView(APIView):
    """A view that is read at one number of the record and refuses what it does not know."""

    allowed: ClassVar[set[str]] = set()
    clocks: ClassVar[tuple[str, ...]] = ("known_at",)
    http_method_names = ["get", "head", "options"]
    reading: Reading

    def initial(self, request: Request, *args: Any, **kwargs: Any) -> None:
        """Find the reading; refuse unknown and repeated parameters by name."""
        super().initial(request, *args, **kwargs)
        known = self.allowed | {*self.clocks}
        for name in request.query_params:
            if name not in known:
                words = {"name": name, "known": ", ".join(sorted(known))}
                detail = _("There is no parameter “%(name)s” here. Known: %(known)s.") % words
                raise BadParameter(name, detail)
            if "\0" in request.query_params[name]:
                raise BadParameter(name, _("“%s” holds a character that no text has.") % name)
            if len(request.query_params.getlist(name)) > 1:
                raise BadParameter(name, _("“%s” is given twice. Give it once.") % name)
        self.reading = request._request.reading  # type: ignore[attr-defined]
        try:
            self.reading = self.read(request.query_params.dict())
        except BadMoment as error:
            raise BadParameter(error.name, str(error)) from error

    def read(self, asked: dict[str, str]) -> Reading:
        """The reading by the clocks that are asked for. Raises BadMoment."""
        known_at = asked.get("known_at")
        return self.reading if known_at is None else read_at(self.reading, known_at)

    def answer(self, text: str) -> HttpResponse:
        """`text` as JSON, with the record's number and hash in its headers."""
        response = HttpResponse(text, content_type="application/json")
        response["Record-Seq"] = str(self.reading.seq)
        response["Record-Hash"] = self.reading.hash
        response["Access-Control-Allow-Origin"] = "*"
        return response

    def page(self, results: list[str], **following: str) -> HttpResponse:
        """One page of a list; `following` are the parameters of the next one, if there is one."""
        head = as_json({"seq": self.reading.seq, "hash": self.reading.hash})
        link = as_json(self._next(following) if following else None)
        return self.answer(f'{{"record":{head},"next":{link},"results":[{",".join(results)}]}}')

    def _next(self, following: dict[str, str]) -> str:
        # Pinned to the number: what is published meanwhile shifts no page and repeats no row.
        kept = {**self.request.query_params.dict(), "known_at": str(self.reading.seq), **following}
        return f"{self.request.path}?{urlencode(sorted(kept.items()))}"

    def limit(self) -> int:
        """How many results the caller wants: 1 to 200."""
        asked = self.request.query_params.get("limit", str(LIMIT))
        if not (asked.isascii() and asked.isdecimal() and 1 <= int(asked[:9]) <= MOST):
            raise BadParameter("limit", _("limit must be a whole number from 1 to %d.") % MOST)
        return int(asked)


def as_json(value: Any) -> str:
    """`value` as the API writes it: UTF-8, without spaces."""
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))


def subject_json(row: Subject, **more: Any) -> str:
    """One subject: what is known of it around the payload, then the payload as it was stored.

    `more` is what its kind is told with besides.
    """
    around = {
        "id": str(row.uuid),
        "kind": row.kind,
        "state": row.state,
        "seq": row.entry.seq,
        "op": row.entry.op,
        "recorded_at": row.entry.moment(),
        "first_seq": row.first_seq,
        "first_recorded_at": as_moment(row.first_at),
        "schema": row.entry.schema,
        "url": row.url or None,
        **more,
    }
    payload = row.entry.payload.text if hasattr(row.entry, "payload") else "null"
    return f'{as_json(around)[:-1]},"payload":{payload}}}'


def by_uuid(name: str, narrow: Callable[[SubjectQuerySet, UUID, int], SubjectQuerySet]) -> Filter:
    """A filter whose value is a UUID; anything else is refused by `name`.

    `narrow` is given the number that the list is read at, too.
    """

    def apply(rows: SubjectQuerySet, value: str, reading: Reading) -> SubjectQuerySet:
        try:
            return narrow(rows, UUID(value), reading.seq)
        except ValueError as error:
            raise BadParameter(name, _("“%s” must be a UUID.") % name) from error

    return apply


FILTERS: dict[str, Filter] = {
    "tag": by_uuid("tag", lambda rows, uuid, seq: rows.carrying(uuid, seq)),
    "item": by_uuid("item", lambda rows, uuid, _seq: rows.filter(parent=uuid)),
    "rests_on": by_uuid("rests_on", lambda rows, uuid, seq: rows.naming(uuid, seq)),
    "kind": lambda rows, value, _reading: rows.filter(type=value),
    "language": lambda rows, value, _reading: rows.filter(language=value),
    "slug": lambda rows, value, _reading: rows.filter(slug=value),
}


@Question
def _latest(kind: Kind, seq: int) -> SubjectQuerySet:
    """The first page of a list of which nothing more is asked, and one more."""
    rows = Subject.objects.at(seq).public().filter(kind=kind)
    return rows.told().order_by("-first_seq")[: LIMIT + 1]


@Question
def _of_id(kind: Kind, uuid: UUID, seq: int) -> SubjectQuerySet:
    return Subject.objects.at(seq).filter(kind=kind, uuid=uuid).told()


class SubjectView(RecordView):
    """A view of the public subjects of one kind."""

    kind: ClassVar[Kind]

    def shown(self, rows: list[Subject]) -> list[str]:
        """Each of `rows` as it is answered."""
        return [subject_json(row) for row in rows]


class SubjectList(SubjectView):
    """The public subjects of one kind, the latest to become public first."""

    filters: ClassVar[tuple[str, ...]] = ()
    # How the filters are applied that this kind alone has.
    own_filters: ClassVar[dict[str, Filter]] = {}

    def initial(self, request: Request, *args: Any, **kwargs: Any) -> None:
        """Its own filters are known too."""
        self.allowed = {"cursor", "limit", *self.filters}  # type: ignore[misc]
        super().initial(request, *args, **kwargs)

    def get(self, request: Request) -> HttpResponse:
        """One page of them."""
        found = self._found()
        limit = self.limit()
        shown = self.shown(found[:limit])
        if len(found) > limit:
            return self.page(shown, cursor=_as_cursor(found[limit - 1].first_seq))
        return self.page(shown)

    def _found(self) -> list[Subject]:
        """As many as asked for, and one more where there is one."""
        asked = self.request.query_params
        if not asked.keys() - {*self.clocks}:
            return _latest(self.kind, self.reading.seq)
        rows = self.reading.subjects(self.kind).order_by("-first_seq")
        for name in self.filters:
            if name in asked:
                narrow = self.own_filters.get(name) or FILTERS[name]
                rows = narrow(rows, asked[name], self.reading)
        if "cursor" in asked:
            rows = rows.filter(first_seq__lt=_from_cursor(asked["cursor"]))
        return list(rows[: self.limit() + 1])


class SubjectDetail(SubjectView):
    """One subject by its UUID."""

    def get(self, request: Request, uuid: UUID) -> HttpResponseBase:
        """It as it stood; 308 to what it was merged into; 410 with its tombstone."""
        found = _of_id(self.kind, uuid, self.reading.seq)
        if not found:
            raise Http404(_("No %(kind)s has this id.") % {"kind": self.kind.label})
        (row,) = found
        if row.state == State.MERGED and row.successor:
            match = request.resolver_match
            address = reverse(match.view_name if match else "api", args=[row.successor])
            query = request.GET.urlencode()
            response = HttpResponsePermanentRedirect(address + (f"?{query}" if query else ""))
            response.status_code = 308
            return response
        if row.state != State.PUBLIC:
            return problems.gone(request._request, json.loads(subject_json(row.tombstone)))
        return self.answer(self.shown([row])[0])


def _as_cursor(first_seq: int) -> str:
    return base64.urlsafe_b64encode(f"before:{first_seq}".encode()).decode().rstrip("=")


def _from_cursor(cursor: str) -> int:
    try:
        text = base64.urlsafe_b64decode(cursor + "=" * (-len(cursor) % 4)).decode()
        word, number = text.split(":")
        if word != "before" or not re.fullmatch(r"[1-9][0-9]{0,17}", number):
            raise ValueError(word)
        return int(number)
    except (ValueError, binascii.Error, UnicodeDecodeError) as error:
        detail = _("This cursor was not given out here. Start without one.")
        raise BadParameter("cursor", detail) from error
