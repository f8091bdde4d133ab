"""The board: its groups, its filters with their counts, its pages, and its recorded days."""

import datetime as dt
from collections.abc import Iterable
from typing import Any

import pytest
from django.test import Client
from lxml import html

from record.importing import importing
from record.kinds import Actor
from record.models import Entry
from record.sealing import sealing
from record.vague import VagueDate
from sources.models import Source, Tag
from tests.factories import a_source
from tests.keeping import said_once
from tracker.evidence import Use
from tracker.models import Track, WatchItem
from watchdesk import edge

OPENED, MOVED, ANSWERED = "2023-03-01", "2024-06-01", "2025-02-01"


@pytest.fixture
def board(db: None) -> dict[str, WatchItem]:
    """Four questions in two tracks, opened on one day; one moves later, one is answered last."""
    return _board()


@said_once
def _board() -> dict[str, WatchItem]:
    source = a_source()
    water = Track.objects.create(slug="water", name="Water", position=2)
    law = Track.objects.create(slug="law", name="Law", position=1)
    tracks = {"dam": water, "sluice": water, "court": law, "mayor": law}
    items = {name: _item(name, track) for name, track in tracks.items()}
    items["dam"].tags.add("Concrete", "Valley")
    items["court"].tags.add("Valley")
    since = VagueDate.parse("2023")
    _at(OPENED, lambda: _open_all(items.values(), since))
    _at(MOVED, lambda: _move(items["dam"], "moving", source))
    _at(ANSWERED, lambda: _move(items["mayor"], "answered_yes", source))
    return items


def _item(name: str, track: Track) -> WatchItem:
    item = WatchItem.objects.create(
        slug=name, short=name, question=f"Will the {name} hold?", why="w", track=track
    )
    item.criteria.create(
        version=1, yes="y", no="n", edge_cases="e", by_when="never", since="2023-01-01"
    )
    return item


def _open_all(items: Iterable[WatchItem], since: VagueDate) -> None:
    for item in items:
        words = f"The {item.slug} is watched"
        item.open("watching", effective=since, headline=words, reason="New.")


def _move(item: WatchItem, to: str, source: Source) -> None:
    item = WatchItem.objects.get(pk=item.pk)
    since = VagueDate.parse("2024-05" if to == "moving" else "2025-01")
    item.change_status(
        to, seen="watching", effective=since, headline=f"It is {to}", evidence=[Use(source)]
    )


def _at(day: str, verb: Any) -> None:
    noon = dt.datetime.combine(dt.date.fromisoformat(day), dt.time(12), dt.UTC)
    with importing() as past, past.at(noon), sealing(Actor.IMPORT):
        verb()


def _page(client: Client, **asked: Any) -> Any:
    answer = client.get("/watch/", {name: value for name, value in asked.items() if value})
    assert answer.status_code == 200
    return html.fromstring(answer.content.decode())


def _words(node: Any) -> str:
    return " ".join(node.text_content().split())


def _groups(page: Any) -> dict[str, list[str]]:
    """The names of the groups with their counts, and the items of each."""
    return {
        _words(group.xpath(".//div[@class='group-head']")[0]): [
            link.get("href").split("/")[2] for link in group.xpath(".//a[@class='question']")
        ]
        for group in page.xpath("//table//tbody")
    }


def _items(page: Any) -> list[str]:
    """The items in their order, by their short names."""
    return [name for names in _groups(page).values() for name in names]


def _filters(page: Any, label: str) -> dict[str, str]:
    """Each filter of one kind by its words and count, with where it leads."""
    links = page.xpath(f"//nav[@aria-label='{label}']//a")
    return {_words(link): link.get("href") for link in links}


def _error(page: Any) -> str:
    return _words(page.xpath("//main//p[@class='error']")[0])


def test_open_questions_stand_by_track_and_the_answered_ones_last(
    board: dict[str, WatchItem], client: Client
) -> None:
    assert _groups(_page(client)) == {
        "Law 1 question": ["court"],
        "Water 2 questions": ["dam", "sluice"],
        "Answered or closed 1 question": ["mayor"],
    }


