"""Signed decisions: what makes them suspect, and what does not."""

from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ecaremap.insight.signing.facts import facts_of
from ecaremap.insight.signing.moves import moves
from ecaremap.insight.signing.standing import standings
from ecaremap.load.signatures import read_signatures, signatures_path
from ecaremap.model.signing import FACTS, Facts, Signature
from ecaremap.policy.decisions import Decisions
from ecaremap.render.signatures_yaml import render_signatures
from ecaremap.usecases.sign import sign
from ecaremap.usecases.validate import validate, validate_text

DAY = date(2026, 11, 21)
REQUEST = ("job: transact", "emotion: low", "cross_sell: none", "complexity: medium", "authentication: identified",
           "volume: 9000", "tags: [cancellation]")  # fmt: skip
APP = ("kind: app", "authentication: strong", "cost_per_contact: 0.40 EUR", "accessible: true")
CELL = ("today: inform", "target: self-serve", "human_route: on-request",
        "decided: {by: Digital care board, date: 2026-10-15}")  # fmt: skip
RULES = (
    "{id: login, when: {request.authentication: at least identified}, then: {require: {touchpoint.authentication: [strong, identified]}}}",
    "{id: law, kind: law, last_checked: 2026-11-01, when: {request.tags: cancellation}, then: {offer: {at_least: 1, cell.degree: self-serve}}}",
)


def text(
    request: tuple[str, ...] = REQUEST,
    app: tuple[str, ...] = APP,
    cell: tuple[str, ...] = CELL,
    rules: tuple[str, ...] = RULES,
    more: str = "",
) -> str:
    listed = "".join(f"\n  - {rule}" for rule in rules) or " []"
    return (
        "ecaremap: 1\nname: Example\n"
        f"touchpoints: {{call-centre: {{}}, app: {{{', '.join(app)}}}}}\n"
        f"requests: {{cancel: {{{', '.join(request)}}}}}\n"
        f"coverage: {{cancel: {{call-centre: human, app: {{{', '.join(cell)}}}}}}}\n"
        f"rules:{listed}\n{more}"
    )


def decided(strategy: str, signed: str | None = None, day: date = DAY) -> Decisions:
    decisions = validate_text(strategy.encode(), "s.yaml", day, signed=signed.encode() if signed is not None else None)
    assert decisions.decisions is not None, [finding.message for finding in decisions.findings]
    return decisions.decisions


def facts(strategy: str, day: date = DAY) -> Facts:
    return facts_of(decided(strategy, day=day), "cancel", "app")


def lock(strategy: str) -> str:
    found = facts(strategy)
    return render_signatures(
        [Signature("cancel/app", "Digital care board", date(2026, 10, 15), found, found.fingerprint)]
    )


def words(strategy: str, day: date = DAY) -> list[str]:
    [found] = standings(decided(strategy, lock(text()), day))
    return [move.words for move in found.moves]


def changed(parts: tuple[str, ...], old: str, new: str) -> tuple[str, ...]:
    assert old in parts
    return tuple(new if part == old else part for part in parts if part != old or new)


def test_the_facts_are_those_a_decision_rests_on() -> None:
    found = facts(text())
    assert found.plain == {
        "today": "inform", "target": "self-serve", "volume": "9000 per month", "job": "transact", "emotion": "low",
        "cross_sell": "none", "complexity": "medium", "login_needed": "identified", "login_offered": "strong",
        "cost_per_contact": "0.4 EUR", "human_route": "on-request",
    }  # fmt: skip
    assert found.rules == {
        "login": "require touchpoint.authentication [identified, strong]",
        "law": "offer at least 1 where cell.degree self-serve (law)",
    }
    assert list(found.plain) == [name for name in FACTS if name in found.plain]


