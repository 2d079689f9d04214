"""Which finding is which: keys survive another order, another layout and another folder."""

import json
from collections import Counter
from pathlib import Path
from typing import Any

import yaml
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from ecaremap.model.finding import Finding
from ecaremap.model.identity import Key, key_of
from ecaremap.usecases.reporting import report_of
from ecaremap.usecases.roots import locate
from ecaremap.usecases.validate import Validated, validate, validate_text
from insight.test_insight_properties import maps, reordered
from report.making import DAY, PATHS, folder

__all__ = ["folder"]
SLOW = settings(max_examples=100, deadline=None, suppress_health_check=list(HealthCheck))
MISTAKES: tuple[tuple[str, Any], ...] = (
    ("requests", {"r0": {"emotoin": "high"}}), ("requests", {"r9": {"emotion": "hihg"}}),
    ("touchpoints", {"app": {"hands_over_to": {"nowhere": "context kept"}}}), ("coverage", {"r0": {"fax": "human"}}),
    ("segments", {"s": {"share": "many"}}), ("colour", "red"),
)  # fmt: skip


def keys(result: Validated) -> Counter[Key]:
    def path(finding: Finding) -> str:
        return result.sources[finding.span.file].path if finding.span else ""

    return Counter(key_of(finding, path(finding)) for finding in result.findings)


def of_text(text: str) -> Counter[Key]:
    return keys(validate_text(text.encode(), "example.yaml", DAY))


@st.composite
def layouts(draw: st.DrawFn, strategy: dict[str, Any]) -> str:
    """The same strategy as somebody else would have written it."""
    text: str = yaml.safe_dump(
        json.loads(json.dumps(strategy)),  # no object twice: that would be written as an anchor
        sort_keys=draw(st.booleans()),
        default_flow_style=draw(st.sampled_from([None, True, False])),
        default_style=draw(st.sampled_from([None, '"', "'"])),
        indent=draw(st.integers(2, 6)),
        width=draw(st.sampled_from([20, 80, 1000])),
        allow_unicode=True,
    )
    if text.startswith("{"):
        return draw(st.sampled_from(["", "\n\n", "# a remark\n"])) + text
    lines = text.split("\n")
    heads = [n for n, line in enumerate(lines) if line[:1].isalpha() or line[:1] in "\"'"]
    for place in sorted(draw(st.lists(st.sampled_from(heads), max_size=4, unique=True)), reverse=True):
        lines[place:place] = draw(st.sampled_from([[""], ["# a remark"], ["", "# another", ""]]))
    return "\n".join(lines)


@SLOW
@given(st.data(), maps())
def test_keys_survive_order_and_layout(data: st.DataObject, strategy: dict[str, Any]) -> None:
    other = data.draw(reordered(strategy))
    other = {**other, "rules": data.draw(st.permutations(strategy["rules"]))}
    assert of_text(json.dumps(strategy)) == of_text(data.draw(layouts(other)))


@SLOW
@given(st.data(), maps(), st.lists(st.sampled_from(MISTAKES), min_size=1, unique_by=str))
def test_keys_of_mistakes_survive_order_and_layout(data: st.DataObject, strategy: Any, mistakes: Any) -> None:
    for section, wrong in mistakes:
        held = strategy.get(section)
        strategy[section] = {**held, **wrong} if isinstance(held, dict) else wrong
    found = of_text(json.dumps(strategy))
    assert any(key.code.startswith("M") for key in found)
    assert found == of_text(data.draw(layouts(data.draw(reordered(strategy)))))


def test_keys_tell_findings_of_the_example_maps_apart() -> None:
    """A key that stands for many would let new findings hide behind old ones."""
    for name in ("telecom", "bank", "utility", "public-service"):
        found = keys(validate(Path(__file__).parents[2] / "maps" / name, DAY))
        assert found.total() > 30
        assert set(found.values()) == {1}


def test_several_mistakes_of_one_object_have_keys_of_their_own() -> None:
    text = "ecaremap: 1\nname: Example\ntouchpoints: [app]\nrequests: {a: {emotoin: high, cros_sell: high}}\n"
    found = of_text(text)
    assert len(found) == 2
    assert {key.where for key in found} == {"a"}


def test_rules_that_clash_have_one_key_whatever_their_order() -> None:
    finding = Finding("P305", "error", "clash", "rule:a", "b+a")
    assert key_of(finding, "") == Key("P305", "rule:a", "a+b")
    assert key_of(Finding("W102", "warning", "…", "comment:G140", "b+a"), "").field == "b+a"


def test_broken_yaml_belongs_to_its_file() -> None:
    (key,) = of_text("ecaremap: 1\nname: a\nname: b\ntouchpoints: [app]\nrequests: [a]\n")
    assert key == Key("Y101", "example.yaml", "'name' is written twice.")


def test_a_key_has_no_line(folder: Path) -> None:
    before = keys(validate("lively.yaml", DAY))
    text = (folder / "lively.yaml").read_text(encoding="utf-8")
    (folder / "lively.yaml").write_text("# one\n\n# two\n" + text, encoding="utf-8")
    assert keys(validate("lively.yaml", DAY)) == before


# Fingerprints


def fingerprints(*paths: str) -> list[str]:
    report = report_of([validate(path, DAY) for path in paths], DAY, "error")
    return [result.fingerprint for run in report.runs for result in run.results]


def test_fingerprints_are_the_same_from_every_folder(folder: Path, monkeypatch: Any) -> None:
    from_root = fingerprints(*PATHS)
    monkeypatch.chdir(folder / "maps & more")
    assert fingerprints(*(f"../{path}" for path in PATHS)) == from_root
    monkeypatch.chdir("/")
    assert fingerprints(*(str(folder / path) for path in PATHS)) == from_root


def test_two_strategies_never_share_a_fingerprint(folder: Path) -> None:
    found = fingerprints(*PATHS)
    assert len(found) == len(set(found)) > 40


def test_findings_that_share_a_key_have_fingerprints_of_their_own(folder: Path) -> None:
    (folder / "twice.yaml").write_text("ecaremap: 1\nname: a\nname: b\nname: c\n", encoding="utf-8")
    found = fingerprints("twice.yaml")
    assert len(found) == len(set(found))


def test_paths_begin_at_the_root_of_the_repository(folder: Path, monkeypatch: Any) -> None:
    assert locate("lively.yaml") == "lively.yaml"
    assert locate("./maps & more/../lively.yaml") == "lively.yaml"
    assert locate("<stdin>") == "stdin"
    assert locate("pack:de") == "pack:de"
    monkeypatch.chdir(folder / "maps & more")
    assert locate("x.yaml") == "maps & more/x.yaml"
    assert locate("../lively.yaml") == "lively.yaml"
    monkeypatch.chdir("/")
    assert locate(str(folder / "lively.yaml")) == "lively.yaml"
    assert locate("no-such-folder/x.yaml") == "no-such-folder/x.yaml"
