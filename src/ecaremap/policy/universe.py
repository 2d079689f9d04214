"""The finite dimensions that a set of tests spans, and the atom of every object in them."""

from bisect import bisect_left
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from ecaremap.model.fields import Field
from ecaremap.policy.regions import Box
from ecaremap.policy.tests import Test, holds, seen

OTHER = "any other"
MISSING = "missing"


@dataclass(frozen=True)
class Dimension:
    """One field, or one tag of a list field.

    Attributes:
        atoms: their names. samples: one value for each (None is missing).
        index: atom by value, for fields whose values are words.
        amounts: those that rules mention, for numbers and dates; atoms alternate between the
            stretches around them and the amounts themselves.
    """

    field: Field
    tag: str
    atoms: tuple[str, ...]
    samples: tuple[Any, ...]
    index: dict[Any, int]
    amounts: tuple[tuple[str, Decimal], ...] = ()

    def atom(self, value: Any) -> int:
        """The atom (a single bit) of a value."""
        if self.tag:
            return 2 if self.tag in (value or ()) else 1
        if value is None:
            return 1 << (len(self.atoms) - 1)
        if self.index:
            found = self.index.get(value if not isinstance(value, bool) else str(value).lower())
            return 1 << (found if found is not None else self.index[OTHER])
        amount = seen(value)
        place = bisect_left(self.amounts, amount)
        exact = place < len(self.amounts) and self.amounts[place] == amount
        return 1 << (2 * place + exact)


class Universe:
    """All dimensions that a set of tests needs.

    Attributes:
        full: every dimension's set of all atoms.
    """

    def __init__(self, tests: Iterable[Test]) -> None:
        mentioned: dict[Field, list[Test]] = {}
        for test in tests:
            mentioned.setdefault(test.field, []).append(test)
            if test.other is not None:
                mentioned.setdefault(test.other, [])
        self.dimensions: dict[str, Dimension] = {}
        for field in sorted(mentioned, key=lambda field: field.key):
            for dimension in _dimensions(field, mentioned[field]):
                name = f"{field.key}={dimension.tag}" if dimension.tag else field.key
                self.dimensions[name] = dimension
        self.full = {name: (1 << len(d.atoms)) - 1 for name, d in self.dimensions.items()}

    def boxes(self, test: Test) -> list[Box]:
        """The points where a test holds, as disjoint boxes; none if it can never hold."""
        if test.field.type == "tags":
            return self._tag_boxes(test)
        if test.operator == "compare":
            return self._compare_boxes(test)
        return _box(test.field.key, self._atoms(test))

    def _atoms(self, test: Test, other: Any = None) -> int:
        dimension = self.dimensions[test.field.key]
        atoms = 0
        for position, sample in enumerate(dimension.samples):
            if holds(test, _value_of(dimension, position, sample), other):
                atoms |= 1 << position
        return atoms

    def _tag_boxes(self, test: Test) -> list[Box]:
        names = [f"{test.field.key}={word}" for word in test.words]
        if test.operator == "not":
            return [dict.fromkeys(names, 1)]
        # Disjoint: has the first; has not the first, but the second; …
        return [{**dict.fromkeys(names[:i], 1), name: 2} for i, name in enumerate(names)]

    def _compare_boxes(self, test: Test) -> list[Box]:
        assert test.other is not None
        by_atoms: dict[int, int] = {}
        for position, word in enumerate(self.dimensions[test.other.key].samples):
            atoms = self._atoms(test, word)
            if atoms:
                by_atoms[atoms] = by_atoms.get(atoms, 0) | 1 << position
        return [{test.other.key: theirs, test.field.key: own} for own, theirs in by_atoms.items()]

    def words(self, box: Box) -> str:
        """A box in words, for a witness: the first atom of each dimension it narrows."""
        parts = []
        for name, atoms in sorted(box.items()):
            if atoms == self.full[name]:
                continue
            dimension = self.dimensions[name]
            first = (atoms & -atoms).bit_length() - 1
            if dimension.tag:
                parts.append(f"{dimension.field.key} {'with' if first else 'without'} {dimension.tag}")
            else:
                parts.append(f"{dimension.field.key} {dimension.atoms[first]}")
        return ", ".join(parts) or "anything"


def _box(name: str, atoms: int) -> list[Box]:
    return [{name: atoms}] if atoms else []


class _Unmentioned:
    """A text that no rule mentions."""


_UNMENTIONED = _Unmentioned()


def _value_of(dimension: Dimension, position: int, sample: Any) -> Any:
    return _UNMENTIONED if dimension.atoms[position] == OTHER else sample


def _dimensions(field: Field, tests: list[Test]) -> list[Dimension]:
    if field.type == "tags":
        tags = sorted({word for test in tests for word in test.words})
        return [Dimension(field, tag, (f"not {tag}", tag), ((), (tag,)), {}) for tag in tags]
    if field.type in ("number", "date"):
        return [_stretches(field, tests)]
    words = list(field.values) or (["true", "false"] if field.type == "flag" else [])
    if field.type == "text":
        words = sorted({word for test in tests for word in test.words})
        words.append(OTHER)
    index = {word: position for position, word in enumerate(words)}
    samples: list[Any] = list(words)
    if not field.required:
        words.append(MISSING)
        samples.append(None)
    return [Dimension(field, "", tuple(words), tuple(samples), index)]


def _stretches(field: Field, tests: list[Test]) -> Dimension:
    """Amounts that rules mention, and the stretches below, between and above them."""
    amounts = sorted({a for test in tests for a in (test.low, test.high, *test.words) if a is not None})
    atoms, samples = [], []
    for number, (unit, amount) in enumerate(amounts):
        before = amounts[number - 1][1] if number else amount - 2
        atoms += [f"below {amount} {unit}".strip(), f"{amount} {unit}".strip()]
        samples += [(unit, (before + amount) / 2), (unit, amount)]
    last = amounts[-1] if amounts else ("", Decimal(0))
    atoms += [f"above {last[1]} {last[0]}".strip() if amounts else "any amount", MISSING]
    samples += [(last[0], last[1] + 1), None]
    return Dimension(field, "", tuple(atoms), tuple(samples), {}, tuple(amounts))
