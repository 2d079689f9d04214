"""Gaps (Gxxx), journeys (Jxxx), missing figures (Cxxx), targets (Txxx) and waivers (Wxxx); checks take `Decisions`.

The checks of waivers judge the findings of all others, so `settle` runs after them.
"""

from collections.abc import Iterable

from ecaremap.insight.checks import (
    c101_figure_missing,
    g100_missing,
    g105_exists_but_unused,
    g110_leaking,
    g115_over_digitised,
    g125_unmeasured,
    g135_over_channelled,
    g140_human_route_missing,
    g145_human_route_without_hand_over,
    g150_login_too_weak,
    g155_fix_the_cause_first,
    g160_segment_without_route,
    g170_undecided_cells,
    g175_pull_missing,
    g176_push_without_gate,
    g180_unowned,
    g185_contradicted_by_walk_through,
    g190_ungoverned,
    g195_feedback_blind_spot,
    g200_figure_unsourced,
    g210_figure_old,
    j101_dead_end,
    j102_loop,
    j103_leaves_digital,
    j104_repeats,
    j105_dead_end_out_of_hours,
    j106_journey_not_possible,
    j107_hand_over_to_undecided,
    t101_target_above_ceiling,
    t102_ceiling_unknown,
    t103_target_date_past,
    t104_bound_unreadable,
    w101_waiver_expired,
    w102_waiver_unused,
    w103_not_waivable,
)
from ecaremap.insight.waivers import with_standing
from ecaremap.model.finding import Check, Finding
from ecaremap.policy.decisions import Decisions

CHECKS: tuple[Check, ...] = (
    c101_figure_missing.CHECK,
    g100_missing.CHECK,
    g105_exists_but_unused.CHECK,
    g110_leaking.CHECK,
    g115_over_digitised.CHECK,
    g125_unmeasured.CHECK,
    g135_over_channelled.CHECK,
    g140_human_route_missing.CHECK,
    g145_human_route_without_hand_over.CHECK,
    g150_login_too_weak.CHECK,
    g155_fix_the_cause_first.CHECK,
    g160_segment_without_route.CHECK,
    g170_undecided_cells.CHECK,
    g175_pull_missing.CHECK,
    g176_push_without_gate.CHECK,
    g180_unowned.CHECK,
    g185_contradicted_by_walk_through.CHECK,
    g190_ungoverned.CHECK,
    g195_feedback_blind_spot.CHECK,
    g200_figure_unsourced.CHECK,
    g210_figure_old.CHECK,
    j101_dead_end.CHECK,
    j102_loop.CHECK,
    j103_leaves_digital.CHECK,
    j104_repeats.CHECK,
    j105_dead_end_out_of_hours.CHECK,
    j106_journey_not_possible.CHECK,
    j107_hand_over_to_undecided.CHECK,
    t101_target_above_ceiling.CHECK,
    t102_ceiling_unknown.CHECK,
    t103_target_date_past.CHECK,
    t104_bound_unreadable.CHECK,
    w101_waiver_expired.CHECK,
    w102_waiver_unused.CHECK,
    w103_not_waivable.CHECK,
)


def settle(findings: Iterable[Finding], decisions: Decisions) -> list[Finding]:
    """All findings with their standing, and what is wrong with the waivers themselves."""
    found = list(findings)
    found += w103_not_waivable.refused(found, decisions)
    found += w101_waiver_expired.expired(found, decisions)
    found += w102_waiver_unused.unused(found, decisions)
    return list(with_standing(found, decisions))
