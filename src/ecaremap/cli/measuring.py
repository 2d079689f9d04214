"""What the command `measure` does: a log, a table of volumes, or SQL for a warehouse; mistakes end it with a sentence."""

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from ecaremap.cli.app import refuse
from ecaremap.cli.console import chart_cache, passing, say, sentences, width, write

if TYPE_CHECKING:
    from ecaremap.measure.model import Refused, Unmapped
    from ecaremap.usecases.dashboards import Spelling
    from ecaremap.usecases.measuring import LogHow, MeasuredLog
    from ecaremap.usecases.validate import Validated

MOST = 6
"""Values that stand for nothing which are named; the dashboard names more."""

SHORT = 30
"""Signs of a value that is hardly free text."""


def refuse_both(how: "LogHow", *, log: bool, volumes: bool, emitted: bool) -> None:
    """Options that do not go together: whoever gives both expects something that does not happen."""
    if volumes and (log or emitted):
        refuse("Counts are read alone. Leave --log and --emit-sql out, or --volumes.")
    there = {
        "--engine": how.engine != "duckdb", "--address": bool(how.address), "--memory": how.memory is not None,
        "--salt-file": how.salt is not None, "--quarantine": how.quarantine is not None, "--no-band": not how.band,
    }  # fmt: skip
    for option in (name for name, given in there.items() if given):
        if volumes:
            refuse(f"Counts hold no customers and no contacts, so {option} has no use with --volumes. Leave it out.")
        if emitted:
            refuse(f"--emit-sql writes a text and counts nothing, so {option} has no use with it. Leave it out.")


def measure_logs(
    validated: "Validated", logs: list[str], how: "LogHow", spelling: "Spelling", kept_at: str, output: Path | None
) -> bool:
    """Measure, keep the evidence at `kept_at` if that is said, and spell the dashboard; False of too little to keep."""
    from ecaremap.usecases.dashboards import dashboard_of, spell_dashboard
    from ecaremap.usecases.measuring import NO_PARQUET, keep
    from ecaremap.usecases.measuring import measure as run

    with _told(), _progress() as told:
        found = run(validated, logs, replace(how, progress=told))
    _tell(found, how.quarantine)
    view = dashboard_of(validated, found.kept, spelling.audience)
    if view is None:
        refuse("There is no dashboard for this audience: it shows how the strategy is made.")
    text = spell_dashboard(view, found.kept, replace(spelling, width=width(), cache=chart_cache()))
    # What cannot be written ends the command: then nothing is kept either.
    _put(text, output)
    if kept_at and found.evidence is not None:
        files = keep(found, kept_at)
        for file in files:
            say(f"{file}")
        if not any(file.suffix == ".parquet" for file in files):
            say(NO_PARQUET)
    return found.evidence is not None


def measure_volumes(validated: "Validated", files: list[str], spelling: "Spelling", output: Path | None) -> None:
    """Read counts and spell what they say; nothing is kept."""
    from ecaremap.usecases.counting import count, spell_volumes

    with _told():
        volumes = count(validated, files)
        text = spell_volumes(validated, volumes, replace(spelling, width=width(), cache=chart_cache()))
    _lost(volumes.refused, volumes.unmapped, volumes.read)
    say(volumes.says)
    _put(text, output)


def emit_text(validated: "Validated", dialect: str, tables: list[str], output: Path | None) -> None:
    """The SQL for a warehouse; whether our tests run it or only parse it stands in its head, and is said."""
    from ecaremap.usecases.measuring import sql_of

    with _told():
        text = sql_of(validated, dialect, tables)
    say(text.splitlines()[1].removeprefix("-- "))
    _put(text, output)


@contextmanager
def _told() -> Iterator[None]:
    """A log that cannot be read ends the command with a sentence."""
    import atexit
    import gc

    # The engine counts what it still holds at the end: here the end must look for circles after all.
    atexit.unregister(gc.freeze)
    from ecaremap.measure.problems import UnreadableLog

    try:
        yield
    except UnreadableLog as error:
        refuse(sentences(error))


def _tell(found: "MeasuredLog", quarantine: Path | None) -> None:
    """What was not counted, and why."""
    intake, smallest = found.counts.intake, found.counts.settings.smallest
    # A rare value may be free text; one that is nearly a known one is a slip of the pen.
    named = [v for v in intake.unmapped if v.rows >= smallest or (v.meant and len(v.value) <= SHORT)]
    _lost(intake.refused, named, intake.rows)
    for column in ("touchpoint", "request", "segment"):
        rare = [value for value in intake.unmapped if value.column == column and value not in named]
        if rare:
            rows = _rows(sum(value.rows for value in rare))
            many = "1 rare value stands" if len(rare) == 1 else f"{len(rare):,} rare values stand"
            say(f"  {column}: {many} for nothing, {rows}; --quarantine FILE shows them")
    if intake.refused and quarantine is not None:
        say(f"{quarantine}")
    for remark in found.remarks:
        say(remark)


def _lost(refused: "Sequence[Refused]", unmapped: "Sequence[Unmapped]", rows: int) -> None:
    lost = sum(one.rows for one in refused)
    if lost:
        reasons = "; ".join(f"{one.reason}: {one.rows:,}" for one in refused)
        say(f"{lost:,} of {rows:,} rows were not counted: {reasons}.")
    for value in unmapped[:MOST]:
        meant = f"; did you mean '{value.meant}'?" if value.meant else ""
        say(f"  {value.column} '{value.value}' stands for nothing in the strategy: {_rows(value.rows)}{meant}")
    if len(unmapped) > MOST:
        left = sum(value.rows for value in unmapped[MOST:])
        say(f"  … and {len(unmapped) - MOST:,} more with {_rows(left)}; --format json names the most frequent")


def _rows(number: int) -> str:
    return "1 row" if number == 1 else f"{number:,} rows"


def _put(text: str, output: Path | None) -> None:
    from ecaremap.usecases.writing import write_file

    if output is None:
        write(text)
        return
    write_file(output, text.encode())
    say(f"{output}")


@contextmanager
def _progress() -> Iterator[Callable[[str, float], None] | None]:
    """How far it is, on a terminal only; nothing is left behind."""
    with passing() as show:
        yield None if show is None else lambda step, part: show(f"{step} {part:.0%}")
