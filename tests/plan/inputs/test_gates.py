"""The gates of pull and push: each condition alone shuts a push; what nobody measured has failed."""

from typing import Any

import pytest

from ecaremap.plan.inputs.model import Gate, PlanInputs
from ecaremap.plan.problem import Need, Pull, Push
from plan.inputs.planned import build, inputs, items, tactic


def gate(found: PlanInputs, name: str = "push") -> Gate:
    return next(gate for gate in found.gates if gate.tactic == name)


def failed(found: PlanInputs, name: str = "push") -> set[str]:
    return {condition.name for condition in gate(found, name).conditions if condition.outcome == "failed"}


def test_a_push_that_has_proved_itself_is_open() -> None:
    found = inputs()
    assert failed(found) == set()
    assert gate(found).open
    item = items(found)["push"]
    # 80% are reached, at most the 90% who are not exempt; live and good enough already, so nothing to wait for.
    assert item.effect == Push("pay-in-app", 0.8, 2, pytest.approx(0.80 * 0.95), 0)
    assert item.needs == (Need(("pay-in-app",), 0),)
    assert item.run == 400


APP = ("coverage", "pay", "app")
LAW = {
    "id": "by-phone",
    "kind": "law",
    "when": {"request.id": "pay"},
    "then": {"offer": {"at_least": 1, "touchpoint.kind": "call-centre"}},
}


@pytest.mark.parametrize(
    ("change", "condition"),
    [
        (((*APP, "completion"), "79%"), "completion"),
        (((*APP, "completion"), None), "completion"),
        (((*APP, "calls_after"), "16% within 7 days"), "leakage"),
        (((*APP, "calls_after"), "5% within 1 day"), "leakage"),
        (((*APP, "calls_after"), None), "leakage"),
        (((*APP, "csat"), "77%"), "csat"),
        (((*APP, "csat"), None), "csat"),
        ((("coverage", "pay", "phone"), "human"), "csat"),
        (((*tactic("push", "gate"), "answers"), "99"), "answers"),
        (((*tactic("push", "gate"), "answers_with_person"), None), "answers"),
        ((("touchpoints", "app", "accessible"), None), "accessible"),
        ((tactic("push", "exempt"), None), "exempt"),
        (((*APP, "human_route"), None), "human_route"),
        ((("touchpoints", "app", "owner"), None), "owner"),
        ((tactic("push", "notice"), "30 days"), "notice"),
        ((tactic("push", "notice"), None), "notice"),
        ((tactic("push", "rollback"), None), "rollback"),
        ((("coverage", "pay", "store"), {"not_here": "no"}), "last_route"),
        ((("rules",), [LAW]), "rules"),
        (((*tactic("push", "from"),), "catalogue/fee-for-paper"), "legal_check"),
        (((*tactic("push", "from"),), "catalogue/bot-first"), "containment_of_entry"),
    ],
)
def test_each_condition_alone_shuts_it(change: Any, condition: str) -> None:
    found = inputs(change)
    assert condition in failed(found)
    assert "push" not in items(found)
    entry = next(entry for entry in found.blocked if entry.id == "push")
    assert entry.reason == "gate"
    gate = next(gate for gate in found.gates if gate.tactic == "push")
    words = next(met.words for met in gate.conditions if met.name == condition and met.outcome == "failed")
    assert words.lower() in entry.sentence.lower()
    assert "pay-in-app" not in entry.sentence


def test_two_months_of_notice_are_sixty_days() -> None:
    assert failed(inputs((tactic("push", "notice"), "2 months"))) == set()


def test_what_is_live_without_a_date_waits_three_months() -> None:
    found = inputs(((*tactic("push", "gate"), "live_since"), None))
    live = next(c for c in gate(found).conditions if c.name == "live")
    assert live.outcome == "forecast"
    assert items(found)["push"].needs == (Need(("pay-in-app",), 3),)


