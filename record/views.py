"""The record's own pages: what it is, its entries, and the means to verify it."""

from pathlib import Path
from typing import Any

from django.core.paginator import Paginator
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.utils.translation import gettext as _

from record import checkpoint
from record.models import Checkpoint, Entry
from record.pages import PublicPage
from record.reading import told

PER_PAGE = 50


class Gapless(Paginator):  # type: ignore[type-arg]
    """A paginator that need not count: the record's numbers have no gaps."""

    def __init__(self, entries: QuerySet[Entry], per_page: int, last: int) -> None:
        super().__init__(entries, per_page)
        self.last = last

    @property
    def count(self) -> int:  # type: ignore[override]
        """How many entries there are: the number of the last."""
        return self.last


class RecordPage(PublicPage):
    """The record in plain words, with its latest entries and its head."""

    template_name = "record/record.html"
    section = "record"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """One page of entries, the latest first, each with its subject."""
        entries = Entry.objects.filter(seq__lte=self.reading.seq)
        page = Gapless(entries, PER_PAGE, self.reading.seq).get_page(self.request.GET.get("page"))
        return super().get_context_data(
            page=page,
            entries=told(self.reading, list(page.object_list)),
            is_signed=Checkpoint.objects.exists(),
        )


class EntryPage(PublicPage):
    """One entry: what was done, when, and what its hash is made of."""

    template_name = "record/entry_detail.html"
    section = "record"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """The entry with its payload, its neighbours and its subject as it stands."""
        seq = kwargs["seq"]
        if seq > self.reading.seq:
            raise Http404(_("The record has no entry of this number yet."))
        entry = Entry.objects.select_related("payload").filter(seq=seq).first()
        if entry is None:
            raise Http404(_("The record has no entry of this number."))
        return super().get_context_data(
            entry=entry,
            payload=getattr(entry, "payload", None),
            told=told(self.reading, [entry])[0],
            previous=seq - 1 if seq > 1 else None,
            next=seq + 1 if seq < self.reading.seq else None,
        )


def verifier(request: HttpRequest) -> HttpResponse:
    """The stand-alone script with which anybody checks a record."""
    script = (Path(__file__).parent / "verify.py").read_text(encoding="utf-8")
    return HttpResponse(script, content_type="text/x-python; charset=utf-8")


def checkpoint_json(request: HttpRequest) -> HttpResponse:
    """The latest signed checkpoint (Ed25519 over the line that `signed` shows)."""
    latest = Checkpoint.objects.first()
    if latest is None:
        raise Http404(_("No checkpoint has been signed yet."))
    signed_at = latest.signed_at.isoformat()
    return JsonResponse(
        {
            "seq": latest.seq,
            "hash": latest.hash,
            "signed_at": signed_at,
            "public_key": latest.public_key,
            "signature": latest.signature,
            "signed": checkpoint.line(latest.seq, latest.hash, signed_at).decode(),
        }
    )
