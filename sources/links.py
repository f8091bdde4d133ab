"""What becomes of a source when looks at its address succeed and fail, and which are to be seen."""

import datetime as dt
from typing import Any, Self

from django.conf import settings
from django.db import models
from django.db.models import Exists, F, Max, Min, OuterRef, Q
from django.utils.translation import gettext as _
from procrastinate.contrib.django import app as jobs

from record.clock import now
from record.models import PublicModel, Subject
from sources.captures import Capture
from sources.link_checks import FAILURES, LinkCheck, Verdict

# So many failures in a row, over so long a time, and a link is dead.
FAILURES_TO_DEATH = 3
OVER = dt.timedelta(days=7)
# How often an address is looked at, and how long a switched link is news to the desk.
EVERY = dt.timedelta(hours=23)
NEWS = dt.timedelta(days=14)
# The page was there, and was the page.
FOUND = (Verdict.OK, Verdict.MOVED)
# What looks write on a source. A form never does: it would write back what it read.
COLUMNS = ("link_verdict", "link_checked_at", "link_is_dead", "link_dead_since")


class LinkQuerySet(models.QuerySet[Any]):
    """Sources by the state of their links."""

    def public(self) -> Self:
        """Those that readers can open now."""
        standing = Subject.objects.now().public().filter(uuid=OuterRef("uuid"))
        return self.filter(Exists(standing))

    def to_look_at(self, at: dt.datetime) -> Self:
        """Those whose address was not looked at for a day, the longest ago first."""
        due = Q(link_checked_at=None) | Q(link_checked_at__lt=at - EVERY)
        rows = self.filter(due, merged_into=None).exclude(url="")
        return rows.order_by(F("link_checked_at").asc(nulls_first=True), "pk")

    def with_no_copy(self) -> Self:
        """Those that nothing stands in for: no archived copy, and no file that the desk keeps."""
        return self.filter(archived_url="").exclude(Exists(_captures()))

    def with_dead_links(self, at: dt.datetime | None = None) -> Self:
        """Public ones whose link is dead, where the desk has something to do or to know.

        No archived copy stands in for it, or it was switched in the last two weeks. The latest
        comes first.
        """
        bare = Q(archived_url="") & ~Exists(_captures())
        rows = self.public().filter(link_is_dead=True, merged_into=None)
        rows = rows.filter(bare | Q(link_dead_since__gt=(at or now()) - NEWS))
        return rows.order_by("-link_dead_since", "pk")


class Linked(PublicModel):
    """A source's link: what was found there, and whether readers are sent there."""

    url: str
    archived_url: str
    link_verdict: str
    link_checked_at: dt.datetime | None
    link_is_dead: bool
    link_dead_since: dt.datetime | None
    merged_into_id: int | None
    link_checks: Any

    class Meta:
        abstract = True

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Leave alone what looks wrote, unless they are named; another address begins anew.

        Whoever saves all of a source read it a while ago, and looks have gone on since.
        """
        if not self._state.adding:
            columns = kwargs.get("update_fields")
            if columns is None:
                columns = _names(type(self)) - set(COLUMNS)
            if "url" in columns:
                stored: Any = type(self)._default_manager.filter(pk=self.pk)
                columns = {*columns, "url_key"}
                if not stored.filter(url=self.url).exists():
                    self.forget_looks()
                    columns |= set(COLUMNS)
            kwargs["update_fields"] = columns
        super().save(*args, **kwargs)

    def last_found(self) -> LinkCheck | None:
        """The last look that found the page, as it should be, at the present address."""
        return self._looks().filter(verdict__in=FOUND).first()

    def keep_look(self, check: LinkCheck) -> None:
        """Keep what a look found, and switch the link where that decides it.

        Called inside `sealing()`, with the row locked: of two looks at once, the second sees the
        first. A look at an address that the source no longer has is kept, and decides nothing.
        """
        check.source_id = self.pk
        check.save(force_insert=True)
        latest = self._looks().first()
        if latest is None or self.merged_into_id:
            return
        was_dead = self.link_is_dead
        self.link_verdict, self.link_checked_at = latest.verdict, latest.checked_at
        self.link_is_dead = self._is_dead()
        if self.link_is_dead != was_dead:
            self.link_dead_since = latest.checked_at if self.link_is_dead else None
        self.save(update_fields=COLUMNS)
        if self.link_is_dead != was_dead:
            self.publish_changes()

    def accept_page(self, at: dt.datetime) -> None:
        """Say that what stands at the address now is the page that is meant."""
        latest = self._looks().filter(verdict=Verdict.CHANGED).first()
        kept = ("url", "status", "final_url", "etag", "last_modified", "digest", "fingerprint")
        said = {name: getattr(latest, name) for name in kept} if latest else {"url": self.url}
        note = _("Somebody at the desk looked: it is the page that is meant.")
        self.keep_look(LinkCheck(checked_at=at, verdict=Verdict.OK, note=note, **said))

    def ask_for_archive(self) -> bool:
        """Have the worker ask a public archive to keep it, where the desk has chosen one.

        Returns whether it will. A part of the write that it is called in: undone with it.
        """
        if not settings.ARCHIVE_REQUEST_URL or not self.url or self.archived_url:
            return False
        jobs.configure_task("sources.ask_archive").defer(source=self.pk)
        return True

    def forget_looks(self) -> None:
        """Start anew: the address is another one."""
        self.link_verdict, self.link_checked_at = "", None
        self.link_is_dead, self.link_dead_since = False, None

    def _looks(self) -> "models.QuerySet[LinkCheck]":
        looks: models.QuerySet[LinkCheck] = self.link_checks.filter(url=self.url)
        return looks

    def _is_dead(self) -> bool:
        """Three failures in a row over a week; it stays so until there is an answer.

        A look that was refused says nothing of what a reader finds, so it neither counts nor
        breaks the row.
        """
        failed = self._looks().filter(verdict__in=FAILURES)
        heard = self._looks().exclude(verdict__in=[*FAILURES, Verdict.BLOCKED]).first()
        if heard is not None:
            failed = failed.filter(
                Q(checked_at__gt=heard.checked_at) | Q(checked_at=heard.checked_at, pk__gt=heard.pk)
            )
        row: dict[str, Any] = failed.aggregate(
            count=models.Count("pk"), first=Min("checked_at"), last=Max("checked_at")
        )
        if not row["count"]:
            return self.link_is_dead and heard is None
        long = row["last"] - row["first"] >= OVER
        return self.link_is_dead or (row["count"] >= FAILURES_TO_DEATH and long)


def _captures() -> models.QuerySet[Capture]:
    return Capture.objects.filter(source=OuterRef("pk"))


def _names(model: type[models.Model]) -> set[str]:
    """The columns that a full save writes."""
    fields = model._meta.concrete_fields
    return {field.name for field in fields if not (field.primary_key or field.generated)}
