"""Languages as machines know them (BCP 47): “sq”, “sr-Latn”, “en-GB”."""

import re

from django.core.exceptions import ValidationError
from django.utils.translation import get_language_info
from django.utils.translation import gettext as _

from sources.csl_languages import NAMES

MOST = 12

# ISO 639-1. A code of two letters that is none of these is a country's, or a slip.
TWO_LETTERS = frozenset(
    "aa ab ae af ak am an ar as av ay az ba be bg bh bi bm bn bo br bs ca ce ch co cr cs cu cv cy "
    "da de dv dz ee el en eo es et eu fa ff fi fj fo fr fy ga gd gl gn gu gv ha he hi ho hr ht hu "
    "hy hz ia id ie ig ii ik io is it iu ja jv ka kg ki kj kk kl km kn ko kr ks ku kv kw ky la lb "
    "lg li ln lo lt lu lv mg mh mi mk ml mn mr ms mt my na nb nd ne ng nl nn no nr nv ny oc oj om "
    "or os pa pi pl ps pt qu rm rn ro ru rw sa sc sd se sg sh si sk sl sm sn so sq sr ss st su sv "
    "sw ta te tg th ti tk tl tn to tr ts tt tw ty ug uk ur uz ve vi vo wa wo xh yi yo za zh "
    "zu".split()
)
# What is often written in the place of a language: the code of its country.
MEANT = {"al": "sq", "rs": "sr", "cz": "cs", "gr": "el", "dk": "da", "ua": "uk", "cn": "zh"}
MEANT |= {"jp": "ja", "gb": "en", "us": "en", "at": "de", "xk": "sq"}

TAG = re.compile(
    r"(?P<language>[a-z]{2,3})(?:-(?P<script>[a-z]{4}))?(?:-(?P<region>[a-z]{2}|[0-9]{3}))?"
    r"(?P<variants>(?:-(?:[a-z0-9]{5,8}|[0-9][a-z0-9]{3}))*)",
)


def language(text: str) -> str:
    """The tag that `text` says, in its usual case; a language's English name is read too.

    Raises ValidationError with a sentence that says what to write.
    """
    written = text.strip().replace("_", "-").casefold()
    written = NAMES.get(written, written).lower()
    found = TAG.fullmatch(written)
    if not found or len(written) > MOST:
        words = _("“%s” is no language tag. Write “sq”, “sr-Latn” or “en-GB”.")
        raise ValidationError(words % text.strip(), code="language")
    first = found["language"]
    if len(first) == 2 and first not in TWO_LETTERS:
        raise ValidationError(_unknown(first), code="language")
    parts = [first, (found["script"] or "").title(), (found["region"] or "").upper()]
    return "-".join(filter(None, [*parts, found["variants"].strip("-")]))


def language_words(tag: str) -> str:
    """The name of a language, in the language of the page; the tag where it has none."""
    try:
        return str(get_language_info(tag.lower())["name_translated"])
    except KeyError:
        return tag


def _unknown(code: str) -> str:
    if code in MEANT:
        words = {"code": code, "meant": MEANT[code]}
        return _("No language has the code “%(code)s”. Perhaps “%(meant)s” is meant.") % words
    return _("No language has the code “%s”. Write “sq”, “sr-Latn” or “en-GB”.") % code
