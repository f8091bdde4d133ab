"""The demo's texts: long enough, well made, and nothing about the world beyond the facts."""

import calendar
import re

import pytest
from lxml import html

from watchdesk.demo import (
    articles_a,
    articles_b,
    articles_c,
    events,
    items,
    media,
    sources,
    tags,
    training,
    training_sources,
)
from watchdesk.demo.keys import TEXTS, text, uuid_of
from watchdesk.demo.pieces import DemoArticle

A, B, C = articles_a.ARTICLE_A, articles_b.ARTICLE_B, articles_c.ARTICLE_C

# Every date and figure that the facts hold. Whoever adds one here has to find it there first.
DATES = {
    "24 September 2023",
    "29 August 2024",
    "24 September 2024",
    "24 September 2025",
    "February 2023",
    "October 2023",
    "November 2023",
    "September 2024",
    "October 2024",
    "January 2025",
    "February 2025",
    "March 2025",
}
# 2020: the first Pantsir.
YEARS = {"2020", "2022", "2023", "2024", "2025"}
FIGURES = {
    "45",  # indicted
    "12",  # Rafale
    "EUR 3 bn",
    "11",  # Mi-35
    "2.5 bcm",
    "60 days",  # the desk's own interval
}
NAMES = {"MiG-29", "Mi-35", "FK-3", "HQ-22", "Pantsir-S1/S1M", "Pantsir-S1 and S1M"}
# The three numbered tracks.
NUMBERING = {"1. Guns", "2. Gas", "3. Leverage"}

MONTHS = "|".join(calendar.month_name[1:])
A_DATE = re.compile(rf"(?:\d{{1,2}} )?(?:{MONTHS}) \d{{4}}")


def plain(piece: DemoArticle, footnotes: bool = True) -> str:
    """The article's words as a reader sees them, citations left out."""
    tree = html.fromstring(f"<div>{text(piece.slug)}</div>")
    if not footnotes:
        for note in tree.findall(".//span[@data-footnote]"):
            note.drop_tree()
    captions = " ".join(str(found) for found in tree.xpath("//@data-caption"))
    words = " ".join(str(found) for found in tree.itertext())
    return " ".join(f"{captions} {words}".split())


def about_the_world() -> dict[str, str]:
    """Every text of the demo that speaks about the real world."""
    said = {piece.slug: f"{piece.standfirst} {plain(piece)}" for piece in (A, B, C)}
    for piece in (A, B, C):
        notes = [note for _slug, note in piece.watch] + [row[1] for row in piece.sources]
        said[f"{piece.slug}, lists"] = " ".join(notes)
    for event in events.EVENTS:
        said[event.headline] = f"{event.headline} {event.note}"
    for item in items.ITEMS:
        words = [item.question, item.why, *item.criteria, item.by_when, item.headline, item.reason]
        said[item.slug] = " ".join(words)
    for source in sources.SOURCES:
        said[source.key] = f"{source.title} {source.note}"
    for tag in tags.TAGS:
        said[tag.slug] = tag.description
    return said


@pytest.mark.parametrize(("piece", "least"), [(A, 700), (B, 700), (C, 350)])
def test_an_article_has_its_words(piece: DemoArticle, least: int) -> None:
    assert len(plain(piece, footnotes=False).split()) >= least


@pytest.mark.parametrize("where", about_the_world())
def test_every_date_and_figure_is_in_the_facts(where: str) -> None:
    left = about_the_world()[where]
    dates = set(A_DATE.findall(left))
    assert dates <= DATES
    left = A_DATE.sub("", left)
    for known in sorted(NAMES | NUMBERING | FIGURES, key=len, reverse=True):
        left = re.sub(rf"(?<![\d.-]){re.escape(known)}(?!\d|\.\d)", "", left)
    assert set(re.findall(r"\d[\d.]*\d|\d", left)) <= YEARS


def test_the_second_article_has_its_parts() -> None:
    tree = html.fromstring(f"<div>{text(B.slug)}</div>")
    heads = [head.text_content() for head in tree.findall(".//h2")]
    assert [head for head in heads if head[0].isdigit()] == ["1. Guns", "2. Gas", "3. Leverage"]
    assert len(tree.findall(".//span[@data-footnote]")) == 2
    rows = [row.find("td").text_content() for row in tree.findall(".//tbody/tr")]
    assert rows == [
        "Rafale, 12 aircraft",
        "FK-3 (HQ-22 export)",
        "Pantsir-S1/S1M",
        "Mi-35, 11 airframes",
        "Loitering munitions",
    ]
    assert tree.xpath("//@data-article") == [str(uuid_of("article", A.slug))]
    assert len(B.watch) == 4
    assert all(note for _item, note in B.watch)
    assert len(B.sources) == 10
    assert all(why for _key, why, _grade in B.sources)


def test_the_first_article_shows_two_videos_with_captions() -> None:
    tree = html.fromstring(f"<div>{text(A.slug)}</div>")
    assert len(tree.xpath("//@data-video")) == 2
    for video in media.VIDEOS:
        assert video.captions.read_text(encoding="utf-8").startswith("WEBVTT")
        assert video.film.stat().st_size < 300_000
    for picture in media.PICTURES:
        assert picture.path.stat().st_size < 300_000


def test_a_text_names_only_what_the_demo_has() -> None:
    known = {
        "source": {row.key for row in [*sources.SOURCES, *training_sources.SOURCES]},
        "video": {row.key for row in media.VIDEOS},
        "watch": {row.slug for row in [training.FERRY, *items.ITEMS]},
        "article": {A.slug, B.slug, C.slug},
    }
    for path in TEXTS.glob("**/*.html"):
        for kind, key in re.findall(r'data-(\w+)="([^"]+)"', path.read_text(encoding="utf-8")):
            if kind in known:
                assert key in known[kind], f"{path.name}: {key}"


def test_what_cites_is_listed_among_the_sources_that_matter() -> None:
    for piece in (A, B, C, training.DRILL, training.HULL):
        raw = (TEXTS / f"{piece.slug}.html").read_text(encoding="utf-8")
        cited = set(re.findall(r'data-source="([^"]+)"', raw))
        assert cited <= {key for key, _why, _grade in piece.sources}


def test_the_companion_speaks_of_britain_alone() -> None:
    assert {key for key, _why, _grade in C.sources} == {"uk-irr", "uk-osce", "desk-b"}


def test_the_desk_grades_its_own_reports_lowest() -> None:
    grades = {row.slug: row.grade for row in sources.PUBLISHERS}
    assert grades["the-desk"] == "F"
    for piece in (A, B, C):
        own = [grade for key, _why, grade in piece.sources if key.startswith("desk-")]
        assert set(own) <= {6}


def test_people_have_names_in_the_training_material_alone() -> None:
    assert all(piece.authors == ("the-desk",) for piece in (A, B, C))
    assert training.DRILL.training
    assert training.HULL.training
    assert training.FERRY.training
