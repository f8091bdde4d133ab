"""Article C: the short companion on Britain."""

from watchdesk.demo.pieces import DemoArticle

ARTICLE_C = DemoArticle(
    slug="why-kosovo-is-britains-concern",
    title="Why Kosovo is Britain’s concern",
    standfirst="Troops in the field, a call made at the OSCE, and a policy paper that names the "
    "threat: a short companion on geography, troops and choices.",
    dated="2025-09",
    cover="plain-among-mountains",
    tags=("united-kingdom", "kfor", "banjska"),
    sources=(
        ("uk-irr", "The British frame, in the government’s own words.", 2),
        ("uk-osce", "What London asked of Serbia in public.", 2),
        ("desk-b", "Our longer piece, from which the other facts are taken.", 6),
    ),
)
