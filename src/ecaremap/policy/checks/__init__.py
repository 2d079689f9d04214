"""The checks of rules: their text (R1xx), their analysis (R2xx), and what breaks them (P3xx).

R1xx are made while rules are read (`policy.language` modules); the others take `Decisions`.
"""

from ecaremap.model.finding import Check
from ecaremap.policy.checks import (
    p301_above_cap,
    p302_forbidden_cell,
    p303_requirement_unmet,
    p304_offer_missing,
    p305_rules_conflict,
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
    p301_above_cap.CHECK,
    p302_forbidden_cell.CHECK,
    p303_requirement_unmet.CHECK,
    p304_offer_missing.CHECK,
    p305_rules_conflict.CHECK,
)
