"""Changes at random to a small desk, through the verbs that everybody uses."""

import datetime as dt
import re
from collections.abc import Callable, Sequence

from django.core.exceptions import ValidationError

from record.clock import standing
from record.kinds import Actor
from record.sealing import sealing
from record.vague import VagueDate
from sources.link_checks import LinkCheck, Verdict
from sources.models import Tag
from tests.small_desk import SmallDesk
from tracker.evidence import Use
from tracker.expectations import Milestone
from tracker.models import StatusConflict
from tracker.statuses import FINAL, Status

# No more of a kind than this: every page is kept after every change.
MOST, MOST_SOURCES = 2, 3
# How the changes are called: “edits_a_source”, “looks”.
VERB = re.compile(r"[a-z]+s(_[a-z_]+)?")


class ChangingDesk(SmallDesk):
    """Each change by name, as somebody at the desk would make it."""

    looked_at = dt.datetime(2024, 1, 1, tzinfo=dt.UTC)
    to_come: Sequence[str] = ()

    @property
    def every_kind(self) -> list[str]:
        """The names of all changes."""
        return [name for name in vars(ChangingDesk) if VERB.fullmatch(name)]

    def change(self) -> str:
        """Make one change; returns its name. What the rules refuse, or nobody sees, is not one.

        All kinds come in a random order, then all of them in another.
        """
        before = standing().seq
        while standing().seq == before:
            if not self.to_come:
                self.to_come = self.dice.sample(self.every_kind, len(self.every_kind))
            name, *self.to_come = self.to_come
            verb: Callable[[], None] = getattr(self, name)
            try:
                with sealing(Actor.EDITOR):
                    verb()
            except (ValidationError, StatusConflict):
                continue
        return name

    def edits_a_source(self) -> None:
        source = self.source()
        source.title = self.word()
        source.save()
        source.publish_changes()

    def retracts_a_source(self) -> None:
        self.source().retract(self.word())

    def downgrades_a_source(self) -> None:
        self.source().downgrade(self.word())

    def reinstates_a_source(self) -> None:
        self.source().reinstate(self.word())

    def merges_a_source(self) -> None:
        """A fresh one, entered twice: an old one into it, or it into an old one."""
        fresh = self.make_source()
        if self.dice.random() < 0.5:
            self.item().add_event(self.date(), headline=self.word(), evidence=[Use(fresh)])
        source = self.source()
        goes, stays = self.dice.choice([(fresh, source), (source, fresh)])
        goes.merge_into(stays, self.word())
        self.sources = [stays, *(one for one in self.sources if one not in {goes, stays})]

    def enters_a_source(self) -> None:
        if len(self.sources) < MOST_SOURCES:
            self.sources.append(self.make_source())
            self.adds_an_event()

    def switches_a_link(self) -> None:
        """Three looks over a week that found nothing there, or one that found it again."""
        source = self.source()
        day = dt.timedelta(days=1)
        verdicts = [Verdict.OK] if source.link_is_dead else [Verdict.GONE] * 3
        for verdict in verdicts:
            self.looked_at += 4 * day
            source.keep_look(
                LinkCheck(url=source.url, checked_at=self.looked_at, verdict=verdict, status=404)
            )

    def keeps_a_copy(self) -> None:
        self.source().keep_copy(self.word().encode(), self.looked_at)

    def names_an_archived_copy(self) -> None:
        source = self.source()
        source.archived_url = f"https://archive.example/{self.n}/{source.pk}"
        source.save()
        source.publish_changes()

    def edits_the_publisher(self) -> None:
        self.publisher.name = self.word()
        self.publisher.save()
        self.publisher.publish_changes()

    def rates_the_publisher(self) -> None:
        day = VagueDate.parse("2024-01-01").lower
        assert day
        self.publisher.rate(self.dice.choice("ABCDEF"), self.word(), day)

    def edits_the_tag(self) -> None:
        self.tag.refresh_from_db()
        self.tag.description = self.word()
        self.tag.save()
        self.tag.publish_changes()

    def tags_a_source(self) -> None:
        source = self.source()
        source.tags.add(self.word())
        source.publish_changes()

    def merges_a_tag(self) -> None:
        other = Tag.objects.unmerged().exclude(pk=self.tag.pk).first()
        if other:
            other.merge_into(self.tag, self.word())

    def renames_a_tag(self) -> None:
        tag = self.dice.choice(list(Tag.objects.unmerged()))
        tag.name, tag.slug = self.word(), f"tag-{self.n}"
        tag.save()
        tag.publish_changes()

    def edits_the_author(self) -> None:
        self.author.bio = self.word()
        self.author.save()
        self.author.publish_changes()

    def edits_the_series(self) -> None:
        self.series.title, self.series.slug = self.word(), f"series-{self.n}"
        self.series.save()
        self.series.publish_changes()

    def edits_the_picture(self) -> None:
        self.picture.alt = self.word()
        self.picture.save()
        self.picture.publish_changes()

    def edits_the_video(self) -> None:
        self.video.caption = self.word()
        self.video.save()
        self.video.publish_changes()

    def edits_the_page(self) -> None:
        self.page.body = f"<p>{self.word()}</p>"
        self.page.save()
        self.page.publish()

    def leads_with_another(self) -> None:
        self.desk.lead = self.dice.choice(self.articles)
        self.desk.notices = self.word()
        self.desk.save()
        self.desk.publish()

    def changes_a_status(self) -> None:
        item = self.item()
        use = [Use(self.source(), credibility=self.dice.randint(1, 6), locator=self.word())]
        if item.status in FINAL:
            words = {"headline": self.word(), "reason": self.word()}
            item.reopen("watching", effective=VagueDate.parse("2025-02"), evidence=use, **words)
            return
        to = self.dice.choice([status for status in Status if status != item.status])
        item.change_status(
            to,
            seen=item.status,
            effective=VagueDate.parse("2025-01"),
            headline=self.word(),
            evidence=use,
            outcome="overtaken" if to == Status.CLOSED else "",
        )

    def opens_an_item(self) -> None:
        if len(self.items) < MOST:
            self.items.append(self.make_item())

    def renames_the_track(self) -> None:
        self.track.name = self.word()
        self.track.save()
        self.track.publish_changes()

    def edits_an_item(self) -> None:
        item = self.item()
        item.why, item.slug = self.word(), f"asked-{self.n}-{item.pk}"
        item.save()
        item.publish_changes()

    def adds_evidence(self) -> None:
        """To a change or an event that was said without it."""
        item = self.item()
        told = [*item.changes.exclude(type="check"), *item.events.all()]
        self.dice.choice(told).add_evidence([Use(self.source(), locator=self.word())])

    def looks(self) -> None:
        self.item().look(self.word())

    def corrects_a_change(self) -> None:
        change = self.item().changes.exclude(status="").filter(superseded_by=None).last()
        if change:
            words = {"headline": self.word(), "reason": self.word()}
            outcome = "overtaken" if change.status == Status.CLOSED else ""
            use = [Use(self.source(), credibility=self.dice.randint(1, 6))]
            change.correct(
                to=change.status, effective=change.effective, evidence=use, outcome=outcome, **words
            )

    def retracts_a_change(self) -> None:
        change = self.item().changes.filter(type="change", superseded_by=None).first()
        if change:
            change.retract(self.word())

    def adds_an_event(self) -> None:
        self.item().add_event(self.date(), headline=self.word(), evidence=[Use(self.source())])

    def expects_something(self) -> None:
        milestone = self.item().add_milestone(self.word())
        milestone.set_date("forecast", self.date(), asserted_by=self.word())

    def moves_a_date(self) -> None:
        role = self.dice.choice(["baseline", "forecast", "forecast", "actual"])
        milestone = self.dice.choice(Milestone.objects.order_by("pk"))
        milestone.set_date(role, self.date(), asserted_by=self.word(), reason=self.word())

    def changes_criteria(self) -> None:
        words = {"yes": self.word(), "no": "n", "edge_cases": "e", "by_when": "never"}
        self.item().set_criteria(**words, reason=self.word())

    def writes_an_article(self) -> None:
        if len(self.articles) < MOST:
            self.articles.append(self.make_article())

    def updates_an_article(self) -> None:
        article = self.article()
        article.title, article.body = self.word(), self.body()
        article.cover = self.dice.choice([None, self.picture])
        article.series, article.part = self.dice.choice([(None, None), (self.series, article.pk)])
        article.save()
        article.publish(by=None)

    def corrects_an_article(self) -> None:
        article = self.article()
        article.standfirst = self.word()
        article.save()
        article.correct(self.word(), by=None)

    def moves_an_article(self) -> None:
        article = self.article()
        article.slug = f"moved-{self.n}-{article.pk}"
        article.save()
        article.publish(by=None)

    def withdraws_an_article(self) -> None:
        self.article().withdraw(self.word(), by=None)
