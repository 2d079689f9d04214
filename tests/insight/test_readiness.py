"""The readiness card: what is met, what is not, and what the map does not say."""

import random
import re
from pathlib import Path
from typing import Any

import pytest
import yaml

from ecaremap.insight.obstacles.fact import frequent
from ecaremap.usecases.validate import Validated, validate, validate_text
from ecaremap.views.readiness import FactView, ReadinessView, readiness_view
from insight.claimed import claims_only
from insight.judging import TODAY

ROOT = Path(__file__).parents[2]
MAPS = ("telecom", "bank", "utility", "public-service", "minimal.yaml")


def read(text: str) -> Validated:
    result = validate_text(f"ecaremap: 1\nname: Example\n{text}".encode(), "example.yaml", TODAY)
    assert result.decisions is not None, [finding.message for finding in result.findings]
    return result


def card(text: str) -> ReadinessView:
    decisions = read(text).decisions
    assert decisions is not None
    return readiness_view(decisions)


def fact(name: str, text: str) -> FactView:
    [found] = [each for obstacle in card(text).obstacles for each in obstacle.facts if each.id == name]
    return found


BARE = "touchpoints: [call-centre, app]\nrequests: {pay: {}, ask: {}}\ncoverage: {pay: {app: self-serve}, ask: {}}\n"
SOURCES = "sources: {log: {title: Log, kind: measured}, guess: {title: Guess, kind: estimate}}\n"


def with_request(pay: str, ask: str = "", cell: str = "self-serve", rest: str = "") -> str:
    touchpoints = "touchpoints: {call-centre: {owner: Care}, app: {owner: Web}}\n"
    return f"{touchpoints}requests: {{pay: {{{pay}}}, ask: {{{ask}}}}}\ncoverage: {{pay: {{app: {cell}}}}}\n{rest}"


def walked(*walks: str) -> str:
    entries = ", ".join(f"{{request: pay, touchpoint: app, {walk}}}" for walk in walks)
    return with_request("", rest=f"assessments: [{entries}]\ngovernance: {{owner: E-care team}}\n")


def planned(builds: str, tactics: str = "", fixes: str = "") -> str:
    plan = f"plan: {{starts: 2027-01, horizon: 24 months, builds: {{{builds}}}, tactics: {{{tactics}}}}}\n"
    return with_request("", cell="show -> self-serve", rest=f"{plan}fixes: {{{fixes}}}\n")


BUILD = "b: {request: pay, touchpoint: app, degree: self-serve}"
DELICATE = "emotion: high, job: transact"
SALE = "rate: 5%, margin: 10 EUR"

