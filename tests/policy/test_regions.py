"""Boxes against sets of points."""

from itertools import product as pairs

import pytest
from hypothesis import given
from hypothesis import strategies as st
from policy_maps import examples

from ecaremap.policy.regions import (
    Budget,
    Undecided,
    covered,
    inside,
    intersect,
    product,
    projected,
    subtract,
    without,
    witness_outside,
)  # fmt: skip

FULL = {"request.a": 0b111, "touchpoint.b": 0b11, "request.c": 0b11}
POINTS = list(pairs(*([1 << n for n in range(atoms.bit_length())] for atoms in FULL.values())))
BOXES = st.fixed_dictionaries({}, optional={name: st.integers(1, atoms) for name, atoms in FULL.items()})
UNIONS = st.lists(BOXES, max_size=4)


def points(*boxes):
    return {
        point
        for point in POINTS
        for box in boxes
        if all(box.get(name, atoms) & atom for (name, atoms), atom in zip(FULL.items(), point, strict=True))
    }


@examples(200)
@given(BOXES, BOXES)
def test_two_boxes(a, b):
    shared = intersect(a, b)
    assert (points(shared) if shared is not None else set()) == points(a) & points(b)
    assert inside(a, b, FULL) == (points(a) <= points(b))
    pieces = subtract(a, b, FULL)
    assert points(*pieces) == points(a) - points(b)
    assert sum(len(points(piece)) for piece in pieces) == len(points(*pieces))


@examples(200)
@given(UNIONS, UNIONS)
def test_unions(left, right):
    assert points(*product(left, right)) == points(*left) & points(*right)
    assert points(*without(left, right, FULL)) == points(*left) - points(*right)
    assert covered(left, right, FULL, Budget()) == (points(*left) <= points(*right))


@examples(200)
@given(BOXES, UNIONS)
def test_a_witness_lies_inside_and_outside(box, others):
    witness = witness_outside(box, others, FULL, Budget())
    if witness is None:
        assert points(box) <= points(*others)
    else:
        assert points(witness)
        assert points(witness) <= points(box) - points(*others)


@examples(100)
@given(UNIONS)
def test_projection_frees_the_other_sides(boxes):
    seen = {(a, c) for a, _, c in points(*boxes)}
    assert {(a, c) for a, _, c in points(*projected(boxes, ("request.",)))} == seen


def test_a_spent_budget_is_not_an_answer():
    pairs_of_marks = [{f"a{n}": 0b01, f"b{n}": 0b01} for n in range(20)]
    rest = [{"x": x, "y": y} for x in (1, 2) for y in (1, 2)]
    full = {name: 0b11 for box in [*pairs_of_marks, *rest] for name in box}
    with pytest.raises(Undecided):
        witness_outside({}, [*pairs_of_marks, *rest], full, Budget(10_000))
    assert witness_outside({}, pairs_of_marks, full, Budget(10_000)) is not None
