"""Findings of one code and one cause are one result: who belongs to it, what it says, and what it is known by."""

import json
from dataclasses import replace
from pathlib import Path
from typing import Any
from xml.etree.ElementTree import fromstring

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ecaremap.model.finding import SETTLED, SEVERITIES
from ecaremap.model.identity import Key
from ecaremap.report.github import to_github
from ecaremap.report.gitlab import to_gitlab
from ecaremap.report.junit import to_junit
from ecaremap.report.sarif import KEY, to_sarif
from ecaremap.report.words import OTHERS
from ecaremap.usecases.baseline import with_baseline
from ecaremap.usecases.catalogue import all_checks, readable_page
from ecaremap.usecases.reporting import SPELLINGS, report_of
from ecaremap.usecases.validate import Validated, validate, validate_text
from ecaremap.views.grouping import group_key
from ecaremap.views.results_model import BaselineView, GroupView, PlaceView, ReportView, ResultView
from insight.test_insight_properties import maps, reordered
from report.making import DAY, PATHS, a_report, a_result, folder
from report.test_identity import SLOW, layouts

__all__ = ["folder"]
PAGES = {code: readable_page(code) for code in all_checks()}
STORIES = [Path(__file__).parents[2] / "maps" / name for name in ("telecom", "bank", "utility", "public-service")]

RULED = """ecaremap: 1
name: Ruled
touchpoints:
  call-centre: {owner: Service}
  website: {owner: Web team}
  app: {owner: App team}
requests:
  renew: {job: discuss, emotion: high}
  move: {job: discuss, emotion: high}
  cancel: {job: discuss, emotion: high}
coverage:
  renew: {call-centre: human, website: self-serve, app: self-serve}
  move: {call-centre: human, website: self-serve, app: show}
  cancel: {call-centre: human, website: show, app: show}
rules:
  - {id: calm, title: Feelings need a person, when: {request.emotion: high}, then: {cap: assisted}}
  - {id: short, when: {request.emotion: high}, then: {cap: show}}
governance: {sponsor: COO, owner: Service, review_by: 2027-01-31}
"""


def of_text(text: str) -> ReportView:
    return report_of([validate_text(text.encode(), "ruled.yaml", DAY)], DAY, "error")


def groups(report: ReportView) -> tuple[GroupView, ...]:
    return tuple(group for run in report.runs for group in run.groups)


def one(text: str, code: str, where: str) -> GroupView:
    (found,) = [group for group in groups(of_text(text)) if (group.code, group.where) == (code, where)]
    return found


def breach(number: int, where: str, standing: Any = "open", severity: Any = "error") -> ResultView:
    return a_result(
        number, severity, standing, code="P301", name="above-cap", where=where, field="calm", group="calm00000000",
        message=f"'{where}' goes too far.", help="write less", notes=("rule calm",), related=(),
    )  # fmt: skip


SEVEN = ("renew/app", "renew/account", "plan-change/app", "plan-change/chat", "pay/app", "pay/chat", "pay/web")


def seven(known: int = 0) -> list[ResultView]:
    return [breach(n, where, "known" if n <= known else "open") for n, where in enumerate(SEVEN, 1)]


# Who belongs together


def test_breaches_go_by_their_rule() -> None:
    calm, short = one(RULED, "P301", "rule:calm"), one(RULED, "P301", "rule:short")
    assert [member.where for member in calm.members] == ["renew/website", "renew/app", "move/website"]
    assert [member.where for member in short.members] == ["renew/website", "renew/app", "move/website"]
    assert calm.fingerprint != short.fingerprint


def test_gaps_go_by_their_request_and_those_of_all_requests_together() -> None:
    found = groups(of_text(RULED.replace("name: Ruled", "name: Ruled\nlevel: costed")))
    routes = {group.where: len(group.members) for group in found if group.code == "G140"}
    assert routes == {"renew": 2, "move": 2, "cancel": 2}
    (deaf,) = [group for group in found if (group.code, group.where) == ("G195", "*")]
    assert deaf.names == ("call-centre", "website", "app")
    assert deaf.message.endswith("(3 touchpoints: call-centre, website, app).")