def test_they_stand_by_status_where_that_is_asked_for(
    board: dict[str, WatchItem], client: Client
) -> None:
    page = _page(client, group="status")
    assert _groups(page) == {
        "Watching 2 questions": ["court", "sluice"],
        "Moving 1 question": ["dam"],
        "Answered yes 1 question": ["mayor"],
    }
    assert _filters(page, "Grouped by") == {
        "By track": "?group=track",
        "By status": "?group=status",
    }


@pytest.mark.parametrize(
    ("asked", "found"),
    [
        ({"status": "watching"}, ["court", "sluice"]),
        ({"status": "moving"}, ["dam"]),
        ({"status": "final"}, ["mayor"]),
        ({"status": "answered_yes"}, ["mayor"]),
        ({"status": "stalled"}, []),
        ({"track": "water"}, ["dam", "sluice"]),
        ({"tag": "valley"}, ["court", "dam"]),
        ({"tag": "valley", "track": "water", "status": "moving"}, ["dam"]),
        ({"tag": "concrete", "status": "watching"}, []),
        # Before it was said that the dam moves, and before it did.
        ({"status": "watching", "track": "water", "known_at": "2024-05-31"}, ["dam", "sluice"]),
        ({"status": "watching", "track": "water", "valid_at": "2024-04-30"}, ["dam", "sluice"]),
        ({"status": "moving", "valid_at": "2024-05-02"}, ["dam"]),
        ({"status": "moving", "valid_at": "2024-05-02", "known_at": "2024-05-31"}, []),
    ],
)
def test_the_choices_narrow_it(
    asked: dict[str, str], found: list[str], board: dict[str, WatchItem], client: Client
) -> None:
    page = _page(client, **asked)
    assert _items(page) == found
    assert found or "No question is like that." in _words(page.find(".//main"))


def test_every_filter_says_how_many_it_leaves_of_the_other_choices(
    board: dict[str, WatchItem], client: Client
) -> None:
    page = _page(client, tag="valley")
    assert [*_filters(page, "Show only")] == [
        *("All 2", "Watching 1", "Moving 1", "Stalled 0", "Reversing 0", "Final 0"),
        "Overdue a look 2",
    ]
    assert [*_filters(page, "Tracks")] == ["All tracks 2", "Law 1", "Water 1"]
    assert [*_filters(page, "Tags")] == ["Concrete 1", "Valley 2", "Any tag"]
    page = _page(client, track="water", status="watching", known_at="2024-05-31")
    assert [*_filters(page, "Show only")][:3] == ["All 2", "Watching 2", "Moving 0"]
    assert [*_filters(page, "Tracks")] == ["All tracks 4", "Law 2", "Water 2"]
    assert [*_filters(page, "Tags")] == ["Concrete 1", "Valley 1"]


def test_a_filter_keeps_the_other_choices_and_both_clocks(
    board: dict[str, WatchItem], client: Client
) -> None:
    asked = {"group": "status", "status": "watching", "tag": "valley"}
    clocks = {"valid_at": "2024-05-02", "known_at": "2024-12-31", "since": "2023-12-31"}
    page = _page(client, **asked, **clocks)
    kept = "valid_at=2024-05-02&known_at=2024-12-31&since=2023-12-31"
    assert _filters(page, "Tracks")["Law 1"] == (
        f"?group=status&status=watching&tag=valley&track=law&{kept}"
    )
    assert _filters(page, "Show only")["All 2"] == f"?group=status&tag=valley&{kept}"
    form = page.xpath("//form[@class='clock-form']")[0]
    hidden = form.xpath(".//input[@type='hidden']")
    assert {one.get("name"): one.get("value") for one in hidden} == {
        **asked,
        "since": "2023-12-31",
    }


def test_a_tag_is_found_by_the_names_it_had_and_counted_once(
    board: dict[str, WatchItem], client: Client
) -> None:
    concrete, valley = Tag.objects.get(name="Concrete"), Tag.objects.get(name="Valley")
    with sealing(Actor.EDITOR):
        concrete.merge_into(valley, "The same.")
    page = _page(client, tag="concrete")
    assert _items(page) == ["court", "dam"]
    assert [*_filters(page, "Tags")] == ["Valley 2", "Any tag"]