ANSWERS = [
    ("tried", BARE, "unknown"),
    ("tried", walked("date: 2026-10-01, who: HR, outcome: gave up"), "met"),
    ("tried", walked("date: 2025-11-20, who: HR, outcome: gave up"), "not met"),
    ("tried", walked("date: 2026-10-01, who: e-care Team, outcome: completed"), "not met"),
    ("tried", walked("date: 2026-10-01, who: Web, outcome: completed"), "not met"),
    ("succeeded", BARE, "unknown"),
    ("succeeded", walked("date: 2026-10-01, who: HR, outcome: gave up"), "not met"),
    ("succeeded", walked("date: 2026-10-02, who: HR, outcome: completed", "date: 2026-10-01, who: HR, outcome: gave up"), "met"),
    ("succeeded", walked("date: 2026-10-01, who: HR, outcome: completed", "date: 2026-10-01, who: IT, outcome: gave up"), "not met"),
    ("feedback-digital", BARE, "unknown"),
    ("feedback-digital", BARE.replace("[call-centre, app]", "{call-centre: {}, app: {feedback: [c]}}") + "feedback: {c: {instrument: csat}}\n", "met"),
    ("feedback-traditional", BARE.replace("[call-centre, app]", "{call-centre: {}, store: {feedback: [c]}, app: {}}") + "feedback: {c: {instrument: csat}}\n", "not met"),
    ("acting", BARE, "unknown"),
    ("acting", BARE + "feedback: {c: {instrument: csat}}\n", "not met"),
    ("acting", BARE + "feedback: {c: {instrument: csat, owner: A, goes_to: pool, acts_within: 5 days}}\n", "met"),
    ("acting", BARE + "feedback: {c: {instrument: a, owner: A, goes_to: x, acts_within: 5 days}, d: {instrument: b, owner: A, goes_to: y, acts_within: 5 days}}\n", "not met"),
    ("completion", BARE, "unknown"),
    ("completion", with_request("", cell="{today: self-serve, completion: {value: 80%, source: log}}", rest=SOURCES), "met"),
    ("completion", with_request("", cell="{today: self-serve, completion: 80%, source: guess}", rest=SOURCES), "not met"),
    ("completion", with_request("", cell="{today: self-serve, completion: 80%}"), "not met"),
    ("calls-after", with_request("", cell="{today: self-serve, calls_after: 8% within 7 days, source: log}", rest=SOURCES), "met"),
    ("person", BARE, "unknown"),
    ("person", with_request(DELICATE), "unknown"),
    ("person", with_request(DELICATE, cell="{today: self-serve, human_route: none}"), "not met"),
    ("person", with_request(DELICATE, cell="{today: self-serve, human_route: on-request}"), "met"),
    ("person", with_request("emotion: none"), "met"),
    ("accessible", BARE, "unknown"),
    ("accessible", BARE.replace("[call-centre, app]", "{call-centre: {}, app: {accessible: true}}"), "not met"),
    ("accessible", BARE.replace("[call-centre, app]", "{call-centre: {accessible: true}, app: {accessible: true}}"), "met"),
    ("aims", BARE, "unknown"),
    ("aims", with_request("frequency: often"), "met"),
    ("aims", with_request("frequency: often", cell="show"), "not met"),
    ("aims", with_request("frequency: often", cell="{not_here: never}"), "met"),
    ("aims", with_request("frequency: often", cell="show", rest="keep_personal: {pay: it is delicate}\n"), "met"),
    ("volume", BARE, "unknown"),
    ("volume", with_request("volume: 10"), "not met"),
    ("volume", with_request("volume: 10", "volume: 5"), "met"),
    ("starts-at", with_request("starts_at: {app: 100%}", "starts_at: {app: 100%}"), "met"),
    ("pulls", BARE, "unknown"),
    ("pulls", planned(BUILD), "not met"),
    ("pulls", planned(BUILD, "t: {kind: pull, at: call-centre, builds: [b]}"), "met"),
    ("pulls", planned(BUILD, "t: {kind: push, at: call-centre, builds: [b]}"), "not met"),
    ("pushes", BARE, "unknown"),
    ("pushes", planned(BUILD), "met"),
    ("pushes", planned(BUILD, "t: {kind: push, at: call-centre, builds: [b]}"), "not met"),
    ("plan-owners", BARE, "unknown"),
    ("plan-owners", planned(BUILD), "met"),
    ("plan-owners", planned(BUILD, fixes="f: {request: pay, cause: x, fewer: 5%}"), "not met"),
    ("retirement", BARE, "unknown"),
    ("retirement", BARE.replace("app: self-serve", "app: self-serve, call-centre: human -> none"), "met"),
    ("retirement", BARE.replace("app: self-serve", "app: inform, call-centre: human -> none").replace("pay: {}", "pay: {job: transact}"), "not met"),
    ("sales-named", BARE, "unknown"),
    ("sales-named", with_request("cross_sell: none"), "not met"),
    ("sales-named", with_request("cross_sell: none", "cross_sell: high"), "met"),
    ("sales-settled", BARE, "unknown"),
    ("sales-settled", with_request("cross_sell: low", "cross_sell: none"), "met"),
    ("sales-settled", with_request("cross_sell: high"), "not met"),
    ("sales-settled", with_request(f"cross_sell: high, sale: {{{SALE}}}"), "met"),
    ("sales-settled", with_request("cross_sell: high", rest="rules: [{id: r, when: {request.cross_sell: high}, then: {cap: assisted}}]\n"), "met"),
    ("exemptions", BARE, "unknown"),
    ("exemptions", BARE + "segments: {s: {cannot_use: [digital]}}\n", "not met"),
    ("exemptions", BARE + "segments: {s: {cannot_use: [digital], because: no internet}}\n", "met"),
    ("sales-rule", BARE, "unknown"),
    ("sales-rule", with_request("cross_sell: high", rest="rules: [{id: r, when: {request.cross_sell: high}, then: {cap: assisted}}]\n"), "met"),
    ("sales-rule", with_request("cross_sell: high", rest="rules: [{id: r, when: {request.job: vent}, then: {cap: assisted}}]\n"), "not met"),
    ("digital-sales", BARE, "unknown"),
    ("digital-sales", with_request(f"sale: {{{SALE}}}"), "not met"),
    ("digital-sales", with_request(f"sale: {{{SALE}, lost_when_digital: 40%}}", rest=SOURCES), "not met"),
    ("digital-sales", with_request(f"sale: {{{SALE}, lost_when_digital: 40%, source: guess}}", rest=SOURCES), "met"),
    ("sponsor", BARE, "unknown"),
    ("sponsor", BARE + "governance: {sponsor: COO}\n", "met"),
    ("owner", BARE + "governance: {sponsor: COO}\n", "unknown"),
    ("forum", BARE + "governance: {forum: {name: Board}}\n", "not met"),
    ("forum", BARE + "governance: {forum: {name: Board, meets: monthly, members: [care, IT]}}\n", "met"),
    ("review", BARE + "governance: {review_by: 2026-11-20}\n", "not met"),
    ("review", BARE + "governance: {review_by: 2026-11-21}\n", "met"),
    ("touchpoint-owners", BARE, "unknown"),
    ("touchpoint-owners", with_request(""), "met"),
    ("cause-owners", with_request("cause_owner: Billing"), "not met"),
    ("benefit-owners", BARE + "targets: [{id: t, metric: leakage, at_most: 10%, by: 2028-01-01}]\n", "not met"),
    ("benefit-owners", BARE + "targets: [{id: t, metric: leakage, at_most: 10%, by: 2028-01-01, owner: A}]\n", "met"),
]  # fmt: skip


