"""Waves: labels that say in which order a programme usually goes, never a constraint (domain brief 4.3).

0 removes causes and lays foundations, 1 tells and shows, 2 lets customers finish, 3 puts a person inside the
touchpoint or guides step by step, 4 narrows other ways once the new ones have proved themselves.
"""

from collections.abc import Iterable, Mapping

from ecaremap.model.request import Request
from ecaremap.plan.problem import Item, Pull

NAMES = (
    "Remove causes, lay foundations",
    "Tell and show",
    "Let customers finish",
    "With a person inside, or guided",
    "Narrow the other ways",
)

_BY_DEGREE = {"inform": 1, "show": 1, "proactive": 1, "peer": 1, "initiate": 2, "self-serve": 2, "assisted": 3}
_BY_KIND = {"fix": 0, "push": 4, "retirement": 4}
_GUIDED = "work-around"
_CALM, _SMALL = ("none", "low"), ("none", "low")


def waves(items: Iterable[Item], requests: Mapping[str, Request]) -> dict[str, int]:
    """The wave of each item, by id."""
    known = {item.id: item for item in items}
    found = {name: wave for name, item in known.items() if (wave := _own(item, requests)) is not None}
    for item in known.values():
        if isinstance(item.effect, Pull):
            found[item.id] = max((found.get(name, 0) for name in item.effect.builds), default=1)
    # Foundations belong to the first wave that stands on them; several may stand on each other.
    for _ in known:
        before = dict(found)
        for item in known.values():
            if item.kind in ("enabler", "opening"):
                found[item.id] = min(
                    (found[other] for other in _dependants(item.id, known) if other in found), default=0
                )
        if found == before:
            break
    return found


def _own(item: Item, requests: Mapping[str, Request]) -> int | None:
    if item.kind in _BY_KIND:
        return _BY_KIND[item.kind]
    if item.kind != "build":
        return None
    request = requests.get(item.request)
    wave = _BY_DEGREE.get(item.degree, 2)
    if request is None:
        return wave
    if wave == 1 and not (request.emotion in (None, *_CALM) and request.cross_sell in (None, *_SMALL)):
        return 2
    return 3 if wave == 2 and request.job == _GUIDED else wave


def _dependants(name: str, known: Mapping[str, Item]) -> list[str]:
    return [item.id for item in known.values() if any(name in need.any_of for need in item.needs)]