def test_what_has_not_changed_is_signed() -> None:
    assert words(text()) == []


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("emotion: low", "emotion: high", "emotion rose from low to high"),
        ("cross_sell: none", "cross_sell: low", "sales value rose from none to low"),
        ("complexity: medium", "complexity: low", "complexity fell from medium to low"),
        ("job: transact", "job: discuss", "what the customer wants changed from transact to discuss"),
        ("complexity: medium", "", "complexity is not said any more; it was medium"),
        ("volume: 9000", "volume: 14000", "volume rose from 9,000 to 14,000 per month"),
        ("volume: 9000", "volume: 7199", "volume fell from 9,000 to 7,199 per month"),
        ("volume: 9000", "frequency: often", "volume is not said any more; it was 9,000 per month"),
        ("authentication: identified", "authentication: strong", "the login needed rose from identified to strong"),
    ],
)
def test_a_request_that_changed_is_named(old: str, new: str, said: str) -> None:
    assert said in words(text(request=changed(REQUEST, old, new)))


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("authentication: strong", "authentication: none", "the login offered fell from strong to none"),
        ("cost_per_contact: 0.40 EUR", "cost_per_contact: 0.55 EUR", "the cost per contact rose from 0.4 EUR to 0.55 EUR"),
        ("cost_per_contact: 0.40 EUR", "cost_per_contact: 0.40 USD", "the cost per contact changed from 0.4 EUR to 0.4 USD"),
    ],
)  # fmt: skip
def test_a_touchpoint_that_changed_is_named(old: str, new: str, said: str) -> None:
    assert words(text(app=changed(APP, old, new))) == [said]


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("target: self-serve", "target: show", "the target fell from self-serve to show"),
        ("today: inform", "today: show", "the degree today rose from inform to show"),
        ("target: self-serve", "target: proactive", "the target changed from self-serve to proactive"),
        ("human_route: on-request", "human_route: none", "the way to a person fell from on-request to none"),
    ],
)
def test_a_cell_that_changed_is_named(old: str, new: str, said: str) -> None:
    assert words(text(cell=changed(CELL, old, new))) == [said]


def test_rules_that_come_go_and_change_are_named() -> None:
    cap = "{id: cap, when: {request.emotion: low}, then: {cap: assisted}}"
    assert words(text(rules=(*RULES, cap))) == ["the rule cap speaks about it now: cap assisted"]
    assert words(text(rules=RULES[1:])) == [
        "the rule login no longer speaks about it; it was: require touchpoint.authentication [identified, strong]"
    ]
    stricter = RULES[0].replace("[strong, identified]", "strong")
    [said] = words(text(rules=(stricter, RULES[1])))
    assert said.endswith("[identified, strong] to require touchpoint.authentication strong")
    lift = "{id: lift, when: {request.id: cancel}, then: {lift: [login]}}"
    assert "the rule login changed from require touchpoint.authentication [identified, strong] to lifted by lift" in (
        words(text(rules=(*RULES, lift)))
    )


def test_a_policy_that_becomes_law_is_a_new_fact() -> None:
    law = RULES[0].replace("{id: login,", "{id: login, kind: law, last_checked: 2026-11-01,")
    assert any(said.endswith("(law)") for said in words(text(rules=(law, RULES[1]))))


def test_a_rule_that_was_known_to_come_is_no_new_fact_when_it_has_come() -> None:
    coming = RULES[0].replace("{id: login,", "{id: login, from: 2027-01-01,")
    before, after = facts(text(rules=(coming,))), facts(text(rules=(coming,)), date(2027, 2, 1))
    assert before == after
    assert "login" in before.rules


def test_rules_for_a_segment_are_told_apart() -> None:
    segments = "segments: {elderly: {cannot_use: [ivr], share: 5%}}\n".replace("ivr", "automated-voice")
    rule = "{id: care, when: {segment.id: elderly}, then: {cap: assisted}}"
    assert facts(text(rules=(rule,), more=segments)).rules == {"care": "cap assisted (for segment elderly)"}


def test_small_steps_add_up() -> None:
    """What is signed stays the measure: 9,000, not the last figure that was near it."""
    signed = lock(text())
    for volume, suspect in ((10000, False), (10700, False), (10900, True)):
        strategy = text(request=changed(REQUEST, "volume: 9000", f"volume: {volume}"))
        [found] = standings(decided(strategy, signed))
        assert (found.standing == "suspect") is suspect


