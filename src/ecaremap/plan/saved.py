"""The plan file: what the planner found, to be shown again while its inputs are the same.

Plain JSON with sorted keys, so that a change of plan can be reviewed like any other change.
"""

import json
from typing import Any, Literal, get_args

from ecaremap.plan.explain.asking import Told
from ecaremap.plan.result import Method, Objective, Solution, TargetPrice, Worth

FORMAT = 1
_DIGITS = 6
"""Cents and beyond: enough to see a difference, few enough to be the same on every machine."""


class UnreadablePlan(ValueError):
    """The text is not a plan file; says why."""


def plan_text(solution: Solution, told: Told, starts: str, input_hash: str) -> str:
    """A solution, and the answers found for it, as the text of a plan file. `starts` is its first month, as 2027-01."""
    content = {
        "ecaremap_plan": FORMAT,
        "input_hash": input_hash,
        "objective": solution.objective,
        "method": solution.method,
        "solver": solution.solver,
        "status": solution.status,
        "seed": solution.seed,
        "iterations": solution.iterations,
        "npv": round(solution.npv, _DIGITS),
        "npv_by_tables": round(solution.table_npv, _DIGITS),
        "bound": None if solution.bound is None else round(solution.bound, _DIGITS),
        "gap": None if solution.gap is None else round(solution.gap, _DIGITS),
        "dropped": sorted(solution.dropped),
        "items": {
            name: {"month": start, "calendar": calendar(starts, start)}
            for name, start in sorted(solution.schedule.items())
        },
        "forced_in": {
            name: None if found is None else {"adds": round(found[0], _DIGITS), "displaces": sorted(found[1])}
            for name, found in sorted(told.forced.items())
        },
        "one_more": [
            {"bound": worth.bound, "unit": worth.unit, "worth": round(worth.worth, _DIGITS),
             "at_most": None if worth.at_most is None else round(worth.at_most, _DIGITS)}
            for worth in told.one_more
        ],
        "target_prices": None if told.prices is None else {
            price.target: None if price.price is None else round(price.price, _DIGITS) for price in told.prices
        },
    }  # fmt: skip
    return json.dumps(content, indent=2, ensure_ascii=False) + "\n"


def read_plan(text: str) -> tuple[Solution, Told, str]:
    """The solution of a plan file, the answers found for it, and the hash of what it was made from.

    Raises:
        UnreadablePlan: it is no plan file, or of another format.
    """
    try:
        content = json.loads(text)
    except (json.JSONDecodeError, RecursionError) as error:
        raise UnreadablePlan("it is not JSON") from error
    if not isinstance(content, dict) or content.get("ecaremap_plan") != FORMAT:
        raise UnreadablePlan(f"it is not a plan file of format {FORMAT}")
    try:
        return _solution(content), _told(content), _text(content, "input_hash")
    except (KeyError, TypeError, ValueError, AttributeError) as error:
        raise UnreadablePlan(f"something is missing or of another kind: {error}") from error


def _solution(content: dict[str, Any]) -> Solution:
    bound = content["bound"]
    return Solution(
        schedule={str(name): _whole(place["month"]) for name, place in sorted(content["items"].items())},
        objective=_one_of(content["objective"], get_args(Objective)),  # type: ignore[arg-type]
        method=_one_of(content["method"], get_args(Method)),  # type: ignore[arg-type]
        seed=_whole(content["seed"]),
        iterations=_whole(content["iterations"]),
        table_npv=float(content["npv_by_tables"]),
        npv=float(content["npv"]),
        bound=None if bound is None else float(bound),
        status=_one_of(content["status"], ("optimal", "feasible")),  # type: ignore[arg-type]
        dropped=tuple(str(name) for name in content["dropped"]),
        solver=_text(content, "solver"),
    )


def _told(content: dict[str, Any]) -> Told:
    forced = {
        str(name): None if found is None else (float(found["adds"]), tuple(str(other) for other in found["displaces"]))
        for name, found in sorted(content["forced_in"].items())
    }
    worth = tuple(
        Worth(str(found["bound"]), str(found["unit"]), float(found["worth"]),
              None if found["at_most"] is None else float(found["at_most"]))
        for found in content["one_more"]
    )  # fmt: skip
    prices = content.get("target_prices")
    if prices is None:
        return Told(forced, worth)
    told = ((str(name), None if price is None else float(price)) for name, price in sorted(prices.items()))
    return Told(forced, worth, tuple(TargetPrice(name, price) for name, price in told))


def _text(content: dict[str, Any], key: str) -> str:
    if not isinstance(content[key], str):
        raise TypeError(key)
    return str(content[key])


def _whole(value: object) -> int:
    if not isinstance(value, int) or isinstance(value, bool) or value < 0:
        raise TypeError(f"{value!r} is not a whole number")
    return value


def _one_of(value: object, known: tuple[str, ...]) -> str:
    if value not in known:
        raise ValueError(f"{value!r} is none of {', '.join(known)}")
    return str(value)


def calendar(starts: str, month: int) -> str:
    """The calendar month of the n-th month of a plan: ("2027-11", 3) is 2028-01."""
    year, first = (int(part) for part in starts.split("-"))
    number = year * 12 + first - 1 + month - 1
    return f"{number // 12}-{number % 12 + 1:02d}"


Standing = Literal["fits", "outdated", "unreadable", "none"]
"""Whether a plan file speaks of today's inputs."""
