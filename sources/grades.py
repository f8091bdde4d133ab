"""The Admiralty code: how reliable a publisher is, how credible one use of a source."""

from django.db import models
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy


class Reliability(models.TextChoices):
    """Of a publisher."""

    A = "A", gettext_lazy("completely reliable")
    B = "B", gettext_lazy("usually reliable")
    C = "C", gettext_lazy("fairly reliable")
    D = "D", gettext_lazy("not usually reliable")
    E = "E", gettext_lazy("unreliable")
    F = "F", gettext_lazy("reliability cannot be judged")


class Credibility(models.IntegerChoices):
    """Of what a source says, in one use of it."""

    CONFIRMED = 1, gettext_lazy("confirmed by other sources")
    PROBABLY_TRUE = 2, gettext_lazy("probably true")
    POSSIBLY_TRUE = 3, gettext_lazy("possibly true")
    DOUBTFUL = 4, gettext_lazy("doubtful")
    IMPROBABLE = 5, gettext_lazy("improbable")
    CANNOT_BE_JUDGED = 6, gettext_lazy("cannot be judged")


# Beside a reliability the full labels would say too much or too little.
_BESIDE = {
    Credibility.CONFIRMED: gettext_lazy("confirmed"),
    Credibility.CANNOT_BE_JUDGED: gettext_lazy("credibility cannot be judged"),
}


def grade_code(reliability: str | None, credibility: int | None) -> str:
    """`B2`; a dash stands for the half that is not graded: `B –`. "" where neither is."""
    if not reliability and not credibility:
        return ""
    if reliability and credibility:
        return f"{reliability}{credibility}"
    return f"{reliability} –" if reliability else f"– {credibility}"


def grade_words(reliability: str | None, credibility: int | None) -> str:
    """What the code says: “Usually reliable; probably true”. The code never stands without."""
    if not reliability and not credibility:
        return _("Not graded yet")
    words = {
        "reliability": capfirst(_reliability(reliability)),
        "credibility": _credibility(credibility),
    }
    return _("%(reliability)s; %(credibility)s") % words


def _reliability(code: str | None) -> str:
    return str(Reliability(code).label) if code else _("reliability not graded yet")


def _credibility(number: int | None) -> str:
    if not number:
        return _("credibility not graded yet")
    grade = Credibility(number)
    return str(_BESIDE.get(grade, grade.label))
