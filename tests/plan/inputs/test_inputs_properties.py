"""Order never matters, what rules refuse never gets through, and nothing that loads makes the reading fail."""

from typing import Any

import yaml
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from ecaremap.plan.inputs.hashing import input_hash
from ecaremap.plan.inputs.reading import plan_inputs
from ecaremap.plan.problem import Adoption, Problem, Pull, Push
from ecaremap.usecases.validate import validate_text
from plan.inputs.planned import DAY, base, decided

SLOW = settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow])
DEGREES = ("inform", "show", "initiate", "assisted", "self-serve")


@st.composite
def shuffled(draw: st.DrawFn, node: Any) -> Any:
    """The same data with the keys of every mapping in another order; requests keep theirs, it has a meaning."""
    if isinstance(node, dict):
        keys = draw(st.permutations(list(node)))
        return {key: draw(shuffled(node[key])) for key in keys}
    return node


@SLOW
@given(shuffled(base()))
def test_the_order_of_keys_changes_nothing(tree: dict[str, Any]) -> None:
    first, other = plan_inputs(decided(base())), plan_inputs(decided(tree))
    assert first.problem is not None
    assert other.problem is not None
    assert other == first
    assert input_hash(other.problem, other.uncertain) == input_hash(first.problem, first.uncertain)


@st.composite
def rules(draw: st.DrawFn) -> list[dict[str, Any]]:
    """Rules that forbid or cap single cells, rows or columns."""
    found = []
    for number in range(draw(st.integers(1, 3))):
        sides = draw(st.sets(st.sampled_from(("request.id", "touchpoint.id")), min_size=1))
        values = {"request.id": ("pay", "move"), "touchpoint.id": ("account", "app")}
        when = {side: draw(st.sampled_from(values[side])) for side in sorted(sides)}
        then = draw(st.sampled_from(("forbid", *DEGREES[:-1])))
        found.append({"id": f"r{number}", "when": when, "then": then if then == "forbid" else {"cap": then}})
    return found


def refused(rule: dict[str, Any], request: str, touchpoint: str, degree: str) -> bool:
    """The rules once more, as simply as can be."""
    there = {"request.id": request, "touchpoint.id": touchpoint}
    if any(there[side] != value for side, value in rule["when"].items()):
        return False
    return rule["then"] == "forbid" or DEGREES.index(degree) > DEGREES.index(rule["then"]["cap"])


@SLOW
@given(rules())
def test_what_a_rule_refuses_is_never_a_candidate(written: list[dict[str, Any]]) -> None:
    tree = base() | {"rules": written}
    found = plan_inputs(decided(tree))
    here = {item.id for item in found.problem.items} if found.problem else set()
    for name, build in tree["plan"]["builds"].items():
        against = {r["id"] for r in written if refused(r, build["request"], build["touchpoint"], build["degree"])}
        told = next((entry for entry in found.blocked if entry.id == name), None)
        if against:
            assert name not in here
            assert told is not None
            assert told.reason == "rule"
            assert set(told.rules) <= against
        else:
            assert told is None or told.reason != "rule"


@st.composite
def thinned(draw: st.DrawFn) -> dict[str, Any]:
    """The strategy with some figures and keys of plan, requests and assumptions taken away."""
    tree = base()
    for section in ("requests", "assumptions", "fixes", "plan", "touchpoints", "segments"):
        _thin(draw, tree[section])
    return tree


def _thin(draw: st.DrawFn, node: dict[str, Any]) -> None:
    for key in list(node):
        if isinstance(node[key], dict):
            _thin(draw, node[key])
        elif draw(st.integers(0, 7)) == 0:
            del node[key]


@SLOW
@given(thinned())
def test_whatever_lacks_is_said_and_what_is_left_fits_together(tree: dict[str, Any]) -> None:
    result = validate_text(yaml.safe_dump(tree).encode(), "example.yaml", DAY)
    if result.decisions is None:
        return
    found = plan_inputs(result.decisions)
    if found.problem is None:
        assert found.why_not
        return
    fits(found.problem)
    here = {item.id for item in found.problem.items}
    written = {*tree["fixes"], *tree["plan"]["enablers"], *tree["plan"]["builds"], *tree["plan"]["tactics"]}
    assert written <= here | {entry.id for entry in found.blocked}
    assert not here & {entry.id for entry in found.blocked}


def fits(problem: Problem) -> None:
    """Every name leads somewhere, every share is one."""
    here = {item.id for item in problem.items}
    requests = {demand.id for demand in problem.demands}
    for demand in problem.demands:
        assert 0 <= demand.voice_today <= (demand.done_today or 0) <= demand.cap <= 1 or demand.cap == 0
        assert (demand.alone_today or 0) <= (demand.done_today or 0)
        assert abs(sum(share for _, share in demand.mix) - 1) < 1e-9
    for item in problem.items:
        assert all(name in here for need in item.needs for name in need.any_of)
        assert item.duration >= 0
        effect = item.effect
        if isinstance(effect, Adoption):
            assert item.request in requests
            assert 0 <= effect.completion_at_launch <= effect.completion <= 1
            assert 0 <= effect.ceiling <= effect.with_push <= 1
            assert 0 <= effect.gives_up <= 1
        elif isinstance(effect, Pull):
            assert effect.builds
            assert set(effect.builds) <= here
        elif isinstance(effect, Push):
            assert effect.build in here
            assert 0 <= effect.coverage <= 1
