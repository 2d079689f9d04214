"""Two judged versions side by side, and what all comparisons of effects share."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import NamedTuple

from ecaremap.compare.causes import Causes, Key
from ecaremap.compare.edits import Edit
from ecaremap.insight.case.case import CaseResult, business_case
from ecaremap.insight.cells import written_cells
from ecaremap.model.finding import Finding
from ecaremap.model.scales import State
from ecaremap.model.strategy import Strategy
from ecaremap.policy.decisions import Decisions


@dataclass(frozen=True, eq=False)
class Side:
    """One version, judged.

    Attributes:
        label: how the user named it. findings: of all checks.
    """

    label: str
    decisions: Decisions
    findings: tuple[Finding, ...]

    @property
    def strategy(self) -> Strategy:
        """What is written."""
        return self.decisions.project.strategy

    @cached_property
    def offers(self) -> dict[str, dict[State, dict[str, str]]]:
        """By request and state: the degree at each touchpoint where anything is offered."""
        found: dict[str, dict[State, dict[str, str]]] = {
            name: {"today": {}, "target": {}} for name in self.strategy.requests
        }
        for cell in written_cells(self.decisions.project):
            if cell.today:
                found[cell.request_id]["today"][cell.touchpoint_id] = cell.today
            if cell.target:
                found[cell.request_id]["target"][cell.touchpoint_id] = cell.target
        return found

    @cached_property
    def case(self) -> CaseResult:
        """What it is worth, worked out once."""
        return business_case(self.decisions)


class Effect(NamedTuple):
    """What a change does at one place, in one state, to one group of customers.

    Attributes:
        kind: of `KINDS`. causes: what was written differently; several together, none if nothing explains it.
        request, touchpoint: the place; empty for the whole map, or a whole row or column.
        state: today or target; empty for both. group: a segment, empty for everyone.
        old, new: in a word or a figure. subject: a rule, the code of a finding, or what counts on a touchpoint.
    """

    kind: str
    causes: tuple[Key, ...]
    request: str = ""
    touchpoint: str = ""
    state: str = ""
    group: str = ""
    old: str = ""
    new: str = ""
    subject: str = ""

    @property
    def place(self) -> str:
        """`request`, `request/touchpoint`, or the touchpoint alone."""
        return "/".join(part for part in (self.request, self.touchpoint) if part)


@dataclass(frozen=True, eq=False)
class Pair:
    """Both sides with the edits between them.

    Attributes:
        merged: requests that went into another one, by their old id.
    """

    old: Side
    new: Side
    edits: tuple[Edit, ...]
    causes: Causes
    merged: Mapping[str, str]

    def successor(self, request: str) -> str:
        """Where a request of the old side is found on the new one; empty if nowhere."""
        if request in self.new.strategy.requests:
            return request
        return self.merged.get(request, "")

    @cached_property
    def requests(self) -> tuple[tuple[str, str], ...]:
        """Requests of the old side with their successors, then the new ones alone; sorted."""
        old, new = self.old.strategy.requests, self.new.strategy.requests
        pairs = [(name, self.successor(name)) for name in old]
        return tuple(sorted(pairs + [("", name) for name in new if name not in old], key=lambda pair: pair[::-1]))

    @cached_property
    def groups(self) -> tuple[str | None, ...]:
        """Everyone, then the segments that both sides have."""
        both = self.old.strategy.segments.keys() & self.new.strategy.segments.keys()
        return (None, *sorted(both))

    def touched(self, fields: frozenset[str], everything: frozenset[str] = frozenset()) -> list[tuple[str, str]]:
        """The requests whose row, own attributes, or touchpoints' attributes of some names differ.

        What differs in one of the names of `everything` touches all requests.
        """
        sections = {"segments"} & {edit.section for edit in self.edits}
        if sections or any(_meant(edit, everything) for edit in self.edits):
            return list(self.requests)
        places = {edit.name for edit in self.edits if edit.section == "touchpoints" and _meant(edit, fields)}
        rows = {edit.name.partition("/")[0] for edit in self.edits if edit.section == "coverage"}
        rows |= {edit.name for edit in self.edits if edit.section == "requests" and _meant(edit, fields)}
        if not places:
            return [pair for pair in self.requests if rows.intersection(pair)]
        coverage = self.old.strategy.coverage, self.new.strategy.coverage
        return [
            pair for pair in self.requests
            if rows.intersection(pair)
            or any(not places.isdisjoint(side.get(name, ())) for side, name in zip(coverage, pair, strict=True))
        ]  # fmt: skip


def _meant(edit: Edit, fields: frozenset[str]) -> bool:
    if edit.section == "strategy":
        return edit.top in fields
    return edit.section in ("touchpoints", "requests") and (not edit.field or edit.top in fields) and bool(fields)