@pytest.mark.parametrize(
    ("key", "where", "expected"),
    [
        (Key("P303", "renew/app", "de/button"), "renew/app", Key("P303", "rule:de/button", "")),
        (Key("P304", "renew", "calm"), "renew", Key("P304", "rule:calm", "")),
        (Key("P305", "rule:b", "a+b"), "rule:b", Key("P305", "rule:a+b", "")),
        (Key("G140", "renew/app", "human_route"), "renew/app", Key("G140", "renew", "")),
        (Key("G176", "tactic:de/x", "letter"), "tactic:de/x", Key("G176", "tactic:de/x", "")),
        (Key("G125", "*/app", "csat"), "*/app", Key("G125", "*", "")),
        (Key("J101", "renew", "journeys"), "renew", Key("J101", "renew", "")),
        (Key("D302", "renew/app", "decided"), "renew/app", Key("D302", "renew", "")),
        (Key("R207", "rule:a", "a+b"), "rule:a", Key("R207", "rule:a", "")),
        (Key("T208", "build:x", "takeup"), "build:x", Key("T208", "build:x", "")),
        (Key("C101", "*", "handling"), "*", Key("C101", "*", "handling")),
        (Key("M201", "renew", "'emotoin' is no key."), "renew", Key("M201", "renew", "'emotoin' is no key.")),
        (Key("R101", "rule:a", "no field"), "rule:a", Key("R101", "rule:a", "no field")),
        (Key("Y101", "a.yaml", "'a' is written twice."), "", Key("Y101", "a.yaml", "'a' is written twice.")),
    ],
)  # fmt: skip
def test_what_a_group_is_known_by(key: Key, where: str, expected: Key) -> None:
    assert group_key(key, where) == expected


# What a group says


def test_a_group_of_one_says_what_its_finding_says() -> None:
    result = a_result(7, "error")
    (group,) = groups(a_report(result))
    assert (group.message, group.help, group.notes, group.where) == (
        result.message, result.help, result.notes, result.where,
    )  # fmt: skip
    assert (group.place, group.related, group.members) == (result.place, result.related, (result,))


def test_a_group_counts_its_cells_and_names_the_first_three() -> None:
    (group,) = groups(a_report(*seven()))
    assert group.message == (
        "Rule 'calm' (at most assisted) is broken in 7 cells of 3 requests: "
        "renew/app, renew/account, plan-change/app and 4 more."
    )
    assert (group.help, group.notes, group.place) == ("write less", ("rule calm",), seven()[0].place)
    assert [(related.label, related.place.line) for related in group.related][:2] == [
        ("at renew/account", 2), ("at plan-change/app", 3),
    ]  # fmt: skip


def test_what_is_new_leads_a_group_of_which_some_is_known() -> None:
    (group,) = groups(a_report(*seven(known=3)))
    assert group.message.endswith("plan-change/chat, pay/app, pay/chat and 4 more; 3 of 7 known.")
    assert group.place == seven()[3].place
    assert group.standing == "open"


def test_several_findings_in_one_cell_are_told_apart_by_their_lines() -> None:
    twice = [a_result(n, group="g", where="renew/app", message="Two logins.", field="") for n in (1, 2)]
    (group,) = groups(a_report(*twice))
    assert group.message == "Two logins (2 times for renew/app: maps/a.yaml:1, maps/a.yaml:2)."


def test_rules_that_clash_with_one_are_named() -> None:
    clashes = [
        a_result(n, code="R207", name="contradictory", where="rule:a", field=f"a+{other}", group="g")
        for n, other in enumerate("bc", 1)
    ]
    (group,) = groups(a_report(*clashes))
    assert group.message == "Two rules exclude each other where they meet (2 times for rule:a: a+b, a+c)."
    assert group.field == ""


def test_different_things_to_do_are_said_for_the_first() -> None:
    several = [a_result(n, group="g", help=f"sign {n}") for n in (1, 2)]
    (group,) = groups(a_report(*several))
    assert group.help == "at r1/app: sign 1"


def test_the_severity_is_the_worst_of_what_nobody_has_accepted() -> None:
    mixed = [breach(1, "a/app", "justified", "error"), breach(2, "b/app", severity="warning")]
    report = a_report(*mixed, breach(3, "c/app", severity="info"))
    (group,) = groups(report)
    assert (group.severity, report.fails(group)) == ("warning", False)
    (settled,) = groups(a_report(mixed[0], breach(2, "b/app", "known", "info")))
    assert (settled.severity, settled.settled) == ("error", True)


# How the formats spell it


def sarif(report: ReportView) -> Any:
    (result,) = json.loads(to_sarif(report, PAGES))["runs"][0]["results"]
    return result


def test_sarif_links_the_other_places() -> None:
    result = sarif(a_report(*seven()))
    assert result["occurrenceCount"] == 7
    assert result["partialFingerprints"] == {KEY: "calm00000000"}
    lines = [place["physicalLocation"]["region"]["startLine"] for place in result["relatedLocations"]]
    assert lines == [2, 3, 4, 5, 6, 7]
    assert result["relatedLocations"][0]["message"]["text"] == "At renew/account."
    assert result["locations"][0]["logicalLocations"] == [{"fullyQualifiedName": "renew/app"}]
    assert result["properties"]["where"] == "rule:calm"


