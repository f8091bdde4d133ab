"""The desk's tags, each with the other spellings under which people look for it."""

from dataclasses import dataclass


@dataclass(frozen=True)
class DemoTag:
    """One tag; `broader` is the key of another."""

    slug: str
    name: str
    type: str
    description: str
    aliases: tuple[str, ...] = ()
    broader: str = ""


TAGS = [
    DemoTag(
        "banjska",
        "Banjska",
        "place",
        "The place of the attack of 24 September 2023.",
        ("Banjskë", "Бањска"),
    ),
    DemoTag("serbia", "Serbia", "place", "What the Serbian state does.", ("Srbija", "Србија")),
    DemoTag(
        "nis", "Niš", "place", "The city; not to be confused with NIS, the company.", ("Nis", "Ниш")
    ),
    DemoTag(
        "united-kingdom", "United Kingdom", "actor", "What London does and says.", ("UK", "Britain")
    ),
    DemoTag(
        "european-union",
        "European Union",
        "actor",
        "The Council, the Commission and the Parliament.",
        ("EU",),
    ),
    DemoTag("kfor", "KFOR", "actor", "Reinforced by the United Kingdom after Banjska."),
    DemoTag("gazprom", "Gazprom", "actor", "With Gazprom Neft, majority owner of NIS."),
    DemoTag(
        "milan-radoicic",
        "Milan Radoičić",
        "actor",
        "Indicted in September 2024. An indictment is an accusation, not a verdict.",
        ("Radoičić", "Radoicic", "Milan Radoicic", "Радоичић"),
    ),
    DemoTag(
        "aleksandar-vucic",
        "Aleksandar Vučić",
        "actor",
        "President of Serbia.",
        ("Vučić", "Vucic", "Aleksandar Vucic", "Вучић"),
    ),
    DemoTag("accountability", "Accountability", "topic", "Who answers for what was done."),
    DemoTag(
        "justice",
        "Justice",
        "topic",
        "Indictments, extraditions and trials.",
        broader="accountability",
    ),
    DemoTag(
        "sanctions",
        "Sanctions",
        "instrument",
        "Listings, waivers and restrictive measures.",
        ("restrictive measures", "listings"),
        "accountability",
    ),
    DemoTag("arms", "Arms", "topic", "What is ordered, fielded and shown."),
    DemoTag("rafale", "Rafale", "instrument", "The aircraft under contract.", broader="arms"),
    DemoTag("gas", "Gas", "topic", "Contracts, volumes and owners."),
    DemoTag(
        "compulsory-service",
        "Compulsory service",
        "topic",
        "Military service by law.",
        ("conscription",),
    ),
    DemoTag("training-material", "Training material", "topic", "Made up, to practise on."),
    DemoTag(
        "ferries",
        "Ferries (made up)",
        "topic",
        "Training material. What crosses Lake Orla, or should.",
        broader="training-material",
    ),
    # A second spelling of the tag above, to practise on: merged on 10 March 2025.
    DemoTag("ferry-traffic", "Ferry traffic (made up)", "topic", "Training material."),
]
