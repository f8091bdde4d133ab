"""On the demo desk, in a browser: a status by keyboard at 360 px, the past, a correction, lanes."""

from collections.abc import Callable
from typing import Any

import pytest

from record.models import Entry
from sources.models import Source
from tests.demonstration import DEMO_PASSWORD, DemoDesk
from tracker.models import StatusChange, WatchItem
from tracker.statuses import Status

FERRY = "/watch/lake-orla-ferry/"
TICKETS = "https://news.example.org/ferry?utm_source=mail  Tickets for the Heron are sold again"

# Of where the caret stands: how it is called, and what a person without a mouse would miss.
AT = """() => {
  const here = document.activeElement;
  const style = getComputedStyle(here);
  const box = here.getBoundingClientRect();
  const label = here.labels?.[0] ?? here;
  const target = label.getBoundingClientRect();
  const faults = [];
  if (style.outlineStyle === "none" || parseFloat(style.outlineWidth) < 2) faults.push("unseen");
  const pressed = here.matches("main :is(button, input, select, textarea, summary, .button)");
  if (pressed && Math.max(box.height, target.height) < 24) faults.push("small");
  if (box.bottom < 0 || box.top > innerHeight) faults.push("out of sight");
  if (document.documentElement.scrollWidth > innerWidth) faults.push("sideways");
  const name = (here.getAttribute("aria-label") ?? label.textContent).trim().replace(/\\s+/g, " ");
  return { name, faults: here === document.body ? [] : faults };
}"""


@pytest.fixture(autouse=True)
def reading(demo_desk: DemoDesk, django_db_blocker: Any) -> Any:
    with django_db_blocker.unblock():
        yield


@pytest.fixture
def staff_at(open_page: Any) -> Callable[..., tuple[Any, list[str]]]:
    """Open a screen of the desk as the demo's tracker staff."""

    def opened(path: str, width: int = 1280) -> tuple[Any, list[str]]:
        page, said = open_page(f"/desk/login/?next={path}", width)
        page.get_by_label("Username").fill("staff")
        page.get_by_label("Password").fill(DEMO_PASSWORD)
        with page.expect_navigation():
            page.keyboard.press("Enter")
        return page, said

    return opened


def tab_to(page: Any, name: str) -> None:
    """Press Tab until the caret stands at what is called so; everything on the way can be seen."""
    for _ in range(80):
        page.keyboard.press("Tab")
        here = page.evaluate(AT)
        assert here["faults"] == [], here
        if here["name"].startswith(name):
            return
    pytest.fail(f"Tab does not lead to “{name}”.")


def send(page: Any, name: str) -> None:
    with page.expect_navigation():
        page.get_by_role("button", name=name, exact=True).click()


def ferry() -> WatchItem:
    return WatchItem.objects.get(slug="lake-orla-ferry")


def test_a_status_by_keyboard_alone_at_360_px_with_a_new_source(staff_at: Any) -> None:
    page, said = staff_at("/desk/", 360)
    before, sources = Entry.objects.count(), Source.objects.count()
    tab_to(page, "Update Lake Orla ferry")
    page.keyboard.press("Enter")
    page.wait_for_url("**/status/")
    # The caret stands at the choice already: one down, past the look.
    assert page.evaluate(AT)["name"].startswith("Looked, nothing changed")
    page.keyboard.press("ArrowDown")
    assert page.evaluate(AT)["name"] == "Watching"
    tab_to(page, "In effect since")
    page.keyboard.type("3/4/2025")
    page.get_by_text("Not clear which is the month.").wait_for()
    tab_to(page, "Headline")
    page.keyboard.type("Tickets are sold again")
    tab_to(page, "Source")
    page.keyboard.insert_text(TICKETS)
    page.get_by_text("New: “Tickets for the Heron are sold again”.").wait_for()
    tab_to(page, "Say it in public")
    with page.expect_navigation():
        page.keyboard.press("Enter")
    # Refused: the caret stands at the one field that is wrong, and all the rest is still there.
    page.wait_for_function("() => document.activeElement.name === 'effective'")
    assert Entry.objects.count() == before
    page.keyboard.press("Control+A")
    page.keyboard.type("Oct 2025")
    page.get_by_text("Read as: October 2025, day not known").wait_for()
    tab_to(page, "Say it in public")
    with page.expect_navigation():
        page.keyboard.press("Enter")
    page.get_by_text("“Tickets for the Heron are sold again” is entered in the ledger.").wait_for()
    change = ferry().changes.first()
    assert change
    assert (change.status, change.effective.edtf) == ("watching", "2025-10")
    source = change.evidence.get().source
    assert (source.url, Source.objects.count()) == ("https://news.example.org/ferry", sources + 1)
    # One change; and with it, in the same write, the source that it rests on.
    assert [entry.kind for entry in Entry.objects.all()[: Entry.objects.count() - before]] == [
        "status-change",
        "source",
    ]
    page.goto(FERRY)
    page.get_by_role("heading", name="Tickets are sold again").wait_for()
    page.get_by_role("link", name="Tickets for the Heron are sold again").first.wait_for()
    assert [line for line in said if "400" not in line] == []


