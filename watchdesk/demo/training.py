"""The training item's questions and articles. Lake Orla and its ferry are made up."""

from watchdesk.demo.items import DemoItem
from watchdesk.demo.pieces import DemoArticle
from watchdesk.demo.training_sources import FERRIES, FERRY_TRAFFIC, TAG

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
