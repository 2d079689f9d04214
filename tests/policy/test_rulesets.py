"""Reading whole rules, and what the checks say beyond their pages."""

from datetime import date

from policy_maps import project_of

from ecaremap.policy.checks import CHECKS
from ecaremap.policy.decisions import decide
from ecaremap.policy.ruleset import compile_rules

TODAY = date(2026, 11, 21)
REQUESTS = {"pay-bill": {"emotion": "low", "family": "billing"}, "complaint": {"emotion": "high", "tags": ["angry"]}}
FRAME = {
    "ecaremap": "1", "name": "Example", "requests": REQUESTS,
    "touchpoints": {"call-centre": {}, "website": {}, "app": {}},
}  # fmt: skip


def found(*rules, code, **more):
    """The findings of one check of rules."""
    decisions = decide(project_of({**FRAME, "rules": list(rules), **more}), TODAY)
    check = next(check for check in CHECKS if check.code == code)
    return list(check.run(decisions))


def rule(name, when=None, then="forbid", **more):
    return {"id": name, **({"when": when} if when else {}), "then": then, **more}


def test_a_lift_that_is_not_allowed_is_not_carried_out():
    rules = [rule("a", kind="duty"), rule("b", then={"lift": ["a"]})]
    decisions = decide(project_of({**FRAME, "rules": rules}), TODAY)
    assert [finding.code for finding in decisions.rules.findings] == ["R108"]
    assert decisions.judges["today", None].verdict(0, 0).forbid == (0,)


def test_a_condition_with_very_many_alternatives_is_refused_at_once():
    group = [{"request.tags": f"t{n}"} for n in range(15)]
    block = {"any": [{"any": group, "request.emotion": "high"}] * 15}
    deep = {"any": [{**block, "request.job": "vent"}] * 15}
    compiled = compile_rules(project_of({**FRAME, "rules": [rule("a", deep), rule("b", None, unless=deep)]}))
    assert {finding.code for finding in compiled.findings} == {"R105"}


def test_customers_of_no_segment_have_no_segment_id():
    rules = [rule("a", {"segment.id": "missing"}), rule("b", {"segment.id": "not old"})]
    decisions = decide(project_of({**FRAME, "rules": rules, "segments": {"old": {}, "young": {}}}), TODAY)
    forbidding = {s: decisions.judges["today", s].verdict(0, 0).forbid for s in (None, "old", "young")}
    assert forbidding == {None: (0,), "old": (), "young": (1,)}


def test_an_exception_about_touchpoints_leaves_other_rows_whole():
    lifting = {"unless": {"touchpoint.id": "app", "request.emotion": "high"}, "then": {"lift": ["offer"]}}
    offer = rule("offer", then={"offer": {"at_least": "1", "cell.degree": "human"}})
    decisions = decide(project_of({**FRAME, "rules": [offer, {"id": "lift", **lifting}]}), TODAY)
    judge = decisions.judges["target", None]
    rows = {name: [r.id for r in judge.row_rules(n) if r.effect.offer] for n, name in enumerate(REQUESTS)}
    assert rows == {"pay-bill": [], "complaint": ["offer"]}


def test_the_nearest_miss_names_the_line_that_fails():
    when = {"request.family": "billing", "touchpoint.family": "digital", "request.emotion": "high"}
    (finding,) = found(rule("a", when), code="R202")
    assert "2 of 3 lines hold on 'complaint' at 'app'; request.family: billing does not" in finding.message
    (finding,) = found(rule("a", {"request.emotion": "high"}, unless={"request.tags": "angry"}), code="R202")
    assert "what 'when' asks for is found on 'complaint', but 'unless' exempts it" in finding.message
    (finding,) = found(rule("a", {"request.emotion": "medium"}), code="R202")
    assert "nothing in the map passes request.emotion: medium" in finding.message


def test_a_word_nobody_has_is_reported_once():
    typo = rule("a", {"request.tags": "angri"})
    assert not found(typo, code="R202")
    assert [finding.help for finding in found(typo, code="R210")] == ["did you mean 'angry'?"]
    assert not found(rule("a", {"request.tags": "not vip"}), code="R210")
    assert found(rule("a", {"request.tags": "not angri"}), code="R210")


