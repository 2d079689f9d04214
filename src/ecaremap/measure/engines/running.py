"""What an engine that runs the text must be able to do."""

from collections.abc import Callable
from typing import Any, Literal, Protocol

from ecaremap.measure.engines.dialects import Dialect

Kind = Literal["local", "instant", "whole", "number", "truth", "text", "other"]
"""What a column holds: a moment as a clock showed it, a moment in UTC, numbers, truth values, text."""


Progress = Callable[[str, float], None]
"""Told what is being done, and the share of the work that lies behind."""


class Runs(Protocol):
    """Rows of a query."""

    def rows(self, text: str) -> list[tuple[Any, ...]]:
        """All rows of a query."""
        ...


class Warehouse(Runs, Protocol):
    """An engine with a table of contacts in it."""

    @property
    def dialect(self) -> Dialect:
        """How it is spoken to."""
        ...

    @property
    def table(self) -> str:
        """The log, as it stands after FROM."""
        ...

    @property
    def names(self) -> tuple[str, ...]:
        """What the log is called, for people."""
        ...

    def kinds(self) -> dict[str, Kind]:
        """The columns of the log."""
        ...

    def keep(self, name: str, query: str) -> None:
        """Make a table of a query, for this session alone."""
        ...

    def view(self, name: str, query: str) -> None:
        """Give a query a name, for this session alone."""
        ...
