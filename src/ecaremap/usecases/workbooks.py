"""Workbooks: from a filled one to a strategy folder, and a blank one to begin with."""

import tempfile
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from ecaremap.load.loading import load
from ecaremap.load.problems import Unreadable
from ecaremap.load.schema import schema_text
from ecaremap.load.workbook.checking import add_findings, load_tree
from ecaremap.load.workbook.emit import folder_texts
from ecaremap.load.workbook.opening import MAX_BYTES, open_workbook
from ecaremap.load.workbook.reading import read_sheets
from ecaremap.model.strategy import Strategy
from ecaremap.usecases.init import MODELINE, SCHEMA_FILE
from ecaremap.usecases.validate import judge
from ecaremap.usecases.writing import write_files
from ecaremap.views.workbook_rows import blank_workbook


@dataclass(frozen=True)
class Imported:
    """What an import did: the files it wrote, or the problems that kept it from writing; and remarks."""

    written: tuple[Path, ...] = ()
    problems: tuple[str, ...] = ()
    notices: tuple[str, ...] = ()


def import_workbook(file: Path, folder: Path, as_of: date, name: str | None = None) -> Imported:
    """Write the strategy of a workbook into a new folder; nothing, if any cell is wrong.

    Raises:
        Unreadable: no workbook at `file`, or `folder` is not new.
    """
    _refuse_used(folder)
    read = read_sheets(open_workbook(_bytes(file), file.name), name, file.stem)
    loaded = load_tree(read.tree, read.problems.sheets, folder)
    judged = judge(loaded, str(folder), as_of)
    add_findings(read.problems, judged.findings)
    if read.problems.found or loaded.project is None:
        return Imported(problems=tuple(read.problems.lines()), notices=tuple(read.notices))
    texts = {name: MODELINE + text for name, text in folder_texts(read.tree, file.name).items()}
    _prove(texts, loaded.project.strategy)
    files = {folder / name: text.encode() for name, text in {**texts, SCHEMA_FILE: schema_text()}.items()}
    write_files(files)
    return Imported(tuple(files), notices=tuple(read.notices))


def _bytes(file: Path) -> bytes:
    try:
        with file.open("rb") as stream:
            return stream.read(MAX_BYTES + 1)
    except FileNotFoundError:
        raise Unreadable(f"There is no file '{file}'.", "Check the path.") from None
    except OSError as error:
        reason = (error.strerror or "it cannot be read").lower()
        raise Unreadable(f"I cannot read '{file}': {reason}.", "Give an Excel workbook (.xlsx).") from None


def _refuse_used(folder: Path) -> None:
    if folder.exists() and not folder.is_dir():
        raise Unreadable(f"'{folder}' is a file, not a folder.", "Choose a new folder; nothing was changed.")
    if folder.exists() and any(folder.iterdir()):
        raise Unreadable(f"'{folder}' exists and is not empty.", "Choose a new folder; nothing was changed.")


def _prove(texts: dict[str, str], wanted: Strategy) -> None:
    """What is about to be written says exactly what the workbook says, or nothing is written."""
    if wanted.extends:
        return  # the paths hold only where the folder will be
    with tempfile.TemporaryDirectory() as place:
        for name, text in texts.items():
            (Path(place) / name).write_bytes(text.encode())
        written = load(place).project
    if written is None or written.strategy != wanted:
        raise AssertionError("the strategy would not be written as the workbook has it")


def write_template(file: Path, as_of: date) -> None:
    """Write a blank workbook to fill in; a file that exists is not touched.

    Raises:
        Unreadable: the file exists, or cannot be written.
    """
    from ecaremap.render.xlsx import render_template

    if file.exists():
        raise Unreadable(f"'{file}' exists.", "Choose a new name; nothing was changed.")
    write_files({file: render_template(blank_workbook(), as_of.isoformat())})
