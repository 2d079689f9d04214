"""Gaps: profiles, owners, weights, prices, standing."""

import re
from decimal import Decimal
from typing import Any

import pytest
import yaml

from ecaremap.insight.gaps.profiles import PROFILES
from ecaremap.insight.gaps.weights import Weights
from ecaremap.usecases.catalogue import all_checks
from insight.gaps.telling import MAPS, decided, of_map, one, read, told

D = Decimal


def test_every_gap_has_a_profile() -> None:
    assert {code for code in all_checks() if code[0] in "GJ"} <= set(PROFILES)


def test_every_finding_of_gaps_and_journeys_is_a_gap() -> None:
    result = of_map("telecom")
    wanted = [finding for finding in result.findings if finding.code[0] in "GJ"]
    assert sorted(map(repr, wanted)) == sorted(repr(gap.finding) for gap in told(result))


LEAK = (
    "currency: EUR\ntouchpoints: {call-centre: {}, app: {owner: App team}}\n"
    "requests:\n  a: {name: Pay, family: billing, job: transact, volume: 1000, handling: 6 min, "
    "starts_at: {call-centre: 60%, app: 40%}}\n"
    "coverage: {a: {call-centre: human, app: {today: self-serve, calls_after: 25% within 7 days}}}\n"
)
LABOUR = "assumptions: {labour: {wage: 28 EUR/h, occupancy: 80%, shrinkage: 30%}, variable_cost: 0.50 EUR, double_handling: 1.4}\n"


def test_a_leak_is_priced_by_n_h_c() -> None:
    gap = one(LEAK + LABOUR, "G110")
    # 6 min at 28 EUR/h over 0.8 * 0.7, and 0.50 EUR: 5.50 EUR a contact.
    assert gap.money == D(12) * 1000 * D("0.4") * D("0.25") * D("1.4") * D("5.50")
    assert gap.price is not None
    assert (gap.price.currency, gap.price.meaning, gap.price.assumed) == ("EUR", "lost each year", ("",)[:0])
    assert gap.price.formula == (
        "1000 needs a month × 40% start there × 25% call afterwards × 1.4 times as long, the second time × "
        "5.50 EUR a contact with a person, a year"
    )


@pytest.mark.parametrize(("period", "times"), [("week", 52), ("month", 12), ("quarter", 4), ("year", 1)])
def test_a_year_has_so_many_periods(period: str, times: int) -> None:
    gap = one(f"volumes_per: {period}\n{LEAK}{LABOUR}", "G110")
    assert gap.money == times * D("770")


def test_without_labour_touchpoints_tell_the_cost() -> None:
    text = LEAK.replace("call-centre: {}", "call-centre: {cost_per_contact: 6 EUR}")
    gap = one(text, "G110")
    # The usual rate stands in for double handling, and says so.
    assert gap.money == D(12) * 1000 * D("0.4") * D("0.25") * D("1.4") * 6
    assert gap.price is not None and gap.price.assumed == ("length of a second contact",)


@pytest.mark.parametrize(
    ("out", "figures"),
    [
        ("volume: 1000, ", {"volume"}),
        ("starts_at: {call-centre: 60%, app: 40%}", {"starts_at"}),
        (LABOUR, {"cost_per_contact"}),
    ],
)
def test_what_misses_for_a_price_is_named(out: str, figures: set[str]) -> None:
    gap = one((LEAK + LABOUR).replace(out, ""), "G110")
    assert gap.price is None
    assert {wanted.figure for wanted in gap.tells} == figures


def test_a_gap_says_who_what_and_how_much() -> None:
    gap = one(LEAK + LABOUR, "G110")
    assert (gap.kind, gap.request, gap.touchpoint, gap.family) == ("leaking", "a", "app", "billing")
    assert (gap.owner, gap.action, gap.effort) == ("App team", "fix", "M")
    assert gap.says == "I tried it in the app, and had to call all the same."
    assert (gap.needs, gap.share) == (D(400), D("0.4"))


def test_owners_by_kind() -> None:
    rest = "governance: {sponsor: COO, owner: Keeper, review_by: 2027-01-31}\n"
    cause = LEAK.replace("family: billing", "demand: failure, cause_owner: Billing").replace(
        "today: self-serve", "today: show, target: self-serve"
    )
    assert one(cause + rest, "G155").owner == "Billing"
    unsourced = {gap.finding.where: gap.owner for gap in told(read(LEAK + rest)) if gap.code == "G200"}
    assert unsourced == {"a": "Keeper", "a/app": "App team"}
    owners = {gap.finding.where: gap.owner for gap in told(read(LEAK + rest)) if gap.code == "G195"}
    assert owners == {"*/app": "App team", "*/call-centre": "Keeper", "feedback:front-line": "Keeper"}


