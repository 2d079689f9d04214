"""The first line of a CSV file: what parts its values, and how its columns are called."""

import csv
import gzip
import io
import zlib
from dataclasses import dataclass
from pathlib import Path

from ecaremap.measure.problems import UnreadableLog

HEAD = 256 * 1024
_DELIMITERS = ",;\t|"
_SAVE = "Save it as CSV in UTF-8, with the names of the columns in the first line."


@dataclass(frozen=True, slots=True)
class Head:
    """How a CSV file begins."""

    delimiter: str
    columns: tuple[str, ...]


def read_head(path: Path) -> Head:
    """The delimiter and the columns of a CSV file.

    Raises:
        UnreadableLog: it does not begin as CSV files do.
    """
    try:
        with gzip.open(path) if path.suffix.lower() == ".gz" else path.open("rb") as file:
            start = file.read(HEAD)
    except (gzip.BadGzipFile, EOFError, zlib.error):
        raise UnreadableLog(f"'{path.name}' is damaged: it cannot be unpacked.", "Export the log again.") from None
    if start[:2] in (b"\xff\xfe", b"\xfe\xff") or b"\x00" in start:
        raise UnreadableLog(f"'{path.name}' is not text in UTF-8.", _SAVE)
    # The last character may be cut in half.
    text = start.decode("utf-8-sig", errors="strict" if len(start) < HEAD else "ignore") if _utf8(start) else None
    if text is None:
        raise UnreadableLog(f"'{path.name}' is not text in UTF-8.", _SAVE)
    best: tuple[str, ...] = ()
    delimiter = ","
    for one in _DELIMITERS:
        columns = _first(text, one)
        if len(columns) > len(best):
            best, delimiter = columns, one
    if not any(best):
        raise UnreadableLog(f"'{path.name}' has no names of columns in its first line.", _SAVE)
    twice = sorted({name for name in best if name and best.count(name) > 1})
    if twice:
        raise UnreadableLog(
            f"'{path.name}' has more than one column '{twice[0]}'.", "Give each column a name of its own."
        )
    return Head(delimiter, best)


def _utf8(start: bytes) -> bool:
    try:
        start.decode("utf-8")
    except UnicodeDecodeError as error:
        return len(start) == HEAD and error.start > HEAD - 4
    return True


def _first(text: str, delimiter: str) -> tuple[str, ...]:
    try:
        return tuple(name.strip() for name in next(csv.reader(io.StringIO(text, newline=""), delimiter=delimiter), []))
    except csv.Error:
        return ()
