"""One rich item of every kind, as CSL-JSON says it: accents, Cyrillic, particles, vague dates."""

from typing import Any

from sources.csl import from_csl
from sources.formats.keys import key_of, keyed
from sources.models import Publisher, Source

Item = dict[str, Any]


def day(*parts: int) -> dict[str, Any]:
    """A CSL date of one year, month or day."""
    return {"date-parts": [list(parts)]}


def span(*ends: list[int]) -> dict[str, Any]:
    """A CSL date that is a range."""
    return {"date-parts": [*ends]}


VUCIC = {"family": "Vučić", "given": "Đorđe"}
HUMBOLDT = {"family": "Humboldt", "given": "Alexander", "non-dropping-particle": "von"}
FONTAINE = {
    "family": "Fontaine",
    "given": "Jean",
    "dropping-particle": "de",
    "non-dropping-particle": "La",
}
KING = {"family": "King", "given": "Martin Luther", "suffix": "Jr.", "comma-suffix": True}
DAVIS = {"family": "Davis", "given": "Sammy", "suffix": "III"}
OBRIEN = {"family": "O’Brien-Ťažký", "given": "Zoë"}
CYRILLIC = {"family": "Петровић", "given": "Љубица"}
COURT = {"literal": "Court of Justice of the European Union"}
MINISTRY = {"literal": "Ministria e Mjedisit & Turizmit"}

