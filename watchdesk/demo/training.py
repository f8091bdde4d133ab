"""The training item's cast and questions. Lake Orla, its ferry and its sources are made up."""

from watchdesk.demo.items import DemoItem
from watchdesk.demo.pieces import DemoArticle
from watchdesk.demo.sources import DemoPublisher, DemoSource

OPENED = "2024-01-08"
TAG = ("training-material",)
FERRIES = (*TAG, "ferries")
# The same thing under a second name, until somebody merges the two.
FERRY_TRAFFIC = (*TAG, "ferry-traffic")
MERGED_BECAUSE = "Made up for training. Two words for one thing: what crosses the lake."

FERRY = DemoItem(
    "lake-orla-ferry",
    "Lake Orla ferry (training)",
    "Will the Lake Orla ferry sail again?",
    "This is a drill. There is no Lake Orla and no ferry; everything here was made up to practise "
    "on, and to show every state that a question can be in.",
    "training",
    (
        "The ferry Heron carries passengers across the lake on a day of the timetable.",
        "The Orla Ferry Company gives its licence back, or the Heron is broken up.",
        "A trial run without passengers is movement and no answer.",
    ),
    "watching",
    "2024-01",
    "The ferry Heron is laid up",
    "The drill begins: she is out of service, and her company says that this will change.",
    FERRIES,
    (("hull", "Hull", "the ferry herself"), ("pier", "Pier", "where she would land")),
    by_when="The end of the drill, September 2025.",
    confidence="high",
    training=True,
)

# Criteria, version 2: a trainee asked what would be wrong with a single sailing.
SECOND_CRITERIA = (
    "The ferry Heron carries passengers across the lake on ten days of the timetable.",
    "The Orla Ferry Company gives its licence back, or the Heron is broken up.",
    "A trial run without passengers is movement and no answer. A replacement ferry is no answer "
    "either: the question is about the Heron.",
)
SECOND_CRITERIA_REASON = (
    "One sailing could have answered the question by accident. Nothing had been answered under the "
    "first version."
)

PUBLISHERS = [
    DemoPublisher(
        "orla-ferry-company",
        "Orla Ferry Company (made up)",
        "company",
        "D",
        "Made up for training. It speaks for itself and has been wrong about its own dates.",
        "Orlaland",
        "https://ferry.orla.example/",
        OPENED,
    ),
    DemoPublisher(
        "orla-valley-gazette",
        "Orla Valley Gazette (made up)",
        "outlet",
        "B",
        "Made up for training. It names its witnesses and corrects in print.",
        "Orlaland",
        "https://gazette.orla.example/",
        OPENED,
    ),
    DemoPublisher(
        "lake-orla-harbour-office",
        "Lake Orla Harbour Office (made up)",
        "state",
        "A",
        "Made up for training. It keeps a log by the hour, open to everyone.",
        "Orlaland",
        "https://harbour.orla.example/",
        OPENED,
    ),
    DemoPublisher(
        "orla-passengers",
        "Friends of the Orla Ferry (made up)",
        "ngo",
        "C",
        "Made up for training. Honest, hopeful, and often early.",
        "Orlaland",
        "",
        OPENED,
    ),
]

# The Gazette's second rating, after its report on the hull was taken back.
DOWNGRADE = ("C", "Made up for training. A report rested on one unnamed caller.", "2024-08-12")


def _source(
    key: str,
    publisher: str,
    title: str,
    issued: str,
    csl_type: str,
    path: str = "",
    tags: tuple[str, ...] = FERRIES,
) -> DemoSource:
    return DemoSource(
        key,
        publisher,
        title,
        issued,
        csl_type,
        "Training material: this source does not exist.",
        title_is_ours=False,
        tags=tags,
        url=f"https://{path}" if path else "",
    )


SOURCES = [
    _source(
        "orla-company-notice",
        "orla-ferry-company",
        "The Heron will be back",
        "2024-01-03",
        "webpage",
        "ferry.orla.example/notices/back",
    ),
    _source(
        "orla-gazette-pier",
        "orla-valley-gazette",
        "Old planks, new promises",
        "2024-02",
        "article-newspaper",
        "gazette.orla.example/planks",
    ),
    _source(
        "orla-harbour-log",
        "lake-orla-harbour-office",
        "Harbour log",
        "2024/..",
        "dataset",
        tags=FERRY_TRAFFIC,
    ),
    # The same log, entered a second time by mistake: the two are merged on a later day.
    _source(
        "orla-harbour-log-book",
        "lake-orla-harbour-office",
        "The harbour’s log book",
        "2024/..",
        "dataset",
        "harbour.orla.example/log",
    ),
    _source(
        "orla-survey",
        "lake-orla-harbour-office",
        "Survey of the east pier",
        "2024-04/2024-05",
        "report",
        "harbour.orla.example/survey.pdf",
    ),
    _source(
        "orla-gazette-hull",
        "orla-valley-gazette",
        "The hull is gone",
        "2024-08-01",
        "article-newspaper",
        "gazette.orla.example/hull",
    ),
    _source(
        "orla-company-timetable",
        "orla-ferry-company",
        "On the withdrawal of the timetable",
        "2024-10",
        "speech",
        tags=FERRY_TRAFFIC,
    ),
    _source(
        "orla-passengers-count",
        "orla-passengers",
        "We counted every sailing",
        "2025-06/..",
        "post",
    ),
]

ARCHIVED_SURVEY = "https://archive.example/2025/harbour.orla.example/survey.pdf"

DRILL = DemoArticle(
    slug="ferry-drill",
    title="Fire drill, made up: a ferry, a lake and an open question",
    standfirst="Training material. How a question is opened, watched, answered and opened again, "
    "with a ferry that does not exist.",
    dated="2024-02-05",
    cover="lake-orla-ferry",
    authors=("ida-fernwater",),
    tags=FERRY_TRAFFIC,
    sources=(
        ("orla-company-notice", "The promise that the drill is about.", 4),
        ("orla-gazette-pier", "The first look at the pier.", 2),
    ),
    watch=(("lake-orla-ferry", "Walk through it with the time control."),),
    training=True,
)
HULL = DemoArticle(
    slug="the-hull-is-gone",
    title="Fire drill, made up: the hull is gone",
    standfirst="Training material. A short note that rested on one report too many.",
    dated="2024-08-05",
    authors=("jonas-quill", "ida-fernwater"),
    tags=TAG,
    sources=(("orla-gazette-hull", "The only report there was.", 3),),
    training=True,
)
