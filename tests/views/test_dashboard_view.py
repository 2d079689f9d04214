"""The dashboard's view: the numbers of a log written down by hand, nothing of too few, no money where none may be seen."""

from dataclasses import fields, is_dataclass, replace
from decimal import Decimal
from typing import Any

import pytest

import views.dashboard_samples as samples
from ecaremap.measure.kept import kept_of
from ecaremap.measure.kept_json import NotKept, read_kept, spell_kept
from ecaremap.views.audience import dashboard_of
from ecaremap.views.dashboard import dashboard_view
from ecaremap.views.dashboard_figures import figure_rows
from ecaremap.views.dashboard_model import DashboardView
from ecaremap.views.dashboard_words import near, span_words


@pytest.fixture(scope="module")
def view() -> DashboardView:
    return dashboard_view(samples.kept(), samples.decisions())


def figure(view: DashboardView, name: str) -> Any:
    return next(figure for figure in view.figures if figure.name == name)


def test_shares_are_made_of_the_whole_numbers_of_the_log(view: DashboardView) -> None:
    # 708 needs; 300 + 16 begin on the web and 80 in the app; 132 of them are with a person within a day.
    assert (figure(view, "digital_start_share").share.n, figure(view, "digital_start_share").share.of) == (396, 708)
    assert (figure(view, "leakage").share.n, figure(view, "leakage").share.of) == (132, 396)
    # Finished digitally: 100 + 60 on the web, 40 + 20 in the app, 4 cancellations.
    assert figure(view, "digital_end_to_end_share").share.n == 224
    assert "56 begin digitally and 32 are finished" in view.headline


def test_a_target_that_is_due_later_is_not_missed_yet(view: DashboardView) -> None:
    alone = figure(view, "self_service_share")
    assert (alone.bound, alone.due, alone.standing, alone.owner) == (
        "at least 40%",
        "2027-10-31",
        "not yet",
        "Digital care",
    )


def test_leaks_are_ranked_by_money_and_priced_as_the_case_does(view: DashboardView) -> None:
    first, second = view.leaks
    assert (first.request, first.touchpoint, first.share.n, first.starts) == ("bill-copy", "web", 100, 300)
    # 10,000 needs a month, half of them begin there, a third leaks, 1.4 times 6.00 EUR, twelve months.
    assert first.lost is not None and round(first.lost.exact, 2) == Decimal("168000.00")
    assert second.lost is not None and round(second.lost.exact, 2) == Decimal("100800.00")
    # Cancelling on the web began 16 times: too few to be ranked.
    assert view.leaks_few == 1


def test_ways_and_the_picture_tell_of_the_same_needs(view: DashboardView) -> None:
    assert view.flow is not None
    assert sum(way.needs for way in view.ways) + view.ways_left_needs == view.flow.needs == 708
    starts = [node for node in view.flow.nodes if node.stage == 0]
    ends = [node for node in view.flow.nodes if node.stage == 1]
    outcomes = [node for node in view.flow.nodes if node.stage == 2]
    drawn = view.flow.needs - view.flow.left
    assert sum(node.n for node in starts) == sum(node.n for node in ends) == sum(node.n for node in outcomes) == drawn
    for link in view.flow.links:
        assert {(link.stage, link.tail), (link.stage + 1, link.head)} <= {
            (node.stage, node.id) for node in view.flow.nodes
        }


def test_moves_of_too_few_are_not_told(view: DashboardView) -> None:
    rows = {row.at.id: {move.to: move for move in row.moves if move} for row in view.moves}
    assert rows["web"]["phone"].n == 132 and rows["web"]["phone"].to_person
    # Three went from the phone to the app: fewer than ten.
    assert rows["phone"]["app"].n is None and rows["phone"]["app"].share.value is None
    assert not rows["phone"]["app"].to_person


def test_months_are_whole_ones_and_points_of_few_are_left_out(view: DashboardView) -> None:
    assert view.trend is not None
    assert [name for name, _ in view.trend.months] == ["2026-08", "2026-09"]
    assert view.trend.partial == ("Oct 2026",)
    assert view.trend.needs == (350, 354)


def test_satisfaction_is_adjusted_to_the_mix_of_requests(view: DashboardView) -> None:
    digital = view.satisfaction[0]
    # Raw: 47 of 52. Adjusted: 600 needs about bills at 35 of 40, 80 about addresses at 12 of 12.
    assert digital.raw_exact is not None and round(digital.raw_exact, 6) == round(Decimal(47) / 52, 6)
    assert digital.adjusted_exact is not None
    assert round(digital.adjusted_exact, 6) == round((600 * Decimal(35) / 40 + 80) / 680, 6)
    assert "survivor" in view.satisfaction_note


def test_a_made_up_log_says_so() -> None:
    assert not dashboard_view(samples.kept(), samples.decisions()).stamp
    assert "made up" in dashboard_view(samples.kept("illustrative-contacts.csv"), samples.decisions()).stamp


def test_without_money_no_amount_is_left(view: DashboardView) -> None:
    for audience in ("it", "frontline"):
        bare = dashboard_of(view, audience)
        assert bare is not None and " EUR" not in str(bare)
        assert [leak.share.n for leak in bare.leaks] == sorted((leak.share.n or 0 for leak in bare.leaks), reverse=True)
    assert dashboard_of(view, "board") == view
    assert dashboard_of(view, "public") is None
    assert not [row for row in figure_rows(samples.kept().figures, money=False) if "cost" in row.metric]


def test_every_share_has_whole_numbers_of_at_least_the_smallest(view: DashboardView) -> None:
    seen = 0
    for share in shares(view):
        if share.value is not None:
            seen += 1
            assert share.of >= view.smallest and share.low <= share.value <= share.high
            assert share.few == (share.of < 30)
    assert seen > 50


