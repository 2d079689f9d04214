"""Holding the entries of a workbook against the declaration, with cells in place of lines."""

from pathlib import Path

from ecaremap.load import expand
from ecaremap.load.loading import Session
from ecaremap.load.workbook.problems import CellProblems, Spot
from ecaremap.load.yaml_events import paused_collector
from ecaremap.model.finding import Finding
from ecaremap.model.project import Loaded
from ecaremap.model.source import SourceFile
from ecaremap.model.tree import Table, copied

_CONSEQUENCE = "M204"
"""A missing key, in a row of which another cell is wrong already."""


def load_tree(tree: Table, sheets: list[str], folder: Path) -> Loaded:
    """A strategy from entries whose places are cells: a sheet is a file, a row a line.

    What it extends is looked for from `folder`, where it will be written.
    """
    session = Session()
    session.files += [SourceFile(number, name, "") for number, name in enumerate(sheets)]
    own: Table = copied(tree)
    with paused_collector():
        expand.expand_sections(own)
        return session.finish(session.stack(own, folder / "strategy.yaml"), str(folder), None)


def add_findings(problems: CellProblems, findings: tuple[Finding, ...]) -> None:
    """The errors that stand in cells; of one row, what follows from another problem is left out."""
    rows = {(spot.sheet, spot.row) for spot in problems.found}
    for finding in findings:
        span = finding.span
        if finding.severity != "error" or finding.code[0] not in "YMR":
            continue
        if span is None or span.file >= len(problems.sheets):
            problems.add(Spot(0, 1, 1), finding.message, finding.help)
        elif finding.code != _CONSEQUENCE or (span.file, span.line) not in rows:
            problems.add(Spot(span.file, span.line, span.column), finding.message, finding.help)
