"""Renaming: the patch applies, changes every place, and changes nothing that validate sees."""

import shutil
import subprocess
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ecaremap.load.problems import Unreadable
from ecaremap.load.renaming.kinds import KINDS
from ecaremap.load.renaming.renaming import ids_of
from ecaremap.render.patch import unified_patch
from ecaremap.usecases.rename import RenamePatch, rename_patch
from ecaremap.usecases.sign import sign
from ecaremap.usecases.validate import Validated, read, validate

DAY = date(2026, 11, 21)
MAPS = Path(__file__).parents[2] / "maps"

EVERYTHING = """\
ecaremap: 1
name: Everything that has an id
level: planned
packs: [core]
sources:
  crm: {title: Contacts, kind: client, as_of: 2026-09-30, owner: Insight}
segments:
  elderly: {share: 5%, cannot_use: [digital], must_keep: [call-centre], source: crm}
touchpoints:
  call-centre:   # where people answer
    cost_per_contact: {value: 6 EUR, source: crm}
    hands_over_to: {store: context kept}
  store:
  "app": {kind: app, authentication: strong, feedback: [csat-app], hands_over_to: {call-centre: context lost}, tags: [x]}
not_live_yet: {store: pilot}
requests:
  cancel: {job: transact, emotion: high, volume: 900, starts_at: {call-centre: 60%, app: 40%}, source: crm}
  'complain': {job: vent, emotion: high, volume: 100, was: grumble}
  move: often
feedback:
  csat-app: {instrument: csat, asked_at: end}
coverage:
  cancel: {call-centre: human, app: {today: inform, target: self-serve, human_route: on-request,
           decided: {by: Board, date: 2026-10-01}}}   # "cancel" in a comment stays
  complain: {call-centre: human, "app": show}
  move: {call-centre: human, app: none -> self-serve}
journeys:
  leave: {request: cancel, steps: [app, call-centre]}
keep_personal: {complain: a person decides}
owners: {app: Digital, cancel: Contract, digital: E-care, call-centre: Operations}
assessments:
  - {date: 2026-10-20, who: Finance, request: cancel, touchpoint: app, task: Cancel, outcome: completed, effort: 2}
rules:
  - id: no-app-for-the-angry
    title: cancel in a text stays
    when:
      request.id: [cancel, move]
      any: [{touchpoint.id: app}, {request.starts_at: not app}]
    unless: {segment.id: elderly}
    then: {cap: assisted}
  - {id: but-moving, when: {request.id: move}, then: {lift: [no-app-for-the-angry, keep-personal/complain]}}
  - id: staff
    when: {touchpoint.id: not store}
    then: {require: {cell.human_route: missing, touchpoint.feedback: not csat-app}}
fixes:
  clearer: {request: cancel, cause: unclear, fewer: 5%}
plan:
  starts: 2027-01
  horizon: 24 months
  teams: {web: 3 people}
  enablers: {sign-on: {touchpoint: app, team: {web: 1}, needs: [clearer]}}
  builds:
    cancel-app: {request: cancel, touchpoint: app, degree: self-serve, team: {web: 1}, needs: [sign-on, clearer]}
    move-app: {request: move, touchpoint: app, degree: self-serve, needs: [cancel-app]}
  tactics: {tell: {kind: pull, at: call-centre, builds: [cancel-app], source: crm}}
measurement: {touchpoint_codes: {T1: app}, request_codes: {R1: cancel, cancel: cancel}}
targets: [{id: t1, metric: leakage, at_most: 10%, by: 2028-12-31}]
scenarios:
  bold:
    segments: {elderly: {share: 4%}}
    touchpoints: {app: {cost_per_contact: 1 EUR}}
    requests: {cancel: {volume: 500, starts_at: {app: 100%}}}
    coverage: {cancel: {app: {completion: 80%}}}
    plan: {teams: {web: 4 people}, builds: {cancel-app: {build_cost: 5 EUR}}, tactics: {tell: {cost: 3 EUR/month}}}
    fixes: {clearer: {fewer: 6%}}
waivers:
  - {id: w1, finding: P303, where: cancel/app, reason: later, by: Board, until: 2027-12-31}
  - {id: w2, finding: P301, where: "rule:no-app-for-the-angry", reason: later, by: Board, until: 2027-12-31}
  - {id: w3, finding: P301, where: rule:keep-personal/complain-person, reason: later, by: Board, until: 2027-12-31}
  - {id: w4, finding: G195, where: 'app', reason: later, by: Board, until: 2027-12-31}
"""
LEFT = ('# "cancel" in a comment', "title: cancel in a text", "task: Cancel", "{R1: NEW, cancel: NEW}", "was: cancel")