def shares(node: Any) -> Any:
    if isinstance(node, tuple):
        for each in node:
            yield from shares(each)
    elif is_dataclass(node) and not isinstance(node, type):
        if type(node).__name__ == "ShareView":
            yield node
        else:
            for field in fields(node):
                yield from shares(getattr(node, field.name))


def test_a_request_the_map_no_longer_has_keeps_its_id() -> None:
    kept = samples.kept()
    gone = replace(kept, starts=tuple(replace(start, request="gone-by") for start in kept.starts))
    leak = dashboard_view(gone, samples.decisions()).leaks[0]
    assert (leak.request_name, leak.lost, leak.wanted) == ("Gone by", None, "the request is no longer in the map")


def test_rows_of_figures_are_the_shares_of_the_page(view: DashboardView) -> None:
    rows = {(row.metric, row.scope, row.month): row for row in figure_rows(samples.kept().figures)}
    whole = rows["leakage", "all", ""]
    assert (whole.numerator, whole.denominator, whole.low) == (132, 396, figure(view, "leakage").share.low)
    assert rows["digital_start_share", "all", "2026-08"].denominator == 350
    assert len(rows) == len(figure_rows(samples.kept().figures)), "one row per figure"


def test_what_is_kept_is_read_back_and_nothing_else_is() -> None:
    kept = samples.kept()
    data = spell_kept(kept)
    assert read_kept(data) == kept and spell_kept(read_kept(data)) == data
    for broken in (b"", b"{}", data[:-20], data[:40] + b"x" + data[41:]):
        with pytest.raises(NotKept):
            read_kept(broken)


def test_nothing_rare_or_local_is_kept() -> None:
    kept = samples.kept("/home/somebody/contacts.csv")
    assert kept.intake.sources == ("contacts.csv",)
    # Six rows say "fax": fewer than ten.
    assert [(value.value, value.rows) for value in kept.intake.unmapped] == [("other values", 6)]
    assert not any(refused.example for refused in kept.intake.refused)


@pytest.mark.parametrize(
    ("above", "up_to", "words"),
    [(3600, 7200, "1 to 2 hours"), (0, 60, "up to 1 minute"), (2592000, None, "over 30 days"), (2700, 3600, "45 minutes to 1 hour")],
)  # fmt: skip
def test_times_are_told_in_their_bins(above: int, up_to: int | None, words: str) -> None:
    assert span_words(above, up_to) == words


def test_nearly_all_is_not_all() -> None:
    assert (near(Decimal("0.997")), near(Decimal(1)), near(Decimal("0.0004"))) == ("over 99%", "100%", "under 0.1%")


def test_ways_are_listed_by_frequency_and_the_rest_is_counted(view: DashboardView) -> None:
    found = view.variants
    assert found is not None
    assert [(way.words, way.needs, way.share.of) for way in found.rows] == [
        ("Phone", 312, 708), ("Website", 184, 708), ("Website → Phone", 132, 708), ("The app", 36, 708),
        ("The app → Phone", 20, 708), ("The app → Website", 20, 708),
    ]  # fmt: skip
    # Four needs tried twice in the app: too few to be shown, not too few to be counted.
    assert (found.left, found.left_needs, found.left_share.n, found.left_share.of) == (1, 4, 4, 708)
    assert found.rows[1].finished.n == 164
    assert "×2" not in repr(found.rows)


def test_only_twenty_ways_are_listed_and_long_ones_say_so() -> None:
    """Thirty ways of ten needs and more, two of them longer than six contacts."""
    counts = samples.counts()
    twice = [
        samples.way(*(samples.APP,) * (n % 5 + 1), samples.PHONE if n % 2 else samples.WEB, n=100 - n)
        for n in range(10)
    ]
    more = [samples.way(a, b, c, n=50 - a - 3 * b - 9 * c) for a in range(3) for b in range(3) for c in range(3)]
    long = (*(samples.WEB,) * 3, *(samples.PHONE,) * 3, 1, 500, 0, 0)
    rows = tuple(sorted({row[:7]: row for row in (*twice, *more, long)}.values()))
    view = dashboard_view(kept_of(replace(counts, rows={**counts.rows, "variants": rows})), samples.decisions())
    found = view.variants
    assert found is not None
    assert len(found.rows) == 20 and found.left == len(rows) - 20
    assert found.left_needs == sum(row[7] for row in rows) - sum(way.needs for way in found.rows)
    first = found.rows[0]
    assert (first.words, first.longer, first.needs, first.finished.n) == ("Website ×3 → Phone ×3 → …", True, 500, None)
    assert [way.needs for way in found.rows] == sorted((way.needs for way in found.rows), reverse=True)


def test_each_touchpoint_is_judged_both_ways(view: DashboardView) -> None:
    assert view.touches is not None
    rows = {row.name: row for row in view.touches.rows}
    # 160 + 140 + 20 + 12 + 4 contacts on the web; 100 + 60 + 20 + 4 resolved by its own records.
    web = rows["Website"]
    assert (web.contacts, web.shares[1].n, web.shares[1].of) == (336, 184, 336)
    # Of all of them 100 + 12 were on the phone within a day, 120 + 12 within a week.
    assert [(share.n, share.of) for share in web.shares[6:]] == [(112, 336), (132, 336), (132, 336)]
    # Every move within a day, of every contact: 100 + 15 + 20 + 12 + 3.
    every = rows["All touchpoints"]
    assert (every.shares[3].n, every.shares[3].of) == (150, 880)