ITEMS: dict[str, Item] = {
    "article-newspaper": {
        "title": "Nyje në Vjosë: “Liqeni” që s’u mbush",
        "author": [VUCIC, OBRIEN],
        "container-title": "Gazeta Shqiptare",
        "publisher": "Botimet Shqiptare sh.p.k.",
        "publisher-place": "Tiranë",
        "issued": day(2024, 9, 24),
        "section": "Ekonomi",
        "edition": "Mbrëmje",
        "page": "1, 4-5",
        "ISSN": "1234-5679",
        "URL": "https://gazeta.example/vjosa/liqeni?faqe=2",
        "language": "sq",
        "note": "Ribotuar më 26 shtator.\nMe hartë.",
    },
    "article-magazine": {
        "title": "Wer zahlt für den Damm?",
        "author": [HUMBOLDT],
        "container-title": "Der Überblick",
        "issued": span([2024, 7], [2024, 8]),
        "volume": "12",
        "issue": "7-8",
        "page": "14-19",
        "ISSN": "0343-0553",
        "language": "de-AT, en",
    },
    "article-journal": {
        "title": "Sediment & law: 100% of the {Drina} at $5_a^2 ~ #1 \\ “why”",
        "title-short": "Sediment & law",
        "author": [FONTAINE, KING, DAVIS, {"family": "Plato"}],
        "container-title": "Journal of Rivers",
        "container-title-short": "J. Riv.",
        "issued": day(2023),
        "volume": "8",
        "issue": "2",
        "page": "101-134",
        "ISSN": "2049-3630",
        "DOI": "10.1234/riv.2023.8",
        "URL": "https://rivers.example/8/2/101",
        "language": "en-GB",
        "PMID": "12345678",
        "source": "Crossref",
    },
    "webpage": {
        "title": "Ко плаћа рударе?",
        "author": [CYRILLIC],
        "container-title": "Истиномер",
        "genre": "Провера чињеница",
        "issued": day(2025, 3),
        "accessed": day(2025, 9, 24),
        "URL": "https://istinomer.example/ko-placa",
        "language": "sr-Cyrl",
        "custom": {"archived-url": "https://archive.example/2025/https://istinomer.example/ko"},
    },
    "report": {
        "title": "Raport mbi Digën, Vëllimi II",
        "author": [MINISTRY, VUCIC],
        "editor": [OBRIEN],
        "publisher": "Banka Evropiane për Rindërtim",
        "publisher-place": "London; Tiranë",
        "collection-title": "Country reports",
        "collection-number": "31",
        "genre": "Evaluation report",
        "number": "R-2024/17",
        "issued": span([2022], [2025]),
        "page": "3-9",
        "number-of-pages": "212",
        "ISBN": "978-3-16-148410-0",
        "URL": "https://bank.example/reports/r-2024-17",
        "language": "sq, en, sr-Latn",
    },
    "legislation": {
        "title": "Regulation (EU) 2024/1252 on critical raw materials",
        "title-short": "CRMA",
        "authority": "European Parliament and Council",
        "container-title": "Official Journal of the European Union",
        "number": "2024/1252",
        "volume": "L",
        "section": "art. 13",
        "page": "1-67",
        "jurisdiction": "EU",
        "issued": day(2024, 4, 11),
        "URL": "https://eur-lex.europa.eu/eli/reg/2024/1252/oj",
        "language": "en",
        "custom": {"celex": "32024R1252"},
    },
    "bill": {
        "title": "Projektligj për zonat e mbrojtura",
        "author": [{"literal": "Kuvendi i Shqipërisë"}],
        "authority": "Komisioni i Mjedisit",
        "number": "81/2017",
        "section": "3",
        "chapter-number": "II",
        "event-title": "Seanca e 14-të",
        "jurisdiction": "AL",
        "issued": day(2024, 2, 22),
        "language": "sq",
    },
    "legal_case": {
        "title": "Commission v Magyarország",
        "author": [COURT],
        "authority": "Court of Justice (Grand Chamber)",
        "container-title": "European Court Reports",
        "number": "C-66/18",
        "volume": "2020",
        "page": "I-792",
        "jurisdiction": "EU",
        "issued": day(2020, 10, 6),
        "URL": "https://curia.example/C-66/18",
        "language": "en, hu",
        "custom": {"ecli": "ECLI:EU:C:2020:792", "celex": "62018CJ0066"},
    },
    "treaty": {
        "title": "Convention on the Conservation of European Wildlife",
        "authority": "Council of Europe",
        "number": "ETS No. 104",
        "container-title": "European Treaty Series",
        "volume": "104",
        "page": "1-10",
        "event-place": "Bern",
        "issued": day(1979, 9, 19),
        "available-date": day(1982, 6, 1),
        "language": "en, fr",
    },
    "speech": {
        "title": "Fjala në Samitin e Dunavit",
        "author": [VUCIC],
        "publisher": "Zyra e Kryetarit",
        "event-title": "Samiti i Dunavit",
        "event-place": "Beograd",
        "event-date": span([2024, 5, 30], [2024, 6, 2]),
        "genre": "Keynote",
        "issued": day(2024, 5, 31),
        "language": "sr-Latn",
    },
    "broadcast": {
        "title": "Rudnik",
        "author": [CYRILLIC],
        "director": [FONTAINE],
        "publisher": "Радио-телевизија Војводине",
        "publisher-place": "Нови Сад",
        "container-title": "Panorama",
        "medium": "Television",
        "number": "S02E07",
        "dimensions": "00:42:10",
        "issued": day(2021, 12, 4),
        "URL": "https://rtv.example/panorama/2/7",
        "language": "sr",
    },
    "interview": {
        "title": "“We were told in May”",
        "author": [KING],
        "interviewer": [OBRIEN, HUMBOLDT],
        "publisher": "Radio Free River",
        "medium": "Audio recording",
        "genre": "Radio interview",
        "event-place": "Kragujevac",
        "issued": span([2020], [0]),
        "language": "en",
    },
    "dataset": {
        "title": "Flows of the Vjosa, 1990–2020",
        "author": [MINISTRY],
        "publisher": "Open Rivers",
        "version": "3.1",
        "medium": "CSV",
        "genre": "Time series",
        "issued": day(2021, 1),
        "accessed": day(2022),
        "DOI": "10.5281/zenodo.1234567",
        "URL": "https://data.example/vjosa",
    },
    "post": {
        "title": "The permit is out. Thread ⬇",
        "author": [{"family": "Ćosić", "given": "Ž."}],
        "container-title": "Mastodon",
        "genre": "Toot",
        "issued": day(2025, 1, 2),
        "accessed": day(2025, 1, 3),
        "URL": "https://social.example/@cosic/112233",
        "language": "en, sr",
        "custom": {"title-is-ours": True},
    },
    "personal_communication": {
        "title": "Letter on the permit",
        "author": [DAVIS],
        "recipient": [MINISTRY, CYRILLIC],
        "publisher": "Shoqata “Eko”",
        "genre": "Letter",
        "event-place": "Gjirokastër",
        "issued": {"raw": "../2019-03"},
        "custom": {"docket": "AL-17/3"},
    },
}
for _type, _item in ITEMS.items():
    _item["type"] = _type


def keyed_items() -> list[Item]:
    """All of them, each with the key that an export gives it."""
    return list(keyed({"id": key_of(item), **item} for item in ITEMS.values()))


def kept(item: dict[str, Any]) -> Source:
    """The row that an item becomes, read from the database again."""
    candidate = from_csl(item)
    publisher = None
    if candidate.publisher:
        publisher, _made = Publisher.objects.get_or_create(
            name=candidate.publisher, defaults={"slug": f"p-{Publisher.objects.count()}"}
        )
    source = Source(**candidate.columns(), publisher=publisher)
    source.full_clean()
    source.save()
    return Source.objects.get(pk=source.pk)
