"""Gaps (Gxxx), journeys (Jxxx), missing figures (Cxxx), signed decisions (D3xx), evidence (E1xx), targets (Txxx) and waivers (Wxxx); checks take `Decisions`.

The checks of waivers judge the findings of all others, so `settle` runs after them.
"""

from collections.abc import Collection, Iterable

from ecaremap.insight.checks import (
    c101_figure_missing,
    d301_decision_suspect,
    d302_decision_not_signed,
    d303_signature_without_decision,
    d304_signatures_unreadable,
    e101_evidence_unreadable,
    e102_evidence_old,
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
    g220_digital_in_name_only,
    g225_drifted,
    g230_in_log_not_in_map,
    g235_in_map_not_in_log,
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
    t105_target_missed,
    w101_waiver_expired,
    w102_waiver_unused,
    w103_not_waivable,
    w104_comment_unreadable,
    w105_waiver_of_unknown_code,
)
from ecaremap.insight.waivers import with_standing
from ecaremap.model.finding import Check, Finding
from ecaremap.policy.decisions import Decisions

CHECKS: tuple[Check, ...] = (
    c101_figure_missing.CHECK,
    d301_decision_suspect.CHECK,
    d302_decision_not_signed.CHECK,
    d303_signature_without_decision.CHECK,
    d304_signatures_unreadable.CHECK,
    e101_evidence_unreadable.CHECK,
    e102_evidence_old.CHECK,
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
    g220_digital_in_name_only.CHECK,
    g225_drifted.CHECK,
    g230_in_log_not_in_map.CHECK,
    g235_in_map_not_in_log.CHECK,
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
    t105_target_missed.CHECK,
    w101_waiver_expired.CHECK,
    w102_waiver_unused.CHECK,
    w103_not_waivable.CHECK,
    w104_comment_unreadable.CHECK,
    w105_waiver_of_unknown_code.CHECK,
)


def settle(findings: Iterable[Finding], decisions: Decisions, codes: Collection[str] = ()) -> list[Finding]:
    """All findings with their standing, and what is wrong with the waivers themselves; `codes` are all there are."""
    found = list(findings)
    found += w104_comment_unreadable.unreadable(decisions)
    found += w105_waiver_of_unknown_code.unknown(decisions, codes)
    found += w103_not_waivable.refused(found, decisions)
    found += w101_waiver_expired.expired(found, decisions)
    found += w102_waiver_unused.unused(found, decisions)
    return list(with_standing(found, decisions))
