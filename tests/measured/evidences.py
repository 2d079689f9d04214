"""Short ways to write strategies with evidence in tests."""

from datetime import date

from ecaremap.model.project import Project
from ecaremap.usecases.validate import Validated, validate_text

TODAY = date(2026, 11, 21)
HEAD = "ecaremap: 1\nname: Example\nlevel: costed\ntouchpoints: [call-centre, app]\n"
BILL = "requests: {pay-bill: {job: transact, volume: 900, starts_at: {app: 50%, call-centre: 50%}}}\n"
EMPTY = """ecaremap-evidence: 1
strategy: Example
period: {first} to {last}
first: {first}-01
last: {last}-{day}
covers: {covers}
log: {{files: [contacts.csv], rows: 9100, contacts: 9000, touchpoints: [{seen}], engine: duckdb, query: 4f1c09aa}}
counted_by: {{same_need: strict, smallest: 10}}
whole: {{journeys: 6000, contacts: 9000}}
"""


def strategy(cell: str = "self-serve", rest: str = "", requests: str = BILL) -> str:
    return f"{HEAD}{requests}coverage:\n  pay-bill: {{app: {cell}, call-centre: human}}\n{rest}"


def evidence(
    rest: str = "",
    first: str = "2026-07",
    last: str = "2026-09",
    day: int = 30,
    covers: str = "all contacts",
    seen: str = "app, call-centre",
) -> str:
    return EMPTY.format(first=first, last=last, day=day, covers=covers, seen=seen) + rest


def cell(text: str, request: str = "pay-bill", touchpoint: str = "app") -> str:
    return f"cells:\n  {request}:\n    {touchpoint}: {{{text}}}\n"


def validated(text: str, *files: str, scenario: str | None = None) -> Validated:
    """A strategy with its evidence, each named after its last month."""
    named = {f"evidence/measured-{file.split(' to ')[1][:7]}.yaml": file.encode() for file in files}
    return validate_text(text.encode(), "map.yaml", TODAY, scenario, None, named)


def project(text: str, *files: str, scenario: str | None = None) -> Project:
    found = validated(text, *files, scenario=scenario)
    assert found.decisions is not None, [(f.code, f.message) for f in found.findings]
    return found.decisions.project


def messages(code: str, text: str, *files: str) -> list[str]:
    return [finding.message for finding in validated(text, *files).findings if finding.code == code]
