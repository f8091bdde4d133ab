"""Whatever a reader or a partner's program asks for, it is answered: none of it makes it fail."""

from typing import Any

import pytest
from django.test import Client
from django.urls import get_resolver

from record.api import RecordView

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("said")]

# In an address as it is sent: characters that no text has, numbers too large, broken UTF-8.
MANGLED = ["%00", "a%00b", "-1", "9" * 20, "%ff", "%C0%80", "%ED%A0%80", "%5Cud800", "x" * 3000]
each_mangled = pytest.mark.parametrize("value", MANGLED, ids=lambda value: value[:20])

# Every page that takes more than a day, with what it takes.
TAKE = {
    "/": [],
    "/articles/": ["page"],
    "/watch/": ["status"],
    "/sources/": ["q", "type", "tag", "publisher", "page"],
    "/sources/export.json": ["q", "type", "tag", "publisher", "number"],
    "/sources/1/": ["page"],
    "/tags/nis/": ["page"],
    "/corrections/": ["page"],
    "/record/": ["page"],
    "/feeds/articles.atom": [],
}
SLUGS = ["articles", "articles/{}/versions", "watch", "watch/{}/criteria", "tags", "series"]
SLUGS += ["authors", "sources", "record", "articles/{}/sources.json", "sources/{}/export.ris", "sq"]
BARE = ["media/{}", "media/{}.png", "static/{}", "api/v1/{}", "api/v1/articles/{}", "{}", "desk/{}"]


@pytest.fixture
def reader(client: Client) -> Client:
    client.raise_request_exception = False
    return client


@each_mangled
def test_a_page_takes_nonsense(value: str, reader: Client) -> None:
    for address, names in TAKE.items():
        for name in (*names, "known_at", "none", value):
            answer = reader.get(f"{address}?{name}={value}")
            assert answer.status_code in {200, 400, 404}, f"{address}?{name}={value}"


@each_mangled
def test_an_address_made_of_nonsense_is_not_there(value: str, reader: Client) -> None:
    slugs = [f"{one}/" if "{}" in one else f"{one}/{{}}/" for one in SLUGS]
    for address in (*slugs, *BARE):
        answer = reader.get(f"/{address.replace('.json/', '.json').format(value)}")
        assert answer.status_code in {301, 302, 404}, address


@each_mangled
def test_the_api_refuses_nonsense_by_name(value: str, reader: Client) -> None:
    for address, names in parameters().items():
        for name in names:
            answer = reader.get(f"{address}?{name}={value}")
            # A word that nothing bears gives nothing; what is no word is refused.
            if answer.status_code == 200 and "%00" not in value:
                continue
            assert answer.status_code == 400, f"{address}?{name}={value}"
            assert answer["Content-Type"] == "application/problem+json"
            assert answer.json()["errors"][0]["parameter"] == name


def parameters() -> dict[str, set[str]]:
    """The parameters of each list of the API."""
    (api,) = [one for one in get_resolver().url_patterns if str(one.pattern) == "api/v1/"]
    found = {}
    for one in api.url_patterns:
        view: Any = getattr(one.callback, "cls", None)
        if (
            view
            and issubclass(view, RecordView)
            and "<" not in str(one.pattern)
            and one.name != "api"
        ):
            own = {"cursor", "limit", *getattr(view, "filters", ())}
            names = own if hasattr(view, "filters") else view.allowed
            found[f"/api/v1/{one.pattern}"] = {*names, "known_at"}
    return found


def test_the_lists_of_the_api_are_all_tried() -> None:
    found = parameters()
    assert {"/api/v1/sources", "/api/v1/record", "/api/v1/changes"} <= set(found)
    assert found["/api/v1/sources"] >= {"type", "publisher", "slug", "limit"}


def test_too_many_parameters_are_a_problem(reader: Client) -> None:
    query = "&".join("a=1" for _ in range(10_100))
    for address, kind in (("/", "text/html"), ("/api/v1/articles", "application/problem+json")):
        answer = reader.get(f"{address}?{query}")
        assert answer.status_code == 400
        assert answer["Content-Type"].startswith(kind)
        assert "asks for more than this desk reads at once" in answer.content.decode()


def test_another_host_is_told_in_a_sentence(reader: Client) -> None:
    answer = reader.get("/", headers={"Host": "else.example"})
    assert answer.status_code == 400
    assert "ALLOWED_HOSTS" in answer.content.decode()
