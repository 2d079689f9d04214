"""What holds for any strategy: order in the file means nothing, a waiver only changes standings."""

import json
from collections import Counter
from typing import Any

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from ecaremap.model.finding import Finding
from ecaremap.usecases.validate import validate_text
from insight.judging import TODAY

TOUCHPOINTS = ("call-centre", "store", "ivr", "website", "app", "chat")
TRADITIONAL = ("call-centre", "store")
CODES = ("C101", "G140", "G145", "G150", "G160", "G170", "G180", "G190", "G200", "G210", "P301", "P304", "M211")
RULES = [
    {"id": "person", "when": {"request.emotion": "high"}, "then": {"require": {"cell.human_route": "present"}}},
    {"id": "cap", "when": {"request.job": "discuss"}, "then": {"cap": "assisted"}},
    {"id": "button", "kind": "law", "when": {"request.job": "transact"},
     "then": {"offer": {"at_least": "1", "cell.degree": "self-serve"}}},
]  # fmt: skip
JSON = dict[str, Any]


def optional(**parts: st.SearchStrategy[Any]) -> st.SearchStrategy[JSON]:
    return st.fixed_dictionaries({}, optional=parts)


figures = st.sampled_from(["10", {"value": "20", "source": "old"}, {"value": "30", "source": "new"}])
logins = st.sampled_from(["none", "identified", "strong"])
levels = st.sampled_from(["none", "medium", "high"])
statuses = st.sampled_from(["live", "pilot", "potential"])
requests = optional(
    job=st.sampled_from(["transact", "discuss", "vent"]), emotion=levels, authentication=logins, volume=figures
)
touchpoints = optional(
    authentication=logins,
    status=statuses,
    owner=st.just("Team"),
    hands_over_to=st.dictionaries(st.sampled_from(("call-centre", "website")), st.just("context kept"), max_size=2),
)
segments = optional(
    cannot_use=st.just(["digital"]), must_keep=st.lists(st.sampled_from(TRADITIONAL), min_size=1, unique=True)
)


@st.composite
def cells(draw: st.DrawFn, touchpoint: str) -> Any:
    if draw(st.integers(0, 5)) == 0:
        return {"not_here": "never"}
    usual = ("none", "human") if touchpoint in TRADITIONAL else ("none", "inform", "show", "assisted", "self-serve")
    today, target = draw(st.sampled_from(usual)), draw(st.sampled_from(usual))
    if draw(st.booleans()):
        return today if today == target else f"{today} -> {target}"
    more = optional(
        human_route=st.sampled_from(["none", "on-request", "same-session"]), status=statuses | st.just("withdrawn")
    )
    cell = {"today": today, **draw(more)}
    # What is withdrawn has no target.
    return cell if cell.get("status") == "withdrawn" else {**cell, "target": target}


@st.composite
def waivers(draw: st.DrawFn, strategy: JSON, number: int) -> JSON:
    names, rules = list(strategy["requests"]), [f"rule:{rule['id'][:2]}*" for rule in strategy["rules"]]
    place = st.builds("{}/{}".format, st.sampled_from(names), st.sampled_from([*strategy["touchpoints"], "*"]))
    where = draw(st.sampled_from(["*", *names, *rules]) | place)
    until = draw(st.sampled_from(["2026-11-20", "2026-11-21", "2027-06-30"]))
    code = draw(st.sampled_from(CODES))
    return {"id": f"w{number}", "finding": code, "where": where, "reason": "r", "by": "b", "until": until}


@st.composite
def maps(draw: st.DrawFn) -> JSON:
    names = [f"r{number}" for number in range(draw(st.integers(1, 4)))]
    places = [*TRADITIONAL, "website", *draw(st.lists(st.sampled_from(("ivr", "app", "chat")), unique=True))]
    rows = st.lists(st.sampled_from(places), unique=True)
    coverage = {name: {place: draw(cells(place)) for place in draw(rows)} for name in names if draw(st.integers(0, 3))}
    found: JSON = {
        "ecaremap": "1",
        "name": "Example",
        "level": draw(st.sampled_from(["sketch", "costed"])),
        "sources": {
            "old": {"title": "Old log", "kind": "measured", "as_of": "2020-01-31"},
            "new": {"title": "New log", "kind": "measured", "as_of": "2026-09-30"},
        },
        "touchpoints": {place: draw(touchpoints) for place in places},
        "requests": {name: draw(requests) for name in names},
        "coverage": coverage,
        "segments": draw(st.dictionaries(st.sampled_from(("s", "t")), segments)),
        "rules": draw(st.lists(st.sampled_from(RULES), unique_by=lambda rule: str(rule["id"]))),
        "everywhere_else": draw(st.sampled_from(["ask me later", "not handled"])),
    }
    for place, touchpoint in found["touchpoints"].items():
        touchpoint.get("hands_over_to", {}).pop(place, None)
    if draw(st.booleans()):
        found["touchpoints"]["letter"] = {"status": "withdrawn", "cost_per_contact": "2 EUR"}
    found["waivers"] = [draw(waivers(found, number)) for number in range(draw(st.integers(0, 3)))]
    return found


def findings(strategy: JSON) -> tuple[Finding, ...]:
    # JSON is YAML, and every value is a text.
    found = validate_text(json.dumps(strategy).encode(), "example.yaml", TODAY).findings
    assert not [f for f in found if f.code.startswith(("Y", "M", "R1")) and f.severity == "error"]
    return found


def shuffled(draw: st.DrawFn, table: JSON) -> JSON:
    return {key: table[key] for key in draw(st.permutations(list(table)))}


@st.composite
def reordered(draw: st.DrawFn, strategy: JSON) -> JSON:
    other = {**strategy, "waivers": draw(st.permutations(strategy["waivers"]))}
    for section in ("touchpoints", "requests", "segments", "coverage"):
        other[section] = shuffled(draw, strategy[section])
    other["coverage"] = {request: shuffled(draw, row) for request, row in other["coverage"].items()}
    return shuffled(draw, other)


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.filter_too_much])
@given(st.data(), maps())
def test_order_in_the_file_means_nothing(data: st.DataObject, strategy: JSON) -> None:
    def seen(found: tuple[Finding, ...]) -> Counter[tuple[str, ...]]:
        return Counter((f.code, f.where, f.message, f.severity, f.standing) for f in found)

    other = data.draw(reordered(strategy))
    assert seen(findings(strategy)) == seen(findings(other))


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.filter_too_much])
@given(st.data(), maps())
def test_a_waiver_changes_standings_only(data: st.DataObject, strategy: JSON) -> None:
    def rest(found: tuple[Finding, ...]) -> list[tuple[Any, ...]]:
        return sorted(
            (f.code, f.where, f.field, f.message, f.severity, f.help, f.notes, f.states, f.question, f.law)
            for f in found
            if not f.code.startswith("W")
        )

    other = {**strategy, "waivers": [*strategy["waivers"], data.draw(waivers(strategy, 9))]}
    before, after = findings(strategy), findings(other)
    assert rest(before) == rest(after)
    assert all(f.standing == "open" for f in after if f.law or f.code.startswith("W"))
    own = {f.where for f in before if f.code.startswith("W")}
    assert own <= {f.where for f in after if f.code.startswith("W")}
