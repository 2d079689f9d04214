"""The JSON Schema for editors, made from the one declaration.

Draft-07, which editors' YAML servers know best. Short forms that the loader writes out are allowed, and numbers where
an editor reads a number. Words stand in flat lists, because only from those an empty value is completed; a value that
is a word or entries is `properties` beside `anyOf: [words, object]`, so that a misspelt key is named as such.
Nothing is required but ids of list items: a file may hold one section, a layer one changed value.
"""

import json
from typing import Any

from ecaremap.load.catalogue import PREFIX, catalogue
from ecaremap.load.packs import pack_names
from ecaremap.load.schema_rules import conditions, effects
from ecaremap.model.figures import EXAMPLES
from ecaremap.model.scales import FREQUENCIES, KINDS
from ecaremap.model.strategy import FORMAT_VERSION, STEPS, Strategy

TEXT = {"type": ["string", "number"]}
_BY_ID = ("Rule", "Target", "Waiver")
_REMOVABLE = (
    *_BY_ID, "Build", "Cell", "Enabler", "Feedback", "Fix", "Request", "Retirement", "Segment", "Source", "Tactic",
    "Touchpoint",
)  # fmt: skip
_FIGURES = {
    "count": "A number", "ratio": "A number", "share": "A percentage", "money": "An amount of money",
    "rate": "Money per time", "duration": "A length of time", "people": "A number of people",
}  # fmt: skip


def schema_text() -> str:
    """The schema as the package ships it."""
    return json.dumps(strategy_schema(), indent=1, ensure_ascii=False) + "\n"


def strategy_schema() -> dict[str, Any]:
    """The schema of a strategy, or of one file of a folder."""
    declared = Strategy.model_json_schema(by_alias=True)
    definitions = {name: _plain(entry) for name, entry in declared.pop("$defs").items()}
    root = _plain(declared)
    for quantity in EXAMPLES:
        definitions[f"figure-{quantity}"] = _figure(quantity)
    _required(definitions)
    _short_forms(root["properties"], definitions)
    definitions["Rule"]["properties"].update(
        when={"$ref": "#/definitions/condition", "description": "Tests that all hold where the rule applies."},
        unless={"$ref": "#/definitions/condition", "description": "Tests that, all holding, exempt from the rule."},
        then={"$ref": "#/definitions/effect", "description": "The effect: forbid, or cap, require, offer, or lift."},
    )
    definitions |= conditions() | effects()
    _inline_unions(root, definitions)
    for entry in definitions.values():
        _inline_unions(entry, definitions)
    return {
        "$schema": "http://json-schema.org/draft-07/schema#",
        "title": "ecaremap strategy",
        "description": "A contact strategy, or one file of a folder with a strategy.",
        "type": "object",
        "properties": root["properties"],
        "additionalProperties": False,
        "definitions": dict(sorted(definitions.items())),
    }


def _plain(node: Any) -> Any:
    """Without titles, defaults, null and demands; references in draft-07's place; figures by reference."""
    if isinstance(node, list):
        return [_plain(entry) for entry in node]
    if not isinstance(node, dict):
        return node
    if "figure" in node:
        return {"$ref": f"#/definitions/figure-{node['figure']}", **_described(node)}
    if "properties" in node:
        entries = {key: _plain(entry) for key, entry in node["properties"].items()}
        return {"type": "object", **_described(node), "properties": entries, "additionalProperties": False}
    options = [_plain(entry) for entry in node.get("anyOf", ()) if entry != {"type": "null"}]
    if len(options) == 1:
        return {**options[0], **_described(node)}
    plain = {key: _plain(entry) for key, entry in node.items() if key not in ("title", "default", "required", "anyOf")}
    if options:
        plain["anyOf"] = options
    if "$ref" in plain:
        plain["$ref"] = plain["$ref"].replace("#/$defs/", "#/definitions/")
    free = plain.get("type") == "string" and not {"enum", "const", "pattern"} & plain.keys()
    return {**plain, **TEXT} if free else plain