@pytest.mark.parametrize(("name", "text", "answer"), ANSWERS)
def test_each_fact_has_three_answers(name: str, text: str, answer: str) -> None:
    found = fact(name, text)
    assert found.answer == answer, found.found
    assert found.place.startswith("example.yaml:")
    assert bool(found.write) is (answer != "met")


def test_every_fact_is_tested() -> None:
    asked = {each.id for obstacle in card(BARE).obstacles for each in obstacle.facts}
    assert asked == {name for name, _, _ in ANSWERS}


def test_an_empty_sketch_is_unknown_not_bad() -> None:
    view = card(BARE)
    assert (view.asked, view.met, view.unknown) == (28, 0, 28)
    assert view.sentence == "0 of 28 facts met, 28 unknown"
    assert [obstacle.title for obstacle in view.obstacles] == [
        "Experience", "Migration strategy", "Fear of revenue loss", "Organisation",
    ]  # fmt: skip


@pytest.mark.parametrize("name", MAPS)
def test_the_counts_are_those_of_the_facts(name: str) -> None:
    decisions = validate(str(ROOT / "maps" / name), TODAY).decisions
    assert decisions is not None
    view = readiness_view(decisions)
    facts = [each for obstacle in view.obstacles for each in obstacle.facts]
    assert len({each.id for each in facts}) == len(facts) == view.asked
    assert view.met == sum(each.answer == "met" for each in facts)
    assert view.unknown == sum(each.answer == "unknown" for each in facts)
    for obstacle in view.obstacles:
        assert obstacle.sentence.startswith(f"{obstacle.met} of {len(obstacle.facts)} facts met")


def facts_of(path: Path) -> dict[str, FactView]:
    decisions = validate(str(path), TODAY).decisions
    assert decisions is not None
    return {each.id: each for obstacle in readiness_view(decisions).obstacles for each in obstacle.facts}


def test_the_telecom_map_says_what_stands_in_the_way() -> None:
    with claims_only(ROOT / "maps" / "telecom") as claimed:
        facts = facts_of(claimed)
    assert facts["succeeded"].found == "1 of 4 tasks; not: cancel/website, login-help/website, pay-bill/account"
    assert facts["sales-settled"].found.endswith("not: port-out")
    # Every figure of the map is an estimate, so none counts as measured.
    assert facts["completion"].answer == facts["calls-after"].answer == "not met"
    assert facts["completion"].found.startswith("0 of ")
    # A log has the figures of most places where it has enough contacts, and says where it has not.
    measured = facts_of(ROOT / "maps" / "telecom")
    known, asked = re.match(r"(\d+) of (\d+) places", measured["completion"].found).groups()  # type: ignore[union-attr]
    assert 0 < int(known) <= int(asked) and f"0 of {asked} " in facts["completion"].found
    assert measured["succeeded"].found == facts["succeeded"].found


def test_the_frequent_requests_are_the_fewest_that_make_up_most_needs() -> None:
    requests = ", ".join(f"r{n}: {{volume: {v}}}" for n, v in enumerate((50, 25, 15, 6, 4)))
    decisions = read(f"touchpoints: [app]\nrequests: {{{requests}}}\n").decisions
    assert decisions is not None
    assert frequent(decisions.project.strategy) == ("r0", "r1", "r2")
    sketch = "{b: {frequency: often}, a: {frequency: very often}, c: {frequency: rare}, d: {}}"
    decisions = read(f"touchpoints: [app]\nrequests: {sketch}\n").decisions
    assert decisions is not None
    assert frequent(decisions.project.strategy) == ("a", "b")


def shuffled(node: Any, chance: random.Random) -> Any:
    if isinstance(node, dict):
        items = list(node.items())
        chance.shuffle(items)
        return {key: shuffled(value, chance) for key, value in items}
    if isinstance(node, list):
        items = [shuffled(value, chance) for value in node]
        chance.shuffle(items)
        return items
    return node


@pytest.mark.parametrize("seed", range(3))
def test_the_order_of_the_file_means_nothing(seed: int) -> None:
    merged: dict[str, Any] = {}
    with claims_only(ROOT / "maps" / "telecom") as claimed:
        files = [file.read_text("utf-8") for file in sorted(claimed.rglob("[!_]*.yaml"))]
    for text in files:
        for key, value in yaml.load(text, yaml.BaseLoader).items():
            merged.setdefault(key, {}).update(value) if isinstance(value, dict) else merged.setdefault(key, value)
    said = []
    for document in (merged, shuffled(merged, random.Random(seed))):
        text = yaml.safe_dump(document, sort_keys=False, allow_unicode=True, width=10_000)
        decisions = validate_text(text.encode(), "map.yaml", TODAY).decisions
        assert decisions is not None
        view = readiness_view(decisions)
        said.append([(each.id, each.answer, each.found) for o in view.obstacles for each in o.facts])
    assert said[0] == said[1]
