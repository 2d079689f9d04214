"""Findings as GitHub workflow commands: notes beside the lines of a pull request."""

from collections.abc import Iterator

from ecaremap.model.finding import SEVERITIES, Severity
from ecaremap.report.words import also, sentence, unsettled
from ecaremap.views.results_model import GroupView, PlaceView, ReportView, RunView

COMMANDS: dict[Severity, str] = {"error": "error", "warning": "warning", "info": "notice"}
GAPS = "GJ"
SHOWN = 10
"""GitHub shows so many of each kind for a step."""


def to_github(report: ReportView) -> str:
    """The first results of each severity, and what was left out in words; what somebody has accepted is left out."""
    return "".join(f"{line}\n" for line in _lines(report))


def _lines(report: ReportView) -> Iterator[str]:
    found = [(run, group) for run in report.runs for group in unsettled(run.groups)]
    for severity in SEVERITIES:
        some = [(run, group) for run, group in found if group.severity == severity]
        # What is wrong goes before where the strategy falls short; otherwise by place.
        some.sort(key=lambda one: one[1].code[0] in GAPS)
        for run, group in some[:SHOWN]:
            yield _command(run, group)
        if len(some) > SHOWN:
            yield _data(_left_out(report, severity, [group for _, group in some[SHOWN:]]))


def _left_out(report: ReportView, severity: Severity, groups: list[GroupView]) -> str:
    word = {"error": "error", "warning": "warning", "info": "note"}[severity] + "s" * (len(groups) > 1)
    findings = sum(len(unsettled(group.members)) for group in groups)
    stand_for = f" ({findings} findings)" if findings > len(groups) else ""
    paths = " ".join(run.typed for run in report.runs)
    return f"… and {len(groups)} more {word}{stand_for}; all of them: ecaremap validate {paths} --format json"


def _command(run: RunView, group: GroupView) -> str:
    place = group.place
    fields = {"file": run.file}
    if place is not None and place.in_repository:
        fields = {"file": place.path, **_region(place)}
    fields["title"] = f"{group.code} {group.name}"
    said = ",".join(f"{name}={_property(value)}" for name, value in fields.items())
    help_ = f"To do: {sentence(group.help)}" if group.help else ""
    text = "\n".join([group.message, *group.notes, *filter(None, (also(group), help_))])
    return f"::{COMMANDS[group.severity]} {said}::{_data(text)}"


def _region(place: PlaceView) -> dict[str, str]:
    """Columns only on one line: GitHub shows none for a stretch of lines."""
    fields = {"line": str(place.line), "endLine": str(place.end_line)}
    if place.end_line == place.line:
        fields |= {"col": str(place.column), "endColumn": str(place.end_column)}
    return fields


def _data(text: str) -> str:
    """A text, in which a line break would end the command."""
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    """A value of a field, which a colon or a comma would end as well."""
    return _data(text).replace(":", "%3A").replace(",", "%2C")
