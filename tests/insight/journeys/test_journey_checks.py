from datetime import date
from typing import Any

import pytest

from ecaremap.insight.journeys.expected import outlook
from ecaremap.insight.journeys.faults import Fault
from ecaremap.insight.journeys.graph import TIMES, Scene
from ecaremap.insight.journeys.survey import survey
from ecaremap.model.scales import STATES
from ecaremap.usecases.validate import validate
from insight.journeys.maps import surveyed
from insight.judging import messages, of, only

TODAY = date(2026, 11, 21)
STUCK = """
touchpoints: {call-centre: {}, website: {}, app: {}}
requests: {pay: {job: transact, starts_at: {call-centre: 60%, website: 30%, app: 10%}}}
coverage:
  pay: {call-centre: human, website: inform, app: inform -> self-serve}
"""


def test_one_finding_for_a_request_names_starts_and_states() -> None:
    found = only("J101", STUCK)
    assert found.severity == "warning"
    assert found.message == (
        "'pay': who starts at website (today and by the target); app (today) cannot finish it on any way."
    )
    assert found.notes == ("for example app: not finished there, and no way on",)
    assert (found.where, found.states) == ("pay", ("today", "target"))


def test_states_that_concern_one_start_each_are_named_in_their_order() -> None:
    fault = Fault("cancel", {"app": ("target",), "email": ("today", "target"), "website": ("today",)})
    assert fault.starts == "email (today and by the target); website (today); app (by the target)"
    assert fault.when == ""


def test_a_sketch_gets_one_question() -> None:
    found = only("J101", STUCK, level="sketch")
    assert found.question
    assert found.message == "1 request has a start that runs into a dead end."


def test_a_dead_end_beside_a_good_way_is_a_remark() -> None:
    text = """
touchpoints: {website: {hands_over_to: {app: context kept, email: context kept}}, app: {}, email: {}}
requests: {pay: {job: transact, starts_at: {website: 100%}}}
coverage:
  pay: {website: inform, app: self-serve, email: inform}
"""
    found = only("J101", text)
    assert found.severity == "info"
    assert "may run into a dead end today and by the target" in found.message


def test_a_loop_says_where_no_way_leads_out() -> None:
    text = """
touchpoints: {website: {hands_over_to: {chatbot: context kept}}, chatbot: {hands_over_to: {website: context kept, app: context kept}}, app: {}}
requests: {pay: {job: transact}}
coverage:
  pay: {website: inform, chatbot: inform, app: none -> self-serve}
"""
    found = only("J102", text)
    assert found.message == "'pay': who starts at chatbot, website can go in circles today and by the target."
    assert found.notes[1] == "from chatbot, website no way leads out"


def test_a_segment_is_named_only_where_it_fares_otherwise() -> None:
    text = """
touchpoints: {website: {hands_over_to: {ivr: context kept}}, ivr: {}, app: {}}
segments: {deaf: {cannot_use: [automated-voice]}}
requests: {pay: {job: transact}}
coverage:
  pay: {website: inform, ivr: self-serve, app: inform}
"""
    assert only("J101", text).message.startswith("'pay': who starts at app, website for the segment deaf cannot")


def test_out_of_hours_says_which_moment_and_who_does_not_say() -> None:
    text = """
touchpoints: {website: {hands_over_to: {chat: context kept, store: context kept}}, chat: {hours: "08:00-20:00"}, store: {}}
requests: {pay: {job: transact}}
coverage:
  pay: {website: inform, chat: assisted, store: human}
"""
    found = only("J105", text)
    assert found.message == "'pay': who starts at website cannot finish it out of hours today and by the target."
    assert found.notes[1:] == (
        "out of hours stands for Mon 20:00, when least is open",
        "without hours and taken to be closed then: store",
    )


NAMED = """
touchpoints: {website: {hands_over_to: {app: context kept}}, app: {}}
requests: {pay: {job: transact}}
coverage:
  pay: {website: inform, app: %s}
journeys: {first: {request: %s, steps: %s}}
"""


