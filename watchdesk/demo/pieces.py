"""What the demo knows of an article besides its text."""

from dataclasses import dataclass


@dataclass(frozen=True)
class DemoArticle:
    """An article; its text is `texts/<slug>.html`. `part` counts in the anniversary series."""

    slug: str
    title: str
    standfirst: str
    dated: str
    cover: str = ""
    part: int | None = None
    authors: tuple[str, ...] = ("the-desk",)
    tags: tuple[str, ...] = ()
    sources: tuple[tuple[str, str, int], ...] = ()
    watch: tuple[tuple[str, str], ...] = ()
    training: bool = False


# Each slug with the name, the kind of author and a word about them.
AUTHORS = {
    "the-desk": (
        "The desk",
        "body",
        "Pieces signed by the desk are written together and answered for together.",
    ),
    "ida-fernwater": ("Ida Fernwater", "person", "A trainee in our drills. She does not exist."),
    "jonas-quill": ("Jonas Quill", "person", "A trainee in our drills. He does not exist."),
}

SERIES_SLUG = "banjska-anniversaries"
SERIES_TITLE = "Banjska anniversaries"
SERIES_ABOUT = "What a year has settled since the attack of 24 September 2023, and what it has not."
