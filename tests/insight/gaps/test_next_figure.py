"""Which figure next: what flips within its range, in which order, and who is asked."""

from decimal import Decimal

from ecaremap.insight.gaps.data_request import data_requests
from ecaremap.insight.gaps.next_figure import NextFigure, next_figures
from ecaremap.insight.gaps.ranges import ASKS, RANGES
from insight.gaps.telling import decided, of_map, read, told

D = Decimal


def wanted(text: str, level: str = "costed") -> tuple[NextFigure, ...]:
    result = read(text, level)
    return next_figures(decided(result), told(result))


def of(figure: str, text: str) -> list[NextFigure]:
    return [entry for entry in wanted(text) if entry.figure == figure]


CELL = "{today: self-serve, completion: 80%, used_share: 30%}"
BASE = (
    "touchpoints: {call-centre: {cost_per_contact: 5 EUR, owner: Contact centre}, app: {owner: App team}}\n"
    "requests: {a: {job: transact, demand: value, volume: 1000, starts_at: {call-centre: 60%, app: 40%}}}\n"
    f"coverage: {{a: {{call-centre: human, app: {CELL}}}}}\nassumptions: {{eligible_share: 70%, double_handling: 1.4}}\n"
)


def test_calls_afterwards_could_be_a_leak() -> None:
    (figure,) = of("calls_after", BASE)
    assert (figure.objects, figure.holder, figure.low, figure.high) == (("a/app",), "App team", "5%", "37%")
    # Needs × starts × finished there × the span of calls afterwards × the longer second contact × its cost.
    assert figure.swing == 12 * 1000 * D("0.4") * D("0.8") * (D("0.37") - D("0.05")) * D("1.4") * 5
    assert figure.needs == 400


def test_a_figure_that_changes_nothing_is_not_asked_for() -> None:
    assert not of("calls_after", BASE + "thresholds: {leakage: 40%}\n")
    assert not of("used_share", BASE)
    assert not of("calls_after", BASE.replace("call-centre: 60%, app: 40%", "call-centre: 100%"))


def test_use_and_completion_are_asked_for_where_they_decide() -> None:
    text = BASE.replace(CELL, "{today: self-serve, calls_after: 5%}")
    assert [entry.objects for entry in of("used_share", text)] == [("a/app",)]
    (figure,) = of("completion", text)
    assert figure.swing == 12 * 1000 * D("0.4") * D("0.3") * 5
    assert not of("used_share", text.replace("self-serve", "assisted"))


def test_failure_share_is_asked_for_where_the_cause_could_come_first() -> None:
    text = BASE.replace("demand: value", "demand: failure, cause_owner: Billing").replace(CELL, "show -> self-serve")
    (figure,) = of("failure_share", text)
    assert (figure.holder, figure.swing) == ("Billing", 12 * 1000 * D("0.6") * D("0.4") * 5)
    assert not of("failure_share", text + "fixes: {f: {request: a, cause: c, fewer: 10%}}\n")


def test_volumes() -> None:
    (figure,) = of("volume", BASE.replace(" volume: 1000,", ""))
    assert (figure.objects, figure.holder, figure.changes) == (("a",), "Contact centre", 1)
    two = BASE.replace("requests: {a:", "requests: {b: {job: learn}, c: {job: learn, volume: 10}, a:")
    (figure,) = of("volume", two)
    assert (figure.objects, figure.low, figure.high, figure.changes) == (("b",), "10", "1000", 1)


def test_eligibility_moves_the_headline() -> None:
    (figure,) = of("eligible_share", BASE.replace("eligible_share: 70%, ", ""))
    assert (figure.low, figure.high, figure.needs) == ("50%", "90%", D(400))


def test_who_gave_the_like_is_asked() -> None:
    text = BASE.replace("requests: {a:", "requests: {b: {job: transact, volume: 1, starts_at: {app: 100%}}, a:")
    text = text.replace(
        "coverage: {", "coverage: {b: {app: {today: self-serve, calls_after: {value: 4%, source: web}}}, "
    )
    text += "sources: {web: {title: Web, kind: measured, owner: Analytics}}\n"
    assert {entry.holder for entry in of("calls_after", text)} == {"Analytics"}


def test_the_most_telling_comes_first() -> None:
    for name in ("telecom", "bank", "public-service"):
        result = of_map(name)
        found = next_figures(decided(result), told(result))
        swings = [entry.swing or 0 for entry in found]
        assert swings == sorted(swings, reverse=True)


def test_each_holder_gets_one_request_with_everything() -> None:
    result = of_map("bank")
    found = next_figures(decided(result), told(result))
    requests = data_requests(found)
    assert len({request.holder for request in requests}) == len(requests)
    asked = {(r.holder, i.figure, name) for r in requests for i in r.items for name in i.objects}
    assert asked == {(entry.holder, entry.figure, name) for entry in found for name in entry.objects}


def test_every_range_has_a_ground_and_a_question() -> None:
    assert set(RANGES) <= set(ASKS)
    assert all(span.low < span.high and span.ground for span in RANGES.values())
