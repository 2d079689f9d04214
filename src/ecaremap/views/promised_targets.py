"""Targets against what was measured, for readers."""

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from ecaremap.insight.bounds import COSTS, written_bound
from ecaremap.insight.limits import share
from ecaremap.insight.measured.actuals import Actual, TargetStanding, standings
from ecaremap.insight.measured.words import metric_title, metric_words
from ecaremap.insight.waivers import Acceptances
from ecaremap.model.finding import Finding
from ecaremap.plan.promises import promised_metric
from ecaremap.policy.decisions import Decisions
from ecaremap.views.promised_model import MonthPoint, TargetPromise, Verdict
from ecaremap.views.trend_words import actual_words, moved_words
from ecaremap.views.words import month_words, percent

if TYPE_CHECKING:
    from ecaremap.plan.result import MigrationPlan

NOBODY = "nobody named yet"


def target_promises(
    decisions: Decisions, findings: Sequence[Finding], plan: "MigrationPlan | None", until: str = ""
) -> tuple[TargetPromise, ...]:
    """Every end of every target, in the order of the strategy; as it stood at the end of a month, if one is given."""
    speller = _Speller(decisions, findings, plan)
    return tuple(speller.promise(standing) for standing in standings(decisions.project, until))


def excuse(acceptances: Acceptances, findings: Sequence[Finding]) -> str:
    """Who accepted one of the findings, why, until when; empty if nobody did."""
    for finding in findings:
        accepted = acceptances.of(finding)
        if accepted is not None:
            until = f", until {accepted.until.isoformat()}" if accepted.until else ""
            ended = "; ran out" if finding.standing == "expired" else ""
            return f"{accepted.reason} ({accepted.by or 'beside the line'}{until}{ended})"
    return ""


class _Speller:
    """Spells the targets of one strategy."""

    def __init__(self, decisions: Decisions, findings: Sequence[Finding], plan: "MigrationPlan | None") -> None:
        self.currency = decisions.project.strategy.currency or ""
        self.acceptances, self.plan = Acceptances(decisions), plan
        self.findings = [f for f in findings if f.standing in ("justified", "expired")]

    def promise(self, standing: TargetStanding) -> TargetPromise:
        """One end of a target."""
        target, last = standing.target, standing.last
        side = "at least" if standing.side == "at_least" else "at most"
        about = [f for f in self.findings if f.where == f"target:{target.id}"]
        counted = last.counted if last else None
        found: Verdict = standing.verdict
        if found == "missed" and not standing.due:
            found = "not yet"
        elif found == "cannot be told" and counted is not None and not counted.few:
            found = "in line"
        return TargetPromise(
            target.id, metric_title(target.metric), *metric_words(target.metric),
            f"{side} {written_bound(target, standing.side)}", target.by.isoformat(),
            tuple((actual.month, self._value(actual)) for actual in standing.actuals),
            self._last(last), self._forecast(standing), found, standing.trend,
            target.owner or NOBODY, excuse(self.acceptances, about) if found == "missed" else "",
            " to ".join(share(end) for end in counted.interval) if counted else "", moved_words(standing.actuals, standing.trend, self.currency),
            counted.few if counted else False, standing.limit, target.metric in COSTS,
            tuple(self._points(standing)),
        )  # fmt: skip

    def _value(self, actual: Actual) -> str:
        return actual_words(actual, self.currency)

    def _last(self, last: Actual | None) -> str:
        if last is None:
            return ""
        many = f", {last.counted.n:,} of {last.counted.of:,}" if last.counted else ""
        return f"{self._value(last)} in {month_words(last.month)}{many}"

    def _points(self, standing: TargetStanding) -> Iterator[MonthPoint]:
        for actual in standing.actuals:
            value = actual.value
            assert value is not None
            low, high = actual.counted.interval if actual.counted else (value, value)
            few = actual.counted.few if actual.counted else False
            yield MonthPoint(actual.month, self._value(actual), value, low, high, few)

    def _forecast(self, standing: TargetStanding) -> str:
        """What the plan said the newest measured month would be."""
        if self.plan is None or standing.last is None:
            return ""
        found = promised_metric(
            self.plan.forecast, self.plan.problem.starts, standing.target.metric, standing.last.month
        )
        if found is None:
            return ""
        return percent(found) if standing.last.counted is not None else f"{found:,.2f} {self.currency}".rstrip()
