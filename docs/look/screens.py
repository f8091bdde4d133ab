"""Which screens there are: each with whoever sees it, and how it is come to."""

import json
from collections.abc import Callable
from pathlib import Path

from playwright.sync_api import Locator
from playwright.sync_api import Page as Tab

Way = Callable[[Tab], None]

ITEM, ARTICLE = "/watch/rafale-and-gas-timelines/", "/articles/two-years-after-banjska/"
ENTRY = """TY  - RPRT
TI  - Notes from the ferry's logbook
PB  - Lake Orla Harbour Office
PY  - 2024/09/24
UR  - https://orla.example/logbook?utm_source=letter
ER  -
"""
LOGBOOK = [
    {
        "type": "report",
        "title": f"The ferry's logbook, volume {number}",
        "publisher": "Lake Orla Harbour Office",
        "issued": {"date-parts": [[2023, number]]},
        "URL": f"https://orla.example/logbook/{number}",
    }
    for number in (1, 2, 3)
]


def at(path: str) -> Way:
    """The screen of an address."""
    return lambda tab: _open(tab, path)


def by_link(path: str, css: str) -> Way:
    """The screen that the first such link on the page at `path` leads to."""

    def go(tab: Tab) -> None:
        _open(tab, path)
        _open(tab, _address(tab.locator(css)))

    return go


def of(kind: str, words: str = "", more: str = "change/") -> Way:
    """A screen of the first one of the desk's list of `kind` that `words` find."""

    def go(tab: Tab) -> None:
        _open(tab, f"/desk/{kind}/?q={words}" if words else f"/desk/{kind}/")
        address = _address(tab.locator("#result_list tbody th a, #result_list tbody td a"))
        _open(tab, address.partition("?")[0].replace("change/", more))

    return go


def then(first: Way, css: str) -> Way:
    """Another screen, and from there the first such link."""

    def go(tab: Tab) -> None:
        first(tab)
        _open(tab, _address(tab.locator(css)))

    return go


def withdrawn(tab: Tab) -> None:
    """The first withdrawn article that the corrections name."""
    _open(tab, "/corrections/")
    for link in tab.locator("main a[href^='/articles/']").all():
        address = _address(link)
        if tab.request.get(address).status == 410:
            return _open(tab, address)
    raise SystemExit("The demo shows no withdrawn article.")


def failed(tab: Tab) -> None:
    """What is shown where the site fails, with the style sheets of the site."""
    page = Path(__file__).parents[2] / "templates/500.html"
    import django
    from django.conf import settings
    from django.template import Context, Engine

    if not settings.configured:
        settings.configure(STATIC_URL="/static/", INSTALLED_APPS=["django.contrib.staticfiles"])
        django.setup()
    libraries = {"static": "django.templatetags.static", "i18n": "django.templatetags.i18n"}
    text = Engine(libraries=libraries).from_string(page.read_text()).render(Context())
    _open(tab, "/about/")
    tab.set_content(text)


def pasted(tab: Tab) -> None:
    """The form of a source that was entered by paste."""
    _open(tab, "/desk/sources/source/paste/")
    tab.locator("textarea[name=text]").fill(ENTRY)
    _press(tab, "Read it")


def read_in(tab: Tab) -> None:
    """What an import would do."""
    _open(tab, "/desk/sources/importrun/add/")
    tab.locator("textarea[name=text]").fill(json.dumps([*LOGBOOK, {"type": "report"}], indent=1))
    _press(tab, "Read it")


def chosen(kind: str, action: str, count: int) -> Way:
    """What an action asks about the first few of a list."""

    def go(tab: Tab) -> None:
        _open(tab, f"/desk/{kind}/")
        for box in tab.locator("input[name=_selected_action]").all()[:count]:
            box.check()
        tab.locator("select[name=action]").select_option(action)
        with tab.expect_navigation():
            tab.locator("button[name=index]").click()

    return go


def compared(tab: Tab) -> None:
    """Two sources beside each other, before they are merged."""
    of("sources/source", "a")(tab)
    first = tab.url.rstrip("/").split("/")[-2]
    _open(tab, "/desk/sources/source/?q=e")
    links = tab.locator("#result_list tbody th a").all()
    other = next(key for link in links if (key := _address(link).split("/")[-3]) != first)
    _open(tab, f"/desk/sources/source/{first}/merge/?other={other}")


def _open(tab: Tab, path: str) -> None:
    tab.goto(path)
    tab.wait_for_load_state("networkidle")


def _press(tab: Tab, name: str) -> None:
    with tab.expect_navigation():
        tab.get_by_role("button", name=name).click()
    tab.wait_for_load_state("networkidle")


def _address(link: Locator) -> str:
    """Where a link leads; a link that leads nowhere ends it all."""
    address = link.first.get_attribute("href", timeout=5000)
    if not address:
        raise SystemExit("A link has no address.")
    return address


