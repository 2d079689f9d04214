"""The metrics of every month, with the numerators and denominators of the registry of metrics.

Not known to this model: one-contact resolution and the cost per finished need, as how many needs people finish,
and at once, is in no build.
"""

import numpy as np
from numpy.typing import NDArray

from ecaremap.plan.simulate import formulas
from ecaremap.plan.simulate.flowing import Flows
from ecaremap.plan.simulate.money import per_need, total, unit
from ecaremap.plan.simulate.parameters import Parameters
from ecaremap.plan.simulate.structure import Structure

Array = NDArray[np.float64]

ALL = 1e-9
"""Where all turn to somebody again none is contained; this keeps the division possible."""


def metrics(of: Structure, given: Parameters, moved: Flows, operating_cost: float | None) -> dict[str, Array]:
    """By metric, (..., T) each.

    digital_start_share: needs whose first touch is digital / all needs; of shifted needs those that did not
    start digitally before. digital_end_to_end_share: needs ended by digital touches only / all needs.
    self_service_share: needs ended without a person, automated voice included / all needs (formula 9).
    digital_survival_share: ended by digital touches only / whose first touch is digital.
    leakage: needs finished digitally, after which the customer turns to somebody again / needs finished
    digitally, for good or not; only where today's and that of every digital build are known.
    operating_cost: today's, plus what the contacts of this plan cost more or less than those of today; a
    second contact costs its extra length. Only where today's is known.
    """
    now = of.today
    everything, started, ended, alone = total(
        tuple(np.broadcast_to(share, now.done.shape)
              for share in (np.ones_like(now.done), now.digital_starts, now.done_digitally, now.alone)),
        moved.needs,
    )  # fmt: skip
    first_elsewhere = now.first_elsewhere[of.requests] * of.digital
    started = started + total((first_elsewhere,), moved.starts)[0]
    more_ended, more_alone = total((of.digital, of.alone), moved.contained)
    ended = ended + more_ended
    for number, entry in enumerate(of.closings):
        closed = moved.when.closed[..., number, :]
        changes = total((entry.starts, entry.done_digitally, entry.alone), moved.needs)
        started, ended, alone = (old + new * closed for old, new in zip((started, ended, alone), changes, strict=True))
    found: dict[str, Array] = {
        "digital_start_share": formulas.ratio(started, everything),
        "digital_end_to_end_share": formulas.ratio(ended, everything),
        "self_service_share": formulas.self_service_share(everything, alone, more_alone),
        "digital_survival_share": formulas.ratio(ended, started),
    }
    leakage = _leakage(of, moved, ended)
    if leakage is not None:
        found["leakage"] = leakage
    if operating_cost is not None:
        found["operating_cost"] = operating_cost + contact_cost(of, given, moved) - _today(of, given)
    return found


def _leakage(of: Structure, moved: Flows, ended: Array) -> Array | None:
    """(..., T) who turns to somebody again / who finishes digitally, for good or not: kappa A / (1 - lambda).

    None where it is not known of every request and build.
    """
    if of.today.leaked is None or of.leakage is None:
        return None
    per_kept = of.digital * of.leakage / np.maximum(1.0 - of.leakage, ALL)
    leaked = total((of.today.leaked,), moved.needs)[0] + total((per_kept,), moved.contained)[0]
    for number, entry in enumerate(of.closings):
        leaked = leaked + total((entry.leaked,), moved.needs)[0] * moved.when.closed[..., number, :]
    return formulas.ratio(leaked, ended + leaked)


def contact_cost(of: Structure, given: Parameters, moved: Flows) -> Array:
    """(..., T) what all contacts of the plan's requests cost, cashable or not."""
    per = unit(of, given)
    handling, digital = per_need(of, given)
    cost = total((handling + digital,), moved.needs)[0]
    cost = cost - total((per.avoided + per.digital,), moved.starts)[0]
    cost = cost - total((per.again + per.again_induced,), moved.missed)[0]
    for number, entry in enumerate(of.closings):
        extra = given.handling_cost * entry.to_people + given.contact_cost @ entry.contacts.T
        cost = cost + total((extra,), moved.needs)[0] * moved.when.closed[..., number, :]
    return cost


def _today(of: Structure, given: Parameters) -> Array:
    """(..., 1) the same for today's volumes, without season."""
    handling, digital = per_need(of, given)
    found: Array = np.sum((handling + digital) * given.volume, axis=-1)[..., None]
    return found
