"""Upgrades of packs: what they change for a strategy, both ways."""

import json
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ecaremap.load.problems import Unreadable
from ecaremap.render.pack_diff import pack_diff_json, pack_diff_markdown, pack_diff_text
from ecaremap.usecases.packs import diff, pack_table
from ecaremap.views.pack_diff import PackDiff

DAY = date(2026, 11, 21)
MAPS = Path(__file__).parents[2] / "maps"
PACKS = Path(__file__).parents[2] / "src/ecaremap/packs"

MAP = """\
ecaremap: 1
name: Example
packs: [home]
segments: {elderly: {cannot_use: [automated-voice]}}
touchpoints: [call-centre, app, chat]
requests: {cancel: {job: transact}, move: {job: transact, emotion: low}, ask: {job: learn}}
coverage:
  cancel: {call-centre: human, app: show -> self-serve, chat: assisted}
  move: {call-centre: human, app: self-serve}
  ask: {chat: inform}
"""
HEAD = 'ecaremap: 1\npack: home\nname: Home rules\nversion: "{version}"\nkind: rules\n'
RULES = {
    "cap": "{id: cap, title: Stays personal, when: {request.emotion: high}, then: {cap: assisted}}",
    "cap-cancel": "{id: cap-cancel, title: Cancel with a person, because: trust, when: {request.id: cancel}, then: {cap: show}}",
    "no-chat": "{id: no-chat, when: {touchpoint.id: chat}, then: forbid}",
    "person": "{id: person, kind: law, source: § 1, last_checked: 2026-10-01, when: {request.id: ask}, then: {offer: {at_least: 1, cell.degree: human}}}",
    "route": "{id: route, when: {touchpoint.id: app}, then: {require: {cell.human_route: at least on-request}}}",
    "lift": "{id: lift, when: {request.id: cancel}, then: {lift: [cap-cancel, no-chat]}}",
    "elderly": "{id: elderly, when: {segment.id: elderly}, then: {cap: inform}}",
}
LIBRARY = "library:\n  cancel: {emotion: EMOTION}\n  move: {emotion: EMOTION}\n"


def pack(folder: Path, name: str, rules: tuple[str, ...], emotion: str = "low", version: str = "1") -> str:
    usable = [rule for rule in rules if rule != "lift" or {"cap-cancel", "no-chat"} <= set(rules)]
    listed = "".join(f"  - {RULES[rule]}\n" for rule in usable)
    text = HEAD.format(version=version) + (f"rules:\n{listed}" if listed else "") + LIBRARY.replace("EMOTION", emotion)
    (folder / name).write_text(text, encoding="utf-8")
    return str(folder / name)


def compared(folder: Path, old: str, new: str, strategy: str = MAP) -> PackDiff:
    (folder / "map.yaml").write_text(strategy, encoding="utf-8")
    found = diff(old, new, str(folder / "map.yaml"), DAY)
    assert found.view is not None, [finding.message for finding in found.failed.findings] if found.failed else ""
    return found.view


def test_a_rule_that_comes_is_told_with_what_it_breaks(tmp_path: Path) -> None:
    view = compared(
        tmp_path, pack(tmp_path, "a", ("route",)), pack(tmp_path, "b", ("route", "cap-cancel"), version="2")
    )
    [rule] = view.rules
    assert (rule.id, rule.change, rule.because, rule.effect) == ("home/cap-cancel", "added", "trust", "at most show")
    assert [(cell.where, cell.states) for cell in rule.breached] == [
        ("cancel/app", ("target",)), ("cancel/chat", ("today", "target")),
    ]  # fmt: skip
    assert rule.freed == ()
    # The cap speaks about the whole row, the person in the call centre too, who is outside the order.
    assert rule.cells == ("cancel/app", "cancel/call-centre", "cancel/chat")
    assert view.breaches == 2
    assert (view.before, view.after, view.notice) == ("1", "2", "")


def test_a_rule_that_changes_says_what_reads_differently(tmp_path: Path) -> None:
    old, new = pack(tmp_path, "a", ("cap-cancel",)), pack(tmp_path, "b", ("cap-cancel",))
    text = Path(new).read_text("utf-8")
    Path(new).write_text(
        text.replace("cap: show", "cap: assisted").replace("because: trust", "because: the   law"), "utf-8"
    )
    view = compared(tmp_path, old, new)
    [rule] = view.rules
    assert rule.change == "changed"
    assert rule.differences == ("because: trust -> the law", "then: {cap: show} -> {cap: assisted}")
    assert [(cell.where, cell.states) for cell in rule.freed] == [("cancel/chat", ("today", "target"))]
    assert rule.breached == ()
    assert view.breaches == 0


def test_a_lift_that_goes_frees_and_binds(tmp_path: Path) -> None:
    view = compared(
        tmp_path, pack(tmp_path, "a", ("cap-cancel", "no-chat", "lift")), pack(tmp_path, "b", ("cap-cancel", "no-chat"))
    )
    assert [(rule.id, rule.change) for rule in view.rules] == [
        ("home/lift", "removed"), ("home/cap-cancel", "unchanged"), ("home/no-chat", "unchanged"),
    ]  # fmt: skip
    assert [cell.where for rule in view.rules for cell in rule.breached] == ["cancel/app", "cancel/chat", "cancel/chat"]


def test_what_a_library_proposes_can_break_a_rule_of_the_map(tmp_path: Path) -> None:
    own = MAP + "rules:\n  - {id: mine, when: {request.emotion: high}, then: {cap: show}}\n"
    view = compared(tmp_path, pack(tmp_path, "a", ()), pack(tmp_path, "b", (), "high"), own)
    assert view.proposals == ("cancel: emotion low -> high",)  # move says its own
    [rule] = view.rules
    assert (rule.id, rule.change) == ("mine", "unchanged")
    assert [cell.where for cell in rule.breached] == ["cancel/app", "cancel/chat"]


