"""Promised against measured: the page of a quarter."""

from decimal import Decimal

import numpy as np
from evidences import TODAY, cell, evidence, strategy, validated

from ecaremap.insight.measured.leak_prices import leak_prices
from ecaremap.model.counted import Counted
from ecaremap.plan.forecast import Forecast
from ecaremap.plan.promises import promised_completion, promised_metric
from ecaremap.render.promised_html import render_promised_page, trend_pictures
from ecaremap.render.promised_markdown import render_promised_markdown
from ecaremap.render.promised_text import render_promised_text
from ecaremap.usecases.validate import validate_text
from ecaremap.views.promised import promised_pages, promised_view, without_money
from ecaremap.views.promised_cells import verdict
from ecaremap.views.promised_model import PromisedView

CELL = (
    "{today: self-serve, owner: Billing team, completion: 80%, "
    "expected: {completion: 60%, calls_after: 20% within 1 day, source: our estimate}}"
)
TARGET = "targets:\n  - {id: digital, metric: digital_start_share, at_least: 50%, by: 2026-09-30, owner: COO}\n"
WAIVER = (
    "waivers:\n  - {id: w1, finding: T105, where: target:digital, reason: relaunch slipped, by: CX board, until: 2027-03-31}\n"
    "  - {id: w2, finding: G225, where: pay-bill/app, reason: new release measured, by: CX board, until: 2027-03-31}\n"
)
BODY = (
    "months:\n"
    "  2026-07: {journeys: 2000, contacts: 3000, shares: {digital_start_share: 640 of 2000}}\n"
    "  2026-09: {journeys: 2000, contacts: 3000, shares: {digital_start_share: 700 of 2000}}\n"
    + cell(
        "contacts: 4000, completion: 2600 of 4000, calls_after: {1 day: 962 of 2600}, then_person: {1 day: 1480 of 4000}, gave_up: 300 of 1900"
    )
)
OLD = evidence(cell("contacts: 4000, completion: 2200 of 4000"), "2026-04", "2026-06")


def view(rest: str = "", cell_text: str = CELL) -> PromisedView:
    found = validated(strategy(cell_text, rest), OLD, evidence(BODY))
    assert found.decisions is not None
    return promised_view(found.decisions, found.findings)


def test_a_page_for_a_quarter_by_owner_and_cell() -> None:
    page = view(TARGET)
    assert (page.quarter, page.period, page.file) == (
        "Q3 2026",
        "1 Jul 2026 to 30 Sep 2026",
        "evidence/measured-2026-09",
    )
    (owner,) = page.owners
    assert (owner.owner, owner.kept, owner.missed) == ("Billing team", 1, 1)
    completion, calls = owner.cells[0].figures
    assert (completion.promised, completion.by, completion.claimed) == ("60%", "expected of the target", "80%")
    assert (completion.measured, completion.interval, completion.of) == ("65%", "63.5% to 66.5%", "2,600 of 4,000")
    assert (completion.changed, completion.verdict) == ("up from 55% in Q2 2026", "kept")
    assert completion.earlier == (("Q2 2026", "55%"),)
    assert (calls.promised, calls.measured, calls.verdict) == ("20%", "37%", "missed")


def test_calls_avoided_stand_beside_those_who_gave_up() -> None:
    page = view()
    row = page.owners[0].cells[0]
    # 2600 were resolved, and 37% of those called afterwards.
    assert (row.calls_avoided, row.gave_up_n, row.gave_up) == (1638, 300, "16% (300 of 1,900)")
    assert (page.calls_avoided, page.gave_up) == (1638, 300)
    assert "about 1,638 calls avoided, and 300 customers gave up" in page.sentence


def test_targets_with_trend_and_words() -> None:
    (target,) = view(TARGET).targets
    assert (target.promised, target.due, target.owner) == ("at least 50%", "2026-09-30", "COO")
    assert target.months == (("2026-07", "32%"), ("2026-09", "35%"))
    assert (target.measured, target.verdict, target.trend) == (
        "35% in Sep 2026, 700 of 2,000",
        "missed",
        "better",
    )
    # Wilson of 700 of 2000: 32.9% to 37.1%.
    assert (target.interval, target.moved) == ("32.9% to 37.1%", "better: 32% in Jul 2026, 35% in Sep 2026")
    assert target.counts == "needs whose first touch is digital"
    assert target.excused == ""


def test_what_was_accepted_is_said_with_its_reason() -> None:
    page = view(TARGET + WAIVER)
    assert page.targets[0].excused == "relaunch slipped (CX board, until 2027-03-31)"
    row = page.owners[0].cells[0]
    assert row.figures[0].excused == "new release measured (CX board, until 2027-03-31)"
    assert row.figures[1].excused == ""


def test_without_a_promise_the_claim_is_held_against_the_log() -> None:
    row = view(cell_text="{today: self-serve, completion: 80%}").owners[0].cells[0]
    assert (row.figures[0].promised, row.figures[0].by, row.figures[0].verdict) == (
        "80%",
        "claimed for today",
        "missed",
    )
    assert row.figures[1].verdict == "not promised"
    assert row.owner == "nobody named yet"


