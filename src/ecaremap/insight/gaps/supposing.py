"""The same strategy with a missing figure supposed, everywhere at once where objects are judged one by one."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from decimal import Decimal
from typing import Any

from ecaremap.model.figures import Figure
from ecaremap.model.strategy import Strategy
from ecaremap.policy.decisions import Decisions


def with_cells(decisions: Decisions, key: str, value: Decimal, places: Mapping[str, set[str]]) -> Decisions:
    """A figure supposed at some cells, and nothing but these; each of them is judged by itself.

    Rules are not asked again: what they decide does not hang on these figures.
    """
    rows = decisions.project.strategy.coverage
    update = {key: _share(value)}
    coverage = {
        request: {name: rows[request][name].model_copy(update=update) for name in sorted(names)}
        for request, names in places.items()
    }
    return _with(decisions, coverage=coverage)


def with_requests(decisions: Decisions, key: str, value: Decimal, names: set[str]) -> Decisions:
    """A figure supposed for some requests."""
    requests = dict(decisions.project.strategy.requests)
    for name in names:
        requests[name] = requests[name].model_copy(update={key: _share(value)})
    return _with(decisions, requests=requests)


def _with(decisions: Decisions, **sections: Any) -> Decisions:
    strategy: Strategy = decisions.project.strategy.model_copy(update=sections)
    return replace(decisions, project=replace(decisions.project, strategy=strategy))


def _share(value: Decimal) -> Figure:
    return Figure(value, value, value, "point", "%", f"{value * 100:f}%")


Trial = Callable[[Decisions], set[str]]
"""The objects for which a decision falls one way."""


def crossing(low: Decisions, high: Decisions, trial: Trial) -> set[str]:
    """The objects whose decision differs between the ends of the range."""
    return trial(low) ^ trial(high)
