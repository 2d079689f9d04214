"""The schema that editors use: current, accepting what the loader accepts, refusing what is misspelt."""

import json
import re
from importlib.resources import files
from pathlib import Path
from typing import Any, ClassVar

import pytest
import yaml
from jsonschema import Draft7Validator

from ecaremap.load.schema import schema_text, strategy_schema

FOUND = Path(__file__).resolve().parents[2].joinpath("maps").rglob("[!_]*.yaml")
MAPS = sorted(path for path in FOUND if path.parent.name != "evidence")
EXAMPLES = sorted(Path(__file__).parents[1].joinpath("examples").glob("*.yaml"))
VALIDATOR = Draft7Validator(strategy_schema())


class EditorLoader(yaml.SafeLoader):
    """YAML as editors read it (version 1.2): true and false are no texts, dates, yes and 12:30 are."""

    yaml_implicit_resolvers: ClassVar[dict[str, Any]] = {}


for tag, pattern, first in (
    ("bool", r"true|false", "tf"), ("int", r"[-+]?[0-9]+", "-+0123456789"), ("null", r"~|null|", ["~", "n", ""]),
    ("float", r"[-+]?(\.[0-9]+|[0-9]+(\.[0-9]*)?)([eE][-+]?[0-9]+)?", "-+.0123456789"),
):  # fmt: skip
    EditorLoader.add_implicit_resolver(f"tag:yaml.org,2002:{tag}", re.compile(f"^(?:{pattern})$"), list(first))


def errors(text: str) -> list[str]:
    document = yaml.load(text, EditorLoader)
    return [f"{'/'.join(map(str, error.absolute_path))}: {error.message}" for error in VALIDATOR.iter_errors(document)]


def test_the_shipped_file_is_current() -> None:
    shipped = files("ecaremap").joinpath("schema/ecaremap.schema.json").read_text(encoding="utf-8")
    assert shipped == schema_text(), "write it anew: ecaremap schema > src/ecaremap/schema/ecaremap.schema.json"


def test_it_is_a_schema_and_the_same_every_time() -> None:
    Draft7Validator.check_schema(json.loads(schema_text()))
    assert schema_text() == schema_text()
    assert schema_text().endswith("}\n")


@pytest.mark.parametrize("path", MAPS + EXAMPLES, ids=lambda path: f"{path.parent.name}/{path.name}")
def test_maps_are_accepted(path: Path) -> None:
    assert errors(path.read_text(encoding="utf-8")) == []


@pytest.mark.parametrize(
    "text",
    [
        "touchpoints: [app, store]\nrequests: [pay-bill]",
        "touchpoints:\n  app:\n  hotline: {kind: call-centre}",
        "requests: {pay-bill: often, cancel: {volume: 12000}, move: }",
        "requests: {pay-bill: {volume: {p10: 1, p50: 2, p90: 3, source: log}}}",
        "coverage: {pay-bill: {app: show -> self-serve, store: {not_here: closed}, chat: {today: show}}}",
        "coverage: {pay-bill: {app: {remove: true}}}",
        "touchpoints: {app: {hands_over_to: {chat: context kept, store: {context: context lost, share: 20%}}}}",
        "rules: [{id: a, when: {request.emotion: at least medium, touchpoint.kind: [app, chat]}, then: forbid}]",
        "rules: [{id: a, when: {any: [{request.tags: x}, {request.volume: at least 5}]}, then: {cap: show}}]",
        "rules: [{id: a, then: {require: {touchpoint.authentication: at least request.authentication}}}]",
        "rules: [{id: a, then: {offer: {at_least: 1, cell.completes: yes}}}, {id: b, then: {lift: [a]}}]",
        "rules: [{id: a, when: {touchpoint.accessible: true}, then: forbid}]",
        "scenarios: {bold: {assumptions: {leakage: 5%}, requests: {pay: {volume: 3}}}}",
        "name: 2026",
    ],
)
def test_short_forms_and_sections_are_accepted(text: str) -> None:
    assert errors(text) == []


@pytest.mark.parametrize(
    ("text", "word"),
    [
        ("tuochpoints: [app]", "tuochpoints"),
        ("requests: {pay-bill: {emotoin: high}}", "emotoin"),
        ("requests: {pay-bill: {emotion: hihg}}", "hihg"),
        ("requests: {pay-bill: oftne}", "oftne"),
        ("requests: {pay-bill: {volume: {valu: 3}}}", "valu"),
        ("coverage: {pay-bill: {app: shwo}}", "shwo"),
        ("coverage: {pay-bill: {app: {todya: show}}}", "todya"),
        ("rules: [{id: a, when: {request.emotoin: high}, then: forbid}]", "request.emotoin"),
        ("rules: [{id: a, when: {request.emotion: at leats low}, then: forbid}]", "at leats low"),
        ("rules: [{id: a, when: {any: [{request.emotion: hihg}]}, then: forbid}]", "hihg"),
        ("rules: [{id: a, then: {kap: show}}]", "kap"),
        ("rules: [{id: a, then: {cap: human}}]", "human"),
        ("rules: [{id: a, then: forbidden}]", "forbidden"),
        ("scenarios: {bold: {requests: {pay: {emotion: low}}}}", "emotion"),
        ("packs: [cor]", "cor"),
        ("requests: {pay-bill: {handling: 4}}", "4"),
        ("targets: [{metric: leakage}]", "id"),
        ("governance: {review_by: 31.1.2027}", "31.1.2027"),
    ],
)
def test_what_is_misspelt_is_refused(text: str, word: str) -> None:
    found = errors(text)
    assert len(found) == 1
    assert word in found[0]


def test_every_key_has_a_description() -> None:
    """Editors show it when the pointer rests on a key."""
    silent = []
    known = {"touchpoints"}  # its keys are kinds, described by what they are
    for name, entry in [("", strategy_schema()), *strategy_schema()["definitions"].items()]:
        for key, value in entry.get("properties", {}).items():
            if name not in known and "description" not in value:
                silent.append(f"{name}.{key}")
    assert silent == []
