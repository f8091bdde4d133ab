"""What is erased is gone from every column of every table, from every file and every answer."""

import json
from typing import Any

import pytest
from django.contrib.admin.models import LogEntry
from django.db import connection, models
from django.test import Client

from articles.models import Image
from record import erasing
from record.forgetting import words_of
from record.kinds import Kind
from record.models import Due, Entry, Remnant, Subject
from record.rebuilding import faults
from record.verifying import verify
from sources.models import ImportRun
from tests.record.planted import PlantedDesk, standing, tables

pytestmark = pytest.mark.django_db

# What a subject's rows keep: kinds and days by which rules go on, and names of nobody.
KEPT = {
    "articles.article": {"language", "dated"},
    "articles.author": {"type"},
    "record.erasure": {"kind", "reason", "ground"},
    "sources.publisher": {"type"},
    "sources.rating": {"code"},
    "sources.source": {"csl_type", "repute", "link_verdict"},
    "sources.tag": {"type"},
    "tracker.event": {"date"},
    "tracker.evidence": {"stance"},
    "tracker.milestonedate": {"role", "date"},
    "tracker.statuschange": {
        *("type", "before", "status", "effective", "confidence", "outcome"),
    },
    "tracker.watchitem": {"status"},
    "watchdesk.page": {"language"},
}
TEXTS = (models.CharField, models.TextField, models.JSONField)


@pytest.fixture
def desk(administrator: Any, staff: Any) -> PlantedDesk:
    return PlantedDesk(administrator, staff)


def test_every_kind_is_gone_from_every_table_and_file(desk: PlantedDesk, settings: Any) -> None:
    folders = (settings.MEDIA_ROOT, settings.PRIVATE_ROOT)
    words = {kind: desk.plant(kind) for kind in desk.rows}
    assert set(words) == {*Kind} - {Kind.REDIRECT}
    for kind, word in words.items():
        found = standing(word, *folders)
        assert {"record_payload", "record_subject"} <= {one.partition(":")[0] for one in found}
        erasing.erase(desk.rows[kind].uuid, "A court asked for it.")
        erasing.remove_files()
        assert standing(word, *folders) == [], kind
    assert verify() == (Entry.objects.count(), None)
    assert list(faults()) == []


def test_what_tells_of_words_is_compared_with_every_column() -> None:
    """A new text of a model is told of here, or kept with a reason."""
    missing = []
    for kind in Kind:
        for words in words_of(kind):
            if words.goes:
                continue
            told = {*words.named, *words.emptied, *KEPT.get(words.model._meta.label_lower, ())}
            for field in words.model._meta.concrete_fields:
                is_text = isinstance(field, TEXTS) or hasattr(field, "base_field")
                if is_text and not field.generated and field.name not in told:
                    missing.append(f"{words.model._meta.label_lower}.{field.name}")
    assert missing == []


def test_every_table_with_words_is_told_of_or_holds_none_of_a_subject() -> None:
    told = {words.model._meta.db_table for kind in Kind for words in words_of(kind)}
    others = {
        # The record itself, and what is told of by more than columns.
        *("record_entry", "record_payload", "record_subject", "record_head", "record_due"),
        *("record_checkpoint", "record_erasure", "record_remnant"),
        # What holds by which numbers and on which days: names of subjects, and a status.
        "record_held",
        # A hash of what was typed, and who was written to in which week.
        *("record_sentform", "watchdesk_mondaymail"),
        *("django_admin_log", "sources_importrun"),
        # Names of groups of items, which stand in each item, and are nobody's.
        "tracker_track",
        # People, their rights, and the house.
        *("accounts_user", "accounts_user_groups", "accounts_user_user_permissions"),
        *("auth_group", "auth_group_permissions", "auth_permission"),
        *("django_content_type", "django_migrations", "django_session"),
        *("taggit_tag", "taggit_taggeditem"),
    }
    unknown = {name for name in tables() if not name.startswith("procrastinate_")}
    assert unknown - told - others == set()


def test_no_job_holds_more_than_numbers(desk: PlantedDesk) -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT args::text FROM procrastinate_jobs")
        values = [one for (args,) in cursor.fetchall() for one in json.loads(args).values()]
    assert values
    assert {type(value) for value in values} == {int}


def test_what_was_scheduled_does_not_say_it_again(desk: PlantedDesk) -> None:
    source = desk.rows[Kind.SOURCE]
    statements = [
        {
            "op": "publish",
            "kind": "source",
            "uuid": str(source.uuid),
            "schema": 2,
            "actor": "editor",
            "text": "{}",
        },
        {
            "op": "publish",
            "kind": "tag",
            "uuid": str(desk.rows[Kind.TAG].uuid),
            "schema": 1,
            "actor": "editor",
            "text": "{}",
        },
    ]
    due = Due.objects.create(
        at="2030-01-01T00:00Z", uuid=desk.rows[Kind.ARTICLE].uuid, statements=statements
    )
    erasing.erase(source.uuid, "A court asked for it.")
    due.refresh_from_db()
    assert [one["kind"] for one in due.statements] == ["tag"]


