"""A writer at the desk, in a real browser: citing, noting, naming records, saving."""

from typing import Any

import pytest
from django.conf import settings
from django.core.files.base import ContentFile
from django.test import Client
from django.urls import reverse

from articles.models import Article, Image
from tests import axe
from tests.pixel import PIXEL

pytestmark = pytest.mark.django_db(transaction=True)

TEXT = ".ProseMirror[contenteditable=true]"


@pytest.fixture
def write(page: Any, client: Client, writer: Any, article: Article) -> Any:
    """The article's screen, open in the browser of a writer, with the caret after its text."""
    client.force_login(writer)
    page.context.add_cookies(
        [
            {
                "name": settings.SESSION_COOKIE_NAME,
                "value": client.cookies[settings.SESSION_COOKIE_NAME].value,
                "domain": "localhost",
                "path": "/",
            }
        ]
    )
    page.goto(reverse("admin:articles_article_change", args=[article.pk]))
    page.locator(TEXT).click()
    page.keyboard.press("Control+End")
    # The editor hears of a moved caret a moment after the browser has moved it.
    page.wait_for_timeout(100)
    return page


def save(page: Any, article: Article) -> str:
    """Save as the writer does; returns the text that the desk keeps."""
    with page.expect_navigation():
        page.locator("[name=_continue]").first.click()
    article.refresh_from_db()
    return article.body


def found(page: Any) -> None:
    page.locator(".finder [role=option]").first.wait_for()


def test_what_was_written_before_is_there_with_its_citation(write, article, console):
    assert write.locator(".citation").inner_text() == "Harbour Office, 2024"
    before = article.body
    assert save(write, article) == before
    assert console == []


def test_typing_an_at_sign_cites_a_source(write, article, source):
    write.keyboard.type(" It fell. @dam")
    found(write)
    write.keyboard.press("Tab")
    write.keyboard.type("p. 4")
    write.keyboard.press("Enter")
    write.keyboard.type(" Then it stood.")
    assert save(write, article).endswith(
        f' It fell. <cite data-source="{source.uuid}" data-locator="p. 4"></cite>'
        " Then it stood.</p>"
    )
    assert {row.source for row in article.references.all()} == {source}


def test_escape_keeps_what_was_typed_as_text(write, article):
    write.keyboard.type(" By @nobody")
    write.get_by_text("Nothing found.").wait_for()
    write.keyboard.press("Escape")
    write.keyboard.type(", desk@example.org")
    assert write.locator(".finder").count() == 0
    assert save(write, article).endswith(" By @nobody, desk@example.org</p>")


def test_the_place_of_a_citation_is_changed_with_the_keyboard(write, article, source):
    write.keyboard.press("ArrowLeft")
    write.keyboard.press("Enter")
    found(write)
    write.keyboard.type("p. 9")
    write.keyboard.press("Enter")
    assert save(write, article) == (
        f'<p>It leaks.<cite data-source="{source.uuid}" data-locator="p. 9"></cite></p>'
    )


def test_a_note_is_written_in_its_place(write, article):
    write.locator("[data-tool=note]").click()
    write.keyboard.type("Seen ")
    write.keyboard.press("Control+i")
    write.keyboard.type("twice")
    write.keyboard.press("Enter")
    write.keyboard.type(" It holds.")
    assert save(write, article).endswith(
        '<span data-footnote="">Seen <em>twice</em></span> It holds.</p>'
    )


def test_an_empty_note_goes_with_one_key(write, article):
    before = article.body
    write.locator("[data-tool=note]").click()
    write.keyboard.press("Backspace")
    assert save(write, article) == before


