"""An import of sources by upload: what was read, how far it is, and what it found."""

import datetime as dt
from typing import Any

from django.conf import settings
from django.db import models, transaction
from django.utils.translation import gettext_lazy as _
from procrastinate.contrib.django import app as jobs
from procrastinate.contrib.django.models import ProcrastinateJob

from record.clock import now

TASK = "sources.import"


class RunState(models.TextChoices):
    """How far an import is."""

    READING = "reading", _("being read")
    READ = "read", _("read, not carried out")
    RUNNING = "running", _("running")
    DONE = "done", _("done")
    FAILED = "failed", _("failed")


AT_WORK = (RunState.READING, RunState.RUNNING)
# A worker says every ten seconds that it lives.
SILENCE = dt.timedelta(minutes=1)


class ImportRun(models.Model):
    """One uploaded file. A run cut short is taken up again: what is kept already is matched."""

    sha256 = models.CharField("SHA-256", max_length=64)
    file = models.CharField(_("file"), max_length=100)
    name = models.CharField(_("name of the file"), max_length=200)
    format = models.CharField(_("format"), max_length=12)
    problem = models.TextField(_("what went wrong"), blank=True)
    state = models.CharField(_("state"), max_length=8, choices=RunState, default=RunState.READING)
    total = models.PositiveIntegerField(_("entries"), default=0)
    done = models.PositiveIntegerField(_("done"), default=0)
    report = models.JSONField(_("report"), default=dict)
    made_at = models.DateTimeField(_("uploaded at"))
    made_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, editable=False, related_name="+"
    )

    class Meta:
        ordering = ["-id"]
        verbose_name = _("import of sources")
        verbose_name_plural = _("imports of sources")

    def __str__(self) -> str:
        return self.name

    @property
    def was_read(self) -> bool:
        """Whether its dry run came to the end, so that it can be carried out."""
        return bool(self.format)

    @property
    def has_report(self) -> bool:
        """Whether every entry was gone through, and what was found stands in the report."""
        return self.state in {RunState.READ, RunState.DONE}

    @property
    def is_at_work(self) -> bool:
        """Whether a worker that lives has it, or soon will."""
        return self.state in AT_WORK and self._jobs().exclude(_left_behind()).exists()

    @property
    def is_left(self) -> bool:
        """Whether its worker was killed: it gave no sign of life for a minute."""
        return self.state in AT_WORK and not self.is_at_work and self._jobs().exists()

    @property
    def may_go_on(self) -> bool:
        """Whether it can be carried out now: it waits, it failed, or its worker is gone."""
        if self.state == RunState.DONE or self.is_at_work:
            return False
        return self.was_read or self.is_left

    @property
    def may_be_discarded(self) -> bool:
        """Whether it has kept nothing, and nobody is at it."""
        if self.state == RunState.DONE or self.is_at_work:
            return False
        return not (self.was_read and self.done)

    def note_reading(self, format_name: str, total: int, report: dict[str, Any]) -> None:
        """Keep what the dry run found. It is saved by the caller."""
        self.format, self.total, self.report = format_name, total, report
        self.state, self.problem, self.done = RunState.READ, "", 0

    def defer(self) -> None:
        """Have the worker go on with it, once this transaction is committed."""
        left = self._jobs().filter(_left_behind()).first()
        if left is not None:
            # While it stands, no other job of this run is taken.
            jobs.job_manager.retry_job_by_id(left.pk, retry_at=now())
            return
        jobs.configure_task(TASK, lock=f"{TASK}-{self.pk}").defer(run=self.pk)

    @transaction.atomic
    def begin(self) -> bool:
        """Have it carried out, or read again where its worker was killed while it read.

        False where somebody was quicker, or it cannot be now.
        """
        waiting = ImportRun.objects.select_for_update().only("pk").filter(pk=self.pk).first()
        if waiting is None:
            return False
        self.refresh_from_db(fields=["state", "format"])
        if not self.may_go_on:
            return False
        if self.state == RunState.READ:
            # From here on the report says what was done, not what would be.
            self.report = {}
        if self.was_read:
            self.state, self.problem = RunState.RUNNING, ""
            self.save(update_fields=["state", "problem", "report"])
        self.defer()
        return True

    def fail(self, problem: str) -> None:
        """Say why it cannot go on. What it has kept stays."""
        self.state, self.problem = RunState.FAILED, problem
        self.save(update_fields=["state", "problem"])

    def shares_its_file(self) -> bool:
        """Whether another run that is not done needs the same file."""
        others = ImportRun.objects.filter(file=self.file).exclude(state=RunState.DONE)
        return others.exclude(pk=self.pk).exists()

    def earlier(self) -> "ImportRun | None":
        """The run before it that imported this very file."""
        same = ImportRun.objects.filter(sha256=self.sha256, state=RunState.DONE)
        return same.filter(pk__lt=self.pk).defer("report").first()

    def _jobs(self) -> "models.QuerySet[ProcrastinateJob]":
        return ProcrastinateJob.objects.filter(
            task_name=TASK, args__run=self.pk, status__in=["todo", "doing"]
        )


def _left_behind() -> models.Q:
    """The jobs whose worker is gone, or gave no sign of life for too long."""
    silent = models.Q(worker=None) | models.Q(worker__last_heartbeat__lt=now() - SILENCE)
    return models.Q(status="doing") & silent
