"""The maps as their authors claim them, without what was measured later."""

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory


@contextmanager
def claims_only(path: Path) -> Iterator[Path]:
    """A copy of a map's folder without its evidence; a single file is itself, as it has none."""
    if path.is_file():
        yield path
        return
    with TemporaryDirectory() as folder:
        yield shutil.copytree(path, Path(folder) / path.name, ignore=shutil.ignore_patterns("evidence"))
