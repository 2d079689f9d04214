"""From findings to gaps: every finding of the letters G and J, with what is known about it."""

import re
from collections.abc import Iterable, Sequence
from decimal import Decimal
from typing import Any

from ecaremap.insight.asking import counts_many
from ecaremap.insight.gaps.gap import Gap, Price, Wanted
from ecaremap.insight.gaps.owners import keeper, owner
from ecaremap.insight.gaps.pricing import Pricer
from ecaremap.insight.gaps.profiles import PLACES, Profile, profile
from ecaremap.insight.gaps.weights import Weights
from ecaremap.model.finding import SEVERITIES, Finding
from ecaremap.policy.decisions import Decisions

LETTERS = ("G", "J")


def gaps(decisions: Decisions, findings: Iterable[Finding]) -> tuple[Gap, ...]:
    """The gaps, those with the most money first, then the gravest and heaviest; questions last."""
    maker = _Maker(decisions)
    found = [maker.gap(finding) for finding in findings if finding.code[0] in LETTERS]
    return tuple(sorted(found, key=_order))


def _order(gap: Gap) -> tuple[Any, ...]:
    """Money, then how grave it is and its weight, then names, so that the order of the file means nothing."""
    needs = gap.needs if gap.needs is not None else Decimal(-1)
    finding = gap.finding
    names = (finding.code, finding.where, finding.field, finding.message, finding.standing)
    return (-(gap.money or Decimal(0)), finding.question, SEVERITIES.index(finding.severity), -needs, *names)


class _Maker:
    """Makes the gaps of one strategy."""

    def __init__(self, decisions: Decisions) -> None:
        self.strategy = decisions.project.strategy
        self.pricer = Pricer(decisions)
        self.weights = Weights(self.strategy)

    def gap(self, finding: Finding) -> Gap:
        """One finding as a gap."""
        about = profile(finding.code)
        request, touchpoint = self._objects(finding.where)
        needs = self.weights.needs(about.scope, self._requests(finding.where, request), touchpoint)
        priced = self.pricer.price(about.pricing, request, touchpoint)
        price = priced if isinstance(priced, Price) else None
        tells = () if isinstance(priced, Price) else priced or self._figures(about, request, touchpoint)
        return Gap(
            kind=about.kind,
            finding=finding,
            request=request,
            touchpoint=touchpoint,
            family=(self.strategy.requests[request].family or "") if request else "",
            says=" ".join(
                about.says.format(place=self._place(touchpoint)).replace(" .", ".").replace(" ,", ",").split()
            ),
            cause=about.cause,
            owner=owner(self.strategy, about.owner, request, touchpoint, finding.where),
            action=about.action,
            effort=about.work,
            needs=needs,
            share=self.weights.share(needs),
            price=price,
            tells=tells,
            count=_count(finding),
        )

    def _objects(self, where: str) -> tuple[str, str]:
        """The request and the touchpoint a finding names; both empty where it names neither."""
        first, _, second = where.partition("/")
        request = first if first in self.strategy.requests else ""
        touchpoint = second if second in self.strategy.touchpoints else ""
        if not request and not second and first in self.strategy.touchpoints:
            touchpoint = first
        return request, touchpoint

    def _requests(self, where: str, request: str) -> Sequence[str]:
        """The requests a finding is about; those of its builds, if it is about a tactic."""
        plan = self.strategy.plan
        if plan and where.startswith("tactic:"):
            tactic = plan.tactics[where.removeprefix("tactic:")]
            return sorted({plan.builds[name].request for name in tactic.builds if name in plan.builds})
        return (request,) if request else ()

    def _place(self, touchpoint: str) -> str:
        """Where the customer is, in the customer's words."""
        if not touchpoint:
            return ""
        there = self.strategy.touchpoints[touchpoint]
        return PLACES.get(there.kind or "", f"at {there.name or touchpoint}")

    def _figures(self, about: Profile, request: str, touchpoint: str) -> tuple[Wanted, ...]:
        """Figures of the cell or touchpoint that would tell how grave a gap without a price is."""
        if not touchpoint:
            return ()
        of = f"{request}/{touchpoint}" if request else touchpoint
        holder = self.strategy.touchpoints[touchpoint].owner or keeper(self.strategy)
        cell = self.strategy.coverage.get(request, {}).get(touchpoint)
        lacking = (key for key in about.figures if cell is None or getattr(cell, key) is None)
        return tuple(Wanted(key, of, holder) for key in lacking)


def _count(finding: Finding) -> int:
    """A question that counts many says its number first."""
    number = re.search(r"\d+", finding.message) if counts_many(finding) else None
    return int(number[0]) if number else 1
