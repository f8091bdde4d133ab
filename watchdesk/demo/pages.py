"""The desk itself and its four static pages."""

TAGLINE = "Long analyses, open questions, and a record that cannot be quietly changed."
NOTE = (
    "The past of this desk was written in one go: the entries that the import made bear moments "
    "that were given to it."
)

# slug: title; the text is `texts/pages/<slug>.html`.
PAGES = {
    "about": "About the desk",
    "contact": "Contact",
    "privacy": "Privacy",
    "imprint": "Imprint",
}
