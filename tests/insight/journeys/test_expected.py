"""Expected shares by hand, by fractions on maps without circles, by plain iteration on those with them."""

from decimal import Decimal
from fractions import Fraction
from typing import Any

import pytest
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

from ecaremap.insight.journeys.chain import endless, values
from ecaremap.insight.journeys.expected import Outlook, outlook, split
from ecaremap.insight.journeys.graph import Edge
from ecaremap.insight.journeys.metrics import BY_NAME, METRICS, Outlooks, Value
from insight.journeys.brute import FAMILY
from insight.journeys.maps import one, surveyed

JSON = dict[str, Any]
D = Decimal


def looked(text: str | JSON, state: Any = "today") -> Outlook:
    return outlook(surveyed(text), "r", state)


PLACES = "{website: {hands_over_to: {app: context kept, call-centre: context lost}}, app: {hands_over_to: {call-centre: context kept}}, call-centre: {}}"
HALF = "{job: transact, starts_at: {website: 50%, app: 30%, call-centre: 20%}}"
CELLS = "{website: inform, app: {today: self-serve, completion: 80%, calls_after: 25%}, call-centre: human}"


def test_by_hand() -> None:
    found = looked(one(PLACES, CELLS, HALF))
    assert found.digital_starts.value == D("0.8")
    assert found.possible.value == D("0.8")
    # The app finishes 0.8 × 0.75 = 0.6 for good; half of the website's visitors go there.
    assert found.expected.value == D("0.3") * D("0.6") + D("0.5") * D("0.5") * D("0.6")
    assert found.alone.value == found.expected.value
    assert found.finished_digitally.value == D("0.55") * D("0.8")
    assert found.leaked.value == D("0.55") * D("0.2")
    assert found.finished.value == 1
    assert found.at_once.value is None
    assert found.at_once.missing == ("completion of r/call-centre",)


def test_written_shares_of_ways_hold() -> None:
    places = PLACES.replace("app: context kept, call", "app: {context: context kept, share: 90%}, call")
    found = looked(one(places, CELLS, HALF))
    assert found.expected.value == D("0.3") * D("0.6") + D("0.5") * D("0.9") * D("0.6")


def way(target: str, share: str | None = None) -> Edge:
    return Edge("a", target, lost=False, share=D(share) if share is not None else None)


@pytest.mark.parametrize(
    ("ways", "parts"),
    [
        ([way("b"), way("c")], ["0.5", "0.5"]),
        ([way("b", "0.2"), way("c"), way("d")], ["0.2", "0.4", "0.4"]),
        ([way("b", "0.3"), way("c", "0.1")], ["0.75", "0.25"]),
        ([way("b", "0.8"), way("c", "0.4"), way("d")], [D("0.8") / D("1.2"), D("0.4") / D("1.2")]),
        ([way("b", "0")], []),
        ([], []),
    ],
)
def test_those_who_go_on_divide(ways: list[Edge], parts: list[Any]) -> None:
    assert [part for _, part in split(ways)] == [D(part) for part in parts]


def test_without_completion_only_what_is_possible_is_known() -> None:
    found = looked(one(PLACES, CELLS.replace("completion: 80%, ", ""), HALF))
    assert found.possible.value == D("0.8")
    assert found.expected.value is None
    assert found.expected.missing == ("completion of r/app",)
    assert found.cost.value is None


def test_an_assumption_stands_in_and_says_so() -> None:
    cells = "{website: inform, app: self-serve, call-centre: human}"
    found = looked(one(PLACES, cells, HALF, "assumptions: {completion: 50%, leakage: 20%}\n"))
    assert found.expected.value == D("0.55") * D("0.4")
    assert found.expected.basis == {"assumed"}
    own = HALF.replace("}}", "}, assumptions: {completion: 100%, leakage: 0%}}")
    assert looked(one(PLACES, cells, own, "assumptions: {completion: 50%}\n")).expected.value == D("0.55")


def test_for_want_of_a_leakage_the_usual_one() -> None:
    cells = CELLS.replace(", calls_after: 25%", "")
    found = looked(one(PLACES, cells, HALF))
    assert found.expected.value == D("0.55") * D("0.8") * D("0.85")
    assert found.expected.basis == {"cell", "usual"}


