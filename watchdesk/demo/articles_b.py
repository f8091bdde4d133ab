"""Article B: two years after Banjska, the lead of the front page."""

from watchdesk.demo.pieces import DemoArticle

# Ten of the eleven sources: the eleventh, desk-b, is this article as others cite it.
ARTICLE_B = DemoArticle(
    slug="two-years-after-banjska",
    title="Two years after Banjska: guns, gas and leverage",
    standfirst="No one has been extradited, and neither the EU, the US nor the UK has published a "
    "report of its own. Contracts for aircraft and gas run on a longer clock than diplomacy keeps.",
    dated="2025-09-24",
    cover="river-valley",
    part=2,
    tags=(
        "banjska",
        "arms",
        "gas",
        "accountability",
        "milan-radoicic",
        "aleksandar-vucic",
        "united-kingdom",
    ),
    sources=(
        ("ec-kosovo-2024", "The weight of the incident; the policing and justice around it.", 2),
        (
            "ep-resolutions",
            "The call for measures and for the findings; alignment; outside influence.",
            2,
        ),
        ("uk-osce", "A direct call on Serbia to cooperate.", 2),
        ("reuters-procurement", "Rafale, FK-3, Mi-35 and loitering munitions.", 2),
        ("defnews-procurement", "The same systems, from the trade press.", 2),
        ("reuters-energy", "Dependence on gas: the contracts, and NIS on its waivers.", 2),
        ("reuters-2025-03", "Ties between the services, in a minister’s own thanks.", 2),
        ("uk-irr", "The British frame.", 2),
        ("desk-a", "Our own first account, a year earlier; it cannot be judged from outside.", 6),
        ("us-crt", "Banjska as a benchmark incident, seen from Washington.", 2),
    ),
    watch=(
        (
            "extraditions-and-trials",
            "The shortest test: whether anyone indicted comes before a judge.",
        ),
        (
            "rafale-and-gas-timelines",
            "A delivery date for the aircraft, a signature under the gas deal: the first one "
            "sets the terms.",
        ),
        (
            "conscription-and-parades",
            "A law with a first call-up would weigh more than any parade.",
        ),
        (
            "eu-conditionality",
            "A listing, or one sentence on which money depends. Requests alone do not count.",
        ),
    ),
)
