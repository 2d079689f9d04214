"""T210: two fixed months contradict each other: a work starts before what it needs is live."""

from collections.abc import Iterator

from ecaremap.model.finding import Check, Finding
from ecaremap.model.plan import Retirement
from ecaremap.plan.checks.works import duration, length, month, works
from ecaremap.policy.decisions import Decisions


def run(decisions: Decisions) -> Iterator[Finding]:
    """One finding for each need that cannot be met; of retirements T206 speaks."""
    known = {work.id: work for work in works(decisions)}
    for work in known.values():
        begins = month(decisions, work.of.starts)
        for number, need in enumerate(work.of.needs if begins and not isinstance(work.of, Retirement) else ()):
            others = [known[name] for name in need.any_of]
            live = [month(decisions, o.of.starts) + duration(o) for o in others if o.of.starts]
            if len(live) == len(others) and begins < min(live) + length(need.after):
                names = " or ".join(f"'{name}'" for name in need.any_of)
                yield Finding(
                    "T210",
                    "error",
                    f"'{work.id}' is to start in {work.of.starts}, before {names} is live.",
                    work.where,
                    field="starts",
                    span=decisions.project.value_span(*work.path, "starts"),
                    help="move one of the two, or leave starts out where the plan may choose",
                    notes=(f"need {number + 1}: live in month {min(live)} of the plan at the earliest",),
                )


CHECK = Check("T210", "starts-before-its-need", "error", "A work starts before what it needs is live.", run)
