"""Where each figure of the case comes from: the map's own, with its source, or a usual rate that says so."""

from decimal import ROUND_HALF_UP, Decimal
from pathlib import Path

import pytest
import yaml

from ecaremap.insight.case import symbols
from ecaremap.insight.case.case import CaseResult, RequestCase
from ecaremap.insight.case.symbols import DEFAULTS, MONEY, NAMES
from insight.case.example import of_map, of_measured, of_text

ROOT = Path(__file__).parents[3]
TELECOM = of_map("maps/telecom")
MEASURED = of_measured("maps/telecom")


def named(result: CaseResult, name: str) -> RequestCase:
    return next(entry for entry in result.requests if entry.inputs.id == name)


def evidence_of(request: str, touchpoint: str, key: str) -> Decimal:
    """A measured share of the shipped evidence as strategies write it: in tenths of a percent."""
    [file] = (ROOT / "maps/telecom/evidence").glob("*.yaml")
    cell = yaml.load(file.read_text(), yaml.BaseLoader)["cells"][request][touchpoint]
    n, of = (cell[key] if isinstance(cell[key], str) else cell[key]["7 days"]).split(" of ")
    return (Decimal(n) / Decimal(of)).quantize(Decimal("0.001"), ROUND_HALF_UP)


HEAD = """
sources:
  log: {title: Contact log, kind: measured}
  study: {title: A study, kind: benchmark}
touchpoints:
  call-centre: {cost_per_contact: {value: 6 EUR, source: log}, owner: Operations}
  store: {cost_per_contact: {value: 9 EUR, source: log}}
  app: {cost_per_contact: {value: 0.20 EUR, source: log}}
  chat: {cost_per_contact: {value: 3 EUR, source: log}}
requests:
  pay-bill:
    job: transact
    volume: {value: 12000, source: log}
    starts_at: {call-centre: 60%, store: 20%, app: 20%}
"""
SELF_SERVE = "coverage: {pay-bill: {call-centre: human, store: human, app: show -> self-serve}}\n"
CEILING = "assumptions: {takeup_ceiling: 50%}\n"


def test_every_figure_of_the_telecom_map_names_its_source() -> None:
    for entry in TELECOM.counted:
        for figure in entry.inputs.values.values():
            assert figure.source, (entry.inputs.id, figure.symbol)
            assert figure.kind == "client" and figure.path, (entry.inputs.id, figure.symbol)
    titles = {figure.source for entry in TELECOM.counted for figure in entry.inputs.values.values()}
    assert "Illustrative figures: contact log, Q3 2026" in titles
    assert {entry.symbol for entry in TELECOM.watermark} == {symbols.STEEPEST_MONTH, symbols.STEEPNESS}


def test_needs_start_with_a_person() -> None:
    found = named(TELECOM, "pay-bill").inputs
    assert found.values[symbols.NEEDS].value == Decimal(42000) * Decimal("0.28")
    assert found.volume == 42000


def test_takeup_today_counts_starts_that_can_finish_digitally() -> None:
    """In the app and in the chat a bill can be paid today; the account only shows it."""
    now = named(TELECOM, "pay-bill").inputs.values[symbols.TAKEUP_NOW].value
    assert now == (Decimal("0.28") + Decimal("0.02")) / Decimal("0.85")


def test_nearest_figure_wins() -> None:
    values = named(TELECOM, "pay-bill").inputs.values
    assert values[symbols.LEAKAGE].path == ("requests", "pay-bill", "assumptions", "leakage")
    assert values[symbols.DOUBLE_HANDLING].path == ("assumptions", "double_handling")
    # Account: what the target should reach; app: what it reaches today, for it stays.
    completion = values[symbols.COMPLETION]
    assert completion.value == (Decimal("0.80") + Decimal("0.84")) / 2
    assert (completion.low, completion.high) == (Decimal("0.77"), Decimal("0.86"))
    assert "Online account" in completion.note and "App" in completion.note
    # What a log says takes the place of what was claimed of today, where the degree stays; never of what is expected.
    measured = named(MEASURED, "pay-bill").inputs.values[symbols.COMPLETION]
    seen = evidence_of("pay-bill", "app", "completion")
    assert measured.value == (Decimal("0.80") + seen) / 2
    assert named(MEASURED, "pay-bill").inputs.values[symbols.LEAKAGE] == values[symbols.LEAKAGE]
    tech = named(TELECOM, "tech-appt").inputs.values[symbols.LEAKAGE]
    assert tech.path == ("coverage", "tech-appt", "app", "expected", "calls_after")


