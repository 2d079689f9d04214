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


def intersect(a: Box, b: Box) -> Box | None:
    """What two boxes share, None if nothing."""
    shared = dict(a)
    for dimension, atoms in b.items():
        both = shared.get(dimension, atoms) & atoms
        if not both:
            return None
        shared[dimension] = both
    return shared


def product(left: Iterable[Box], right: Iterable[Box]) -> list[Box]:
    """The intersection of two unions of boxes."""
    right = list(right)
    return [shared for a in left for b in right if (shared := intersect(a, b)) is not None]


def inside(inner: Box, outer: Box, full: Full) -> bool:
    """Is every point of `inner` in `outer`?"""
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


def without(boxes: Iterable[Box], taken: Iterable[Box], full: Full) -> list[Box]:
    """A union of boxes without another one."""
    remaining = list(boxes)
    for other in taken:
        remaining = [piece for box in remaining for piece in subtract(box, other, full)]
    return remaining


class Budget:
    """Steps a search may take before it gives up."""

    def __init__(self, steps: int = 100_000) -> None:
        self.left = steps

    def step(self) -> None:
        """Take one step.

        Raises:
            Undecided: when none is left.
        """
        self.left -= 1
        if self.left < 0:
            raise Undecided


def witness_outside(box: Box, others: list[Box], full: Full, budget: Budget, start: int = 0) -> Box | None:
    """Some part of `box` that no other box covers, None if they cover it all.

    One witness is searched depth first; listing all uncovered parts would explode.

    Raises:
        Undecided: when the budget is spent.
    """
    left = dict(box)
    for index in range(start, len(others)):
        other = others[index]
        if intersect(left, other) is None:
            continue
        for dimension, atoms in other.items():
            budget.step()
            own = left.get(dimension, full[dimension])
            outside = own & ~atoms
            if outside:
                found = witness_outside({**left, dimension: outside}, others, full, budget, index + 1)
                if found is not None:
                    return found
            left[dimension] = own & atoms
        return None
    return left
