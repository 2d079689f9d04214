"""Chance that is the same on every machine: the stream belongs to the seed, not to a library's version."""

_WORD = (1 << 64) - 1
_SHARE = 1.0 / (1 << 53)


class Chance:
    """Uniform draws by SplitMix64 (Steele, Lea and Flood 2014, OOPSLA '14, "Fast splittable pseudorandom number generators")."""

    __slots__ = ("_state",)

    def __init__(self, seed: int) -> None:
        self._state = seed & _WORD

    def word(self) -> int:
        """The next 64 bits."""
        self._state = z = (self._state + 0x9E3779B97F4A7C15) & _WORD
        z = ((z ^ (z >> 30)) * 0xBF58476D1CE4E5B9) & _WORD
        z = ((z ^ (z >> 27)) * 0x94D049BB133111EB) & _WORD
        return z ^ (z >> 31)

    def below(self, limit: int) -> int:
        """A whole number from 0 to `limit` - 1. The bias of the multiplication is below limit / 2^64."""
        return (self.word() * limit) >> 64

    def share(self) -> float:
        """A number from 0 up to, but not including, 1."""
        return (self.word() >> 11) * _SHARE
