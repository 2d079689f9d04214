"""Every key and value knows its place, with either parser."""

from typing import Any

import pytest
import yaml

from ecaremap.load import yaml_events
from ecaremap.load.problems import Problems
from ecaremap.model.tree import Items, Table
from load.helpers import BASE, project_of

DOCUMENT = """\
# a comment
plain: value
"quoted key": 'quoted value'
wide: "請求書 🎉"
flow: {a: 1, b: [x, y], c: {d: "e"}}
block:
  - one
  - key: two
    other: three
text: >-
  folded
  over lines
list:
- a
-   b
"""


def marks(node: Any, text: str) -> list[tuple[str, str]]:
    """Each key as it stands at its place, and each text value."""
    lines = text.split("\n")
    found = []
    pairs = node.items() if isinstance(node, Table) else enumerate(node)
    for key, value in pairs:
        mark = node.marks[key]
        if isinstance(node, Table):
            found.append((key, lines[mark.key_line - 1][mark.key_column - 1 : mark.key_end - 1]))
        if isinstance(value, (Table, Items)):
            found += marks(value, text)
        elif mark.line == mark.end_line:
            found.append((value, lines[mark.line - 1][mark.column - 1 : mark.end_column - 1]))
    return found


@pytest.mark.parametrize("parser", [yaml_events._Parser, yaml.SafeLoader])
@pytest.mark.parametrize("ends", ["\n", "\r\n", "\r"])
def test_places_hold_what_they_say(parser: Any, ends: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(yaml_events, "_Parser", parser)
    problems = Problems()
    tree = yaml_events.parse(DOCUMENT.replace("\n", ends), 0, problems)
    assert problems.findings == []
    pairs = marks(tree, DOCUMENT)
    assert len(pairs) == 25
    assert [(name, there) for name, there in pairs if there.strip("'\"") != name] == []


@pytest.mark.parametrize("parser", [yaml_events._Parser, yaml.SafeLoader])
def test_data_is_what_yaml_says(parser: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(yaml_events, "_Parser", parser)
    assert yaml_events.parse(DOCUMENT, 0, Problems()) == yaml.load(DOCUMENT, yaml.BaseLoader)


def test_the_fast_parser_is_used_where_it_is() -> None:
    assert issubclass(yaml_events._Parser, yaml.CSafeLoader) == yaml_events.FAST
    assert "libyaml" in yaml_events.yaml_version()


def test_short_forms_keep_their_places() -> None:
    project = project_of(
        "ecaremap: 1\nname: X\ntouchpoints: [app, chat]\nnot_live_yet: {chat: pilot}\nrequests: {pay: often}\n"
        "keep_personal: {pay: it hurts}\nowners: {digital: Team, pay: Billing}\n"
    )
    place = project.place
    assert place(project.key_span("touchpoints", "app")) == "map.yaml:3:15"
    assert place(project.value_span("touchpoints", "chat", "status")) == "map.yaml:4:22"
    assert place(project.value_span("touchpoints", "app", "kind")) == "map.yaml:3:15"
    assert place(project.value_span("touchpoints", "app", "owner")) == "map.yaml:7:19"
    assert place(project.value_span("requests", "pay", "frequency")) == "map.yaml:5:17"
    assert place(project.value_span("requests", "pay", "cause_owner")) == "map.yaml:7:30"
    assert place(project.value_span("rules", 0, "when")) == "map.yaml:6:22"


def test_every_value_has_an_origin() -> None:
    project = project_of(BASE + "packs: [telecom, core]\nkeep_personal: {pay-bill: x}\n")

    def walk(node: Any, path: tuple[Any, ...]) -> None:
        pairs = node.items() if isinstance(node, Table) else enumerate(node)
        for key, value in pairs:
            span = project.value_span(*path, key)
            assert span is not None
            file = project.sources[span.file]
            assert 1 <= span.line <= len(file.lines)
            assert project.layer(*path, key) in ("own", "pack")
            if isinstance(value, (Table, Items)):
                walk(value, (*path, key))

    walk(project.tree, ())
    assert project.layer("no", "such", "path") == "default"
    assert project.layer("level") == "default"
