"""Baselines: what was known does not fail, what is new or worse does, what is fixed is said."""

import json
from pathlib import Path
from typing import Any

import pytest

from ecaremap.load.problems import Unreadable
from ecaremap.usecases.baseline import FORMAT, Compared, with_baseline
from ecaremap.usecases.build import Findings, build
from ecaremap.usecases.validate import Validated, exit_code, validate
from ecaremap.views.gaps import gaps_view
from report.making import BROKEN, DAY, LIVELY, folder

__all__ = ["folder"]
FILE = Path("baseline.json")


def run(*paths: str, update: bool = False) -> tuple[tuple[Validated, ...], Compared]:
    """Validate against the baseline, writing it if asked to, as the command does."""
    results, compared = with_baseline([validate(path, DAY) for path in paths], FILE, update=update)
    for path, data in compared.files.items():
        path.write_bytes(data)
    return results, compared


def entries() -> list[Any]:
    return list(json.loads(FILE.read_text(encoding="utf-8"))["entries"])


def standings(result: Validated) -> dict[str, int]:
    found: dict[str, int] = {}
    for finding in result.findings:
        found[finding.standing] = found.get(finding.standing, 0) + 1
    return found


def edit(name: str, old: str, new: str) -> None:
    text = Path(name).read_text(encoding="utf-8")
    assert old in text
    Path(name).write_text(text.replace(old, new), encoding="utf-8")


def test_what_is_in_the_baseline_does_not_fail(folder: Path) -> None:
    assert exit_code(validate("lively.yaml", DAY), "error") == 1
    run("lively.yaml", update=True)
    (result,), compared = run("lively.yaml")
    assert exit_code(result, "info") == 0
    assert compared.known == standings(result)["known"] > 10
    assert compared.fixed == ()
    assert compared.words == ""


def test_what_a_waiver_covers_stays_out_of_the_baseline(folder: Path) -> None:
    run("lively.yaml", update=True)
    (result,), _ = run("lively.yaml")
    assert standings(result)["justified"] == 2
    assert ("G140", "cancel/app") not in {(e["code"], e["where"]) for e in entries()}
    assert ("G140", "cancel/website") in {(e["code"], e["where"]) for e in entries()}  # that waiver has run out


def test_breaches_of_law_can_be_baselined(folder: Path) -> None:
    run("lively.yaml", update=True)
    (result,), _ = run("lively.yaml")
    assert {f.standing for f in result.findings if f.law} == {"known"}


def test_a_new_finding_fails(folder: Path) -> None:
    run("lively.yaml", update=True)
    edit("lively.yaml", "initiate -> self-serve}", "initiate -> self-serve, website: self-serve}")
    (result,), _ = run("lively.yaml")
    assert exit_code(result, "error") == 1
    assert {(f.code, f.where) for f in result.findings if f.standing == "open" and f.severity == "error"} == {
        ("P301", "complaint/website")
    }


def test_what_gets_worse_counts_again(folder: Path) -> None:
    edit("lively.yaml", "app: initiate -> self-serve", "app: self-serve -> initiate")
    run("lively.yaml", update=True)
    (before,) = [e for e in entries() if e["code"] == "P301"]
    assert before["severity"] == "warning"
    edit("lively.yaml", "app: self-serve -> initiate", "app: self-serve")
    (result,), compared = run("lively.yaml")
    (breach,) = [f for f in result.findings if f.code == "P301"]
    assert (breach.severity, breach.standing) == ("error", "open")
    assert not [key for (_, key), _ in compared.fixed if key.code == "P301"]  # it is anything but fixed


def test_what_gets_better_stays_known(folder: Path) -> None:
    run("lively.yaml", update=True)
    edit("lively.yaml", "app: initiate -> self-serve", "app: self-serve -> initiate")
    (result,), _ = run("lively.yaml")
    (breach,) = [f for f in result.findings if f.code == "P301"]
    assert (breach.severity, breach.standing) == ("warning", "known")


def test_fixed_entries_are_said_and_dropped(folder: Path) -> None:
    run("lively.yaml", update=True)
    edit("lively.yaml", "app: initiate -> self-serve", "app: initiate")
    _, compared = run("lively.yaml")
    assert ("P301", "complaint/app") in {(key.code, key.where) for (_, key), _ in compared.fixed}
    number = len(compared.fixed)
    said = compared.words
    assert said.startswith(f"{number} entr")
    assert "--update-baseline" in said
    count = len(entries())
    _, updated = run("lively.yaml", update=True)
    assert f"{number} entr" in updated.words
    assert run("lively.yaml")[1].fixed == ()
    assert len(entries()) < count + 1


def test_more_of_the_same_key_count_again(folder: Path) -> None:
    Path("twice.yaml").write_text("ecaremap: 1\nname: a\nname: b\n", encoding="utf-8")
    run("twice.yaml", update=True)
    Path("twice.yaml").write_text("ecaremap: 1\nname: a\nname: b\nname: c\n", encoding="utf-8")
    (result,), _ = run("twice.yaml")
    assert [f.standing for f in result.findings if f.code == "Y101"] == ["known", "open"]
    assert exit_code(result, "error") == 2
    run("twice.yaml", update=True)
    assert [e["count"] for e in entries() if e["code"] == "Y101"] == [2]
    (result,), _ = run("twice.yaml")
    assert exit_code(result, "error") == 0


