"""Random small strategies for property tests, as raw mappings."""

import json
import os

from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from policy_conditions import LEVELS, LOGINS, RANKED, ROUTES
from policy_objects import CELLS, REQUESTS, SEGMENTS, TOUCHPOINT

from ecaremap.load.loading import load_text

TIMES = int(os.environ.get("EXAMPLES", "1"))
"""How many times the usual number of examples; more than once means other ones each run."""


def examples(number):
    """Settings of a property test."""
    slow = [HealthCheck.too_slow, HealthCheck.data_too_large]
    return settings(
        max_examples=number * TIMES, deadline=None, derandomize=TIMES == 1, database=None, suppress_health_check=slow
    )


TOUCHPOINTS = {
    "call-centre": "traditional",
    "store": "traditional",
    "app": "digital",
    "website": "digital",
    "ivr": "automated-voice",
}
FAMILIES = ("digital", "traditional", "automated-voice")


def project_of(raw):
    """The raw mapping, loaded as an author's file would be."""
    loaded = load_text(json.dumps(raw).encode())
    assert loaded.project is not None, loaded.findings
    assert not loaded.findings, loaded.findings
    return loaded.project


def words_tests(words):
    """Tests of an enumeration."""
    word = st.sampled_from(words)
    several = st.lists(word, min_size=1, max_size=3, unique=True)
    return st.one_of(word, several, word.map("not {}".format), st.sampled_from(["present", "missing"]))


def scale_tests(scale):
    """Tests of an ordered field, none of them empty in itself."""
    pairs = st.tuples(st.sampled_from(scale), st.sampled_from(scale)).map(sorted_by(scale))
    return st.one_of(
        words_tests(scale),
        st.sampled_from(scale).map("at least {}".format),
        st.sampled_from(scale).map("at most {}".format),
        st.sampled_from(scale[:-1]).map("above {}".format),
        st.sampled_from(scale[1:]).map("below {}".format),
        pairs.map(lambda pair: f"{pair[0]} to {pair[1]}"),
    )


def sorted_by(scale):
    return lambda pair: sorted(pair, key=scale.index)


def amount_tests(amounts):
    """Tests of a number; amounts rise."""
    one = st.sampled_from(amounts)
    words = st.sampled_from(["at least", "at most", "above", "below", "not"])
    pair = st.tuples(one, one).map(sorted_by(amounts)).map(lambda pair: f"{pair[0]} to {pair[1]}")
    return st.one_of(
        one, pair, st.builds("{} {}".format, words, one), st.lists(one, min_size=1, max_size=2, unique=True),
        st.sampled_from(["present", "missing"]),
    )  # fmt: skip


def tag_tests(tags):
    tag = st.sampled_from(tags)
    return st.one_of(tag, tag.map("not {}".format), st.lists(tag, min_size=1, max_size=2, unique=True))


def crossed(own, other):
    words = st.sampled_from(["at least", "at most", "above", "below"])
    return st.one_of(own, words.map(lambda word: f"{word} {other}"))


VOLUMES = ["10", "20", "30"]
COSTS = ["2 EUR", "5 EUR"]
REQUEST_TESTS = {
    "request.id": words_tests(["r0", "r1", "r2"]),
    "request.emotion": scale_tests(LEVELS),
    "request.authentication": crossed(scale_tests(LOGINS), "touchpoint.authentication"),
    "request.tags": tag_tests(["a", "b"]),
    "request.volume": amount_tests(VOLUMES),
    "request.family": words_tests(["billing", "sales"]),
    "request.quadrant": words_tests(["automate", "simplify"]),
}
TOUCHPOINT_TESTS = {
    "touchpoint.id": st.one_of(st.sampled_from(list(TOUCHPOINTS)), st.just("not app")),
    "touchpoint.family": st.one_of(
        st.sampled_from(FAMILIES), st.just("not digital"), st.just(["digital", "traditional"])
    ),
    "touchpoint.authentication": crossed(scale_tests(LOGINS), "request.authentication"),
    "touchpoint.tags": tag_tests(["a", "b"]),
    "touchpoint.cost_per_contact": st.one_of(amount_tests(COSTS), st.just("above 3 USD")),
}
SEGMENT_TESTS = {
    "segment.id": words_tests(["old", "young"]),
    "segment.cannot_use": tag_tests(["digital", "traditional"]),
    "segment.share": amount_tests(["20%"]),
}
CELL_TESTS = {
    "cell.degree": st.one_of(
        st.sampled_from([*RANKED[1:], "human", "peer"]), st.just("not human"),
        st.sampled_from(RANKED[1:]).map("at least {}".format), st.just(["human", "assisted"]),
    ),
    "cell.human_route": scale_tests(ROUTES),
    "cell.owner": words_tests(["ann", "bob"]),
    "cell.completes": st.sampled_from(["yes", "no", "not yes"]),
}  # fmt: skip


