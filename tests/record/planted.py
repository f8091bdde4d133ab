"""A desk with a word of its own in every text of one subject, and a look at where words stand."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from django.contrib.admin.models import CHANGE, LogEntry
from django.contrib.postgres.fields import ArrayField
from django.core.files.base import ContentFile
from django.db import connection, models
from django.utils import timezone

from record.forgetting import words_of
from record.kinds import Actor, Kind, Op
from record.sealing import say, sealing
from record.vague import VagueDate
from sources.keeping import keep_privately
from sources.models import ImportRun, TagSpelling
from tests.small_desk import SmallDesk
from tracker.evidence import Use
from tracker.proposed_uses import ProposedUse

# Names of files and hashes, which a word cannot stand in.
NOT_WORDS = {"language", "file", "captions", "sha256", "fingerprint", "digest", "media_type"}


class PlantedDesk:
    """A desk with something of every kind; `plant` puts a word into all that one of them says."""

    def __init__(self, by: Any, second: Any) -> None:
        self.by = by
        self.desk = desk = SmallDesk(1)
        item, source = desk.items[0], desk.sources[0]
        uses = [Use(source, quotation="q", locator="p. 1", why="w")]
        year = VagueDate.parse("2024")
        with sealing(Actor.TRACKER):
            change = item.change_status(
                "moving", seen="watching", effective=year, headline="h", evidence=uses, by=by
            )
            # Of the question, and of the statement that one of them became.
            for said in ({}, {"state": "confirmed", "change": change, "second": second}):
                proposed = item.proposals.create(
                    type="change",
                    seen="watching",
                    seen_version=1,
                    by=by,
                    made_at=timezone.now(),
                    **said,
                )
                ProposedUse.keep(uses, proposed)
            item.lanes.create(key="lane", name="Lane")
            item.publish_changes()
            event = item.add_event(year, headline="e", evidence=uses)
            milestone = item.add_milestone("m")
            milestone.set_date("forecast", year, asserted_by="a", evidence=uses, reason="r")
            desk.publisher.rate("B", "Because.", VagueDate.parse("2024-01-01").lower)
        source.link_checks.create(url="https://a.example/", checked_at=timezone.now(), verdict="ok")
        with sealing(Actor.EDITOR):
            for one in (desk.picture, desk.video, desk.series, desk.author):
                say(Op.PUBLISH, one)
        self.rows: dict[str, Any] = {
            Kind.DESK: desk.desk,
            Kind.PAGE: desk.page,
            Kind.ARTICLE: desk.articles[0],
            Kind.ITEM: item,
            Kind.STATUS_CHANGE: change,
            Kind.MILESTONE: milestone,
            Kind.EVENT: event,
            Kind.SOURCE: source,
            Kind.PUBLISHER: desk.publisher,
            Kind.TAG: desk.tag,
            Kind.AUTHOR: desk.author,
            Kind.SERIES: desk.series,
            Kind.IMAGE: desk.picture,
            Kind.VIDEO: desk.video,
        }

    def plant(self, kind: str) -> str:
        """Put a word into every text of the subject of this kind, and say it; returns the word."""
        row, word = self.rows[kind], f"Zq{kind.replace('-', '')}x7"
        if kind == Kind.VIDEO:
            film, captions = ContentFile(word.encode(), "f.mp4"), f"WEBVTT\n{word}".encode()
            row.take(film, ContentFile(captions))
            row.save()
        if kind == Kind.SOURCE:
            with sealing(Actor.EDITOR):
                row.keep_copy(word.encode(), timezone.now(), by=self.by)
            self._import(word, row)
        for words in words_of(kind):
            with _writable(words.model._meta.db_table):
                for one in words.rows(row.uuid):
                    _plant(one, word)
        if kind == Kind.TAG:
            TagSpelling.objects.filter(tag=row).update(spelling=word)
        row.refresh_from_db()
        LogEntry.objects.log_actions(self.by.pk, [row], CHANGE, f"Wrote {word}.")
        beside = [{"added": {"name": "row", "object": f"supports: {row}"}}]
        LogEntry.objects.log_actions(self.by.pk, [self.desk.page], CHANGE, beside)
        with sealing(Actor.DESK):
            say(Op.UPDATE, row)
        return word

    def _import(self, word: str, source: Any) -> None:
        """An import that is done, and one that waits with its file."""
        rows = {"matched": [{"line": 1, "title": f"{word} title", "other": source.pk}]}
        for state in ("done", "read"):
            ImportRun.objects.create(
                sha256="0" * 64,
                file=keep_privately(f"TI - {word} title {state}".encode(), "import"),
                name="library.ris",
                state=state,
                format="ris",
                report={"rows": rows},
                made_at=timezone.now(),
            )


def _plant(row: models.Model, word: str) -> None:
    planted: dict[str, Any] = {}
    for field in row._meta.concrete_fields:
        if field.is_relation or field.generated or field.choices or field.name in NOT_WORDS:
            continue
        if isinstance(field, ArrayField):
            planted[field.name] = [word]
        elif isinstance(field, models.JSONField) and field.name == "authors":
            planted[field.name] = [{"name": word, "kind": "body"}]
        elif isinstance(field, models.JSONField) and field.name == "details":
            planted[field.name] = {"genre": word}
        elif isinstance(field, models.URLField):
            planted[field.name] = f"https://{word}.example/"
        elif isinstance(field, models.SlugField):
            planted[field.name] = word.lower()
        elif isinstance(field, models.CharField | models.TextField):
            planted[field.name] = f"{word} {field.name}"[: getattr(field, "max_length", None)]
    type(row)._default_manager.filter(pk=row.pk).update(**planted)


@contextmanager
def _writable(table: str) -> Iterator[None]:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT FROM pg_trigger WHERE tgname = 'append_only' AND tgrelid = %s::regclass",
            [table],
        )
        guarded = cursor.rowcount
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        if guarded:
            cursor.execute(f"ALTER TABLE {table} DISABLE TRIGGER append_only")
        yield
        if guarded:
            cursor.execute(f"ALTER TABLE {table} ENABLE TRIGGER append_only")


def tables() -> list[str]:
    """Every table of the database."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT tablename FROM pg_tables WHERE schemaname = 'public' ORDER BY 1")
        return [name for (name,) in cursor.fetchall()]


def standing(word: str, *folders: Path) -> list[str]:
    """Where `word` stands: tables with rows that hold it in any column, and files, in any case."""
    found = []
    hexed = word.encode().hex()
    with connection.cursor() as cursor:
        for table in tables():
            cursor.execute(
                f'SELECT count(*) FROM "{table}" AS whole'
                " WHERE whole::text ILIKE %s OR whole::text ILIKE %s",
                [f"%{word}%", f"%{hexed}%"],
            )
            if count := cursor.fetchone()[0]:
                found.append(f"{table}: {count}")
    for folder in folders:
        for path in sorted(folder.rglob("*")):
            if path.is_file() and word.lower().encode() in path.read_bytes().lower():
                found.append(path.name)
    return found