def test_the_drift_can_be_set() -> None:
    strategy = text(
        request=changed(REQUEST, "volume: 9000", "volume: 14000"), more="thresholds: {decision_drift: 60%}\n"
    )
    assert words(strategy) == []


def test_another_period_for_the_same_volume_is_no_change() -> None:
    yearly = text(request=changed(REQUEST, "volume: 9000", "volume: 108000"), more="volumes_per: year\n")
    assert words(yearly) == []
    assert words(yearly.replace("108000", "208000")) == ["volume rose from 9,000 per month to 208,000 per year"]


@settings(max_examples=40, deadline=None)
@given(
    st.permutations(REQUEST), st.permutations(APP), st.permutations(CELL), st.permutations(RULES), st.booleans(),
    st.sampled_from(["# a remark\n", "\n\n", "governance: {owner: Someone}\n"]),
)  # fmt: skip
def test_order_and_layout_are_no_facts(
    request: list[str], app: list[str], cell: list[str], rules: list[str], flip: bool, more: str
) -> None:
    listed = [rule.replace("[strong, identified]", "[identified,   strong]") if flip else rule for rule in rules]
    other = text(tuple(request), tuple(app), tuple(cell), tuple(listed), more)
    assert facts(other).fingerprint == facts(text()).fingerprint
    assert lock(other) == lock(text())


AMOUNTS = st.decimals(min_value=Decimal("0.01"), max_value=Decimal(10**9), places=2)


@given(AMOUNTS, AMOUNTS)
def test_a_volume_has_moved_exactly_when_it_left_the_stretch_around_what_was_signed(
    first: Decimal, second: Decimal
) -> None:
    before, after = (Facts({"volume": f"{amount:f} per month"}, {}) for amount in (first, second))
    found = moves(before, after, Decimal("0.2"))
    assert bool(found) is not (first * Decimal("0.8") <= second <= first * Decimal("1.2"))
    assert all((" rose " in move.words) == (second > first) for move in found)


TEXTS = st.text(st.characters(exclude_categories=["Cs"]), min_size=1, max_size=30).filter(lambda t: t.strip())


@given(
    TEXTS,
    st.dictionaries(st.sampled_from(FACTS), TEXTS),
    st.dictionaries(st.from_regex(r"[a-z0-9/-]{1,9}", fullmatch=True), TEXTS),
)
def test_what_is_written_is_read_back(by: str, plain: dict[str, str], rules: dict[str, str]) -> None:
    found = Facts(plain, rules)
    written = render_signatures([Signature("a/b", by, DAY, found, found.fingerprint)])
    read, _ = read_signatures(written.encode(), "lock", 0)
    assert read.faults == ()
    [entry] = read.entries.values()
    assert (entry.by, entry.date, entry.facts, entry.untouched) == (by, DAY, found, True)
    assert render_signatures([entry]) == written


def strategy_in(folder: Path, content: str) -> Path:
    (folder / "strategy.yaml").write_text(content, encoding="utf-8")
    return folder


def codes(folder: Path) -> list[str]:
    return [finding.code for finding in validate(folder, DAY).findings if finding.code.startswith("D")]


def test_signing_goes_round(tmp_path: Path) -> None:
    folder = strategy_in(tmp_path, text())
    before = (folder / "strategy.yaml").read_bytes()
    assert codes(folder) == ["D302"]
    view = sign(validate(folder, DAY), (), check=True)
    assert (view.written, view.open, [row.state for row in view.rows]) == (False, True, ["not signed"])
    assert not signatures_path(folder).exists()
    view = sign(validate(folder, DAY), (), check=False)
    assert (view.written, view.open, [row.state for row in view.rows]) == (True, False, ["signed"])
    assert (folder / "strategy.yaml").read_bytes() == before
    signed = signatures_path(folder).read_bytes()
    assert codes(folder) == []
    assert sign(validate(folder, DAY), (), check=False).written is False
    assert signatures_path(folder).read_bytes() == signed

    strategy_in(folder, text(request=changed(REQUEST, "emotion: low", "emotion: high")))
    assert codes(folder) == ["D301"]
    view = sign(validate(folder, DAY), (), check=False)
    assert ([row.state for row in view.rows], view.open, view.written) == (["suspect"], True, False)
    assert view.rows[0].moved == ("emotion rose from low to high",)
    view = sign(validate(folder, DAY), ("cancel",), check=False)
    assert ([row.state for row in view.rows], view.open) == (["signed again"], False)
    assert codes(folder) == []
    assert signatures_path(folder).read_bytes() != signed

    strategy_in(folder, text(cell=changed(CELL, CELL[-1], "decided: {by: CX board, date: 2026-11-15}")))
    assert codes(folder) == ["D302"]
    sign(validate(folder, DAY), (), check=False)
    strategy_in(folder, text(cell=CELL[:-1]))
    assert codes(folder) == ["D303"]
    view = sign(validate(folder, DAY), (), check=False)
    assert [row.state for row in view.rows] == ["dropped"]
    assert codes(folder) == []


