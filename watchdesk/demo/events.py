"""Dated events on the four items' timelines, and the day on which each was recorded.

Which day that is follows from two questions: how exactly is the date known, and did the source
exist? Our answers:

- A running series of reports (`2023/..`) exists from its first year on; so what Reuters and the
  Parliament said of 2023 and of August 2024 could be recorded on 2024-09-24.
- A source known to a year exists for certain when that year is over. The Commission's report of
  2024 and what is known to the year alone were therefore recorded on 2025-09-24.
- The attack and the indictment stand in article A, the desk's own first account, which existed.
  They were recorded on its word (F6); better evidence was added when there was some (`later`).
- What rests on article B alone was recorded with it.
"""

from dataclasses import dataclass

FIRST = "2024-09-24"
SECOND = "2025-09-24"

# (source, stance, credibility of this use: 1 to 6)
Evidence = tuple[str, str, int]


@dataclass(frozen=True)
class DemoEvent:
    """One event; `later` is evidence added on the second anniversary."""

    item: str
    date: str
    headline: str
    recorded: str
    evidence: tuple[Evidence, ...]
    note: str = ""
    later: tuple[Evidence, ...] = ()
    lane: str = ""


DESK_A = ("desk-a", "supports", 6)
DESK_B = ("desk-b", "supports", 6)
ARMS = ("reuters-procurement", "supports", 2)
TRADE_PRESS = ("defnews-procurement", "supports", 2)
ENERGY = ("reuters-energy", "supports", 2)
PARLIAMENT = ("ep-resolutions", "supports", 2)

JUSTICE = "extraditions-and-trials"
TIMELINES = "rafale-and-gas-timelines"
SERVICE = "conscription-and-parades"
BRUSSELS = "eu-conditionality"

EVENTS = [
    DemoEvent(
        JUSTICE,
        "2023-09-24",
        "An armed Serb paramilitary group attacks at Banjska",
        FIRST,
        (DESK_A,),
        "Sergeant Afrim Bunjaku of the Kosovo Police is killed. A firefight around the monastery "
        "lasts the day.",
        (("ec-kosovo-2024", "supports", 2), DESK_B),
    ),
    DemoEvent(
        TIMELINES,
        "2023-02",
        "Serbia announces loitering munitions from the United Arab Emirates",
        FIRST,
        (ARMS,),
    ),
    DemoEvent(
        TIMELINES,
        "2023-11",
        "Serbia announces 11 second-hand Mi-35 helicopters from Cyprus",
        FIRST,
        (ARMS,),
    ),
    DemoEvent(
        BRUSSELS,
        "2023-09-24/2023-12-31",
        "The European Parliament condemns the attack",
        FIRST,
        (PARLIAMENT,),
        "It asks for restrictive measures and for the findings to be published.",
    ),
    DemoEvent(
        TIMELINES,
        "2024-08-29",
        "A contract for 12 Dassault Rafale is concluded with France",
        FIRST,
        (ARMS, TRADE_PRESS),
        "Earlier briefings put it at about EUR 3 bn.",
    ),
    DemoEvent(
        JUSTICE,
        "2024-09",
        "Kosovo’s Special Prosecutor indicts 45 people",
        "2024-10-01",
        (DESK_A,),
        "Milan Radoičić is among them. An indictment is an accusation, not a verdict.",
        (DESK_B,),
    ),
    DemoEvent(
        JUSTICE,
        "2024-10",
        "At the OSCE, the United Kingdom calls on Serbia to cooperate",
        "2024-11-01",
        (("uk-osce", "supports", 2),),
        "The call is for cooperation in bringing the perpetrators to justice.",
    ),
    DemoEvent(
        TIMELINES,
        "2025-01",
        "The fielding of Chinese FK-3 air defence is confirmed",
        "2025-02-01",
        (ARMS,),
        "FK-3 is the export form of the HQ-22.",
    ),
    DemoEvent(
        BRUSSELS,
        "2025-03",
        "A Serbian deputy prime minister publicly credits Russian services with help",
        "2025-04-01",
        (("reuters-2025-03", "supports", 2),),
        "The thanks were for help over protests.",
    ),
    DemoEvent(TIMELINES, "2022", "Serbia and Russia sign a gas supply contract", SECOND, (ENERGY,)),
    DemoEvent(
        BRUSSELS,
        "2022",
        "Serbia and Russia sign a foreign-policy consultation agreement",
        SECOND,
        (DESK_A,),
    ),
    DemoEvent(
        TIMELINES,
        "2023",
        "The United Kingdom’s Integrated Review Refresh calls Russia the most acute threat",
        SECOND,
        (("uk-irr", "supports", 2),),
        "The British frame, in the desk’s reading.",
    ),
    DemoEvent(
        JUSTICE,
        "2023-10",
        "The United Kingdom reinforces KFOR after Banjska",
        SECOND,
        (DESK_B,),
        "Rotations continue through 2024 and 2025.",
    ),
    DemoEvent(
        SERVICE,
        "2024",
        "Serbian authorities move to reintroduce compulsory military service",
        SECOND,
        (DESK_B,),
    ),
    DemoEvent(
        BRUSSELS,
        "2024",
        "The Commission’s Kosovo Report calls Banjska the gravest escalation in recent years",
        SECOND,
        (("ec-kosovo-2024", "supports", 2),),
    ),
    DemoEvent(
        BRUSSELS,
        "2025-02",
        "Serbia votes for a United Nations resolution on Ukraine",
        SECOND,
        (DESK_B,),
        "Its president, Aleksandar Vučić, then calls the vote a mistake.",
    ),
    DemoEvent(
        BRUSSELS,
        "2025",
        "The Parliament’s enlargement texts sharpen their language on foreign-policy alignment",
        SECOND,
        (PARLIAMENT,),
    ),
    DemoEvent(
        SERVICE,
        "2025",
        "A military parade in Belgrade shows the mixed arsenal while protests go on",
        SECOND,
        (DESK_B,),
    ),
    DemoEvent(
        TIMELINES,
        "2025",
        "Serbia prepares a three-year gas import deal with Gazprom",
        SECOND,
        (ENERGY,),
        "The volume is 2.5 bcm a year.",
        lane="gas",
    ),
    DemoEvent(
        JUSTICE,
        "2025-09-24",
        "Second anniversary: no extradition",
        SECOND,
        (DESK_B,),
        "Neither the EU nor the United States nor the United Kingdom has issued a stand-alone "
        "public report.",
    ),
]
