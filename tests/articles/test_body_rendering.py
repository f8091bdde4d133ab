"""How an article's text stands on its page: its blocks, its notes, and what it names."""

import re
from uuid import UUID

import pytest
from django.template.loader import render_to_string

from articles import rendering
from articles.body import clean
from articles.notes import letter
from articles.rendering import render

REPORT = UUID("6f9619ff-8b86-4d01-b42d-00cf4fc964ff")
REUTERS = UUID("0b5c46aa-1111-4222-8333-444455556666")
ITEM = UUID("8d2f0c5e-2222-4333-8444-555566667777")


def cite(source, locator=""):
    return f'<cite data-source="{source}" data-locator="{locator}"></cite>'


class Known:
    """A context that knows two sources, and of each other kind one record."""

    sources = {
        REPORT: {
            "title": "Kosovo Report <2024>",
            "publisher": "European Commission",
            "date": "2024",
            "code": "A2",
            "words": "completely reliable; probably true",
            "url": "/sources/1/",
        },
        REUTERS: {
            "title": "Reporting",
            "publisher": "",
            "date": "",
            "code": "",
            "words": "",
            "url": "/sources/2/",
        },
    }

    def source(self, uuid):
        return self.sources.get(uuid)

    def _one(self, uuid):
        return {"known": uuid} if uuid == ITEM else None

    image = video = watch_item = article = _one


class Nothing:
    """A context that knows nothing: every record is withdrawn."""

    def source(self, uuid):
        return None

    image = video = watch_item = article = source


def blocks(html, context=None):
    return render(clean(html), context or Known())


def page(html, context=None):
    """The text as it stands on a page, with single spaces."""
    shown = render_to_string("articles/_body.html", {"blocks": blocks(html, context)})
    return re.sub(r"\s+", " ", shown)


def test_each_outermost_element_is_a_block_of_its_kind():
    html = (
        "<p>a</p><h2>b</h2><ul><li>c</li></ul><blockquote><p>d</p></blockquote><hr>"
        "<blockquote data-pull=''><p>e</p></blockquote><table><tr><td>f</td></tr></table>"
    )
    kinds = [block.kind for block in blocks(html)]
    assert kinds == ["text", "section", "list", "quote", "break", "pull", "table"]


def test_an_empty_text_has_no_blocks():
    assert blocks("") == []


def test_citations_are_numbered_by_source_in_order_of_first_mention():
    first, second = blocks(f"<p>a{cite(REUTERS)} b{cite(REPORT)}</p><p>c{cite(REUTERS)}</p>")
    assert [(note.mark, note.source["title"]) for note in first.notes] == [
        ("1", "Reporting"),
        ("2", "Kosovo Report <2024>"),
    ]
    assert second.notes == []
    assert 'href="#note-1"' in second.html


def test_a_further_place_in_the_same_source_has_a_short_note():
    first, second, third = blocks(
        f"<p>a{cite(REPORT, 'p. 4')}</p><p>b{cite(REPORT, 'p. 12')}</p>"
        f"<p>c{cite(REPORT, 'p. 4')}</p>"
    )
    assert (first.notes[0].again, first.notes[0].locator) == (False, "p. 4")
    assert (second.notes[0].again, second.notes[0].mark) == (True, "1")
    assert third.notes == [] and 'href="#note-1"' in third.html
    assert "as 1, p. 12" in page(f"<p>{cite(REPORT)}{cite(REPORT, 'p. 12')}</p>")


def test_footnotes_are_lettered_and_keep_their_marks():
    (block,) = blocks(
        '<p>a<span data-footnote="">By the <em>UK</em>.</span><span data-footnote="">Two</span></p>'
    )
    assert [note.mark for note in block.notes] == ["a", "b"]
    assert block.notes[0].html == "By the <em>UK</em>."
    assert "By the" not in block.html


def test_a_citation_inside_a_footnote_is_noted_after_it():
    (block,) = blocks(f'<p>a<span data-footnote="">See{cite(REPORT)}.</span> b{cite(REUTERS)}</p>')
    assert [note.mark for note in block.notes] == ["a", "1", "2"]
    assert 'href="#note-1"' in block.notes[0].html
    assert 'href="#note-1"' not in block.html


@pytest.mark.parametrize(("number", "mark"), [(1, "a"), (26, "z"), (27, "aa"), (53, "ba")])
def test_letters_go_on_after_z(number, mark):
    assert letter(number) == mark


