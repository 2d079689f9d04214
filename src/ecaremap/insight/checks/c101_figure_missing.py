"""C101: figures the strategy's level asks for are missing."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from ecaremap.insight.asking import EVERYWHERE, asks, counted, shortened
from ecaremap.model.finding import Check, Finding
from ecaremap.model.scales import StrategyLevel
from ecaremap.model.strategy import Strategy
from ecaremap.policy.decisions import Decisions


@dataclass(frozen=True, slots=True)
class Need:
    """One kind of figure: from which level it is asked for, of what, how to write it, and why."""

    key: str
    level: StrategyLevel
    what: str
    missing: Callable[[Strategy], list[str]]
    write: str
    why: str


def _requests(key: str) -> Callable[[Strategy], list[str]]:
    return lambda strategy: [name for name, r in strategy.requests.items() if not getattr(r, key)]


def _costs(strategy: Strategy) -> list[str]:
    return [name for name, t in strategy.touchpoints.items() if t.cost_per_contact is None and t.status != "withdrawn"]


NEEDS = (
    Need("job", "sketch", "what the customer wants done", _requests("job"),
         "job: transact", "without the job it is unknown at which degree a customer has finished"),
    Need("volume", "costed", "the volume", _requests("volume"),
         "volume: {value: 42000, source: …}", "without volumes every request counts the same"),
    Need("starts_at", "costed", "where customers start", _requests("starts_at"),
         "starts_at: {call-centre: 60%, app: 40%}", "without starts no share of digital journeys is known"),
    Need("handling", "costed", "the handling time", _requests("handling"),
         "handling: 6 min", "average times overstate savings: easy requests leave first"),
    Need("cost_per_contact", "costed", "the cost per contact", _costs,
         "cost_per_contact: {value: 6.00 EUR, source: …}", "money never has a default"),
)  # fmt: skip


def run(decisions: Decisions) -> Iterator[Finding]:
    """One counted question for each kind of figure."""
    project = decisions.project
    for need in NEEDS:
        names = need.missing(project.strategy) if asks(project.strategy, need.level) else []
        if not names:
            continue
        section = "touchpoints" if need.key == "cost_per_contact" else "requests"
        yield Finding(
            "C101",
            "info",
            f"For {counted(len(names), section[:-1], section)} {need.what} is missing.",
            EVERYWHERE,
            field=need.key,
            span=project.key_span(section, names[0]),
            help=f"write {need.write}",
            notes=(need.why, f"missing for {shortened(names)}"),
            question=True,
        )


CHECK = Check("C101", "figure-missing", "info", "Figures the strategy's level asks for are missing.", run)
