"""What the worker does for the record. Each task may run twice without harm."""

import datetime as dt

from procrastinate import RetryStrategy
from procrastinate.contrib.django import app

from record import checkpoint
from record.clock import desk_day, now
from record.due import seal_due
from record.models import Checkpoint, SentForm
from record.verifying import verify


class DoesNotVerify(Exception):
    """The record does not fit itself. The job fails, and the desk's front page says so."""


@app.task(name="record.sealed", retry=RetryStrategy(max_attempts=3, wait=5))
def sealed(first: int, last: int) -> None:
    """Check the entries from `first` on, soon after they were sealed."""
    _held, fault = verify(first)
    if fault:
        raise DoesNotVerify(str(fault))


@app.periodic(cron="* * * * *")
@app.task(name="record.seal_due", queueing_lock="record.seal_due", pass_context=False)
def seal_what_is_due(timestamp: int) -> None:
    """Seal scheduled publications whose moment has come without a reader's request."""
    seal_due(now())


@app.periodic(cron="5 0 * * *")
@app.task(name="record.checkpoint", queueing_lock="record.checkpoint")
def sign_the_day(timestamp: int) -> None:
    """Check the whole record and sign the day's checkpoint, once a day."""
    _held, fault = verify()
    if fault:
        raise DoesNotVerify(str(fault))
    latest = Checkpoint.objects.first()
    if latest is None or desk_day(latest.signed_at) < desk_day(now()):
        checkpoint.sign()


@app.periodic(cron="40 3 * * *")
@app.task(name="record.tidy", queueing_lock="record.tidy")
async def forget_old_jobs(timestamp: int) -> None:
    """Jobs that ended a week ago go, and the keys of forms that nobody sends again."""
    await app.job_manager.delete_old_jobs(nb_hours=24 * 7, include_failed=True)
    await SentForm.objects.filter(at__lt=now() - dt.timedelta(days=30)).adelete()


@app.periodic(cron="*/10 * * * *")
@app.task(name="record.requeue", queueing_lock="record.requeue", pass_context=True)
async def requeue_what_was_killed(context: object, timestamp: int) -> None:
    """Give back the jobs that a killed worker left half done: every task may run twice."""
    for job in await app.job_manager.get_stalled_jobs(seconds_since_heartbeat=120):
        await app.job_manager.retry_job(job)
