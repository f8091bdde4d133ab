"""Languages of a source: tags such as `sq` or `sr-Latn`, also found by the language's name."""

import re

from django.conf.locale import LANG_INFO

TAG = re.compile(r"[A-Za-z]{2,3}(?:[-_][A-Za-z0-9]{2,8})*")
LONGEST = 12


def _capital(found: re.Match[str]) -> str:
    """A script begins with a capital: sr-Latn."""
    return found[0].upper()


# Names that reference managers write beside those that Django knows (babel's own, for BibLaTeX).
NAMES = {
    "american": "en-US",
    "british": "en-GB",
    "ukenglish": "en-GB",
    "usenglish": "en-US",
    "ngerman": "de",
    "naustrian": "de-AT",
    "nswissgerman": "de-CH",
    "serbianc": "sr-Cyrl",
    "montenegrin": "cnr",
    "latin": "la",
    "srpski": "sr",
    "crnogorski": "cnr",
    **{
        str(info[name]).casefold(): re.sub(r"-([a-z])(?=[a-z]{3}$)", _capital, code)
        for code, info in LANG_INFO.items()
        for name in ("name_local", "name")
        if name in info and len(code) <= LONGEST
    },
}


def read_languages(text: str) -> tuple[list[str], list[str]]:
    """The languages that `text` names, parted by commas, semicolons or spaces; and what is none."""
    known, unknown = [], []
    for word in re.split(r"\s*[,;/]\s*", text):
        tags = word.split() if all(map(TAG.fullmatch, word.split())) else [word]
        for tag in tags:
            named = NAMES.get(tag.casefold())
            if named or (TAG.fullmatch(tag) and len(tag) <= LONGEST):
                known.append(named or tag.replace("_", "-"))
            elif tag:
                unknown.append(tag)
    return list(dict.fromkeys(known)), unknown
