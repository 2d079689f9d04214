"""Keeping counts: all outputs in one Parquet file, so that months and shards can be added up later."""

from collections.abc import Iterable, Mapping
from pathlib import Path

from ecaremap.measure.engines.duck import Duck, Limits

Table = tuple[tuple[str, ...], tuple[tuple[int, ...], ...]]
BATCH = 1000


def write_rows(path: Path, tables: Mapping[str, Table]) -> None:
    """Outputs by name below each other; a column that an output does not have is empty. The same rows, the same bytes.

    Raises:
        UnreadableLog: DuckDB is not installed.
    """
    columns = sorted({name for names, _ in tables.values() for name in names})
    with Duck([path], Limits(threads=1)) as duck:
        listed = ", ".join(f'"{name}" bigint' for name in columns)
        duck.run(f"create temp table kept (output varchar, {listed})")
        for output, (names, rows) in sorted(tables.items()):
            _insert(duck, output, names, rows)
        place = str(path).replace("'", "''")
        duck.run(f"copy (select * from kept order by all) to '{place}' (format parquet, compression zstd)")  # noqa: S608


def _insert(duck: Duck, output: str, names: tuple[str, ...], rows: tuple[tuple[int, ...], ...]) -> None:
    into = ", ".join(["output", *(f'"{name}"' for name in names)])
    for start in range(0, len(rows), BATCH):
        # Whole numbers only, so that writing them out is safe and fast.
        values = ", ".join(_literal(output, row) for row in rows[start : start + BATCH])
        duck.run(f"insert into kept ({into}) values {values}")  # noqa: S608


def _literal(output: str, row: Iterable[int]) -> str:
    return f"('{output}', {', '.join(str(int(value)) for value in row)})"
