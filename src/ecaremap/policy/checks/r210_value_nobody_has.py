"""R210: a test for a text or mark that nothing on the map has."""

from collections.abc import Iterator
from typing import Any

from ecaremap.model.facts import attribute, owner_of
from ecaremap.model.fields import Field
from ecaremap.model.finding import Check, Finding
from ecaremap.model.suggest import closest, did_you_mean
from ecaremap.policy.checks.ruling import finding
from ecaremap.policy.decisions import Decisions
from ecaremap.policy.ruleset import CompiledRule
from ecaremap.policy.tests import Test


def run(decisions: Decisions) -> Iterator[Finding]:
    """One finding for each word; packs and short forms speak about what a map may not have."""
    for rule in decisions.rules.rules:
        for test, word, known in unknown_values(decisions, rule):
            has = f"is called '{word}'" if test.field.name == "id" else f"has '{word}' under {test.field.name}"
            message = f"No {test.field.side} of this map {has}."
            more = {"label": "nobody has this", "help": did_you_mean(word, known), "field": word}
            yield finding(CHECK, rule, message, span=test.span, **more)


def unknown_values(decisions: Decisions, rule: CompiledRule) -> list[tuple[Test, str, set[str]]]:
    """Tests of an own rule for words that no object has, with those that objects have.

    What a test excludes with `not` is only reported if another word was probably meant.
    """
    if decisions.author(rule) != "own":
        return []
    unknown: list[tuple[Test, str, set[str]]] = []
    for test in _tests(rule):
        if test.field.type not in ("text", "tags") or test.operator not in ("in", "not"):
            continue
        known = _values(decisions, test.field)
        words = [word for word in test.words if word not in known]
        unknown += [(test, word, known) for word in words if test.operator == "in" or closest(word, known)]
    return unknown


def _tests(rule: CompiledRule) -> list[Test]:
    conditions = rule.when.all_tests() + (rule.unless.all_tests() if rule.unless else [])
    return [*conditions, *rule.effect.require, *(rule.effect.offer.tests if rule.effect.offer else ())]


def _values(decisions: Decisions, field: Field) -> set[str]:
    """All words that objects of the map have in a field."""
    strategy = decisions.project.strategy
    found: list[Any]
    if field.side == "cell":
        found = [
            owner_of(cell, strategy.touchpoints[name]) if field.name == "owner" else getattr(cell, field.name)
            for row in strategy.coverage.values()
            for name, cell in row.items()
            if name in strategy.touchpoints
        ]
    else:
        sides: dict[str, Any] = {
            "request": strategy.requests,
            "touchpoint": strategy.touchpoints,
            "segment": strategy.segments,
        }
        found = [attribute(field.side, name, field.name, item) for name, item in sides[field.side].items()]
    if field.type == "tags":
        return {word for words in found for word in words or ()}
    return {word for word in found if word}


CHECK = Check("R210", "value-nobody-has", "warning", "A rule tests for a word that nothing on the map has.", run)
