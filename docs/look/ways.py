"""How the screens of the pictures are come to."""

import json
from collections.abc import Callable
from pathlib import Path

from playwright.sync_api import Locator
from playwright.sync_api import Page as Tab

Way = Callable[[Tab], None]

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


def asked(tab: Tab) -> None:
    """A request for an erasure, as an Administrator finds it once it is made."""
    _open(tab, "/desk/record/erasure/add/?subject=/sources/3/")
    tab.get_by_label("What readers are told").fill("Taken out on the order of a court.")
    tab.get_by_label("Ground").fill("Made up for this picture.")
    _press(tab, "Ask for it")


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
