"""What needs somebody, as the desk's front page lists it."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Matter:
    """One thing that needs somebody: what it is, why, and the one button that settles it."""

    icon: str
    what: str
    why: str
    address: str
    button: str
