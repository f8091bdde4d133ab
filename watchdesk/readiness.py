"""Whether this process may be sent requests: database, migrations, worker."""

from django.db import DatabaseError, connection
from django.db.migrations.executor import MigrationExecutor
from django.http import HttpRequest, JsonResponse
from django.utils.translation import gettext as _

from record import kept_erasures

WORKER_BEATS = """
    SELECT count(*) FROM procrastinate_workers
    WHERE last_heartbeat > now() - interval '2 minutes'
"""


def readyz(request: HttpRequest) -> JsonResponse:
    """200 when requests can be served; 503 names what is missing. No worker is told, not fatal.

    Words that an older backup brought back must not be served either.
    """
    try:
        executor = MigrationExecutor(connection)
        pending = executor.migration_plan(executor.loader.graph.leaf_nodes())
        with connection.cursor() as cursor:
            cursor.execute(WORKER_BEATS)
            (workers,) = cursor.fetchone() or (0,)
    except DatabaseError:
        return JsonResponse({"database": "unreachable"}, status=503)
    body = {"database": "ok", "migrations": "pending" if pending else "ok"}
    body["worker"] = "ok" if workers else "none seen for two minutes"
    back = [] if pending else kept_erasures.held()
    body["erasures"] = _("The record holds words that were erased: run manage.py erase.")
    body["erasures"] = body["erasures"] if back else "ok"
    return JsonResponse(body, status=503 if pending or back else 200)
