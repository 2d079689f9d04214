"""The finite dimensions that a set of tests spans, and the atom of every object in them."""

import dataclasses
from bisect import bisect_left
from collections.abc import Iterable, Mapping
from decimal import Decimal
from typing import Any

from ecaremap.model.facts import quadrant
from ecaremap.model.fields import Field, field_table
from ecaremap.model.request import Request
from ecaremap.policy.amounts import amount_words
from ecaremap.policy.regions import Box
from ecaremap.policy.tests import Test, holds, seen

OTHER = "any other"
MISSING = "missing"
QUADRANT = "request.quadrant"
_VALUES = ("request.customer_value", "request.company_value")
"""What the quadrant follows from: tests on it become boxes over these two."""


@dataclasses.dataclass(frozen=True)
class Dimension:
    """One field, or one tag of a list field.

    Attributes:
        atoms: their names. samples: one value for each (None is missing).
        index: atom by value, for fields whose values are words.
        amounts: for numbers and dates, by unit: the first atom, and the amounts that rules mention.
            Atoms alternate between the stretches around these amounts and the amounts themselves.
        elsewhere: the atom of amounts in other units.
    """

    field: Field
    tag: str
    atoms: tuple[str, ...]
    samples: tuple[Any, ...]
    index: Mapping[Any, int] = dataclasses.field(default_factory=dict)
    amounts: Mapping[str, tuple[int, tuple[Decimal, ...]]] = dataclasses.field(default_factory=dict)
    elsewhere: int = 0

    def atom(self, value: Any) -> int:
        """The atom (a single bit) of a value."""
        if self.tag:
            return 2 if self.tag in (value or ()) else 1
        if value is None:
            return 1 << (len(self.atoms) - 1)
        if self.index:
            found = self.index.get(value if not isinstance(value, bool) else str(value).lower())
            return 1 << (found if found is not None else self.index[OTHER])
        unit, amount = seen(value)
        if unit not in self.amounts:
            return 1 << self.elsewhere
        first, amounts = self.amounts[unit]
        place = bisect_left(amounts, amount)
        return 1 << (first + 2 * place + (place < len(amounts) and amounts[place] == amount))


class Universe:
    """All dimensions that a set of tests needs.

    Attributes:
        full: every dimension's set of all atoms.
    """

    def __init__(self, tests: Iterable[Test], fields: Iterable[str] = ()) -> None:
        """Span the fields of the tests, and further ones by their keys."""
        table = field_table()
        mentioned: dict[Field, list[Test]] = {table[key]: [] for key in fields}
        for test in tests:
            if test.field.key == QUADRANT:
                mentioned.update({table[key]: mentioned.get(table[key], []) for key in _VALUES})
            else:
                mentioned.setdefault(test.field, []).append(test)
            if test.other is not None:
                mentioned.setdefault(test.other, [])
        self.dimensions: dict[str, Dimension] = {}
        for own in sorted(mentioned, key=lambda field: field.key):
            for dimension in _dimensions(own, mentioned[own]):
                name = f"{own.key}={dimension.tag}" if dimension.tag else own.key
                self.dimensions[name] = dimension
        self.full = {name: (1 << len(d.atoms)) - 1 for name, d in self.dimensions.items()}

    def boxes(self, test: Test) -> list[Box]:
        """The points where a test holds, as disjoint boxes; none if it can never hold."""
        if test.field.type == "tags":
            return self._tag_boxes(test)
        if test.operator == "compare":
            return self._compare_boxes(test)
        if test.field.key == QUADRANT:
            return self._quadrant_boxes(test)
        atoms = self._atoms(test)
        return [{test.field.key: atoms}] if atoms else []

    def _atoms(self, test: Test, other: Any = None) -> int:
        dimension = self.dimensions[test.field.key]
        atoms = 0
        for position, sample in enumerate(dimension.samples):
            value = _UNMENTIONED if dimension.atoms[position] == OTHER else sample
            if holds(test, value, other):
                atoms |= 1 << position
        return atoms

    def _tag_boxes(self, test: Test) -> list[Box]:
        names = list(dict.fromkeys(f"{test.field.key}={word}" for word in test.words))
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

    def _quadrant_boxes(self, test: Test) -> list[Box]:
        """The pairs of values whose quadrant passes, those with equal second halves joined."""
        customer, company = (self.dimensions[key] for key in _VALUES)
        by_atoms: dict[int, int] = {}
        for number, theirs in enumerate(customer.samples):
            atoms = 0
            for position, ours in enumerate(company.samples):
                request = Request.model_construct(customer_value=theirs, company_value=ours)
                if holds(test, quadrant(request)):
                    atoms |= 1 << position
            if atoms:
                by_atoms[atoms] = by_atoms.get(atoms, 0) | 1 << number
        return [{_VALUES[0]: theirs, _VALUES[1]: ours} for ours, theirs in by_atoms.items()]

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


class _Unmentioned:
    """A text that no rule mentions."""


_UNMENTIONED = _Unmentioned()


def _dimensions(field: Field, tests: list[Test]) -> list[Dimension]:
    if field.type == "tags":
        tags = sorted({word for test in tests for word in test.words})
        return [Dimension(field, tag, (f"not {tag}", tag), ((), (tag,))) for tag in tags]
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
    """Unit by unit the amounts that rules mention, and the stretches below, between and above them."""
    by_unit: dict[str, set[Decimal]] = {}
    for test in tests:
        for unit, amount in (a for a in (test.low, test.high, *test.words) if a is not None):
            by_unit.setdefault(unit, set()).add(amount)
    atoms: list[str] = []
    samples: list[Any] = []
    places: dict[str, tuple[int, tuple[Decimal, ...]]] = {}
    for unit in sorted(by_unit):
        amounts = tuple(sorted(by_unit[unit]))
        places[unit] = (len(atoms), amounts)
        for before, amount in zip((amounts[0] - 2, *amounts), amounts, strict=False):
            atoms += [f"below {amount_words(unit, amount)}", amount_words(unit, amount)]
            samples += [(unit, (before + amount) / 2), (unit, amount)]
        atoms.append(f"above {amount_words(unit, amounts[-1])}")
        samples.append((unit, amounts[-1] + 1))
    elsewhere = 0
    if not places or field.quantity in ("money", "rate"):
        elsewhere = len(atoms)
        atoms.append("in another currency" if places else "any amount")
        samples.append(("another unit", Decimal(0)))
    return Dimension(field, "", (*atoms, MISSING), (*samples, None), {}, places, elsewhere)
