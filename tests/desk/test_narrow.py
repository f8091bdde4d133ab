"""Every list and every form of the desk on a telephone: nothing sideways, no field too small.

And on the main ones, wide and narrow, a still console and nothing for axe to find.
"""

import datetime as dt
from collections.abc import Iterator
from typing import Any

import pytest
from django.contrib import admin
from django.db.models import Model
from django.urls import NoReverseMatch, resolve, reverse
from django.utils import timezone

from articles.models import Article, ArticleSource, ArticleWatch, Image, Series, Video
from record.erasures import Erasure
from record.kinds import Actor
from record.sealing import sealing
from record.vague import VagueDate
from sources.models import Source, Tag
from tests import axe
from tracker.evidence import Use
from tracker.models import WatchItem
from watchdesk.models import Desk, Page

pytestmark = pytest.mark.django_db(transaction=True)

# Answers that are no screens, and Django's screens of what is not the desk's.
NO_SCREENS = {"look", "accept", "archive", "copy", "alike", "named", "progress", "go"}
NO_SCREENS |= {"discard", "delete"}
NOT_OURS = {"taggit.tag", "auth.group", "procrastinate.procrastinatejob"}
MAIN = set(
    "index password_change tracker_watchitem_status tracker_watchitem_event "
    "tracker_watchitem_looks tracker_watchitem_change tracker_watchitem_add "
    "articles_article_change articles_article_add articles_article_preview sources_source_change "
    "sources_source_add sources_source_paste sources_publisher_rate articles_video_add "
    "record_entry_change accounts_user_add articles_article_changelist "
    "tracker_watchitem_changelist sources_source_changelist sources_publisher_changelist "
    "sources_tag_changelist sources_importrun_changelist articles_image_changelist "
    "record_entry_changelist watchdesk_page_changelist accounts_user_changelist "
    "admin_logentry_changelist".split()
)
# A wide table in the editor is scrolled by the caret in it, which axe does not see.
EDITED = "scrollable-region-focusable: <table data-caption"
LONG = "https://archive.example/Elektrizitätsverteilungsgesellschaft/2024/09/24/minutes"
TABLE = "<tr><th>Dinars</th><th>Undercertified</th><th>Undistributed</th><th>Uncontested</th></tr>"

# In a document 360 px wide: how wide it is, and which fields for words have less than 8rem.
MEASURED = """() => {
  document.querySelectorAll("main details").forEach((one) => { one.open = true; });
  const words = "textarea, input:is([type=text], [type=url], [type=search], [type=email])";
  const small = [...document.querySelectorAll(`main :is(${words}, .select2-selection)`)]
    .filter((one) => !one.closest(".select2-selection .select2-search"))
    .map((one) => [one.name || one.className, one.getBoundingClientRect()])
    .filter(([, box]) => box.width > 1 && box.height > 1 && box.width < 128)
    .map(([name, box]) => `${name} has ${Math.round(box.width)} px`);
  const wide = document.documentElement.scrollWidth;
  return wide > innerWidth ? [`${wide} px wide`, ...small] : small;
}"""


@pytest.fixture
def full_desk(
    public_dam: WatchItem, source: Source, article: Article, staff: Any
) -> dict[str, int]:
    """Something on every screen, long words among it; gives what addresses name."""
    source.title, source.url = LONG, LONG
    source.authors = [{"name": "Anna Person", "kind": "person"}]
    source.save()
    source.tags.add(Tag.objects.create(name=LONG[:80], slug="long", aliases=["Water", "Voda"]))
    article.body += f'<table data-caption="In figures">{TABLE * 2}</table>'
    article.title = f"The dam: {LONG[8:]}"
    article.save()
    ArticleSource.objects.create(article=article, source=source, why=LONG)
    ArticleWatch.objects.create(article=article, item=public_dam, note=LONG)
    lane = public_dam.lanes.create(key="works", name="Works", note=LONG)
    use = [Use(source, quotation=LONG)]
    with sealing(Actor.TRACKER):
        public_dam.add_event(VagueDate.parse("2024"), headline=LONG, evidence=use, lane=lane)
        milestone = public_dam.add_milestone(LONG, lane=lane)
        milestone.set_date("forecast", VagueDate.parse("2026"), asserted_by=LONG)
        moved = {"effective": VagueDate.parse("2024"), "headline": LONG}
        public_dam.change_status("moving", seen="watching", evidence=use, **moved)
        public_dam.look(4 * LONG.replace("/", ""))
        source.publisher.rate("B", LONG, dt.date(2024, 1, 1))
    change = public_dam.changes.first()
    assert change
    Image.objects.create(title=LONG, alt="A wall.", credit=LONG, file="a.png")
    Video.objects.create(title=LONG, credit=LONG, file="a.mp4", captions="a.vtt", seconds=9)
    Series.objects.create(title=LONG, slug="series")
    Page.objects.create(title=LONG, slug="about", body=f"<p>{LONG}</p>")
    Desk.objects.create(name="The desk", notices=LONG)
    asked = {"kind": "source", "uuid": source.uuid, "reason": LONG, "ground": LONG}
    Erasure.objects.create(**asked, asked_by=staff, asked_at=timezone.now())
    proposal = public_dam.proposals.create(
        type="change",
        seen="moving",
        seen_version=9,
        status="closed",
        headline=LONG,
        note=LONG,
        by=staff,
        made_at=timezone.now(),
    )
    return {"milestone": milestone.pk, "change": change.pk, "proposal": proposal.pk}


def screens(named: dict[str, int]) -> Iterator[str]:
    """Every list, form and page of ours at the desk, each once."""
    yield from map(reverse, ("admin:index", "admin:password_change"))
    for model, model_admin in admin.site._registry.items():
        if model._meta.label_lower in NOT_OURS:
            continue
        for route in model_admin.get_urls():
            name = getattr(route, "name", None) or ""
            if name.rpartition("_")[2] not in NO_SCREENS | {""}:
                yield from _address(model, name, list(route.pattern.converters), named)


def _address(
    model: type[Model], name: str, keys: list[str], named: dict[str, int]
) -> Iterator[str]:
    first = model._default_manager.order_by("pk").first()
    if first is None and keys:
        return
    known = {**named, **dict.fromkeys(("pk", "object_id", "id"), getattr(first, "pk", None))}
    try:
        yield reverse(f"admin:{name}", kwargs={key: known[key] for key in keys})
    except NoReverseMatch:
        pytest.fail(f"{name}: no address with {known}")


def test_nothing_scrolls_sideways_and_no_field_is_too_small(
    come_in: Any, administrator: Any, full_desk: dict[str, int], console: list[str]
) -> None:
    page = come_in(administrator)
    page.set_viewport_size({"width": 360, "height": 900})
    faults, drawn = [], []
    for address in dict.fromkeys(screens(full_desk)):
        if page.goto(address).status == 200:
            drawn.append(resolve(address).url_name)
            if drawn[-1] in MAIN:
                faults += [f"{address}: {line}" for line in console]
                # It leaves the page as narrow as it was.
                faults += [fault for fault in axe.faults(page) if EDITED not in fault]
            faults += [f"{address}: {fault}" for fault in page.evaluate(MEASURED)]
        # What axe itself is refused by the policy is not ours.
        console.clear()
    assert faults == []
    # What the group has no right to is no screen of its own; most are.
    assert len(drawn) > 55
    assert set(drawn) >= MAIN