@pytest.mark.parametrize(
    ("name", "sentence"),
    [
        ("status", "There is no status “wet”."),
        ("tag", "There is no tag “wet”."),
        ("track", "There is no track “wet”."),
    ],
)
def test_what_is_not_there_is_said_and_finds_nothing(
    name: str, sentence: str, board: dict[str, WatchItem], client: Client
) -> None:
    for value in ("wet", "wet\0"):
        page = _page(client, **{name: value})
        assert _error(page) == sentence
        assert _groups(page) == {}
    assert page.xpath("//main//a[.='All questions']/@href") == ["/watch/"]


def test_an_unknown_grouping_is_said_and_the_usual_one_shown(
    board: dict[str, WatchItem], client: Client
) -> None:
    page = _page(client, group="colour")
    assert _error(page) == "The board is not grouped by “colour”."
    assert len(_groups(page)) == 3


def test_a_long_board_has_pages_that_keep_the_choices(
    board: dict[str, WatchItem], client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("sources.views.PER_PAGE", 3)
    monkeypatch.setattr("tracker.board.PER_PAGE", 3)
    page = _page(client, group="status", known_at="2024-12-31")
    assert _groups(page) == {"Watching 3 questions": ["court", "mayor", "sluice"]}
    (following,) = page.xpath("//nav[@class='pages']//a[@rel='next']/@href")
    assert following == "?group=status&known_at=2024-12-31&page=2"
    page = html.fromstring(client.get(f"/watch/{following}").content.decode())
    assert _groups(page) == {"Moving 1 question": ["dam"]}
    for asked in ("3", "0", "two"):
        assert client.get("/watch/", {"page": asked}).status_code == 404


def test_a_past_board_says_how_each_stands_today(
    board: dict[str, WatchItem], client: Client
) -> None:
    page = _page(client, known_at="2024-05-31", status="watching")
    rows = page.xpath("//tr[.//a[@class='question']]")
    then = {row.xpath(".//a/@href")[0]: _words(row.xpath(".//td")[-1]) for row in rows}
    assert "Moving since May 2024" in then["/watch/dam/"]
    assert "Answered yes since January 2025" in then["/watch/mayor/"]
    assert "No change" in then["/watch/court/"]


def test_an_item_is_overdue_by_the_day_of_the_reading(
    board: dict[str, WatchItem], client: Client
) -> None:
    page = _page(client, known_at="2024-06-15", status="overdue")
    assert _items(page) == ["court", "mayor", "sluice"]
    assert _items(_page(client, known_at="2023-04-30", status="overdue")) == []
    # By the day that it is asked of, whatever was known later.
    assert _items(_page(client, valid_at="2023-04-30", status="overdue")) == []
    assert "Overdue" in client.get("/watch/sluice/?known_at=2024-06-15").content.decode()
    assert "Overdue" not in client.get("/watch/sluice/?known_at=2023-04-30").content.decode()


def test_taking_a_statement_back_is_no_look(board: dict[str, WatchItem], client: Client) -> None:
    moved = board["dam"].changes.get(status="moving")
    _at("2025-04-30", lambda: moved.retract("It was said twice."))
    assert "dam" in _items(_page(client, valid_at="2025-05-01", status="overdue"))
    assert "Overdue" in client.get("/watch/dam/?valid_at=2025-05-01").content.decode()


def test_the_next_thing_that_is_expected_stands_with_the_question(
    board: dict[str, WatchItem], client: Client
) -> None:
    for title, role, date in (
        ("Floodgates", "forecast", "2031"),
        ("First water", "forecast", "2030-04"),
        ("Concrete", "actual", "2024-05"),
    ):
        with sealing(Actor.TRACKER):
            milestone = WatchItem.objects.get(slug="dam").add_milestone(title)
            milestone.set_date(role, VagueDate.parse(date), asserted_by="The office")
    page = _page(client, status="moving")
    assert "Next: First water, expected April 2030" in _words(page.find(".//table"))
    assert "Floodgates" not in _words(page.find(".//table"))


def _steps(client: Client, address: str, **asked: str) -> dict[str, str]:
    page = html.fromstring(client.get(address, asked).content.decode())
    links = page.xpath("//nav[@class='clock-steps']//a")
    return {link.get("rel").split()[0]: link.get("href") for link in links}


def test_the_board_steps_through_the_days_on_which_something_was_recorded(
    board: dict[str, WatchItem], client: Client
) -> None:
    assert _steps(client, "/watch/") == {"prev": f"?known_at={ANSWERED}"}
    asked = {"status": "watching", "valid_at": "2023-12-01"}
    assert _steps(client, "/watch/", **asked, known_at=MOVED) == {
        "prev": f"?status=watching&valid_at=2023-12-01&known_at={OPENED}",
        "next": f"?status=watching&valid_at=2023-12-01&known_at={ANSWERED}",
    }
    assert _steps(client, "/watch/", known_at="2022-01-01") == {"next": f"?known_at={OPENED}"}
    assert _steps(client, "/watch/", known_at=ANSWERED) == {"prev": f"?known_at={MOVED}"}
    # In the middle of a day the rest of it is still to come.
    first = Entry.objects.filter(kind="item").earliest("seq").seq
    assert _steps(client, "/watch/", known_at=str(first))["next"] == f"?known_at={OPENED}"


@pytest.mark.parametrize("more", ["", "criteria/"])
def test_an_item_steps_through_its_own_days(
    more: str, board: dict[str, WatchItem], client: Client
) -> None:
    assert _steps(client, f"/watch/dam/{more}", known_at="2024-12-31", since="2023-12-31") == {
        "prev": f"?known_at={MOVED}&since=2023-12-31"
    }
    assert _steps(client, f"/watch/dam/{more}", known_at=OPENED) == {"next": f"?known_at={MOVED}"}
    assert _steps(client, f"/watch/sluice/{more}") == {"prev": f"?known_at={OPENED}"}
    answer = client.get(f"/watch/dam/{more}", {"known_at": MOVED}).content.decode()
    assert '<meta name="robots" content="noindex">' in answer


def test_a_comparison_tells_of_the_questions_chosen_and_of_no_more_than_some(
    board: dict[str, WatchItem], client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    changed = "//section[@aria-labelledby='changed']"
    page = _page(client, since="2024-01-01", track="water")
    assert page.xpath(f"{changed}//a[@class='question']/@href") == ["/watch/dam/"]
    monkeypatch.setattr("tracker.board.COMPARED", 1)
    page = _page(client, since="2024-01-01")
    assert page.xpath(f"{changed}//a[@class='question']/@href") == ["/watch/mayor/"]
    assert "Something was said of other questions too" in _words(page.xpath(changed)[0])


def test_the_home_page_shows_the_first_open_questions(
    board: dict[str, WatchItem], client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    shown = "//table//a[@class='question']/@href"
    page = html.fromstring(client.get("/").content.decode())
    assert page.xpath(shown) == ["/watch/court/", "/watch/dam/", "/watch/sluice/"]
    assert not page.xpath("//a[.='The other open questions']")
    monkeypatch.setattr("watchdesk.views.QUESTIONS", 2)
    edge.copies.clear()
    page = html.fromstring(client.get("/").content.decode())
    assert page.xpath(shown) == ["/watch/court/", "/watch/dam/"]
    assert page.xpath("//a[.='The other open questions']/@href") == ["/watch/"]


def test_the_desk_begins_with_the_most_urgent_and_says_how_many_there_are(
    board: dict[str, WatchItem], as_member: Any, staff: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("watchdesk.desk_front.QUESTIONS", 2)
    seen = as_member(staff).get("/desk/")
    assert [row["one"].item.slug for row in seen.context["board"]] == ["sluice", "court"]
    assert [matter.what for matter in seen.context["matters"]] == [
        *("Will the sluice hold?", "Will the court hold?", "1 more question")
    ]
    words = _words(html.fromstring(seen.content.decode()).find(".//body"))
    assert "The 2 whose next look is due first, of 4" in words


def test_a_question_with_more_tags_than_anybody_puts_on_one_stands_there_and_is_counted(
    board: dict[str, WatchItem], client: Client
) -> None:
    names = [f"Tag {number}" for number in range(120)]
    with sealing(Actor.TRACKER):
        board["dam"].tags.add(*names)
        board["dam"].publish_changes()
    assert sorted(_items(_page(client))) == ["court", "dam", "mayor", "sluice"]
    page = _page(client, tag="tag-119")
    assert _items(page) == ["dam"]
    assert "Tag 119 1" in _filters(page, "Tags")