def test_packs_and_short_forms_are_not_found_fault_with():
    more = {"packs": ["core", "de", "eu", "uk", "us-ca"], "keep_personal": {"complaint": "a person decides"}}
    decisions = decide(project_of({**FRAME, **more}), TODAY)
    assert len(decisions.rules.rules) > 10
    assert decisions.rules.findings == ()
    checks = [check for check in CHECKS if check.code.startswith("R") and check.run]
    assert [finding for check in checks for finding in check.run(decisions)] == []


def test_a_rule_that_repeats_a_short_form_is_reported():
    personal = {"complaint": "a person decides"}
    (finding,) = found(rule("a", {"request.id": "complaint"}, {"cap": "assisted"}), code="R204", keep_personal=personal)
    assert finding.where == "rule:a"
    assert "keep-personal/complaint" in finding.message


def test_a_rule_that_is_lifted_shadows_nothing_there():
    strict, mild = (
        rule("a", {"request.emotion": "high"}, {"cap": "show"}),
        rule("b", {"request.emotion": "high"}, {"cap": "assisted"}),
    )
    assert found(strict, mild, code="R205")
    trial = rule("c", {"touchpoint.id": "app"}, {"lift": ["a"]})
    assert not found(strict, mild, trial, code="R205")
    elsewhere = rule("c", {"request.emotion": "low"}, {"lift": ["a"]})
    assert found(strict, mild, elsewhere, code="R205")
    assert not found({**strict, "until": "2027-01-01"}, mild, code="R205")
    assert not found({**strict, "severity": "info"}, mild, code="R205")
    assert not found(strict, {**mild, "kind": "law"}, code="R205")


def test_contradictions_name_the_case_or_wait_for_one():
    strong, none = ({"require": {"touchpoint.authentication": login}} for login in ("strong", "none"))
    (finding,) = found(
        rule("a", {"request.emotion": "high"}, strong), rule("b", {"touchpoint.id": "app"}, none), code="R207"
    )
    assert (finding.severity, finding.message) == ("error", "'a' and 'b' exclude each other on 'complaint' at 'app'.")
    rules = [rule("a", {"request.emotion": "medium"}, strong), rule("b", {"request.emotion": "medium"}, none)]
    (finding,) = found(*rules, code="R207")
    assert finding.severity == "warning"
    assert "request.emotion medium" in finding.message
    rules = [rule("a", {"request.emotion": "high"}, strong), rule("b", {"request.family": "billing"}, none)]
    assert not found(*rules, code="R207")


def test_an_offer_that_another_rule_rules_out():
    offer = rule("a", {"request.emotion": "high"}, {"offer": {"at_least": "1", "touchpoint.kind": "app"}})
    both = (offer, rule("b", {"touchpoint.kind": ["app", "website"]}))
    (finding,) = found(*both, code="P305")
    assert (finding.severity, finding.message) == ("error", "'a' and 'b' cannot all be kept for 'complaint'.")
    # Said once: R207 is for pairs that no request of the map meets in this way.
    assert not found(*both, code="R207")
    assert not found(offer, rule("b", {"touchpoint.kind": "website"}), code="R207")
    # An app may belong to another family, so these two do not exclude each other on every map.
    assert not found(offer, rule("b", {"touchpoint.family": "digital"}), code="R207")


def test_hard_rules_are_given_up():
    rest = [{"request.tags": x, "touchpoint.tags": y} for x in ("x", "not x") for y in ("y", "not y")]
    rules = []
    for number in range(30):
        blocks = [{"request.tags": f"a{n}", "touchpoint.tags": f"b{n + number}"} for n in range(20)]
        rules.append(rule(f"rule-{number:02}", {"any": [*blocks, *rest]}, {"cap": "show"}))
    (finding, *_) = found(*rules, code="R212")
    assert "Not decided" in finding.message
