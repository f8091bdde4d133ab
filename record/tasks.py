"""What the worker does for the record. Each task may run twice without harm."""

import logging

from procrastinate import RetryStrategy
from procrastinate.contrib.django import app

from record import checkpoint
from record.clock import desk_day, now
from record.due import seal_due
from record.models import Checkpoint
from record.verifying import verify

log = logging.getLogger(__name__)


@app.task(name="record.sealed", retry=RetryStrategy(max_attempts=3, wait=5))
def sealed(first: int, last: int) -> None:
    """Check the entries from `first` on, soon after they were sealed."""
    held, fault = verify(first)
    if fault:
        log.critical("The record does not verify. %s", fault)
        return
    log.info("Entries %s to %s hold (%s checked).", first, last, held)


@app.periodic(cron="* * * * *")
@app.task(name="record.seal_due", queueing_lock="record.seal_due", pass_context=False)
def seal_what_is_due(timestamp: int) -> None:
    """Seal scheduled publications whose moment has come without a reader's request."""
    seal_due(now())


@app.periodic(cron="5 0 * * *")
@app.task(name="record.checkpoint", queueing_lock="record.checkpoint")
def sign_the_day(timestamp: int) -> None:
    """Sign the day's checkpoint, once a day."""
    latest = Checkpoint.objects.first()
    if latest is None or desk_day(latest.signed_at) < desk_day(now()):
        checkpoint.sign()


@app.periodic(cron="*/10 * * * *")
@app.task(name="record.requeue", queueing_lock="record.requeue", pass_context=True)
async def requeue_what_was_killed(context: object, timestamp: int) -> None:
    """Give back the jobs that a killed worker left half done: every task may run twice."""
    for job in await app.job_manager.get_stalled_jobs(seconds_since_heartbeat=120):
        await app.job_manager.retry_job(job)
