"""The gap view: standings apart, groups, filters, words, and what it looks like without volumes or money."""

from decimal import Decimal

import pytest

from ecaremap.views.gaps import Wanted, gaps_view, without_money
from ecaremap.views.gaps_model import GapsView
from insight.gaps.telling import decided, of_map, read

D = Decimal
LEAK = (
    "currency: EUR\ntouchpoints: {call-centre: {cost_per_contact: 5 EUR, owner: Phone}, app: {name: The app, owner: Apps}}\n"
    "requests:\n  a: {name: Pay, family: billing, job: transact, emotion: medium, volume: 1000, "
    "starts_at: {call-centre: 60%, app: 40%}}\n"
    "  b: {family: care, job: transact, volume: 1000, starts_at: {call-centre: 100%}}\n"
    "coverage:\n  a: {call-centre: human, app: {today: self-serve, calls_after: 25% within 7 days}}\n"
    "  b: {call-centre: human, app: show}\n"
    "assumptions: {double_handling: 1.4}\n"
)
WAIVER = "waivers: [{id: w, finding: G110, where: a/app, reason: being rebuilt, by: Board, until: UNTIL}]\n"


ALL = Wanted()


def view(text: str, only: Wanted = ALL, level: str = "costed") -> GapsView:
    result = read(text, level)
    return gaps_view(decided(result), result.findings, only)


def map_view(name: str, only: Wanted = ALL) -> GapsView:
    result = of_map(name)
    return gaps_view(decided(result), result.findings, only)


def test_a_row_is_spelled_out() -> None:
    row = view(LEAK).rows[0]
    assert (row.number, row.code, row.kind, row.title) == (1, "G110", "leaking", "Leaking")
    assert (row.subject, row.request, row.touchpoint, row.family) == ("Pay, The app", "a", "app", "billing")
    assert (row.money, row.money_text, row.meaning) == (D("8400.00"), "8,400 EUR a year", "lost each year")
    assert (row.needs, row.needs_text, row.share_text) == (D(400), "400 a month", "20%")
    assert row.assumed == ()
    assert row.place == "example.yaml:10:52"


def test_subjects_in_words() -> None:
    subjects = {row.where: row.subject for row in view(LEAK).rows}
    assert subjects["a/app"] == "Pay, The app"
    assert subjects["*/app"] == "The app"
    assert subjects["governance"] == "Governance"
    assert subjects["feedback:front-line"] == "Feedback front line"
    assert "Several places" in {row.subject for row in map_view("minimal.yaml").rows}


@pytest.mark.parametrize(("until", "at"), [("2027-01-31", 1), ("2026-11-20", 2)])
def test_standings_are_counted_apart(until: str, at: int) -> None:
    before, after = view(LEAK), view(LEAK + WAIVER.replace("UNTIL", until))
    assert [s.standing for s in after.standings] == ["open", "justified", "expired", "known"]
    assert after.standings[at].gaps == 1
    assert after.standings[at].needs == D(400)
    assert sum(s.gaps for s in before.standings) == sum(s.gaps for s in after.standings)
    assert len(before.rows) == len(after.rows)
    row = next(row for row in after.rows if row.code == "G110")
    assert row.waiver == f"Board, until {until}: being rebuilt"


def test_what_is_justified_is_no_money_lost() -> None:
    (kind,) = (kind for kind in view(LEAK + WAIVER.replace("UNTIL", "2027-01-31")).by_kind if kind.kind == "leaking")
    assert (kind.open, kind.justified, kind.lost, kind.money_text) == (0, 1, None, "")


def test_groups_add_up_to_the_rows() -> None:
    for name in ("telecom", "utility", "minimal.yaml"):
        found = map_view(name)
        for groups in (found.by_kind, found.by_family):
            assert sum(g.open + g.justified + g.expired + g.known for g in groups) == len(found.rows)
        standings = found.standings
        assert sum(s.gaps + s.notes + s.questions for s in standings) == len(found.rows)


def test_money_of_kinds_is_the_sum_of_their_rows() -> None:
    found = map_view("telecom")
    (leaks,) = (kind for kind in found.by_kind if kind.kind == "leaking")
    rows = [row.money for row in found.rows if row.kind == "leaking" and row.standing != "justified"]
    assert leaks.lost is not None
    assert abs(leaks.lost - sum(money for money in rows if money)) < D("0.01") * len(rows)


@pytest.mark.parametrize(
    ("only", "key", "value"),
    [
        (Wanted(owner="Networks"), "owner", "Networks"),
        (Wanted(family="billing"), "family", "billing"),
        (Wanted(touchpoint="app"), "touchpoint", "app"),
        (Wanted(kind="leaking"), "kind", "leaking"),
    ],
)
def test_filters(only: Wanted, key: str, value: str) -> None:
    whole, some = map_view("telecom"), map_view("telecom", only)
    assert {getattr(row, key) for row in some.rows} == {value}
    assert [r.where for r in some.rows] == [r.where for r in whole.rows if getattr(r, key) == value]
    assert some.filters == whole.filters
    assert some.headline == whole.headline
    assert some.wanted == (f"{key}: {value}",)
    names = {"owner": whole.filters.owners, "family": whole.filters.families}.get(
        key, tuple(name for name, _ in (whole.filters.touchpoints if key == "touchpoint" else whole.filters.kinds))
    )
    assert value in names


def test_a_map_without_volumes_says_so() -> None:
    found = map_view("minimal.yaml")
    assert any("Without a volume" in notice for notice in found.notices)
    assert all(row.needs is None and row.money is None for row in found.rows)
    assert [m.text for m in found.headline] == ["100%", "40%", "unknown", "unknown"]
    assert found.next_figures[0].figure == "volume"


def test_nothing_to_say() -> None:
    found = view("touchpoints: [app]\nrequests: {}\n")
    assert found.headline and not found.keep


def test_without_money_there_is_no_amount_anywhere() -> None:
    whole = map_view("telecom")
    assert "EUR" in repr(whole)
    bare = without_money(whole)
    assert "EUR" not in repr(bare)
    assert sorted((r.code, r.where, r.says) for r in bare.rows) == sorted((r.code, r.where, r.says) for r in whole.rows)
    assert [r.number for r in bare.rows] == list(range(1, len(bare.rows) + 1))


def test_limits_are_printed() -> None:
    limits = map_view("telecom").limits
    assert "a leak is more than 15% of customers who call afterwards (usual)" in limits
    assert "old figures are older than 18 months" in limits
