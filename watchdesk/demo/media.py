"""Pictures and videos: drawings and silent title cards made by the desk."""

from dataclasses import dataclass
from pathlib import Path

HERE = Path(__file__).parent
CREDIT = "Drawing: the desk"


@dataclass(frozen=True)
class DemoPicture:
    """One drawing; its file is `pictures/<key>.webp`."""

    key: str
    title: str
    alt: str
    caption: str

    @property
    def path(self) -> Path:
        """Where the drawing is kept."""
        return HERE / "pictures" / f"{self.key}.webp"


@dataclass(frozen=True)
class DemoVideo:
    """One title card; its files are `videos/<key>.mp4` and `.vtt`."""

    key: str
    title: str
    caption: str

    @property
    def film(self) -> Path:
        """Where the film is kept."""
        return HERE / "videos" / f"{self.key}.mp4"

    @property
    def captions(self) -> Path:
        """Where its captions are kept."""
        return HERE / "videos" / f"{self.key}.vtt"


PICTURES = [
    DemoPicture(
        "seven-ridges",
        "Seven ridges",
        "A drawing in grey and green: seven mountain ridges, one behind the other, each paler than "
        "the one before it.",
        "Ridges, drawn for this desk; they show no real place.",
    ),
    DemoPicture(
        "river-valley",
        "River valley",
        "A drawing in contour lines: a dark river valley runs from the lower left to the right "
        "between pale hills.",
        "Relief of a river valley, drawn for this desk; it shows no real survey.",
    ),
    DemoPicture(
        "plain-among-mountains",
        "Plain among mountains",
        "A drawing of stacked profile lines: a flat plain, ringed by steep mountains.",
        "A plain among mountains, drawn for this desk; it shows no real place.",
    ),
    DemoPicture(
        "lake-orla-ferry",
        "The Lake Orla ferry",
        "A drawing: a small passenger ferry with one funnel on a calm lake, three ranges of hills "
        "behind it.",
        "The ferry Heron on Lake Orla, as imagined for the drill.",
    ),
]

VIDEOS = [
    DemoVideo(
        "one-day-at-banjska",
        "One day at Banjska",
        "A silent title card with captions, four seconds: the date of the attack and of this "
        "anniversary. No footage is shown.",
    ),
    DemoVideo(
        "forty-five-indicted",
        "Forty-five indicted",
        "A silent title card with captions, four seconds: the indictment of September 2024. No "
        "footage is shown.",
    ),
]
