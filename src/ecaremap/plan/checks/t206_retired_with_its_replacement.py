"""T206: a touchpoint would close before its replacement has shown that it works."""

from collections.abc import Iterator

from ecaremap.model.finding import Check, Finding
from ecaremap.model.plan import Retirement
from ecaremap.plan.checks.works import Work, duration, key, length, month, works
from ecaremap.policy.decisions import Decisions


def run(decisions: Decisions) -> Iterator[Finding]:
    """One finding for each retirement without a replacement, or in the month that launches it."""
    known = {work.id: work for work in works(decisions)}
    for work in known.values():
        if not isinstance(work.of, Retirement):
            continue
        reason = _reason(decisions, known, work)
        if reason:
            yield Finding(
                "T206",
                "warning",
                f"'{work.id}' closes '{work.of.touchpoint}', and {reason}.",
                work.where,
                field="needs",
                span=key(decisions, work, *(("needs",) if work.of.needs else ())),
                help="write needs: [{any_of: [BUILD], after: 3 months}]",
                states=("target",),
            )


def _reason(decisions: Decisions, known: dict[str, Work], work: Work) -> str:
    if not work.of.needs:
        return "nothing says what replaces it"
    hasty = [need for need in work.of.needs if not length(need.after)]
    if hasty:
        return "it may close in the month that launches its replacement"
    closes = month(decisions, work.of.starts)
    for need in work.of.needs if closes else ():
        live = [month(decisions, known[n].of.starts) + duration(known[n]) for n in need.any_of if known[n].of.starts]
        if len(live) == len(need.any_of) and closes < min(live) + length(need.after):
            return f"its replacement is not live {length(need.after)} months before {work.of.starts}"
    return ""


CHECK = Check(
    "T206", "retired-with-its-replacement", "warning", "A touchpoint closes before its replacement works.", run
)
