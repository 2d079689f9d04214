"""Who decided, and what makes that suspect: in the map, and for whom."""

from datetime import date

import pytest

from ecaremap.insight.signing.standing import standings
from ecaremap.model.signing import Signature
from ecaremap.render.machine import render_report_json
from ecaremap.render.signatures_yaml import render_signatures
from ecaremap.usecases.validate import Validated, validate_text
from ecaremap.views.explain import explain
from ecaremap.views.model import CellView
from ecaremap.views.report import report_view

DAY = date(2026, 11, 21)
MAP = """\
ecaremap: 1
name: Example
touchpoints: {call-centre: {cost_per_contact: 4 EUR}, app: {cost_per_contact: 0.40 EUR, authentication: strong}}
requests: {cancel: {job: transact, volume: 9000}}
coverage:
  cancel:
    call-centre: {today: human, decided: {by: Anna Example, date: 2026-10-15, reason: People matter.}}
    app: {not_here: too grave, decided: {by: CX board, date: 2026-10-15}}
"""
NOW = MAP.replace("4 EUR", "7 EUR").replace("9000", "14000")


def signed() -> bytes:
    decisions = validate_text(MAP.encode(), "s.yaml", DAY).decisions
    assert decisions
    entries = [
        Signature(d.where, d.decision.by, d.decision.date, d.facts, d.facts.fingerprint) for d in standings(decisions)
    ]
    return render_signatures(entries).encode()


def judged(text: str) -> Validated:
    return validate_text(text.encode(), "s.yaml", DAY, signed=signed())


def cells(text: str, audience: str = "") -> dict[str, CellView]:
    validated = judged(text)
    assert validated.decisions
    view = report_view(validated.decisions, validated.findings, "", audience).map
    return {column.id: cell for column, cell in zip(view.columns, view.rows[0].cells, strict=True)}


def test_a_cell_says_who_decided_also_where_it_was_against() -> None:
    found = cells(MAP)
    assert (found["call-centre"].decided, found["call-centre"].suspect) == ("Anna Example on 2026-10-15", ())
    assert (found["app"].standing, found["app"].decided) == ("not here", "CX board on 2026-10-15")


def test_a_suspect_cell_says_what_moved() -> None:
    found = cells(NOW)
    assert found["call-centre"].suspect == (
        "volume rose from 9,000 to 14,000 per month", "the cost per contact rose from 4 EUR to 7 EUR",
    )  # fmt: skip
    assert found["app"].suspect == ("volume rose from 9,000 to 14,000 per month",)


def test_the_explanation_says_so_too() -> None:
    decisions = judged(NOW).decisions
    assert decisions
    [cell] = explain(decisions, "cancel", ["call-centre"]).cells
    said = [step.text for step in cell.steps]
    at = said.index("decided by Anna Example on 2026-10-15")
    assert said[at + 1 : at + 4] == [
        "why: People matter.",
        "suspect: volume rose from 9,000 to 14,000 per month",
        "suspect: the cost per contact rose from 4 EUR to 7 EUR",
    ]


@pytest.mark.parametrize(("audience", "money", "names", "moved"), [
    ("", True, True, True), ("board", True, True, True), ("it", False, True, True),
    ("frontline", False, True, True), ("public", False, False, False),
])  # fmt: skip
def test_each_audience_sees_what_it_may(audience: str, money: bool, names: bool, moved: bool) -> None:
    found = cells(NOW, audience)["call-centre"]
    assert any("EUR" in words for words in found.suspect) is money
    assert ("the cost per contact changed" in found.suspect) is (moved and not money)
    assert bool(found.decided) is names
    assert bool(found.suspect) is moved
    validated = judged(NOW)
    assert validated.decisions
    text = render_report_json(report_view(validated.decisions, validated.findings, "", audience))
    assert ("4 EUR to 7 EUR" in text) is money
    assert ("Anna Example" in text) is names
