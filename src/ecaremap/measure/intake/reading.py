"""A log as a relation of DuckDB, whatever kind of file it comes in."""

from collections.abc import Callable
from dataclasses import dataclass

from ecaremap.measure.engines.dialects import literal
from ecaremap.measure.engines.duck import Duck
from ecaremap.measure.intake import workbook, xes
from ecaremap.measure.intake.files import Files
from ecaremap.measure.intake.heads import read_head
from ecaremap.measure.problems import UnreadableLog


@dataclass(frozen=True, slots=True)
class Relation:
    """What a query can stand on: SQL after FROM, and the columns with their types."""

    text: str
    types: dict[str, str]


def attach(duck: Duck, files: Files) -> Relation:
    """Make the files readable as one relation.

    Raises:
        UnreadableLog: they are damaged, or differ from each other.
    """
    return _KINDS[files.kind](duck, files)


def _csv(duck: Duck, files: Files) -> Relation:
    heads = [read_head(path) for path in files.paths]
    for head, name in zip(heads, files.names, strict=True):
        if head != heads[0]:
            raise UnreadableLog(
                f"'{name}' has other columns than '{files.names[0]}'.", "Measure files of one export at a time."
            )
    columns = {name or f"column {number}": "VARCHAR" for number, name in enumerate(heads[0].columns, 1)}
    listed = ", ".join(f"{literal(name)}: 'VARCHAR'" for name in columns)
    return Relation(
        f"read_csv({_listed(duck)}, auto_detect = false, header = true, delim = {literal(heads[0].delimiter)}, "
        f"quote = '\"', escape = '\"', columns = {{{listed}}})",
        columns,
    )


def _parquet(duck: Duck, files: Files) -> Relation:
    text = (
        f"read_parquet({_listed(duck)}, union_by_name = {str(len(files.paths) > 1).lower()}, hive_partitioning = false)"
    )
    return Relation(text, {str(row[0]): str(row[1]) for row in duck.rows(f"describe select * from {text}")})  # noqa: S608


def _workbook(duck: Duck, files: Files) -> Relation:
    columns, chunks = workbook.read_workbooks(files.paths)
    duck.add("log", columns, chunks)
    return Relation("log", dict.fromkeys(columns, "VARCHAR"))


def _xes(duck: Duck, files: Files) -> Relation:
    columns, chunks = xes.read_logs(files.paths)
    duck.add("log", columns, chunks)
    return Relation("log", dict.fromkeys(columns, "VARCHAR"))


_KINDS: dict[str, Callable[[Duck, Files], Relation]] = {
    "csv": _csv, "parquet": _parquet, "workbook": _workbook, "xes": _xes,
}  # fmt: skip


def _listed(duck: Duck) -> str:
    return "[" + ", ".join(map(literal, duck.paths)) + "]"
