"""Sources are entered in seconds, in a real browser: pasted, by hand, by keyboard alone."""

from typing import Any

import pytest
from django.urls import reverse

from sources.models import Source, Tag
from tests import axe

pytestmark = pytest.mark.django_db(transaction=True)

ADD = reverse("admin:sources_source_add")
RIS = (
    "TY  - NEWS\nTI  - The mayor speaks of the dam\nAU  - Radoičić, Milica\nT2  - Valley Gazette\n"
    "DA  - 2024/09/24\nSP  - 4\nUR  - https://gazette.example.org/mayor?utm_source=mail\nER  - \n"
)


def send(page: Any, name: str) -> None:
    """Press a button, and wait for the screen that follows."""
    with page.expect_navigation():
        page.get_by_role("button", name=name, exact=True).click()


def test_a_pasted_entry_is_saved_with_one_button(
    come_in: Any, writer: Any, source: Source, console: list[str]
) -> None:
    page = come_in(writer)
    page.goto(reverse("admin:sources_source_changelist"))
    page.get_by_label("Paste").fill(RIS)
    send(page, "Read it")
    page.get_by_text("Read from what you pasted.").wait_for()
    assert page.get_by_label("Pages", exact=True).input_value() == "4"
    send(page, "Save")
    made = Source.objects.get(title="The mayor speaks of the dam")
    assert (made.csl_type, made.issued.edtf) == ("article-newspaper", "2024-09-24")
    assert (made.publisher.name, made.publisher.type) == ("Valley Gazette", "outlet")
    assert made.url == "https://gazette.example.org/mayor"
    assert made.details == {"page": "4"}
    assert console == []


def test_a_known_address_leads_to_its_source_wherever_it_is_typed(
    come_in: Any, writer: Any, source: Source, console: list[str]
) -> None:
    source.url = "https://harbour.example.org/report"
    source.save()
    page = come_in(writer)
    page.goto(ADD)
    page.get_by_label("Paste").fill("http://www.harbour.example.org/report/?fbclid=x")
    with page.expect_navigation():
        page.get_by_label("Paste").press("Enter")
    page.get_by_text("This is kept already: “Report on the dam”.").wait_for()
    # By hand it is told while it is typed, and refused beside the field when it is sent.
    page.goto(ADD)
    page.get_by_label("Title", exact=True).fill("The report, again")
    page.get_by_label("Kind of source").select_option("report")
    page.get_by_label("Address", exact=True).fill("harbour.example.org/report")
    page.get_by_role("status").get_by_role("link", name="“Report on the dam”").wait_for()
    send(page, "Save")
    refusal = page.locator(".field.errors").get_by_role("link", name="“Report on the dam”")
    assert refusal.get_attribute("href") == reverse("admin:sources_source_change", args=[source.pk])
    assert page.get_by_label("Title", exact=True).input_value() == "The report, again"
    assert Source.objects.count() == 1
    assert console == []


def test_a_source_is_entered_by_keyboard_alone(
    come_in: Any, writer: Any, console: list[str]
) -> None:
    page = come_in(writer)
    page.goto(ADD)
    # The first field has the focus; a letter chooses.
    page.keyboard.type("interview")
    page.keyboard.press("Tab")
    page.keyboard.type("Sept 2024")
    page.keyboard.press("Tab")
    page.keyboard.type("A talk about the dam")
    page.get_by_text("Read as: September 2024, day not known").wait_for()
    names = page.locator("#id_authors")
    names.get_by_label("Name 1", exact=True).focus()
    page.keyboard.type("van der Berg, Jan")
    page.keyboard.press("Enter")
    page.keyboard.type("Valley Council")
    page.keyboard.press("Shift+Tab")
    page.keyboard.type("body")
    page.keyboard.press("Tab")
    page.keyboard.press("Alt+ArrowUp")
    page.locator("#id_details_interviewer").get_by_label("Name 1", exact=True).focus()
    page.keyboard.type("Radoičić, Milica")
    page.get_by_role("button", name="Save", exact=True).focus()
    with page.expect_navigation():
        page.keyboard.press("Enter")
    made = Source.objects.get()
    assert made.csl_type == "interview"
    assert [one["name"] for one in made.authors] == ["Valley Council", "Jan van der Berg"]
    assert made.details["interviewer"][0]["family"] == "Radoičić"
    assert console == []


def test_a_kind_shows_what_it_needs_and_what_is_filled_in(
    come_in: Any, writer: Any, source: Source
) -> None:
    source.details = {"section": "Politics"}
    source.save()
    page = come_in(writer)
    page.goto(reverse("admin:sources_source_change", args=[source.pk]))
    assert page.get_by_label("Number of the report").is_visible()
    assert page.get_by_label("Section").is_visible()
    assert not page.get_by_label("Edition").is_visible()
    page.get_by_label("Kind of source").select_option("bill")
    assert page.get_by_label("Number of the bill").is_visible()
    assert page.get_by_label("Parliament and session").is_visible()
    assert not page.get_by_label("ISBN").is_visible()
    # A decision is cited by its numbers: they are not folded away.
    assert not page.get_by_label("ECLI").is_visible()
    page.get_by_label("Kind of source").select_option("legal_case")
    assert page.get_by_label("ECLI").is_visible()
    assert page.get_by_label("Docket number").is_visible()


def test_several_names_pasted_at_once_become_rows(come_in: Any, writer: Any) -> None:
    page = come_in(writer)
    page.goto(ADD)
    page.locator("#id_authors").get_by_label("Name 1", exact=True).focus()
    page.evaluate(
        """() => {
            const data = new DataTransfer();
            data.setData("text", "Berg, Jan\\nNjegoš, Đorđe\\n");
            const event = new ClipboardEvent("paste", {clipboardData: data, bubbles: true,
                cancelable: true});
            document.activeElement.dispatchEvent(event);
        }"""
    )
    rows = page.locator("#id_authors li input")
    assert [rows.nth(n).input_value() for n in range(3)] == ["Berg, Jan", "Njegoš, Đorđe", ""]


def test_typed_filters_suggest_names(
    come_in: Any, writer: Any, source: Source, console: list[str]
) -> None:
    source.tags.add(Tag.objects.create(name="Niš", slug="nis"))
    page = come_in(writer)
    page.goto(reverse("admin:sources_source_changelist"))
    page.get_by_label("By publisher").press_sequentially("harb")
    page.locator("#suggested-publisher option").first.wait_for(state="attached")
    assert page.locator("#suggested-publisher option").get_attribute("value") == "Harbour Office"
    page.get_by_label("By publisher").press("Enter")
    page.wait_for_url("**publisher=harb")
    assert page.locator("#result_list tbody tr").count() == 1
    page.locator("#changelist-filter summary", has_text="By kind").click()
    page.get_by_role("link", name="Dataset").click()
    page.wait_for_url("**kind=dataset**")
    assert "publisher=harb" in page.url
    assert console == []


def test_what_is_told_is_accessible(come_in: Any, writer: Any, source: Source) -> None:
    twin = Source.objects.create(csl_type="report", title=source.title)
    page = come_in(writer)
    faults = []
    for address in (
        ADD,
        reverse("admin:sources_source_change", args=[twin.pk]),
        reverse("admin:sources_source_paste"),
        f"{reverse('admin:sources_source_changelist')}?state=doubles&publisher=harbour",
    ):
        page.goto(address)
        if address == ADD:
            page.get_by_label("Title", exact=True).fill(source.title)
            page.get_by_label("Kind of source").select_option("interview")
            page.get_by_role("status").get_by_role("link").first.wait_for()
        faults += axe.faults(page)
    assert faults == []