def test_the_target_needs_figures_of_its_own() -> None:
    cells = "{website: inform, app: {today: show, target: self-serve, completion: 80%, calls_after: 0%}, call-centre: human}"
    assert looked(one(PLACES, cells, HALF)).expected.value == 0
    assert looked(one(PLACES, cells, HALF), "target").expected.value is None
    expected = cells.replace("calls_after: 0%", "expected: {completion: 60%, calls_after: 0%}")
    assert looked(one(PLACES, expected, HALF), "target").expected.value == D("0.55") * D("0.6")
    build = "plan: {starts: 2027-01, horizon: 24 months, builds: {b: {request: r, touchpoint: app, degree: self-serve, completion: 40%}}}\nassumptions: {leakage: 0%}\n"
    assert looked(one(PLACES, cells, HALF, build), "target").expected.value == D("0.55") * D("0.4")


def test_automated_voice_counts_without_a_person_and_not_as_digital() -> None:
    cells = "{ivr: {today: self-serve, completion: 60%, calls_after: 0%}, chat: {today: assisted, completion: 90%, calls_after: 0%}}"
    found = looked(one("[ivr, chat]", cells, "{job: transact, starts_at: {ivr: 50%, chat: 50%}}"))
    assert found.expected.value == D("0.45")
    assert found.alone.value == D("0.30")


def test_a_start_where_nothing_is_offered_counts_and_never_finishes() -> None:
    found = looked(
        one(
            "[app, website]",
            "{app: {today: self-serve, completion: 100%, calls_after: 0%}, website: none}",
            "{job: transact, starts_at: {app: 50%, website: 50%}}",
        )
    )
    assert (found.digital_starts.value, found.possible.value, found.expected.value) == (1, D("0.5"), D("0.5"))


def test_a_circle_nobody_leaves_never_finishes_and_has_no_cost() -> None:
    places = "{app: {hands_over_to: {sms: context kept}}, sms: {hands_over_to: {app: context kept}}}"
    found = looked(one(places, "{app: inform, sms: inform}", "{job: transact, starts_at: {app: 100%}}"))
    assert (found.possible.value, found.expected.value, found.cost.value) == (0, 0, None)
    assert found.cost.missing == ("a way out of the circle at r/app", "a way out of the circle at r/sms")


def test_without_starts_nothing_is_known() -> None:
    found = looked(one(PLACES, CELLS))
    assert found.possible.value is None
    assert found.possible.missing == ("starts_at of r",)


TWO = """
volumes_per: month
currency: EUR
touchpoints:
  app: {cost_per_contact: 1 EUR, hands_over_to: {call-centre: context kept}}
  call-centre: {cost_per_contact: 5 EUR}
requests:
  a: {job: transact, volume: 300, starts_at: {app: 100%}}
  b: {job: transact, volume: 100, starts_at: {call-centre: 100%}}
coverage:
  a: {app: {today: self-serve, completion: 50%, calls_after: 0%}, call-centre: human}
  b: {call-centre: human}
"""


def metric(text: str, name: str, state: int = 0) -> Value:
    return Outlooks(surveyed(text)).values(BY_NAME[name])[state]


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("digital_start_share", "0.75"),
        ("digital_end_to_end_share", "0.375"),
        ("digital_survival_share", "0.5"),
        ("self_service_share", "0.375"),
        ("leakage", "0"),
        ("operating_cost", 300 * 1 + 150 * 5 + 100 * 5),
        ("cost_per_completed_need", "3.875"),
        ("csat_by_journey", None),
    ],
)
def test_metrics_are_weighted_by_volume(name: str, value: Any) -> None:
    found = metric(TWO, name)
    assert found.value == (None if value is None else D(value))
    assert found.weighted
    assert bool(found.missing) == (value is None)


def test_one_contact_resolution_leaves_out_requests_whose_call_centre_does_not_say() -> None:
    found = metric(TWO, "one_contact_resolution")
    assert (found.value, found.requests, found.of, found.covered) == (D("0.5"), 1, 2, D("0.75"))
    assert found.missing == ("completion of b/call-centre",)


