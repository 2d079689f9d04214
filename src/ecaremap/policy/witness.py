"""Concrete examples from a map: where a rule applies, and what comes nearest where it does not."""

from collections.abc import Callable, Iterable
from itertools import product
from typing import NamedTuple

from ecaremap.model.fields import Side
from ecaremap.policy.conditions import Block, region
from ecaremap.policy.judge import Grounds
from ecaremap.policy.masks import numbers, speaks_about
from ecaremap.policy.regions import Box
from ecaremap.policy.ruleset import CompiledRule

SIDES: tuple[Side, ...] = ("request", "touchpoint", "segment")
_TRIED = 20
"""Objects of each side that are tried for lines which speak about two sides at once."""


class Place(NamedTuple):
    """A request, and a touchpoint or a segment if they matter; empty if not."""

    request: str
    touchpoint: str = ""
    segment: str = ""

    def words(self) -> str:
        """For messages."""
        parts = [f"'{self.request}'"] if self.request else []
        parts += [f"at '{self.touchpoint}'"] if self.touchpoint else []
        parts += [f"for segment '{self.segment}'"] if self.segment else []
        return " ".join(parts)


def anything(_: Place) -> bool:
    """Accepts every place."""
    return True


def example(grounds: Grounds, boxes: Iterable[Box], fits: Callable[[Place], bool] = anything) -> Place | None:
    """The first place of the map (by name) inside a union of boxes, if there is one."""
    found = [place for box in boxes if (place := _first(grounds, box, fits)) is not None]
    return min(found, default=None)


def _first(grounds: Grounds, box: Box, fits: Callable[[Place], bool]) -> Place | None:
    names = [sorted(grounds.members(side).names[n] for n in numbers(grounds.members(side).mask(box))) for side in SIDES]
    if not speaks_about(box, "touchpoint"):
        names[1] = [""]
    if not speaks_about(box, "segment"):
        names[2] = [""]
    places = (Place(*combination) for combination in product(*names))
    return next((place for place in places if fits(place)), None)


def applies_somewhere(grounds: Grounds, boxes: Iterable[Box]) -> bool:
    """Whether any cell of the map is inside, or any row for boxes that speak about whole rows."""
    row: tuple[Side, ...] = ("request", "segment")
    return any(
        all(grounds.members(side).mask(box) for side in (SIDES if speaks_about(box, "touchpoint") else row))
        for box in boxes
    )


class _Line(NamedTuple):
    """One line of a condition: in words, as boxes, and the sides it speaks about."""

    words: str
    boxes: list[Box]
    sides: tuple[Side, ...]


def near_miss(grounds: Grounds, rule: CompiledRule) -> str:
    """Where most lines of a rule's condition hold, and which do not."""
    lines = _lines(grounds, rule)
    place = max(_candidates(grounds, lines), key=lambda place: sum(_holds(grounds, line, place) for line in lines))
    failing = [line.words for line in lines if not _holds(grounds, line, place)]
    if not lines:
        return "'unless' exempts everything on it"
    if not failing:
        return f"what 'when' asks for is found on {place.words()}, but 'unless' exempts it"
    held = len(lines) - len(failing)
    if not held or not place.words():
        return f"nothing in the map passes {failing[0]}"
    verb = "does" if len(failing) == 1 else "do"
    return f"{held} of {len(lines)} lines hold on {place.words()}; {' and '.join(failing)} {verb} not"


def _lines(grounds: Grounds, rule: CompiledRule) -> list[_Line]:
    universe = grounds.rules.universe
    lines = []
    blocks = [(f"{test.field.key}: {test.text}", Block((test,))) for test in rule.when.tests]
    blocks += [("any", Block((), (group,))) for group in rule.when.groups]
    for words, block in blocks:
        boxes = region(block, universe)
        sides = tuple(side for side in SIDES if any(speaks_about(box, side) for box in boxes))
        lines.append(_Line(words, boxes, sides))
    return lines


def _candidates(grounds: Grounds, lines: list[_Line]) -> list[Place]:
    """For each side the objects on which most lines about that side alone hold, and all ways to join them."""
    best: list[list[str]] = []
    for side in SIDES:
        members = grounds.members(side)
        score = dict.fromkeys(members.names, 0)
        for line in lines:
            if line.sides == (side,):
                for number in numbers(_mask(grounds, line.boxes, side)):
                    score[members.names[number]] += 1
        concerned = any(side in line.sides for line in lines)
        ranked = sorted(score, key=lambda name: (-score[name], name))
        best.append(ranked[:_TRIED] if concerned and ranked else [""])
    return [Place(*names) for names in product(*best)]


def _mask(grounds: Grounds, boxes: list[Box], side: Side) -> int:
    found = 0
    for box in boxes:
        found |= grounds.members(side).mask(box)
    return found


def _holds(grounds: Grounds, line: _Line, place: Place) -> bool:
    def inside(box: Box) -> bool:
        for side, name in zip(SIDES, place, strict=True):
            members = grounds.members(side)
            known = name in members.names
            if known and not members.mask(box) >> members.names.index(name) & 1:
                return False
            if not known and speaks_about(box, side):
                return False
        return True

    return any(inside(box) for box in line.boxes)