@pytest.mark.parametrize(
    ("app", "request_id", "steps", "message"),
    [
        ("self-serve", "pay", "[website, app]", None),
        ("none -> self-serve", "pay", "[website, app]", None),
        ("self-serve -> none", "pay", "[website, app]", "is possible today and no longer by the target"),
        ("none", "pay", "[website, app]", "is not possible: 'pay' is not offered at 'app'"),
        ("self-serve", "pay", "[app, website]", "'app' does not lead on to 'website'"),
        ("self-serve", "pay", "[website]", "'website' does not finish 'pay'"),
        ("self-serve", "pay", "[]", "has no steps"),
        ("self-serve", "buy", "[app]", "is about 'buy', which is no request"),
        ("self-serve", "pay", "[fax]", "comes by 'fax', which is no touchpoint"),
    ],
)
def test_named_journeys(app: str, request_id: str, steps: str, message: str | None) -> None:
    # Names that stand for nothing may be refused before; then this check has nothing to say.
    text = NAMED % (app, request_id, steps)
    try:
        found = messages("J106", text)
    except AssertionError:
        assert request_id == "buy" or "fax" in steps
        return
    assert len(found) == (message is not None)
    assert message is None or message in found[0]


def test_a_journey_no_longer_possible_is_a_warning() -> None:
    assert only("J106", NAMED % ("self-serve -> none", "pay", "[website, app]")).severity == "warning"
    assert only("J106", NAMED % ("none", "pay", "[website, app]")).severity == "error"
    assert only("J106", NAMED % ("none", "pay", "[website, app]"), level="sketch").severity == "error"


def test_undecided_targets_are_one_question_for_a_request() -> None:
    text = "touchpoints: {website: {hands_over_to: {app: context kept, sms: context kept}}, app: {}, sms: {}}\nrequests: {pay: {job: transact}}\ncoverage:\n  pay: {website: inform}\n"
    found = only("J107", text)
    assert found.question
    assert found.message == "'pay' is handed over to where it is undecided: website → app, website → sms."
    assert of("J101", text) == []


@pytest.mark.parametrize("folder", ["telecom", "public-service", "bank", "utility"])
def test_real_maps(folder: str) -> None:
    found = validate(f"maps/{folder}", TODAY)
    journeys = [finding for finding in found.findings if finding.code.startswith("J")]
    assert journeys
    assert all(finding.severity != "error" for finding in journeys)
    assert all(finding.notes or finding.code == "J107" for finding in journeys)


def large() -> dict[str, Any]:
    """1,000 requests at 30 touchpoints, without chance and without pattern."""
    kinds = ("call-centre", "store", "ivr", "website", "account", "app", "chat", "chatbot", "sms", "email")
    degrees = ("none", "inform", "show", "assisted", "self-serve")
    hours = ("24/7", "08:00-20:00 Mon-Sat", "09:00-18:00 Mon-Fri")
    names = [f"t{number:02}" for number in range(30)]
    touchpoints = {
        name: {
            "kind": kinds[i % 10],
            "hours": hours[i * 7 % 3],
            "hands_over_to": {
                names[(i * 11 + k * 7 + 3) % 30]: "context lost" for k in range(3) if (i * 11 + k * 7 + 3) % 30 != i
            },
        }
        for i, name in enumerate(names)
    }
    row = {}
    for r in range(1000):
        cells: dict[str, Any] = {}
        for i, name in enumerate(names):
            number = (r * 31 + i * i * 17 + r * i) % 97
            person = kinds[i % 10] in ("call-centre", "store")
            now, then = ("human", "human") if person else (degrees[number % 5], degrees[(number + r) % 5])
            cells[name] = {
                "today": now,
                "target": then,
                "human_route": "on-request" if number % 2 else "none",
                "completion": "80%",
            }
        row[f"r{r}"] = cells
    requests = {name: {"job": ("learn", "transact", "discuss")[i % 3], "volume": "10"} for i, name in enumerate(row)}
    return {"ecaremap": "1", "name": "Large", "touchpoints": touchpoints, "requests": requests, "coverage": row}


def test_a_thousand_requests_are_all_judged() -> None:
    journeys = surveyed(large())
    assert len(journeys.strategy.requests) == 1000
    for request in journeys.strategy.requests:
        for state in STATES:
            for time in TIMES:
                assert journeys.prospects(request, Scene(state, time))


def test_journeys_are_worked_out_once() -> None:
    decisions = validate("maps/telecom", TODAY).decisions
    assert decisions is not None
    assert survey(decisions) is survey(decisions)
    assert outlook(survey(decisions), "pay-bill", "today").expected.value is not None