def test_one_contact_resolution_where_the_call_centre_says_how_often_it_solves() -> None:
    text = TWO.replace("call-centre: human", "call-centre: {today: human, completion: 80%, calls_after: 10%}")
    found = metric(text, "one_contact_resolution")
    assert found.value == (300 * D("0.5") + 100 * D("0.72")) / 400


def test_without_volumes_each_request_counts_the_same() -> None:
    text = TWO.replace("volume: 300, ", "").replace("volume: 100, ", "")
    assert metric(text, "digital_start_share").value == D("0.5")
    assert not metric(text, "digital_start_share").weighted
    assert metric(text, "operating_cost").missing == ("volume of the requests",)


def test_a_ratio_rests_on_the_requests_that_are_known_in_both_states() -> None:
    text = TWO.replace("b: {call-centre: human}", "b: {call-centre: human, app: none -> self-serve}").replace(
        "{call-centre: 100%}", "{call-centre: 50%, app: 50%}"
    )
    today, target = Outlooks(surveyed(text)).values(BY_NAME["digital_end_to_end_share"])
    assert (
        (today.requests, today.of, today.covered) == (target.requests, target.of, target.covered) == (1, 2, D("0.75"))
    )
    assert target.missing == ("completion of b/app",)
    assert metric(text, "operating_cost").value is None


def test_an_amount_needs_every_request() -> None:
    assert metric(TWO.replace("volume: 300, ", ""), "operating_cost").missing == ("volume of a",)


def test_the_registry_says_what_it_counts() -> None:
    for each in METRICS:
        assert each.numerator and each.needs and each.direction in ("up", "down")
        assert each.denominator or each.unit == "money"


# --- against other ways to compute it -------------------------------------------------------------------------------

percents = st.integers(0, 10).map(lambda tenth: f"{10 * tenth}%")


@st.composite
def figured(draw: st.DrawFn) -> JSON:
    """A map in which every cell has its figures; ways may have shares, and may lead round."""
    names = draw(st.lists(st.sampled_from(sorted(FAMILY)), min_size=1, max_size=6, unique=True))
    touchpoints: JSON = {}
    for name in names:
        others = [other for other in names if other != name]
        targets = draw(st.lists(st.sampled_from(others), max_size=3, unique=True)) if others else []
        ways: JSON = dict.fromkeys(targets, "context kept")
        if targets and draw(st.booleans()):
            ways[targets[0]] = {"context": "context lost", "share": draw(percents)}
        touchpoints[name] = {"hands_over_to": ways, "cost_per_contact": f"{draw(st.integers(0, 9))} EUR"}
    row = {}
    for name in names:
        usual = ["human"] if FAMILY[name] == "traditional" else ["inform", "assisted", "self-serve", "none"]
        row[name] = {"today": draw(st.sampled_from(usual)), "completion": draw(percents), "calls_after": draw(percents)}
    part = 100 // len(names)
    starts = dict.fromkeys(names, f"{part}%")
    starts[names[0]] = f"{100 - part * (len(names) - 1)}%"
    return {
        "ecaremap": "1", "name": "Example", "currency": "EUR", "touchpoints": touchpoints, "coverage": {"r": row},
        "requests": {"r": {"job": "transact", "starts_at": starts}},
    }  # fmt: skip


