"""The row of headings of a sheet: which column holds what."""

import re
from dataclasses import dataclass, field

from ecaremap.load.workbook.forms import Form, Path, resolve
from ecaremap.load.workbook.layout import READING_ONLY, SheetSpec, joined, split
from ecaremap.load.workbook.opening import RawCell, RawSheet
from ecaremap.load.workbook.problems import CellProblems, Spot
from ecaremap.model.suggest import did_you_mean

SEARCHED = 15
"""Headings stand near the top; what is above them is for readers."""

SETTING_COLUMNS = ("key", "value", "source", "as_of", "driver", "p10", "p50", "p90")
_TEXT = Form("text")
_MORE = re.compile(r"(?P<heading>.*?)\s*\+(?P<number>[0-9]{1,5})")


@dataclass
class Headings:
    """The columns of a sheet.

    Attributes:
        row: where the headings stand. forms: how each column is written.
        columns: path and number of the piece by column; silent: columns for reading only.
    """

    row: int
    forms: dict[Path, Form] = field(default_factory=dict)
    columns: dict[int, tuple[Path, int]] = field(default_factory=dict)
    silent: set[int] = field(default_factory=set)

    def column(self, path: Path) -> int:
        """The column of a path, the first if there is none."""
        return next((column for column, (known, _) in self.columns.items() if known == path), 1)

    def cells(self, row: tuple[RawCell, ...], sheet: int, problems: CellProblems) -> dict[Path, list[RawCell]]:
        """The cells of a row by what they are; pieces of a long text in their order."""
        found: dict[Path, list[tuple[int, RawCell]]] = {}
        for cell in row:
            if cell.column in self.columns:
                path, number = self.columns[cell.column]
                found.setdefault(path, []).append((number, cell))
            elif cell.column not in self.silent:
                message = "this column has no heading, so I do not know what is meant"
                problems.add(
                    Spot(sheet, cell.row, cell.column), message, f"write one in row {self.row}, or empty the cell"
                )
        return {path: [cell for _, cell in sorted(cells)] for path, cells in found.items()}


def find_headings(sheet: RawSheet, number: int, spec: SheetSpec | None, problems: CellProblems) -> Headings | None:
    """The headings of a sheet with entries, or of the settings (`spec` is None); None where there are none."""
    wanted = spec.keys if spec else ("key", "value")
    best: tuple[int, tuple[RawCell, ...]] = (0, ())
    for row in sheet.rows:
        if row[0].row > SEARCHED:
            break
        paths = [path for cell in row if (path := _path(cell, spec)) is not None]
        if all((key,) in paths for key in wanted) and len(paths) > best[0]:
            best = (len(paths), row)
    if best[1]:
        return _headings(best[1], number, spec, problems)
    if sheet.rows:
        first = sheet.rows[0][0]
        message = f"the sheet '{sheet.name}' has no row of headings I know"
        problems.add(Spot(number, first.row, first.column), message, f"it needs {', '.join(wanted or _keys(spec)[:4])}")
    return None


def _headings(row: tuple[RawCell, ...], number: int, spec: SheetSpec | None, problems: CellProblems) -> Headings:
    headings = Headings(row[0].row)
    for cell in row:
        text = str(cell.value).strip()
        spot = Spot(number, cell.row, cell.column)
        if text.startswith(READING_ONLY):
            headings.silent.add(cell.column)
            continue
        path = _path(cell, spec)
        if path is None:
            problems.add(spot, f"'{text}' is not a column I know", did_you_mean(text, _keys(spec)))
            headings.silent.add(cell.column)
            continue
        more = _MORE.fullmatch(text)
        piece = int(more["number"]) if more else 1
        if (path, piece) in headings.columns.values():
            problems.add(spot, f"the column '{text}' stands here twice", "keep one of the two")
        headings.columns[cell.column] = (path, piece)
        headings.forms[path] = _form(path, spec) or _TEXT
    return headings


def _path(cell: RawCell, spec: SheetSpec | None) -> Path | None:
    """What a heading means; None if nothing I know."""
    if not isinstance(cell.value, str) or cell.problem:
        return None
    text = cell.value.strip()
    more = _MORE.fullmatch(text)
    text = more["heading"] if more else text
    for written in (text, re.sub(r"[\s-]+", "_", text.lower())):
        path = split(written)
        if path and _form(path, spec) is not None:
            return path
    return None


def _form(path: Path, spec: SheetSpec | None) -> Form | None:
    if spec is None:
        return _TEXT if len(path) == 1 and path[0] in SETTING_COLUMNS else None
    if len(path) == 1 and path[0] in spec.keys:
        return _TEXT
    return resolve(path, spec.model)


def _keys(spec: SheetSpec | None) -> tuple[str, ...]:
    return (*spec.keys, *(joined(column.path) for column in spec.columns)) if spec else SETTING_COLUMNS