def test_a_scenario_has_other_figures_and_no_signatures(tmp_path: Path) -> None:
    more = "scenarios: {more: {requests: {cancel: {volume: 90000}}}}\n"
    folder = strategy_in(tmp_path, text(more=more))
    sign(validate(folder, DAY), (), check=False)
    assert not [f for f in validate(folder, DAY, "more").findings if f.code.startswith("D")]


def test_a_lone_file_keeps_its_signatures_beside_it(tmp_path: Path) -> None:
    file = tmp_path / "minimal.yaml"
    file.write_text(text(), encoding="utf-8")
    sign(validate(file, DAY), (), check=False)
    assert [path.name for path in sorted(tmp_path.iterdir())] == ["_minimal.decisions.lock.yaml", "minimal.yaml"]


def test_an_edited_entry_is_signed_again_only_by_its_name(tmp_path: Path) -> None:
    folder = strategy_in(tmp_path, text())
    sign(validate(folder, DAY), (), check=False)
    file = signatures_path(folder)
    honest = file.read_text("utf-8")
    file.write_text(honest.replace("emotion: low", "emotion: none"), encoding="utf-8")
    assert sorted(codes(folder)) == ["D301", "D304"]
    assert sign(validate(folder, DAY), (), check=False).open
    sign(validate(folder, DAY), ("cancel/app",), check=False)
    assert file.read_text("utf-8") == honest


@pytest.mark.parametrize(
    ("broken", "said"),
    [
        ("<<<<<<< ours\n", ""),
        ("signed: {}\n", "is missing"),
        ("ecaremap-decisions: 2\n", "Version 2"),
        ("ecaremap-decisions: 1\nsigned: x\n", "entries"),
        ("ecaremap-decisions: 1\nsigned: {a/b: {by: x}}\n", "no 'date'"),
        ("ecaremap-decisions: 1\nsigned: {a/b: {by: x, date: soon, fingerprint: y}}\n", "no date"),
        ("ecaremap-decisions: 1\nsigned: {a/b: {by: x, date: 2026-01-01, fingerprint: y, facts: {mood: z}}}\n", "'mood'"),
        ("ecaremap-decisions: 1\nsigned: {a/b: {by: x, date: 2026-01-01, fingerprint: y, facts: 3}}\n", "facts"),
        ("\x00", ""),
    ],
)  # fmt: skip
def test_a_broken_file_of_signatures_is_said_and_stops_nothing(broken: str, said: str) -> None:
    result = validate_text(text().encode(), "s.yaml", DAY, signed=broken.encode())
    found = [finding for finding in result.findings if finding.code.startswith("D")]
    assert result.decisions is not None
    assert {finding.code for finding in found} == {"D304"}
    assert any(said in finding.message for finding in found)
    assert all(finding.severity == "warning" and finding.span for finding in found)


MAPS = Path(__file__).parents[3] / "maps"


@pytest.mark.parametrize("name", ["telecom", "bank", "utility", "public-service"])
def test_decisions_of_shipped_maps_are_signed_and_stand(name: str) -> None:
    """If one of them is suspect, somebody has to look at it, and sign it by its name."""
    assert not [
        finding.message
        for finding in validate(MAPS / name, DAY).findings
        if finding.code in ("D301", "D302", "D303", "D304")
    ]
