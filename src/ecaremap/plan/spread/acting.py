"""What a driver acts on: which numbers of a plan it multiplies, and how those stay possible."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from ecaremap.plan.problem import Item
from ecaremap.plan.simulate.parameters import Parameters
from ecaremap.plan.simulate.structure import Structure
from ecaremap.plan.uncertain import ActsOn, Uncertain

Array = NDArray[np.float64]
Index = NDArray[np.intp]
Factors = Mapping[ActsOn, Array]

ROUNDING = 1e-9


def columns(of: Structure, entry: Uncertain) -> Index:
    """The places along its axis that a figure acts on; none if nothing of it is on the plan."""
    wanted = set(entry.of)
    names = _names(of, entry.acts_on)
    return np.array([at for at, own in enumerate(names) if not wanted or wanted & own], dtype=np.intp)


def size(of: Structure, acts_on: ActsOn) -> int:
    """How long the axis is."""
    return len(_names(of, acts_on))


def _names(of: Structure, acts_on: ActsOn) -> Sequence[set[str]]:
    """The ids each place along the axis of a parameter answers to."""
    match acts_on:
        case "ceiling" | "speed" | "not_contained":
            return _of_items(of.builds)
        case "fewer":
            return _of_items(of.items[at] for at, _ in of.fixes)
        case "cost" | "run" | "slip":
            return _of_items(of.items)
        case "digital_cost":
            return [{name} for name in of.touchpoints]
        case _:
            return [{demand.id} for demand in of.demands]


def _of_items(items: Iterable[Item]) -> list[set[str]]:
    return [{item.id, item.request, item.touchpoint} - {""} for item in items]


@dataclass(frozen=True, slots=True)
class Effect:
    """The parameters a word stands for, and how a factor acts on them."""

    fields: tuple[str, ...]
    act: Callable[[Array, Array], Array]


def _times(likely: Array, factor: Array) -> Array:
    return np.maximum(likely * factor, 0.0)


def _share(likely: Array, factor: Array) -> Array:
    return np.clip(likely * factor, 0.0, 1.0)


def _rest(likely: Array, factor: Array) -> Array:
    """The factor is on what is not contained: 1 - kappa."""
    return 1.0 - np.clip((1.0 - likely) * factor, 0.0, 1.0)


def _months(likely: Array, factor: Array) -> Array:
    return np.ceil(np.maximum(likely * factor, 0.0) - ROUNDING)


EFFECTS: Mapping[ActsOn, Effect] = {
    "volume": Effect(("volume",), _times),
    "handling_cost": Effect(("handling_cost",), _times),
    "cashable_share": Effect(("cashable",), _share),
    "double_handling": Effect(("double_handling",), _times),
    "induced_needs": Effect(("induced",), _times),
    "sale_margin": Effect(("sale_margin",), _times),
    "customer_value": Effect(("customer_value",), _times),
    "ceiling": Effect(("ceiling", "with_push"), _share),
    "speed": Effect(("innovation", "imitation"), _times),
    "not_contained": Effect(("at_launch", "learnt"), _rest),
    "fewer": Effect(("fewer",), _share),
    "digital_cost": Effect(("contact_cost",), _times),
    "cost": Effect(("cost",), _times),
    "run": Effect(("run",), _times),
    "slip": Effect(("duration",), _months),
}


def apply(of: Structure, likely: Parameters, factors: Factors) -> Parameters:
    """The numbers of a plan with factors on them: (draws, places) for every word that is drawn."""
    changed = {
        name: EFFECTS[acts_on].act(getattr(likely, name), factor)
        for acts_on, factor in factors.items()
        for name in EFFECTS[acts_on].fields
    }
    if "digital_cost" in factors:
        changed["build_contact_cost"] = _times(likely.build_contact_cost, factors["digital_cost"][:, of.places])
    return replace(likely, **changed)
