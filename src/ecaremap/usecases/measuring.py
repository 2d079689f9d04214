"""Measuring: contact logs in, counts, figures and evidence out; evidence is written whole or not at all."""

import hashlib
import tempfile
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from ecaremap.load.discover import evidence_folder
from ecaremap.load.problems import Unreadable
from ecaremap.measure.evidence import NothingCounted, evidence_of, kept_rows
from ecaremap.measure.figures.figures import Figures, figures
from ecaremap.measure.model import Counts, Settings
from ecaremap.model.evidence import Evidence, Rows
from ecaremap.render.evidence_yaml import render_evidence
from ecaremap.usecases.validate import Validated
from ecaremap.usecases.writing import write_file

Table = tuple[tuple[str, ...], tuple[tuple[int, ...], ...]]
WriteRows = Callable[[Path, Mapping[str, Table]], None]
"""Writes outputs by name, each with its columns and rows, into one Parquet file."""

NO_PARQUET = "The counts were not kept beside the evidence, as DuckDB is not installed (ecaremap[measure] brings it)."


@dataclass(frozen=True)
class MeasureHow:
    """How a log is measured.

    Attributes:
        settings: how it is read; None takes what the strategy says under `measurement:`.
        options: of `measure.measuring.measure_log`, by name.
    """

    settings: Settings | None = None
    options: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True)
class Measured:
    """One measurement.

    Attributes:
        evidence: what is kept; None where nothing could be counted.
        paths: the files that were written. remarks: what to know about it.
    """

    counts: Counts
    figures: Figures
    evidence: Evidence | None
    paths: tuple[Path, ...] = ()
    remarks: tuple[str, ...] = ()


def measure(validated: Validated, files: Sequence[Path | str], how: MeasureHow = MeasureHow()) -> Measured:
    """Read a log, count it and form its figures and its evidence; nothing is written beside the strategy.

    Raises:
        UnreadableLog: the log cannot be read, or nothing in it can be counted.
    """
    from ecaremap.measure.measuring import measure_log
    from ecaremap.measure.settings import settings_of

    assert validated.decisions is not None
    settings = how.settings or settings_of(validated.decisions.project.strategy)
    return measured(validated, measure_log(settings, files, **how.options))


def measured(validated: Validated, counts: Counts) -> Measured:
    """Counts as figures and evidence; nothing is written."""
    assert validated.decisions is not None
    found = figures(counts)
    try:
        evidence = evidence_of(validated.decisions.project.strategy.name, counts, found)
    except NothingCounted:
        few = counts.intake.counted and f" of at least {counts.settings.smallest} journeys"
        return Measured(counts, found, None, (), (f"The log holds no contacts{few or ''} that could be counted.",))
    return Measured(counts, found, evidence)


def write_evidence(measurement: Measured, path: str, write_rows: WriteRows | None = None) -> Measured:
    """Keep a measurement beside its strategy: the old evidence of its period stands, or the new one, never half.

    The counts go first, into a file named after their content; the evidence names that file, and its one rename makes
    the measurement valid. What the evidence of before named is removed last.

    Args:
        measurement: what was measured.
        path: the strategy.
        write_rows: writes counts as Parquet; None where nothing can.

    Raises:
        Unreadable: nothing was counted, or the place cannot be written.
    """
    evidence = measurement.evidence
    if evidence is None:
        raise Unreadable("There is nothing to keep of this log.", *measurement.remarks)
    folder = evidence_folder(Path(path))
    target = folder / f"{evidence.name}.yaml"
    remarks = measurement.remarks
    written: tuple[Path, ...] = (target,)
    if write_rows is None:
        remarks = (*remarks, NO_PARQUET)
    else:
        data = _parquet(measurement.counts, write_rows)
        digest = hashlib.sha256(data).hexdigest()
        rows = folder / f"{evidence.name}.{digest[:8]}.parquet"
        evidence = evidence.model_copy(update={"rows": Rows(file=rows.name, sha256=digest)})
        write_file(rows, data)
        written = (target, rows)
    write_file(target, render_evidence(evidence).encode())
    _sweep(folder, evidence)
    return replace(measurement, evidence=evidence, paths=written, remarks=remarks)


def _parquet(counts: Counts, write_rows: WriteRows) -> bytes:
    with tempfile.TemporaryDirectory(prefix="ecaremap-") as name:
        place = Path(name) / "counts.parquet"
        try:
            write_rows(place, kept_rows(counts))
            return place.read_bytes()
        except OSError as error:
            reason = (error.strerror or "it failed").lower()
            raise Unreadable(f"I cannot write the counts: {reason}.", "Is the disk full?") from None


def _sweep(folder: Path, evidence: Evidence) -> None:
    """Counts that no evidence names any more, and what a run that was stopped has left of this period."""
    keep = evidence.rows.file if evidence.rows else ""
    for old in sorted(folder.glob(f"{evidence.name}.????????.parquet")):
        if old.name != keep:
            old.unlink(missing_ok=True)
    for left in sorted(folder.glob(f".{evidence.name}.*")):
        left.unlink(missing_ok=True)