def test_what_is_expected_of_a_target_outlives_what_was_measured_today() -> None:
    """Whatever a log says of a cell that is to change, its target keeps the author's word, in the case of the shipped map."""
    expected = {
        (request, symbol): figure
        for request in ("tech-appt", "cancel", "sim-swap", "renew")
        if (entry := next((each for each in TELECOM.requests if each.inputs.id == request), None))
        for symbol in (symbols.COMPLETION, symbols.LEAKAGE)
        if "expected" in (figure := entry.inputs.values[symbol]).path and not figure.note.startswith("mean")
    }
    assert expected
    for (request, symbol), figure in expected.items():
        assert named(MEASURED, request).inputs.values[symbol] == figure


def test_measured_calls_are_of_those_who_finished() -> None:
    """λ of the case multiplies completion, so it is of those who finished: 38% finish at the account, 10% of them call."""
    values = named(MEASURED, "details-change").inputs.values
    assert values[symbols.LEAKAGE].value == evidence_of("details-change", "account", "calls_after")
    assert values[symbols.LEAKAGE].path == ("coverage", "details-change", "account", "calls_after")
    assert values[symbols.LEAKAGE].value < Decimal("0.2") < evidence_of("details-change", "account", "then_person")


def test_handling_cost_of_the_telecom_map_is_labour() -> None:
    found = named(TELECOM, "pay-bill")
    assert found.inputs.basis == "labour"
    assert found.handling_cost
    assert float(found.handling_cost) == pytest.approx(240 / 3600 * 24 / (0.8 * 0.7) + 0.40)


def test_a_person_in_the_chat_is_part_of_digital_cost() -> None:
    found = named(TELECOM, "plan-change")
    assert found.inputs.mode == "assisted"
    assert found.inputs.values[symbols.DIGITAL_COST].value == Decimal("2.20")
    assert found.hours is None
    assert named(TELECOM, "pay-bill").inputs.values[symbols.DIGITAL_COST].value == Decimal("0.25")


def test_requests_left_out_say_why() -> None:
    reasons = {entry.inputs.id: entry.left_out for entry in TELECOM.requests if entry.left_out}
    assert set(reasons) == {"bereavement", "dispute-bill", "move-home"}
    assert reasons["bereavement"].startswith("no digital touchpoint of the target")


def test_costs_of_the_plan_are_all_there() -> None:
    plan = TELECOM.sheet.programme
    assert (plan.starts, plan.months) == ("2027-01", 36)
    shared = [cost for cost in plan.costs if not cost.request and not cost.months]
    written = yaml.load((ROOT / "maps/telecom/plan.yaml").read_text(), yaml.BaseLoader)["plan"]
    enablers = sum(Decimal(entry["build_cost"].split()[0]) for entry in written["enablers"].values())
    assert sum(cost.amount.value for cost in shared) == enablers
    tactics = [cost for cost in plan.costs if cost.amount.symbol == symbols.TACTIC_COST]
    assert {cost.months for cost in tactics} == {3, 4, 6}
    builds = [entry for entry in written["builds"].values() if entry["request"] == "cancel"]
    assert named(TELECOM, "cancel").build == sum(Decimal(entry["build_cost"].split()[0]) for entry in builds)


def test_without_labour_touchpoints_cost_by_where_customers_start() -> None:
    found = named(of_text(HEAD + SELF_SERVE + CEILING), "pay-bill")
    assert not found.left_out
    assert found.inputs.basis == "contacts"
    assert found.handling_cost == (Decimal(6) * 60 + Decimal(9) * 20) / 80
    assert found.inputs.values[symbols.DIGITAL_COST].value == Decimal("0.20")
    assert found.hours is None and found.npv is None and found.build is None


@pytest.mark.parametrize(("per", "factor"), [("month", 1), ("quarter", 3), ("year", 12)])
def test_volumes_are_turned_into_months(per: str, factor: int) -> None:
    found = named(of_text(f"volumes_per: {per}\n" + HEAD + SELF_SERVE + CEILING), "pay-bill")
    assert float(found.inputs.values[symbols.NEEDS].value) == pytest.approx(9600 / factor)


def test_those_who_cannot_use_digital_limit_the_ceiling() -> None:
    segments = (
        "segments: {offline: {share: 60%, cannot_use: [digital]}, deaf: {share: 2%, cannot_use: [automated-voice]}}\n"
    )
    ceiling = named(of_text(HEAD + SELF_SERVE + CEILING + segments), "pay-bill").inputs.values[symbols.TAKEUP_CEILING]
    assert ceiling.value == ceiling.high == Decimal("0.4")
    assert "cannot use digital" in ceiling.note