def test_a_verdict_only_where_chance_does_not_explain_it() -> None:
    # Wilson of 15 of 148: 6.2% to 16.1%.
    counted = Counted(15, 148)
    assert verdict(counted, Decimal("0.05"), falls=False) == "kept"
    assert verdict(counted, Decimal("0.10"), falls=False) == "in line"
    assert verdict(counted, Decimal("0.20"), falls=False) == "missed"
    assert verdict(counted, Decimal("0.20"), falls=True) == "kept"
    assert verdict(counted, Decimal("0.05"), falls=True) == "missed"
    assert verdict(Counted(1, 29), Decimal("0.90"), falls=False) == "cannot be told"
    assert verdict(counted, None, falls=True) == "not promised"


def test_what_is_not_due_or_not_live_yet_is_not_called_missed() -> None:
    later = TARGET.replace("2026-09-30", "2027-06-30")
    (target,) = view(later).targets
    assert (target.verdict, target.measured) == ("not yet", "35% in Sep 2026, 700 of 2,000")
    assert "1 not due yet" in view(later).sentence
    building = "{today: show, target: self-serve, expected: {completion: 90%, source: our estimate}}"
    (figure, _) = view(cell_text=building).owners[0].cells[0].figures
    assert (figure.promised, figure.by, figure.verdict) == ("90%", "expected of the target", "not yet")
    # Until the target is there, the map's claim for today is what the measurement is held against.
    claims = building.replace("show,", "show, completion: 80%,")
    (figure, _) = view(cell_text=claims).owners[0].cells[0].figures
    assert (figure.promised, figure.by, figure.verdict) == ("80%", "claimed for today", "missed")


def test_measurements_of_one_quarter_are_added_if_their_days_do_not_overlap() -> None:
    july = evidence(cell("contacts: 1000, completion: 500 of 1000, gave_up: 20 of 100"), "2026-07", "2026-07", 31)
    august = evidence(cell("contacts: 1000, completion: 700 of 1000, gave_up: 40 of 100"), "2026-08", "2026-08", 31)
    both = evidence(cell("contacts: 9000, completion: 1 of 9000"), "2026-07", "2026-08", 20)
    named = {
        "evidence/measured-2026-07.yaml": july.encode(),
        "evidence/measured-2026-08.yaml": august.encode(),
        "evidence/measured-2026-07a.yaml": both.encode(),
    }
    found = validate_text(strategy().encode(), "map.yaml", TODAY, None, None, named).decisions
    assert found is not None
    page = promised_view(found)
    assert (page.quarter, page.period) == ("Q3 2026", "1 Jul 2026 to 31 Aug 2026")
    assert page.file == "evidence/measured-2026-07, evidence/measured-2026-08"
    row = page.owners[0].cells[0]
    assert (row.contacts, row.figures[0].of, row.gave_up) == (2000, "1,200 of 2,000", "30% (60 of 200)")


def test_each_quarter_has_a_page_and_knows_the_others() -> None:
    first = evidence(
        cell("contacts: 400, completion: 200 of 400, calls_after: {1 day: 50 of 200}"), "2026-01", "2026-03", 31
    )
    months = "months:\n  2026-03: {journeys: 900, contacts: 900, shares: {digital_start_share: 500 of 900}}\n"
    found = validated(strategy(CELL, TARGET), first + months, OLD, evidence(BODY))
    assert found.decisions is not None
    pages = promised_pages(found.decisions, found.findings)
    assert [page.key for page in pages] == ["2026-q1", "2026-q2", "2026-q3"]
    old, _, new = pages
    assert old.history == new.history
    # In March 500 of 900 started digitally: kept then, missed in September.
    assert [(row.quarter, row.targets_kept, row.targets, row.calls_avoided) for row in new.history] == [
        ("Q1 2026", 1, 1, 150), ("Q2 2026", 1, 1, None), ("Q3 2026", 0, 1, 1638),
    ]  # fmt: skip
    assert old.targets[0].measured == "56% in Mar 2026, 500 of 900"
    assert old.owners[0].cells[0].figures[0].changed == ""
    assert new.owners[0].cells[0].figures[0].earlier == (("Q1 2026", "50%"), ("Q2 2026", "55%"))
    for text in (render_promised_markdown(new), render_promised_text(new), render_promised_page(new)):
        assert "Quarter by quarter" in text
        assert "Q1 2026" in text
    alone = validated(strategy(CELL, TARGET), evidence(BODY)).decisions
    assert alone is not None
    assert "Quarter by quarter" not in render_promised_text(promised_view(alone))


def test_a_sample_and_a_made_up_log_say_so() -> None:
    body = evidence(BODY, covers="a part").replace("contacts.csv", "illustrative-contacts.csv")
    found = validated(strategy(CELL), body).decisions
    assert found is not None
    page = promised_view(found)
    for text in (render_promised_markdown(page), render_promised_text(page, 400), render_promised_page(page)):
        assert page.scope in text
        assert page.stamp in text
    assert page.scope.startswith("The log is a part of all contacts")
    assert (view().scope, view().stamp) == ("", "")