def test_sarif_links_no_more_than_so_many_places_and_says_so() -> None:
    result = sarif(a_report(*(breach(n, f"r{n}/app") for n in range(1, OTHERS + 32))))
    assert len(result["relatedLocations"]) == OTHERS
    assert f" {OTHERS} of {OTHERS + 30} further places are linked." in result["message"]["text"]


def test_a_group_is_suppressed_only_as_a_whole() -> None:
    baseline = BaselineView("b.json", 1, ())
    whole = sarif(a_report(*seven(known=7), baseline=baseline))
    assert [entry["justification"] for entry in whole["suppressions"]] == ["known from the baseline"]
    assert whole["baselineState"] == "unchanged"
    part = sarif(a_report(*seven(known=6), baseline=baseline))
    assert "suppressions" not in part
    assert part["baselineState"] == "updated"
    assert sarif(a_report(*seven(), baseline=baseline))["baselineState"] == "new"


def test_each_reason_for_accepting_a_group_is_given_once() -> None:
    accepted = [breach(1, "a/app", "justified"), breach(2, "b/app", "justified"), breach(3, "c/app", "known")]
    given_ = [(entry["kind"], entry["justification"]) for entry in sarif(a_report(*accepted))["suppressions"]]
    assert given_ == [
        ("inSource", "CX board, until 2027-03-31: relaunch"), ("external", "known from the baseline"),
    ]  # fmt: skip


def test_one_annotation_names_the_rest() -> None:
    (line,) = to_github(a_report(*seven(known=5))).splitlines()
    assert line.startswith("::error file=maps/a.yaml,line=6,")
    assert line.endswith("; 5 of 7 known.%0Arule calm%0AAlso at maps/a.yaml:7 (pay/web)%0ATo do: Write less.")


def test_what_github_leaves_out_is_counted_in_findings_too() -> None:
    lone = [a_result(n, "error", code="P302") for n in range(100, 110)]
    assert to_github(a_report(*lone, *seven())).splitlines()[-1].startswith("… and 1 more error (7 findings); ")


def test_one_issue_names_the_rest() -> None:
    (issue,) = json.loads(to_gitlab(a_report(*seven())))
    assert issue["location"]["lines"] == {"begin": 1}
    assert issue["fingerprint"] == "calm00000000"
    assert "Also at maps/a.yaml:2 (renew/account), maps/a.yaml:3 (plan-change/app)" in issue["description"]
    many = json.loads(to_gitlab(a_report(*(breach(n, f"r{n}/app") for n in range(1, OTHERS + 32)))))
    assert f"maps/a.yaml:{OTHERS + 1} (r{OTHERS + 1}/app) and 30 more." in many[0]["description"]


def test_places_on_one_line_are_named_together() -> None:
    row = [breach(n, where) for n, where in enumerate(SEVEN[:3], 1)]
    placed = [
        breach(n, result.where) if n == 1 else a_result(
            n, "error", code="P301", where=result.where, field="calm", group=result.group, related=(),
            place=PlaceView("maps/a.yaml", 9, 10 * n, 9, 10 * n + 5),
        )
        for n, result in enumerate(row, 1)
    ]  # fmt: skip
    assert "%0AAlso at maps/a.yaml:9 (renew/account, plan-change/app)%0A" in to_github(a_report(*placed))


def test_one_test_has_one_failure_text() -> None:
    root = fromstring(to_junit(a_report(*seven(known=2), breach(8, "x/app"), a_result(9, "error", code="P301"))))
    (failure,) = root.iter("failure")
    assert failure.get("message") == f"7 times: {all_checks()['P301'].summary}"
    assert (failure.text or "").count("\n\n") == 1
    assert "2 of 8 known." in (failure.text or "")


def test_json_keeps_single_findings_and_says_to_which_group_they_belong() -> None:
    found = json.loads(SPELLINGS["json"](of_text(RULED)))["findings"]
    breaches = [finding for finding in found if finding["code"] == "P301"]
    assert len(breaches) == 6
    results = json.loads(SPELLINGS["sarif"](of_text(RULED)))["runs"][0]["results"]
    marks = {result["partialFingerprints"][KEY] for result in results if result["ruleId"] == "P301"}
    assert {finding["group"] for finding in breaches} == marks
    assert len(marks) == 2


# What a group is known by


def test_one_finding_more_changes_the_words_and_not_the_identity() -> None:
    before = one(RULED, "P301", "rule:calm")
    after = one(RULED.replace("website: show, app: show}", "website: show, app: self-serve}"), "P301", "rule:calm")
    assert (len(before.members), len(after.members)) == (3, 4)
    assert before.fingerprint == after.fingerprint
    assert before.message != after.message


def test_a_first_finding_is_known_as_its_group_will_be() -> None:
    few = RULED.replace("renew: {call-centre: human, website: self-serve, app: self-serve}", "renew: {app: show}")
    (single,) = [g for g in groups(of_text(few)) if g.code == "P301" and g.members[0].field == "calm"]
    assert [member.where for member in single.members] == ["move/website"]
    assert single.fingerprint == one(RULED, "P301", "rule:calm").fingerprint


