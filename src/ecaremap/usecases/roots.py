"""Paths from the root of the repository, so that reports mean the same wherever the command is run."""

import os
from functools import cache
from pathlib import Path

STDIN = "<stdin>"


def locate(shown: str) -> str:
    """A path from the root of its repository, with `/`; from the current folder if there is none.

    The repository is the one the command is run in, if the path lies there, else the path's own.
    What lies beside the current folder begins with `..`.
    """
    if shown == STDIN or shown.startswith("pack:"):
        return shown.strip("<>")
    here = Path.cwd()
    path = Path(os.path.normpath(here / shown))
    for start in (here, path):
        root = _repository(start)
        if root is not None and path.is_relative_to(root):
            return path.relative_to(root).as_posix()
    try:
        return Path(os.path.relpath(path, here)).as_posix()
    except ValueError:  # on another drive
        return path.as_posix()


@cache
def _repository(folder: Path) -> Path | None:
    """The nearest folder with `.git`, upwards."""
    return next((above for above in (folder, *folder.parents) if (above / ".git").exists()), None)
