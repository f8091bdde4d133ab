"""Article A: one year after Banjska."""

from watchdesk.demo.pieces import DemoArticle

# The items open after this article, in the same hour; so it has no watch list yet. Nor does it
# list desk-a, the report that it is itself.
ARTICLE_A = DemoArticle(
    slug="one-year-after-banjska",
    title="One year after Banjska",
    standfirst="Forty-five people have been indicted. We set out what is known a year after the "
    "attack, what rests on our word alone, and what a serious answer would contain.",
    dated="2024-09-24",
    cover="seven-ridges",
    part=1,
    tags=("banjska", "justice", "milan-radoicic", "arms", "nis", "serbia"),
    sources=(
        ("reuters-procurement", "The Rafale contract, its day and its reported price.", 2),
        ("defnews-procurement", "The same contract, from the trade press.", 2),
    ),
)
