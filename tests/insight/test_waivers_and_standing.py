"""Waivers: what they justify, when they run out, what they cannot cover (W101, W102, W103)."""

from datetime import date

import pytest

from ecaremap.model.finding import Finding
from insight.judging import judged, messages, of, only

MAP = (
    "touchpoints: [call-centre, website, app]\nrequests: {cancel: {emotion: high}, renew: {emotion: high}}\n"
    "coverage:\n  cancel: {website: show, app: show}\n  renew: {website: show}\n"
)
RULE = (
    "rules:\n"
    "  - {id: button, when: {request.id: cancel}, then: {offer: {at_least: 1, cell.degree: self-serve}}}\n"
    "  - {id: team/cap, when: {request.id: renew}, then: {cap: inform}}\n"
)
LAW = RULE.replace("{id: button,", "{id: button, kind: law,")


def waiver(finding: str, where: str, until: str = "2027-03-31", name: str = "w") -> str:
    return f'{{id: {name}, finding: {finding}, where: "{where}", reason: relaunch, by: CX board, until: {until}}}'


def waived(*waivers: str, text: str = MAP) -> str:
    return f"{text}waivers: [{', '.join(waivers)}]\n"


def standings(text: str, code: str = "G140", as_of: date = date(2026, 11, 21)) -> dict[str, str]:
    return {finding.where: finding.standing for finding in of(code, text, as_of)}


@pytest.mark.parametrize(
    ("where", "justified"),
    [
        ("cancel/website", {"cancel/website"}),
        ("cancel/*", {"cancel/website", "cancel/app"}),
        ("*/website", {"cancel/website", "renew/website"}),
        ("*", {"cancel/website", "cancel/app", "renew/website"}),
        ("c*/a*", {"cancel/app"}),
    ],
)
def test_a_waiver_in_force_justifies_what_it_names(where: str, justified: set[str]) -> None:
    found = standings(waived(waiver("G140", where)))
    assert set(found) == {"cancel/website", "cancel/app", "renew/website"}
    assert {place for place, standing in found.items() if standing == "justified"} == justified
    assert {place for place, standing in found.items() if standing == "open"} == set(found) - justified
    assert not [finding for finding in judged(waived(waiver("G140", where))) if finding.code.startswith("W")]


def test_the_last_day_counts() -> None:
    text = waived(waiver("G140", "cancel/website"))
    last, after = date(2027, 3, 31), date(2027, 4, 1)
    assert standings(text, as_of=last)["cancel/website"] == "justified"
    assert not of("W101", text, last)
    assert standings(text, as_of=after)["cancel/website"] == "expired"
    found = only("W101", text, after)
    assert found.message == "The waiver 'w' ran out on 2027-03-31."
    assert (found.severity, found.where) == ("error", "waiver:w")
    assert found.help == "settle G140 at cancel/website, or have CX board renew the waiver"
    assert not of("W102", text, after)


def test_a_waiver_in_force_goes_before_one_run_out() -> None:
    old = waiver("G140", "cancel/website", "2026-01-31", "old")
    text = waived(old, waiver("G140", "cancel/*", name="new"))
    assert standings(text)["cancel/website"] == "justified"
    assert [finding.where for finding in of("W101", text)] == ["waiver:old"]


def test_a_waiver_run_out_with_nothing_left_is_to_be_deleted() -> None:
    text = waived(waiver("G140", "renew/app", "2026-01-31"))
    assert only("W101", text).help == "delete it: there is no G140 at renew/app any more"
    assert not of("W102", text)


@pytest.mark.parametrize(
    ("code", "where", "words"),
    [
        ("G140", "renew/app", "G140 at renew/app"),
        ("G140", "cancel", "G140 at cancel"),
        ("G150", "*", "G150 anywhere"),
        ("P304", "rule:button", "P304 by the rule button"),
        ("G140", "rule:button", "G140 by the rule button"),
    ],
)
def test_a_waiver_that_covers_nothing(code: str, where: str, words: str) -> None:
    met = MAP.replace("website: show, app", "website: self-serve, app") + RULE
    text = waived(waiver(code, where), text=met)
    found = only("W102", text)
    assert found.message == f"The waiver 'w' covers nothing: there is no {words}."
    assert found.severity == "warning"
    assert set(standings(text).values()) == {"open"}


def test_an_unused_waiver_hears_where_its_code_is_found() -> None:
    found = only("W102", waived(waiver("G140", "renew/app")))
    assert found.notes == ("G140 is found at cancel/app, cancel/website, renew/website",)