PUBLIC: dict[str, Way] = {
    "home": at("/"),
    "home-past": at("/?known_at=2024-12-01"),
    "articles": at("/articles/"),
    "articles-past": at("/articles/?known_at=2024-12-01"),
    "article": at(ARTICLE),
    "article-past": by_link(f"{ARTICLE}versions/", "main a[href*='known_at=']"),
    "article-versions": at(f"{ARTICLE}versions/"),
    "article-withdrawn": withdrawn,
    "board": at("/watch/"),
    "board-past": at("/watch/?known_at=2024-09-24"),
    "board-other-day": at("/watch/?valid_at=2024-09-24"),
    "board-by-status": at("/watch/?group=status&tag=serbia"),
    "board-changes": at("/watch/?since=2025-01-01"),
    "item": at(ITEM),
    "item-past": at(f"{ITEM}?known_at=2024-09-24"),
    "item-training": at("/watch/lake-orla-ferry/"),
    "item-criteria": at(f"{ITEM}criteria/"),
    "sources": at("/sources/"),
    "source": at("/sources/1/"),
    "source-past": at("/sources/1/?known_at=2024-09-24"),
    "tag": by_link(ARTICLE, "a[href^='/tags/']"),
    "series": at("/series/banjska-anniversaries/"),
    "author": at("/authors/the-desk/"),
    "corrections": at("/corrections/"),
    "methods": at("/methods/"),
    "record": at("/record/"),
    "entry": at("/record/1/"),
    "about": at("/about/"),
    "contact": at("/contact/"),
    "privacy": at("/privacy/"),
    "imprint": at("/imprint/"),
    "api-docs": at("/api/v1/docs"),
    "not-found": at("/articles/no-such-thing/"),
    "bad-moment": at("/watch/?known_at=spring"),
    "failed": failed,
}

DESK: dict[str, dict[str, Way]] = {
    "staff": {
        "desk-front": at("/desk/"),
        "desk-items": at("/desk/tracker/watchitem/"),
        "desk-item": of("tracker/watchitem", "rafale"),
        "desk-item-new": at("/desk/tracker/watchitem/add/"),
        "desk-status": of("tracker/watchitem", "extraditions", "status/"),
        "desk-looks": at("/desk/tracker/watchitem/looks/"),
        "desk-event": of("tracker/watchitem", "extraditions", "event/"),
        "desk-milestone": of("tracker/watchitem", "rafale", "milestone/"),
        "desk-date": then(of("tracker/watchitem", "rafale"), "a[href*='/date/']"),
        "desk-criteria": of("tracker/watchitem", "extraditions", "criteria/"),
        "desk-correct": then(of("tracker/watchitem", "extraditions"), "a[href*='/correct/']"),
        "desk-retract": then(of("tracker/watchitem", "extraditions"), "a[href*='/retract/']"),
        "desk-tracks": at("/desk/tracker/track/"),
        "desk-track": of("tracker/track"),
        "desk-refused": at("/desk/accounts/user/"),
    },
    "publisher": {
        "desk-articles": at("/desk/articles/article/"),
        "desk-writing": of("articles/article", "Two+years"),
        "desk-article-new": at("/desk/articles/article/add/"),
        "desk-preview": of("articles/article", "Two+years", "preview/"),
        "desk-withdraw": of("articles/article", "Two+years", "withdraw/"),
        "desk-history": of("articles/article", "Two+years", "history/"),
        "desk-authors": at("/desk/articles/author/"),
        "desk-author": of("articles/author"),
        "desk-series-list": at("/desk/articles/series/"),
        "desk-series": of("articles/series"),
        "desk-pictures": at("/desk/articles/image/"),
        "desk-picture": of("articles/image"),
        "desk-picture-new": at("/desk/articles/image/add/"),
        "desk-videos": at("/desk/articles/video/"),
        "desk-video": of("articles/video"),
        "desk-publishers": at("/desk/sources/publisher/"),
        "desk-publisher": of("sources/publisher"),
        "desk-rate": of("sources/publisher", more="rate/"),
        "desk-source": of("sources/source", "arms"),
        "desk-source-retract": of("sources/source", "arms", "retract/"),
        "desk-source-downgrade": of("sources/source", "arms", "downgrade/"),
        "desk-source-merge": of("sources/source", "arms", "merge/"),
        "desk-source-compare": compared,
        "desk-source-keep": of("sources/source", "arms", "keep/"),
        "desk-tags": at("/desk/sources/tag/"),
        "desk-tag": of("sources/tag"),
        "desk-tags-merge": chosen("sources/tag", "merge", 2),
        "desk-tagging": chosen("sources/source", "add_tags", 3),
    },
    "writer": {
        "desk-sources": at("/desk/sources/source/"),
        "desk-source-new": at("/desk/sources/source/add/"),
        "desk-paste": at("/desk/sources/source/paste/"),
        "desk-pasted": pasted,
        "desk-imports": at("/desk/sources/importrun/"),
        "desk-import": at("/desk/sources/importrun/add/"),
        "desk-import-read": read_in,
        "desk-password": at("/desk/password_change/"),
    },
    "admin": {
        "desk-record": at("/desk/record/entry/"),
        "desk-entry": of("record/entry"),
        "desk-users": at("/desk/accounts/user/"),
        "desk-user": of("accounts/user", "writer"),
        "desk-user-new": at("/desk/accounts/user/add/"),
        "desk-groups": at("/desk/auth/group/"),
        "desk-group": of("auth/group"),
        "desk-log": at("/desk/admin/logentry/"),
        "desk-pages": at("/desk/watchdesk/page/"),
        "desk-page": of("watchdesk/page", "About"),
        "desk-itself": of("watchdesk/desk"),
        "desk-delete": of("articles/series", "", "delete/"),
    },
}
