"""Logs in Excel workbooks: the first sheet, its first row being the names of the columns."""

import io
import warnings
import zipfile
from collections.abc import Iterator, Sequence
from datetime import date, datetime, time
from itertools import chain
from pathlib import Path
from typing import Any

from ecaremap.measure.intake.chunks import Chunk, in_chunks
from ecaremap.measure.problems import UnreadableLog

MAX_BYTES = 256 * 1024 * 1024
MAX_UNPACKED = 2 * 1024 * 1024 * 1024
_SAVE = "Save it as an Excel workbook (.xlsx), or export the log as CSV."


def read_workbooks(paths: Sequence[Path]) -> tuple[tuple[str, ...], Iterator[Chunk]]:
    """The columns of the first sheets, and their rows as text.

    Raises:
        UnreadableLog: one is no workbook, or has other columns than the first.
    """
    opened = [_opened(path) for path in paths]
    columns = opened[0][0]
    for (names, _), path in zip(opened, paths, strict=True):
        if names != columns:
            raise UnreadableLog(
                f"'{path.name}' has other columns than '{paths[0].name}'.", "Measure them one at a time."
            )
    return columns, in_chunks(columns, chain.from_iterable(rows for _, rows in opened))


def _opened(path: Path) -> tuple[tuple[str, ...], Iterator[tuple[str | None, ...]]]:
    try:
        from openpyxl import load_workbook
    except ModuleNotFoundError:
        raise UnreadableLog("Reading workbooks needs openpyxl.", "Install it: pip install 'ecaremap[import]'") from None
    _inspect(path)
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # about pictures and extensions, which are not read
            book = load_workbook(io.BytesIO(path.read_bytes()), read_only=True, data_only=True, keep_links=False)
            sheet = book.worksheets[0]
            sheet.reset_dimensions()
            rows = sheet.iter_rows(values_only=True)
            names = tuple(str(value).strip() if value is not None else "" for value in next(rows, ()))
    except Exception as error:  # a broken file makes openpyxl fail in any way at all
        raise UnreadableLog(f"'{path.name}' cannot be read as a workbook.", _SAVE) from error
    while names and not names[-1]:
        names = names[:-1]
    if not any(names) or len(set(names)) < len(names):
        raise UnreadableLog(
            f"The first row of '{path.name}' does not name each column once.", "Put the names of the columns there."
        )
    return names, _rows(rows, len(names), path)


def _inspect(path: Path) -> None:
    """Refuse what would not fit into memory."""
    if path.stat().st_size > MAX_BYTES:
        raise UnreadableLog(f"'{path.name}' is larger than {MAX_BYTES >> 20} MB.", "Export the log as CSV or Parquet.")
    try:
        with zipfile.ZipFile(path) as archive:
            if sum(part.file_size for part in archive.infolist()) > MAX_UNPACKED:
                raise UnreadableLog(
                    f"'{path.name}' unpacks to more than {MAX_UNPACKED >> 30} GB.", "Export the log as CSV or Parquet."
                )
    except (zipfile.BadZipFile, OSError) as error:
        raise UnreadableLog(f"'{path.name}' is not an Excel workbook, or it is damaged.", _SAVE) from error


def _rows(rows: Iterator[tuple[Any, ...]], width: int, path: Path) -> Iterator[tuple[str | None, ...]]:
    try:
        for row in rows:
            cells = tuple(_text(value) for value in row[:width])
            if any(cell is not None for cell in cells):
                yield (*cells, *[None] * (width - len(cells)))
    except Exception as error:
        raise UnreadableLog(f"'{path.name}' cannot be read as a workbook.", _SAVE) from error


def _text(value: Any) -> str | None:
    """As the same log would say it in CSV."""
    if value is None:
        return None
    if isinstance(value, datetime | date | time):
        return value.isoformat()
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return str(value).lower() if isinstance(value, bool) else str(value).strip() or None
