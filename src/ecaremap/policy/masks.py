"""Which requests and touchpoints a rule speaks about, as sets of bits.

Tests on requests and on touchpoints are separate, so a rule is evaluated once per request and once
per touchpoint, never per cell: whether it applies to a cell is an AND of two integers.
"""

from collections.abc import Iterable, Mapping
from typing import Any

from ecaremap.model.facts import attribute
from ecaremap.model.fields import Side
from ecaremap.policy.regions import Box
from ecaremap.policy.universe import Universe


class Members:
    """The objects of one side by atom: for every dimension, atom to the set of its objects."""

    def __init__(self, side: Side, objects: Mapping[str, Any], universe: Universe) -> None:
        self.side = side
        self.names = tuple(objects)
        self.all = (1 << len(self.names)) - 1
        self.dimensions = {n: d for n, d in universe.dimensions.items() if d.field.side == side}
        self._by_atom: dict[str, dict[int, int]] = {}
        for name, dimension in self.dimensions.items():
            masks: dict[int, int] = {}
            key = dimension.field.name
            for number, (identity, item) in enumerate(objects.items()):
                # Customers of no segment have no id, so their segment is missing.
                value = attribute(side, identity, key, item) if identity or key != "id" else None
                atom = dimension.atom(value)
                masks[atom] = masks.get(atom, 0) | 1 << number
            self._by_atom[name] = masks

    def mask(self, box: Box) -> int:
        """The objects inside a box, as far as it speaks about this side."""
        inside = self.all
        for name, atoms in box.items():
            if name in self._by_atom:
                inside &= self.with_atoms(name, atoms)
        return inside

    def with_atoms(self, dimension: str, atoms: int) -> int:
        """The objects whose value in a dimension is one of the atoms."""
        found = 0
        for atom, mask in self._by_atom[dimension].items():
            if atom & atoms:
                found |= mask
        return found


def numbers(mask: int) -> Iterable[int]:
    """The positions of the bits of a set, rising."""
    while mask:
        low = mask & -mask
        yield low.bit_length() - 1
        mask ^= low


def speaks_about(box: Box, side: str) -> bool:
    """Whether a box narrows a dimension of this side."""
    return any(name.startswith(side + ".") for name in box)