def _described(node: dict[str, Any]) -> dict[str, Any]:
    return {"description": node["description"]} if "description" in node else {}


def _figure(quantity: str) -> dict[str, Any]:
    example = EXAMPLES[quantity]
    number = quantity in ("count", "ratio", "people")
    amount = {"type": ["string", "number"] if number else "string", "examples": [example]}
    keys = {
        "value": {**amount, "description": f"The figure, as {example}."},
        "p10": {**amount, "description": "One outcome in ten is lower."},
        "p50": {**amount, "description": "The middle: as many outcomes are lower as higher."},
        "p90": {**amount, "description": "One outcome in ten is higher."},
        "source": {**TEXT, "description": "Where the figure comes from: an id of sources, or a few words."},
        "as_of": {"type": "string", "description": "The date the figure describes, as 2026-09-30."},
        "driver": {**TEXT, "description": "What makes it uncertain."},
    }
    types = ["string", "number", "object"] if number else ["string", "object"]
    about = f"{_FIGURES[quantity]}, as {example}; a range is written {example} ({example} to {example})."
    return {"type": types, "description": about, "properties": keys, "additionalProperties": False}


def _required(definitions: dict[str, Any]) -> None:
    for name in _BY_ID:
        definitions[name]["required"] = ["id"]
    for name in _REMOVABLE:
        about = "Write remove: true to take away what a layer below defines."
        definitions[name]["properties"]["remove"] = {"type": "boolean", "description": about}


def _short_forms(sections: dict[str, Any], definitions: dict[str, Any]) -> None:
    """What the loader writes out: `load.expand` for sections, `model.strategy` for cells."""
    sections["ecaremap"] = {"enum": [int(FORMAT_VERSION)], **_described(sections["ecaremap"])}
    sections["packs"]["items"] = {"enum": list(pack_names())}
    known = {kind: {"$ref": "#/definitions/Touchpoint"} for kind in KINDS}
    listed = {"anyOf": [{"enum": list(KINDS)}, TEXT]}
    sections["touchpoints"] |= {"type": ["object", "array"], "properties": known, "items": listed}
    sections["requests"] |= {"type": ["object", "array"], "items": TEXT}
    _or_word(definitions["Cell"], list(STEPS), ["object"])
    _or_word(definitions["Request"], list(FREQUENCIES), ["object", "null"])
    definitions["Touchpoint"]["type"] = ["object", "null"]
    del definitions["AnyOf"]["type"]
    definitions["AnyOf"]["anyOf"] = [TEXT, {"type": "object"}]
    entries = [PREFIX + name for name in catalogue()]
    definitions["Tactic"]["properties"]["from"] = {
        "enum": entries,
        **_described(definitions["Tactic"]["properties"]["from"]),
    }


def _or_word(entry: dict[str, Any], words: list[str], types: list[str]) -> None:
    """Entries, or one of some words."""
    del entry["type"]
    entry["anyOf"] = [{"enum": words}, {"type": types if len(types) > 1 else types[0]}]


def _inline_unions(node: Any, definitions: dict[str, Any]) -> None:
    """A choice between words and entries in the form that editors complete and judge best."""
    if isinstance(node, list):
        for entry in node:
            _inline_unions(entry, definitions)
    if not isinstance(node, dict):
        return
    options = node.get("anyOf", [])
    named = [option["$ref"].rpartition("/")[2] for option in options if "$ref" in option]
    if len(named) == 1 and len(options) == 2:
        words = next(option for option in options if "$ref" not in option)
        entries = {key: value for key, value in definitions[named[0]].items() if key not in ("type", "description")}
        node.clear()
        node |= {**entries, "anyOf": [{"enum": words["enum"]}, {"type": "object"}]}
    for entry in node.values():
        _inline_unions(entry, definitions)
