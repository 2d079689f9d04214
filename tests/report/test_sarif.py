"""SARIF, judged by its own schema and by Microsoft's validator."""

import json
import os
import re
import subprocess
from pathlib import Path
from typing import Any
from urllib.parse import unquote

import jsonschema
import pytest

from ecaremap.model.identity import Key
from ecaremap.report.sarif import KEY, to_sarif
from ecaremap.report.words import LIMIT
from ecaremap.usecases.catalogue import all_checks, readable_page
from ecaremap.usecases.reporting import SPELLINGS, report_of
from ecaremap.usecases.validate import validate
from ecaremap.views.results_model import BaselineView, PlaceView, ReportView
from report.making import DATA, DAY, LIVELY, PATHS, a_report, a_result, folder, required

__all__ = ["folder"]
SCHEMA = json.loads((DATA / "sarif-2.1.0.json").read_text(encoding="utf-8"))
PAGES = {code: readable_page(code) for code in all_checks()}
STORIES = [f"maps/{name}" for name in ("telecom", "bank", "utility", "public-service", "minimal.yaml")]
ROOT = Path(__file__).parents[2]


def checked(text: str) -> Any:
    """The document, if it fits the schema."""
    document = json.loads(text)
    jsonschema.Draft202012Validator(SCHEMA).validate(document)
    return document


def of_strategies(*paths: str | Path) -> str:
    return SPELLINGS["sarif"](report_of([validate(path, DAY) for path in paths], DAY, "error"))


def multitool() -> Path:
    """Microsoft's validator; see `SARIF_HOME` in .ci/run."""
    folders = Path(os.environ.get("SARIF_HOME", "nowhere")).glob("node_modules/@microsoft/sarif-multitool-*")
    programs = (folder / name for folder in folders for name in ("Sarif.Multitool", "Sarif.Multitool.exe"))
    return required("@microsoft/sarif-multitool", "SARIF_HOME", next((p for p in programs if p.is_file()), None))


@pytest.mark.multitool
def test_the_validator_finds_no_error_and_no_warning(folder: Path, tmp_path: Path) -> None:
    program = multitool()
    files = {"maps.sarif": of_strategies(*(ROOT / story for story in STORIES)), "lively.sarif": of_strategies(*PATHS)}
    baseline = BaselineView("b.json", 1, ())
    results = [a_result(1), a_result(2, standing="known"), a_result(3, standing="justified"), a_result(4, "error")]
    files["made.sarif"] = to_sarif(a_report(*results, baseline=baseline), PAGES)
    # A group of many, of which one is known, and one that is known as a whole.
    together = [a_result(n, standing="known" if n == 5 else "open", group="g") for n in range(5, 60)]
    known = [a_result(n, standing="known", group="k") for n in range(60, 63)]
    files["groups.sarif"] = to_sarif(a_report(*together, *known, baseline=baseline), PAGES)
    files["none.sarif"] = to_sarif(a_report(), PAGES)
    for name, text in files.items():
        (tmp_path / name).write_text(text, encoding="utf-8")
        done = subprocess.run(
            [program, "validate", tmp_path / name, "--rule-kind", "Sarif;Ghas", "--level", "Error;Warning;Note",
             "--kind", "Fail", "--output", tmp_path / "said.json", "--log", "ForceOverwrite"],
            capture_output=True, text=True,
        )  # fmt: skip
        said = json.loads((tmp_path / "said.json").read_text(encoding="utf-8-sig"))
        levels = [result.get("level", "warning") for run in said["runs"] for result in run["results"]]
        assert levels, done.stdout  # it has something to note, so it did look
        assert set(levels) == {"note"}, done.stdout


def test_every_strategy_fits_the_schema(folder: Path) -> None:
    document = checked(of_strategies(*PATHS, *(ROOT / story for story in STORIES)))
    assert document["runs"][0]["automationDetails"]["id"] == "ecaremap/lively.yaml/"


def test_nothing_found_is_a_run_without_results() -> None:
    (run,) = checked(to_sarif(a_report(), PAGES))["runs"]
    assert run["results"] == run["tool"]["driver"]["rules"] == []


def test_a_result_says_what_where_and_how_grave() -> None:
    (run,) = checked(to_sarif(a_report(a_result(7, "error")), PAGES))["runs"]
    (result,) = run["results"]
    assert run["columnKind"] == "unicodeCodePoints"
    assert run["tool"]["driver"]["version"] == "1.2.3"
    assert (result["ruleId"], result["level"]) == ("G140", "error")
    assert result["message"]["text"] == "Finding 7. To do: Settle it."
    assert result["partialFingerprints"] == {KEY: "000000000007"}
    (location,) = result["locations"]
    assert location["physicalLocation"]["artifactLocation"] == {"uri": "maps/a.yaml", "uriBaseId": "SRCROOT"}
    assert location["physicalLocation"]["region"] == {
        "startLine": 7, "startColumn": 3, "endLine": 7, "endColumn": 9, "snippet": {"text": "cancel"},
    }  # fmt: skip
    assert location["logicalLocations"] == [{"fullyQualifiedName": "r7/app"}]
    assert result["relatedLocations"][0]["message"]["text"] == "The rule."
    assert "SRCROOT" in run["originalUriBaseIds"]
    assert "suppressions" not in result
    assert "baselineState" not in result


