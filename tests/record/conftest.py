"""A desk that has said a little of everything, for tests of what is kept of it."""

import pytest

from articles.models import Article
from record.kinds import Actor, Op
from record.sealing import say, sealing
from record.vague import VagueDate
from tests.factories import OPENING, a_dam, a_source, an_article
from tests.keeping import said_once
from tracker.evidence import Use


@pytest.fixture
def spoken(db: None) -> Article:
    """A desk with every kind of row: changed, corrected, withdrawn and brought back."""
    return _spoken()


@said_once
def _spoken() -> Article:
    dam, source = a_dam(), a_source()
    article = an_article(source)
    with sealing(Actor.TRACKER):
        dam.open("watching", **OPENING)
    with sealing(Actor.TRACKER):
        change = dam.change_status(
            "moving",
            seen="watching",
            effective=VagueDate.parse("2024-09"),
            headline="It moves",
            evidence=[Use(source)],
        )
    with sealing(Actor.TRACKER):
        change.retract("Too early.")
    for verb in (
        lambda: article.publish(by=None),
        lambda: article.withdraw("Wrong dam.", by=None),
        lambda: article.publish(by=None),
    ):
        with sealing(Actor.EDITOR):
            verb()
    with sealing(Actor.DESK):
        ending = {"reason": "a duplicate", "successor": str(article.uuid)}
        say(Op.MERGE, source.publisher, ending=ending)
    return article
