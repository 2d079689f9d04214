"""Targets against what was measured, for readers."""

from collections.abc import Iterator, Sequence
from decimal import Decimal
from typing import TYPE_CHECKING

from ecaremap.insight.bounds import written_bound
from ecaremap.insight.journeys.metrics import BY_NAME
from ecaremap.insight.measured.actuals import Actual, TargetStanding, standings
from ecaremap.insight.measured.words import metric_words
from ecaremap.insight.waivers import Acceptances
from ecaremap.model.finding import Finding
from ecaremap.plan.promises import promised_metric
from ecaremap.policy.decisions import Decisions
from ecaremap.views.promised_model import TargetPromise
from ecaremap.views.words import percent

if TYPE_CHECKING:
    from ecaremap.plan.result import MigrationPlan

NOBODY = "nobody named yet"


def target_promises(
    decisions: Decisions, findings: Sequence[Finding], plan: "MigrationPlan | None"
) -> tuple[TargetPromise, ...]:
    """Every end of every target, in the order of the strategy."""
    acceptances = Acceptances(decisions)
    return tuple(_promises(decisions, findings, plan, acceptances))


def excuse(acceptances: Acceptances, findings: Sequence[Finding]) -> str:
    """Who accepted one of the findings, why, until when; empty if nobody did."""
    for finding in findings:
        accepted = acceptances.of(finding)
        if accepted is not None:
            until = f", until {accepted.until.isoformat()}" if accepted.until else ""
            ended = "; ran out" if finding.standing == "expired" else ""
            return f"{accepted.reason} ({accepted.by or 'beside the line'}{until}{ended})"
    return ""


def _promises(
    decisions: Decisions, findings: Sequence[Finding], plan: "MigrationPlan | None", acceptances: Acceptances
) -> Iterator[TargetPromise]:
    currency = decisions.project.strategy.currency or ""
    for standing in standings(decisions.project):
        target = standing.target
        side = "at least" if standing.side == "at_least" else "at most"
        known = BY_NAME.get(target.metric)
        about = [f for f in findings if f.where == f"target:{target.id}" and f.standing in ("justified", "expired")]
        yield TargetPromise(
            target.id, known.title if known else target.metric, *metric_words(target.metric),
            f"{side} {written_bound(target, standing.side)}", target.by.isoformat(),
            tuple((actual.month, _value(actual, currency)) for actual in standing.actuals),
            _last(standing, currency), _forecast(standing, plan, currency), standing.verdict, standing.trend,
            target.owner or NOBODY, excuse(acceptances, about),
        )  # fmt: skip


def _value(actual: Actual, currency: str) -> str:
    if actual.counted is not None:
        return percent(actual.counted.share or Decimal(0)) + (" (few)" if actual.counted.few else "")
    return f"{actual.amount:,.2f} {currency}".rstrip() if actual.amount is not None else ""


def _last(standing: TargetStanding, currency: str) -> str:
    last = standing.last
    if last is None:
        return ""
    many = f", {last.counted.n:,} of {last.counted.of:,}" if last.counted else ""
    return f"{_value(last, currency)} in {last.month}{many}"


def _forecast(standing: TargetStanding, plan: "MigrationPlan | None", currency: str) -> str:
    """What the plan said the newest measured month would be."""
    if plan is None or standing.last is None:
        return ""
    found = promised_metric(plan.forecast, plan.problem.starts, standing.target.metric, standing.last.month)
    if found is None:
        return ""
    return percent(found) if standing.last.counted is not None else f"{found:,.2f} {currency}".rstrip()
