"""The training item's publishers and sources. Nobody here exists, and nothing that they wrote."""

from watchdesk.demo.sources import DemoPublisher, DemoSource

OPENED = "2024-01-08"
TAG = ("training-material",)
FERRIES = (*TAG, "ferries")
# The same thing under a second name, until somebody merges the two.
FERRY_TRAFFIC = (*TAG, "ferry-traffic")

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
    DemoPublisher(
        "orla-district-court",
        "Orla District Court (made up)",
        "court",
        "A",
        "Made up for training. Its decisions say what it decided; the reasons are the court’s.",
        "Orlaland",
        "",
        OPENED,
    ),
]

# The Gazette's later ratings: after its report on the hull was taken back, and a year on.
DOWNGRADE = ("C", "Made up for training. A report rested on one unnamed caller.", "2024-08-12")
UPGRADE = ("B", "Made up for training. A year on it names its witnesses again.", "2025-08-18")


def _source(
    key: str, publisher: str, title: str, issued: str, csl_type: str, path: str = "", **more: str
) -> DemoSource:
    return DemoSource(
        key,
        publisher,
        title,
        issued,
        csl_type,
        "Training material: this source does not exist.",
        title_is_ours=False,
        tags=FERRY_TRAFFIC if key in _UNDER_THE_SECOND_NAME else FERRIES,
        url=f"https://{path}" if path else "",
        **more,
    )


_UNDER_THE_SECOND_NAME = {"orla-harbour-log", "orla-company-timetable"}

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
        author="Tilda Reed",
    ),
    _source("orla-harbour-log", "lake-orla-harbour-office", "Harbour log", "2024/..", "dataset"),
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
    ),
    _source(
        "orla-levels",
        "lake-orla-harbour-office",
        "Lake levels of the winter",
        "2024-11/..",
        "dataset",
        "harbour.orla.example/levels.txt",
    ),
    _source(
        "orla-court",
        "orla-district-court",
        "Friends of the Orla Ferry v Orla Ferry Company",
        "2024-12-10",
        "legal_case",
        ecli="ECLI:XO:ODC:2024:17",
        docket="Civ 17/2024",
    ),
    _source(
        "orla-passengers-count",
        "orla-passengers",
        "We counted every sailing",
        "2025-06/..",
        "post",
    ),
]
