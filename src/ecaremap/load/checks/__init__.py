"""The checks of reading: YAML (Y1xx), shape and figures (M2xx).

Y1xx and most of M2xx are made while reading; the others take a `Project`.
"""

from ecaremap.load.checks import (
    d101_former_id_in_use,
    m211_unknown_reference,
    m212_shares_do_not_sum,
    m213_degree_does_not_fit,
    m214_contradictory_cell,
    m219_mixed_currencies,
    m220_kind_unknown,
    m222_hands_over_to_itself,
    m223_unknown_tactic,
    m224_tactic_of_another_kind,
)
from ecaremap.model.finding import Check

READING_CHECKS = (
    Check("Y101", "duplicate-key", "error", "A key is written twice."),
    Check("Y102", "not-yaml", "error", "The text is not YAML."),
    Check("Y103", "anchor-or-alias", "error", "A reference inside YAML (&, * or <<) is not read."),
    Check("Y104", "tag", "error", "A value starts with ! and is not read."),
    Check("Y105", "key-not-text", "error", "A key is not a plain text."),
    Check("Y106", "too-deep", "error", "The nesting goes too deep."),
    Check("Y107", "several-documents", "error", "A file holds more than one YAML document."),
    Check("Y108", "not-utf-8", "error", "A file is not UTF-8 text."),
    Check("Y109", "odd-line-break", "error", "An invisible character breaks a line."),
    Check("Y110", "too-large", "error", "A file is too large to be a strategy."),
    Check("Y111", "tab", "error", "A line is indented with a tab."),
    Check("Y112", "value-cut-by-hash", "error", "An unquoted value loses its end to a comment."),
    Check("Y113", "value-cut-by-comma", "error", "An unquoted value is cut by a comma."),
    Check("Y114", "empty-file", "error", "A file is empty."),
    Check("M201", "unknown-key", "error", "A key is not part of the format."),
    Check("M202", "unknown-value", "error", "A value is not one of those known."),
    Check("M203", "wrong-shape", "error", "A text, list or entries stand where something else is wanted."),
    Check("M204", "missing-key", "error", "A key that is needed is missing."),
    Check("M205", "wrong-figure", "error", "A figure cannot be read, or has the wrong unit."),
    Check("M206", "wrong-form", "error", "A date, month, period, time or colour has the wrong form."),
    Check("M207", "not-true-or-false", "error", "A word stands where true or false is wanted."),
    Check("M208", "wrong-id", "error", "An id has characters it cannot have."),
    Check("M210", "defined-twice", "error", "The same thing is defined twice."),
    Check("M215", "unknown-pack", "error", "A pack does not exist."),
    Check("M216", "extends-refused", "error", "What a strategy extends cannot be read."),
    Check("M217", "pack-rule-redefined", "error", "A rule of a pack is redefined."),
    Check("M218", "scenario-changes-more-than-figures", "error", "A scenario changes more than figures."),
    Check("M221", "unknown-format-version", "error", "The format's version is not known."),
)

CHECKS: tuple[Check, ...] = (
    *READING_CHECKS,
    d101_former_id_in_use.CHECK,
    m211_unknown_reference.CHECK,
    m212_shares_do_not_sum.CHECK,
    m213_degree_does_not_fit.CHECK,
    m214_contradictory_cell.CHECK,
    m219_mixed_currencies.CHECK,
    m220_kind_unknown.CHECK,
    m222_hands_over_to_itself.CHECK,
    m223_unknown_tactic.CHECK,
    m224_tactic_of_another_kind.CHECK,
)