@pytest.mark.parametrize("where", ["rule:button", "rule:b*", "rule:*", "cancel", "*"])
def test_a_breach_is_waived_by_its_rule_or_its_place(where: str) -> None:
    text = waived(waiver("P304", where), text=MAP + RULE)
    assert standings(text, "P304") == {"cancel": "justified"}
    assert not of("W102", text)


def test_ids_with_a_slash_match_by_star() -> None:
    text = waived(waiver("P301", "rule:team/*"), text=MAP + RULE)
    assert standings(text, "P301") == {"renew/website": "justified"}


def test_a_conflict_is_waived_by_each_of_its_rules() -> None:
    rules = RULE.replace("request.id: renew", "request.id: cancel")
    for rule in ("button", "team/cap"):
        text = waived(waiver("P305", f"rule:{rule}"), text=MAP + rules)
        assert set(standings(text, "P305").values()) == {"justified"}


def test_a_field_is_no_rule() -> None:
    rules = "rules: [{id: human_route, when: {request.emotion: low}, then: forbid}]\n"
    text = waived(waiver("G140", "rule:human_route"), text=MAP + rules)
    assert set(standings(text).values()) == {"open"}
    assert of("W102", text)


@pytest.mark.parametrize("where", ["cancel", "rule:button", "*"])
@pytest.mark.parametrize("until", ["2027-03-31", "2026-01-31"])
def test_law_cannot_be_waived(where: str, until: str) -> None:
    text = waived(waiver("P304", where, until), text=MAP + LAW)
    assert standings(text, "P304") == {"cancel": "open"}
    found = only("W103", text)
    assert found.message == "The waiver 'w' is for a breach of law, which cannot be waived."
    assert found.help == "correct what the finding says, and delete the waiver"
    assert not of("W101", text)
    assert not of("W102", text)


def test_a_broad_waiver_keeps_what_is_not_law() -> None:
    more = LAW + "  - {id: house, when: {request.id: renew}, then: {offer: {at_least: 1, cell.degree: human}}}\n"
    text = waived(waiver("P304", "*"), text=MAP + more)
    assert standings(text, "P304") == {"cancel": "open", "renew": "justified"}
    found = only("W103", text)
    assert found.message == "The waiver 'w' is also for a breach of law, which cannot be waived."
    assert found.help == "correct what the finding says, and narrow the waiver to the others"
    run_out = waived(waiver("P304", "*", "2026-01-31"), text=MAP + more)
    assert standings(run_out, "P304") == {"cancel": "open", "renew": "expired"}
    assert of("W101", run_out)
    assert of("W103", run_out)


@pytest.mark.parametrize("code", ["Y101", "M211", "R201", "W101", "W102"])
def test_what_is_not_a_matter_of_judgement_cannot_be_waived(code: str) -> None:
    found = only("W103", waived(waiver(code, "*")))
    assert found.message == f"The waiver 'w' is for {code}, which cannot be waived."
    assert found.severity == "error"


def test_findings_about_waivers_stay_open() -> None:
    run_out = waiver("G140", "cancel/app", "2026-01-31", "old")
    text = waived(run_out, waiver("W101", "*", name="shield"))
    assert standings(text, "W101") == {"waiver:old": "open"}


def test_a_waived_finding_never_disappears() -> None:
    def shown(findings: tuple[Finding, ...]) -> set[tuple[str, str, str, str]]:
        return {(f.code, f.where, f.message, f.severity) for f in findings if not f.code.startswith("W")}

    everything = [waiver(code, "*", name=code.lower()) for code in ("C101", "G140", "G170", "G180", "G190", "P304")]
    plain, covered = judged(MAP + RULE), judged(waived(*everything, text=MAP + RULE))
    assert shown(plain) == shown(covered)
    assert {f.code for f in covered if f.standing == "justified"} == {"C101", "G140", "G170", "G180", "G190", "P304"}


def test_at_sketch_a_waiver_for_one_of_many_is_no_trouble() -> None:
    text = waived(waiver("G140", "cancel/website"))
    counted = only("G140", text, level="sketch")
    assert (counted.where, counted.standing) == ("*", "open")
    assert counted.message == "3 cells do not say how a customer reaches a person."
    assert not of("W102", text, level="sketch")
    assert of("W102", waived(waiver("G150", "cancel/website")), level="sketch")


def test_at_sketch_the_question_itself_can_be_waived() -> None:
    assert only("G140", waived(waiver("G140", "*")), level="sketch").standing == "justified"


def test_missing_figures_are_waived_as_a_whole() -> None:
    assert set(standings(waived(waiver("C101", "*")), "C101").values()) == {"justified"}
    assert messages("W102", waived(waiver("C101", "cancel"))) == [
        "The waiver 'w' covers nothing: there is no C101 at cancel."
    ]
