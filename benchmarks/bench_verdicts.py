"""Verdicts of 5,000 requests at 100 touchpoints under 50 rules, and the analysis of these rules.

Prints processor seconds, and how many times longer the same conditions take as plain Python functions
called cell by cell (measured on a sample). Run: python benchmarks/bench_verdicts.py
"""

import json
import random
import sys
import time
from datetime import date, timedelta

from ecaremap.load.loading import load_text
from ecaremap.policy.analysis import analyse
from ecaremap.policy.judge import Grounds, Judge, Period, populations
from ecaremap.policy.ruleset import compile_rules

REQUESTS, TOUCHPOINTS, RULES, SAMPLE = 5000, 100, 50, 20_000
TODAY = date(2026, 11, 21)
LIMIT_VERDICTS, LIMIT_ANALYSIS = 0.5, 1.0
LEVELS = ("none", "low", "medium", "high")
LOGINS = ("none", "identified", "strong")
KINDS = ("website", "account", "app", "chat", "chatbot", "call-centre", "store", "ivr")
FAMILIES = [f"family-{number}" for number in range(12)]
TAGS = ("identity", "complaint", "outage", "sales", "vip", "hardship")


def strategy(chance):
    requests = {
        f"request-{number}": {
            "emotion": chance.choice(LEVELS), "cross_sell": chance.choice(LEVELS), "complexity": chance.choice(LEVELS),
            "authentication": chance.choice(LOGINS), "family": chance.choice(FAMILIES),
            "tags": chance.sample(TAGS, chance.randrange(3)), "volume": str(chance.randrange(100_000)),
        }
        for number in range(REQUESTS)
    }  # fmt: skip
    touchpoints = {
        f"touchpoint-{number}": {
            "kind": chance.choice(KINDS), "authentication": chance.choice(LOGINS),
            "cost_per_contact": f"{chance.randrange(20)} EUR",
        }
        for number in range(TOUCHPOINTS)
    }  # fmt: skip
    rules = [rule(chance, number) for number in range(RULES)]
    return {"ecaremap": "1", "name": "Bench", "requests": requests, "touchpoints": touchpoints, "rules": rules}


def rule(chance, number):
    """One of the shapes that real rules have, with its condition also as plain Python."""
    level, login, tag = chance.choice(LEVELS[1:]), chance.choice(LOGINS[1:]), chance.choice(TAGS)
    family, kind = chance.choice(FAMILIES), chance.choice(KINDS)
    shapes = [
        ({"request.cross_sell": f"at least {level}", "request.family": family}, {"cap": "assisted"}),
        ({"request.tags": tag, "touchpoint.kind": [kind, "chatbot"]}, "forbid"),
        ({"request.emotion": level, "touchpoint.family": "digital"}, {"require": {"cell.human_route": "present"}}),
        ({"touchpoint.authentication": f"below {login}", "request.tags": f"not {tag}"}, {"cap": "show"}),
        ({"request.volume": "at least 50000", "touchpoint.cost_per_contact": "above 10 EUR"}, "forbid"),
        (
            {"request.authentication": "present"},
            {"require": {"touchpoint.authentication": "at least request.authentication"}},
        ),
        (
            {"touchpoint.kind": kind, "any": [{"request.family": family}, {"request.complexity": level}]},
            {"cap": "initiate"},
        ),
        ({"request.tags": tag, "request.complexity": level}, {"offer": {"at_least": "1", "cell.degree": "human"}}),
    ]
    when, then = shapes[number % len(shapes)]
    return {"id": f"rule-{number}", "when": when, "then": then}


def plain_functions(rules):
    """The conditions as lambdas over dictionaries."""
    return [eval("lambda r, t: " + " and ".join(source(key, test) for key, test in rule["when"].items()))
            for rule in rules]  # fmt: skip


def source(key, test):
    if key == "any":
        return "(" + " or ".join(source(k, v) for block in test for k, v in block.items()) + ")"
    side, name = key.split(".")
    value = f"{side[0]}[{name!r}]"
    scale = LOGINS if name == "authentication" else LEVELS
    if name == "tags":
        return f"{test[4:]!r} not in {value}" if test.startswith("not ") else f"{test!r} in {value}"
    if isinstance(test, list):
        return f"{value} in {test}"
    if name in ("volume", "cost_per_contact"):
        return f"{value} {'>' if test.startswith('above') else '>='} {int(test.split()[-1 if name == 'volume' else 1])}"
    for words, sign in (("at least ", ">="), ("below ", "<")):
        if test.startswith(words):
            return f"{scale}.index({value}) {sign} {scale.index(test[len(words) :])}"
    return f"{value} is not None" if test == "present" else f"{value} == {test!r}"


def main():
    chance = random.Random(7)
    raw = strategy(chance)
    project = load_text(json.dumps(raw).encode()).project
    rules = compile_rules(project)
    assert len(rules.rules) == RULES, rules.findings
    begun = time.process_time()
    grounds = Grounds(project, rules, Period(TODAY, TODAY + timedelta(days=730)))
    judge = Judge(grounds, "target", populations(project)[0])
    for row in range(REQUESTS):
        for column in range(TOUCHPOINTS):
            judge.verdict(row, column)
    verdicts = time.process_time() - begun
    begun = time.process_time()
    outcome = analyse(rules, TODAY)
    analysis = time.process_time() - begun
    plain = plain_seconds(chance, raw)
    print(
        f"verdicts: {verdicts:.2f} s for {REQUESTS * TOUCHPOINTS:,} cells under {RULES} rules (at most {LIMIT_VERDICTS})"
    )
    print(f"plain Python, scaled up: {plain:.1f} s, {plain / verdicts:.0f} times as long")
    print(f"analysis: {analysis:.2f} s, undecided {len(outcome.undecided)} (at most {LIMIT_ANALYSIS})")
    return verdicts > LIMIT_VERDICTS or analysis > LIMIT_ANALYSIS


def plain_seconds(chance, raw):
    """The same conditions, cell by cell, on a sample."""
    functions = plain_functions(raw["rules"])
    families = {"call-centre": "traditional", "store": "traditional", "ivr": "automated-voice"}
    requests = [{**item, "volume": int(item["volume"])} for item in raw["requests"].values()]
    touchpoints = [
        {
            **item,
            "family": families.get(item["kind"], "digital"),
            "cost_per_contact": int(item["cost_per_contact"][:-4]),
        }
        for item in raw["touchpoints"].values()
    ]
    cells = [(chance.choice(requests), chance.choice(touchpoints)) for _ in range(SAMPLE)]
    begun = time.process_time()
    for request, touchpoint in cells:
        for function in functions:
            function(request, touchpoint)
    return (time.process_time() - begun) / SAMPLE * REQUESTS * TOUCHPOINTS


if __name__ == "__main__":
    sys.exit(main())
