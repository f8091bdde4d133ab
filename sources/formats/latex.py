"""LaTeX in fields of BibTeX: text made safe for it, and its accents, braces and dashes read."""

import re
from functools import lru_cache

from pylatexenc.latex2text import LatexNodes2Text, get_default_latex_context_db
from pylatexenc.latex2text import MacroTextSpec as Macro

SPECIAL = {
    "&": r"\&",
    "%": r"\%",
    "$": r"\$",
    "#": r"\#",
    "_": r"\_",
    "{": r"\{",
    "}": r"\}",
    "~": r"\textasciitilde{}",
    "^": r"\textasciicircum{}",
    "\\": r"\textbackslash{}",
    "\u00a0": "~",
}
# What LaTeX would draw together into one other sign.
DRAWN = re.compile(r"-(?=-)|`(?=`)|'(?=')|[?!](?=`)")
# An accent over one letter: \"e, \v{c}, {\'\i} and the like.
ACCENT = re.compile(
    r"\{?\\(?:[\"'`^~=.]|[cvHukrbdt](?![A-Za-z]))\s*(?:\{\\?[^\W\d_]?\}|\\?[^\W\d_](?![a-z])|[^\W\d_])\}?"
)
MARKS = {
    **{rf"\{sign}": sign for sign in "&%$#_{} "},
    "---": "—",
    "--": "–",
    "``": "“",
    "''": "”",
    "~": "\u00a0",
    "{": "",
    "}": "",
}
MARK = re.compile(r"\\[&%$#_{} ]|---?|``|''|~|[{}]")
# Signs by name that the decoder does not know, or shows otherwise.
SIGNS = {
    "BibTeX": "BibTeX",
    "LaTeX": "LaTeX",
    "LaTeXe": "LaTeX2e",
    "TeX": "TeX",
    "textasciicircum": "^",
    "textasciigrave": "`",
    "textbar": "|",
    "textbraceleft": "{",
    "textbraceright": "}",
    "textgreater": ">",
    "textless": "<",
    "textquotedbl": '"',
    "textquotesingle": "'",
}
HAS_MACRO = re.compile(r"\\[^&%$#_{} ]")


def encoded(text: str) -> str:
    """`text` so that LaTeX shows it as it is. Letters stay letters: the file is UTF-8."""
    # A line that begins with “@” would begin an entry.
    text = re.sub(r"\s*\n\s*(?=@)", " ", text)
    special = SPECIAL if _balanced(text) else {**SPECIAL, **UNBALANCED}
    drawn = DRAWN.sub("\\g<0>\x00", text)
    return "".join(special.get(sign, sign) for sign in drawn).replace("\x00", "{}")


# BibTeX itself counts braces, escaped or not.
UNBALANCED = {"{": r"\textbraceleft{}", "}": r"\textbraceright{}"}


def decoded(text: str) -> str:
    """What LaTeX would show, without the braces that keep capitals."""
    if not re.search(r"[\\{}~]|--|``|''", text):
        return text.strip()
    if HAS_MACRO.search(text):
        text = ACCENT.sub(_accent, text)
    if HAS_MACRO.search(text):
        return _read(text).strip()
    return MARK.sub(lambda found: MARKS[found[0]], text).strip()


def encoded_address(url: str) -> str:
    """An address or DOI as BibLaTeX takes it: as it is, but for what would end the field."""
    return re.sub(r"[{}\\\s]", lambda found: f"%{ord(found[0]):02X}", url)


def decoded_address(text: str) -> str:
    """An address in a field, also as older programs escape it."""
    found = re.search(r"\\url\s*\{(.*)\}", text)
    text = re.sub(
        r"\{?\\textasciitilde\s*(?:\{\})?\}?|\\~(?:\{\})?", "~", found[1] if found else text
    )
    return re.sub(r"\\([&%$#_{}])", r"\1", text).strip("{} \n")


def _balanced(text: str) -> bool:
    depth = 0
    for brace in re.findall(r"[{}]", text):
        depth += 1 if brace == "{" else -1
        if depth < 0:
            return False
    return depth == 0


def _accent(found: re.Match[str]) -> str:
    text = found[0]
    # A brace that was opened elsewhere is given back.
    opens, closes = text.count("{"), text.count("}")
    extra = "}" if closes > opens else ""
    lead = "{" if opens > closes else ""
    core = text[len(lead) : len(text) - len(extra)]
    return lead + _letter(core) + extra


@lru_cache(maxsize=4096)
def _letter(macro: str) -> str:
    return _read(macro)


def _read(text: str) -> str:
    safe = re.sub(r"(?<!\\)%", r"\\%", text)
    return str(_decoder().latex_to_text(safe))


@lru_cache(maxsize=1)
def _decoder() -> LatexNodes2Text:
    context = get_default_latex_context_db()
    shown = [Macro("url", simplify_repl="%s"), Macro("href", simplify_repl="%(2)s")]
    shown += [Macro(name, simplify_repl=sign) for name, sign in SIGNS.items()]
    context.add_context_category("citations", prepend=True, macros=shown)
    return LatexNodes2Text(latex_context=context, math_mode="text")
