"""Findings as JUnit XML in the shape Jenkins accepts: a suite for each strategy, a test for each check."""

import re
from collections.abc import Iterator
from xml.sax.saxutils import escape, quoteattr

from ecaremap.model.finding import Check
from ecaremap.report.words import also, counted, sentence, unsettled
from ecaremap.views.results_model import GroupView, ReportView, ResultView, RunView

SHOWN = 50
"""Results listed for one check; the rest is counted."""

# XML has no way at all to write these.
_NOT_XML = re.compile("[^\t\n\r -\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def to_junit(report: ReportView) -> str:
    """A test fails where findings make the run fail, and is skipped where reading ended before its check was run."""
    suites = [_suite(report, run) for run in report.runs]
    tests, failures = sum(suite[0] for suite in suites), sum(suite[1] for suite in suites)
    head = f'<testsuites name="ecaremap" tests="{tests}" failures="{failures}" errors="0">'
    return "\n".join(
        ['<?xml version="1.0" encoding="UTF-8"?>', head, *(suite[2] for suite in suites), "</testsuites>", ""]
    )


def _suite(report: ReportView, run: RunView) -> tuple[int, int, str]:
    """How many tests, how many failures, and the suite."""
    by_code: dict[str, list[GroupView]] = {}
    for group in run.groups:
        by_code.setdefault(group.code, []).append(group)
    cases = [_case(report, run, check, by_code.get(code, [])) for code, check in sorted(report.checks.items())]
    counts = {kind: sum(found == kind for found, _ in cases) for kind in ("failure", "skipped")}
    head = (
        f'  <testsuite name={_attribute(run.strategy)} tests="{len(cases)}" failures="{counts["failure"]}" '
        f'errors="0" skipped="{counts["skipped"]}">'
    )
    as_of = f'    <properties>\n      <property name="as_of" value="{report.as_of}"/>\n    </properties>'
    lines = [head, as_of, *(text for _, text in cases), "  </testsuite>"]
    return len(cases), counts["failure"], "\n".join(lines)


def _case(report: ReportView, run: RunView, check: Check, groups: list[GroupView]) -> tuple[str, str]:
    """How one check ended, and its test case."""
    head = f"    <testcase name={_attribute(f'{check.code} {check.name}')} classname={_attribute(run.strategy)}"
    failing = [group for group in groups if report.fails(group)]
    if failing:
        times = sum(len(unsettled(group.members)) for group in failing)
        message = _attribute(failing[0].message if len(failing) == 1 else f"{times} times: {check.summary}")
        text = escape(_clean("\n\n".join(_told(failing))))
        body = f'      <failure type="{failing[0].severity}" message={message}>{text}</failure>'
        return "failure", f"{head}>\n{body}\n    </testcase>"
    if check.code in run.hidden:
        reason = "not checked: the strategy cannot be read so far"
        return "skipped", f"{head}>\n      <skipped message={_attribute(reason)}/>\n    </testcase>"
    if groups:
        summary = _summary([member for group in groups for member in group.members])
        text = escape(_clean("\n\n".join([summary, *_told(unsettled(groups))])))
        return "passed", f"{head}>\n      <system-out>{text}</system-out>\n    </testcase>"
    return "passed", f"{head}/>"


def _summary(results: list[ResultView]) -> str:
    """What did not fail, by standing."""
    parts = [f"{counted(unsettled(results))} below what fails"] if unsettled(results) else []
    for standing, words in (("justified", "justified by a waiver"), ("known", "known from the baseline")):
        number = sum(result.standing == standing for result in results)
        parts += [f"{number} {words}"] * bool(number)
    return sentence("; ".join(parts))


def _told(groups: list[GroupView]) -> Iterator[str]:
    for group in groups[:SHOWN]:
        place = group.place
        at = f"{place.path}:{place.line}:{place.column}: " if place else ""
        lines = [f"{at}{group.message}", *group.notes, *filter(None, [also(group)])]
        yield "\n  ".join([*lines, f"To do: {sentence(group.help)}"] if group.help else lines)
    if len(groups) > SHOWN:
        yield f"… and {len(groups) - SHOWN} more"


def _attribute(text: str) -> str:
    return quoteattr(_clean(text))


def _clean(text: str) -> str:
    return _NOT_XML.sub("\ufffd", text)
