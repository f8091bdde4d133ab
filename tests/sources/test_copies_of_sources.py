"""A copy of a source is kept by what it holds; readers learn its hash and never the file."""

import datetime as dt
import hashlib
import io
import zipfile
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.test import Client

from record.kinds import Actor, Op
from record.models import Entry
from record.sealing import say, sealing
from sources.models import Capture, Source
from sources.sniffing import sniff

pytestmark = pytest.mark.django_db
AT = dt.datetime(2025, 3, 3, 12, tzinfo=dt.UTC)
PDF = b"%PDF-1.7\nThe report."
SHA = hashlib.sha256(PDF).hexdigest()


def _archive(**files: str) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for name, text in files.items():
            archive.writestr(name.replace("__", "/"), text)
    return out.getvalue()


@pytest.mark.parametrize(
    ("content", "media_type"),
    [
        (PDF, "application/pdf"),
        (b"\x89PNG\r\n\x1a\n", "image/png"),
        (b"\xff\xd8\xff\xe0", "image/jpeg"),
        (b"\n <!DOCTYPE html><html>", "text/html"),
        (b"<?xml version='1.0'?><svg xmlns='x'>", "image/svg+xml"),
        (b"From: <Saved>\r\nX: y\r\n z\r\nMIME-Version: 1.0\r\n", "message/rfc822"),
        (b"WARC/1.1\r\nWARC-Type: warcinfo", "application/warc"),
        ("Здраво, свете".encode(), "text/plain"),
        ("Stra\xdfe".encode("latin-1"), "text/plain"),
        (b"MZ\x90\x00\x03", "application/octet-stream"),
        (b"PK\x03\x04 broken", "application/octet-stream"),
        (_archive(a="b"), "application/zip"),
        (_archive(**{"datapackage.json": "{}"}), "application/wacz"),
        (
            _archive(**{"word/document.xml": "<x/>"}),
            "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
        ),
        (
            _archive(mimetype="application/vnd.oasis.opendocument.text"),
            "application/vnd.oasis.opendocument.text",
        ),
    ],
)
def test_a_file_is_known_by_its_bytes(content: bytes, media_type: str) -> None:
    assert sniff(content).media_type == media_type


def test_the_hash_of_a_copy_is_in_the_entry_and_on_the_page(
    source: Source, client: Client, administrator: Any
) -> None:
    with sealing(Actor.DESK):
        say(Op.PUBLISH, source)
    with sealing(Actor.DESK):
        source.keep_copy(PDF, AT, "From the archive of the office", administrator)
    source.refresh_from_db()
    entry = Entry.objects.first()
    assert (entry.op, entry.uuid) == (Op.UPDATE, source.uuid)
    assert SHA in entry.payload.text
    page = client.get(f"/sources/{source.number}/").content.decode()
    assert "application/pdf" in page
    assert "Kept on 3 March 2025" in page
    assert SHA in page
    assert "archive of the office" not in page + entry.payload.text
    assert "administrator" not in entry.payload.text
    assert client.get(f"/media/{SHA}.pdf").status_code == 404


def test_a_copy_of_a_draft_s_source_is_said_with_it(source: Source) -> None:
    with sealing(Actor.DESK):
        source.keep_copy(PDF, AT)
    assert not Entry.objects.exists()
    with sealing(Actor.DESK):
        say(Op.PUBLISH, source)
    assert SHA in Entry.objects.get(uuid=source.uuid).payload.text


@pytest.mark.parametrize(
    ("content", "words"), [(b"", "is empty"), (b"x" * 101, "is larger than"), (PDF, "kept already")]
)
def test_what_cannot_be_kept_is_refused_in_a_sentence(
    source: Source, settings: Any, content: bytes, words: str
) -> None:
    settings.CAPTURE_MAX_BYTES = 100
    with sealing(Actor.DESK):
        source.keep_copy(PDF, AT)
    with pytest.raises(ValidationError) as refused, sealing(Actor.DESK):
        source.keep_copy(content, AT)
    assert words in refused.value.message_dict["upload"][0]
    assert Capture.objects.count() == 1


def test_what_is_kept_is_never_changed(source: Source) -> None:
    with sealing(Actor.DESK):
        source.keep_copy(PDF, AT)
    for change in (
        lambda: Capture.objects.update(note="another"),
        lambda: Capture.objects.all().delete(),
    ):
        with pytest.raises(IntegrityError), transaction.atomic():
            change()
