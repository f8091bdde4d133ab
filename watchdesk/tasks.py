"""What the worker does for the desk itself. Each task may run twice without harm."""

from procrastinate.contrib.django import app

from record.clock import now
from watchdesk.monday import is_time, send_week


# Hourly, because the desk's Monday is not the machine's, and a worker may be late.
@app.periodic(cron="10 * * * *")
@app.task(name="watchdesk.monday_mail", queueing_lock="watchdesk.monday_mail")
def send_monday_mail(timestamp: int) -> None:
    """Send the week's letters, once to each person."""
    at = now()
    if is_time(at):
        send_week(at)
