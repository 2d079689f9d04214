"""Measuring a log for a strategy, keeping what it says beside it, and reading that again.

Kept are three files, whole or not at all: the evidence, which lies over the strategy; what a dashboard is shown from,
read by `build` without any engine; and the counts as Parquet, for whoever adds up months or shards. The last two are
named after their content, and the evidence names them: its one rename makes all of it valid.
"""

import hashlib
import tempfile
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from ecaremap.load.discover import evidence_folder
from ecaremap.load.problems import Unreadable
from ecaremap.measure.evidence import NothingCounted, evidence_of, kept_rows
from ecaremap.measure.kept import Kept, kept_of
from ecaremap.measure.kept_json import NotKept, read_kept, spell_kept
from ecaremap.measure.model import Counts
from ecaremap.measure.problems import UnreadableLog
from ecaremap.measure.settings import CONTACTS, covers_of, files_of, place, settings_of
from ecaremap.model.evidence import Evidence, Rows
from ecaremap.model.project import Project
from ecaremap.render.evidence_yaml import render_evidence
from ecaremap.usecases.validate import Validated
from ecaremap.usecases.writing import write_files

Progress = Callable[[str, float], None]
Table = tuple[tuple[str, ...], tuple[tuple[int, ...], ...]]
WriteRows = Callable[[Path, Mapping[str, Table], Mapping[str, str]], None]
"""Writes outputs by name, each with its columns and rows, and what they are, into one Parquet file."""

NO_PARQUET = (
    "The counts were not kept as Parquet, as DuckDB is not installed: pip install 'ecaremap[measure]' brings it."
)


@dataclass(frozen=True)
class LogHow:
    """How a log is measured.

    Attributes:
        engine: who counts: duckdb, postgres or spark. address: of a server, or of Spark's master.
        memory: the most that may be used, as `8GB`. salt: a file with the key for hashing customers.
        quarantine: where refused rows are written. band: count under every idea of the same need.
        progress: told the step and the share of the work done.
    """

    engine: str = "duckdb"
    address: str = ""
    memory: str | None = None
    salt: Path | None = None
    quarantine: Path | None = None
    band: bool = True
    progress: Progress | None = None


@dataclass(frozen=True)
class MeasuredLog:
    """One measurement: counts, what is shown, what would be kept, and remarks. `evidence` is None of too little."""

    counts: Counts
    kept: Kept
    evidence: Evidence | None
    remarks: tuple[str, ...] = ()


def measure(validated: Validated, files: Sequence[str], how: LogHow = LogHow()) -> MeasuredLog:
    """Read a log; nothing is written but the quarantine file, if one is asked for.

    Args:
        validated: the strategy.
        files: the log: files, folders and patterns; for PostgreSQL a table. Empty for the one that the strategy names.
        how: who counts, and with what.

    Raises:
        UnreadableLog: the log cannot be read, or the strategy does not say how.
    """
    # The engine is loaded by those who measure only.
    from ecaremap.measure.measuring import measure_log

    project = _project(validated)
    settings, covers = settings_of(project), covers_of(project)
    _refuse_unused(how)
    counts = measure_log(
        settings, _logs(project, files, how.engine), engine=how.engine, address=how.address, memory=how.memory,
        salt=_salt(how.salt), quarantine=how.quarantine, band=how.band, progress=how.progress,
    )  # fmt: skip
    return measured(validated, counts, covers)


def measured(validated: Validated, counts: Counts, covers: str = "") -> MeasuredLog:
    """Counts as figures and evidence; `covers` overrules what their share of rows suggests."""
    kept = kept_of(counts)
    try:
        evidence = evidence_of(_project(validated).strategy.name, counts, kept.figures)
    except NothingCounted:
        few = counts.intake.counted and f" of at least {counts.settings.smallest} journeys"
        return MeasuredLog(counts, kept, None, (f"The log holds no contacts{few or ''} that could be counted.",))
    if covers:
        evidence = evidence.model_copy(update={"covers": covers})
    return MeasuredLog(counts, kept, evidence)


def sql_of(validated: Validated, dialect: str, tables: Sequence[str]) -> str:
    """What would be asked of a warehouse, as SQL to be run there.

    Raises:
        UnreadableLog: nobody speaks that dialect, or the strategy does not say how its log is read.
    """
    from ecaremap.measure.emit import emit_sql

    if len(tables) > 1:
        raise UnreadableLog("The text reads one table.", "Name it once: --log schema.table.")
    return emit_sql(settings_of(_project(validated)), dialect, *tables)


