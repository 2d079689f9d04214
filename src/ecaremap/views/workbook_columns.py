"""The columns of a sheet: those of the declaration, those in use beside them, and what is for reading only."""

from collections.abc import Iterable

from ecaremap.load.workbook.amounts import amount
from ecaremap.load.workbook.forms import PARTS_OF_FIGURE, Form, resolve
from ecaremap.load.workbook.layout import SETTINGS, SheetSpec, joined
from ecaremap.load.workbook.rows import Flat
from ecaremap.load.workbook.texts import pieces
from ecaremap.views.workbook import Value, WorkbookColumn, WorkbookSheet

Row = dict[str, Flat | str]
"""The cells of a row by heading."""

KEY_MEANINGS = {
    "request": "The id of the request.",
    "touchpoint": "The id of the touchpoint.",
    "id": "Short and unique: letters, digits, hyphens.",
}
PART_MEANINGS = {
    "value": "The setting itself.",
    "source": "Of a figure: where it comes from.",
    "as_of": "Of a figure: the date it describes.",
    "driver": "Of a figure: what makes it uncertain.",
    "p10": "Of a figure: one outcome in ten is lower.",
    "p50": "Of a figure: as many outcomes are lower as higher.",
    "p90": "Of a figure: one outcome in ten is higher.",
}
_READING = "For reading only."
_BLOCK = "assumptions."
"""A block that few entries override; its columns are there only where somebody does."""


def entry_sheet(spec: SheetSpec, rows: list[Row]) -> WorkbookSheet:
    """A sheet with a row per entry."""
    used = dict.fromkeys(key for row in rows for key in row)
    columns: list[WorkbookColumn] = []
    for key in spec.keys:
        columns.append(WorkbookColumn(key, KEY_MEANINGS[key]))
        columns += [WorkbookColumn(known, _READING) for known in _beside(key) if known in used]
    frozen = max(1, len(columns))
    columns += _attributes(spec, used)
    if "(from the pack)" in used:
        columns.append(WorkbookColumn("(from the pack)", "What a pack proposes; write it in its column to decide."))
    return WorkbookSheet(spec.name, spec.about, frozen, *_laid_out(columns, rows))


def _beside(key: str) -> tuple[str, ...]:
    return ("(shown as)",) if key == "id" else (f"({key})",)


def _attributes(spec: SheetSpec, used: dict[str, None]) -> list[WorkbookColumn]:
    declared = {joined(column.path): column for column in spec.columns}
    rank = {key: number for number, key in enumerate(declared)}
    usual = [key for key in declared if key in used or not key.startswith(_BLOCK)]
    more = [key for key in used if key not in declared and key not in spec.keys and not key.startswith("(")]
    columns = []
    for key in sorted((*usual, *more), key=lambda key: _rank(key, rank)):
        parts = tuple(key.split("."))
        form = resolve(parts, spec.model) or Form("text")
        meaning = declared[key].meaning if key in declared else PART_MEANINGS.get(parts[-1], "")
        folded = key not in used and bool(spec.core) and key not in spec.core
        columns.append(WorkbookColumn(key, meaning, form.kind, form.words, folded))
    return columns


def _rank(key: str, rank: dict[str, int]) -> tuple[int, int]:
    """Behind the column that a key belongs to; parts of a figure in their usual order."""
    start, _, part = key.rpartition(".")
    if key in rank:
        return rank[key], 0
    if start in rank and part in PARTS_OF_FIGURE:
        return rank[start], 1 + PARTS_OF_FIGURE.index(part)
    return min((number for known, number in rank.items() if known.startswith(key + ".")), default=len(rank)), -1


def setting_sheet(rows: list[Row]) -> WorkbookSheet:
    """The sheet of everything that has no sheet of its own."""
    used = {key for row in rows for key in row}
    columns = [WorkbookColumn("key", "Where it belongs; the data dictionary lists all keys.")]
    shown = used | {"value"}
    columns += [WorkbookColumn(part, PART_MEANINGS[part], folded=part not in shown) for part in PARTS_OF_FIGURE]
    columns.append(WorkbookColumn("(meaning)", _READING))
    about = "Everything that has no sheet of its own; each row is one setting. Rows without a value say nothing."
    return WorkbookSheet(SETTINGS, about, 1, *_laid_out(columns, rows))


def _laid_out(
    columns: Iterable[WorkbookColumn], rows: list[Row]
) -> tuple[tuple[WorkbookColumn, ...], tuple[tuple[Value, ...], ...]]:
    """Columns and rows, with further columns where a text needs more than one cell."""
    table = [{key: _values(cell) for key, cell in row.items()} for row in rows]
    longest: dict[str, int] = {}
    for row in table:
        for key, values in row.items():
            if len(values) > 1:
                longest[key] = max(longest.get(key, 1), len(values))
    spread: list[tuple[str, int, WorkbookColumn]] = []
    for column in columns:
        spread.append((column.key, 0, column))
        more = range(1, longest.get(column.key, 1))
        spread += [(column.key, n, WorkbookColumn(f"{column.key} +{n + 1}", "Goes on from the left.")) for n in more]
    lines = tuple(tuple(_at(row.get(key, ()), number) for key, number, _ in spread) for row in table)
    return tuple(column for _, _, column in spread), lines


def _values(cell: Flat | str) -> tuple[Value, ...]:
    if isinstance(cell, str):
        return tuple(pieces(cell))
    number = amount(cell.text, cell.form)
    return (number,) if number else tuple(pieces(cell.text))


def _at(values: tuple[Value, ...], number: int) -> Value:
    return values[number] if number < len(values) else ""
