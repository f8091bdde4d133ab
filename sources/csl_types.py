"""The kinds of source that the ledger knows, and what a citation of each needs (CSL 1.0.2)."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class CslType(TextChoices):
    """The kinds of source, by the names of the Citation Style Language (CSL 1.0.2)."""

    NEWSPAPER = "article-newspaper", _("newspaper article")
    MAGAZINE = "article-magazine", _("magazine article")
    JOURNAL = "article-journal", _("journal article")
    WEBPAGE = "webpage", _("web page")
    REPORT = "report", _("report")
    LEGISLATION = "legislation", _("legislation or resolution")
    BILL = "bill", _("bill")
    CASE = "legal_case", _("court decision")
    TREATY = "treaty", _("treaty")
    SPEECH = "speech", _("speech or statement")
    BROADCAST = "broadcast", _("broadcast")
    INTERVIEW = "interview", _("interview")
    DATASET = "dataset", _("dataset")
    POST = "post", _("post")
    PERSONAL = "personal_communication", _("personal communication")


# Which CSL variable names whoever stands behind a source of this kind.
PUBLISHER_VARIABLE: dict[str, str] = {
    **dict.fromkeys(CslType.values, "publisher"),
    **dict.fromkeys(
        ["article-newspaper", "article-magazine", "article-journal"], "container-title"
    ),
    **dict.fromkeys(["webpage", "post"], "container-title"),
    **dict.fromkeys(["legislation", "bill", "legal_case", "treaty"], "authority"),
}

# What a citation of each kind needs beyond title, authors, publisher, date, address and numbers
# of its own columns; these are the fields that the desk's form shows.
NEEDS: dict[str, tuple[str, ...]] = {
    CslType.NEWSPAPER: ("section", "edition", "page", "publisher-place", "ISSN"),
    CslType.MAGAZINE: ("volume", "issue", "page", "ISSN"),
    CslType.JOURNAL: ("volume", "issue", "page", "ISSN"),
    CslType.WEBPAGE: ("genre", "accessed"),
    CslType.REPORT: ("genre", "number", "collection-title", "publisher-place", "page", "ISBN"),
    CslType.LEGISLATION: ("number", "container-title", "volume", "section", "page", "jurisdiction"),
    CslType.BILL: ("number", "section", "chapter-number", "event-title", "jurisdiction"),
    CslType.CASE: ("container-title", "volume", "page", "jurisdiction"),
    CslType.TREATY: ("number", "container-title", "volume", "page", "event-place"),
    CslType.SPEECH: ("event-title", "event-place", "event-date", "genre"),
    CslType.BROADCAST: ("container-title", "medium", "number", "publisher-place", "dimensions"),
    CslType.INTERVIEW: ("interviewer", "medium", "genre", "event-place"),
    CslType.DATASET: ("version", "medium", "genre", "accessed"),
    CslType.POST: ("genre", "accessed"),
    CslType.PERSONAL: ("recipient", "genre", "event-place"),
}

# All that `Source.details` may hold, by the names and the forms of CSL 1.0.2: text, a date as EDTF,
# or a list of names as in `Source.authors`.
TEXTS = frozenset(
    "archive archive-place archive_collection archive_location authority call-number "
    "chapter-number citation-label collection-number collection-title container-title "
    "container-title-short dimensions division edition event-place event-title genre ISBN ISSN "
    "issue jurisdiction medium note number number-of-pages number-of-volumes original-publisher "
    "original-publisher-place original-title page page-first part-number part-title PMCID PMID "
    "printing-number publisher publisher-place references reviewed-genre reviewed-title scale "
    "section source status supplement-number title-short version volume volume-title "
    "volume-title-short year-suffix".split()
)
DATES = frozenset("accessed available-date event-date original-date submitted".split())
NAMES = frozenset(
    "chair collection-editor compiler composer container-author contributor curator director "
    "editor editor-translator editorial-director executive-producer guest host illustrator "
    "interviewer narrator organizer original-author performer producer recipient reviewed-author "
    "script-writer series-creator translator".split()
)

# Besides, what an item must say again as it said it: which variable named the publisher where it
# was not its kind's own, and in which one a number was recognised that nobody gave by name.
MEMORY = frozenset("publisher-variable doi-variable ecli-variable celex-variable".split())

# Older names of some of these.
ALIASES = {
    "event": "event-title",
    "journalAbbreviation": "container-title-short",
    "part": "part-number",
    "printing": "printing-number",
    "shortTitle": "title-short",
    "supplement": "supplement-number",
}
