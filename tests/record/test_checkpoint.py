"""Signed checkpoints: kept by anybody, they prove what the record was."""

import json
import stat
from pathlib import Path
from typing import Any

import pytest
from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey
from django.test import Client

from record import checkpoint
from record.kinds import Actor, Op
from record.models import Checkpoint, Entry
from record.sealing import say, sealing
from sources.models import Tag

pytestmark = pytest.mark.django_db


def _say(name: str) -> Entry:
    with sealing(Actor.DESK):
        say(Op.PUBLISH, Tag.objects.create(name=name, slug=name))
    return Entry.objects.latest("seq")


def _sign() -> Checkpoint:
    made = checkpoint.sign()
    assert made is not None
    made.refresh_from_db()
    return made


def test_while_nothing_was_said_nothing_is_signed() -> None:
    assert checkpoint.sign() is None


def test_it_holds_where_the_record_stands() -> None:
    _say("a")
    entry = _say("b")
    signed = _sign()
    assert (signed.seq, signed.hash) == (entry.seq, entry.hash)
    assert checkpoint.holds(signed)


@pytest.mark.parametrize(
    ("field", "value"),
    [("seq", 2), ("hash", "a" * 64), ("signature", "0" * 128), ("public_key", "d" + "0" * 63)],
)
def test_it_fails_when_altered(field: str, value: Any) -> None:
    _say("a")
    signed = _sign()
    setattr(signed, field, value)
    assert not checkpoint.holds(signed)


def test_anybody_can_check_what_is_published(client: Client) -> None:
    """With nothing but the answer and a library for Ed25519."""
    _say("a")
    _sign()
    told = json.loads(client.get("/record/checkpoint.json").content)
    key = Ed25519PublicKey.from_public_bytes(bytes.fromhex(told["public_key"]))
    key.verify(bytes.fromhex(told["signature"]), told["signed"].encode())
    assert json.loads(told["signed"]) == [
        "watchdesk-checkpoint",
        told["seq"],
        told["hash"],
        told["signed_at"],
    ]
    with pytest.raises(InvalidSignature):
        key.verify(bytes.fromhex(told["signature"]), told["signed"].encode() + b" ")


def test_without_a_key_in_the_settings_one_is_made_and_kept(settings: Any, tmp_path: Path) -> None:
    settings.CHECKPOINT_KEY, settings.VAR = "", tmp_path
    _say("a")
    first, second = _sign(), _sign()
    assert first.public_key == second.public_key
    assert stat.S_IMODE((tmp_path / "checkpoint-key").stat().st_mode) == 0o600
