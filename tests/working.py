"""The worker of the tests: it does what waits, and goes."""

from concurrent.futures import ThreadPoolExecutor

from django.db import connection
from procrastinate.contrib.django import app


def work() -> None:
    """Do every job that waits. For tests with transactions of their own.

    In a thread, because a test with a browser has an event loop in its own.
    """
    with ThreadPoolExecutor(1) as pool:
        pool.submit(_work).result(timeout=120)


def _work() -> None:
    try:
        with app.replace_connector(app.connector.get_worker_connector()) as worker:
            worker.run_worker(wait=False, install_signal_handlers=False, listen_notify=False)
    finally:
        connection.close()
