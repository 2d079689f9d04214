"""What reaches the optimiser, and what is kept out, with the reason."""

from typing import Any

import pytest

from ecaremap.plan.inputs.model import Blocked, PlanInputs
from ecaremap.plan.problem import Fewer, Need, Retire
from plan.inputs.planned import DAY, base, build, decided, inputs, items, tactic


def blocked(found: PlanInputs) -> dict[str, Blocked]:
    return {entry.id: entry for entry in found.blocked}


def test_everything_with_its_figures_is_a_candidate() -> None:
    found = inputs()
    kinds = {name: item.kind for name, item in items(found).items()}
    assert kinds == {
        "clearer-bill": "fix", "move-in-account": "build", "pay-in-account": "build", "pay-in-app": "build",
        "push": "push", "sign-on": "enabler", "tell": "pull",
    }  # fmt: skip
    assert found.blocked == ()
    assert items(found)["clearer-bill"].effect == Fewer(0.05)
    pay = items(found)["pay-in-account"]
    assert (pay.cost, pay.run, pay.duration, pay.team) == (30000, 200, 3, (("web", 2),))
    assert pay.needs == (Need(("sign-on",), 0),)


@pytest.mark.parametrize("key", ["build_cost", "duration"])
def test_a_missing_figure_keeps_a_build_out_and_is_asked_for(key: str) -> None:
    found = inputs((build("move-in-account", key), None))
    assert "move-in-account" not in items(found)
    entry = blocked(found)["move-in-account"]
    assert (entry.reason, entry.kind) == ("figure", "build")
    assert "ask Digital" in entry.sentence
    assert (key, "move-in-account") in {(gap.figure, gap.of) for gap in found.missing if gap.blocks}


def test_a_benchmark_is_no_build_cost() -> None:
    found = inputs((build("move-in-account", "build_cost"), {"value": "15000 EUR", "source": "bench"}))
    assert blocked(found)["move-in-account"].reason == "figure"


def test_a_missing_running_cost_is_counted_and_named() -> None:
    found = inputs((build("move-in-account", "run_cost"), None))
    assert items(found)["move-in-account"].run == 0
    gap = next(gap for gap in found.missing if gap.figure == "run_cost")
    assert (gap.of, gap.blocks) == ("move-in-account", False)


@pytest.mark.parametrize("then", ["forbid", {"cap": "show"}])
def test_what_a_rule_refuses_never_reaches_the_optimiser(then: Any) -> None:
    rule = {
        "id": "hands-off",
        "title": "Hands off",
        "when": {"touchpoint.id": "account", "request.id": "pay"},
        "then": then,
    }
    # The map itself keeps to the rule; only the plan does not.
    found = inputs((("rules",), [rule]), (("coverage", "pay", "account"), "none" if then == "forbid" else "show"))
    assert "pay-in-account" not in items(found)
    entry = blocked(found)["pay-in-account"]
    assert (entry.reason, entry.rules) == ("rule", ("hands-off",))
    assert "Hands off" in entry.sentence
    # What needs it goes with it.
    assert blocked(found)["tell"].reason == "need"


def test_what_was_decided_against_is_no_candidate() -> None:
    found = inputs((("coverage", "pay", "account"), {"not_here": "too dear"}))
    assert blocked(found)["pay-in-account"].sentence == "Decided not to be here: too dear"


def test_requests_kept_with_people_are_listed() -> None:
    found = inputs(
        (("keep_personal",), {"move": "a person listens"}), (("coverage", "move", "account"), "none -> assisted")
    )
    assert [(entry.request, entry.rules) for entry in found.never] == [("move", ("keep-personal/move",))]
    assert blocked(found)["move-in-account"].rules == ("keep-personal/move",)


def test_forbidden_everywhere_leaves_no_room() -> None:
    rule = {"id": "people-only", "when": {"request.id": "move", "touchpoint.family": "digital"}, "then": "forbid"}
    found = inputs((("rules",), [rule]), (("coverage", "move", "account"), "none"))
    assert found.problem is not None
    demand = {demand.id: demand for demand in found.problem.demands}["move"]
    assert demand.cap == 0
    assert [entry.request for entry in found.never] == ["move"]


def test_what_is_only_taken_in_saves_nothing() -> None:
    found = inputs(
        (build("move-in-account", "degree"), "initiate"), (("coverage", "move", "account"), "none -> initiate")
    )
    item = items(found)["move-in-account"]
    assert item.effect is None
    assert item.follows == "Our people finish it later, so it saves nothing that the plan counts."


def test_a_degree_that_does_not_finish_saves_nothing() -> None:
    found = inputs((build("move-in-account", "degree"), "show"), (("coverage", "move", "account"), "none -> show"))
    assert items(found)["move-in-account"].effect is None


def test_a_new_touchpoint_opens_once() -> None:
    found = inputs((("touchpoints", "account", "status"), "planned"))
    opening = items(found)["open-account"]
    assert (opening.kind, opening.duration, opening.cost) == ("opening", 0, 0)
    assert items(found)["move-in-account"].needs == (Need(("open-account",), 0),)
    assert found.problem is not None
    assert found.problem.opening_gap == 3
    assert any(entry.what == "one new touchpoint after another" for entry in found.assumed)


def test_an_enabler_opens_its_touchpoint() -> None:
    found = inputs(
        (("touchpoints", "account", "status"), "planned"), (("plan", "enablers", "sign-on", "touchpoint"), "account"),
        (("plan", "opening_gap"), "5 months"),
    )  # fmt: skip
    assert items(found)["sign-on"].kind == "opening"
    assert items(found)["pay-in-account"].needs == (Need(("sign-on",), 0),)
    assert found.problem is not None
    assert found.problem.opening_gap == 5


