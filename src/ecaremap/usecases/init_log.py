"""Starting a strategy from a log: what it says is proposed, what it cannot know is asked.

The strategy is written where nobody sees it, loaded, measured with the very settings it says, and completed with what
was counted; only what then validates is put into its place, all of it or nothing.
"""

import os
import tempfile
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

from ecaremap.load.schema import schema_text
from ecaremap.measure.problems import UnreadableLog
from ecaremap.measure.proposing.headings import Headings, read_said
from ecaremap.measure.proposing.kinds import read_kinds
from ecaremap.measure.proposing.looking import Asked, look
from ecaremap.measure.proposing.proposal import LEAST, MOST, Proposal, propose
from ecaremap.render.proposed_yaml import proposed_texts
from ecaremap.usecases.init import MODELINE, SCHEMA_FILE, refuse_used
from ecaremap.usecases.measuring import LogHow, MeasuredLog, Progress, keep, measure
from ecaremap.usecases.validate import Validated, validate
from ecaremap.usecases.writing import write_files
from ecaremap.views.proposed import Facts, proposed

USUAL_NAME = "My company"


@dataclass(frozen=True)
class FromLog:
    """How a strategy is drawn from a log.

    Attributes:
        files: the log: files, folders and patterns. name: whose strategy it is.
        mapping: the export it is. columns: as `time=created`. kinds: of touchpoints, as `FAX=letter`.
        least: rows from which on a word is proposed. most: how many requests are. Usual ones if None.
        progress: told the step and the share of the work done.
    """

    files: Sequence[str]
    name: str | None = None
    mapping: str = ""
    columns: Sequence[str] = ()
    kinds: Sequence[str] = ()
    least: int | None = None
    most: int | None = None
    progress: Progress | None = None


@dataclass(frozen=True)
class Drawn:
    """A strategy drawn from a log: the files that were written, and what to know about it."""

    written: tuple[Path, ...]
    notes: tuple[str, ...]


def init_log(folder: Path, how: FromLog, as_of: date) -> Drawn:
    """Write a strategy into a new folder; nothing that exists is touched, and nothing is half written.

    Raises:
        Unreadable: the folder exists and is not empty, or cannot be written.
        UnreadableLog: the log cannot be read, or leaves something open that the user has to say.
    """
    refuse_used(folder)
    proposal = _proposal(how)
    name = how.name or USUAL_NAME
    covers = proposal.look.headings.settings.get("covers", "")
    facts = Facts(covers=covers, file=_named(folder, how.files), mapping=_mapping(proposal.look.headings))
    with tempfile.TemporaryDirectory(prefix="ecaremap-") as place:
        root = Path(place) / "strategy"
        _put(root, proposed_texts(proposed(name, proposal, facts)))
        found = _measured(_valid(root, as_of), how)
        view = proposed(name, proposal, replace(facts, evidence=_enough(found).evidence))
        _put(root, proposed_texts(view))
        keep(found, str(root))
        _valid(root, as_of)
        files = {
            folder / file.relative_to(root): file.read_bytes() for file in sorted(root.rglob("*")) if file.is_file()
        }
    files[folder / SCHEMA_FILE] = schema_text().encode()
    write_files(files)
    return Drawn(tuple(files), view.notes)


def _proposal(how: FromLog) -> Proposal:
    said = read_said(how.columns)
    kinds = read_kinds(how.kinds)
    return propose(
        look(list(how.files), Asked(said, how.mapping)), kinds, least=how.least or LEAST, most=how.most or MOST
    )


def _named(folder: Path, files: Sequence[str]) -> str:
    """The log as seen from the strategy, where it is one file, folder or pattern, and can be reached from there."""
    if len(files) != 1:
        return ""
    try:
        near = os.path.relpath(Path(files[0]).absolute(), folder.absolute())
        near.encode()
    except (ValueError, UnicodeEncodeError):
        return ""
    return near.replace(os.sep, "/") if near.isprintable() else ""


def _mapping(headings: Headings) -> str:
    """The export, where the log has all of its columns as it has them; else each column is said by itself."""
    export = headings.mapping
    fits = export is not None and all(headings.columns.get(field) for field in export.columns)
    return headings.mapping_name if fits else ""


def _put(root: Path, texts: dict[str, str]) -> None:
    write_files({root / name: (MODELINE + text).encode() for name, text in texts.items()})


def _valid(root: Path, as_of: date) -> Validated:
    """The strategy as anybody reads it: what is proposed must never be wrong."""
    validated = validate(root, as_of)
    errors = [finding.message for finding in validated.findings if finding.severity == "error"]
    if errors or validated.decisions is None:
        raise AssertionError(f"a proposal that cannot be read: {errors[:3]}")
    return validated


def _measured(validated: Validated, how: FromLog) -> MeasuredLog:
    """The log, counted as the strategy says; where nothing can be, what to say on the command line."""
    try:
        return measure(validated, list(how.files), LogHow(progress=how.progress))
    except UnreadableLog as error:
        if "measurement" not in error.fix:
            raise
        fix = "Say which column holds what, as: --columns customer=NAME"
        raise UnreadableLog(error.message, fix) from None


def _enough(found: MeasuredLog) -> MeasuredLog:
    if found.evidence is None:
        raise UnreadableLog(" ".join(found.remarks), "Give a longer log.")
    return found
