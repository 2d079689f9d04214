"""Why an item is where it is, and why another is not there at all."""

from collections.abc import Sequence
from dataclasses import replace

import pytest

from ecaremap.plan.explain.left import left
from ecaremap.plan.explain.placed import placed, without
from ecaremap.plan.inputs.model import Blocked
from ecaremap.plan.problem import Item, Need, Problem, Schedule
from ecaremap.plan.result import Left, Placed, Worth
from ecaremap.plan.simulate import npv
from plan.simulate.golden import BUILD, PROBLEM, SCHEDULE, WEB


class Answers:
    """A planner that finds nothing better than adding the item as it is."""

    def __init__(self, problem: Problem, schedule: Schedule, held: dict[str, tuple[tuple[str, str], ...]]) -> None:
        self.problem, self.schedule, self.held = problem, schedule, held
        self.thorough = True

    def earliest(self, item: str) -> int:
        return 1

    def binding(self, item: str) -> tuple[tuple[str, str], ...]:
        return self.held.get(item, ())

    def forced(self, item: str) -> tuple[float, tuple[str, ...]] | None:
        both = npv(self.problem, {**self.schedule, item: 1})
        return both - npv(self.problem, self.schedule), ()

    def one_more(self) -> Sequence[Worth]:
        return ()


def place(held: dict[str, tuple[tuple[str, str], ...]] | None = None) -> dict[str, Placed]:
    answers = Answers(PROBLEM, SCHEDULE, held or {})
    return {entry.id: entry for entry in placed(PROBLEM, SCHEDULE, {}, answers)}


def test_what_an_item_adds_is_the_plan_with_it_less_the_plan_without_it_and_what_stands_on_it() -> None:
    rest = {"auth": 1, "address-app": 3}
    assert without(PROBLEM, SCHEDULE, "bill-copy-web") == rest
    whole, less = npv(PROBLEM, SCHEDULE), npv(PROBLEM, rest)
    assert place()["bill-copy-web"].adds == pytest.approx(whole - less)


def test_without_an_enabler_its_build_goes_too() -> None:
    assert without(PROBLEM, SCHEDULE, "auth") == {"bill-copy-web": 1, "pull": 4, "push": 9}


def test_an_alternative_keeps_what_needs_one_of_both() -> None:
    spare = Item("other-login", "enabler", 1)
    items = tuple(
        replace(item, needs=(Need(("auth", "other-login")),)) if item.id == "address-app" else item
        for item in (*PROBLEM.items, spare)
    )
    schedule = {**SCHEDULE, "other-login": 1}
    assert "address-app" in without(replace(PROBLEM, items=items), schedule, "auth")


def test_a_month_of_delay_costs_what_the_plan_loses_with_all_that_has_to_move() -> None:
    later = npv(PROBLEM, {**SCHEDULE, "auth": 2, "address-app": 4})
    assert place()["auth"].delay_costs == pytest.approx(npv(PROBLEM, SCHEDULE) - later)


def test_the_sentence_says_what_for_and_what_held_it() -> None:
    found = place({"address-app": (("predecessor", "auth"), ("team", "app"))})
    assert found["address-app"].why == "It pays. Not earlier: auth has to be live first, the team app is busy."
    assert found["auth"].why == "Needed by address-app. It starts at once."
    assert found["pull"].why == "It leads customers to bill-copy-web. It could start in 2027-01; later is worth more."


def about(item: Item, schedule: Schedule = SCHEDULE, blocked: tuple[Blocked, ...] = ()) -> Left:
    problem = replace(PROBLEM, items=(*PROBLEM.items, item))
    found = left(problem, schedule, blocked, Answers(problem, schedule, {}))
    return next(entry for entry in found if entry.id == item.id)


def test_a_build_below_its_break_even_says_from_where_it_would_pay() -> None:
    weak = replace(WEB, completion=0.2, completion_at_launch=0.1)
    entry = about(replace(BUILD, id="weak", effect=weak))
    assert (entry.reason, entry.sentence) == ("completion", "20% would be finished for good; it pays from 27% on.")


def test_where_lost_sales_outweigh_everything_no_completion_pays() -> None:
    entry = about(replace(BUILD, id="cancel-web", request="cancel", effect=replace(WEB, sale_kept=0.0)))
    assert entry.reason == "completion"
    assert entry.sentence.startswith("No completion rate pays")


def test_the_chosen_alternative_is_named() -> None:
    chosen = replace(BUILD, one_of="bill-copy")
    items = tuple(chosen if item.id == BUILD.id else item for item in PROBLEM.items)
    problem = replace(PROBLEM, items=(*items, replace(chosen, id="other")))
    (entry,) = left(problem, SCHEDULE, (), Answers(problem, SCHEDULE, {}))
    assert (entry.reason, entry.sentence) == ("mode", "bill-copy-web is on the plan instead.")


def test_an_enabler_nobody_needs_and_a_build_that_cannot_pay() -> None:
    assert about(Item("alone", "enabler", 1, 1000.0)).reason == "enabler"
    dear = about(replace(BUILD, id="dear", cost=5_000_000.0, effect=replace(WEB, ceiling=0.1, with_push=0.1)))
    assert (dear.reason, dear.sentence) == ("value", "It does not bring back what it costs, whenever it starts.")
    empty = about(replace(BUILD, id="empty", effect=None))
    assert empty.sentence.startswith("It costs, and no contact with a person")


def test_what_was_kept_out_before_planning_keeps_its_words() -> None:
    blocked = (Blocked("b", "push", "gate", "Completion is not measured."), Blocked("a", "build", "figure", "No cost."))
    found = left(PROBLEM, SCHEDULE, blocked, Answers(PROBLEM, SCHEDULE, {}))
    assert [(entry.id, entry.reason, entry.sentence) for entry in found] == [
        ("a", "blocked", "No cost."), ("b", "gate", "Completion is not measured."),
    ]  # fmt: skip


def test_in_a_hurry_only_what_has_no_other_reason_is_tried() -> None:
    class Hurried(Answers):
        def forced(self, item: str) -> tuple[float, tuple[str, ...]] | None:
            asked.append(item)
            return super().forced(item)

    asked: list[str] = []
    spare = replace(BUILD, id="spare", effect=replace(WEB, ceiling=0.05, with_push=0.05), cost=1.0, run=0.0)
    problem = replace(PROBLEM, items=(*PROBLEM.items, Item("alone", "enabler", 1, 1000.0), spare))
    answers = Hurried(problem, SCHEDULE, {})
    answers.thorough = False
    found = {entry.id: entry for entry in left(problem, SCHEDULE, (), answers)}
    assert asked == ["spare"]
    assert found["alone"].reason == "enabler" and found["alone"].forced is None
    assert found["spare"].forced is not None
