"""Publishers with their grades, and the eleven sources of the demo."""

from dataclasses import dataclass

GRADED_SINCE = "2024-09-24"


@dataclass(frozen=True)
class DemoPublisher:
    """A publisher and its first rating."""

    slug: str
    name: str
    type: str
    grade: str
    reason: str
    country: str = ""
    url: str = ""
    since: str = GRADED_SINCE


@dataclass(frozen=True)
class DemoSource:
    """A source as it is kept at first; `key` is its name inside the demo."""

    key: str
    publisher: str
    title: str
    issued: str
    csl_type: str
    note: str
    title_is_ours: bool = True
    language: str = "en"
    tags: tuple[str, ...] = ()
    own_article: str = ""
    author: str = ""
    url: str = ""
    ecli: str = ""
    docket: str = ""


PUBLISHERS = [
    DemoPublisher(
        "european-commission",
        "European Commission",
        "eu",
        "A",
        "Official reports, attributable to the institution itself. A judgement in them is still a "
        "judgement.",
    ),
    DemoPublisher(
        "european-parliament",
        "European Parliament",
        "parliament",
        "A",
        "Adopted texts speak for the institution itself. What they call for is a request, not a "
        "finding.",
    ),
    DemoPublisher(
        "uk-government",
        "UK Government",
        "state",
        "B",
        "Official statements are attributable; they also argue a policy.",
        "United Kingdom",
    ),
    DemoPublisher(
        "us-state-department",
        "US State Department",
        "state",
        "B",
        "Official reports are attributable; they also argue a policy.",
        "United States",
    ),
    DemoPublisher(
        "reuters",
        "Reuters",
        "outlet",
        "B",
        "A news agency; we treat its reports as usually reliable and look for a second source.",
    ),
    DemoPublisher(
        "defense-news",
        "Defense News",
        "outlet",
        "B",
        "Trade press, read for systems and numbers; treated as we treat a news agency.",
    ),
    DemoPublisher(
        "the-desk",
        "The desk",
        "desk",
        "F",
        "Our own reports. Nobody outside can check them, so we do not grade ourselves higher.",
    ),
]

# The dates of running series are open until the second anniversary closes them (`CLOSED`): on an
# earlier day nobody could have known their last year.
SOURCES = [
    DemoSource(
        "ec-kosovo-2024",
        "european-commission",
        "Kosovo Report 2024",
        "2024",
        "report",
        "Known to the year. Official report.",
        title_is_ours=False,
        tags=("banjska", "european-union"),
    ),
    DemoSource(
        "ep-resolutions",
        "european-parliament",
        "Resolutions touching on Banjska, since 2023",
        "2023/..",
        "legislation",
        "Several resolutions, kept as one source under a title of ours.",
        tags=("banjska", "european-union", "sanctions"),
    ),
    DemoSource(
        "uk-osce",
        "uk-government",
        "Statement at the OSCE, October 2024",
        "2024-10",
        "speech",
        "Known to the month.",
        tags=("united-kingdom", "justice"),
    ),
    DemoSource(
        "reuters-procurement",
        "reuters",
        "Reporting on Serbian arms procurement",
        "2023/..",
        "article-newspaper",
        "Several reports, kept as one source under a title of ours.",
        tags=("arms", "rafale", "serbia"),
    ),
    DemoSource(
        "defnews-procurement",
        "defense-news",
        "Reporting on Serbian arms procurement",
        "2023/..",
        "article-newspaper",
        "Several reports, kept as one source under a title of ours.",
        tags=("arms", "rafale", "serbia"),
    ),
    DemoSource(
        "reuters-energy",
        "reuters",
        "Reporting on gas contracts and NIS waivers",
        "2022/..",
        "article-newspaper",
        "Several reports, kept as one source under a title of ours.",
        tags=("gas", "gazprom", "sanctions"),
    ),
    DemoSource(
        "reuters-2025-03",
        "reuters",
        "Report on the deputy prime minister’s thanks to Russian services",
        "2025-03",
        "article-newspaper",
        "Known to the month.",
        tags=("serbia",),
    ),
    DemoSource(
        "uk-irr",
        "uk-government",
        "Integrated Review Refresh 2023",
        "2023",
        "report",
        "Known to the year. Policy paper.",
        title_is_ours=False,
        tags=("united-kingdom",),
    ),
    DemoSource(
        "desk-a",
        "the-desk",
        "One year after Banjska",
        "2024-09-24",
        "webpage",
        "The desk’s own first account. It cannot be judged from outside.",
        title_is_ours=False,
        tags=("banjska",),
        own_article="one-year-after-banjska",
    ),
    DemoSource(
        "desk-b",
        "the-desk",
        "Two years after Banjska",
        "2025-09-24",
        "webpage",
        "The desk’s own account, a year on. It cannot be judged from outside.",
        title_is_ours=False,
        tags=("banjska",),
        own_article="two-years-after-banjska",
    ),
    DemoSource(
        "us-crt",
        "us-state-department",
        "Country Reports on Terrorism (2023 edition)",
        "2023",
        "report",
        "Known to the year. Official report.",
        title_is_ours=False,
        tags=("banjska",),
    ),
]

# key: (date, title) from the second anniversary on.
CLOSED = {
    "ep-resolutions": ("2023/2025", "Resolutions touching on Banjska, 2023-2025"),
    "reuters-procurement": ("2023/2025", "Reporting on Serbian arms procurement"),
    "defnews-procurement": ("2023/2025", "Reporting on Serbian arms procurement"),
    "reuters-energy": ("2022/2025", "Reporting on gas contracts and NIS waivers"),
}
