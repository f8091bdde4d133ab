"""What an article's text may hold, whoever wrote it and however it came in."""

from html.parser import HTMLParser

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from articles.body import clean

SOURCE = "6f9619ff-8b86-4d01-b42d-00cf4fc964ff"
ITEM = "0b5c46aa-1111-4222-8333-444455556666"

EVERYTHING = f"""<h2>1 Guns</h2>
<p>A contract<cite data-source="{SOURCE}" data-locator="p. 4"></cite> for <strong>twelve</strong> \
<em>Rafale</em>.<span data-footnote="">Or <em>about</em> twelve.</span><br>Next line.</p>
<h3>Detail</h3>
<ul><li><p>one</p><ol><li><p>two</p></li></ol></li></ul>
<blockquote><p>Said.</p></blockquote>
<blockquote data-pull=""><p>Pulled.</p></blockquote>
<figure data-image="{ITEM}"><figcaption>Seen <em>here</em></figcaption></figure>
<figure data-image="{ITEM}"></figure>
<figure data-video="{ITEM}"></figure>
<div data-watch="{ITEM}"></div>
<div data-article="{ITEM}"></div>
<table data-caption="Fielded"><thead><tr><th>System</th><th>From</th></tr></thead>\
<tbody><tr><td>FK-3</td><td>China</td></tr></tbody></table>
<p><a href="https://example.org/?a=1&amp;b=2">out</a> <a href="/articles/one/">in</a> \
<a href="mailto:desk@example.org">write</a></p>
<hr>"""


def test_every_node_of_the_format_is_kept_as_it_is():
    assert clean(EVERYTHING) == EVERYTHING


def test_what_the_editor_writes_for_a_table_becomes_the_stored_form():
    edited = "<table><tbody><tr><th>A</th></tr><tr><td>b</td></tr></tbody></table>"
    assert clean(edited) == (
        "<table><thead><tr><th>A</th></tr></thead><tbody><tr><td>b</td></tr></tbody></table>"
    )


def test_a_table_has_as_many_cells_in_every_row():
    assert clean("<table><tr><th>A<th>B</tr><tr><td colspan='2'>c</tr></table>").endswith(
        "<tbody><tr><td>c</td><td></td></tr></tbody></table>"
    )


@pytest.mark.parametrize(
    "refused",
    [
        "<img src='https://elsewhere.example/x.png'>",
        "<script>alert(1)</script>",
        "<style>p{}</style>",
        "<iframe src='https://elsewhere.example'></iframe>",
        "<svg onload='alert(1)'></svg>",
        "<form action='/x'><input name='y'></form>",
        "<!-- said in private -->",
        "<cite data-source='no-uuid'></cite>",
        "<cite></cite>",
        "<div data-watch='1'></div>",
        "<div data-article=''></div>",
        "<figure data-image='javascript:alert(1)'></figure>",
        "<figure data-video></figure>",
        "<span data-footnote=''> </span>",
        "<p>&nbsp;</p>",
        "<table><tr><td></td></tr></table>",
        "<ul><li></li></ul>",
    ],
)
def test_refused_whole(refused):
    assert clean(refused) == ""


@pytest.mark.parametrize(
    "address",
    [
        "javascript:alert(1)",
        "JaVaScRiPt:alert(1)",
        "data:text/html,x",
        "//elsewhere.example/",
        "/\\elsewhere.example/",
        "/\t/elsewhere.example/",
        "ftp://example.org/",
        "other-page.html",
        "",
    ],
)
def test_a_link_to_nowhere_good_leaves_its_words(address):
    assert clean(f'<p><a href="{address}">words</a></p>') == "<p>words</p>"


def test_style_class_and_id_are_dropped():
    dressed = '<p style="color:red" class="x" id="y" onclick="z()" title="t">words</p>'
    assert clean(dressed) == "<p>words</p>"


def test_uuids_have_one_spelling():
    assert clean(f"<div data-watch=' {ITEM.upper()}'></div>") == f'<div data-watch="{ITEM}"></div>'


def test_a_note_within_a_note_becomes_its_words():
    nested = "<p>a<span data-footnote>b <span data-footnote>c</span></span></p>"
    assert clean(nested) == '<p>a<span data-footnote="">b c</span></p>'


def test_a_note_never_stands_inside_a_link():
    linked = '<p><a href="/x/">a<span data-footnote><a href="/y/">b</a></span></a></p>'
    assert '<span data-footnote=""><a href' not in linked
    assert clean(linked).count("<a ") >= 1
    assert clean(clean(linked)) == clean(linked)


