"""What was said cannot be changed: refused to the owner by triggers, to the web role by rights."""

from typing import Any

import psycopg
import pytest
from django.db import IntegrityError, connection, transaction
from django.utils import timezone

from articles.models import Article
from record import checkpoint
from record.kinds import Actor
from record.sealing import sealing
from record.vague import VagueDate
from sources.models import Source
from tests.roles import as_web
from tracker.evidence import Use
from tracker.models import WatchItem

TABLES = [
    "articles_revision",
    "record_checkpoint",
    "record_entry",
    "record_payload",
    "sources_capture",
    "sources_linkcheck",
    "sources_rating",
    "tracker_criteria",
    "tracker_event",
    "tracker_evidence",
    "tracker_milestonedate",
    "tracker_statuschange",
]
CHANGES = {
    "update": "UPDATE {table} SET {key} = {key}",
    "delete": "DELETE FROM {table}",
    "truncate": "TRUNCATE {table} CASCADE",
}
GUARDED = """
    SELECT tgrelid::regclass::text FROM pg_trigger WHERE tgname = %s ORDER BY 1
"""
ADD = """
    INSERT INTO record_entry VALUES (1, 'publish', 'tag', gen_random_uuid(), 1, now(), 'desk',
        repeat('a', 64), repeat('0', 64), repeat('b', 64))
"""
SEAL = """
    SELECT seq FROM public.record_seal(ARRAY['publish'], ARRAY['tag'], ARRAY[gen_random_uuid()],
        ARRAY[1], ARRAY['desk'], ARRAY['{{}}'], ARRAY[sha256('salt')], {moment})
"""
ERASE = "SELECT public.record_erase(gen_random_uuid(), 'tag', '{}', sha256('salt'))"

changes = pytest.mark.parametrize("change", CHANGES)


@pytest.fixture
def desk_that_spoke(
    dam: WatchItem, article: Article, source: Source, opening: dict[str, Any], writer: Any
) -> None:
    """At least one row in each append-only table."""
    uses = [Use(source)]
    source.captures.create(file="a.pdf", sha256="a" * 64, size=1, captured_at=timezone.now())
    source.link_checks.create(url="https://a.example/", checked_at=timezone.now(), verdict="ok")
    with sealing(Actor.TRACKER):
        dam.open("watching", **opening)
        dam.add_event(VagueDate.parse("2024"), headline="Concrete poured", evidence=uses)
        milestone = dam.add_milestone("First water")
        milestone.set_date("forecast", VagueDate.parse("2026"), asserted_by="Harbour Office")
        source.publisher.rate("B", "Usually right.", VagueDate.parse("2024-01-01").lower)
    with sealing(Actor.EDITOR):
        article.publish(by=writer)
    checkpoint.sign()


def _statement(change: str, table: str) -> str:
    key = "entry_id" if table == "record_payload" else "seq" if table == "record_entry" else "id"
    return CHANGES[change].format(table=table, key=key)


@pytest.mark.django_db
@pytest.mark.parametrize("trigger", ["append_only", "append_only_truncate"])
def test_these_tables_and_no_others_are_append_only(trigger: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute(GUARDED, [trigger])
        assert [name for (name,) in cursor.fetchall()] == TABLES


@pytest.mark.usefixtures("desk_that_spoke")
@changes
def test_the_owner_is_refused_by_a_trigger(change: str) -> None:
    for table in TABLES:
        before = _count(table)
        assert before, table
        refused = pytest.raises(IntegrityError, match=f"is append-only: {change}")
        with connection.cursor() as cursor, refused, transaction.atomic():
            cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
            cursor.execute(_statement(change, table))
        assert _count(table) == before


def _count(table: str) -> int:
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT count(*) FROM {table}")
        (found,) = cursor.fetchone()
    return int(found)


@pytest.mark.django_db
@changes
def test_the_web_role_has_no_right_to(change: str) -> None:
    for table in TABLES:
        refused = pytest.raises(psycopg.errors.InsufficientPrivilege, match=f"table {table}")
        with as_web() as web, refused:
            web.execute(_statement(change, table).replace(" CASCADE", ""))


@pytest.mark.django_db
@pytest.mark.parametrize(
    "statement",
    [
        ADD,
        "INSERT INTO record_payload VALUES (1, '{}', sha256('salt'))",
        "UPDATE record_head SET seq = 0",
        "DELETE FROM record_head",
        SEAL.format(moment="'2020-01-01'"),
        SEAL.format(moment="NULL").replace("publish", "erase"),
        ERASE,
        "SELECT public.record_forget(gen_random_uuid(), 'articles_revision', '{}', '{}')",
        "SET record.erasing = 'articles_revision'; DELETE FROM articles_revision",
        "ALTER TABLE record_entry DISABLE TRIGGER USER",
        "DROP TRIGGER append_only ON record_entry",
        "SET session_replication_role = replica",
        "SET ROLE watchdesk_owner",
        "CREATE TABLE public.mine ()",
        "CREATE OR REPLACE FUNCTION public.record_refuse() RETURNS trigger LANGUAGE plpgsql"
        " AS 'BEGIN RETURN OLD; END'",
    ],
    ids=lambda statement: " ".join(statement.split())[:40],
)
def test_the_web_role_is_refused(statement: str) -> None:
    with as_web() as web, pytest.raises(psycopg.errors.InsufficientPrivilege):
        web.execute(statement)


@pytest.mark.django_db
def test_the_web_role_does_the_ordinary_work() -> None:
    with as_web() as web:
        web.execute(
            "INSERT INTO tracker_track (slug, name, position, second_person)"
            " VALUES ('t', 'T', 1, false)"
        )
        web.execute("UPDATE tracker_track SET name = 'U'")
        web.execute("DELETE FROM tracker_track")
        web.execute("UPDATE record_head SET next_due = now()")
        web.execute("SELECT nextval('sources_source_number')")
        web.execute(
            "INSERT INTO record_checkpoint (seq, hash, signed_at, public_key, signature)"
            " VALUES (0, '', now(), '', '')"
        )
        assert web.execute(SEAL.format(moment="NULL")).rowcount == 1


@pytest.mark.django_db
@pytest.mark.parametrize(
    "values",
    [
        "('publish', 'tag\"', 'desk')",
        "('pub\"lish', 'tag', 'desk')",
        "('publish', 'tag', 'de\\sk')",
    ],
)
def test_a_word_that_would_need_escaping_in_the_line_is_refused(values: str) -> None:
    op, kind, actor = values.strip("()").split(", ")
    seal = SEAL.format(moment="NULL")
    seal = seal.replace("'publish'", op).replace("'tag'", kind).replace("'desk'", actor)
    with (
        connection.cursor() as cursor,
        pytest.raises(IntegrityError, match="record_entry_plain_words"),
        transaction.atomic(),
    ):
        cursor.execute(seal)


@pytest.mark.django_db
@pytest.mark.parametrize(("word", "to"), [("'publish'", "'import'"), ("'desk'", "'import'")])
def test_nobody_passes_for_an_import(word: str, to: str) -> None:
    with as_web() as web, pytest.raises(psycopg.errors.InvalidParameterValue):
        web.execute(SEAL.format(moment="NULL").replace(word, to))


@pytest.mark.django_db
def test_a_short_salt_is_refused() -> None:
    seal = SEAL.format(moment="NULL").replace("sha256('salt')", "'\\x00'::bytea")
    with (
        connection.cursor() as cursor,
        pytest.raises(IntegrityError, match="record_payload_salt"),
        transaction.atomic(),
    ):
        cursor.execute(seal)
