"""Writing files: all of them, or none."""

import errno
import os
import tempfile
from collections.abc import Mapping
from pathlib import Path

from ecaremap.load.problems import Unreadable


def write_file(target: Path, data: bytes) -> None:
    """Write one file whole or not at all.

    Raises:
        Unreadable: the place cannot be written.
    """
    write_files({target: data})


def write_files(files: Mapping[Path, bytes]) -> None:
    """Write files together: all of them beside their places first, and only then into them.

    Raises:
        Unreadable: a place cannot be written; then no file was touched.
    """
    staged: dict[Path, Path] = {}
    target = Path()
    try:
        for target, data in files.items():
            _stage(target, data, staged)
        for target, temporary in staged.items():
            temporary.replace(target)
    except OSError as error:
        raise Unreadable(f"I cannot write '{target}': {_reason(target, error)}.", "Choose another place.") from None
    finally:
        for temporary in staged.values():
            temporary.unlink(missing_ok=True)


def _stage(target: Path, data: bytes, staged: dict[Path, Path]) -> None:
    target.parent.mkdir(parents=True, exist_ok=True)
    if target.is_dir():
        raise IsADirectoryError(errno.EISDIR, "a folder of this name is there")
    handle, name = tempfile.mkstemp(dir=target.parent, prefix=f".{target.name}.")
    staged[target] = Path(name)
    with os.fdopen(handle, "wb") as stream:
        stream.write(data)
    staged[target].chmod(0o644)


def _reason(target: Path, error: OSError) -> str:
    for folder in target.parents:
        if folder.exists() and not folder.is_dir():
            return f"'{folder}' is a file, not a folder"
    return (error.strerror or "it failed").lower()
