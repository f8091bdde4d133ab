"""Which kind of source an item of CSL's many types is; docs/adr/0008 says why so."""

from django.utils.translation import gettext as _

from sources.csl_types import CslType

# The same thing under another name.
SAME = {
    "post-weblog": CslType.POST,
    "regulation": CslType.LEGISLATION,
}
# A wider kind of ours, with what it was as its genre. Nobody is told less than was known.
WIDER = {
    "article": (CslType.REPORT, "Preprint"),
    "book": (CslType.REPORT, "Book"),
    "chapter": (CslType.REPORT, "Chapter"),
    "pamphlet": (CslType.REPORT, "Pamphlet"),
    "paper-conference": (CslType.REPORT, "Conference paper"),
    "standard": (CslType.REPORT, "Standard"),
    "thesis": (CslType.REPORT, "Thesis"),
    "motion_picture": (CslType.BROADCAST, "Film or video"),
}


def kind_of(csl_type: str) -> tuple[str, str]:
    """The ledger's kind for a type of CSL, and the genre that says what it was, "" for the same.

    Raises ValueError with a sentence that names the kinds there are.
    """
    if csl_type in CslType.values:
        return csl_type, ""
    if csl_type in SAME:
        return SAME[csl_type], ""
    if csl_type in WIDER:
        return WIDER[csl_type]
    kinds = ", ".join(CslType.values)
    if not csl_type:
        raise ValueError(_("It does not say what kind of source it is. Write one of %s.") % kinds)
    raise ValueError(
        _("The ledger keeps no sources of the kind “%(type)s”. Write one of %(kinds)s.")
        % {"type": csl_type, "kinds": kinds}
    )
