"""What is read out of an article's text: what it names, its words, its sections."""

from uuid import UUID

from articles.body import References, clean, plain_text, references, sections, words

FIRST = UUID("6f9619ff-8b86-4d01-b42d-00cf4fc964ff")
SECOND = UUID("0b5c46aa-1111-4222-8333-444455556666")
ITEM = UUID("8d2f0c5e-2222-4333-8444-555566667777")


def test_each_record_is_named_once_in_order_of_first_mention():
    html = clean(
        f'<p>a<cite data-source="{SECOND}"></cite>b<span data-footnote="">see '
        f'<cite data-source="{FIRST}"></cite></span><cite data-source="{SECOND}"></cite></p>'
        f'<figure data-image="{FIRST}"></figure><figure data-video="{SECOND}"></figure>'
        f'<div data-watch="{ITEM}"></div><div data-article="{FIRST}"></div>'
    )
    assert references(html) == References(
        sources=(SECOND, FIRST),
        items=(ITEM,),
        articles=(FIRST,),
        images=(FIRST,),
        videos=(SECOND,),
    )


def test_an_empty_text_names_nothing_and_has_no_words():
    assert references("") == References()
    assert (words(""), plain_text(""), sections("")) == (0, "", [])


def test_a_note_follows_its_paragraph_in_the_words_for_search():
    html = clean("<p>One sentence.<span data-footnote=''>A note.</span> Another.</p><p>End.</p>")
    assert plain_text(html) == "One sentence. Another.\nA note.\nEnd."
    assert words(html) == 6


def test_cells_items_and_captions_stay_words_of_their_own():
    html = clean(
        "<table data-caption='Fielded'><tr><th>System</th><th>From</th></tr></table>"
        "<ul><li>one</li><li>two</li></ul><p>up<br>down</p>"
    )
    assert plain_text(html) == "Fielded\nSystem From\none two\nup down"


def test_sections_are_the_second_level_headings_with_their_addresses():
    html = clean("<h2>1 Guns<span data-footnote=''>Guns</span></h2><h3>Detail</h3><h2>Gas</h2>")
    assert sections(html) == [("section-1-guns", "1 Guns"), ("section-gas", "Gas")]


def test_equal_headings_have_addresses_of_their_own():
    html = clean("<h2>Gas</h2><h3>Gas</h3><h2>Gas</h2><h2>?</h2>")
    assert [anchor for anchor, _ in sections(html)] == [
        "section-gas",
        "section-gas-3",
        "section-untitled",
    ]


def test_cyrillic_headings_keep_their_letters():
    assert sections(clean("<h2>Шта следи</h2>")) == [("section-шта-следи", "Шта следи")]