def test_rules_carry_the_page_of_their_check() -> None:
    (run,) = checked(to_sarif(a_report(a_result()), PAGES))["runs"]
    (rule,) = run["tool"]["driver"]["rules"]
    check = all_checks()["G140"]
    assert (rule["id"], rule["name"]) == ("G140", "HumanRouteMissing")
    assert rule["shortDescription"]["text"] == check.summary
    assert rule["fullDescription"]["text"] in " ".join(PAGES["G140"].split())
    assert rule["help"]["markdown"].startswith("# G140")
    assert "```" in rule["help"]["markdown"]
    assert "```" not in rule["help"]["text"]
    assert rule["defaultConfiguration"]["level"] == "warning"


@pytest.mark.parametrize("code", all_checks())
def test_every_page_makes_a_rule(code: str) -> None:
    (run,) = checked(to_sarif(a_report(a_result(code=code)), PAGES))["runs"]
    rule = run["tool"]["driver"]["rules"][run["results"][0]["ruleIndex"]]
    assert rule["id"] == code
    assert all(rule[key]["text"].strip() for key in ("shortDescription", "fullDescription", "help"))
    assert re.fullmatch("[A-Z][A-Za-z0-9]+", rule["name"])


def test_what_is_accepted_is_suppressed() -> None:
    known = BaselineView("b.json", 1, (("maps/a.yaml", Key("G140", "r9/app", ""), "gone"),))
    report = a_report(
        a_result(1, standing="justified"), a_result(2, standing="known"), a_result(3, standing="expired"),
        baseline=known,
    )  # fmt: skip
    waived, old, run_out = checked(to_sarif(report, PAGES))["runs"][0]["results"]
    assert waived["suppressions"] == [
        {"kind": "inSource", "status": "accepted", "justification": "CX board, until 2027-03-31: relaunch"}
    ]
    assert [entry["kind"] for entry in old["suppressions"]] == ["external"]
    assert "suppressions" not in run_out
    assert [result["baselineState"] for result in (waived, old, run_out)] == ["new", "unchanged", "new"]


def test_awkward_paths_are_addresses(folder: Path) -> None:
    (run,) = checked(of_strategies(PATHS[1]))["runs"]
    uris = {result["locations"][0]["physicalLocation"]["artifactLocation"]["uri"] for result in run["results"]}
    assert len(uris) == 1
    (uri,) = uris
    assert re.fullmatch(r"[A-Za-z0-9%/._~-]+", uri)
    assert unquote(uri) == PATHS[1]


def test_a_file_outside_the_repository_has_a_whole_address() -> None:
    outside = a_result(place=PlaceView("/srv/other/a b.yaml", 1, 1, 1, 2))
    result = checked(to_sarif(a_report(outside), PAGES))["runs"][0]["results"][0]
    assert result["locations"][0]["physicalLocation"]["artifactLocation"] == {"uri": "file:///srv/other/a%20b.yaml"}


@pytest.mark.parametrize("place", [None, PlaceView("pack:de", 12, 3, 12, 9)])
def test_what_stands_in_no_file_is_shown_at_the_strategy(place: PlaceView | None) -> None:
    result = checked(to_sarif(a_report(a_result(place=place)), PAGES))["runs"][0]["results"][0]
    physical = result["locations"][0]["physicalLocation"]
    assert physical == {"artifactLocation": {"uri": "maps/a.yaml", "uriBaseId": "SRCROOT"}, "region": {"startLine": 1}}


def test_regions_point_into_the_text(folder: Path) -> None:
    """Each region is a stretch that exists, and the snippet is what stands there."""
    lines = LIVELY.split("\n")
    (run,) = checked(of_strategies("lively.yaml"))["runs"]
    regions = [place["physicalLocation"]["region"] for result in run["results"] for place in result["locations"]]
    assert len(regions) > 10
    for region in regions:
        start, end = region["startLine"], region.get("endLine", region["startLine"])
        assert 1 <= start <= end <= len(lines)
        if "snippet" in region:
            here = lines[start - 1][region["startColumn"] - 1 : region["endColumn"] - 1]
            assert region["snippet"]["text"] == here


def many(number: int) -> ReportView:
    return a_report(*(a_result(i, "error" if i % 100 == 0 else "info") for i in range(1, number + 1)))


def test_too_many_findings_are_counted_not_listed() -> None:
    (run,) = json.loads(to_sarif(many(LIMIT + 70), PAGES))["runs"]
    assert len(run["results"]) == LIMIT
    (notice,) = run["invocations"][0]["toolExecutionNotifications"]
    assert notice["message"]["text"].startswith("70 more results are left out")
    errors = [result for result in run["results"] if result["level"] == "error"]
    assert len(errors) == (LIMIT + 70) // 100  # the gravest are kept
    assert "toolExecutionNotifications" not in json.loads(to_sarif(many(LIMIT), PAGES))["runs"][0]["invocations"][0]
