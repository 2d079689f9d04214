"""Rows of text in arrays, some at a time, so that a log need not fit into memory twice."""

from collections.abc import Iterable, Iterator, Sequence
from itertools import islice
from typing import Any

import numpy as np

SIZE = 50_000

Chunk = dict[str, Any]


def in_chunks(columns: Sequence[str], rows: Iterable[Sequence[str | None]]) -> Iterator[Chunk]:
    """One array of texts for each column; rows as long as there are columns."""
    source = iter(rows)
    while some := list(islice(source, SIZE)):
        arrays = {name: np.empty(len(some), dtype=object) for name in columns}
        for name, values in zip(columns, zip(*some, strict=True), strict=True):
            arrays[name][:] = values
        yield arrays
