"""The line that is hashed, against vectors that were worked out outside the database.

The format is for ever: whoever keeps a hash must be able to check it in ten years.
"""

import datetime as dt
import hashlib
import json
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest
from django.db import connection

from record.models import Entry
from record.verify import line as line_of_the_verifier

VECTORS: list[dict[str, Any]] = json.loads(
    Path(__file__).with_name("vectors.json").read_text(encoding="utf-8")
)
COLUMNS = "seq op kind uuid schema recorded_at actor commitment previous_hash hash".split()
ASK = """
    SELECT public.record_line(
        ROW(%s, %s, %s, %s, %s, %s, %s, %s, %s, %s)::public.record_entry
    )
"""
vectors = pytest.mark.parametrize("vector", VECTORS, ids=lambda vector: f"no. {vector['seq']}")


def _entry(vector: dict[str, Any]) -> Entry:
    return Entry.from_db("default", COLUMNS, [_values(vector)[name] for name in COLUMNS])


def _values(vector: dict[str, Any]) -> dict[str, Any]:
    moment = dt.datetime.fromisoformat(vector["recorded_at"])
    return {**vector, "uuid": UUID(vector["uuid"]), "recorded_at": moment}


@vectors
def test_a_vector_is_what_the_design_says(vector: dict[str, Any]) -> None:
    salted = bytes.fromhex(vector["salt"]) + vector["payload"].encode()
    assert hashlib.sha256(salted).hexdigest() == vector["commitment"]
    assert hashlib.sha256(vector["line"].encode()).hexdigest() == vector["hash"]
    assert json.loads(vector["line"]) == [vector[name] for name in COLUMNS[:-1]]


@vectors
def test_python_writes_the_same_line(vector: dict[str, Any]) -> None:
    assert _entry(vector).line() == vector["line"]
    assert line_of_the_verifier({**vector, "id": vector["uuid"]}) == vector["line"]


@vectors
@pytest.mark.django_db
def test_the_database_writes_the_same_line(vector: dict[str, Any]) -> None:
    values = _values(vector)
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL TIME ZONE 'Asia/Kathmandu'")
        cursor.execute(ASK, [values[name] for name in COLUMNS])
        assert cursor.fetchone() == (vector["line"],)


@pytest.mark.django_db
def test_the_vectors_are_what_sealing_writes() -> None:
    """The chain of the vectors, sealed with their salts and moments, gives their hashes."""
    with connection.cursor() as cursor:
        for vector in VECTORS:
            cursor.execute(
                "SELECT seq, commitment, previous_hash, hash FROM public.record_seal("
                "ARRAY[%s], ARRAY[%s], ARRAY[%s]::uuid[], ARRAY[%s], ARRAY[%s], ARRAY[%s],"
                "ARRAY[%s]::bytea[], %s::timestamptz)",
                [
                    *(vector[name] for name in ("op", "kind", "uuid", "schema", "actor")),
                    vector["payload"],
                    bytes.fromhex(vector["salt"]),
                    vector["recorded_at"],
                ],
            )
            expected = (vector[n] for n in ("seq", "commitment", "previous_hash", "hash"))
            assert cursor.fetchone() == tuple(expected)


def test_the_vectors_chain() -> None:
    hashes = ["0" * 64, *(vector["hash"] for vector in VECTORS)]
    assert [vector["previous_hash"] for vector in VECTORS] == hashes[:-1]
