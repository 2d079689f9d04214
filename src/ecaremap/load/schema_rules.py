"""The rules' part of the JSON Schema: every field with its tests."""

from collections.abc import Iterable
from typing import Any

from ecaremap.model.fields import Field, field_table, partners, words_of_tests
from ecaremap.model.figures import EXAMPLES
from ecaremap.model.scales import ORDERED_DEGREES

SIDES_OF_CONDITION = ("request", "touchpoint", "segment")
SIDES_OF_EFFECT = ("touchpoint", "cell")


def conditions() -> dict[str, Any]:
    """`when` and `unless`."""
    fields = _fields(SIDES_OF_CONDITION)
    about = "A list of conditions of which one must hold."
    fields["any"] = {"type": "array", "description": about, "items": {"$ref": "#/definitions/condition"}}
    return {"condition": _entries(fields)}


def effects() -> dict[str, Any]:
    """`then`."""
    tests = _fields(SIDES_OF_EFFECT)
    number = {"type": "integer", "minimum": 1, "description": "How many places of the row must pass the tests."}
    names = {"type": ["string", "array"], "items": {"type": "string"}}
    effect = _entries({
        "cap": {"enum": list(ORDERED_DEGREES), "description": "The highest degree allowed."},
        "require": {**_entries(tests), "description": "Tests that every cell the rule applies to must pass."},
        "offer": {**_entries({"at_least": number, **tests}), "description": "What each request must be offered."},
        "lift": {**names, "description": "Ids of rules that do not count where this one applies."},
    })  # fmt: skip
    del effect["type"]
    return {"effect": {**effect, "anyOf": [{"enum": ["forbid"]}, {"type": "object"}]}}


def _entries(properties: dict[str, Any]) -> dict[str, Any]:
    return {"type": "object", "properties": properties, "additionalProperties": False}


def _fields(sides: Iterable[str]) -> dict[str, Any]:
    return {key: _tests(field) for key, field in field_table().items() if field.side in sides}


def _tests(field: Field) -> dict[str, Any]:
    """The tests of one field: a flat list of all words where its values are known, else an example."""
    if field.type in ("ordered", "enum", "flag"):
        words: list[Any] = words_of_tests(field, partners(field))
        values: list[Any] = list(field.values)
        if field.type == "flag":  # an editor reads true and false as such
            words = [word == "true" if word in ("true", "false") else word for word in words]
            values = [True, False]
        options = [{"enum": words}, {"type": "array", "items": {"enum": values}}]
        return {"anyOf": options, "description": _about(field)}
    types = ["string", "number", "array"]
    return {"type": types, "items": {"type": ["string", "number"]}, "description": _about(field)}


def _about(field: Field) -> str:
    text = field.description or f"The {field.name.replace('_', ' ')} of the {field.side}."
    if field.scale:
        return f"{text} From weak to strong: {', '.join(field.scale)}."
    if field.type == "number":
        return f"{text} As: at least {EXAMPLES[field.quantity or 'count']}."
    if field.type == "tags":
        return f"{text} As: one of them, [a, b], or not a."
    return text
