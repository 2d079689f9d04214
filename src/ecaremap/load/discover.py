"""Which files make up a strategy."""

from pathlib import Path

from ecaremap.load.problems import Unreadable

MAX_FILES = 2000
SUFFIXES = (".yaml", ".yml")
EVIDENCE = "evidence"
"""The folder of what was measured, never read as part of the strategy."""


def strategy_files(path: Path) -> list[Path]:
    """The YAML files of a strategy, sorted: the file itself, or all of a folder.

    In a folder, names starting with `.` or `_` and the folder `evidence` are left out.

    Raises:
        Unreadable: nothing there, or nothing to read in it.
    """
    if not path.is_dir():
        if not path.exists():
            raise Unreadable(f"There is no file or folder '{path}'.", "Check the path.")
        return [path]
    found = sorted(_walk(path), key=lambda file: file.relative_to(path).as_posix())
    if not found:
        raise Unreadable(
            f"There is no YAML file in the folder '{path}'.",
            "Give a folder with *.yaml files, or start one: ecaremap init my-strategy",
        )
    if len(found) > MAX_FILES:
        raise Unreadable(f"The folder '{path}' holds more than {MAX_FILES} YAML files.")
    return found


def _walk(folder: Path) -> list[Path]:
    found: list[Path] = []
    try:
        entries = sorted(folder.iterdir())
    except OSError as error:
        reason = (error.strerror or "it cannot be read").lower()
        raise Unreadable(f"I cannot read the folder '{folder}': {reason}.") from None
    for entry in entries:
        if entry.name.startswith((".", "_")):
            continue
        if entry.is_dir() and not entry.is_symlink():
            if entry.name != EVIDENCE:
                found += _walk(entry)
        elif entry.suffix in SUFFIXES and entry.is_file():
            found.append(entry)
    return found


def evidence_folder(root: Path) -> Path:
    """Where the evidence of a strategy lies: inside its folder, or beside its only file, under the file's name."""
    return root / EVIDENCE if root.is_dir() else root.parent / EVIDENCE / root.stem


def evidence_paths(root: Path) -> list[Path]:
    """The evidence files of a strategy, sorted by name."""
    folder = evidence_folder(root)
    if not folder.is_dir():
        return []
    return sorted(path for path in folder.glob("measured-*.yaml") if path.is_file())


def repository_root(path: Path) -> Path:
    """The folder that `extends` may not leave: the nearest one with `.git`, else the strategy's own."""
    start = path.resolve()
    start = start if start.is_dir() else start.parent
    for folder in (start, *start.parents):
        if (folder / ".git").exists():
            return folder
    return start.parent
