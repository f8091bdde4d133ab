"""The API's root: what there is."""

import json
from typing import Any

from django.http import HttpResponse
from django.urls import reverse
from drf_spectacular.utils import extend_schema
from rest_framework.request import Request

from record.api import RecordView

LISTS = (
    "articles watch-items status-changes milestones events sources publishers tags series authors "
    "images videos corrections changes record schema docs"
).split()


class Root(RecordView):
    """Links to everything that the API answers."""

    @extend_schema(operation_id="root", responses={200: dict[str, Any]})
    def get(self, request: Request) -> HttpResponse:
        """The links, and where the record stands."""
        links = {name: reverse(f"api-{name}") for name in LISTS}
        head = {"seq": self.reading.seq, "hash": self.reading.hash}
        return self.answer(json.dumps({"record": head, "links": links}))
