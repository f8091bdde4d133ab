"""A site is asked within bounds of time and bytes, and nothing inside a network is ever asked."""

import time
from typing import Any

import pytest
from django.conf import settings

from record.kinds import Actor, Op
from record.sealing import say, sealing
from sources.fetching import Fetcher, NoAnswer, NoSite, Refused, Unreached
from sources.looking import agent
from watchdesk.models import Desk


@pytest.mark.parametrize("status", [200, 204, 401, 403, 404, 410, 500, 503])
def test_an_answer_is_taken_as_it_is(site: Any, status: int) -> None:
    answer = site.fetcher().get(site.url(f"{status}/x"))
    assert answer.status == status
    assert answer.redirects == ()


def test_redirects_are_followed_and_kept_in_mind(site: Any) -> None:
    answer = site.fetcher().get(site.url("to?301=/to?308=/page"))
    assert (answer.status, answer.redirects, answer.has_moved) == (200, (301, 308), True)
    assert answer.url == site.url("page")
    answer = site.fetcher().get(site.url("to?301=/to?302=/page?utm_source=kept"))
    assert (answer.status, answer.has_moved) == (200, False)
    assert answer.url.endswith("/page?utm_source=kept")


def test_redirects_that_do_not_end_are_named(site: Any) -> None:
    with pytest.raises(NoAnswer, match="leads back to itself"):
        site.fetcher().get(site.url("round"))
    assert site.paths() == ["/round", "/round/back"]
    with pytest.raises(NoAnswer, match="10 redirects"):
        site.fetcher().get(site.url("onward"))
    assert len(site.asked) < 20


def test_a_site_that_wants_cookies_refuses_us(site: Any) -> None:
    with pytest.raises(Refused, match="cookies"):
        site.fetcher().get(site.url("cookie-loop"))


@pytest.mark.parametrize("path", ["slow", "trickling", "trickling-head"])
def test_whoever_takes_too_long_is_left(site: Any, path: str) -> None:
    began = time.monotonic()
    with pytest.raises(NoAnswer, match="too slow"):
        site.fetcher(seconds=0.5).get(site.url(path))
    assert time.monotonic() - began < 2.9


def test_the_time_is_for_all_redirects_together(site: Any) -> None:
    began = time.monotonic()
    with pytest.raises(NoAnswer):
        site.fetcher(seconds=0.5).get(site.url("to?302=/to?302=/trickling"))
    assert time.monotonic() - began < 2.9


def test_of_an_endless_answer_only_so_much_is_read(site: Any) -> None:
    answer = site.fetcher(most_bytes=1000).get(site.url("endless"))
    assert (len(answer.body), answer.is_whole) == (1000, False)
    assert not site.fetcher().get(site.url("page")).body.startswith(b"x")


@pytest.mark.parametrize("path", ["rubbish", "cut"])
def test_a_broken_answer_is_told(site: Any, path: str) -> None:
    with pytest.raises(NoAnswer, match="broke off"):
        site.fetcher().get(site.url(path))


def test_names_that_lead_nowhere_are_told_apart(site: Any) -> None:
    fetcher = site.fetcher(seconds=0.5)
    for host, kind in (
        ("nowhere.example", NoSite),
        ("empty.example", NoSite),
        ("later.example", Unreached),
        ("slow-name.example", Unreached),
    ):
        with pytest.raises(kind, match=host):
            fetcher.get(site.url("page", host))
    with pytest.raises(Unreached, match="does not take connections"):
        fetcher.get("http://site.example:1/page")


@pytest.mark.parametrize(
    "host",
    ["inner.example", "second.example", "metadata.example", "half.example", "mapped.example"],
)
def test_a_name_that_leads_inside_is_not_asked(site: Any, host: str) -> None:
    with pytest.raises(Refused, match="inside a network"):
        site.fetcher().get(site.url("page", host))
    with pytest.raises(Refused, match="inside a network"):
        site.fetcher().get(site.url(f"to?302={site.url('page', host)}"))
    assert "/page" not in site.paths()


@pytest.mark.parametrize(
    "target",
    [
        "http://127.0.0.1:{port}/page",
        "http://127.0.0.2:{port}/page",
        "http://127.1:{port}/page",
        "http://0x7f000001:{port}/page",
        "http://[::1]:{port}/page",
        "http://[::ffff:127.0.0.1]:{port}/page",
        "http://10.0.0.1/",
        "http://169.254.169.254/latest/meta-data/",
        "http://localhost:{port}/page",
        "//localhost:{port}/page",
        "file:///etc/passwd",
        "ftp://site.example/",
        "http://[bad/",
        "http://anna:secret@site.example:{port}/page",
    ],
)
def test_a_redirect_inside_is_not_followed(site: Any, target: str) -> None:
    with pytest.raises(Refused, match="redirects where we do not follow"):
        site.fetcher().get(site.url(f"to?301={target.format(port=site.port)}"))
    assert "/page" not in site.paths()


def test_what_was_resolved_is_what_is_connected_to(site: Any) -> None:
    """A name that answers otherwise the second time is not asked a second time."""
    answers = iter([["127.0.0.1"], ["127.0.0.2"]])
    fetcher = site.fetcher(resolve=lambda _host, _port: next(answers))
    assert fetcher.get(site.url("page")).status == 200
    assert next(answers) == ["127.0.0.2"]


def test_a_desk_lets_no_inner_address_through(site: Any) -> None:
    fetcher = Fetcher("Watchdesk tests", lambda _host, _port: ["127.0.0.1"])
    assert not fetcher.allowed
    with pytest.raises(Refused):
        fetcher.get(site.url("page"))
    assert not site.asked


def test_no_proxy_cookie_or_password_goes_along(site: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("http_proxy", "HTTP_PROXY", "all_proxy", "ALL_PROXY"):
        monkeypatch.setenv(name, "http://127.0.0.2:9/")
    site.fetcher().get(site.url("to?302=/page"), {"If-None-Match": '"x"'})
    _when, host, _path, headers = site.asked[-1]
    assert host == f"site.example:{site.port}"
    assert headers["User-Agent"] == "Watchdesk tests"
    assert headers["If-None-Match"] == '"x"'
    assert not {"Cookie", "Authorization", "Referer"} & set(headers)


@pytest.mark.django_db
def test_the_desk_says_who_it_is() -> None:
    assert agent().startswith("Watchdesk/1 (Watchdesk, link check; +")
    desk = Desk.objects.create(name="Vâl (Review)")
    with sealing(Actor.DESK):
        say(Op.PUBLISH, desk)
    assert agent() == f"Watchdesk/1 (Val Review, link check; +{settings.SITE_URL}/)"