def test_a_baseline_knows_members_one_by_one(folder: Path) -> None:
    path = folder / "ruled.yaml"
    path.write_text(RULED, encoding="utf-8")
    _, compared = with_baseline([validate("ruled.yaml", DAY)], Path("b.json"), update=True)
    for name, data in compared.files.items():
        name.write_bytes(data)
    path.write_text(RULED.replace("website: show, app: show}", "website: show, app: self-serve}"), encoding="utf-8")
    results, compared = with_baseline([validate("ruled.yaml", DAY)], Path("b.json"))
    report = report_of(results, DAY, "error", compared)
    (calm,) = [group for group in groups(report) if (group.code, group.where) == ("P301", "rule:calm")]
    assert calm.message.endswith("cancel/app, renew/website, renew/app and 1 more; 3 of 4 known.")
    assert report.fails(calm)


def test_no_two_results_share_a_fingerprint(folder: Path) -> None:
    report = report_of([validate(path, DAY) for path in (*PATHS, *STORIES)], DAY, "error")
    marks = [group.fingerprint for group in groups(report)]
    assert len(marks) == len(set(marks)) > 300


def test_every_finding_is_counted_in_every_format(folder: Path) -> None:
    report = report_of([validate(path, DAY) for path in (*PATHS, *STORIES)], DAY, "error")
    runs = json.loads(SPELLINGS["sarif"](report))["runs"]
    counted = sum(result.get("occurrenceCount", 1) for run in runs for result in run["results"])
    assert counted == sum(len(run.results) for run in report.runs)


def checked_groups(report: ReportView) -> None:
    for run in report.runs:
        members = [id(member) for group in run.groups for member in group.members]
        assert sorted(members) == sorted(id(result) for result in run.results)
        assert len({group.fingerprint for group in run.groups}) == len(run.groups)
        for group in run.groups:
            assert {(member.code, member.group) for member in group.members} == {(group.code, group.fingerprint)}
            counting = [member for member in group.members if member.standing not in SETTLED]
            ranks = [SEVERITIES.index(member.severity) for member in counting or group.members]
            assert SEVERITIES.index(group.severity) == min(ranks)
            assert group.settled == (not counting)
            assert report.fails(group) == any(report.fails(member) for member in group.members)


def known(report: ReportView) -> dict[str, tuple[str, str, list[str]]]:
    return {
        group.fingerprint: (group.code, group.severity, sorted(member.fingerprint for member in group.members))
        for group in groups(report)
    }


@SLOW
@given(st.data(), maps())
def test_order_and_layout_change_no_group(data: st.DataObject, strategy: dict[str, Any]) -> None:
    report = of_text(json.dumps(strategy))
    checked_groups(report)
    other = data.draw(reordered(strategy))
    other = {**other, "rules": data.draw(st.permutations(strategy["rules"]))}
    assert known(of_text(data.draw(layouts(other)))) == known(report)


@SLOW
@given(st.data(), maps(), st.sampled_from(SEVERITIES))
def test_every_finding_is_in_one_group_whatever_is_accepted(data: st.DataObject, strategy: Any, fail_on: str) -> None:
    found: Validated = validate_text(json.dumps(strategy).encode(), "ruled.yaml", DAY)
    accepted = data.draw(st.lists(st.booleans(), min_size=len(found.findings), max_size=len(found.findings)))
    findings = tuple(
        replace(finding, standing="known") if yes and finding.standing not in SETTLED else finding
        for finding, yes in zip(found.findings, accepted, strict=True)
    )
    report = report_of([replace(found, findings=findings)], DAY, fail_on)
    checked_groups(report)
    plain = report_of([found], DAY, fail_on)
    members = {mark: marks for mark, (_, _, marks) in known(report).items()}
    assert members == {mark: marks for mark, (_, _, marks) in known(plain).items()}


@SLOW
@given(st.data(), maps())
def test_a_finding_stays_in_its_group_whatever_else_is_found(data: st.DataObject, strategy: Any) -> None:
    before = {result.fingerprint: result.group for run in of_text(json.dumps(strategy)).runs for result in run.results}
    rows = [name for name, row in strategy["coverage"].items() if row]
    if rows:
        row = strategy["coverage"][data.draw(st.sampled_from(rows))]
        row.pop(data.draw(st.sampled_from(sorted(row))))
    after = {result.fingerprint: result.group for run in of_text(json.dumps(strategy)).runs for result in run.results}
    assert {mark: before[mark] for mark in before.keys() & after.keys()} == {
        mark: after[mark] for mark in before.keys() & after.keys()
    }
