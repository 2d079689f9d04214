"""Spelling the findings of a run for people and for other programs, on stdout and into files."""

import os
from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date
from pathlib import Path

from ecaremap import __version__
from ecaremap.load.problems import Unreadable
from ecaremap.model.finding import SEVERITIES
from ecaremap.model.suggest import did_you_mean
from ecaremap.report.text import lines, summary
from ecaremap.usecases.baseline import Compared
from ecaremap.usecases.catalogue import all_checks, readable_page
from ecaremap.usecases.roots import locate
from ecaremap.usecases.validate import Validated, looked_for
from ecaremap.usecases.writing import write_files
from ecaremap.views.results import run_view
from ecaremap.views.results_model import BaselineView, ReportView

Outputs = Mapping[Path, str]
"""The format of each file that is to be written."""


def report_of(results: Sequence[Validated], day: date, fail_on: str, compared: Compared | None = None) -> ReportView:
    """All findings of a run as one view."""
    checks = all_checks()
    runs = []
    for result in results:
        hidden = frozenset(code for code in checks if not looked_for(result, code))
        runs.append(run_view(result.findings, result.sources, result.decisions, result.path, locate, checks, hidden))
    baseline = None
    if compared is not None:
        fixed = tuple((strategy, key, entry.message) for (strategy, key), entry in compared.fixed)
        baseline = BaselineView(locate(str(compared.path)), compared.known, fixed)
    failing = SEVERITIES[: SEVERITIES.index(fail_on) + 1]
    return ReportView(day.isoformat(), failing, tuple(runs), checks, __version__, baseline)


def spell_text(results: Sequence[Validated], day: date) -> str:
    """The findings for people, without colour."""
    told = (
        line for r in results for line in (*lines(r.findings, r.sources), summary(r.findings, r.path, day.isoformat()))
    )
    return "".join("".join(text for _, text in line).rstrip() + "\n" for line in told)


def _json(report: ReportView) -> str:
    from ecaremap.report.machine import to_json

    return to_json(report)


def _sarif(report: ReportView) -> str:
    from ecaremap.report.sarif import to_sarif

    codes = {result.code for run in report.runs for result in run.results}
    return to_sarif(report, {code: readable_page(code) for code in codes})


def _github(report: ReportView) -> str:
    from ecaremap.report.github import to_github

    return to_github(report)


def _gitlab(report: ReportView) -> str:
    from ecaremap.report.gitlab import to_gitlab

    return to_gitlab(report)


def _junit(report: ReportView) -> str:
    from ecaremap.report.junit import to_junit

    return to_junit(report)


SPELLINGS: dict[str, Callable[[ReportView], str]] = {
    "json": _json,
    "sarif": _sarif,
    "github": _github,
    "gitlab": _gitlab,
    "junit": _junit,
}
"""Formats for programs, by name; text is for people."""

NAMES = ("text", *SPELLINGS)


def outputs_of(texts: Sequence[str]) -> Outputs:
    """The files that `FMT=FILE` texts ask for.

    Raises:
        Unreadable: one of them is not of this form, or two name the same file.
    """
    wanted: dict[Path, str] = {}
    for text in texts:
        name, equals, file = text.partition("=")
        if not equals or not file:
            raise Unreadable(f"'{text}' does not say what to write where.", "Write --output sarif=out.sarif, say.")
        if name not in NAMES:
            raise Unreadable(f"There is no format '{name}'.", did_you_mean(name, NAMES))
        path = Path(file)
        if _real(path) in {_real(other) for other in wanted}:
            raise Unreadable(f"Two outputs go into '{file}'.", "Give each a file of its own.")
        wanted[path] = name
    return wanted


def folder_and_outputs(texts: Sequence[str], usual: str = "out") -> tuple[Path, Outputs]:
    """The one folder among them, and the files that the `FMT=FILE` ones ask for.

    Raises:
        Unreadable: more than one folder, or what looks like a format is none.
    """
    folders = [text for text in texts if "=" not in text]
    if len(folders) > 1:
        raise Unreadable(f"Two folders to write into: '{folders[0]}' and '{folders[1]}'.", "Name one.")
    return Path(folders[0] if folders else usual), outputs_of([text for text in texts if "=" in text])


def write_outputs(
    outputs: Outputs, results: Sequence[Validated], day: date, fail_on: str, compared: Compared | None = None
) -> None:
    """Write the files that were asked for, and the new baseline if there is one: all of them, or none.

    Raises:
        Unreadable: a file is one of those that were read, or its place cannot be written.
    """
    files = compared.files if compared else {}
    write_files(files | spelled(outputs, results, day, fail_on, compared))


def refuse_twice(outputs: Outputs, files: Iterable[Path]) -> None:
    """See that no report goes into a file that is written anyway.

    Raises:
        Unreadable: one does.
    """
    taken = {_real(path) for path in files}
    for path in outputs:
        if _real(path) in taken:
            raise Unreadable(f"'{path}' is written by the build itself.", "Write to another place.")


def spelled(
    outputs: Outputs, results: Sequence[Validated], day: date, fail_on: str, compared: Compared | None
) -> dict[Path, bytes]:
    """What is to be written into each file.

    Raises:
        Unreadable: a file is one of those that were read.
    """
    if not outputs:
        return {}
    inputs = {_real(Path(source.path)) for result in results for source in result.sources.files}
    inputs |= {_real(compared.path)} if compared else set()
    for path in outputs:
        if _real(path) in inputs:
            raise Unreadable(f"'{path}' is one of the files that are read.", "Write to another place.")
    report = report_of(results, day, fail_on, compared)
    texts = {
        path: spell_text(results, day) if name == "text" else SPELLINGS[name](report) for path, name in outputs.items()
    }
    return {path: text.encode("utf-8", "replace") for path, text in texts.items()}


def _real(path: Path) -> str:
    return os.path.normcase(os.path.realpath(path))
