"""Open questions, counted once per kind, with whom to ask."""

from collections.abc import Iterable, Sequence

from ecaremap.insight.cells import written_cells
from ecaremap.model.finding import Finding
from ecaremap.policy.decisions import Decisions
from ecaremap.views.model import Question, RowView
from ecaremap.views.words import column_order, counted, listed, spelled

EXAMPLES = 4
_JUDGED = {"job": "the job", "emotion": "emotion", "cross_sell": "sales value", "authentication": "the login"}
"""Attributes that decide what rules do to a request."""
_FIGURES = {
    "job": "What do customers want done with these requests?",
    "volume": "How often do customers ask?",
    "starts_at": "Where do customers start?",
    "handling": "How long does one contact take?",
    "cost_per_contact": "What does one contact cost?",
}


def questions(decisions: Decisions, rows: Sequence[RowView], findings: Sequence[Finding]) -> tuple[Question, ...]:
    """All kinds of open questions, the most numerous first."""
    found = [
        *_undecided(decisions, rows),
        *_ways_to_people(decisions, findings),
        *_missing_figures(decisions, findings),
        *_proposed(decisions, rows),
    ]
    return tuple(sorted(found, key=lambda question: (-question.count, question.kind)))


def _undecided(decisions: Decisions, rows: Sequence[RowView]) -> Iterable[Question]:
    touchpoints = decisions.project.strategy.touchpoints
    cells = [
        (row.name, name)
        for row in rows
        for name, cell in zip(column_order(touchpoints), row.cells, strict=True)
        if cell.standing == "undecided"
    ]
    if cells:
        yield Question(
            "undecided",
            len(cells),
            f"{counted(len(cells), 'cell is', 'cells are')} undecided: may, should or must the request be handled there?",
            _ask(decisions, [touchpoints[name].owner for _, name in cells]),
            _examples(f"{request} at {_name(decisions, name)}" for request, name in cells),
        )


def _name(decisions: Decisions, touchpoint: str) -> str:
    return decisions.project.strategy.touchpoints[touchpoint].name or spelled(touchpoint)


def _ways_to_people(decisions: Decisions, findings: Sequence[Finding]) -> Iterable[Question]:
    of_code = [finding for finding in findings if finding.code == "G140" and finding.standing == "open"]
    if not of_code:
        return
    owners = [c.owner for c in written_cells(decisions.project) if c.digital and c.degrees]
    count = sum(_count(finding) for finding in of_code)
    yield Question(
        "way to a person",
        count,
        f"{counted(count, 'cell does', 'cells do')} not say how a customer reaches a person.",
        _ask(decisions, owners),
        _examples(_pairs(decisions, of_code)),
    )


def _pairs(decisions: Decisions, findings: Sequence[Finding]) -> Iterable[str]:
    """`request at touchpoint` in names, of cell findings or of a counted one's examples."""
    requests = decisions.project.strategy.requests
    for finding in findings:
        text = finding.where if finding.where != "*" else finding.notes[0].removeprefix("for example ")
        for pair in text.partition(" and ")[0].split(", "):
            request, _, touchpoint = pair.partition("/")
            yield f"{requests[request].name or spelled(request)} at {_name(decisions, touchpoint)}"


def _count(finding: Finding) -> int:
    """A counted question says its number first."""
    number = finding.message.partition(" ")[0]
    return int(number) if finding.question and number.isdigit() else 1


def _missing_figures(decisions: Decisions, findings: Sequence[Finding]) -> Iterable[Question]:
    touchpoints = decisions.project.strategy.touchpoints.values()
    people = [t.owner for t in touchpoints if t.family == "traditional"]
    for finding in findings:
        if finding.code == "C101":
            names = finding.notes[-1].removeprefix("missing for ")
            count = next(int(word) for word in finding.message.split() if word.isdigit())
            yield Question(
                f"missing: {finding.field}", count, _FIGURES[finding.field], _ask(decisions, people), (names,)
            )


def _proposed(decisions: Decisions, rows: Sequence[RowView]) -> Iterable[Question]:
    """Requests whose facts a library proposes and nobody has confirmed."""
    project = decisions.project
    proposed = {
        row.name: [word for key, word in _JUDGED.items() if project.layer("requests", row.id, key) == "pack"]
        for row in rows
    }
    names = [name for name, keys in proposed.items() if keys]
    words = list(dict.fromkeys(word for keys in proposed.values() for word in keys))
    if names:
        yield Question(
            "proposed facts",
            len(names),
            f"For {counted(len(names), 'request', 'requests')} {listed(words)} {'is' if len(words) == 1 else 'are'} "
            "proposed by a library: do they hold here?",
            _ask(decisions, []),
            _examples(names),
        )


def _ask(decisions: Decisions, owners: Iterable[str | None]) -> str:
    """Those who answer for most of it; else who keeps the strategy."""
    counts: dict[str, int] = {}
    for owner in owners:
        if owner:
            counts[owner] = counts.get(owner, 0) + 1
    ranked = sorted(counts, key=lambda owner: (-counts[owner], owner))
    if ranked:
        return listed(ranked[:3])
    governance = decisions.project.strategy.governance
    return (governance.owner if governance else None) or "nobody named yet"


def _examples(names: Iterable[str]) -> tuple[str, ...]:
    return tuple(list(dict.fromkeys(names))[:EXAMPLES])
