"""Who merges at the same moment as others write: one of them wins, and nothing names nobody."""

from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.db import connection

from articles.models import Article
from record.kinds import Actor
from record.models import Subject
from record.sealing import sealing
from record.vague import VagueDate
from sources.models import Source
from tests.together import at_once
from tracker.evidence import Use
from tracker.models import WatchItem

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def twin(source: Source) -> Source:
    return Source.objects.create(csl_type="report", title="The report about the dam")


def merging(source: Source, other: Source) -> Any:
    def merge() -> None:
        with sealing(Actor.DESK):
            Source.objects.get(pk=source.pk).merge_into(
                Source.objects.get(pk=other.pk), "Entered twice."
            )

    return merge


def test_of_two_crossing_merges_one_is_made(source: Source, twin: Source) -> None:
    answers = at_once(merging(source, twin), merging(twin, source))
    refused = [one for one in answers if one is not None]
    assert len(refused) == 1
    assert isinstance(refused[0], ValidationError)
    assert Source.objects.exclude(merged_into=None).count() == 1


def test_a_publication_at_the_same_moment_names_nobody_unknown(
    source: Source, article: Article, dam: WatchItem, opening: dict[str, Any]
) -> None:
    with sealing(Actor.TRACKER):
        dam.open("watching", **opening)

    def publish() -> None:
        with sealing(Actor.EDITOR):
            Article.objects.get(pk=article.pk).publish(by=None)

    def say_event() -> None:
        with sealing(Actor.TRACKER):
            item = WatchItem.objects.get(pk=dam.pk)
            use = Use(Source.objects.get(pk=source.pk))
            item.add_event(VagueDate.parse("2024"), headline="Water", evidence=[use])

    for n in range(4):
        fresh = Source.objects.create(csl_type="report", title=f"Report {n}")
        source = Source.objects.create(csl_type="report", title=f"Draft {n}")
        article = Article.objects.get(pk=article.pk)
        article.body = f'<p>It leaks.<cite data-source="{source.uuid}"></cite></p>'
        article.save()
        answers = at_once(publish, merging(source, fresh), say_event)
        assert all(one is None or isinstance(one, ValidationError) for one in answers), answers
        named = {
            uuid
            for row in Subject.objects.now().filter(kind__in=["article", "event"])
            for uuid in row.references
        }
        known = set(Subject.objects.values_list("uuid", flat=True))
        assert named <= known


def test_who_writes_on_one_of_the_two_is_not_waited_for(source: Source, twin: Source) -> None:
    with sealing(Actor.DESK):
        source.title = "Typed at this moment"
        source.save()
        (answer,) = at_once(merging(source, twin))
        assert isinstance(answer, ValidationError)
        assert "Try again" in str(answer)
    assert not connection.in_atomic_block
    assert Source.objects.get(pk=source.pk).merged_into is None
