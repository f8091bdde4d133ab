"""One run of the bench, from empty databases to a report."""

from statistics import median

from django.conf import settings

from bench import records
from bench.cases import CASES, PAST
from bench.database import databases, working_in
from bench.desk import Desk
from bench.driver import driver
from bench.filling import bar, fill, say_all
from bench.measuring import CACHED, FLOOR, LARGE, SMALL, Rounds
from bench.queries import asked, grouped, version
from bench.report import Report
from bench.server import Served, serving
from bench.sizes import FIFTIETH, Plan
from watchdesk import embedded, statics

SERVERS = (
    Served(FLOOR, LARGE, settings="bench.floor_settings"),
    Served(LARGE, LARGE),
    Served(SMALL, SMALL),
    Served(CACHED, LARGE, copies=str(64 * 1024 * 1024)),
)


def run(plan: Plan) -> Report:
    """Everything that `plan` asks for; leaves no database and no process behind."""
    if not settings.OWN_DATABASE:
        embedded.start(settings.VAR)
    statics.collect()
    name, drive = driver(plan.seconds)
    report = Report(plan, name)
    long = {f"long{n}": entries for n, entries in enumerate(plan.records)}
    with databases(LARGE, SMALL, *long):
        _fill(plan, long)
        with serving(*SERVERS, workers=plan.workers) as addresses:
            rounds = Rounds(addresses, drive, plan.seconds, bar("Rounds"))
            report.measured = rounds.measure(CASES, plan.rounds)
        report.floor = median(next(iter(report.measured.values())).floors)
        with working_in(LARGE):
            report.postgresql = version()
            report.grouped = grouped(PAST)
            report.asked = {case.name: asked(case) for case in CASES if not case.is_unchanged}
        for which in long:
            report.works += records.done(which)
    return report


def _fill(plan: Plan, long: dict[str, int]) -> None:
    with working_in(LARGE):
        fill(Desk(plan.size), bar("The desk"))
    with working_in(SMALL):
        fill(Desk(plan.size.part(FIFTIETH)), bar("A fiftieth of it"))
    for which, entries in long.items():
        with working_in(which):
            say_all(Desk(plan.size.of_entries(entries)), bar(f"A record of {entries:,}"))