class Chain:
    """The chain read off the plain data, in fractions."""

    def __init__(self, strategy: JSON, inside: Any) -> None:
        self.row = {n: c for n, c in strategy["coverage"]["r"].items() if c["today"] != "none"}
        self.places = [n for n in self.row if inside(n, self.row[n]["today"])]
        self.ways = {n: strategy["touchpoints"][n]["hands_over_to"] for n in self.row}
        self.starts = {n: self.share(s) for n, s in strategy["requests"]["r"]["starts_at"].items()}

    @staticmethod
    def share(text: str) -> Fraction:
        return Fraction(int(text.rstrip("%")), 100)

    def finish(self, name: str) -> Fraction:
        cell = self.row[name]
        if cell["today"] == "inform":
            return Fraction(0)
        return self.share(cell["completion"]) * (1 - self.share(cell["calls_after"]))

    def parts(self, name: str) -> dict[str, Fraction]:
        ways = {t: w for t, w in self.ways[name].items() if t in self.row}
        said = {t: self.share(w["share"]) for t, w in ways.items() if isinstance(w, dict)}
        silent = [t for t in ways if t not in said]
        rest = max(1 - sum(said.values(), Fraction(0)), Fraction(0))
        parts = said | {t: rest / len(silent) for t in silent}
        whole = sum(parts.values())
        return {t: part / whole for t, part in parts.items()} if whole else {}

    def iterated(self, rounds: int = 4000) -> float:
        """What is finished in the end, by letting the customers walk step by step."""
        here = {n: float(s) for n, s in self.starts.items() if n in self.places}
        done = 0.0
        for _ in range(rounds):
            there: dict[str, float] = {}
            for name, mass in here.items():
                finish = float(self.finish(name))
                done += mass * finish
                for target, part in self.parts(name).items():
                    if target in self.places:
                        there[target] = there.get(target, 0.0) + mass * (1 - finish) * float(part)
            here = {name: mass for name, mass in there.items() if mass > 1e-15}
            if not here:
                break
        return done

    def exact(self, name: str, before: tuple[str, ...] = ()) -> Fraction:
        """What is finished from a place on, all ways followed; only without circles."""
        if name in before:
            raise RecursionError
        rest = 1 - self.finish(name)
        ways = {t: p for t, p in self.parts(name).items() if t in self.places and p}
        return self.finish(name) + rest * sum(
            (p * self.exact(t, (*before, name)) for t, p in ways.items()), Fraction(0)
        )


def digital(name: str, _: str) -> bool:
    return FAMILY[name] == "digital"


def alone(name: str, degree: str) -> bool:
    return FAMILY[name] != "traditional" and degree != "assisted"


usual = settings(
    max_examples=200, deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.filter_too_much]
)


@usual
@given(figured())
def test_equal_to_plain_iteration(strategy: JSON) -> None:
    found = looked(strategy)
    assert float(found.expected.value or 0) == pytest.approx(Chain(strategy, digital).iterated(), abs=1e-9)
    assert float(found.alone.value or 0) == pytest.approx(Chain(strategy, alone).iterated(), abs=1e-9)
    if found.finished.value is not None:
        assert float(found.finished.value) == pytest.approx(Chain(strategy, lambda *_: True).iterated(), abs=1e-9)


@usual
@given(figured())
def test_equal_to_fractions_without_circles(strategy: JSON) -> None:
    chain = Chain(strategy, digital)
    try:
        exact = sum((s * chain.exact(n) for n, s in chain.starts.items() if n in chain.places), Fraction(0))
    except RecursionError:
        assume(False)
        return
    value = looked(strategy).expected.value
    assert value is not None
    assert abs(Fraction(value) - exact) < Fraction(1, 10**24)


@usual
@given(figured())
def test_expected_is_possible(strategy: JSON) -> None:
    found = looked(strategy)
    values = [s.value for s in (found.expected, found.possible, found.digital_starts)]
    assert None not in values
    expected, possible, starts = (value or D(0) for value in values)
    tiny = D("1e-20")
    assert 0 <= expected <= possible + tiny <= starts + 2 * tiny <= 1 + 3 * tiny
    assert (found.leaked.value or D(0)) <= (found.finished_digitally.value or D(0)) + tiny


def test_chains() -> None:
    half = D("0.5")
    assert values({"a": {"b": half}, "b": {"a": half}}, {"a": (D(1),), "b": (D(0),)})["a"][0].quantize(D("1e-20")) == (
        1 / D("0.75")
    ).quantize(D("1e-20"))
    assert endless({"a": {"b": D(1)}, "b": {"a": D(1)}, "c": {"a": half}}, {"c"}) == {"a", "b"}
    assert endless({"a": {"b": D(0)}, "b": {}}, {"b"}) == {"a"}
