"""How far a target can go: the ceiling, its arithmetic, and the checks T101 to T104."""

import re
from decimal import Decimal
from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest
import yaml

from ecaremap.insight.bounds import BoundError, percent_down, read_bound
from ecaremap.insight.ceiling import Ceiling, ceilings
from ecaremap.insight.ceiling_words import arithmetic
from ecaremap.usecases.validate import validate, validate_text
from insight.judging import TODAY, messages, of, only, places

ROOT = Path(__file__).parents[2]


def ceiling(metric: str, text: str) -> Ceiling:
    decisions = validate_text(f"ecaremap: 1\nname: Example\n{text}".encode(), "example.yaml", TODAY).decisions
    assert decisions is not None
    return ceilings(decisions)[metric]


def share(metric: str, text: str) -> str:
    return percent_down(ceiling(metric, text).share)


def strategy(
    requests: str, coverage: str = "", touchpoints: str = "[call-centre, ivr, website, app]", rest: str = ""
) -> str:
    return f"touchpoints: {touchpoints}\nrequests: {{{requests}}}\ncoverage: {{{coverage}}}\n{rest}\n"


PAY = "pay: {job: transact, volume: 300, starts_at: {ivr: 20%, app: 80%}}"
TALK = "talk: {job: vent, volume: 100, starts_at: {ivr: 10%, app: 90%}}"
BASELINE = "baseline: {period: 2025-10 to 2026-09, operating_cost: 100 EUR}\n"
RATES = "assumptions: {eligible_share: 80%, takeup_ceiling: 50%}\n"
FINISHING, ALONE = "digital_end_to_end_share", "self_service_share"


# The telecom map, computed again from its text


def percent(text: Any) -> Fraction:
    found = re.match(r"([0-9.]+)%", text["value"] if isinstance(text, dict) else text)
    assert found
    return Fraction(found[1]) / 100


def telecom() -> tuple[dict[str, Any], dict[str, Any], dict[str, Any]]:
    merged: dict[str, Any] = {}
    for file in sorted((ROOT / "maps" / "telecom").rglob("[!_]*.yaml")):
        for key, value in yaml.load(file.read_text("utf-8"), yaml.BaseLoader).items():
            merged.setdefault(key, {}).update(value) if isinstance(value, dict) else merged.setdefault(key, value)
    library = yaml.load((ROOT / "src/ecaremap/packs/telecom.yaml").read_text("utf-8"), yaml.BaseLoader)["library"]
    return merged["requests"], merged, library


def test_the_ceilings_of_the_telecom_map() -> None:
    """By hand: 5% have no internet, E and take-up limit the rest; the phone menu adds who starts there or a build's ceiling."""
    requests, merged, library = telecom()
    usual = {key: percent(merged["assumptions"][key]) for key in ("eligible_share", "takeup_ceiling")}
    menu = {
        build["request"]: percent(build["ceiling"])
        for build in merged["plan"]["builds"].values()
        if build["touchpoint"] == "ivr"
    }
    wanted = {"outage-status": Fraction(12, 100), "login-help": Fraction(15, 100), "order-status": Fraction(6, 100)}
    assert menu == wanted
    total = finished = alone = Fraction(0)
    for name, request in requests.items():
        own = {key: percent(value) for key, value in request.get("assumptions", {}).items() if key in usual}
        rates = {**usual, **own}
        digital = min(rates["eligible_share"] * rates["takeup_ceiling"], Fraction(95, 100))
        volume = int(request["volume"])
        total += volume
        finished += volume * digital
        if request["job"] in ("discuss", "validate", "vent"):
            continue
        # The menu identifies by number, and a rule asks for more where identity is at stake.
        barred = "identity" in library[name].get("tags", [])
        starts = percent(request["starts_at"].get("ivr", "0%"))
        voice = Fraction(0) if barred else max(starts, menu.get(name, Fraction(0)))
        alone += volume * min(digital + voice, Fraction(1))
    decisions = validate(str(ROOT / "maps" / "telecom"), TODAY).decisions
    assert decisions is not None
    found = ceilings(decisions)
    assert float(found[FINISHING].share) == pytest.approx(float(finished / total), abs=1e-12)
    assert float(found[ALONE].share) == pytest.approx(float(alone / total), abs=1e-12)
    assert found["digital_start_share"].share == Decimal("0.95")
    assert 0.42 < finished / total < 0.43
    assert 0.42 < alone / total < 0.44