def test_markers_lead_to_notes_and_notes_back_and_no_id_is_used_twice():
    shown = page(
        f"<h2>One</h2><p>a{cite(REPORT)}{cite(REPORT)}{cite(REPORT, 'p. 2')}{cite(REPORT, 'p. 3')}"
        f'<span data-footnote="">x{cite(REUTERS)}</span></p>'
        f"<h2>One</h2><p>{cite(REPORT, 'p. 2')}</p>"
    )
    ids = re.findall(r' id="([^"]+)"', shown)
    assert len(ids) == len(set(ids))
    assert set(re.findall(r'href="#([^"]+)"', shown)) <= set(ids)


def test_markers_and_ways_back_have_names():
    shown = page(f'<p>a{cite(REPORT)}<span data-footnote="">x</span></p>')
    for name in ("Source 1", "Note a", "1, back to the text", "a, back to the text"):
        assert f'aria-label="{name}"' in shown


def test_a_note_says_title_publisher_date_place_and_grade():
    shown = page(f"<p>a{cite(REPORT, 'p. 4')}</p>")
    assert (
        '<a class="note-title" href="/sources/1/">Kosovo Report &lt;2024&gt;</a>, '
        "European Commission, 2024, p. 4"
    ) in shown
    assert "<b>A2</b> completely reliable; probably true" in shown


def test_headings_have_addresses_and_their_numbers_apart():
    first, second = blocks("<h2>1 Guns</h2><h3>What <em>next</em></h3>")
    assert first.html == ('<h2 id="section-1-guns"><span class="section-number">1</span> Guns</h2>')
    assert second.html == '<h3 id="section-what-next">What <em>next</em></h3>'


def test_a_table_has_its_caption_and_every_cell_its_head():
    (block,) = blocks(
        '<table data-caption="Fielded"><tr><th>System</th><th>From &lt;x&gt; "y"</th></tr>'
        "<tr><td>FK-3</td><td>China</td></tr></table>"
    )
    assert "<caption>Fielded</caption>" in block.html
    assert '<th scope="col" role="columnheader">System</th>' in block.html
    assert '<th scope="row" role="rowheader" data-label="System">FK-3</th>' in block.html
    assert """<td role="cell" data-label='From &lt;x&gt; "y"'>China</td>""" in block.html
    assert block.html.count('role="row"') == 2


def test_an_empty_corner_of_a_table_is_no_head():
    (block,) = blocks("<table><tr><th></th><th>From</th></tr><tr><td>a</td><td>b</td></tr></table>")
    assert '<thead role="rowgroup"><tr role="row"><td role="cell"></td><th scope' in block.html
    assert 'data-label=""' not in block.html


def test_a_table_without_heads_keeps_plain_cells():
    (block,) = blocks("<table><tr><td>a</td><td>b</td></tr></table>")
    assert "<th" not in block.html and "data-label" not in block.html


def test_records_are_shown_by_their_templates(monkeypatch):
    shown = []

    def record(template, context):
        shown.append((template, context))
        return ""

    monkeypatch.setattr(rendering, "render_to_string", record)
    blocks(
        f'<figure data-image="{ITEM}"><figcaption>Seen <em>here</em></figcaption></figure>'
        f'<figure data-video="{ITEM}"></figure><div data-watch="{ITEM}"></div>'
        f'<div data-article="{ITEM}"></div>'
    )
    assert [template for template, _ in shown] == [
        "articles/_figure.html",
        "articles/_video.html",
        "articles/_watch_card.html",
        "articles/_article_card.html",
    ]
    assert all(context["known"] == ITEM for _, context in shown)
    assert shown[0][1]["own_caption"] == "Seen <em>here</em>"
    assert shown[1][1]["own_caption"] == ""


def test_what_is_no_longer_public_leaves_a_quiet_sentence():
    shown = page(
        f'<figure data-image="{ITEM}"></figure><figure data-video="{ITEM}"></figure>'
        f'<div data-watch="{ITEM}"></div><div data-article="{ITEM}"></div><p>a{cite(ITEM)}</p>',
        Nothing(),
    )
    assert shown.count('<p class="missing">') == 4
    assert "This source is not public at this reading." in shown


def test_what_an_older_release_let_in_is_cleaned_when_shown():
    (block,) = render('<p>a<img src="x" onerror="alert(1)"><script>b</script></p>', Known())
    assert block.html == "<p>a</p>"