def test_a_paste_from_word_gives_clean_paragraphs():
    pasted = (
        "<html><head><style>p.MsoNormal{margin:0}</style><xml><w:View>Normal</w:View></xml></head>"
        "<body><!--StartFragment--><h1>Title<o:p></o:p></h1>"
        "<p class=MsoNormal style='margin-bottom:0cm'><b><span lang=EN-GB>Bold</span></b> and\n"
        "<i>italic</i>.<o:p>&nbsp;</o:p></p><p class=MsoNormal><o:p>&nbsp;</o:p></p>"
        "<p class=MsoNormal><u>Second</u></p><!--EndFragment--></body></html>"
    )
    assert clean(pasted) == (
        "<h2>Title</h2>\n<p><strong>Bold</strong> and <em>italic</em>.&nbsp;</p>\n<p>Second</p>"
    )


def test_a_paste_from_google_docs_gives_clean_paragraphs():
    pasted = (
        '<b style="font-weight:normal;" id="docs-internal-guid-1"><p dir="ltr">'
        '<span style="font-size:11pt;font-weight:700;">Bold</span>'
        '<span style="font-weight:400;"> plain </span>'
        '<span style="font-weight: 400; font-style: italic;">slanted</span></p><br>'
        '<ul><li dir="ltr"><p>one</p></li><ul><li><p>deeper</p></li></ul></ul></b>'
    )
    assert clean(pasted) == (
        "<p><strong>Bold</strong> plain <em>slanted</em></p>\n"
        "<ul><li><p>one</p></li><li><p>deeper</p></li></ul>"
    )


def test_loose_text_becomes_paragraphs():
    assert clean("One<div>two</div>three <b>four</b>") == (
        "<p>One</p>\n<p>two</p>\n<p>three <strong>four</strong></p>"
    )


def test_text_that_looks_like_markup_stays_text():
    assert clean("<p>1 &lt; 2 &amp;&amp; &lt;script&gt;</p>") == (
        "<p>1 &lt; 2 &amp;&amp; &lt;script&gt;</p>"
    )


def test_every_save_cleans_whoever_wrote_it(article):
    article.body = "<p onclick='x()'>words<img src='https://elsewhere.example/x.png'></p>"
    article.save()
    assert article.body == "<p>words</p>"
    article.refresh_from_db()
    assert article.body == "<p>words</p>"


TAGS = [
    *("p", "h1", "h2", "h3", "ul", "ol", "li", "blockquote", "table", "tr", "td", "th", "thead"),
    *("figure", "figcaption", "div", "hr", "br", "b", "strong", "em", "i", "a", "cite", "span"),
    *("caption", "script", "style", "title", "svg", "math", "template", "textarea", "pre", "o:p"),
]
ATTRIBUTES = [
    *("", " data-footnote", " data-pull", " style='font-weight:700'", " style='font-style:italic'"),
    *(f" data-source='{SOURCE}'", f" data-image='{ITEM}'", f" data-video='{ITEM}'"),
    *(f" data-watch='{ITEM}'", f" data-article='{ITEM}'", " data-locator=' p. \n4 '"),
    *(" href='/x/'", " href='https://a.example/é ü'", " href='//b'", " data-caption='<b>\" c'"),
]
opening = st.builds("<{}{}>".format, st.sampled_from(TAGS), st.sampled_from(ATTRIBUTES))
closing = st.builds("</{}>".format, st.sampled_from(TAGS))
said = st.one_of(
    st.text(max_size=8), st.sampled_from([" ", "\n", "&nbsp;", "&#1;", "&lt;b&gt;", "\x00", "\r"])
)
markup = st.lists(st.one_of(opening, closing, said), max_size=25).map("".join)


@settings(max_examples=400, deadline=None)
@given(markup)
def test_cleaning_what_is_clean_changes_nothing(html):
    once = clean(html)
    assert clean(once) == once


class Reader(HTMLParser):
    """Collects the tags and attributes that a browser would see."""

    def __init__(self, html):
        super().__init__()
        self.seen = set()
        self.feed(html)

    def handle_starttag(self, tag, attrs):
        self.seen |= {tag, *(f"{tag} {name}" for name, _ in attrs)}


KNOWN = {
    *("p", "h2", "h3", "ul", "ol", "li", "blockquote", "hr", "strong", "em", "br", "a", "cite"),
    *("table", "thead", "tbody", "tr", "th", "td", "figure", "figcaption", "div", "span"),
    *("a href", "cite data-source", "cite data-locator", "span data-footnote", "div data-watch"),
    *("div data-article", "figure data-image", "figure data-video", "blockquote data-pull"),
    "table data-caption",
}


@settings(max_examples=200, deadline=None)
@given(markup)
def test_nothing_foreign_survives(html):
    assert Reader(clean(html)).seen <= KNOWN
