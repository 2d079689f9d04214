"""Sets of cells as unions of boxes over finite dimensions.

A dimension is one field (or one tag of a list field) with finitely many *atoms*: the words of a
scale, the texts rules mention and "any other", the stretches between the amounts rules mention, and
"missing". A set of atoms is one integer, a bit an atom. A box maps dimensions to such sets; a
dimension it does not name is free. Everything here is exact.
"""

from collections.abc import Iterable, Mapping

Box = Mapping[str, int]
"""Dimension to set of atoms. No set is empty."""

Full = Mapping[str, int]
"""Dimension to the set of all its atoms."""


class Undecided(Exception):
    """A search spent its budget of steps."""


class Budget:
    """Steps a search may take before it gives up."""

    def __init__(self, steps: int = 20_000) -> None:
        self.left = steps

    def step(self, steps: int = 1) -> None:
        """Take some steps.

        Raises:
            Undecided: when none are left.
        """
        self.left -= steps
        if self.left < 0:
            raise Undecided


def intersect(a: Box, b: Box) -> Box | None:
    """What two boxes share, None if nothing."""
    shared = dict(a)
    for dimension, atoms in b.items():
        both = shared.get(dimension, atoms) & atoms
        if not both:
            return None
        shared[dimension] = both
    return shared


def product(left: Iterable[Box], right: Iterable[Box], budget: Budget | None = None) -> list[Box]:
    """The intersection of two unions of boxes."""
    right = list(right)
    shared: list[Box] = []
    for a in left:
        if budget:
            budget.step(len(right))
        shared += [both for b in right if (both := intersect(a, b)) is not None]
    return shared


def projected(boxes: Iterable[Box], sides: tuple[str, ...]) -> list[Box]:
    """What boxes say about the dimensions of some sides (`request.…`), the rest left free."""
    seen = {
        tuple(sorted((name, atoms) for name, atoms in box.items() if name.startswith(sides))): None for box in boxes
    }
    return [dict(items) for items in seen]


def inside(inner: Box, outer: Box, full: Full) -> bool:
    """Whether every point of `inner` is in `outer`."""
    return all(not inner.get(d, full[d]) & ~atoms for d, atoms in outer.items())


def subtract(box: Box, taken: Box, full: Full) -> list[Box]:
    """`box` without `taken`, as disjoint boxes."""
    if intersect(box, taken) is None:
        return [box]
    rest: list[Box] = []
    left = dict(box)
    for dimension, atoms in taken.items():
        own = left.get(dimension, full[dimension])
        outside = own & ~atoms
        if outside:
            rest.append({**left, dimension: outside})
        left[dimension] = own & atoms
    return rest


def without(boxes: Iterable[Box], taken: Iterable[Box], full: Full, budget: Budget | None = None) -> list[Box]:
    """A union of boxes without another one.

    Raises:
        Undecided: when a budget is given and spent.
    """
    remaining = list(boxes)
    for other in taken:
        if budget:
            budget.step(len(remaining))
        remaining = [piece for box in remaining for piece in subtract(box, other, full)]
    return remaining


def covered(boxes: Iterable[Box], others: Iterable[Box], full: Full, budget: Budget) -> bool:
    """Whether every point of a union of boxes is in another one.

    Raises:
        Undecided: when the budget is spent.
    """
    others = list(others)
    return all(witness_outside(box, others, full, budget) is None for box in boxes)


def witness_outside(box: Box, others: Iterable[Box], full: Full, budget: Budget) -> Box | None:
    """Some part of `box` that no other box covers, None if they cover it all.

    One witness is searched depth first; listing all uncovered parts would explode. Boxes that say
    least come first, since they cover most.

    Raises:
        Undecided: when the budget is spent.
    """
    ordered = sorted(others, key=len)
    stack = [(box, 0)]
    while stack:
        left, index = stack.pop()
        while index < len(ordered):
            budget.step()
            if intersect(left, ordered[index]) is not None:
                pieces = subtract(left, ordered[index], full)
                stack += [(piece, index + 1) for piece in reversed(pieces)]
                break
            index += 1
        else:
            return left
    return None
