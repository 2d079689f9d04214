"""The questions an explanation puts to the planner; whoever can solve a plan again answers them."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Protocol

from ecaremap.plan.result import TargetPrice, Worth


@dataclass(frozen=True, slots=True)
class Told:
    """Answers that took long to find: by item left out what forcing it in adds (None: it cannot be), bounds, targets.

    `prices` None: nobody asked yet, as in plan files of before.
    """

    forced: Mapping[str, tuple[float, tuple[str, ...]] | None]
    one_more: tuple[Worth, ...]
    prices: tuple[TargetPrice, ...] | None = None


class WhatIf(Protocol):
    """Answers about one plan, each by solving it again with the plan as the start, so never worse than it."""

    @property
    def thorough(self) -> bool:
        """Whether forcing in is tried for every item left out, not only where no other reason is found."""

    def earliest(self, item: str) -> int:
        """The first month an item could start with nobody else in its way."""

    def binding(self, item: str) -> tuple[tuple[str, str], ...]:
        """What kept an item on the plan from starting a month earlier, as (word, id)."""

    def forced(self, item: str) -> tuple[float, tuple[str, ...]] | None:
        """The exact value of the best plan found with this item, less today's; and what leaves. None: it cannot be."""

    def one_more(self) -> Sequence[Worth]:
        """What one more unit of each bound that binds is worth."""

    def prices(self) -> Sequence[TargetPrice]:
        """What each target costs that can be forecast."""
