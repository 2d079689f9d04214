"""The metrics of a strategy: what each counts, over what, and its value where the map has the figures."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from decimal import Decimal
from typing import Literal

from ecaremap.insight.journeys.expected import Outlook, Sum, outlook
from ecaremap.insight.journeys.rates import Basis
from ecaremap.insight.journeys.survey import Survey
from ecaremap.model.scales import STATES, State

ZERO, ONE = Decimal(0), Decimal(1)
Part = Callable[[Outlook], Sum]


@dataclass(frozen=True, slots=True)
class Metric:
    """One metric.

    Attributes:
        name: the word targets use. title: for readers.
        numerator, denominator: what is counted, and of what; no denominator for an amount.
        unit: `share`, `money` or `money per need`. direction: which way is better.
        of, over: the parts of a request's outlook, for each need; without them it takes more than a map to know it.
        needs: what has to be there to know it.
    """

    name: str
    title: str
    numerator: str
    denominator: str
    unit: Literal["share", "money", "money per need", "rating"]
    direction: Literal["up", "down"]
    needs: str
    of: Part | None = None
    over: Part | None = None


def _each_need(_: Outlook) -> Sum:
    return Sum(ONE)


METRICS: tuple[Metric, ...] = (
    Metric(
        "digital_start_share", "Start digitally", "needs whose first touch is digital", "all needs", "share", "up",
        "starts_at of the requests", lambda o: o.digital_starts, _each_need,
    ),
    Metric(
        "digital_end_to_end_share", "Digital from start to end",
        "needs finished by digital touches only, with a person in a chat or a mail counted as digital", "all needs",
        "share", "up", "starts_at of the requests, completion of digital cells", lambda o: o.expected, _each_need,
    ),
    Metric(
        "self_service_share", "Finished without a person", "needs finished without a person, automated voice included",
        "all needs", "share", "up", "starts_at of the requests, completion of cells", lambda o: o.alone, _each_need,
    ),
    Metric(
        "digital_survival_share", "Stay digital to the end", "needs finished by digital touches only",
        "needs whose first touch is digital", "share", "up",
        "starts_at of the requests, completion of digital cells", lambda o: o.expected, lambda o: o.digital_starts,
    ),
    Metric(
        "one_contact_resolution", "Solved at the first contact",
        "needs finished at the first touchpoint without another contact, whatever the touchpoint", "all needs",
        "share", "up", "completion of every cell where customers start, those with our people included",
        lambda o: o.at_once, _each_need,
    ),
    Metric(
        "leakage", "Come back after finishing digitally",
        "needs finished by digital touches after which the customer turns to somebody again",
        "needs finished by digital touches, for good or not", "share", "down",
        "starts_at of the requests, completion and calls_after of digital cells",
        lambda o: o.leaked, lambda o: o.finished_digitally,
    ),
    Metric(
        "operating_cost", "Cost of contacts", "contacts on all ways, each at the cost per contact of its touchpoint", "",
        "money", "down", "volume and starts_at of every request, completion of cells, cost_per_contact of touchpoints",
        lambda o: o.cost,
    ),
    Metric(
        "cost_per_completed_need", "Cost per finished need",
        "contacts on all ways, each at the cost per contact of its touchpoint", "needs finished anywhere",
        "money per need", "down",
        "starts_at of the requests, completion of cells, cost_per_contact of touchpoints",
        lambda o: o.cost, lambda o: o.finished,
    ),
    Metric(
        "csat_by_journey", "Satisfaction by kind of journey", "satisfied customers, of each kind of journey",
        "customers asked after such a journey", "rating", "up", "a contact log with satisfaction, see measure",
    ),
)  # fmt: skip

BY_NAME = {metric.name: metric for metric in METRICS}


@dataclass(frozen=True, slots=True)
class Value:
    """A metric in one state.

    Attributes:
        value: None where it is not known. numerator, denominator: the counts behind it, in needs of a period.
        requests, of: how many requests it rests on, of how many. missing: the figures that would tell the rest.
        covered: the share of all needs that these requests have.
        basis: what kinds of completion and leakage it rests on. weighted: by volume, else each request counts the same.
    """

    value: Decimal | None
    numerator: Decimal | None = None
    denominator: Decimal | None = None
    requests: int = 0
    of: int = 0
    covered: Decimal = ZERO
    missing: tuple[str, ...] = ()
    basis: frozenset[Basis] = frozenset()
    weighted: bool = True


class Outlooks:
    """The outlooks of all requests with their weights."""

    def __init__(self, survey: Survey) -> None:
        self.strategy = survey.strategy
        requests = sorted(survey.strategy.requests)
        volumes = {name: figure.likely for name in requests if (figure := survey.strategy.requests[name].volume)}
        self.weighted = bool(volumes)
        self.weights = volumes or dict.fromkeys(requests, ONE)
        self._found: dict[tuple[str, State], Outlook] = {}
        self._survey = survey

    def of(self, request: str, state: State) -> Outlook:
        """One request in one state."""
        if (request, state) not in self._found:
            self._found[request, state] = outlook(self._survey, request, state)
        return self._found[request, state]

    def values(self, metric: Metric, requests: Iterable[str] | None = None) -> tuple[Value, Value]:
        """A metric today and by the target, both over the requests for which both are known."""
        names = sorted(self.strategy.requests if requests is None else requests)
        if metric.of is None:
            return (Value(None, of=len(names), missing=(metric.needs,)),) * 2
        today, target = (self.ratio(metric.of, metric.over, s, names, whole=metric.unit == "money") for s in STATES)
        return today, target

    def ratio(self, of: Part, over: Part | None, state: State, names: Iterable[str], *, whole: bool = False) -> Value:
        """A part of all outlooks over another; `whole` refuses an answer for some of the requests only."""
        asked = list(names)
        missing = [f"volume of {name}" for name in asked if name not in self.weights]
        parts: list[tuple[Decimal, Sum, Sum]] = []
        for name in asked:
            both = [self._parts(name, each, of, over) for each in STATES]
            upper, lower = both[STATES.index(state)]
            # Both states rest on the same requests, so what either lacks is missing.
            missing += (gap for pair in both for part in pair for gap in part.missing)
            if name in self.weights and all(part.value is not None for pair in both for part in pair):
                parts.append((self.weights[name], upper, lower))
        above = sum((weight * (upper.value or ZERO) for weight, upper, _ in parts), ZERO)
        below = sum((weight * (lower.value or ZERO) for weight, _, lower in parts), ZERO)
        basis = frozenset[Basis]().union(*(part.basis for _, *pair in parts for part in pair))
        if whole and not self.weighted:
            missing.append("volume of the requests")
        gaps = tuple(dict.fromkeys(missing))
        covered = sum((weight for weight, _, _ in parts), ZERO) / sum(self.weights.values(), ZERO) if parts else ZERO
        known = (len(parts), len(asked), covered, gaps, basis, self.weighted)
        if not parts or (over and not below) or (whole and gaps):
            return Value(None, None, None, *known)
        return Value(above / below if over else above, above, below if over else None, *known)

    def _parts(self, request: str, state: State, of: Part, over: Part | None) -> tuple[Sum, Sum]:
        found = self.of(request, state)
        return of(found), over(found) if over else Sum(ONE)
