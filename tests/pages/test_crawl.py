"""From the front page on, every link of the public site leads somewhere."""

import re
from collections import Counter
from math import inf
from typing import Any
from urllib.parse import parse_qs, urljoin, urlsplit

import pytest
from django.test import Client
from django.urls import Resolver404, resolve
from django.utils.translation import get_language_from_path, override
from lxml import html

from tests.demonstration import DemoDesk

ALWAYS = (
    "/ /articles/ /watch/ /sources/ /corrections/ /methods/ /record/ /about/ /contact/ /privacy/ "
    "/imprint/ /feeds/articles.atom /record/verify.py /record/checkpoint.json /api/v1/ "
    "/api/v1/docs /api/v1/schema /healthz /readyz /sq/ /sr/watch/ /sq/articles/"
).split()


@pytest.fixture(autouse=True)
def reading(demo_desk: DemoDesk, django_db_blocker: Any) -> Any:
    with django_db_blocker.unblock():
        yield


def links(address: str, response: Any) -> set[str]:
    """The addresses of this site that a page or an answer links to, with their queries."""
    kind = response.get("Content-Type", "")
    if kind.startswith("text/html") and response.content:
        tree = html.fromstring(response.content)
        found = tree.xpath("//@href | //@src | //form[@method='get' or not(@method)]/@action")
        found += [part.split()[0] for value in tree.xpath("//@srcset") for part in value.split(",")]
    elif kind.startswith("application/json"):
        found = re.findall(r'"(/[^"\s]*)"', response.content.decode())
    else:
        found = []
    whole = {urljoin(address, str(one)) for one in found}
    return {one.split("#")[0] for one in whole if one.startswith("/") and "//" not in one}


def kind(address: str) -> tuple[str, ...]:
    """Its language, what answers there, and by the names of what it is asked."""
    parts = urlsplit(address)
    language = get_language_from_path(parts.path) or "en"
    with override(language):
        try:
            answers = resolve(parts.path).view_name
        except Resolver404:
            answers = parts.path
    return (language, answers, *sorted(parse_qs(parts.query, keep_blank_values=True)))


def enough(like: tuple[str, ...]) -> float:
    """How many addresses that are `like` each other are read."""
    language, _answers, *asked = like
    if len(asked) > 1:
        # Several questions at once are the same ones again.
        return 1 if language == "en" else 0
    if language != "en":
        return 2
    return 3 if asked else inf


def test_a_crawl_meets_no_dead_link(client: Client) -> None:
    """All that asks nothing is read in English, and two of each kind in the other languages.

    What the other languages lead to is the same; what could be wrong there is a prefix. Of
    addresses that ask something, a few of each kind are read: of other days there is no end.
    """
    seen: dict[str, int] = {}
    read = Counter[tuple[str, ...]]()
    waiting = list(ALWAYS)
    while waiting and len(seen) < 1500:
        address = waiting.pop()
        path = urlsplit(address).path
        if address in seen or path.startswith(("/static/", "/desk/")):
            continue
        like = kind(address)
        if read[like] >= enough(like):
            continue
        read[like] += 1
        response = client.get(address)
        seen[address] = response.status_code
        if response.status_code in {301, 302, 308}:
            waiting.append(response["Location"])
        waiting += sorted(links(address, response))
        response.close()
    withdrawn = {address for address, status in seen.items() if status == 410}
    bad = {a: s for a, s in seen.items() if s not in {200, 301, 302, 308, 410}}
    assert bad == {}
    assert len(seen) > 150
    assert all("/articles/" in address for address in withdrawn)


@pytest.mark.parametrize("day", ["2024-01-07", "2024-01-08", "2024-09-24", "2025-03-01", "1"])
def test_every_page_has_a_past(day: str, client: Client) -> None:
    for address in ("/", "/articles/", "/watch/", "/sources/", "/corrections/", "/record/"):
        response = client.get(address, {"known_at": day})
        assert response.status_code == 200
        assert b"noindex" in response.content


def test_no_public_answer_sets_a_cookie_or_loads_from_elsewhere(client: Client) -> None:
    for address in ALWAYS:
        response = client.get(address)
        assert not response.cookies, address
        if response["Content-Type"].startswith("text/html"):
            loaded = html.fromstring(response.content).xpath(
                "//script/@src | //img/@src | //link[@rel='stylesheet']/@href | //source/@srcset"
            )
            assert all(str(one).startswith("/") for one in loaded), address
            policy = response["Content-Security-Policy"]
            assert "unsafe" not in policy and "default-src 'none'" in policy
