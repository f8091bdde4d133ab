"""What the API does not know it refuses by name, as a problem that says what to write."""

from typing import Any

import pytest
from django.test import Client

REFUSED = [
    ("articles", {"tags": "x"}, "tags"),
    ("articles", {"tag": "kosovo"}, "tag"),
    ("articles", {"limit": "0"}, "limit"),
    ("articles", {"limit": "201"}, "limit"),
    ("articles", {"limit": "many"}, "limit"),
    ("articles", {"limit": "²"}, "limit"),
    ("articles", {"cursor": "x"}, "cursor"),
    ("articles", {"cursor": "YmVmb3JlOng"}, "cursor"),
    ("articles", {"known_at": "yesterday"}, "known_at"),
    ("articles", {"known_at": "2024-02-30"}, "known_at"),
    ("articles", {"known_at": "2999-01-01"}, "known_at"),
    ("articles", {"known_at": "2024-09-24T12:00:00"}, "known_at"),
    ("articles", {"known_at": "999999"}, "known_at"),
    ("articles", {"known_at": ""}, "known_at"),
    ("status-changes", {"item": "dam"}, "item"),
    ("changes", {"after": "-1"}, "after"),
    ("changes", {"cursor": "x"}, "cursor"),
    ("record", {"after": "x"}, "after"),
]


@pytest.mark.parametrize(("path", "query", "name"), REFUSED)
def test_a_bad_parameter_is_named(
    path: str, query: dict[str, str], name: str, said: dict[str, Any], client: Client
) -> None:
    response = client.get(f"/api/v1/{path}", query)
    assert response.status_code == 400
    assert response["Content-Type"] == "application/problem+json"
    (error,) = response.json()["errors"]
    assert error["parameter"] == name
    assert error["detail"].endswith(".")


def test_a_parameter_given_twice_is_refused(said: dict[str, Any], client: Client) -> None:
    response = client.get("/api/v1/articles?limit=1&limit=2")
    assert response.status_code == 400
    assert response.json()["errors"][0]["parameter"] == "limit"


@pytest.mark.parametrize(
    "path", ["articles/de5c0000-0000-4000-8000-00000000ffff", "articles/x", "nothing"]
)
def test_what_is_not_there_is_a_problem_too(
    path: str, said: dict[str, Any], client: Client
) -> None:
    response = client.get(f"/api/v1/{path}")
    assert response.status_code == 404
    assert response["Content-Type"] == "application/problem+json"