def test_a_strategy_that_breaks_later_loses_no_entry(folder: Path) -> None:
    """What could not be looked at is neither fixed nor forgotten."""
    run("lively.yaml", update=True)
    before = {(e["code"], e["where"], e["field"]) for e in entries()}
    Path("lively.yaml").write_text(BROKEN, encoding="utf-8")
    (result,), compared = run("lively.yaml")
    assert compared.fixed == ()
    assert exit_code(result, "error") == 2
    run("lively.yaml", update=True)
    assert before <= {(e["code"], e["where"], e["field"]) for e in entries()}
    Path("lively.yaml").write_text(LIVELY, encoding="utf-8")
    (result,), compared = run("lively.yaml")
    assert exit_code(result, "error") == 0
    assert {key.code[0] for (_, key), _ in compared.fixed} == {"Y"}


def test_strategies_share_a_baseline_without_mixing(folder: Path) -> None:
    other = "maps & more/älter #1, 50%.yaml"
    run("lively.yaml", other, update=True)
    size = len(entries())
    edit(other, "app: initiate -> self-serve", "app: initiate")
    assert run("lively.yaml")[1].fixed == ()
    run("lively.yaml", update=True)
    assert len(entries()) == size
    assert run(other)[1].fixed != ()


def test_the_file_is_the_same_bytes_and_one_entry_a_line(folder: Path) -> None:
    run("lively.yaml", "broken.yaml", update=True)
    first = FILE.read_bytes()
    run("lively.yaml", "broken.yaml", update=True)
    assert FILE.read_bytes() == first
    FILE.unlink()
    run("broken.yaml", "lively.yaml", update=True)
    assert FILE.read_bytes() == first
    lines = first.decode().splitlines()
    assert len([line for line in lines if line.startswith("    {")]) == len(entries())
    assert "älter" not in first.decode()
    assert "call-centre" in first.decode()
    keys = [(e["strategy"], e["code"], e["where"], e["field"]) for e in entries()]
    assert keys == sorted(keys)


def test_an_empty_baseline_can_be_written_and_read(folder: Path) -> None:
    good = "ecaremap: 1\nname: a\ntouchpoints: [app]\nrequests: [pay]\ncoverage: {pay: {app: none}}\n"
    Path("good.yaml").write_text(good, encoding="utf-8")
    FILE.write_text(f'{{\n  "format": "{FORMAT}",\n  "entries": []\n}}\n', encoding="utf-8")
    assert run("good.yaml")[1].known == 0


@pytest.mark.parametrize(
    ("text", "words"),
    [
        (None, "There is no baseline 'baseline.json'."),
        ("", "it is not JSON"),
        ('{\n  "format": "x",\n', "it is not JSON (line 3)"),
        ("[]", "does not begin with"),
        ('{"format": "ecaremap-baseline/9", "entries": []}', "does not begin with"),
        (f'{{"format": "{FORMAT}"}}', "not complete"),
        (f'{{"format": "{FORMAT}", "entries": [1]}}', "not complete"),
        (f'{{"format": "{FORMAT}", "entries": [{{"strategy": "a"}}]}}', "not complete"),
        (
            f'{{"format": "{FORMAT}", "entries": [{{"strategy": "a", "code": "P1", "where": "", "field": 3}}]}}',
            "not complete",
        ),
        ("[" * 100_000, "is no baseline"),
    ],
)
def test_a_baseline_that_cannot_be_read_is_refused(folder: Path, text: str | None, words: str) -> None:
    if text is not None:
        FILE.write_text(text, encoding="utf-8")
    with pytest.raises(Unreadable) as error:
        run("lively.yaml")
    assert words in error.value.message
    assert error.value.fix
    if text:
        # What is no baseline is not overwritten.
        with pytest.raises(Unreadable):
            run("lively.yaml", update=True)
        assert FILE.read_text(encoding="utf-8") == text


def test_a_baseline_is_never_read_as_a_strategy(folder: Path) -> None:
    with pytest.raises(Unreadable, match="as a strategy"):
        with_baseline([validate("lively.yaml", DAY)], Path("baseline.yaml"), update=True)


# Views


def test_gaps_count_known_ones_apart(folder: Path) -> None:
    run("lively.yaml", update=True)
    plain = validate("lively.yaml", DAY)
    (result,), _ = run("lively.yaml")
    assert plain.decisions
    before, after = gaps_view(plain.decisions, plain.findings), gaps_view(plain.decisions, result.findings)
    assert len(before.rows) == len(after.rows)
    opened, _, _, known = after.standings
    assert opened.gaps == opened.notes == opened.questions == 0
    assert known.gaps == before.standings[0].gaps + before.standings[2].gaps > 0
    assert sum(kind.known for kind in after.by_kind) == sum(row.standing == "known" for row in after.rows)
    assert "known from the baseline" in after.sentence
    assert [kind.money_text for kind in before.by_kind] == [kind.money_text for kind in after.by_kind]


def _page_without_baseline() -> str:
    build("lively.yaml", DAY, Path("plain"))
    return Path("plain/index.html").read_text(encoding="utf-8")


def test_a_report_built_with_a_baseline_shows_it(folder: Path) -> None:
    Path("lively.yaml").write_text(LIVELY, encoding="utf-8")
    built = build("lively.yaml", DAY, Path("out"), findings=Findings(FILE, update=True))
    assert FILE in [*built.compared.files] if built.compared else False
    assert FILE.exists()
    page = Path("out/index.html").read_text(encoding="utf-8")
    assert 'tag known">known' in page
    assert 'data-label="Known:"' in page
    assert "Known" not in _page_without_baseline()
    gaps = Path("out/gaps.csv").read_text(encoding="utf-8")
    assert ",known," in gaps
    assert '"known"' in Path("out/strategy.json").read_text(encoding="utf-8")
