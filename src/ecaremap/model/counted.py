"""Shares as two whole numbers, so that nothing is rounded before it is shown; with their 95 % interval.

The interval is Wilson's score interval (E. B. Wilson, "Probable inference, the law of succession, and statistical
inference", JASA 22, 1927): with p = n / of and z = 1.96,
(p + z²/2of ± z · sqrt(p(1 - p)/of + z²/4of²)) / (1 + z²/of). It stays between 0 and 1 and holds for few contacts too.
"""

import re
from dataclasses import dataclass
from decimal import Decimal, localcontext
from functools import cached_property

Z = Decimal("1.959963984540054")
"""The 97.5 % point of the normal distribution."""

FEW = 30
"""Shares of fewer than so many are shown grey: chance alone moves them by more than 15 points either way."""

_TEXT = re.compile(r"([0-9]{1,12}) of ([0-9]{1,12})")


@dataclass(frozen=True)
class Counted:
    """`n` of `of`; `of` is at least `n`.

    Raises:
        ValueError: the numbers are no share.
    """

    n: int
    of: int

    def __post_init__(self) -> None:
        if not 0 <= self.n <= self.of:
            raise ValueError(f"{self.n} of {self.of} is no share")

    @property
    def share(self) -> Decimal | None:
        """Between 0 and 1; None of nothing."""
        return Decimal(self.n) / Decimal(self.of) if self.of else None

    @property
    def few(self) -> bool:
        """So few that chance matters more than anything else."""
        return self.of < FEW

    @cached_property
    def interval(self) -> tuple[Decimal, Decimal]:
        """Wilson's 95 % interval; from 0 to 1 of nothing."""
        if not self.of:
            return Decimal(0), Decimal(1)
        with localcontext() as context:
            context.prec = 30
            of, part = Decimal(self.of), Decimal(self.n) / Decimal(self.of)
            square = Z * Z / of
            middle = part + square / 2
            spread = (part * (1 - part) * square + square * square / 4).sqrt()
            low, high = (middle - spread) / (1 + square), (middle + spread) / (1 + square)
        # At both ends the formula gives 0 and 1 but for the last digits.
        return (Decimal(0) if not self.n else low), (Decimal(1) if self.n == self.of else high)

    @property
    def text(self) -> str:
        """As it stands in files: `753 of 1234`."""
        return f"{self.n} of {self.of}"

    def beside(self, value: Decimal) -> bool:
        """Whether a claimed share lies outside the interval: chance alone hardly explains the difference."""
        low, high = self.interval
        return not low <= value <= high

    def differs(self, other: "Counted") -> bool:
        """Whether the difference of two shares is larger than chance explains.

        Newcombe's interval of a difference from two Wilson intervals ("Interval estimation for the difference
        between independent proportions", Statistics in Medicine 17, 1998, method 10) does not hold zero.
        """
        if self.share is None or other.share is None:
            return False
        (low, high), (other_low, other_high) = self.interval, other.interval
        gap = self.share - other.share
        below = ((self.share - low) ** 2 + (other_high - other.share) ** 2).sqrt()
        above = ((high - self.share) ** 2 + (other.share - other_low) ** 2).sqrt()
        return gap - below > 0 or gap + above < 0


def read_counted(text: str) -> Counted:
    """`753 of 1234`.

    Raises:
        ValueError: the text says no such share.
    """
    found = _TEXT.fullmatch(text.strip())
    if found is None:
        raise ValueError(f"'{text}' is not 'so many of so many'")
    return Counted(int(found[1]), int(found[2]))
