"""BibTeX and BibLaTeX: which field says which variable of CSL, and which type is which."""

from sources.csl_types import DATES, NAMES, TEXTS

# What a source of each kind goes out as: the type of entry, and the subtype that tells kinds
# apart which share one.
WRITTEN = {
    "article-newspaper": ("article", "newspaper"),
    "article-magazine": ("article", "magazine"),
    "article-journal": ("article", ""),
    "webpage": ("online", ""),
    "report": ("report", ""),
    "legislation": ("legislation", ""),
    "bill": ("legislation", "bill"),
    "legal_case": ("jurisdiction", ""),
    "treaty": ("legal", ""),
    "speech": ("unpublished", "speech"),
    "broadcast": ("video", "broadcast"),
    "interview": ("misc", "interview"),
    "dataset": ("dataset", ""),
    "post": ("online", "post"),
    "personal_communication": ("letter", ""),
}
SUBTYPES = {
    "newspaper": "article-newspaper",
    "magazine": "article-magazine",
    **{sub: kind for kind, (_type, sub) in WRITTEN.items() if sub == kind},
}
READ = {
    "article": "article-journal",
    "audio": "broadcast",
    "book": "book",
    "booklet": "pamphlet",
    "collection": "book",
    "conference": "paper-conference",
    "dataset": "dataset",
    "electronic": "webpage",
    "inbook": "chapter",
    "incollection": "chapter",
    "inproceedings": "paper-conference",
    "jurisdiction": "legal_case",
    "legal": "treaty",
    "legislation": "legislation",
    "letter": "personal_communication",
    "manual": "report",
    "mastersthesis": "thesis",
    "movie": "broadcast",
    "mvbook": "book",
    "online": "webpage",
    "phdthesis": "thesis",
    "proceedings": "book",
    "report": "report",
    "standard": "standard",
    "techreport": "report",
    "thesis": "thesis",
    "unpublished": "manuscript",
    "video": "broadcast",
    "www": "webpage",
}
LEGAL = {"legislation", "bill", "legal_case", "treaty"}
ARTICLES = {"article-newspaper", "article-magazine", "article-journal"}
PLACES = {"webpage", "post"}

# Fields that say one thing whatever the type, as they are written.
FIELDS = {
    "shorttitle": "title-short",
    "shortjournal": "container-title-short",
    "volume": "volume",
    "pages": "page",
    "pagetotal": "number-of-pages",
    "volumes": "number-of-volumes",
    "chapter": "chapter-number",
    "edition": "edition",
    "series": "collection-title",
    "location": "publisher-place",
    "eventtitle": "event-title",
    "venue": "event-place",
    "type": "genre",
    "version": "version",
    "isbn": "ISBN",
    "issn": "ISSN",
    "pubstate": "status",
    "note": "note",
}
# What is read besides: older names, what is left out by another one, and every variable by its own.
ALSO = {
    **{name.lower(): name for name in TEXTS},
    "abstract": "abstract",
    "address": "publisher-place",
    "annotation": "annote",
    "annote": "annote",
    "booktitle": "container-title",
    "fjournal": "container-title",
    "howpublished": "medium",
    "journal": "container-title",
    "journaltitle": "container-title",
    "keywords": "keyword",
    "origlocation": "original-publisher-place",
    "origpublisher": "original-publisher",
    "origtitle": "original-title",
    "titleaddon": "container-title",
}
DATE_FIELDS = {
    "urldate": "accessed",
    "eventdate": "event-date",
    "origdate": "original-date",
    **{name: name for name in DATES},
}
NAME_FIELDS = {"author": "author", **{name: name for name in NAMES}}
ADDRESSES = {"url": "URL", "doi": "DOI"}
CUSTOM = ("ecli", "celex", "docket", "archived-url", "original-url", "title-is-ours")
GENRES = {
    "phdthesis": "PhD thesis",
    "mathesis": "Master’s thesis",
    "mastersthesis": "Master’s thesis",
    "techreport": "Technical report",
    "resreport": "Research report",
}
# Languages by the names of babel, where BibLaTeX is to know the first one.
BABEL = {
    "bg": "bulgarian",
    "bs": "bosnian",
    "cs": "czech",
    "de": "ngerman",
    "de-AT": "naustrian",
    "el": "greek",
    "en": "english",
    "en-GB": "british",
    "en-US": "american",
    "es": "spanish",
    "fr": "french",
    "hr": "croatian",
    "hu": "magyar",
    "it": "italian",
    "mk": "macedonian",
    "nl": "dutch",
    "pl": "polish",
    "ro": "romanian",
    "ru": "russian",
    "sl": "slovene",
    "sq": "albanian",
    "sr": "serbian",
    "sr-Cyrl": "serbianc",
    "sr-Latn": "serbian",
    "tr": "turkish",
    "uk": "ukrainian",
}


def houses(csl_type: str) -> dict[str, str]:
    """The fields in which a kind's authority, publisher and container are written."""
    if csl_type in LEGAL:
        return {"institution": "authority", "publisher": "publisher"} | CONTAINER
    if csl_type in PLACES:
        return {"organization": "container-title", "publisher": "publisher"}
    return {"institution" if csl_type == "report" else "publisher": "publisher"} | CONTAINER


CONTAINER = {"journaltitle": "container-title"}


def houses_read(csl_type: str) -> dict[str, str]:
    """The same as it is read, other programs' ways included."""
    body = "authority" if csl_type in LEGAL else "publisher"
    others = dict.fromkeys(("institution", "school", "organization"), body)
    return {**others, "publisher": "publisher", **houses(csl_type)}


def figure(csl_type: str) -> str:
    """The variable that `number` says."""
    return "issue" if csl_type in ARTICLES else "number"
