"""G230: contacts have a reason or happen at a place that the map does not know."""

from collections.abc import Iterator

from ecaremap.insight.asking import shortened
from ecaremap.model.counted import FEW
from ecaremap.model.finding import Check, Finding
from ecaremap.model.measured import EvidenceFile
from ecaremap.policy.decisions import Decisions

COLUMNS = {
    "request": ("reasons", "a request", "request_codes"),
    "touchpoint": ("channels", "a touchpoint", "touchpoint_codes"),
    "segment": ("groups of customers", "a segment", ""),
}


def run(decisions: Decisions) -> Iterator[Finding]:
    """By the newest measurement: one finding for each kind of unknown value, and one for each request contacted elsewhere."""
    file = decisions.project.evidence.last if decisions.project.evidence else None
    if file is not None:
        yield from _unknown(file)
        yield from _elsewhere(decisions, file)


def _unknown(file: EvidenceFile) -> Iterator[Finding]:
    assert file.evidence is not None
    log = file.evidence.log
    for column, (words, thing, codes) in COLUMNS.items():
        values = [value for value in log.unknown if value.column == column]
        rows = sum(value.rows for value in values)
        if rows < FEW:
            continue
        named = shortened(f"{value.value} ({value.rows:,})" for value in values)
        map_it = f"write measurement: {{{codes}: {{CODE: ID}}}}" if codes else "add it under segments:"
        yield Finding(
            "G230",
            "warning",
            f"The log has {rows:,} contacts with {words} that the map does not know: {named}.",
            file.name,
            field=column,
            span=file.span("log", "unknown"),
            help=f"add {thing} for what is missing, or {map_it} for what is there under another name",
            notes=(f"of {log.rows:,} rows of the log",),
        )


def _elsewhere(decisions: Decisions, file: EvidenceFile) -> Iterator[Finding]:
    """Requests that are contacted where the map says that there is nothing."""
    strategy = decisions.project.strategy
    assert file.evidence is not None
    for request, row in file.evidence.cells.items():
        if request not in strategy.requests:
            continue
        written = strategy.coverage.get(request, {})
        places = []
        for touchpoint, measured in row.items():
            cell = written.get(touchpoint)
            offered = cell is not None and cell.not_here is None and cell.today not in (None, "none")
            if not offered and touchpoint in strategy.touchpoints and measured.contacts >= FEW:
                places.append((touchpoint, measured.contacts))
        if places:
            places.sort(key=lambda place: (-place[1], place[0]))
            named = shortened(f"{name} ({contacts:,} contacts)" for name, contacts in places)
            yield Finding(
                "G230",
                "warning",
                f"Customers turn to us with '{request}' where the map has nothing: {named}.",
                request,
                field="coverage",
                span=file.span("cells", request, places[0][0]),
                help="write the cell as it is today; if it should not be there, say not_here and why",
                states=("today",),
            )


CHECK = Check("G230", "in-log-not-in-map", "warning", "The log has what the map does not know.", run)
