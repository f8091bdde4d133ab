"""The API of entries: what changed, what was corrected, and the record itself."""

from typing import Any, ClassVar

from django.http import HttpResponse
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from rest_framework.request import Request

from record import schema
from record.api import RecordView, as_json
from record.kinds import ENDINGS, NO_LONGER_SAID
from record.models import Entry
from record.problems import BadParameter


class Entries(RecordView):
    """Entries in the order of the record, after a number."""

    allowed: ClassVar[set[str]] = {"after", "limit"}

    def get(self, request: Request) -> HttpResponse:
        """One page of them; an empty one has a `next` too, to be asked again later."""
        after = request.query_params.get("after", "0")
        if not (after.isascii() and after.isdecimal() and len(after) < 19):
            raise BadParameter("after", _("after must be the number of an entry, or 0."))
        if int(after) > self.reading.seq:
            words = {"after": after, "seq": self.reading.seq}
            detail = _("There is no entry no. %(after)s yet: the record stands at no. %(seq)s.")
            raise BadParameter("after", detail % words)
        rows = self.entries().filter(seq__gt=int(after), seq__lte=self.reading.seq)
        found = list(rows.order_by("seq")[: self.limit()])
        last = found[-1].seq if found else int(after)
        return self.page([as_json(self.shown(entry)) for entry in found], after=str(last))

    def entries(self) -> Any:
        """The entries that this list is of."""
        return Entry.objects.all()

    def shown(self, entry: Entry) -> dict[str, Any]:
        """One entry as it is answered."""
        return {
            "seq": entry.seq,
            "op": entry.op,
            "kind": entry.kind,
            "id": str(entry.uuid),
            "recorded_at": entry.moment(),
            "actor": entry.actor,
        }

    def _next(self, following: dict[str, str]) -> str:
        # Not pinned: whoever follows the changes wants those still to come.
        kept = {**self.request.query_params.dict(), **following}
        kept.pop("known_at", None)
        return f"{self.request.path}?{urlencode(sorted(kept.items()))}"


@schema.entries(schema.ChangeSerializer, "Changes")
class Changes(Entries):
    """What changed after a number: each entry with whether its subject is there or gone."""

    def shown(self, entry: Entry) -> dict[str, Any]:
        """The entry, and `state`: updated or deleted."""
        gone = entry.op in ENDINGS
        return {**super().shown(entry), "state": "deleted" if gone else "updated"}


@schema.entries(schema.ChangeSerializer, "Corrections")
class Corrections(Changes):
    """Entries that correct, retract, withdraw or erase what was said."""

    def entries(self) -> Any:
        """Those alone."""
        return Entry.objects.filter(op__in=NO_LONGER_SAID)


@schema.entries(schema.WholeEntrySerializer, "Record")
class Record(Entries):
    """Whole entries, with what is needed to verify them."""

    def entries(self) -> Any:
        """With their payloads, in the same query."""
        return Entry.objects.select_related("payload")

    def shown(self, entry: Entry) -> dict[str, Any]:
        """Every field of the hash, and payload and salt unless they were erased."""
        payload = getattr(entry, "payload", None)
        return {
            **super().shown(entry),
            "schema": entry.schema,
            "commitment": entry.commitment,
            "previous_hash": entry.previous_hash,
            "hash": entry.hash,
            "salt": bytes(payload.salt).hex() if payload else None,
            "payload": payload.text if payload else None,
        }
