"""Opening a workbook safely: the only door to openpyxl, with limits before anything is unpacked."""

import io
import re
import warnings
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, NamedTuple

from ecaremap.load.problems import Unreadable

MAX_BYTES = 64 * 1024 * 1024
MAX_UNPACKED = 300 * 1024 * 1024
MAX_PARTS = 2_000
MAX_ROWS = 1_048_576
MAX_CELLS = 5_000_000
MAX_VISITED = 60_000_000
"""Cells that are walked over, empty ones included: a sheet may claim to be as large as it likes."""

_OLD = b"\xd0\xcf\x11\xe0"
_FORMULA = re.compile(rb"<(?:\w+:)?f[\s>/]")
_DOCTYPE = re.compile(rb"<!(?:DOCTYPE|ENTITY)", re.IGNORECASE)
_LESS = "Remove what is not part of the strategy."
_SAVE = "Save it as an Excel workbook (.xlsx) and try again."


class RawCell(NamedTuple):
    """What a cell holds: text, number, truth value or date; `problem` says why it cannot be used."""

    row: int
    column: int
    value: Any
    format: str = "General"
    problem: str = ""


@dataclass(frozen=True)
class RawSheet:
    """A sheet by its rows; cells without content are left out."""

    name: str
    rows: tuple[tuple[RawCell, ...], ...]


def open_workbook(data: bytes, name: str) -> list[RawSheet]:
    """The sheets of a workbook.

    Raises:
        Unreadable: it is no workbook, is too large, or openpyxl is not installed.
    """
    load_workbook = _openpyxl()
    formulas = _inspected(data, name)
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # about pictures and extensions, which are not read
            missing = _uncalculated(load_workbook, data) if formulas else set()
            book = load_workbook(io.BytesIO(data), read_only=True, data_only=True, keep_links=False)
            sheets = [_sheet(sheet, missing, name) for sheet in book.worksheets]
    except Unreadable:
        raise
    except Exception as error:  # a broken file makes openpyxl fail in any way at all
        raise Unreadable(f"'{name}' cannot be read as a workbook.", _SAVE) from error
    if not sheets:
        raise Unreadable(f"'{name}' has no sheets.", "Begin with a blank one: ecaremap import --template new.xlsx")
    return sheets


def _openpyxl() -> Any:
    try:
        from openpyxl import load_workbook
    except ModuleNotFoundError:
        raise Unreadable("Reading workbooks needs openpyxl.", "Install it: pip install 'ecaremap[import]'") from None
    return load_workbook


def _inspected(data: bytes, name: str) -> bool:
    """Refuse what would not fit into memory or is no workbook; say whether there are formulas."""
    if len(data) > MAX_BYTES:
        raise Unreadable(
            f"'{name}' is larger than {MAX_BYTES >> 20} MB.", "Remove pictures and sheets that are not read."
        )
    if data[:4] == _OLD:
        raise Unreadable(f"'{name}' is an old .xls workbook, or protected with a password.", _SAVE)
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            return _walk(archive, name)
    except Unreadable:
        raise
    except Exception as error:  # a damaged archive fails in many ways: of zip, of zlib, of the file
        raise Unreadable(f"'{name}' is not an Excel workbook, or it is damaged.", _SAVE) from error


def _walk(archive: zipfile.ZipFile, name: str) -> bool:
    """Unpack every XML part once, if they are not too large: none may define entities of its own."""
    parts = archive.infolist()
    if sum(part.file_size for part in parts) > MAX_UNPACKED:
        raise Unreadable(f"'{name}' unpacks to more than {MAX_UNPACKED >> 20} MB.", _LESS)
    if len(parts) > MAX_PARTS:
        raise Unreadable(f"'{name}' has too many parts.", _LESS)
    formulas = False
    for part in parts:
        if part.filename.endswith((".xml", ".rels")):
            text = archive.read(part)
            if _DOCTYPE.search(text):
                raise Unreadable(f"'{name}' holds definitions that no spreadsheet program writes.", _SAVE)
            formulas = formulas or bool(_FORMULA.search(text))
    return formulas


def _uncalculated(load_workbook: Any, data: bytes) -> set[tuple[str, int, int]]:
    """Cells with a formula; which of them have no value is seen when values are read."""
    book = load_workbook(io.BytesIO(data), read_only=True, data_only=False, keep_links=False)
    found = set()
    for sheet in book.worksheets:
        for row in _rows(sheet, "the workbook"):
            found |= {(sheet.title, cell.row, cell.column) for cell in row if cell.data_type == "f"}
    return found


def _sheet(sheet: Any, formulas: set[tuple[str, int, int]], name: str) -> RawSheet:
    rows: list[tuple[RawCell, ...]] = []
    here = {(row, column) for title, row, column in formulas if title == sheet.title}
    count = 0
    for row in _rows(sheet, name):
        cells = tuple(cell for cell in (_cell(one, here) for one in row) if cell is not None)
        count += len(cells)
        if count > MAX_CELLS:
            raise Unreadable(
                f"Sheet '{sheet.title}' of '{name}' holds more than {MAX_CELLS:,} cells.", "Split the strategy."
            )
        if cells:
            rows.append(cells)
    return RawSheet(sheet.title, tuple(rows))


def _rows(sheet: Any, name: str) -> Iterator[Any]:
    """The rows that are there; what a sheet claims about its size is not believed."""
    sheet.reset_dimensions()
    visited = 0
    for number, row in enumerate(sheet.iter_rows(), 1):
        visited += len(row) + 1
        if number > MAX_ROWS or visited > MAX_VISITED:
            raise Unreadable(
                f"Sheet '{sheet.title}' of '{name}' is too large.", "Delete empty rows and columns at its ends."
            )
        yield row


def _cell(cell: Any, formulas: set[tuple[int, int]]) -> RawCell | None:
    row, column = getattr(cell, "row", None), getattr(cell, "column", None)
    if row is None or column is None:
        return None
    if cell.value is None:
        if (row, column) not in formulas:
            return None
        problem = "this formula has never been calculated; open the workbook in a spreadsheet program and save it"
        return RawCell(row, column, None, problem=problem)
    if cell.data_type == "e":
        return RawCell(row, column, None, problem=f"this cell shows the error {cell.value}")
    if isinstance(cell.value, str) and not cell.value.strip(" \t\n\u00a0"):
        return None
    return RawCell(row, column, cell.value, cell.number_format or "General")