def test_needs_with_alternatives_and_time_between() -> None:
    needs = ["sign-on", {"any_of": ["pay-in-account", "clearer-bill"], "after": "2 months"}]
    found = inputs((build("move-in-account", "needs"), needs))
    assert items(found)["move-in-account"].needs == (Need(("sign-on",), 0), Need(("clearer-bill", "pay-in-account"), 2))
    left = inputs((build("move-in-account", "needs"), needs), (build("pay-in-account", "build_cost"), None))
    assert items(left)["move-in-account"].needs[1] == Need(("clearer-bill",), 2)


def test_what_hangs_on_something_blocked_is_blocked() -> None:
    found = inputs((("plan", "enablers", "sign-on", "build_cost"), None))
    assert {name: entry.reason for name, entry in blocked(found).items()} == {
        "sign-on": "figure", "pay-in-account": "need", "tell": "need",
    }  # fmt: skip


def test_fixed_months_are_the_plan_as_written() -> None:
    found = inputs((build("move-in-account", "starts"), "2027-04"), (build("move-in-account", "required"), "true"))
    item = items(found)["move-in-account"]
    assert (item.fixed, item.required) == (4, True)
    assert found.written == {"move-in-account": 4}
    outside = inputs((build("move-in-account", "starts"), "2026-04"))
    assert "outside of the plan" in blocked(outside)["move-in-account"].sentence


def test_modes_exclude_each_other() -> None:
    found = inputs((build("move-in-account", "one_of"), "first"), (build("pay-in-account", "one_of"), "first"))
    assert {item.one_of for item in items(found).values() if item.one_of} == {"first"}


def test_where_the_map_aims_higher_and_no_build_leads() -> None:
    found = inputs((("plan", "builds", "move-in-account"), None))
    assert found.derived == (("move@account", "The map aims at self-serve here (new), and no build leads there."),)
    assert blocked(found)["move@account"].sentence == "Build cost unknown, as nobody has written a build; ask Digital."


def test_without_a_plan_there_is_nothing_to_plan() -> None:
    tree = base()
    del tree["plan"]
    from ecaremap.plan.inputs.reading import plan_inputs

    found = plan_inputs(decided(tree))
    assert found.problem is None
    assert found.why_not.startswith("There is no plan yet. At ")
    assert {gap.of for gap in found.missing if gap.figure == "build_cost"} == {name for name, _ in found.derived}
    assert found.begin[:4] == ("plan:", "  starts: 2026-12", "  horizon: 24 months", "  builds:")
    assert found.begin[4].strip(" :").replace("-at-", "@") in {name for name, _ in found.derived}


def test_a_map_that_aims_no_higher_than_today_is_told_so() -> None:
    tree = base()
    del tree["plan"]
    tree["coverage"] = {"pay": {"phone": "human", "app": "self-serve"}, "move": {"phone": "human"}}
    tree["rules"] = [
        {
            "id": "people",
            "because": "Moving is a conversation",
            "when": {"request.id": "move"},
            "then": {"cap": "inform"},
        }
    ]
    from ecaremap.plan.inputs.reading import plan_inputs

    found = plan_inputs(decided(tree))
    assert "Nowhere does the map aim higher than today" in found.why_not
    assert (found.derived, found.begin) == ((), ())


def test_the_day_of_the_rules_has_to_be_the_day_asked_for() -> None:
    from ecaremap.plan.inputs.reading import plan_inputs

    with pytest.raises(ValueError, match="decisions as of"):
        plan_inputs(decided(base()), as_of=DAY.replace(year=2027))


def retired(*changes: Any) -> PlanInputs:
    closing = {
        "touchpoint": "store", "to": "phone", "saves": "500 EUR/month", "notice": "60 days", "rollback": ["queues grow"],
        "needs": [{"any_of": ["pay-in-account"], "after": "3 months"}],
    }  # fmt: skip
    return inputs((("plan", "retirements"), {"close-store": closing}), *changes)


def test_a_touchpoint_hardly_anybody_needs_may_close() -> None:
    found = retired()
    item = items(found)["close-store"]
    assert item.effect == Retire(500, "phone")
    assert item.needs == (Need(("pay-in-account",), 3),)


def test_nothing_closes_in_the_month_its_replacement_is_launched() -> None:
    found = retired((("plan", "retirements", "close-store", "needs"), ["pay-in-account"]))
    assert items(found)["close-store"].needs == (Need(("pay-in-account",), 1),)


@pytest.mark.parametrize(
    ("change", "condition"),
    [
        ((("segments", "offline", "must_keep"), ["store"]), "exempt"),
        ((("requests", "pay", "starts_at"), {"phone": "10%", "store": "80%", "app": "10%"}), "residual"),
        ((("plan", "retirements", "close-store", "needs"), None), "needs"),
        ((("plan", "retirements", "close-store", "notice"), None), "notice"),
        ((("plan", "retirements", "close-store", "rollback"), None), "rollback"),
        ((("coverage", "pay", "phone"), {"not_here": "closed"}), "last_route"),
        (
            (
                ("rules",),
                [
                    {
                        "id": "cash",
                        "when": {"request.id": "pay"},
                        "then": {"offer": {"at_least": 1, "touchpoint.kind": "store"}},
                    }
                ],
            ),
            "rules",
        ),
    ],
)
def test_what_keeps_a_touchpoint_open(change: Any, condition: str) -> None:
    extra = ((tactic("push", "exempt"), ["offline"]),)
    found = retired(change, *extra)
    gate = next(gate for gate in found.gates if gate.tactic == "close-store")
    assert condition in {c.name for c in gate.conditions if c.outcome == "failed"}
    assert "close-store" not in items(found)
