"""How the site forgets a page of its own, or what the desk says of itself."""

from record.forgetting import Words, forgets
from record.kinds import Kind
from watchdesk.models import Desk, Page


def tell() -> None:
    """Tell the record, once the apps are there."""
    forgets(Kind.PAGE, Words(Page, named=("slug", "title"), emptied=("body",)))
    forgets(Kind.DESK, Words(Desk, emptied=("name", "tagline", "notices", "note")))
