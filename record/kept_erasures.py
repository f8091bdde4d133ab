"""What was erased, kept outside the database: a backup brings the words back, but not this file.

One JSON object a line, added and never changed: which subject, when, and what readers were told. It
holds no word of what was erased.
"""

import datetime as dt
import json
import os
from collections.abc import Iterable
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Self
from uuid import UUID

from django.conf import settings

from record import forgetting
from record.kinds import Kind, Op
from record.models import Entry, Payload, Subject, as_moment


@dataclass(frozen=True)
class Kept:
    """One erasure that was carried out."""

    uuid: str
    kind: str
    reason: str
    keeps_address: bool
    at: str
    seq: int

    @classmethod
    def of(cls, entry: Entry) -> Self:
        """The erasure that `entry` says; its payload is read with it."""
        said = json.loads(entry.payload.text)
        reason, keeps = said["reason"], bool(said.get("slug"))
        return cls(str(entry.uuid), entry.kind, reason, keeps, entry.moment(), entry.seq)

    @property
    def moment(self) -> dt.datetime:
        """When it was carried out."""
        return dt.datetime.fromisoformat(self.at)


def path() -> Path:
    """Where the file is."""
    return Path(settings.ERASURES_FILE)


def lines() -> tuple[list[Kept], list[int]]:
    """The erasures of the file, and the numbers of the lines that cannot be read."""
    found, broken = [], []
    try:
        text = path().read_text(encoding="utf-8", errors="replace")
    except FileNotFoundError:
        return [], []
    for number, line in enumerate(text.splitlines(), 1):
        try:
            found.append(Kept(**json.loads(line)))
            Kind(found[-1].kind), UUID(found[-1].uuid), found[-1].moment
        except (ValueError, TypeError):
            broken += [number] if line.strip() else []
    return found, broken


def held() -> list[Kept]:
    """The erasures whose words the record holds all the same: an older backup was restored."""
    latest = {UUID(kept.uuid): kept for kept in sorted(lines()[0], key=lambda kept: kept.at)}
    if not latest:
        return []
    said = Payload.objects.filter(entry__uuid__in=latest).exclude(entry__op=Op.ERASE)
    back = {
        uuid
        for uuid, at in said.values_list("entry__uuid", "entry__recorded_at")
        if at <= latest[uuid].moment
    }
    erased = Entry.objects.filter(op=Op.ERASE, uuid__in=latest).values_list("uuid", flat=True)
    unheard = set(latest) - back - set(erased)
    back |= {uuid for uuid in unheard if forgetting.remembers(latest[uuid].kind, uuid)}
    return [kept for uuid, kept in latest.items() if uuid in back]


def keep() -> int:
    """Add the record's erasures that the file does not have; returns how many that were."""
    there = {(kept.uuid, kept.at) for kept in lines()[0]}
    entries = Entry.objects.filter(op=Op.ERASE).order_by("seq").select_related("payload")
    new = [
        entry for entry in entries if (str(entry.uuid), as_moment(entry.recorded_at)) not in there
    ]
    _add(Kept.of(entry) for entry in new)
    return len(new)


def slug_of(kept: Kept) -> str:
    """The address that goes on answering “gone”: the one that the record knows, if it may stay."""
    row = Subject.objects.now().filter(uuid=kept.uuid).first()
    return row.slug if row and kept.keeps_address else ""


def _add(new: Iterable[Kept]) -> None:
    text = "".join(json.dumps(asdict(kept), ensure_ascii=False) + "\n" for kept in new)
    if not text:
        return
    path().parent.mkdir(parents=True, exist_ok=True)
    handle = os.open(path(), os.O_RDWR | os.O_APPEND | os.O_CREAT, 0o600)
    with os.fdopen(handle, "rb+") as file:
        # A line that a power cut left half written ends here, and is passed over when reading.
        if file.seek(0, os.SEEK_END) and not _ends_well(file.fileno()):
            text = "\n" + text
        file.write(text.encode())
        file.flush()
        os.fsync(file.fileno())


def _ends_well(handle: int) -> bool:
    return os.pread(handle, 1, os.fstat(handle).st_size - 1) == b"\n"