def test_the_picture_of_a_target_has_its_months_and_the_line_to_reach() -> None:
    pictures = trend_pictures(view(TARGET))
    assert list(pictures) == ["promised-0"]
    assert "2026-07 32%, 2026-09 35%" in pictures["promised-0"]
    # 32% and 35% lie below the 50% to reach, which is drawn at the top edge.
    assert 'y1="5.0"' in pictures["promised-0"]
    assert pictures == trend_pictures(view(TARGET))
    assert trend_pictures(None) == {}


def test_without_money_no_amount_is_left() -> None:
    money = (
        "currency: EUR\n" + TARGET + "  - {id: cost, metric: cost_per_completed_need, at_most: 4 EUR, by: 2026-09-30}\n"
    )
    page = view(money)
    assert len(page.targets) == 2
    bare = without_money(page)
    assert [target.id for target in bare.targets] == ["digital"]
    assert "EUR" not in render_promised_markdown(bare)


def test_without_evidence_the_page_says_how_to_begin() -> None:
    found = validated(strategy())
    assert found.decisions is not None
    page = promised_view(found.decisions)
    assert page.why_not == "Nothing was measured yet. Start with: ecaremap measure map.yaml --log contacts.csv"
    assert render_promised_text(page) == page.why_not + "\n"
    assert page.why_not in render_promised_markdown(page)


def test_both_spellings_have_the_same_numbers() -> None:
    page = view(TARGET + WAIVER)
    for text in (render_promised_markdown(page), render_promised_text(page, 400), render_promised_page(page)):
        for said in ("65%", "37%", "2,600 of 4,000", "1,638 calls avoided", "16% (300 of 1,900)", "kept", "missed",
                     "relaunch slipped", "Billing team", "up from 55% in Q2 2026", "63.5% to 66.5%"):  # fmt: skip
            assert said in text, said
        assert render_promised_markdown(page) == render_promised_markdown(view(TARGET + WAIVER))


def test_what_leaks_cost_as_far_as_the_case_knows_it() -> None:
    """1480 of 4000 calls in 92 days are 5875.76 in a year; each takes 1.4 times a contact of 5 EUR: 41,130 EUR."""
    costs = "currency: EUR\nassumptions: {double_handling: 1.4, signed_by: {name: Finance, date: 2026-10-15}}\n"
    text = strategy(CELL, costs, requests="requests: {pay-bill: {job: transact, volume: 900}}\n").replace(
        "touchpoints: [call-centre, app]", "touchpoints: {call-centre: {cost_per_contact: 5 EUR}, app: {}}"
    )
    starts = "requests:\n  pay-bill: {journeys: 6000, starts_at: {app: 4000, call-centre: 2000}}\n"
    found = validated(text, evidence(BODY + starts))
    assert found.decisions is not None
    (leak,) = leak_prices(found.decisions)
    assert leak.calls == Counted(1480, 4000)
    assert leak.a_year.quantize(Decimal("0.01")) == Decimal("5875.76")
    assert leak.amount is not None
    assert leak.amount.quantize(Decimal(1)) == Decimal(41130)
    bare = validated(strategy(CELL), evidence(BODY)).decisions
    assert bare is not None
    (leak,) = leak_prices(bare)
    assert leak.amount is None
    assert leak.wanted


def test_a_plan_is_asked_for_the_month_that_was_measured() -> None:
    """A forecast of three months from August 2026 on: 20%, 30%, 40% start digitally; completion 0 until live, then 70%."""
    months = np.array([0.2, 0.3, 0.4])
    zeros = np.zeros((1, 3))
    forecast = Forecast(
        builds=("b1",), needs=zeros, person=zeros, contacts=zeros, hours=months, starts=zeros, induced=zeros, leaked=zeros,
        unresolved=zeros, contained=zeros, adoption=zeros, completion=np.array([[0.0, 0.7, 0.7]]),
        metrics={"digital_start_share": months, "leakage": months}, lines={}, cash=months, npv=0.0, payback=0,
    )  # fmt: skip
    assert promised_metric(forecast, "2026-08", "digital_start_share", "2026-09") == Decimal("0.3")
    assert promised_metric(forecast, "2026-08", "digital_start_share", "2026-07") is None
    assert promised_metric(forecast, "2026-08", "digital_start_share", "2026-11") is None
    # A log counts leakage of other needs than a plan does, so they are not held against each other.
    assert promised_metric(forecast, "2026-08", "leakage", "2026-09") is None
    rest = (
        "plan: {starts: 2026-08, horizon: 3 months, "
        "builds: {b1: {request: pay-bill, touchpoint: app, degree: self-serve}}}\n"
    )
    known = validated(strategy(CELL, rest)).decisions
    assert known is not None

    def completion(month: str, touchpoint: str = "app") -> Decimal | None:
        return promised_completion(forecast, "2026-08", known.project.strategy, "pay-bill", touchpoint, month)

    assert completion("2026-09") == Decimal("0.7")
    assert completion("2026-08") is None
    assert completion("2026-09", "call-centre") is None