def test_a_file_that_something_else_shows_stays(desk: PlantedDesk, settings: Any) -> None:
    picture = desk.rows[Kind.IMAGE]
    Image.objects.create(title="The same", file=picture.file, alt="a", credit="c")
    erasing.erase(picture.uuid, "A court asked for it.")
    assert erasing.remove_files() == [f"media/{picture.file}"]
    assert (settings.MEDIA_ROOT / picture.file).exists()
    assert not Remnant.objects.exists()


def test_an_import_that_waits_with_its_file_ends(desk: PlantedDesk, settings: Any) -> None:
    desk.plant(Kind.SOURCE)
    erasing.erase(desk.rows[Kind.SOURCE].uuid, "A court asked for it.")
    erasing.remove_files()
    waiting = ImportRun.objects.get(state="failed")
    assert "names something that was erased" in waiting.problem
    assert not (settings.PRIVATE_ROOT / waiting.file).exists()
    done = ImportRun.objects.get(state="done")
    assert done.report["rows"]["matched"][0]["title"] == ""


def test_the_log_keeps_the_deed_without_the_name(desk: PlantedDesk) -> None:
    desk.plant(Kind.AUTHOR)
    before = LogEntry.objects.count()
    erasing.erase(desk.rows[Kind.AUTHOR].uuid, "A court asked for it.")
    assert LogEntry.objects.count() == before
    beside = LogEntry.objects.filter(content_type__model="page").get()
    assert json.loads(beside.change_message) == [{"added": {"name": "row", "object": "erased"}}]


ADDRESSES = {
    Kind.ARTICLE: "/articles/{slug}/",
    Kind.ITEM: "/watch/{slug}/",
    Kind.SOURCE: "/sources/{slug}/",
    Kind.TAG: "/tags/{slug}/",
    Kind.AUTHOR: "/authors/{slug}/",
    Kind.SERIES: "/series/{slug}/",
    Kind.PAGE: "/{slug}/",
}
ROUTES = {Kind.ARTICLE: "articles", Kind.ITEM: "watch-items", Kind.SOURCE: "sources"}
LISTS = [
    *("/", "/articles/", "/watch/", "/sources/", "/corrections/", "/record/", "/methods/"),
    *("/feeds/articles.atom", "/sources/export.json"),
    *(
        f"/api/v1/{name}"
        for name in (
            "articles watch-items status-changes milestones events sources publishers tags series"
            " authors images videos changes corrections record"
        ).split()
    ),
]


def test_no_answer_of_any_day_says_it_and_no_copy_is_given(
    desk: PlantedDesk, client: Client
) -> None:
    """Each page is read before, so that a copy and a validator of it are about."""
    words = {kind: desk.plant(kind) for kind in ADDRESSES}
    slugs = {kind: Subject.objects.now().get(uuid=desk.rows[kind].uuid).slug for kind in ADDRESSES}
    own = {kind: address.format(slug=slugs[kind]) for kind, address in ADDRESSES.items()}
    seq = Entry.objects.latest("seq").seq
    asked = [*own.values(), *LISTS]
    asked += [f"{address}?known_at={seq}" for address in asked]
    held = {address: client.get(address) for address in asked}
    assert {answer.status_code for answer in held.values()} == {200}
    for kind, word in words.items():
        assert word.lower() in held[own[kind]].content.decode().lower()
        erasing.erase(desk.rows[kind].uuid, "A court asked for it.", slugs[kind])
    for kind in (Kind.ARTICLE, Kind.ITEM, Kind.SOURCE):
        uuid = desk.rows[kind].uuid
        for clock in ("", f"?known_at={seq}"):
            assert "A court asked for it." in client.get(own[kind] + clock).content.decode()
            gone = client.get(f"/api/v1/{ROUTES[kind]}/{uuid}{clock}")
            assert (gone.status_code, gone["Content-Type"]) == (410, "application/problem+json")
            assert gone.json()["tombstone"]["payload"]["reason"] == "A court asked for it."
    # The record's own pages say that something was erased, when and why.
    erasure = Entry.objects.filter(op="erase").latest("seq")
    assert "A court asked for it." in client.get("/record/").content.decode()
    assert "A court asked for it." in client.get(erasure.get_absolute_url()).content.decode()
    first = Entry.objects.filter(uuid=erasure.uuid).earliest("seq")
    assert "The text was erased." in client.get(first.get_absolute_url()).content.decode()
    for address, before in held.items():
        after = client.get(address, headers={"If-None-Match": before["ETag"]})
        assert after.status_code in {200, 410}, address
        said = after.content.decode().lower()
        # Their addresses were to stay.
        for slug in slugs.values():
            said = said.replace(slug, "") if slug.startswith("zq") else said
        assert [word for word in words.values() if word.lower() in said] == [], address
