"""What the worker does for imports."""

import logging

from django.db import OperationalError
from django.utils.translation import gettext as _
from procrastinate import RetryStrategy
from procrastinate.contrib.django import app

from sources.import_runs import TASK, ImportRun
from sources.importing.runs import go_on

log = logging.getLogger(__name__)


# A database in trouble is asked again. What a killed worker left is given back by record.requeue.
@app.task(
    name=TASK,
    retry=RetryStrategy(max_attempts=3, wait=10, retry_exceptions={OperationalError}),
)
def import_run(run: int) -> None:
    """Read the run's file, or carry it out. May run twice without harm."""
    found = ImportRun.objects.filter(pk=run).first()
    if found is None:
        return
    try:
        go_on(found)
    except OperationalError:
        raise
    except Exception as error:
        log.exception("The import %s stopped.", run)
        found.fail(_("It stopped by an error of ours: %(error)s") % {"error": str(error)[:500]})
        raise
