"""Comparing two versions of a strategy: the way from two judged sides to classed changes."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from ecaremap.compare.causes import Causes, Key
from ecaremap.compare.changes import Change, changes, in_order, renames
from ecaremap.compare.edit_kinds import EditKinds
from ecaremap.compare.edits import Edit, edits
from ecaremap.compare.endings import ending_effects
from ecaremap.compare.gaps import gap_effects
from ecaremap.compare.money import case_effects
from ecaremap.compare.pair import Effect, Pair, Side
from ecaremap.compare.routes import retirement_effects, route_effects
from ecaremap.compare.verdicts import breach_effects, verdict_effects


@dataclass(frozen=True)
class Renames:
    """What only got another id, and what went into another thing.

    Attributes:
        named: `(section, old id)` to new id; the old side was rewritten accordingly before it was judged.
        merged: requests that went into another one, by their old id.
    """

    named: Mapping[tuple[str, str], str] = field(default_factory=dict)
    merged: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, eq=False)
class Comparison:
    """Two versions and the changes between them, gravest first."""

    old: Side
    new: Side
    changes: tuple[Change, ...]


def compare(old: Side, new: Side, renamed: Renames = Renames()) -> Comparison:
    """All changes between two versions, with what they do."""
    written = edits(old.decisions.project, new.decisions.project)
    if not written:
        return Comparison(old, new, in_order(renames(renamed.named)))
    pair = paired(old, new, written, renamed)
    kinds = EditKinds(old.decisions, new.decisions)
    found = changes(pair, kinds, effects(pair))
    return Comparison(old, new, in_order([*found, *renames(renamed.named)]))


def paired(old: Side, new: Side, written: tuple[Edit, ...], renamed: Renames = Renames()) -> Pair:
    """Two sides with the edits between them."""
    return Pair(old, new, written, Causes(written), renamed.merged)


def effects(pair: Pair) -> list[Effect]:
    """Everything that the edits do."""
    decided = list(verdict_effects(pair))
    found = [*decided, *breach_effects(pair), *route_effects(pair), *retirement_effects(pair)]
    found += [*ending_effects(pair), *gap_effects(pair, _ruled(decided)), *case_effects(pair)]
    only = pair.causes.only
    # Where one thing was written differently, there is nothing else that it could come from.
    return [effect if effect.causes or not only else effect._replace(causes=(only,)) for effect in found]


def _ruled(decided: list[Effect]) -> dict[str, Key]:
    """The cause of another decision, by cell and by request."""
    found: dict[str, Key] = {}
    for effect in decided:
        if effect.causes:
            found.setdefault(effect.place, effect.causes[0])
            found.setdefault(effect.request, effect.causes[0])
    return found