def keep(found: MeasuredLog, path: str, write_rows: WriteRows | None = None) -> tuple[Path, ...]:
    """Keep a measurement beside its strategy; what was kept of the same month goes.

    Args:
        found: what was measured.
        path: the strategy.
        write_rows: writes the counts as Parquet; DuckDB does it if None. Without it they are left out.

    Returns:
        The files that were written, the evidence first.

    Raises:
        Unreadable: too little was counted, or the place cannot be written. Then nothing is.
    """
    if found.evidence is None:
        raise Unreadable("There is nothing to keep of this log.", *found.remarks)
    folder, name = evidence_folder(Path(path)), found.evidence.name
    data, counts = spell_kept(found.kept), _parquet(found, write_rows)
    shown, data_file = _named(folder, name, data, "json.gz")
    beside, update = {data_file: data}, {"rows": shown}
    if counts is not None:
        update["counts"], counts_file = _named(folder, name, counts, "parquet")
        beside[counts_file] = counts
    target = folder / f"{name}.yaml"
    text = render_evidence(found.evidence.model_copy(update=update))
    # In this order they come into place: the evidence last.
    write_files({**beside, target: text.encode()})
    _sweep(folder, name, {file.name for file in beside})
    return (target, *beside)


def kept_beside(validated: Validated) -> Kept | None:
    """What the newest evidence of a strategy keeps for a dashboard; None without any, or where the file is not that one."""
    project = _project(validated)
    last = project.evidence.last if project.evidence is not None else None
    rows = last.evidence.rows if last is not None and last.evidence is not None else None
    if rows is None:
        return None
    beside = evidence_folder(Path(project.root)) / Path(rows.file).name
    try:
        data = beside.read_bytes()
        return read_kept(data) if hashlib.sha256(data).hexdigest() == rows.sha256 else None
    except (OSError, NotKept):
        return None


def _project(validated: Validated) -> Project:
    assert validated.decisions is not None
    return validated.decisions.project


def _logs(project: Project, files: Sequence[str], engine: str) -> list[str]:
    if files:
        return list(files)
    if engine == "postgres":
        raise UnreadableLog("No table is named.", "Name it: --log schema.table.")
    named = files_of(project)
    if not named:
        raise UnreadableLog("No log is named.", "Name one: --log contacts.csv.")
    if engine == "duckdb":
        _check_named(project, named)
    return [named]


def _check_named(project: Project, named: str) -> None:
    """Whoever did not name the log on the command line is told where the strategy does."""
    from ecaremap.measure.intake.files import find_files

    try:
        find_files([named])
    except UnreadableLog as error:
        said = f"{error.message.removesuffix('.')}, named at {place(project, *CONTACTS, 'file')}."
        raise UnreadableLog(said, "Mend the path there, or name the log: --log contacts.csv.") from None


def _refuse_unused(how: LogHow) -> None:
    """What another engine would need is no use here, and whoever gives it expects something else."""
    if how.engine == "duckdb" and how.address:
        raise UnreadableLog("DuckDB counts here, and needs no address.", "Say who counts: --engine postgres.")
    if how.engine in ("postgres", "spark"):
        if how.salt is not None:
            raise UnreadableLog(
                f"Customers stay in {how.engine} as they are, so nothing is hashed.", "Leave --salt-file out."
            )
        if how.memory is not None:
            raise UnreadableLog(f"How much {how.engine} uses is set there.", "Leave --memory out.")


def _salt(file: Path | None) -> bytes | None:
    if file is None:
        return None
    try:
        return file.read_bytes().strip()
    except OSError as error:
        reason = (error.strerror or "it failed").lower()
        raise UnreadableLog(
            f"The salt in '{file}' cannot be read: {reason}.", "Name a file with a long secret text."
        ) from None


def _parquet(found: MeasuredLog, write_rows: WriteRows | None) -> bytes | None:
    """The counts as Parquet; None where nothing here can write it."""
    from ecaremap.measure.keeping import write_rows as by_duckdb

    evidence = found.evidence
    assert evidence is not None
    facts = {
        "strategy": evidence.strategy, "period": evidence.period, "source": ", ".join(evidence.log.files),
        "query": evidence.log.query,
    }  # fmt: skip
    with tempfile.TemporaryDirectory(prefix="ecaremap-") as name:
        target = Path(name) / "counts.parquet"
        try:
            (write_rows or by_duckdb)(target, kept_rows(found.counts), facts)
            return target.read_bytes()
        except UnreadableLog:
            return None
        except OSError as error:
            reason = (error.strerror or "it failed").lower()
            raise Unreadable(f"I cannot write the counts: {reason}.", "Is the disk full?") from None


def _named(folder: Path, name: str, data: bytes, ending: str) -> tuple[Rows, Path]:
    """A file that is named after its content, as evidence names it and where it is."""
    digest = hashlib.sha256(data).hexdigest()
    file = folder / f"{name}.{digest[:8]}.{ending}"
    return Rows(file=file.name, sha256=digest), file


def _sweep(folder: Path, name: str, wanted: set[str]) -> None:
    """Files that no evidence names any more, and what a run that was stopped has left of this month."""
    for pattern in (f"{name}.????????.json.gz", f"{name}.????????.parquet", f".{name}.*"):
        for old in sorted(folder.glob(pattern)):
            if old.name not in wanted:
                old.unlink(missing_ok=True)
