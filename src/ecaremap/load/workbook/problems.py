"""Problems of a workbook, each named by its sheet and cell."""

import re
from dataclasses import dataclass, field
from typing import NamedTuple

from ecaremap.model.tree import Mark


class Spot(NamedTuple):
    """A cell: the number of its sheet, its row and its column, both from 1."""

    sheet: int
    row: int
    column: int

    def mark(self) -> Mark:
        """The cell as a place of the strategy: a sheet is a file, a row a line."""
        file, row, column = self
        return Mark(file, row, column, column + 1, row, column, row, column + 1)


def letters(column: int) -> str:
    """The letters of a column: 1 is A, 28 is AB."""
    text = ""
    while column > 0:
        column, rest = divmod(column - 1, 26)
        text = chr(65 + rest) + text
    return text


def address(sheet: str, row: int, column: int) -> str:
    """A cell as spreadsheets write it, `'Map today'!B4`."""
    plain = re.fullmatch(r"\w+", sheet)
    name = sheet if plain else "'" + sheet.replace("'", "''") + "'"
    return f"{name}!{letters(max(1, column))}{max(1, row)}"


@dataclass
class CellProblems:
    """What is wrong with the cells of one workbook; every cell is named once."""

    sheets: list[str] = field(default_factory=list)
    found: dict[Spot, str] = field(default_factory=dict)

    def add(self, spot: Spot, message: str, fix: str = "") -> None:
        """Record what is wrong at a cell, and what to write instead."""
        text = "; ".join(part.rstrip(". ") for part in (" ".join(message.split()), " ".join(fix.split())) if part)
        self.found.setdefault(spot, text if len(text) <= 600 else f"{text[:400]} … {text[-100:]}")

    def lines(self) -> list[str]:
        """One line a problem, in the order of sheets and rows."""
        return [
            f"{address(self.sheets[spot.sheet], spot.row, spot.column)}: {text}"
            for spot, text in sorted(self.found.items())
        ]