def test_a_watch_card_and_a_picture_are_found_and_set(write, article, dam, console):
    picture = Image(title="Valley", alt="A valley", credit="the desk")
    picture.take(ContentFile(PIXEL, "valley.png"))
    picture.save()
    write.keyboard.press("Enter")
    for tool in ("watch", "figure"):
        write.locator(f"[data-tool={tool}]").click()
        found(write)
        write.keyboard.press("Enter")
    write.locator(".ProseMirror figcaption").click()
    write.keyboard.type("In spring")
    assert save(write, article).endswith(
        f'<div data-watch="{dam.uuid}"></div>\n'
        f'<figure data-image="{picture.uuid}"><figcaption>In spring</figcaption></figure>'
    )
    write.locator(".named-card").get_by_text("Will the dam be finished?").wait_for()
    write.locator(".named-picture img[alt='A valley']").wait_for()
    assert console == []


def test_headings_lists_and_quotes_are_made_with_words(write, article):
    write.keyboard.press("Enter")
    for tool, text in (("section", "1 Guns"), ("quote", "Said"), ("numbers", "First")):
        write.locator(f"[data-tool={tool}]").click()
        write.keyboard.type(text)
        assert write.locator(f"[data-tool={tool}]").get_attribute("aria-pressed") == "true"
        write.keyboard.press("Enter")
        if tool == "quote":
            write.keyboard.press("Enter")
    assert save(write, article).endswith(
        "<h2>1 Guns</h2>\n<blockquote><p>Said</p></blockquote>\n<ol><li><p>First</p></li></ol>"
    )


def test_a_table_is_filled_and_left_with_the_keyboard(write, article):
    write.keyboard.press("Enter")
    write.locator("[data-tool=table]").click()
    for text in ("System", "From", "When", "FK-3"):
        write.keyboard.type(text)
        write.keyboard.press("Tab")
    write.locator("[data-tool=caption]").click()
    write.keyboard.type("Fielded")
    write.keyboard.press("Enter")
    write.wait_for_timeout(100)
    for _cell in range(5):
        write.keyboard.press("Tab")
    assert not write.evaluate("document.activeElement.closest('.ProseMirror') !== null")
    assert save(write, article).endswith(
        '<table data-caption="Fielded"><thead><tr><th>System</th><th>From</th><th>When</th></tr>'
        "</thead><tbody><tr><td>FK-3</td><td></td><td></td></tr></tbody></table>"
    )


def test_a_link_gets_its_address_from_a_panel(write, article):
    write.keyboard.press("Enter")
    write.keyboard.type("our methods")
    write.keyboard.press("Shift+Home")
    write.locator("[data-tool=link]").click()
    write.keyboard.type("/methods/")
    write.keyboard.press("Enter")
    assert save(write, article).endswith('<p><a href="/methods/">our methods</a></p>')


def test_a_paste_from_a_word_processor_is_clean(write, article):
    write.keyboard.press("Enter")
    write.evaluate(
        """html => {
            const data = new DataTransfer()
            data.setData("text/html", html)
            const how = { clipboardData: data, bubbles: true, cancelable: true }
            document.querySelector(".ProseMirror").dispatchEvent(new ClipboardEvent("paste", how))
        }""",
        "<p class=MsoNormal style='color:red'><b>Bold</b> and <img src='https://a.example/x.png'>"
        "<span lang=EN-GB>plain</span><o:p></o:p></p>",
    )
    assert save(write, article).endswith("<p><strong>Bold</strong> and plain</p>")


def test_the_tools_are_one_stop_and_the_arrows_move_between_them(write):
    write.keyboard.press("Alt+F10")
    write.keyboard.press("ArrowRight")
    assert write.evaluate("document.activeElement.dataset.tool") == "italic"
    write.keyboard.press("Tab")
    assert write.evaluate("document.activeElement.classList.contains('ProseMirror')")


def test_axe_finds_nothing_in_the_editor_and_its_panel(write, console):
    write.locator("[data-tool=note]").click()
    write.keyboard.type("A note")
    write.keyboard.press("Enter")
    write.locator("[data-tool=cite]").click()
    found(write)
    assert console == []
    for scheme in ("light", "dark"):
        write.emulate_media(color_scheme=scheme)
        violations = axe.violations(write, ".prose-editor")
        assert [(scheme, one["id"], one["nodes"][0]["html"]) for one in violations] == []
