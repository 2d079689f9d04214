"""What a contact with a person costs, what a digital need costs, and what the plan costs."""

from collections.abc import Iterable, Mapping
from dataclasses import replace
from decimal import Decimal
from typing import Literal

from ecaremap.insight.case import symbols
from ecaremap.insight.case.given import Given, Input, Missing, average, usual
from ecaremap.insight.case.ways import PEOPLE, Ways
from ecaremap.model.case import Labour
from ecaremap.model.figures import Figure
from ecaremap.model.request import Request

Basis = Literal["", "labour", "contacts"]
"""What the cost of a contact with a person rests on: handling time and wage, or the touchpoints' own cost."""

LEFT_OUT = "without it the request stays out of the case"
LEAVES_OUT = "without it requests stay out of the case"


def starts(given: Given, request: Request, family: str) -> dict[str, Decimal]:
    """Where customers start, at touchpoints of one family."""
    touchpoints = given.strategy.touchpoints
    found = {name: share.likely for name, share in request.starts_at.items() if touchpoints[name].family == family}
    return {name: share for name, share in found.items() if share}


def labour_of(given: Given, name: str, request: Request) -> tuple[Labour | None, tuple[str, ...], str]:
    """The labour block that holds for a request, where it is written, and who signed it."""
    if request.assumptions and request.assumptions.labour:
        return request.assumptions.labour, ("requests", name, "assumptions", "labour"), request.source or ""
    common = given.strategy.assumptions
    return (common.labour if common else None), ("assumptions", "labour"), given.signed


def handling(given: Given, name: str, request: Request) -> tuple[Basis, dict[str, Input], tuple[Missing, ...]]:
    """The figures behind the cost of one contact with a person, and of the hours it takes."""
    found = _times(given, name, request)
    labour, path, signed = labour_of(given, name, request)
    hourly = labour.wage if labour and labour.wage.unit.endswith("/h") else None
    wage = given.money(symbols.WAGE, hourly, _about(path), (*path, "wage"), signed)
    if wage and symbols.HANDLING in found:
        variable = given.assumption(symbols.VARIABLE_COST, name)
        found |= {symbols.WAGE: wage} | ({symbols.VARIABLE_COST: variable} if variable else {})
        return "labour", found, () if variable else (_no_variable(given),)
    cost = _by_contacts(given, name, request)
    if isinstance(cost, Input):
        return "contacts", {**found, symbols.HANDLING_COST: cost}, ()
    if wage:
        return "", found, (Missing(symbols.HANDLING, name, _people(given), LEFT_OUT),)
    return "", found, cost or (Missing("labour", "", given.signer, LEAVES_OUT),)


def _no_variable(given: Given) -> Missing:
    return Missing("variable_cost", "", given.signer, "counted as nothing: the saving may be larger", blocks=False)


def _times(given: Given, name: str, request: Request) -> dict[str, Input]:
    """Handling time with occupancy and shrinkage, as far as written; the last two have usual rates."""
    if request.handling is None:
        return {}
    labour, path, signed = labour_of(given, name, request)
    found = {
        symbols.HANDLING: given.input(
            symbols.HANDLING, request.handling, name, ("requests", name, "handling"), request.source
        )
    }
    for key in (symbols.OCCUPANCY, symbols.SHRINKAGE):
        figure: Figure | None = getattr(labour, key) if labour else None
        own = given.input(key, figure, _about(path), (*path, key), signed) if figure else None
        found[key] = own or usual(key)
    return found


def _about(path: tuple[str, ...]) -> str:
    return path[1] if path[0] == "requests" else ""


def _by_contacts(given: Given, name: str, request: Request) -> Input | tuple[Missing, ...]:
    """The starts-weighted cost of the traditional touchpoints where customers start."""
    shares = starts(given, request, "traditional")
    costs = {place: _cost(given, place) for place in shares}
    lacking = tuple(
        Missing("cost_per_contact", p, _owner(given, p), LEAVES_OUT) for p, cost in costs.items() if not cost
    )
    if lacking or not shares:
        return lacking
    return _weighted({p: cost for p, cost in costs.items() if cost}, shares, symbols.HANDLING_COST, name)


def _cost(given: Given, place: str) -> Input | None:
    touchpoint = given.strategy.touchpoints[place]
    path = ("touchpoints", place, "cost_per_contact")
    return given.money("cost_per_contact", touchpoint.cost_per_contact, place, path, touchpoint.source)


def _weighted(costs: Mapping[str, Input], shares: Mapping[str, Decimal], symbol: str, name: str) -> Input:
    total = sum((shares[place] for place in costs), Decimal(0))
    parts = [cost.times(shares[place] / total * len(costs), symbol) for place, cost in costs.items()]
    mean = average(parts, "by where customers start: " + ", ".join(costs))
    assert mean is not None
    return replace(mean, of=name, driver=f"{symbol} of {name}" if len(costs) > 1 else mean.driver)


def digital(given: Given, name: str, request: Request, ways: Ways) -> Input | Missing:
    """What one need costs once it has moved.

    A person who finishes it in a chat is part of that cost, so a cost meant for self-service does not
    stand in for it; the touchpoints where such people answer know their cost.
    """
    own = given.assumption(symbols.DIGITAL_COST, name, own=True)
    if own:
        return own
    common = given.assumption(symbols.DIGITAL_COST, own=False)
    if common and ways.mode != "assisted":
        return common
    places = [cell.touchpoint_id for cell in ways.target]
    if ways.mode == "assisted":
        places = [place for place in places if given.strategy.touchpoints[place].kind in PEOPLE]
    costs = {place: cost for place in places if (cost := _cost(given, place))}
    if costs:
        shares = {place: request.starts_at[place].likely for place in costs if place in request.starts_at}
        if len(shares) < len(costs) or not all(shares.values()):
            shares = dict.fromkeys(costs, Decimal(1))
        return _weighted(costs, shares, symbols.DIGITAL_COST, name)
    if ways.mode == "assisted":
        return Missing("digital_cost", name, given.keeper, f"{LEFT_OUT}: the person in the chat costs something, too")
    return Missing("digital_cost", "", given.signer, LEAVES_OUT)


def _owner(given: Given, place: str) -> str:
    return given.strategy.touchpoints[place].owner or given.keeper


def _people(given: Given) -> str:
    return holder(given, (n for n, t in given.strategy.touchpoints.items() if t.family == "traditional"))


def holder(given: Given, places: Iterable[str]) -> str:
    """Who answers for most of some touchpoints; else who keeps the strategy."""
    owners = [owner for place in places if (owner := given.strategy.touchpoints[place].owner)]
    return max(sorted(set(owners)), key=owners.count, default=given.keeper)