def chosen(tests, max_size):
    """Some of the tests, as a mapping."""
    names = st.lists(st.sampled_from(sorted(tests)), max_size=max_size, unique=True)
    return names.flatmap(lambda keys: st.fixed_dictionaries({key: tests[key] for key in keys}))


def blocks(tests, depth=1):
    plain = chosen(tests, 2)
    if depth == 0:
        return plain.filter(bool)
    group = st.lists(blocks(tests, depth - 1), min_size=1, max_size=3)
    return st.one_of(plain, st.builds(lambda block, any_: {**block, "any": any_}, plain, group)).filter(bool)


KINDS = ("forbid", "cap", "cap", "require", "require", "offer", "lift")
CLASHING = ("forbid", "cap", "require", "require", "offer", "offer", "lift")


@st.composite
def rules(
    draw,
    ids,
    kinds=KINDS,
    requests=REQUEST_TESTS,
    touchpoints=TOUCHPOINT_TESTS,
    segments=SEGMENT_TESTS,
    cells=CELL_TESTS,
):
    """One rule; `ids` are those it may lift."""
    kind = draw(st.sampled_from(kinds))
    tests = {**requests, **segments, **({} if kind == "offer" else touchpoints)}
    rule = {}
    if draw(st.sampled_from([False, True, True])):
        rule["when"] = draw(blocks(tests))
    if draw(st.sampled_from([False, False, False, True])):
        rule["unless"] = draw(blocks(tests))
    asked = chosen({**touchpoints, **cells}, 2)
    if kind == "forbid":
        rule["then"] = "forbid"
    elif kind == "cap":
        rule["then"] = {"cap": draw(st.sampled_from(RANKED))}
    elif kind == "require":
        rule["then"] = {"require": draw(asked.filter(bool))}
    elif kind == "offer":
        rule["then"] = {"offer": {"at_least": draw(st.sampled_from(["1", "1", "2"])), **draw(asked)}}
    else:
        rule["then"] = {"lift": draw(st.lists(st.sampled_from(ids), min_size=1, max_size=2, unique=True))}
    rule.update(draw(st.sampled_from(PERIODS)))
    rule.update(draw(st.sampled_from([{}, {}, {"kind": "duty"}, {"kind": "law"}, {"severity": "info"}])))
    return rule


PERIODS = (
    {}, {}, {}, {"until": "2026-11-20"}, {"until": "2026-11-21"}, {"from": "2026-11-22"}, {"from": "2029-01-01"},
    {"from": "2026-01-01", "until": "2027-06-30"},
)  # fmt: skip


@st.composite
def rule_lists(draw, sizes=(2, 6), **fields):
    ids = [f"rule-{number}" for number in range(draw(st.integers(*sizes)))]
    return [{"id": name, **draw(rules(ids, **fields))} for name in ids]


@st.composite
def strategies(draw, kinds=KINDS):
    """Requests, touchpoints, segments, cells and rules."""
    requests = {f"r{number}": draw(REQUESTS) for number in range(draw(st.integers(2, 3)))}
    names = draw(st.lists(st.sampled_from(sorted(TOUCHPOINTS)), min_size=2, max_size=4, unique=True))
    touchpoints = {name: {"kind": name, "family": TOUCHPOINTS[name], **draw(TOUCHPOINT)} for name in names}
    coverage = {
        request: {
            name: draw(CELLS[touchpoints[name]["family"] == "traditional"])
            for name in names
            if draw(st.sampled_from([True, True, False]))
        }
        for request in requests
    }
    segments = draw(st.sampled_from(SEGMENTS))
    return {
        "ecaremap": "1", "name": "Random", "requests": requests, "touchpoints": touchpoints, "segments": segments,
        "coverage": coverage, "rules": draw(rule_lists(kinds=kinds)),
    }  # fmt: skip
