"""The analysis of rules against the enumeration of all points, on random rules."""

from datetime import date

from hypothesis import given
from hypothesis import strategies as st
from policy_maps import CELL_TESTS, KINDS, REQUEST_TESTS, TOUCHPOINT_TESTS, examples, project_of, rule_lists, tag_tests
from policy_points import Points, fewer

from ecaremap.policy.analysis import analyse
from ecaremap.policy.ruleset import compile_rules

TODAY = date(2026, 11, 21)
FRAME = {"ecaremap": "1", "name": "Random", "requests": {"r0": {}}, "touchpoints": {"app": {}}}
FIELDS = {**{k: v for k, v in REQUEST_TESTS.items() if k != "request.id"}, **TOUCHPOINT_TESTS}
CELLS = {key: test for key, test in CELL_TESTS.items() if key != "cell.owner"}


@st.composite
def few_fields(draw, kinds=KINDS, size=3, sizes=(2, 6)):
    """Rules that speak about the same few fields, so that they meet."""
    keys = draw(
        st.lists(st.sampled_from(sorted(FIELDS.keys() - {"touchpoint.id"})), min_size=1, max_size=size, unique=True)
    )
    requests = {key: REQUEST_TESTS[key] for key in keys if key in REQUEST_TESTS} or {
        "request.tags": REQUEST_TESTS["request.tags"]
    }
    touchpoints = {key: TOUCHPOINT_TESTS[key] for key in keys if key in TOUCHPOINT_TESTS} or {
        "touchpoint.tags": TOUCHPOINT_TESTS["touchpoint.tags"]
    }
    segments = {"segment.cannot_use": tag_tests(["digital"])} if draw(st.booleans()) else {}
    return draw(
        rule_lists(sizes=sizes, kinds=kinds, requests=requests, touchpoints=touchpoints, segments=segments, cells=CELLS)
    )


@st.composite
def tiles(draw):
    """Rules with like effects whose conditions cut up one or two fields, so that they cover each other."""
    keys = draw(st.lists(st.sampled_from(TILED), min_size=1, max_size=2, unique=True))
    tests = {key: FIELDS[key] for key in keys}
    block = st.fixed_dictionaries(tests) if draw(st.booleans()) else st.fixed_dictionaries({}, optional=tests)
    block = block.filter(bool)
    when = st.one_of(block, st.lists(block, min_size=2, max_size=3).map(lambda blocks: {"any": blocks}))
    effect = st.sampled_from(EFFECTS)
    number = draw(st.integers(3, 6))
    return [{"id": f"rule-{n}", "when": draw(when), "then": draw(effect)} for n in range(number)]


TILED = ["request.emotion", "request.tags", "request.volume", "touchpoint.authentication", "touchpoint.tags"]
EFFECTS = (
    {"cap": "assisted"},
    {"cap": "assisted"},
    {"cap": "show"},
    {"require": {"cell.human_route": "at least on-request"}},
    "forbid",
)


def analysed_rules(rules):
    compiled = compile_rules(project_of({**FRAME, "rules": rules}))
    assert {finding.code for finding in compiled.findings} <= {"R108"}
    names = {rule.index: rule.id for rule in compiled.rules}
    return analyse(compiled, TODAY), names


def analysed(rules):
    return *analysed_rules(rules), Points(rules, TODAY)


@examples(200)
@given(st.one_of(few_fields(), tiles()))
def test_never_and_always(rules):
    outcome, names, points = analysed(rules)
    assert not outcome.undecided
    assert {names[n] for n in outcome.never} == {name for name in points.current if not points.applies[name]}
    everywhere = {
        name
        for name in points.live
        if len(points.applies[name]) == len(points.points) and {"when", "unless"} & points.rules[name].keys()
    }
    assert {names[n] for n in outcome.always} == everywhere


@examples(200)
@given(st.one_of(few_fields(), tiles()))
def test_duplicates_and_shadowed(rules):
    outcome, names, points = analysed(rules)
    over = {b: {a for a in points.live if points.over(a, b)} for b in points.live}
    equal = {b: {a for a in over[b] if b in over[a]} for b in points.live}
    duplicates = {b for b in points.live if any(a < b for a in equal[b])}
    assert {names[n] for n in outcome.duplicates} == duplicates
    assert {names[n] for n in outcome.shadowed} == {b for b in points.live if over[b] - equal[b]} - duplicates
    for number, other in outcome.duplicates.items():
        assert names[other] == min(equal[names[number]])
    for number, other in outcome.shadowed.items():
        assert names[other] in over[names[number]] - equal[names[number]]


@examples(200)
@given(st.one_of(few_fields(), tiles()))
def test_redundant(rules):
    outcome, names, points = analysed(rules)
    needless = {names[n] for n in (*outcome.duplicates, *outcome.shadowed)}
    rest = [name for name in points.live if name not in needless]
    expected = {
        name
        for name in rest
        if points.says_something(name) and points.covered_by(name, [other for other in rest if other != name])
    }
    assert {names[n] for n in outcome.redundant} == expected
    for number, needed in outcome.redundant.items():
        chosen = [names[n] for n in needed]
        assert points.covered_by(names[number], chosen)
        assert not any(points.covered_by(names[number], some) for some in fewer(chosen))
