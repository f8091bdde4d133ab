"""The edge: unchanged pages cost nothing, and any entry makes every answer new."""

import datetime as dt
from concurrent.futures import ThreadPoolExecutor
from io import StringIO
from typing import Any

import pytest
from django.core.management import call_command
from django.test import Client

from articles.models import Article
from record import clock
from record.kinds import Actor, Op
from record.models import Entry, Subject
from record.sealing import say, sealing
from sources.models import Tag
from watchdesk import edge
from watchdesk.edge import Copies, Copy
from watchdesk.models import Page

ADDRESSES = ["/", "/articles/?known_at=1", "/record/", "/api/v1/articles", "/feeds/articles.atom"]
addresses = pytest.mark.parametrize("address", ADDRESSES)


@pytest.fixture
def public(article: Article) -> Article:
    with sealing(Actor.EDITOR):
        article.publish(by=None)
    return article


@pytest.fixture
def rendered(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The addresses that were rendered, not answered at the edge."""
    seen: list[str] = []
    render = edge.Edge._rendered

    def counting(self: edge.Edge, request: Any, key: edge.Key) -> Any:
        seen.append(request.get_full_path())
        return render(self, request, key)

    monkeypatch.setattr(edge.Edge, "_rendered", counting)
    return seen


def _say_something(name: str = "news") -> None:
    with sealing(Actor.DESK):
        say(Op.PUBLISH, Tag.objects.create(name=name, slug=name))


@pytest.mark.usefixtures("public")
@addresses
def test_an_unchanged_answer_is_not_sent_again(
    address: str, client: Client, rendered: list[str]
) -> None:
    first = client.get(address)
    assert first.status_code == 200
    again = client.get(address, headers={"If-None-Match": first["ETag"]})
    assert (again.status_code, again.content) == (304, b"")
    assert again["ETag"] == first["ETag"]
    assert again["Cache-Control"] == first["Cache-Control"]
    assert rendered == [address]


@pytest.mark.usefixtures("public")
def test_a_validator_that_a_proxy_made_weak_is_known(client: Client) -> None:
    etag = client.get("/record/")["ETag"]
    for asked in (f"W/{etag}", f'"other", W/{etag}'):
        assert client.get("/record/", headers={"If-None-Match": asked}).status_code == 304
    for asked in ("*", '"other"', "nonsense", ""):
        assert client.get("/record/", headers={"If-None-Match": asked}).status_code == 200


@pytest.mark.usefixtures("public")
@addresses
def test_the_second_reader_gets_the_copy(
    address: str, client: Client, rendered: list[str], django_assert_num_queries: Any
) -> None:
    first = client.get(address)
    with django_assert_num_queries(1):
        second = Client().get(address)
    assert second.content == first.content
    assert dict(second.items()) == dict(first.items())
    assert rendered == [address]


@pytest.mark.usefixtures("public")
@addresses
def test_any_entry_makes_every_answer_new(
    address: str, client: Client, rendered: list[str]
) -> None:
    first = client.get(address)
    _say_something()
    again = client.get(address, headers={"If-None-Match": first["ETag"]})
    assert again.status_code == 200
    assert again["ETag"] != first["ETag"]
    assert rendered == [address] * 2


@pytest.mark.usefixtures("public")
@addresses
def test_a_new_day_makes_every_answer_new(
    address: str, client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    first = client.get(address)
    tomorrow = clock.now() + dt.timedelta(days=1)
    monkeypatch.setattr(clock, "now", lambda: tomorrow)
    again = client.get(address, headers={"If-None-Match": first["ETag"]})
    assert again.status_code == 200
    assert again["ETag"] != first["ETag"]


@pytest.mark.usefixtures("public")
def test_a_new_release_makes_every_answer_new(
    client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    first = client.get("/record/")
    monkeypatch.setattr(edge, "RELEASE", "another release")
    again = client.get("/record/", headers={"If-None-Match": first["ETag"]})
    assert again.status_code == 200


@pytest.mark.django_db
def test_no_damaged_answer_outlives_its_mending(client: Client) -> None:
    with sealing(Actor.DESK):
        say(Op.PUBLISH, Page.objects.create(title="About us", slug="about"))
    Subject.objects.update(title="Damaged")
    damaged = client.get("/record/")
    assert b"Damaged" in damaged.content
    call_command("rebuild_projections", stdout=StringIO())
    mended = client.get("/record/", headers={"If-None-Match": damaged["ETag"]})
    assert (mended.status_code, b"Damaged" in mended.content) == (200, False)
    assert b"About us" in mended.content


def test_no_browser_keeps_that_an_article_is_gone_or_elsewhere(
    public: Article, client: Client
) -> None:
    first = public.slug
    public.slug = "elsewhere"
    public.save()
    with sealing(Actor.EDITOR):
        public.publish(by=None)
    moved = client.get(f"/articles/{first}/")
    with sealing(Actor.EDITOR):
        public.withdraw("Wrong dam.", by=None)
    gone, never = client.get("/articles/elsewhere/"), client.get("/articles/never/")
    assert (moved.status_code, gone.status_code, never.status_code) == (301, 410, 404)
    for answer in (moved, gone, never, client.get("/api/v1/articles?nonsense=1")):
        assert "no-cache" in answer["Cache-Control"]


@pytest.mark.usefixtures("public")
@addresses
def test_no_public_answer_sets_a_cookie(address: str, client: Client) -> None:
    for _ in range(2):
        answer = client.get(address)
        assert not answer.cookies
        assert "Cookie" not in answer.get("Vary", "")
        assert "public" in answer["Cache-Control"]
        assert "no-cache" in answer["Cache-Control"]


@pytest.mark.usefixtures("public")
@addresses
def test_who_is_signed_in_gets_the_same_bytes(
    address: str, client: Client, administrator: Any
) -> None:
    stranger = client.get(address)
    signed_in = Client()
    signed_in.force_login(administrator)
    edge.copies.clear()
    answer = signed_in.get(address)
    assert answer.content == stranger.content
    assert answer["ETag"] == stranger["ETag"]


@pytest.mark.usefixtures("public")
@addresses
def test_head_gives_the_headers_without_the_body(address: str, client: Client) -> None:
    head = client.head(address)
    got = client.get(address)
    kept = client.head(address)
    assert head.status_code == kept.status_code == 200
    assert head.content == kept.content == b""
    assert head["ETag"] == got["ETag"] == kept["ETag"]
    assert got.content


@pytest.mark.usefixtures("public")
def test_addresses_and_questions_have_copies_of_their_own(client: Client) -> None:
    last = Entry.objects.latest("seq").seq
    texts = {
        client.get(address).content
        for address in ("/record/", "/record/?known_at=1", f"/record/?known_at={last - 1}")
    }
    assert len(texts) == 3


@pytest.mark.django_db
@pytest.mark.parametrize("address", ["/nowhere/", "/api/v1/nowhere", "/record/?known_at=nonsense"])
def test_what_failed_is_not_kept(address: str, client: Client, rendered: list[str]) -> None:
    for _ in range(2):
        answer = client.get(address)
        assert answer.status_code in {400, 404}
        assert "ETag" not in answer
    assert rendered == [address] * 2


@pytest.mark.django_db
@pytest.mark.parametrize("address", ["/desk/", "/healthz"])
def test_what_is_not_the_record_s_is_passed_by(
    address: str, client: Client, rendered: list[str]
) -> None:
    assert "ETag" not in client.get(address, follow=True)
    assert not [path for path in rendered if path.startswith(address)]


@pytest.mark.django_db
@pytest.mark.parametrize("address", ["/", "/articles/", "/record/", "/api/v1/articles"])
def test_other_methods_are_refused(address: str, client: Client) -> None:
    for method in (client.post, client.put, client.delete, client.patch):
        assert method(address).status_code == 405


def _copy(size: int) -> Copy:
    return Copy(200, (("X", "y" * 8),), b"b" * size)


def test_copies_are_bounded_in_bytes_with_their_headers() -> None:
    copies = Copies(1000)
    for n in range(100):
        copies.put((f"/{n}", "etag"), _copy(90))
        assert copies.held <= 1000
    assert copies.get(("/99", "etag")) is not None
    assert copies.get(("/0", "etag")) is None
    copies.clear()
    assert copies.held == 0


def test_a_copy_larger_than_the_bound_is_not_kept() -> None:
    copies = Copies(1000)
    copies.put(("/small", "etag"), _copy(10))
    copies.put(("/large", "etag"), _copy(1000))
    assert copies.get(("/large", "etag")) is None
    assert copies.get(("/small", "etag")) is not None


def test_the_least_used_copy_goes_first() -> None:
    copies = Copies(350)
    for name in "abc":
        copies.put((name, "etag"), _copy(90))
    copies.get(("a", "etag"))
    copies.put(("d", "etag"), _copy(90))
    assert copies.get(("b", "etag")) is None
    assert copies.get(("a", "etag")) is not None


def test_the_same_key_is_counted_once() -> None:
    copies = Copies(1000)
    for _ in range(50):
        copies.put(("/", "etag"), _copy(90))
    assert copies.held == _copy(90).size + len("/etag")


def test_copies_are_kept_by_many_threads_at_once() -> None:
    copies = Copies(2000)

    def work(seed: int) -> None:
        for n in range(300):
            key = (f"/{(seed * n) % 40}", "etag")
            if copies.get(key) is None:
                copies.put(key, _copy(60 + n % 40))

    with ThreadPoolExecutor(8) as pool:
        list(pool.map(work, range(1, 9)))
    kept = [(key, copy) for key, copy in copies._copies.items()]
    assert copies.held == sum(copy.size + sum(map(len, key)) for key, copy in kept) <= 2000
