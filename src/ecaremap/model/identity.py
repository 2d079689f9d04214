"""Which finding is which, from one run to the next: never by its line."""

from typing import NamedTuple

from ecaremap.model.finding import Finding

_BY_MESSAGE = ("Y", "M", "R1")
"""Findings about what is written: one object may have several, which only their words tell apart."""


class Key(NamedTuple):
    """What a finding is known by.

    Attributes:
        code: of its check. where: the object it is about; the file, for what belongs to no object.
        field: the field, the rule, or the words of a finding about something badly written.
    """

    code: str
    where: str
    field: str


def key_of(finding: Finding, path: str) -> Key:
    """The key of a finding in a file at `path`. Two findings may share one; then they are counted."""
    field = finding.field
    if not field and finding.code.startswith(_BY_MESSAGE):
        field = finding.message
    elif finding.code[0] in "PR" and "+" in field:
        # Rules that clash, in whatever order they are written.
        field = "+".join(sorted(field.split("+")))
    return Key(finding.code, finding.where or path, field)