def test_a_wrong_statement_is_corrected_and_another_taken_back_in_public(staff_at: Any) -> None:
    item = ferry()
    page, said = staff_at(f"/desk/tracker/watchitem/{item.pk}/change/")
    latest = item.changes.exclude(status="").first()
    assert latest
    page.get_by_role("link", name=f"Correct {latest.headline}").click()
    page.get_by_role("radio", name="Stalled").check()
    page.get_by_label("Headline").fill("Tickets are printed, not sold")
    page.get_by_label("What was wrong").fill("The page spoke of the year before.")
    send(page, "Say the correction in public")
    page.goto(FERRY)
    pair = page.locator(".correction-pair", has_text="Tickets are printed, not sold")
    assert pair.locator("s").inner_text().endswith(latest.headline)
    assert "withdrawn by no." in pair.inner_text()
    struck = "(one) => getComputedStyle(one).textDecorationLine"
    assert pair.locator("s .entry-headline").evaluate(struck) == "line-through"
    wide, right = pair.locator(".was").bounding_box(), pair.locator(".is").bounding_box()
    assert wide["x"] + wide["width"] <= right["x"]

    page.goto(f"/desk/tracker/watchitem/{item.pk}/change/")
    page.get_by_role("link", name="Take back Tickets are printed, not sold").click()
    page.get_by_label("Why it is taken back").fill("It was said of another ferry.")
    send(page, "Take it back in public")
    page.goto(FERRY)
    page.get_by_text("It was said of another ferry.").wait_for()
    page.get_by_text("Nothing stands in its place.").first.wait_for()
    # The question stands as it stood before.
    assert page.locator(".big-status").inner_text().strip() == Status(latest.before).label.title()
    assert said == []


def test_several_looks_and_a_double_click_say_each_once(staff_at: Any) -> None:
    page, said = staff_at("/desk/", 360)
    page.get_by_role("link", name="Looked at several").click()
    page.get_by_label("What was searched", exact=True).fill("The registers of the week.")
    boxes = page.get_by_role("checkbox")
    for number in range(2):
        boxes.nth(number).check()
    page.get_by_role("button", name="Say it in public").dblclick()
    page.get_by_text("Looked, nothing changed: ").first.wait_for()
    looks = StatusChange.objects.filter(searched="The registers of the week.")
    assert (looks.count(), looks.values("item").distinct().count()) == (2, 2)
    assert said == []


def test_the_past_is_a_day_away_on_the_board_and_on_a_question(open_page: Any) -> None:
    page, said = open_page("/watch/")
    for address in ("/watch/", "/watch/rafale-and-gas-timelines/"):
        page.goto(address)
        assert page.locator("meta[name=robots][content*=noindex]").count() == 0
        page.get_by_label("as we said it by").fill("2025-09-24")
        page.get_by_role("button", name="Show").click()
        page.get_by_text("You are reading the past.").wait_for()
        assert "known_at=2025-09-24" in page.url
        assert page.locator("meta[name=robots][content*=noindex]").count() == 1
        page.reload()
        page.get_by_text("You are reading the past.").wait_for()
        page.get_by_role("link", name="Back to today").click()
        page.wait_for_url(f"**{address}")
        assert not page.get_by_text("You are reading the past.").is_visible()
    assert said == []


def test_two_lanes_stand_on_one_axis_with_a_table_behind_them(open_page: Any) -> None:
    page, said = open_page("/watch/rafale-and-gas-timelines/")
    chart = page.locator("svg.lanes-chart")
    assert chart.get_attribute("role") == "img"
    names = page.locator("svg.lanes-chart .lane-name .name").all_text_contents()
    assert len(names) == 2
    assert all(name in chart.get_attribute("aria-label") for name in names)
    # One line for today, through both; each lane has its own place on the axis.
    day, axis = chart.locator("line.day").bounding_box(), chart.bounding_box()
    assert day["height"] > axis["height"] * 0.8
    tops = [one.bounding_box()["y"] for one in page.locator(".lane-name").all()]
    assert tops[0] < tops[1]
    page.get_by_text("The same as a table").click()
    table = page.locator(".lanes-table table")
    assert table.locator("thead th[scope=col]").count() == 5
    assert {*table.locator("tbody th[scope=row]").all_inner_texts()} == {*names}
    assert said == []
