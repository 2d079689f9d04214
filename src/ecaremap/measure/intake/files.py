"""Which files a log is made of, and of what kind they are."""

import glob
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from ecaremap.measure.problems import UnreadableLog

Kind = Literal["csv", "parquet", "workbook", "xes"]

_KINDS: dict[str, Kind] = {
    ".csv": "csv", ".tsv": "csv", ".txt": "csv", ".csv.gz": "csv", ".tsv.gz": "csv", ".parquet": "parquet", ".pq": "parquet",
    ".xlsx": "workbook", ".xlsm": "workbook", ".xes": "xes",
}  # fmt: skip
_PATTERN = frozenset("*?[")


@dataclass(frozen=True, slots=True)
class Files:
    """Files of one kind, sorted."""

    kind: Kind
    paths: tuple[Path, ...]

    @property
    def names(self) -> tuple[str, ...]:
        """As they are called, without where they are."""
        return tuple(path.name for path in self.paths)


def find_files(given: Iterable[Path | str]) -> Files:
    """The files of a log: files as named, patterns, and folders with all that can be read below them.

    Raises:
        UnreadableLog: there are none, or they are of different kinds.
    """
    found: list[Path] = []
    for one in given:
        some = _files(Path(one))
        if not some:
            raise UnreadableLog(f"There is no log '{one}'.", "Name a file, a folder, or a pattern as logs/*.parquet.")
        found += some
    paths = tuple(sorted(set(found)))
    if not paths:
        raise UnreadableLog("No log is named.", "Name a file, a folder, or a pattern as logs/*.parquet.")
    kinds = {_kind(path) for path in paths}
    if len(kinds) > 1:
        raise UnreadableLog(
            f"The files are of different kinds: {', '.join(sorted(kinds))}.", "Measure one kind at a time."
        )
    for path in paths:
        if not path.stat().st_size:
            raise UnreadableLog(f"'{path.name}' is empty.", "Export the log again.")
    return Files(kinds.pop(), paths)


def _files(path: Path) -> list[Path]:
    if path.is_file():
        return [path]
    if path.is_dir():
        below = (one for one in path.rglob("*") if one.is_file() and _suffix(one) in _KINDS)
        # Spark and others keep marks of their own beside the data, named with _ or . in front.
        return [one for one in below if not any(part[0] in "._" for part in one.relative_to(path).parts)]
    if _PATTERN.intersection(str(path)):
        return [one for one in map(Path, glob.glob(str(path), recursive=True)) if one.is_file()]  # noqa: PTH207
    return []


def _kind(path: Path) -> Kind:
    kind = _KINDS.get(_suffix(path))
    if kind is None:
        raise UnreadableLog(
            f"'{path.name}' is of a kind that cannot be read.", "Export the log as CSV, Parquet, Excel (.xlsx) or XES."
        )
    return kind


def _suffix(path: Path) -> str:
    """The end of a name that tells the kind; a packed file has two of them."""
    ends = path.suffixes[-2:] if path.suffix.lower() == ".gz" else path.suffixes[-1:]
    return "".join(ends).lower()
