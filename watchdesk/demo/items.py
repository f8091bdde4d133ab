"""The four questions: criteria, lanes and first statuses, as opened on 24 September 2024."""

from dataclasses import dataclass

TRACKS = [
    ("justice", "Justice"),
    ("arms-and-energy", "Arms and energy"),
    ("brussels", "Brussels"),
    ("training", "Training"),
]

NO_END = "No end date. Looked at again at least every 60 days."


@dataclass(frozen=True)
class DemoItem:
    """A watch item with its first criteria (yes, no, edge cases) and its first status."""

    slug: str
    short: str
    question: str
    why: str
    track: str
    criteria: tuple[str, str, str]
    status: str
    effective: str
    headline: str
    reason: str
    tags: tuple[str, ...]
    lanes: tuple[tuple[str, str, str], ...] = ()
    by_when: str = NO_END
    confidence: str = "moderate"
    training: bool = False


ITEMS = [
    DemoItem(
        "extraditions-and-trials",
        "Extraditions and trials",
        "Will Serbia extradite or try those indicted over Banjska?",
        "Kosovo’s Special Prosecutor has indicted 45 people. In the desk’s view the shortest way "
        "from an accusation to an answer leads through a court, and Serbia decides whether it is "
        "open.",
        "justice",
        (
            "Serbia hands over at least one of those indicted, or a court in Serbia opens a trial "
            "of at least one of them over the attack.",
            "Serbia refuses, in public and for good, both to extradite and to try; or the charges "
            "are dropped.",
            "A trial in Kosovo in the absence of the accused is movement and no answer. So is an "
            "arrest without a trial. A trial for something else counts as nothing.",
        ),
        "watching",
        "2023-09-24",
        "The question is open from the day of the attack",
        "We begin with the day of the attack: from then on there was something to answer for.",
        ("justice", "banjska", "milan-radoicic", "serbia"),
    ),
    DemoItem(
        "rafale-and-gas-timelines",
        "Rafale and gas timelines",
        "Which arrives first and lasts longer: the Rafale fleet or the Russian gas contract?",
        "Aircraft and gas are two long commitments, one towards France and one towards Russia. In "
        "the desk’s view the order in which they arrive decides what pressure can still do.",
        "arms-and-energy",
        (
            "Yes, the Rafale: the first aircraft is delivered while no new long-term gas contract "
            "with Russia is in force.",
            "No, the gas: a new long-term gas contract with Russia is in force before the first "
            "aircraft is delivered.",
            "A contract that is extended counts as new if its term is two years or more. An "
            "aircraft lent for training is not a delivery.",
        ),
        "moving",
        "2024-08-29",
        "A contract for 12 Rafale is concluded with France",
        "One of the two commitments now has a contract with a date, so the comparison is running.",
        ("arms", "rafale", "gas", "serbia"),
        (("rafale", "Rafale", "from France"), ("gas", "Gas", "from Russia")),
    ),
    DemoItem(
        "conscription-and-parades",
        "Conscription and parades",
        "Does Serbia bring compulsory service back?",
        "In the desk’s view compulsory service would say more about intentions than any single "
        "purchase: it asks something of every family, and not of a budget alone.",
        "arms-and-energy",
        (
            "A law or decision that brings compulsory service back is in force, and a first "
            "call-up has a date.",
            "The government or the parliament says for good that service stays voluntary.",
            "A register or a voluntary term is movement and no answer. A parade is context.",
        ),
        "moving",
        "2024",
        "The authorities move to reintroduce compulsory service",
        "A move in this direction is reported for 2024. Whether it ends in a law is the question.",
        ("compulsory-service", "serbia"),
        confidence="low",
    ),
    DemoItem(
        "eu-conditionality",
        "EU conditionality",
        "Will the Council and the Commission make accountability a condition?",
        "The European Parliament can ask; the Council and the Commission can require. In the "
        "desk’s view the difference between the two is what Belgrade reads.",
        "brussels",
        (
            "The Council publishes a listing tied to Banjska, or the Commission writes "
            "accountability for the attack into a condition for money, accession or an agreement.",
            "The Council and the Commission say in public that they will do neither.",
            "A resolution of the Parliament is a request and no condition. A sentence in a report "
            "counts only if something depends on it.",
        ),
        "watching",
        "2023-09-24/2023-12-31",
        "The Parliament asks for restrictive measures and for the findings",
        "A request to those who decide is on the table. Their answer is what we watch.",
        ("accountability", "european-union", "sanctions"),
    ),
]