def test_a_law_about_whole_requests_says_that_it_is_no_advice(tmp_path: Path) -> None:
    view = compared(tmp_path, pack(tmp_path, "a", ()), pack(tmp_path, "b", ("person",)))
    assert view.notice == "Not legal advice; last checked 2026-10-01."
    [rule] = view.rules
    assert (rule.law, rule.cells, rule.others) == ("§ 1; last checked 2026-10-01", ("ask",), 0)
    assert [(cell.where, cell.states) for cell in rule.breached] == [("ask", ("today", "target"))]
    for text in (pack_diff_text(view, 80), pack_diff_markdown(view), pack_diff_json(view)):
        assert "Not legal advice; last checked 2026-10-01." in text


def test_a_pack_that_is_not_used_changes_nothing(tmp_path: Path) -> None:
    without = MAP.replace("packs: [home]\n", "")
    view = compared(tmp_path, pack(tmp_path, "a", ()), pack(tmp_path, "b", ("no-chat",)), without)
    assert not view.used
    assert "does not use the pack home" in pack_diff_text(view, 200)
    assert view.breaches == 0


@pytest.mark.parametrize("strategy", ["telecom", "bank", "utility", "public-service"])
@pytest.mark.parametrize("name", ["core", "de", "eu", "es", "telecom"])
def test_a_pack_against_itself_changes_nothing(strategy: str, name: str) -> None:
    view = diff(name, str(PACKS / f"{name}.yaml"), str(MAPS / strategy), DAY).view
    assert view is not None
    assert (view.rules, view.proposals, view.breaches) == ((), (), 0)
    text = pack_diff_text(view, 80)
    assert "No changes for this map." in text or "does not use the pack" in text


@settings(max_examples=30, deadline=None)
@given(st.sets(st.sampled_from(sorted(RULES))), st.sets(st.sampled_from(sorted(RULES))), st.booleans())
def test_the_way_back_undoes_the_way_there(
    tmp_path_factory: pytest.TempPathFactory, first: set[str], second: set[str], high: bool
) -> None:
    folder = tmp_path_factory.mktemp("packs")
    old = pack(folder, "a", tuple(sorted(first)))
    new = pack(folder, "b", tuple(sorted(second)), "high" if high else "low")
    there, back = compared(folder, old, new), compared(folder, new, old)
    turned = {"added": "removed", "removed": "added"}
    assert {(rule.id, turned.get(rule.change, rule.change)) for rule in there.rules} == {
        (rule.id, rule.change) for rule in back.rules
    }
    for rule in there.rules:
        [other] = [each for each in back.rules if each.id == rule.id]
        assert [(cell.where, cell.states) for cell in rule.breached] == [(c.where, c.states) for c in other.freed]
        assert [(cell.where, cell.states) for cell in rule.freed] == [(c.where, c.states) for c in other.breached]
        assert (rule.cells, rule.others) == (other.cells, other.others)
    if first == second and not high:
        assert there.rules == ()


def test_all_spellings_have_the_same_numbers(tmp_path: Path) -> None:
    view = compared(tmp_path, pack(tmp_path, "a", ("cap",)), pack(tmp_path, "b", ("cap-cancel", "no-chat", "person")))
    document = json.loads(pack_diff_json(view))
    assert document["new_breaches_by_target"] == view.breaches
    assert sum(len(rule["breached"]) for rule in document["rules"]) == sum(len(rule.breached) for rule in view.rules)
    newly = sum(len(rule.breached) for rule in view.rules)
    said = f"Newly broken: {newly}, of which by the target: {view.breaches}."
    assert said in pack_diff_markdown(view)
    assert said in pack_diff_text(view, 300)
    assert all(rule.id in pack_diff_markdown(view) and rule.id in pack_diff_text(view, 80) for rule in view.rules)


@pytest.mark.parametrize(
    ("content", "said"),
    [
        ("pack: home\nrules: [a]\n", "its rules need ids"),
        ("pack: home\nrules: [{title: x}]\n", "its rules need ids"),
        ("pack: home\nlibrary: [a]\n", "its library needs requests"),
        ("name: x\n", "is not a pack"),
        ("- a\n", "entries"),
        ("a: &b c\n", "line 1"),
        ("", "empty"),
    ],
)
def test_a_broken_pack_is_said(tmp_path: Path, content: str, said: str) -> None:
    (tmp_path / "p.yaml").write_text(content, encoding="utf-8")
    with pytest.raises(Unreadable) as refused:
        diff(str(tmp_path / "p.yaml"), "core", str(MAPS / "telecom"), DAY)
    assert said in f"{refused.value.message} {refused.value.fix}"


def test_a_rule_that_cannot_be_read_is_reported_with_its_place(tmp_path: Path) -> None:
    (tmp_path / "map.yaml").write_text(MAP, encoding="utf-8")
    broken = pack(tmp_path, "b", ("cap",))
    Path(broken).write_text(Path(broken).read_text("utf-8").replace("then:", "thn:"), "utf-8")
    found = diff(pack(tmp_path, "a", ()), broken, str(tmp_path / "map.yaml"), DAY)
    assert found.view is None and found.failed is not None
    assert {finding.code for finding in found.failed.findings if finding.severity == "error"} == {"M201", "M204"}


def test_every_law_that_ships_says_where_it_stands_and_when_it_was_read() -> None:
    table = pack_table().splitlines()
    for line in (line for line in table if "not legal advice" in line):
        following = table[table.index(line) + 1]
        assert following.startswith("    ") and "checked 20" in following and "in force from" in following