def test_nobody_is_named() -> None:
    assert one(LEAK, "G190").owner == ""


def test_failure_demand_is_priced_where_people_handle_it() -> None:
    text = (
        (LEAK + LABOUR)
        .replace("family: billing", "failure_share: 50%")
        .replace("today: self-serve", "today: show, target: self-serve")
    )
    assert one(text, "G155").money == D(12) * 1000 * D("0.6") * D("0.5") * D("5.50")


def test_unused_is_priced_up_to_the_limit() -> None:
    text = (LEAK + LABOUR).replace("calls_after: 25% within 7 days", "used_share: 10%, completion: 80%")
    text = text.replace("double_handling: 1.4", "eligible_share: 50%, digital_cost: 0.50 EUR")
    gap = one(text, "G105")
    assert gap.money == D(12) * 1000 * D("0.5") * D("0.1") * D("0.8") * 5
    assert gap.price is not None and gap.price.meaning == "could be saved each year"


def test_what_people_still_work_on_saves_nothing() -> None:
    text = (LEAK + LABOUR).replace(
        "today: self-serve, calls_after: 25% within 7 days", "today: assisted, used_share: 10%"
    )
    assert one(text, "G105").price is None


def test_sales_at_stake() -> None:
    text = LEAK.replace(
        "family: billing", "cross_sell: high, sale: {rate: 10%, margin: 50 EUR, lost_when_digital: 40%}"
    )
    assert one(text, "G115").money == D(12) * 1000 * D("0.4") * D("0.1") * 50 * D("0.4")


def test_counted_questions_stand_for_many() -> None:
    found = [gap for gap in told(of_map("minimal.yaml")) if gap.finding.where == "*"]
    assert found and all(gap.count > 1 and not gap.request and gap.needs is None for gap in found)


def test_money_comes_first_then_the_grave_then_the_heavy() -> None:
    for name in ("telecom", "bank", "utility"):
        found = told(of_map(name))
        keys = [(-(gap.money or 0), gap.finding.question, gap.finding.severity != "warning") for gap in found]
        assert keys == sorted(keys)


def test_waived_gaps_stay() -> None:
    waiver = "waivers: [{id: w, finding: G110, where: a/app, reason: r, by: b, until: 2027-01-31}]\n"
    before, after = one(LEAK + LABOUR, "G110"), one(LEAK + LABOUR + waiver, "G110")
    assert (before.standing, after.standing) == ("open", "justified")
    assert before.money == after.money
    assert one(LEAK + waiver.replace("2027-01-31", "2026-11-20"), "G110").standing == "expired"


def test_a_need_that_runs_into_two_gaps_counts_once() -> None:
    result = read(LEAK.replace("job: transact", "job: transact, emotion: medium") + LABOUR)
    found = [gap for gap in told(result) if gap.code in ("G110", "G140")]
    weights = Weights(decided(result).project.strategy)
    assert [gap.needs for gap in found] == [D(400), D(400)]
    assert weights.touched(found) == D(400)
    assert weights.touched(told(result)) is not None
    assert weights.touched(told(result)) <= D(1000)  # type: ignore[operator]


def test_a_leak_of_the_telecom_map() -> None:
    """Recomputed from the YAML: needs × starts × finished × calls afterwards × 12 × double handling × cost of a contact."""
    request = _yaml("telecom/requests.yaml")["requests"]["net-fault"]
    cell = _yaml("telecom/coverage/faults.yaml")["coverage"]["net-fault"]["chat"]
    case = _yaml("telecom/case.yaml")["assumptions"]
    labour = {key: _number(figure["value"]) for key, figure in case["labour"].items()}
    hour = labour["wage"] / (labour["occupancy"] / 100 * (1 - labour["shrinkage"] / 100))
    contact = hour * _number(request["handling"]) / 60 + _number(case["variable_cost"]["value"])
    written = (request["starts_at"]["chat"], cell["completion"], cell["calls_after"])
    starts, finished, calls = (_number(text) / 100 for text in written)
    wanted = (
        _number(request["volume"])
        * starts
        * finished
        * calls
        * 12
        * _number(case["double_handling"]["value"])
        * contact
    )
    gap = next(gap for gap in told(of_map("telecom")) if gap.finding.where == "net-fault/chat" and gap.code == "G110")
    assert gap.money is not None
    assert round(gap.money, 6) == round(wanted, 6)


def _yaml(name: str) -> Any:
    return yaml.load((MAPS / name).read_text("utf-8"), Loader=yaml.BaseLoader)


def _number(text: str) -> Decimal:
    """The figure at the beginning of a text: 14 of `14 min`, 1.4 of `1.4 (1.3 to 1.5)`."""
    return D(re.match(r"[0-9.]+", text)[0])  # type: ignore[index]
