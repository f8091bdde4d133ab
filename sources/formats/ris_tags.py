"""RIS: which tag says which variable of CSL, and which type is which."""

# What a source of each kind goes out as: the type of reference, and the word in M3 that tells
# kinds apart which share one.
WRITTEN = {
    "article-newspaper": ("NEWS", ""),
    "article-magazine": ("MGZN", ""),
    "article-journal": ("JOUR", ""),
    "webpage": ("ELEC", ""),
    "report": ("RPRT", ""),
    "legislation": ("STAT", ""),
    "bill": ("BILL", ""),
    "legal_case": ("CASE", ""),
    "treaty": ("LEGAL", "Treaty"),
    "speech": ("SLIDE", ""),
    "broadcast": ("MPCT", ""),
    "interview": ("PCOMM", "Interview"),
    "dataset": ("DATA", ""),
    "post": ("BLOG", ""),
    "personal_communication": ("PCOMM", ""),
}
# What a type of reference is, other programs' included. What CSL has no name for stays as it is,
# so that its refusal names what stood in the file.
READ = {
    "ADVS": "broadcast",
    "AGGR": "dataset",
    "BILL": "bill",
    "BLOG": "post",
    "BOOK": "book",
    "CASE": "legal_case",
    "CHAP": "chapter",
    "CONF": "paper-conference",
    "CPAPER": "paper-conference",
    "DATA": "dataset",
    "DBASE": "dataset",
    "EBOOK": "book",
    "ECHAP": "chapter",
    "EDBOOK": "book",
    "EJOUR": "article-journal",
    "ELEC": "webpage",
    "GOVDOC": "report",
    "ICOMM": "post",
    "INPR": "article-journal",
    "JFULL": "article-journal",
    "JOUR": "article-journal",
    "LEGAL": "legislation",
    "MGZN": "article-magazine",
    "MPCT": "broadcast",
    "MULTI": "broadcast",
    "NEWS": "article-newspaper",
    "PAMP": "pamphlet",
    "PCOMM": "personal_communication",
    "RPRT": "report",
    "SLIDE": "speech",
    "SOUND": "broadcast",
    "STAND": "standard",
    "STAT": "legislation",
    "THES": "thesis",
    "UNBILL": "bill",
    "VIDEO": "broadcast",
    "WEB": "webpage",
}
LEGAL = {"legislation", "bill", "legal_case", "treaty"}
ARTICLES = {"article-newspaper", "article-magazine", "article-journal"}

# Tags that say one thing whatever the type.
TAGS = {
    "TI": "title",
    "ST": "title-short",
    "J2": "container-title-short",
    "VL": "volume",
    "NV": "number-of-volumes",
    "ET": "edition",
    "SE": "section",
    "CY": "publisher-place",
    "CN": "call-number",
    "DB": "archive",
    "AN": "archive_location",
    "DP": "source",
    "LA": "language",
    "DO": "DOI",
    "UR": "URL",
}
# What other programs write besides.
ALSO = {
    "T1": "title",
    "CT": "title",
    "BT": "container-title",
    "JF": "container-title",
    "JO": "container-title",
    "JA": "container-title-short",
    "PP": "publisher-place",
    "RN": "annote",
    "N1": "annote",
    "AB": "abstract",
    "N2": "abstract",
    "KW": "keyword",
    "L1": "file",
    "L2": "file",
    "L3": "file",
    "L4": "file",
    "LK": "file",
}
AUTHORS = ("AU", "A1")
EDITORS = ("ED", "A2", "A3")
TRANSLATORS = ("A4", "TA")


def second_title(csl_type: str) -> str:
    """The variable that T2 says."""
    return {"report": "collection-title", "speech": "event-title"}.get(csl_type, "container-title")


def second_names(csl_type: str) -> str:
    """The variable that A2 says."""
    others = {"interview": "interviewer", "personal_communication": "recipient"}
    return others.get(csl_type, "editor")


def house(csl_type: str) -> str:
    """The variable that PB says."""
    return "authority" if csl_type in LEGAL else "publisher"


def figure(csl_type: str) -> tuple[str, str]:
    """The tag that a number stands in, and its variable."""
    if csl_type in ARTICLES:
        return "IS", "issue"
    return ("SV" if csl_type == "legal_case" else "M1"), "number"


def standard_number(csl_type: str) -> str:
    """The variable that SN says."""
    return "ISSN" if csl_type in ARTICLES else "ISBN"
