"""JUnit XML, judged by the schema of Jenkins' xUnit plugin."""

from pathlib import Path
from xml.etree.ElementTree import Element, fromstring

import pytest
import xmlschema
from hypothesis import given, settings
from hypothesis import strategies as st

from ecaremap.report.junit import SHOWN, to_junit
from ecaremap.usecases.catalogue import all_checks
from ecaremap.usecases.reporting import SPELLINGS, report_of
from ecaremap.usecases.validate import exit_code, validate
from report.making import DATA, DAY, LIVELY, PATHS, a_report, a_result, folder

__all__ = ["folder"]
SCHEMA = xmlschema.XMLSchema(DATA / "junit-10.xsd")


def checked(text: str) -> Element:
    SCHEMA.validate(text)
    root = fromstring(text)
    for suite in root.iter("testsuite"):
        cases = suite.findall("testcase")
        assert int(suite.get("tests", "")) == len(cases)
        assert int(suite.get("failures", "")) == len(suite.findall("testcase/failure"))
        assert int(suite.get("skipped", "")) == len(suite.findall("testcase/skipped"))
    assert int(root.get("failures", "")) == len(root.findall(".//failure"))
    return root


def case(root: Element, code: str) -> Element:
    (found,) = [case for case in root.iter("testcase") if case.get("name", "").startswith(code)]
    return found


@pytest.mark.parametrize("fail_on", ["error", "warning", "info"])
def test_real_strategies_fail_where_the_run_fails(folder: Path, fail_on: str) -> None:
    results = [validate(path, DAY) for path in PATHS]
    root = checked(SPELLINGS["junit"](report_of(results, DAY, fail_on)))
    for suite, result in zip(root, results, strict=True):
        assert len(suite.findall("testcase")) == len(all_checks())
        assert (int(suite.get("failures", "")) > 0) == (exit_code(result, fail_on) > 0)


def test_the_names_of_tests_do_not_depend_on_what_is_found(folder: Path) -> None:
    names = [
        [
            found.get("name")
            for found in checked(SPELLINGS["junit"](report_of([validate(p, DAY)], DAY, "error"))).iter("testcase")
        ]
        for p in PATHS
    ]
    assert names[0] == names[1] == names[2]


def test_checks_that_could_not_run_are_skipped(folder: Path) -> None:
    root = checked(SPELLINGS["junit"](report_of([validate("broken.yaml", DAY)], DAY, "error")))
    assert case(root, "P301").find("skipped") is not None
    assert case(root, "Y108").find("skipped") is None
    assert any(found.find("failure") is not None for found in root.iter("testcase") if found.get("name", "")[0] == "Y")


def test_a_failure_says_where_and_what_to_do() -> None:
    failure = case(checked(to_junit(a_report(a_result(7), fail_on="warning"))), "G140").find("failure")
    assert failure is not None
    assert failure.get("message") == "Finding 7."
    assert failure.text == "maps/a.yaml:7:3: Finding 7.\n  emotion is high\n  To do: Settle it."


def test_all_findings_of_a_check_are_one_test() -> None:
    report = a_report(*(a_result(n) for n in range(1, SHOWN + 6)), fail_on="warning")
    root = checked(to_junit(report))
    failure = case(root, "G140").find("failure")
    assert root.get("failures") == "1"
    assert failure is not None
    assert failure.get("message") == f"{SHOWN + 5} times: {all_checks()['G140'].summary}"
    assert (failure.text or "").endswith("… and 5 more")


def test_what_does_not_fail_is_told_all_the_same() -> None:
    results = [a_result(1), a_result(2, standing="justified"), a_result(3, "error", "known")]
    told = case(checked(to_junit(a_report(*results))), "G140").find("system-out")
    assert told is not None
    assert (told.text or "").startswith(
        "1 warning below what fails; 1 justified by a waiver; 1 known from the baseline."
    )
    assert "Finding 1." in (told.text or "")


@settings(max_examples=60)
@given(st.text(max_size=40))
def test_any_text_is_xml(text: str) -> None:
    clean = text.encode("utf-8", "replace").decode()
    result = a_result(message=clean, notes=(clean,), help=clean)
    checked(to_junit(a_report(result, fail_on="info")))


def test_the_strategy_of_the_tests_has_everything(folder: Path) -> None:
    """Otherwise the tests above would prove little."""
    found = validate("lively.yaml", DAY).findings
    assert {f.severity for f in found} == {"error", "warning", "info"}
    assert {f.standing for f in found} == {"open", "justified", "expired"}
    assert any(f.law and f.severity == "error" for f in found)
    assert "ecaremap: ignore" in LIVELY
