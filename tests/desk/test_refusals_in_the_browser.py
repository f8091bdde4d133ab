"""In a real browser a wrong group finds no button, and the form it sends anyway is refused."""

from dataclasses import dataclass
from typing import Any

import pytest
from django.contrib.admin.models import LogEntry
from django.urls import reverse

from articles.models import Article
from record.models import Entry
from sources.models import Source, Tag
from tracker.models import WatchItem

pytestmark = pytest.mark.django_db(transaction=True)

# Who may not do what: the table of docs/adr/0003, read from its empty cells.
WRONG = {
    "writer": ["open an item", "change its status", "publish an article", "update it"],
    "editor": ["open an item", "change its status", "publish an article", "update it"],
    "publisher": ["open an item", "change its status"],
    "staff": ["write an article", "publish an article", "update it"],
    "manager": [
        "enter a source",
        "tag it",
        "open an item",
        "change its status",
        "write an article",
        "publish an article",
        "update it",
    ],
}

# What somebody sends who builds the form that their own screen does not offer.
SEND = """([address, fields]) => {
  const form = document.createElement("form");
  const token = document.querySelector("[name=csrfmiddlewaretoken]").value;
  form.method = "post";
  form.action = address;
  for (const [name, value] of [["csrfmiddlewaretoken", token], ...Object.entries(fields)]) {
    const input = document.createElement("input");
    input.type = "hidden";
    input.name = name;
    input.value = value;
    form.append(input);
  }
  document.body.append(form);
  form.submit();
}"""


@dataclass(frozen=True)
class Act:
    """One thing to do at the desk: where the way in stands, and the form that does it."""

    seen_at: str
    way: str
    sent_to: str
    fields: dict[str, str]

    def is_offered(self, page: Any) -> bool:
        """Whether the screen that is open has the button, or the link."""
        roles = ("button", "link")
        return any(page.get_by_role(role, name=self.way, exact=True).count() for role in roles)


def rows(*prefixes: str) -> dict[str, str]:
    counts = ("TOTAL_FORMS", "INITIAL_FORMS")
    return {f"{prefix}-{count}": "0" for prefix in prefixes for count in counts}


def written(**changed: str) -> dict[str, str]:
    form = {"title": "The dam", "slug": "dam-2", "dated": "2024", "language": "en"}
    text = {"body": "<p>It leaks.</p>", **rows("bylines", "watched", "listed_sources")}
    return {**form, **text, **changed}


@pytest.fixture
def acts(said: dict[str, Any], dam: WatchItem, article: Article, source: Source) -> dict[str, Act]:
    """Everything that is asked for, each with a form that is fit to be taken."""
    item, published = said["item"], said["article"]

    def at(name: str, *key: int) -> str:
        return reverse(f"admin:{name}", args=key)

    a_source = {"title": "Minutes", "csl_type": "report"}
    status = {"effective": "2023", "headline": "It is so", "reason": "It began."}
    use = {**rows("evidence"), "evidence-TOTAL_FORMS": "1"}
    use |= {"evidence-0-source": str(source.pk), "evidence-0-stance": "supports"}
    tagged = {**a_source, "tags": str(Tag.objects.get().pk)}
    items = at("tracker_watchitem_change", item.pk)
    draft, public = (at("articles_article_change", one.pk) for one in (article, published))
    text = {"slug": published.slug, "title": "First, once more"}
    return {
        "enter a source": Act(
            at("sources_source_changelist"), "New source", at("sources_source_add"), a_source
        ),
        "tag it": Act(
            at("sources_source_change", source.pk),
            "Save",
            at("sources_source_change", source.pk),
            tagged,
        ),
        "open an item": Act(
            at("tracker_watchitem_change", dam.pk),
            "Open in public",
            at("tracker_watchitem_open", dam.pk),
            {"status": "watching", **status, **rows("evidence")},
        ),
        "change its status": Act(
            items,
            "Update its status",
            at("tracker_watchitem_status", item.pk),
            {"seen": "moving", "status": "stalled", **status, **use},
        ),
        "write an article": Act(
            at("articles_article_changelist"),
            "New article",
            at("articles_article_add"),
            written(),
        ),
        "publish an article": Act(
            draft, "Publish", draft, written(slug=article.slug, _publish="1")
        ),
        "update it": Act(
            public,
            "Publish as update",
            public,
            written(**text, _publish="1"),
        ),
    }


def everything() -> tuple[Any, ...]:
    """What could have been written by the way."""
    counts = [model._default_manager.count() for model in (Entry, Source, Article, LogEntry)]
    tagged = Source.objects.filter(tags__isnull=False).count()
    return (*counts, tagged, *Article.objects.order_by("pk").values_list("title", flat=True))


def send(page: Any, act: Act) -> int:
    """Send the form from the screen that is open; gives the status of the desk's answer to it."""
    with page.expect_navigation() as landed:
        page.evaluate(SEND, [act.sent_to, act.fields])
    request = landed.value.request
    while request.redirected_from:
        request = request.redirected_from
    assert (request.method, request.url.endswith(act.sent_to)) == ("POST", True)
    return int(request.response().status)


@pytest.mark.parametrize("person", WRONG)
def test_a_wrong_group_finds_no_button_and_is_refused(
    request: pytest.FixtureRequest, come_in: Any, acts: dict[str, Act], person: str
) -> None:
    page, before = come_in(request.getfixturevalue(person)), everything()
    for name in WRONG[person]:
        assert page.goto(acts[name].seen_at).status == 200
        assert (name, acts[name].is_offered(page)) == (name, False)
        assert (name, send(page, acts[name])) == (name, 403)
        assert page.get_by_role("heading", name="Not yours to do").is_visible()
        assert page.get_by_text("None of your groups has the right to this.").is_visible()
    assert everything() == before


def test_the_right_group_finds_each_button_and_its_form_is_taken(
    come_in: Any, administrator: Any, acts: dict[str, Act]
) -> None:
    page = come_in(administrator)
    for name, act in acts.items():
        page.goto(act.seen_at)
        assert (name, act.is_offered(page)) == (name, True)
        before = everything()
        assert (name, send(page, act)) == (name, 302)
        assert everything() != before
