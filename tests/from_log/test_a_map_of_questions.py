"""A map that a log has drawn is full of questions: no page may read them as zeros."""

from datetime import date

from ecaremap.insight.journeys.metrics import BY_NAME, Outlooks
from ecaremap.insight.journeys.survey import survey
from ecaremap.policy.decisions import Decisions
from ecaremap.usecases.validate import validate_text
from ecaremap.views.map_view import map_view

MAP = """\
ecaremap: 1
name: From a log
touchpoints: [call-centre, app, website]
requests:
  pay: {volume: 100, starts_at: {call-centre: 40%, app: 60%}}
  ask: {volume: 100, starts_at: {call-centre: 100%}}
coverage:
  pay: {call-centre: human}
  ask: {call-centre: human}
"""


def read(text: str) -> Decisions:
    decisions = validate_text(text.encode(), "map.yaml", date(2026, 11, 21)).decisions
    assert decisions is not None
    return decisions


def test_starts_where_nobody_has_decided_are_no_zero() -> None:
    outlooks = Outlooks(survey(read(MAP)))
    today, _ = outlooks.values(BY_NAME["digital_end_to_end_share"], ["pay"])
    assert today.value is None
    assert "a decision about pay/app" in today.missing
    # Who starts with a person, and is not asked anything else, is known.
    assert outlooks.values(BY_NAME["digital_end_to_end_share"], ["ask"])[0].value == 0


def test_once_it_is_decided_the_zero_is_known() -> None:
    decided = MAP.replace("  pay: {call-centre: human}", "  pay: {call-centre: human, app: inform}")
    today, _ = Outlooks(survey(read(decided))).values(BY_NAME["digital_end_to_end_share"], ["pay"])
    assert today.value == 0


def test_the_headline_tells_questions_from_answers() -> None:
    assert map_view(read(MAP), ()).overview.sentence == (
        "0 of 2 requests are known to be finished digitally today; 4 of 4 digital cells are undecided."
    )
    half = MAP.replace("  pay: {call-centre: human}", "  pay: {call-centre: human, app: inform, website: inform}")
    assert map_view(read(half), ()).overview.sentence == (
        "0 of 2 requests can be finished digitally today; the target leaves it there."
    )