def test_a_target_that_no_rule_allows_counts_for_nothing() -> None:
    personal = "keep_personal: {pay-bill: this is where we talk}\n"
    found = named(of_text(HEAD + SELF_SERVE + CEILING + personal), "pay-bill")
    assert found.left_out.startswith("no digital touchpoint")


def test_what_is_only_taken_in_saves_no_handling() -> None:
    taken_in = "coverage: {pay-bill: {call-centre: human, app: {today: show, target: initiate, finished_by: us}}}\n"
    assert named(of_text(HEAD + taken_in + CEILING), "pay-bill").left_out.startswith("no digital touchpoint")


def test_a_benchmark_is_never_a_clients_own_cost() -> None:
    text = HEAD.replace("{value: 6 EUR, source: log}", "{value: 6 EUR, source: study}") + SELF_SERVE + CEILING
    found = of_text(text)
    assert named(found, "pay-bill").left_out == "figures are missing: cost_per_contact"
    assert [(gap.figure, gap.of, gap.holder) for gap in found.missing if gap.blocks] == [
        ("cost_per_contact", "call-centre", "Operations")
    ]
    assert found.lines is None


def test_a_benchmark_rate_may_stand_but_is_marked() -> None:
    text = HEAD + SELF_SERVE + "assumptions: {takeup_ceiling: 50%, leakage: {value: 9%, source: study}}\n"
    leakage = named(of_text(text), "pay-bill").inputs.values[symbols.LEAKAGE]
    assert (leakage.value, leakage.kind, leakage.source) == (Decimal("0.09"), "benchmark", "A study")


def test_usual_rates_stand_in_and_are_named() -> None:
    found = of_text(HEAD + SELF_SERVE + CEILING)
    used = {entry.symbol for entry in found.watermark}
    assert {symbols.COMPLETION, symbols.LEAKAGE, symbols.CASHABLE_SHARE} <= used
    assert not used & {symbols.STEEPEST_MONTH, symbols.DISCOUNT_RATE}  # nothing is spread over months
    assert not used & {symbols.LOST_WHEN_DIGITAL}  # nothing is sold


def test_builds_give_the_ceiling_where_no_assumption_does() -> None:
    plan = """
plan:
  starts: 2027-01
  horizon: 12 months
  builds:
    a: {request: pay-bill, touchpoint: app, degree: self-serve, ceiling: 20%, completion: 70% to 90%, build_cost: 1000 EUR}
    b: {request: pay-bill, touchpoint: chat, degree: assisted, ceiling: 10%}
"""
    text = HEAD + SELF_SERVE + plan + "assumptions: {eligible_share: 80%}\n"
    result = of_text(text)
    found = named(result, "pay-bill").inputs.values
    # The app shows today and completes nothing, so take-up today is none.
    assert [found[symbols.TAKEUP_CEILING].low, found[symbols.TAKEUP_CEILING].value, found[symbols.TAKEUP_CEILING].high] == [
        Decimal("0.25"), Decimal("0.35"), Decimal("0.375"),
    ]  # fmt: skip
    assert (found[symbols.COMPLETION].low, found[symbols.COMPLETION].high) == (Decimal("0.7"), Decimal("0.9"))
    assert ("build_cost", "b") in {(gap.figure, gap.of) for gap in result.missing}
    assert result.npv is not None and len(result.months) == 12


@pytest.mark.parametrize("path", ["maps/minimal.yaml", "maps/bank"])
def test_maps_that_lack_figures_list_them_and_give_no_number(path: str) -> None:
    result = of_map(path)
    assert result.lines is None and result.npv is None
    assert [gap for gap in result.missing if gap.blocks]
    assert all(gap.holder for gap in result.missing)


def test_break_even_needs_costs_only() -> None:
    result = of_map("maps/public-service")
    known = {entry.inputs.id for entry in result.requests if entry.break_even}
    assert {"annual-return", "vehicle-tax", "passport"} <= known
    assert "bulky-items" not in known  # the city published no cost


def test_money_has_no_usual_amount() -> None:
    assert not MONEY & set(DEFAULTS)
    assert set(DEFAULTS) <= set(NAMES)
    for symbol, rate in DEFAULTS.items():
        assert rate.low <= rate.likely <= rate.high, symbol
        assert rate.mark in rate.source or rate.why in rate.source