@pytest.mark.parametrize("name", ["telecom", "bank", "utility", "public-service"])
def test_no_target_that_ships_is_above_its_ceiling(name: str) -> None:
    codes = {finding.code for finding in validate(str(ROOT / "maps" / name), TODAY).findings}
    assert not codes & {"T101", "T103", "T104"}


# What bounds it


def test_without_any_limit_everything_may_be_digital() -> None:
    assert share(FINISHING, strategy(PAY)) == "100%"


def test_eligible_customers_and_their_take_up_limit_it() -> None:
    assert share(FINISHING, strategy(PAY, rest=RATES)) == "40%"


def test_a_request_may_have_rates_of_its_own() -> None:
    own = PAY.replace("job:", "assumptions: {takeup_ceiling: 25%}, job:")
    assert share(FINISHING, strategy(f"{own}, {TALK}", rest=RATES)) == "25%"  # (300 × 20% + 100 × 40%) / 400


def test_chat_finishes_what_takes_a_conversation_yet_not_without_a_person() -> None:
    text = strategy(f"{PAY}, {TALK}")
    assert share(FINISHING, text) == "100%"
    assert share(ALONE, text) == "75%"
    assert any("conversation (customers want to complain)" in line for line in arithmetic(ceiling(ALONE, text)))


def test_automated_voice_counts_for_self_service_only_and_on_top() -> None:
    text = strategy(PAY, rest=RATES)
    assert share(FINISHING, text) == "40%"
    assert share(ALONE, text) == "60%"  # 80% × 50% digital, 20% start in the phone menu


def test_a_build_in_the_phone_menu_may_take_more_than_starts_there() -> None:
    builds = "builds: {menu: {request: pay, touchpoint: ivr, degree: self-serve, ceiling: 35%}}"
    plan = f"plan: {{starts: 2027-01, horizon: 24 months, {builds}}}"
    assert share(ALONE, strategy(PAY, rest=f"{RATES}{plan}")) == "75%"


def test_without_starts_the_phone_menu_has_no_limit() -> None:
    quiet = "pay: {job: transact, volume: 300}"
    found = ceiling(ALONE, strategy(quiet, rest=RATES))
    assert found.share == 1
    assert "where customers start" in {missing.what for missing in found.missing}


def test_a_cell_decided_never_to_be_there_does_not_count() -> None:
    never = "pay: {website: {not_here: no}, app: {not_here: no}}"
    assert share(FINISHING, strategy(f"{PAY}, {TALK}", never)) == "25%"
    candidate = never.replace("{not_here: no}", "none")
    assert share(FINISHING, strategy(f"{PAY}, {TALK}", candidate)) == "100%"


def test_unwritten_cells_count_unless_the_rest_is_not_handled() -> None:
    written = "pay: {app: show}"
    assert share(FINISHING, strategy(f"{PAY}, {TALK}", written, rest="everywhere_else: not handled")) == "75%"


def test_withdrawn_touchpoints_do_not_count() -> None:
    gone = "{call-centre: {}, ivr: {}, app: {status: withdrawn}}"
    assert share(FINISHING, strategy(PAY, touchpoints=gone)) == "0%"


def capped(cap: str, rest: str = "") -> str:
    return f"rules: [{{id: r, title: Kept, when: {{request.id: pay}}, then: {cap}}}]\n{rest}"


@pytest.mark.parametrize(
    ("then", "finishing", "alone"),
    [
        ("{cap: assisted}", "100%", "0%"),
        ("{cap: show}", "0%", "0%"),
        ("forbid", "0%", "0%"),
        ("{cap: self-serve}", "100%", "100%"),
    ],
)
def test_rules_cap_it(then: str, finishing: str, alone: str) -> None:
    text = strategy("pay: {job: transact, volume: 300, starts_at: {app: 100%}}", rest=capped(then))
    assert (share(FINISHING, text), share(ALONE, text)) == (finishing, alone)
    if finishing == "0%":
        assert "a rule keeps it with a person: Kept" in "\n".join(arithmetic(ceiling(FINISHING, text)))


def test_what_our_people_finish_later_counts_as_digital_and_not_as_alone() -> None:
    cell = "pay: {app: {today: initiate, finished_by: us}}"
    text = strategy(PAY, cell, rest=capped("{cap: initiate}"))
    assert (share(FINISHING, text), share(ALONE, text)) == ("100%", "0%")
    assert share(FINISHING, strategy(PAY, "pay: {app: initiate}", rest=capped("{cap: initiate}"))) == "0%"