def found(validated: Validated, old: str = "", new: str = "") -> list[tuple[object, ...]]:
    """The findings with the new id read as the old one; places move, as `was:` takes a line."""

    def back(text: str) -> str:
        return text.replace(new, old) if new else text

    return sorted(
        (f.code, f.severity, back(f.where), back(f.field), f.states, f.standing, f.question, back(f.message))
        for f in validated.findings
    )


def patched(folder: Path, patch: RenamePatch, how: str) -> None:
    command = {"patch": ["patch", "-p1", "--no-backup-if-mismatch", "-F0"], "git": ["git", "apply", "-"]}[how]
    done = subprocess.run(command, cwd=folder, input=patch.text.encode(), capture_output=True)
    assert done.returncode == 0, done.stderr.decode() + done.stdout.decode()


def renaming(path: str, old: str, new: str, kind: str | None = None) -> RenamePatch:
    return rename_patch(read(path), path, old, new, kind)


@pytest.fixture
def everything(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    folder = tmp_path / "here" / "map"
    folder.mkdir(parents=True)
    (folder / "strategy.yaml").write_text(EVERYTHING, encoding="utf-8")
    monkeypatch.chdir(folder.parent)
    return folder


def ids(path: Path) -> list[tuple[str, str]]:
    return list(ids_of(read(path).sources.files))


def test_the_example_has_an_id_of_every_kind(everything: Path) -> None:
    assert {kind for kind, _ in ids(everything)} == set(KINDS)
    assert validate(everything, DAY).decisions is not None


@pytest.mark.parametrize("how", ["patch", "git"])
@pytest.mark.parametrize("kind", KINDS)
def test_every_id_of_every_kind(everything: Path, kind: str, how: str) -> None:
    sign(validate("map", DAY), (), check=False)
    before = found(validate("map", DAY))
    bold = found(validate("map", DAY, "bold"))
    for owner, old in ids(everything):
        if owner != kind:
            continue
        patch = renaming("map", old, f"{old}-new", kind)
        assert patch.kind == kind
        patched(everything.parent, patch, how)
        assert found(validate("map", DAY), old, f"{old}-new") == before
        if kind != "scenario":
            assert found(validate("map", DAY, "bold"), old, f"{old}-new") == bold
        assert (kind, old) not in ids(everything)
        patched(everything.parent, renaming("map", f"{old}-new", old, kind), how)
        assert found(validate("map", DAY)) == before


@pytest.mark.parametrize(
    ("kind", "old"),
    [
        ("request", "cancel"), ("touchpoint", "app"), ("segment", "offline"), ("rule", "keep-people-for-cross-sell"),
        ("source", "crm-2026q3"), ("feedback", "csat-app"), ("build", "cancel-button"), ("enabler", "sign-on"),
        ("fix", "router-updates"), ("tactic", "agents-show-the-app"), ("team", "platform"), ("target", "t1"),
        ("scenario", "bold"), ("waiver", "w1"),
    ],
)  # fmt: skip
def test_the_telecom_map_is_judged_as_before(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, kind: str, old: str
) -> None:
    shutil.copytree(MAPS / "telecom", tmp_path / "map")
    monkeypatch.chdir(tmp_path)
    before = found(validate("map", DAY))
    patched(tmp_path, renaming("map", old, f"{old}-2", kind), "patch")
    assert found(validate("map", DAY), old, f"{old}-2") == before


def test_only_ids_change(everything: Path) -> None:
    patched(everything.parent, renaming("map", "cancel", "NEW"), "patch")
    text = (everything / "strategy.yaml").read_text("utf-8")
    for left in LEFT:
        assert left in text
    assert text.replace("was: cancel, ", "").replace("NEW", "cancel") == EVERYTHING


def test_nothing_is_touched(everything: Path) -> None:
    before = (everything / "strategy.yaml").read_bytes()
    assert renaming("map", "cancel", "end-contract").text
    assert (everything / "strategy.yaml").read_bytes() == before


def test_signatures_go_along(everything: Path) -> None:
    sign(validate("map", DAY), (), check=False)
    for old, new in (("cancel", "zz-last"), ("app", "phone"), ("no-app-for-the-angry", "a-rule"), ("elderly", "older")):
        patched(everything.parent, renaming("map", old, new), "patch")
        assert not [f for f in validate("map", DAY).findings if f.code.startswith("D")]
    lock = (everything / "_decisions.lock.yaml").read_text("utf-8")
    assert "zz-last/phone:" in lock and 'a-rule: "cap assisted (for everyone)"' in lock


@pytest.mark.parametrize(
    ("old", "new", "kind", "said"),
    [
        ("cancle", "x", None, "Nothing is called 'cancle'. did you mean 'cancel'?"),
        ("cancel", "move", None, "There is a request 'move' already."),
        ("cancel", "cancel", None, "The new id is the old one."),
        ("cancel", "end contract", None, "'end contract' cannot be an id"),
        ("cancel", "null", None, "'null' cannot be an id"),
        ("cancel", "x", "touchpoint", "There is no touchpoint 'cancel'. It is a request"),
        ("core/nobody-shut-out", "x", None, "own text"),
        ("sign-on", "clearer", None, "There is a fix 'clearer' already."),
    ],
)
def test_what_cannot_be_renamed_is_said(everything: Path, old: str, new: str, kind: str | None, said: str) -> None:
    with pytest.raises(Unreadable) as refused:
        renaming("map", old, new, kind)
    assert said in f"{refused.value.message} {refused.value.fix}"


def test_an_id_of_two_kinds_asks_which(everything: Path) -> None:
    file = everything / "strategy.yaml"
    file.write_text(EVERYTHING.replace("cancel-app", "cancel"), encoding="utf-8")
    with pytest.raises(Unreadable) as refused:
        renaming("map", "cancel", "x")
    assert (refused.value.message, refused.value.fix) == (
        "'cancel' is a request and a build.", "Say which one is meant: --kind request",
    )  # fmt: skip
    patched(everything.parent, renaming("map", "cancel", "x", "build"), "patch")
    text = file.read_text("utf-8")
    assert (
        "x: {was: cancel, request: cancel, touchpoint: app" in text and "builds: [x]" in text and "needs: [x]" in text
    )


def test_a_request_keeps_what_its_library_knows(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    shutil.copy(MAPS / "minimal.yaml", tmp_path / "map.yaml")
    monkeypatch.chdir(tmp_path)
    before = validate("map.yaml", DAY)
    patched(tmp_path, renaming("map.yaml", "pay-bill", "settle-bill"), "patch")
    after = validate("map.yaml", DAY)
    assert before.decisions and after.decisions
    old, new = (run.decisions.project.strategy.requests for run in (before, after))
    assert new["settle-bill"].model_copy(update={"was": ()}) == old["pay-bill"]
    assert found(after, "pay-bill", "settle-bill") == found(before)
    assert "settle-bill: {frequency: very often, was: pay-bill}" in (tmp_path / "map.yaml").read_text("utf-8")


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("touchpoints: [website, app]  # two\n", "touchpoints: {website: {}, phone: {kind: app, was: app}}  # two\n"),
        ("touchpoints:\n  - website   # one\n  - app\n", "touchpoints:\n    website:   # one\n    phone: {kind: app, was: app}\n"),
        ("touchpoints:\n- website\n- app # two\n", "touchpoints:\n  website:\n  phone: {kind: app, was: app} # two\n"),
        ("touchpoints:\n  website:\n  app:   # two\n", "touchpoints:\n  website:\n  phone: {kind: app, was: app}   # two\n"),
        ("touchpoints: {website: {}, app: {}}\n", "touchpoints: {website: {}, phone: {kind: app, was: app}}\n"),
        ("touchpoints: {website: {}, app: {kind: chat}}\n", "touchpoints: {website: {}, phone: {was: app, kind: chat}}\n"),
        ("touchpoints: {website: {}, app: {was: tool, kind: app}}\n", "touchpoints: {website: {}, phone: {was: [app, tool], kind: app}}\n"),
        ("touchpoints: {website: {}, app: {was: [tool, thing], kind: app}}\n", "touchpoints: {website: {}, phone: {was: [app, tool, thing], kind: app}}\n"),
        ("touchpoints: {website: {}, app: {was: phone, kind: app}}\n", "touchpoints: {website: {}, phone: {was: app, kind: app}}\n"),
        ("touchpoints:\n  website:\n  app:\n    was:\n      - tool\n    kind: app\n", "touchpoints:\n  website:\n  phone:\n    was:\n      - app\n      - tool\n    kind: app\n"),
        ("touchpoints:\n  website: {}\n  app:  # two\n    # inside\n    name: App\n", "touchpoints:\n  website: {}\n  phone:  # two\n    kind: app\n    was: app\n    # inside\n    name: App\n"),
        ("touchpoints:\n  website: {}\n  app: {\n    name: App}\n", "touchpoints:\n  website: {}\n  phone: {kind: app, was: app,\n    name: App}\n"),
    ],
)  # fmt: skip
def test_each_way_to_declare(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, before: str, after: str) -> None:
    rest = "requests: [pay]\ncoverage: {pay: {app: show}}\n"
    file = tmp_path / "map.yaml"
    file.write_text(f"ecaremap: 1\nname: x\n{before}{rest}", encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    patched(tmp_path, renaming("map.yaml", "app", "phone"), "patch")
    assert file.read_text("utf-8") == f"ecaremap: 1\nname: x\n{after}{rest.replace('app:', 'phone:')}"
    assert not [f for f in validate("map.yaml", DAY).findings if f.severity == "error"]


@pytest.mark.parametrize("how", ["patch", "git"])
@pytest.mark.parametrize(
    "change",
    [
        lambda text: text.replace("\n", "\r\n"),
        lambda text: "\ufeff" + text,
        lambda text: text.rstrip("\n"),
        lambda text: "\ufeff" + text.replace("\n", "\r\n").rstrip(),
    ],
    ids=["crlf", "mark", "no end", "all"],
)
def test_line_ends_and_marks_stay(everything: Path, change: object, how: str) -> None:
    data = change(EVERYTHING).encode()  # type: ignore[operator]
    file = everything / "strategy.yaml"
    file.write_bytes(data)
    for old, new in (("cancel", "end-contract"), ("w4", "w5"), ("store", "shop")):
        patched(everything.parent, renaming("map", old, new), how)
    now = file.read_bytes()
    assert now.startswith(data[:5])
    assert now.count(b"\r\n") in (0, now.count(b"\n"))
    assert now[-1:] == data[-1:]
    assert now.count(b"\n") == data.count(b"\n")
    assert b"shop: {kind: store, was: store}" in now


def test_a_strategy_elsewhere_is_named_from_its_repository(everything: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(everything.parent.parent)
    away = everything.parent.parent / "away"
    away.mkdir()
    monkeypatch.chdir(away)
    patch = renaming(str(everything), "cancel", "x")
    assert patch.base == str(everything.parent.resolve())
    patched(Path(patch.base), patch, "patch")
    assert "x: {was: cancel" in (everything / "strategy.yaml").read_text("utf-8")


def test_what_is_extended_changes_too(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "group.yaml").write_text(
        "ecaremap: 1\nname: Group\ntouchpoints: [app]\nrequests: {cancel: {job: transact}}\n", encoding="utf-8"
    )
    (tmp_path / "unit.yaml").write_text(
        "extends: [group.yaml]\nrequests: {cancel: {emotion: high}}\ncoverage: {cancel: {app: show}}\n",
        encoding="utf-8",
    )
    monkeypatch.chdir(tmp_path)
    patch = renaming("unit.yaml", "cancel", "leave")
    patched(tmp_path, patch, "patch")
    assert "leave: {was: cancel, job: transact}" in (tmp_path / "group.yaml").read_text("utf-8")
    assert "requests: {leave: {emotion: high}}" in (tmp_path / "unit.yaml").read_text("utf-8")
    assert any("group.yaml" in remark for remark in patch.remarks)


def test_a_waiver_with_a_wildcard_is_left_to_a_person(everything: Path) -> None:
    file = everything / "strategy.yaml"
    file.write_text(EVERYTHING.replace("where: cancel/app", "where: can*/app"), encoding="utf-8")
    patch = renaming("map", "cancel", "leave")
    assert [remark for remark in patch.remarks if "'w1'" in remark]
    assert not [remark for remark in renaming("map", "cancel", "cancel-2").remarks if "'w1'" in remark]


LINES = st.lists(st.text(st.characters(codec="utf-8", exclude_characters="\n\r"), max_size=8), max_size=12)


@settings(max_examples=60, deadline=None)
@given(LINES, LINES, st.booleans(), st.booleans())
def test_any_two_texts_give_a_patch_that_applies(
    tmp_path_factory: pytest.TempPathFactory, first: list[str], second: list[str], end: bool, other_end: bool
) -> None:
    old, new = ("\n".join(lines) + "\n" * (ends and bool(lines)) for lines, ends in ((first, end), (second, other_end)))
    patch = unified_patch([("a file.txt", f"x\n{old}", f"x\n{new}")])
    folder = tmp_path_factory.mktemp("patch")
    (folder / "a file.txt").write_bytes(f"x\n{old}".encode())
    if patch:
        done = subprocess.run(["git", "apply", "-"], cwd=folder, input=patch.encode(), capture_output=True)
        assert done.returncode == 0, done.stderr
    assert (folder / "a file.txt").read_bytes() == f"x\n{new}".encode()