def test_a_pilots_figures_open_the_gate_of_what_is_still_to_be_built() -> None:
    """Completion is seen from the forecast; satisfaction and calls have to be measured somewhere."""
    aim = (tactic("push", "builds"), ["pay-in-account"])
    route = (("coverage", "pay", "account"), {"today": "show", "target": "self-serve", "human_route": "on-request"})
    assert failed(inputs(aim, route)) == {"leakage", "csat"}
    pilot = (
        ((*tactic("push", "gate"), "leakage"), "6% within 7 days"),
        ((*tactic("push", "gate"), "csat"), "84%"),
    )
    found = inputs(aim, route, *pilot)
    assert failed(found) == set()
    assert {c.name: c.outcome for c in gate(found).conditions}["completion"] == "forecast"
    # q from .60 to .85, .80 asked for, eta 3: as in the worked example six months after the launch.
    assert items(found)["push"].needs == (Need(("pay-in-account",), 6),)


def test_what_never_gets_good_enough_is_not_pushed() -> None:
    found = inputs(
        (tactic("push", "builds"), ["pay-in-account"]), (build("pay-in-account", "completion"), "60% to 79%")
    )
    assert "completion" in failed(found)


def test_todays_figures_say_nothing_about_what_replaces_it() -> None:
    cell = {
        "today": "show",
        "target": "self-serve",
        "human_route": "on-request",
        "calls_after": "3% within 7 days",
        "csat": "90%",
    }
    found = inputs((tactic("push", "builds"), ["pay-in-account"]), (("coverage", "pay", "account"), cell))
    assert {"leakage", "csat"} <= failed(found)


def test_several_builds_are_pushed_one_by_one_and_share_the_cost() -> None:
    found = inputs((tactic("push", "builds"), ["pay-in-app", "pay-in-account"]))
    assert {gate.tactic for gate in found.gates} == {"push/pay-in-app", "push/pay-in-account", "tell"}
    assert items(found)["push/pay-in-app"].run == 200


def test_a_campaign_of_some_months_is_paid_when_it_starts() -> None:
    item = items(inputs((tactic("push", "months"), "6")))["push"]
    assert (item.cost, item.run) == (2400, 0)


def test_a_pull_asks_for_less() -> None:
    found = inputs()
    assert [c.outcome for c in gate(found, "tell").conditions] == ["forecast", "met"]
    assert items(found)["tell"].effect == Pull(("pay-in-account",), 0.6, 2, 3)
    # .60 at the launch, .70 asked for, .85 learnt: 3 ln(.25/.15) = 1.53, so two months and one to look back.
    assert items(found)["tell"].needs == (Need(("pay-in-account",), 3),)


def test_the_catalogue_asks_for_more() -> None:
    weak = (build("pay-in-account", "completion"), "60% to 72%")
    assert failed(inputs(weak), "tell") == set()
    assert failed(inputs(weak, (tactic("tell", "from"), "catalogue/hold-message")), "tell") == {"completion"}
    found = gate(inputs((tactic("tell", "from"), "catalogue/hold-message")), "tell")
    assert (found.catalogue, found.risk[:9]) == ("hold-message", "A general")


def test_a_pull_leads_to_what_is_good_enough() -> None:
    both = (tactic("tell", "builds"), ["pay-in-account", "move-in-account"])
    found = inputs(both, (build("move-in-account", "completion"), "60%"))
    effect = items(found)["tell"].effect
    assert isinstance(effect, Pull)
    assert effect.builds == ("pay-in-account",)


def test_nobody_answers_for_a_pull() -> None:
    assert failed(inputs((("touchpoints", "phone", "owner"), None)), "tell") == {"owner"}


@pytest.mark.parametrize("name", ["tell", "push"])
def test_a_tactic_without_a_cost_is_out(name: str) -> None:
    found = inputs((tactic(name, "cost"), None))
    assert name not in items(found)
    assert ("cost", name) in {(gap.figure, gap.of) for gap in found.missing}


def test_a_tactic_that_leads_nowhere() -> None:
    found = inputs((tactic("tell", "builds"), None))
    entry = next(entry for entry in found.blocked if entry.id == "tell")
    assert entry.sentence == "It does not say what customers are led to (builds)."


def test_how_strong_a_pull_is_may_be_left_open() -> None:
    found = inputs((tactic("tell", "intensity"), None), (tactic("tell", "reach"), "50%"))
    effect = items(found)["tell"].effect
    assert isinstance(effect, Pull)
    assert effect.intensity == pytest.approx(0.6 * 0.5)
    assert any(entry.of == ("tell",) and entry.value == "0.6 (0.3 to 1)" for entry in found.assumed)
