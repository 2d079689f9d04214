"""Judging small strategies written out in tests."""

from datetime import date

from ecaremap.model.finding import Finding
from ecaremap.usecases.validate import validate_text

TODAY = date(2026, 11, 21)
GOVERNED = "governance: {sponsor: COO, owner: E-care team, review_by: 2027-01-31}\n"


def judged(text: str, as_of: date = TODAY, level: str = "costed") -> tuple[Finding, ...]:
    """All findings about a strategy that is sound but for what the test writes."""
    head = f"ecaremap: 1\nname: Example\nlevel: {level}\n"
    findings = validate_text((head + text).encode(), "example.yaml", as_of).findings
    unsound = [f for f in findings if f.code.startswith(("Y", "M", "R1")) and f.severity == "error"]
    assert not unsound, unsound
    return findings


def of(code: str, text: str, as_of: date = TODAY, level: str = "costed") -> list[Finding]:
    """The findings of one check."""
    return [finding for finding in judged(text, as_of, level) if finding.code == code]


def messages(code: str, text: str, as_of: date = TODAY, level: str = "costed") -> list[str]:
    """What one check says."""
    return [finding.message for finding in of(code, text, as_of, level)]


def places(code: str, text: str, as_of: date = TODAY, level: str = "costed") -> list[str]:
    """The objects one check finds fault with."""
    return [finding.where for finding in of(code, text, as_of, level)]


def only(code: str, text: str, as_of: date = TODAY, level: str = "costed") -> Finding:
    """The one finding of a check."""
    found = of(code, text, as_of, level)
    assert len(found) == 1, found
    return found[0]
