"""The checks of rules: their text (R1xx), their analysis (R2xx), and what breaks them (P3xx).

R1xx are made while rules are read (`policy.conditions`, `policy.effects`); the others take `Decisions`.
"""

from ecaremap.model.finding import Check
from ecaremap.policy.checks import (
    p301_above_cap,
    p302_forbidden_cell,
    p303_requirement_unmet,
    p304_offer_missing,
    p305_rules_conflict,
    r201_never_fires,
    r202_fires_nowhere,
    r203_always_true,
    r204_duplicate,
    r205_shadowed,
    r206_redundant,
    r207_contradictory,
    r208_lifts_nothing,
    r209_expired,
    r210_value_nobody_has,
    r211_law_not_checked_lately,
    r212_not_decided,
)

TEXT_CHECKS = (
    Check("R101", "unknown-field", "error", "A rule tests a field that does not exist, or not here."),
    Check("R102", "unknown-test-value", "error", "A rule tests for a value its field does not have."),
    Check("R103", "test-does-not-fit", "error", "A test does not fit the kind of its field."),
    Check("R104", "symbol-in-test", "error", "A test uses a symbol instead of words."),
    Check("R105", "condition-unreadable", "error", "A condition is empty, of the wrong shape, or too large."),
    Check("R106", "effect-unreadable", "error", "The effect of a rule cannot be read."),
    Check("R107", "lifts-unknown-rule", "error", "A rule lifts a rule that does not exist."),
    Check("R108", "lifts-what-it-may-not", "error", "A rule lifts law, duty or another lifting rule."),
    Check("R109", "offer-depends-on-touchpoint", "error", "The condition of an offer tests a touchpoint."),
    Check("R110", "ends-before-it-begins", "error", "A rule's last day is before its first."),
)

CHECKS: tuple[Check, ...] = (
    *TEXT_CHECKS,
    r201_never_fires.CHECK,
    r202_fires_nowhere.CHECK,
    r203_always_true.CHECK,
    r204_duplicate.CHECK,
    r205_shadowed.CHECK,
    r206_redundant.CHECK,
    r207_contradictory.CHECK,
    r208_lifts_nothing.CHECK,
    r209_expired.CHECK,
    r210_value_nobody_has.CHECK,
    r211_law_not_checked_lately.CHECK,
    r212_not_decided.CHECK,
    p301_above_cap.CHECK,
    p302_forbidden_cell.CHECK,
    p303_requirement_unmet.CHECK,
    p304_offer_missing.CHECK,
    p305_rules_conflict.CHECK,
)