def test_a_login_that_rules_ask_for_and_no_touchpoint_has_stops_it() -> None:
    rule = "rules: [{id: r, when: {request.id: pay}, then: {require: {touchpoint.authentication: strong}}}]"
    quiet = "pay: {job: transact, volume: 300}"
    weak = "{app: {authentication: identified}, website: {authentication: none}}"
    assert share(FINISHING, strategy(quiet, touchpoints=weak, rest=rule)) == "0%"
    assert share(FINISHING, strategy(quiet, touchpoints=weak.replace("identified", "strong"), rest=rule)) == "100%"
    unknown = "{app: {}, website: {authentication: none}}"
    assert share(FINISHING, strategy(quiet, touchpoints=unknown, rest=rule)) == "100%"


def test_customers_who_cannot_use_it_are_left_out() -> None:
    segments = (
        "segments: {offline: {share: 7%, cannot_use: [digital]}, deaf: {share: 3%, cannot_use: [automated-voice]}}"
    )
    text = strategy(PAY, rest=segments)
    assert share(FINISHING, text) == "93%"
    assert share(ALONE, text) == "100%"  # 93% digitally, the others by phone menu
    assert share("digital_start_share", text) == "93%"


def test_eligibility_already_holds_those_who_cannot() -> None:
    segments = "segments: {offline: {share: 70%, cannot_use: [digital]}}\n"
    assert share(FINISHING, strategy(PAY, rest=segments + RATES)) == "30%"
    assert share(FINISHING, strategy(PAY, rest=segments.replace("70%", "20%") + RATES)) == "40%"


def test_a_rule_for_a_segment_bars_that_segment_only() -> None:
    rest = (
        "segments: {frail: {share: 10%, must_keep: [call-centre]}}\n"
        "rules: [{id: r, when: {segment.id: frail}, then: {cap: inform}}]"
    )
    assert share(FINISHING, strategy(PAY, rest=rest)) == "90%"


def test_survival_is_bounded_by_rules_over_digital_starts() -> None:
    text = strategy(f"{PAY}, {TALK}", rest=capped("{cap: inform}"))
    # 240 of pay and 90 of talk start digitally; pay may not be finished there.
    assert float(ceiling("digital_survival_share", text).share) == pytest.approx(90 / 330)


def test_without_all_volumes_no_request_may_reach_the_target() -> None:
    found = ceiling(FINISHING, strategy(f"{PAY}, open: {{job: transact}}", rest=RATES))
    assert not found.weighted
    assert percent_down(found.share) == "40%"
    assert "whatever the volumes" in arithmetic(found)[-1]


def test_ranges_give_a_high_end_beside_it() -> None:
    rates = "assumptions: {eligible_share: 80% (60% to 90%), takeup_ceiling: 50% (40% to 60%)}"
    found = ceiling(FINISHING, strategy(PAY, rest=rates))
    assert (found.share, found.high) == (Decimal("0.4"), Decimal("0.54"))
    assert arithmetic(found)[-1] == "with every range at its high end it would be 54%"


def test_the_parts_add_up_and_the_order_of_the_file_means_nothing() -> None:
    requests = [
        f"r{n}: {{job: transact, volume: {n * 7 + 1}, starts_at: {{ivr: {n}%, app: {100 - n}%}}}}" for n in range(1, 12)
    ]
    turned = list(reversed(requests))
    found = [ceiling(ALONE, strategy(", ".join(names), rest=RATES)) for names in (requests, turned)]
    assert found[0] == found[1]
    assert float(sum(part.adds for part in found[0].parts)) == pytest.approx(float(found[0].share))
    assert arithmetic(found[0]) == arithmetic(found[1])
    assert "3 more requests add" in arithmetic(found[0])[8]


# The checks


def target(bound: str, metric: str = FINISHING, by: str = "2028-12-31", rest: str = RATES) -> str:
    return strategy(PAY, rest=f"{rest}targets: [{{id: t1, metric: {metric}, {bound}, by: {by}}}]")


def test_a_target_above_its_ceiling_is_refused_with_the_arithmetic() -> None:
    found = only("T101", target("at_least: 41%"))
    assert found.message == (
        "The target 't1' promises at least 41%, and at most 40% can be reached: needs finished by digital touches only."
    )
    assert (found.severity, found.where, found.field) == ("error", "target:t1", "at_least")
    assert found.notes == (
        "pay: 100% of needs × 40% (eligible 80% × take-up at most 50%) = 40 points",
        "together 40%: needs finished by digital touches only, at most",
    )


