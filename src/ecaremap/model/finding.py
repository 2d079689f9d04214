"""Findings are values: what is wrong, where, why, and what to write instead."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any, Literal

from ecaremap.model.source import Span

Severity = Literal["error", "warning", "info"]
SEVERITIES: tuple[Severity, ...] = ("error", "warning", "info")
Standing = Literal["open", "justified", "expired", "known"]
"""Open counts; justified is covered by a waiver in force; expired is a waiver run out; known stands in a baseline."""
STANDINGS: tuple[Standing, ...] = ("open", "justified", "expired", "known")
SETTLED: tuple[Standing, ...] = ("justified", "known")
"""What somebody has accepted: shown and counted apart, but nothing fails because of it."""


@dataclass(frozen=True, slots=True)
class Related:
    """A second place that belongs to a finding, with what it has to do with it."""

    span: Span
    label: str


@dataclass(frozen=True, slots=True)
class Finding:
    """One result of a check.

    Attributes:
        code: a letter and three digits, e.g. `G140`.
        severity: error, warning or info.
        message: one plain sentence that says what is wrong.
        where: the object in the words of the map: `request`, `request/touchpoint`, `rule:id`, …
        field: the field of that object, if one is meant.
        span: the place in the source, None only where no text exists.
        label: a few words to stand beside the caret.
        help: what to write or do instead.
        notes: why; the title of a rule, say.
        related: further places.
        states: which state of the map is concerned, where that makes sense.
        standing: open, justified by a waiver, under an expired one, or known from a baseline.
        question: a missing decision or figure rather than a fault; counted, not complained about.
        law: stems from a rule of kind law, which no waiver covers.
    """

    code: str
    severity: Severity
    message: str
    where: str = ""
    field: str = ""
    span: Span | None = None
    label: str = ""
    help: str = ""
    notes: tuple[str, ...] = ()
    related: tuple[Related, ...] = ()
    states: tuple[str, ...] = ()
    standing: Standing = "open"
    question: bool = False
    law: bool = False


@dataclass(frozen=True, slots=True)
class Check:
    """What is known of a check apart from its results.

    Attributes:
        code: never reused.
        name: a short name in kebab case; the page is `<code in lower case>_<name>.md` beside the code.
        severity: the usual severity of its findings.
        summary: one line for lists.
        run: yields the findings; None for checks that a loader makes while reading.
    """

    code: str
    name: str
    severity: Severity
    summary: str
    run: Callable[[Any], Iterable[Finding]] | None = None


def order(finding: Finding) -> tuple[Any, ...]:
    """Sort key: by place, then code and object, so that output never depends on the order of work."""
    span = finding.span
    place = (span.file, span.line, span.column) if span else (1 << 30, 0, 0)
    return (*place, finding.code, finding.where, finding.field, finding.message)
