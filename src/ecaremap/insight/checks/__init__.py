"""Gaps (Gxxx), missing figures (Cxxx) and waivers (Wxxx); checks take `Decisions`.

The checks of waivers judge the findings of all others, so `settle` runs after them.
"""

from collections.abc import Iterable

from ecaremap.insight.checks import (
    c101_figure_missing,
    g140_human_route_missing,
    g145_human_route_without_hand_over,
    g150_login_too_weak,
    g160_segment_without_route,
    g170_undecided_cells,
    g180_unowned,
    g190_ungoverned,
    g200_figure_unsourced,
    g210_figure_old,
    w101_waiver_expired,
    w102_waiver_unused,
    w103_not_waivable,
)
from ecaremap.insight.waivers import with_standing
from ecaremap.model.finding import Check, Finding
from ecaremap.policy.decisions import Decisions

CHECKS: tuple[Check, ...] = (
    c101_figure_missing.CHECK,
    g140_human_route_missing.CHECK,
    g145_human_route_without_hand_over.CHECK,
    g150_login_too_weak.CHECK,
    g160_segment_without_route.CHECK,
    g170_undecided_cells.CHECK,
    g180_unowned.CHECK,
    g190_ungoverned.CHECK,
    g200_figure_unsourced.CHECK,
    g210_figure_old.CHECK,
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