def test_a_target_at_its_ceiling_is_kept() -> None:
    assert not of("T101", target("at_least: 40%"))
    thirds = "segments: {offline: {share: 9%, cannot_use: [digital]}}\n"
    three = ", ".join(f"r{n}: {{job: transact, volume: 1}}" for n in range(3))
    text = strategy(three, rest=f"{thirds}targets: [{{id: t, metric: {FINISHING}, at_least: 91%, by: 2028-12-31}}]")
    assert not of("T101", text)
    assert of("T101", text.replace("at_least: 91%", "at_least: 91.1%"))


@pytest.mark.parametrize("metric", ["one_contact_resolution", "leakage", "operating_cost"])
def test_other_metrics_have_no_ceiling(metric: str) -> None:
    assert not of("T101", target("at_most: 99%", metric))


def test_missing_figures_are_one_question_for_each_target() -> None:
    text = strategy(
        "pay: {job: transact}", rest=f"targets: [{{id: t1, metric: {FINISHING}, at_least: 41%, by: 2028-12-31}}]"
    )
    found = only("T102", text)
    assert found.question
    assert found.message == (
        "How far the target 't1' can go is not known: the volume, the eligible share and the highest take-up are missing."
    )
    assert not of("T102", target("at_least: 10%"))
    assert (
        "the size of the segment"
        in only("T102", target("at_least: 10%", rest=RATES + "segments: {s: {cannot_use: [digital]}}\n")).message
    )


def test_a_share_of_the_baseline_needs_its_cost() -> None:
    promise = ("at_most: 85% of baseline", "operating_cost")
    bare = "baseline: {period: 2025-10 to 2026-09}\n"
    assert "operating cost of the baseline is missing" in messages("T102", target(*promise, rest=bare))[0]
    assert not of("T102", target(*promise, rest=bare.replace("}", ", operating_cost: 100 EUR}")))


def test_the_last_day_is_still_in_time() -> None:
    assert places("T103", target("at_least: 10%", by="2026-11-20")) == ["target:t1"]
    assert not places("T103", target("at_least: 10%", by="2026-11-21"))


UNREADABLE = [
    ("digital_start_share", "at_least: 0.25", "'0.25' has no unit", "write 25%"),
    ("digital_start_share", "at_least: a quarter", "'a quarter' is not a figure", "write a figure such as 20%"),
    ("digital_start_share", "at_least: 20% to 30%", "is a range", "write one figure"),
    ("digital_start_share", "at_least: 120%", "more than the whole", "at most 100%"),
    ("digital_start_share", "at_least: 85% of baseline", "more than its operating cost", "write a share"),
    ("operating_cost", "at_most: 85%", "does not say of what", "write 85% of baseline"),
    ("operating_cost", "at_most: 0.85 of baseline", "has no unit", "write 85% of baseline"),
    ("operating_cost", "at_most: -5 EUR", "is negative", "from 0 up"),
    ("operating_cost", "at_most: 500", "has no unit", "EUR"),
    ("cost_per_completed_need", "at_most: 5 USD", "is not in EUR", "write the amount in EUR"),
    ("leakage", "at_least: 10%", "is to fall", "write at_most: 10%"),
    ("digital_start_share", "owner: me", "it says no bound", "write at_least: 25%"),
    ("operating_cost", "owner: me", "it says no bound", "write at_most: 94% of baseline"),
    ("digital_start_share", "at_least: 30%, at_most: 20%", "exclude each other", "lower end under at_least"),
]


@pytest.mark.parametrize(("metric", "bound", "wrong", "fix"), UNREADABLE)
def test_a_bound_that_cannot_be_read_comes_with_the_fix(metric: str, bound: str, wrong: str, fix: str) -> None:
    found = only("T104", target(bound, metric, rest=f"currency: EUR\n{BASELINE}"))
    assert wrong in found.message
    assert fix in found.help
    assert found.severity == "error"


def test_every_form_of_a_bound() -> None:
    assert read_bound("25%", "self_service_share").amount == Decimal("0.25")
    assert (read_bound("105% of baseline", "operating_cost").unit, read_bound("94 % of the baseline", "operating_cost").amount) == (
        "baseline", Decimal("0.94"),
    )  # fmt: skip
    assert read_bound("4200000 EUR", "operating_cost", "EUR").unit == "EUR"
    with pytest.raises(BoundError):
        read_bound("9" * 300, "operating_cost")
