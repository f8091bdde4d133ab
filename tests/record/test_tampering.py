"""The owner changes rows behind the triggers' back: verifying names the entry that was touched."""

from hashlib import sha256
from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from record import checkpoint
from record.kinds import Actor, Op
from record.models import Entry, Head
from record.sealing import say, sealing
from record.verifying import verify
from sources.models import Tag
from tests.roles import behind_the_triggers

SIX = 6
FIELDS = "op, kind, uuid, schema, recorded_at, actor, commitment, previous_hash, hash"
SWAP = f"""
    UPDATE record_entry a SET ({FIELDS}) = (SELECT {FIELDS} FROM record_entry b
        WHERE b.seq = 7 - a.seq) WHERE seq IN (3, 4)
"""
ADD = f"""
    INSERT INTO record_entry (seq, {FIELDS}) SELECT 7, {FIELDS} FROM record_entry WHERE seq = 6
"""


def _delete(seqs: str) -> list[str]:
    return [
        f"DELETE FROM record_subject WHERE entry_id IN ({seqs})",
        f"DELETE FROM record_payload WHERE entry_id IN ({seqs})",
        f"DELETE FROM record_entry WHERE seq IN ({seqs})",
    ]


TAMPERINGS = {
    "a payload altered": (3, ["UPDATE record_payload SET text = text || ' ' WHERE entry_id = 3"]),
    "a salt altered": (3, ["UPDATE record_payload SET salt = sha256('x') WHERE entry_id = 3"]),
    "a payload deleted": (3, ["DELETE FROM record_payload WHERE entry_id = 3"]),
    "two payloads exchanged": (
        3,
        [
            "UPDATE record_payload a SET text = b.text, salt = b.salt FROM record_payload b"
            " WHERE a.entry_id IN (3, 4) AND b.entry_id = 7 - a.entry_id"
        ],
    ),
    "a hash altered": (3, ["UPDATE record_entry SET hash = repeat('a', 64) WHERE seq = 3"]),
    "a commitment altered": (
        3,
        ["UPDATE record_entry SET commitment = repeat('a', 64) WHERE seq = 3"],
    ),
    "a moment altered": (
        3,
        ["UPDATE record_entry SET recorded_at = recorded_at - interval '1us' WHERE seq = 3"],
    ),
    "an operation altered": (3, ["UPDATE record_entry SET op = 'import' WHERE seq = 3"]),
    "a role altered": (3, ["UPDATE record_entry SET actor = 'system' WHERE seq = 3"]),
    "a subject altered": (3, ["UPDATE record_entry SET uuid = gen_random_uuid() WHERE seq = 3"]),
    "a format's number altered": (3, ["UPDATE record_entry SET schema = 2 WHERE seq = 3"]),
    "an entry deleted from the middle": (3, _delete("3")),
    "the first entry deleted": (1, _delete("1")),
    "two entries exchanged": (3, [SWAP]),
    "the tail cut off": (5, _delete("5, 6")),
    "everything deleted": (1, _delete("1, 2, 3, 4, 5, 6")),
    "an entry added": (7, [ADD]),
    "the last hash altered": (6, ["UPDATE record_entry SET hash = repeat('a', 64) WHERE seq = 6"]),
    "the head set back": (6, ["UPDATE record_head SET seq = 5"]),
    "the head's hash altered": (6, ["UPDATE record_head SET hash = repeat('a', 64)"]),
}


@pytest.fixture
def six_entries(db: None) -> None:
    for n in range(SIX):
        with sealing(Actor.DESK):
            say(Op.PUBLISH, Tag.objects.create(name=f"tag {n}", slug=f"tag-{n}"))
    assert Entry.objects.count() == SIX


@pytest.mark.usefixtures("six_entries")
def test_an_untouched_record_verifies() -> None:
    assert verify() == (SIX, None)
    assert verify(4) == (3, None)
    said = StringIO()
    call_command("verify_record", stdout=said)
    assert said.getvalue() == "The record holds: 6 entries, each following the last.\n"


@pytest.mark.django_db
def test_an_empty_record_verifies() -> None:
    assert verify() == (0, None)


@pytest.mark.usefixtures("six_entries")
@pytest.mark.parametrize("tampering", TAMPERINGS)
def test_verifying_names_the_entry(tampering: str) -> None:
    seq, statements = TAMPERINGS[tampering]
    behind_the_triggers(*statements)
    held, fault = verify()
    assert fault is not None
    assert fault.seq == seq
    assert held <= seq
    with pytest.raises(CommandError, match=f"^Entry no. {seq}: "):
        call_command("verify_record")


@pytest.mark.usefixtures("six_entries")
def test_a_forged_chain_is_told_by_the_head() -> None:
    """Whoever writes an entry anew, with a hash that fits, breaks what follows it."""
    third = Entry.objects.get(seq=3)
    third.actor = "system"
    forged = sha256(third.line().encode()).hexdigest()
    behind_the_triggers(
        f"UPDATE record_entry SET actor = 'system', hash = '{forged}' WHERE seq = 3"
    )
    _held, fault = verify()
    assert fault is not None
    assert fault.seq == 4
    assert Head.objects.get().seq == SIX


@pytest.mark.usefixtures("six_entries")
def test_a_record_written_anew_does_not_fit_its_checkpoint() -> None:
    signed = checkpoint.sign()
    assert signed is not None
    behind_the_triggers("UPDATE record_checkpoint SET hash = repeat('a', 64)")
    _held, fault = verify()
    assert fault is not None
    assert fault.seq == signed.seq
    assert "checkpoint" in str(fault)
