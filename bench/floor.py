"""The floor: what the server, Django and one query cost before a page does anything.

A bare view that returns 25 kB after one raw-cursor SELECT by primary key.
"""

from django.db import connection
from django.http import HttpRequest, HttpResponse
from django.urls import path

SIZE = 25_000


def floor(request: HttpRequest) -> HttpResponse:
    """The first entry's hash, and 25 kB."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT hash FROM record_entry WHERE seq = %s", [1])
        (digest,) = cursor.fetchone()
    return HttpResponse(digest.ljust(SIZE))


urlpatterns = [path("", floor)]
