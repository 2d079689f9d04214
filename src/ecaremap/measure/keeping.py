"""Keeping counts: all outputs in one Parquet file, so that months and shards can be added up later."""

from collections.abc import Iterable, Mapping
from pathlib import Path

from ecaremap.measure.engines.dialects import literal
from ecaremap.measure.engines.duck import Duck, Limits

Table = tuple[tuple[str, ...], tuple[tuple[int, ...], ...]]
BATCH = 1000


def write_rows(path: Path, tables: Mapping[str, Table], facts: Mapping[str, str]) -> None:
    """Outputs by name below each other; a column that an output does not have is empty. The same rows, the same bytes.

    Args:
        path: the file.
        tables: the outputs.
        facts: what they are; they stand in the file's own head.

    Raises:
        UnreadableLog: DuckDB is not installed.
    """
    columns = sorted({name for names, _ in tables.values() for name in names})
    with Duck([path], Limits(threads=1)) as duck:
        listed = ", ".join(f'"{name}" bigint' for name in columns)
        duck.run(f"create temp table kept (output varchar, {listed})")
        for output, (names, rows) in sorted(tables.items()):
            _insert(duck, output, names, rows)
        head = ", ".join(f"{literal(name)}: {literal(text)}" for name, text in sorted(facts.items()))
        how = f"format parquet, compression zstd, kv_metadata {{{head}}}"
        duck.run(f"copy (select * from kept order by all) to {literal(str(path))} ({how})")  # noqa: S608


def _insert(duck: Duck, output: str, names: tuple[str, ...], rows: tuple[tuple[int, ...], ...]) -> None:
    into = ", ".join(["output", *(f'"{name}"' for name in names)])
    for start in range(0, len(rows), BATCH):
        # Whole numbers only, so that writing them out is safe and fast.
        values = ", ".join(_literal(output, row) for row in rows[start : start + BATCH])
        duck.run(f"insert into kept ({into}) values {values}")  # noqa: S608


def _literal(output: str, row: Iterable[int]) -> str:
    return f"('{output}', {', '.join(str(int(value)) for value in row)})"
