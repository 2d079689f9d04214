"""How much is asked for at each level: below it, one counted question instead of many findings."""

import pytest

from ecaremap.model.scales import STRATEGY_LEVELS
from insight.judging import judged, messages, of, only, places

TEXTS = {
    "G140": """
touchpoints: [call-centre, app, website]
requests: {a: {emotion: high}}
coverage: {a: {app: show, website: inform}}
""",
    "G145": """
touchpoints: [call-centre, app]
requests: [a, b]
everywhere_else: not handled
coverage:
  a: {app: {today: show, human_route: same-session}}
  b: {app: {today: show, human_route: named-person}}
""",
    "G150": """
touchpoints: {app: {authentication: none}}
requests: {a: {authentication: strong}, b: {authentication: identified}}
coverage: {a: {app: show}, b: {app: show}}
""",
    "G160": """
touchpoints: [app, call-centre]
requests: [a, b]
segments: {offline: {cannot_use: [digital]}}
coverage: {a: {app: show}, b: {app: show}}
""",
    "G170": """
touchpoints: [app, call-centre]
requests: [a, b]
coverage: {b: {app: show}}
""",
    "G180": """
touchpoints: [app, call-centre]
requests: [a]
coverage: {a: {app: show, call-centre: human}}
""",
    "G200": """
touchpoints: {app: {cost_per_contact: 1 EUR}}
requests: {a: {volume: 10}}
""",
}
QUESTIONS = {
    "G140": ("a/app, a/website", "2 cells do not say how a customer reaches a person."),
    "G145": ("a/app, b/app", "2 cells promise a person, but no hand-over leads there."),
    "G150": ("a/app, b/app", "At 2 cells the login is weaker than the request needs."),
    "G160": ("a, b", "In 2 cases a segment has nowhere to go with a request."),
    "G170": ("a, b", "3 cells of 2 requests are undecided."),
    "G180": ("*/app, */call-centre", "At 2 touchpoints nobody answers for what is offered."),
    "G200": ("a, app", "2 parts of the strategy have figures that nobody vouches for."),
}


@pytest.mark.parametrize("code", QUESTIONS)
def test_sketch_counts_what_later_levels_list(code: str) -> None:
    where, question = QUESTIONS[code]
    asked = only(code, TEXTS[code], level="sketch")
    assert (asked.message, asked.where, asked.severity, asked.question) == (question, "*", "info", True)
    assert asked.span is not None
    assert asked.states == ()
    assert asked.notes == (f"for example {where}",)
    for level in STRATEGY_LEVELS[1:]:
        assert sorted(places(code, TEXTS[code], level=level)) == where.split(", ")


ONE = {
    "G140": "1 cell does not say how a customer reaches a person.",
    "G145": "1 cell promises a person, but no hand-over leads there.",
    "G150": "At 1 cell the login is weaker than the request needs.",
    "G160": "In 1 case a segment has nowhere to go with a request.",
    "G170": "1 cell of 1 request is undecided.",
    "G180": "At 1 touchpoint nobody answers for what is offered.",
    "G200": "1 part of the strategy has figures that nobody vouches for.",
}


@pytest.mark.parametrize("code", ONE)
def test_one_is_said_in_the_singular(code: str) -> None:
    text = (
        "touchpoints: {app: {authentication: none}, call-centre: {owner: Care}}\n"
        "segments: {offline: {cannot_use: [digital]}}\n"
        "requests: {a: {emotion: high, authentication: strong, volume: 10}, b: {}}\n"
        "coverage:\n  a: {app: show}\n  b: {app: {today: inform, human_route: same-session}, call-centre: human}\n"
    )
    assert messages(code, text, level="sketch") == [ONE[code]]


def test_several_cells_of_one_request_are_undecided() -> None:
    text = "touchpoints: [app, website]\nrequests: [a]\n"
    assert messages("G170", text, level="sketch") == ["2 cells of 1 request are undecided."]


def test_a_question_names_five_examples_and_counts_the_rest() -> None:
    text = "touchpoints: [app]\nrequests: [a, b, c, d, e, f, g]\n"
    assert only("G170", text, level="sketch").notes == ("for example a, b, c, d, e and 2 more",)


def test_nothing_to_ask_is_not_asked() -> None:
    text = "touchpoints: [app]\nrequests: {a: {job: transact}}\neverywhere_else: not handled\n"
    assert {finding.code for finding in judged(text, level="sketch")} == {"G190"}


EMPTY = "touchpoints: [call-centre]\nrequests: [a]\ncoverage: {a: {call-centre: human}}\n"


def test_a_sketch_is_asked_for_jobs_only() -> None:
    assert messages("C101", EMPTY, level="sketch") == ["For 1 request what the customer wants done is missing."]


def test_from_costed_on_each_kind_of_figure_is_one_question() -> None:
    for level in STRATEGY_LEVELS[1:]:
        assert sorted(messages("C101", EMPTY, level=level)) == [
            "For 1 request the handling time is missing.",
            "For 1 request the volume is missing.",
            "For 1 request what the customer wants done is missing.",
            "For 1 request where customers start is missing.",
            "For 1 touchpoint the cost per contact is missing.",
        ]


def test_missing_figures_are_questions_with_examples() -> None:
    text = "touchpoints: [call-centre]\nrequests: [a, b, c, d, e, f]\n"
    (found,) = (f for f in of("C101", text) if f.field == "volume")
    assert found.message == "For 6 requests the volume is missing."
    assert (found.severity, found.question, found.where) == ("info", True, "*")
    assert found.notes[-1] == "missing for a, b, c, d, e and 1 more"


def test_a_volume_of_zero_is_a_volume() -> None:
    text = "touchpoints: [call-centre]\nrequests: {a: {volume: 0}}\n"
    assert "volume" not in {finding.field for finding in of("C101", text)}


def test_what_a_withdrawn_touchpoint_costs_is_not_asked() -> None:
    text = "touchpoints: {call-centre: {status: withdrawn}, store: {status: planned}}\nrequests: [a]\n"
    (found,) = (f for f in of("C101", text) if f.field == "cost_per_contact")
    assert found.notes[-1] == "missing for store"
