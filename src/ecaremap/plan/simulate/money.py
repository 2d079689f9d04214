"""Formula 10: the cash of a month, line by line (planner brief 1; docs/planning.md).

Every line is linear in starts A, missed (1 - kappa) A, contained kappa A and pushed contacts: so the euros
of one contact are worked out for each build, and summed with the contacts in one product.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from ecaremap.plan.simulate.flowing import Flows
from ecaremap.plan.simulate.parameters import Parameters
from ecaremap.plan.simulate.structure import Structure

Array = NDArray[np.float64]
Flags = NDArray[np.bool_]


@dataclass(frozen=True, slots=True, eq=False)
class Unit:
    """Money of one contact of a build, (..., B) each; costs are negative.

    Attributes:
        avoided, digital: of a start. again, again_induced, unresolved, churn: of a start that is missed.
        sale: of a contained one. push: of a pushed one.
    """

    avoided: Array
    digital: Array
    again: Array
    again_induced: Array
    unresolved: Array
    churn: Array
    sale: Array
    push: Array


def unit(of: Structure, given: Parameters) -> Unit:
    """Formula 10 for one contact; those who give up never count as a saving and leave like those who call."""
    cost = given.handling_cost[..., of.requests]
    iota = given.induced[..., of.requests]
    customer = given.customer_value[..., of.requests]
    again = -cost * (1.0 + given.double_handling[..., of.requests]) * (1.0 - given.gives_up)
    return Unit(
        avoided=cost,
        digital=-given.build_contact_cost * (1.0 + iota),
        again=again,
        again_induced=again * iota,
        unresolved=-cost * given.gives_up,
        churn=-customer * given.churn_leaked[..., of.requests] * (1.0 + iota),
        sale=-given.sale_margin[..., of.requests] * (1.0 - given.sale_kept),
        push=-customer * given.churn_pushed[..., of.requests],
    )


def per_need(of: Structure, given: Parameters) -> tuple[Array, Array]:
    """(..., R) what one need costs today: handling by people, and contacts at the other touchpoints."""
    handling = given.handling_cost * (1.0 - of.today.done)
    machines = of.today.digital | of.today.automated
    return handling, (given.contact_cost * machines) @ of.today.mix.T


def lines(of: Structure, given: Parameters, moved: Flows) -> dict[str, Array]:
    """The lines of CASH_LINES, (..., T) each; their sum is the cash."""
    per = unit(of, given)
    phi = given.cashable[..., of.requests]
    idle = -(1.0 - phi)
    avoided, idle_avoided, digital = total((per.avoided, idle * per.avoided, per.digital), moved.starts)
    wasted = per.again + per.again_induced + per.unresolved
    again, again_induced, unresolved, idle_wasted, churn = total(
        (per.again, per.again_induced, per.unresolved, idle * wasted, per.churn), moved.missed
    )
    (sales,) = total((per.sale,), moved.contained)
    if moved.pushed is not None:
        churn = churn + total((per.push,), moved.pushed)[0]
    run, tactics, build = _spent(of, given, moved)
    return {
        "handling_avoided": avoided,
        "double_handling": again,
        "induced_handling": again_induced,
        "unresolved": unresolved,
        "not_cashable": idle_avoided + idle_wasted,
        "digital_cost": digital,
        "sales_lost": sales,
        "churn": churn,
        "fewer_needs": _fewer(of, given, moved),
        "retired": _retired(of, given, moved),
        "run": run,
        "tactics": tactics,
        "build": build,
    }


def request_cash(of: Structure, given: Parameters, moved: Flows) -> Array:
    """(..., T) cash of all lines that depend on requests: without cost and run of items and what closing saves."""
    per = unit(of, given)
    phi = given.cashable[..., of.requests]
    begun = phi * per.avoided + per.digital
    missed = phi * (per.again + per.again_induced + per.unresolved) + per.churn
    cash = total((begun,), moved.starts)[0] + total((missed,), moved.missed)[0] + total((per.sale,), moved.contained)[0]
    if moved.pushed is not None:
        cash = cash + total((per.push,), moved.pushed)[0]
    return cash + _fewer(of, given, moved) + closing_effects(of, given, moved)


def cash_and_spending(of: Structure, given: Parameters, moved: Flows) -> tuple[Array, Array]:
    """(..., T) cash, the sum of `lines`, and what is spent on run, tactics and build, positive: without the lines."""
    spent = -sum(_spent(of, given, moved), np.zeros(of.months))
    return request_cash(of, given, moved) + _saved(of, given, moved) - spent, spent


def total(per: tuple[Array, ...], contacts: Array | Flags) -> tuple[Array, ...]:
    """Sums over builds (or requests) of money per contact times contacts, several at once: (..., T) each."""
    stacked = np.stack(np.broadcast_arrays(*per), axis=-2)
    found = np.matmul(stacked, contacts)
    return tuple(found[..., line, :] for line in range(len(per)))


def _fewer(of: Structure, given: Parameters, moved: Flows) -> Array:
    """Handling, as far as cashable, and digital cost of needs that no longer arise."""
    if not len(of.fixes):
        return np.zeros(of.months)
    handling, digital = per_need(of, given)
    return total((given.cashable * handling + digital,), moved.before - moved.needs)[0]


def _retired(of: Structure, given: Parameters, moved: Flows) -> Array:
    """The fixed cost of closed touchpoints, less what the contacts that move from there cost elsewhere."""
    return closing_effects(of, given, moved) + _saved(of, given, moved)


def _saved(of: Structure, given: Parameters, moved: Flows) -> Array:
    """The fixed cost of closed touchpoints."""
    if not of.closings:
        return np.zeros(of.months)
    found: Array = np.matmul(given.saves[..., None, :], moved.when.closed)[..., 0, :]
    return found


def closing_effects(of: Structure, given: Parameters, moved: Flows) -> Array:
    """What contacts that move from closed touchpoints cost elsewhere: in full for people, who have to be found."""
    found = np.zeros(of.months)
    for number, entry in enumerate(of.closings):
        per = -given.handling_cost * entry.to_people - given.contact_cost @ entry.contacts.T
        found = found + total((per,), moved.needs)[0] * moved.when.closed[..., number, :]
    return found


def _spent(of: Structure, given: Parameters, moved: Flows) -> tuple[Array, Array, Array]:
    """Run, tactics and build: as paid, negative."""
    once = np.where(of.tactics, 0.0, given.cost), np.where(of.tactics, given.cost, 0.0)
    monthly = np.where(of.tactics, 0.0, given.run), np.where(of.tactics, given.run, 0.0)
    build, tactics_once = total(once, moved.when.work)
    run, tactics = total(monthly, moved.when.active)
    return -run, -(tactics + tactics_once), -build
