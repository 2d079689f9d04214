"""Promised against measured: one page a quarter, by owner and cell."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING

from ecaremap.insight.measured.quarters import Quarter, quarters
from ecaremap.model.finding import Finding
from ecaremap.policy.decisions import Decisions
from ecaremap.views.promised_cells import Cells
from ecaremap.views.promised_model import CellPromise, OwnerPage, PromisedView, QuarterRow, TargetPromise
from ecaremap.views.promised_targets import NOBODY, target_promises
from ecaremap.views.words import ILLUSTRATIVE, counted, month_words

if TYPE_CHECKING:
    from ecaremap.plan.result import MigrationPlan

NOTHING = "Nothing was measured yet. Start with: ecaremap measure {path} --log contacts.csv"
NOTICES = (
    "Intervals are 95% (Wilson); figures of fewer than 30 are grey and judge nothing. In line: what differs by no more than chance.",
    "Promises and excuses are those of the map as it is now. A target that is not live yet is not judged: until then the measurement is held against what the map claims for today.",
    "Changed: against the quarter before, where chance does not explain it.",
    "Calls avoided are contacts resolved there whose customers did not turn to a person afterwards; some would never have called.",
    "Needs still open at the end of the log count as they stand.",
    "Those who gave up, counted by need, stand beside the calls avoided: a need that nobody finished saves nothing.",
)
SAMPLE = "The log is a part of all contacts: numbers are those of the log, not of all customers."
MADE_UP = "The log is made up to show what such a page looks like: no figure here was measured anywhere."


def promised_view(
    decisions: Decisions,
    findings: Sequence[Finding] = (),
    plan: "MigrationPlan | None" = None,
) -> PromisedView:
    """The page of the newest quarter; with a plan, its forecasts beside the targets."""
    pages = promised_pages(decisions, findings, plan)
    if pages:
        return pages[-1]
    name, today = decisions.project.strategy.name, decisions.period.today.isoformat()
    return PromisedView(
        name, today, "", "", "", "", NOTHING.format(path=decisions.project.root), (), (), None, None, ()
    )


def promised_pages(
    decisions: Decisions, findings: Sequence[Finding] = (), plan: "MigrationPlan | None" = None
) -> tuple[PromisedView, ...]:
    """A page for every quarter that was measured, oldest first; each knows all of them."""
    every = quarters(decisions.project.evidence)
    cells = Cells(decisions, findings, plan) if every else None
    pages = []
    for at, quarter in enumerate(every):
        assert cells is not None
        own = cells.of(quarter, every[:at], newest=quarter is every[-1])
        targets = target_promises(decisions, findings, plan, quarter.month)
        pages.append(_page(decisions, quarter, own, targets))
    history = tuple(_line(page) for page in pages)
    return tuple(replace(page, history=history) for page in pages)


def without_money(page: PromisedView) -> PromisedView:
    """The same without amounts: no target in money, no price of calls."""
    owners = tuple(
        replace(owner, cells=tuple(replace(cell, money="") for cell in owner.cells)) for owner in page.owners
    )
    return replace(page, owners=owners, targets=tuple(each for each in page.targets if not each.in_money))


def _page(
    decisions: Decisions, quarter: Quarter, cells: Sequence[CellPromise], targets: tuple[TargetPromise, ...]
) -> PromisedView:
    owners = _owners(cells)
    avoided = _sum(cell.calls_avoided for cell in cells)
    gave_up = _sum(cell.gave_up_n for cell in cells)
    said = [file.evidence for file in quarter.files if file.evidence is not None]
    made_up = [name for one in said for name in one.log.files if name.lower().startswith(ILLUSTRATIVE)]
    return PromisedView(
        decisions.project.strategy.name, decisions.period.today.isoformat(), quarter.title, _period(quarter),
        ", ".join(file.name for file in quarter.files), _sentence(owners, targets, avoided, gave_up), "", targets,
        owners, avoided, gave_up, NOTICES, quarter.key, SAMPLE if any(one.covers == "a part" for one in said) else "",
        MADE_UP if made_up else "",
    )  # fmt: skip


def _period(quarter: Quarter) -> str:
    first, last = quarter.days
    return f"{_day(first)} to {_day(last)}"


def _day(day: date) -> str:
    return f"{day.day} {month_words(f'{day:%Y-%m}')}"


def _line(page: PromisedView) -> QuarterRow:
    judged = [target for target in page.targets if target.verdict != "not measured"]
    return QuarterRow(
        page.key, page.quarter, page.period, sum(target.verdict == "kept" for target in judged), len(judged),
        sum(owner.kept for owner in page.owners), sum(owner.missed for owner in page.owners),
        page.calls_avoided, page.gave_up,
    )  # fmt: skip


def _owners(cells: Sequence[CellPromise]) -> tuple[OwnerPage, ...]:
    by_owner: dict[str, list[CellPromise]] = {}
    for cell in cells:
        by_owner.setdefault(cell.owner, []).append(cell)
    return tuple(
        OwnerPage(
            owner, tuple(own), _count(own, "kept"), _count(own, "missed"),
            _sum(cell.calls_avoided for cell in own), _sum(cell.gave_up_n for cell in own),
        )
        for owner, own in sorted(by_owner.items(), key=_first)
    )  # fmt: skip


def _first(page: tuple[str, Sequence[CellPromise]]) -> tuple[bool, int, bool, str]:
    """Owners with promises before those without, the most missed first."""
    owner, cells = page
    return (not any(cell.promised for cell in cells), -_count(cells, "missed"), owner == NOBODY, owner)


def _sum(numbers: "Iterator[int | None]") -> int | None:
    known = [number for number in numbers if number is not None]
    return sum(known) if known else None


def _count(cells: Sequence[CellPromise], verdict: str) -> int:
    return sum(figure.verdict == verdict for cell in cells for figure in cell.figures)


def _sentence(
    owners: Sequence[OwnerPage], targets: Sequence[TargetPromise], avoided: int | None, gave_up: int | None
) -> str:
    """What a reader needs in ten seconds."""
    parts = [part for part in (_of_targets(targets), _of_cells(owners)) if part]
    if avoided is not None:
        text = f"about {avoided:,} calls avoided" if avoided else "no call avoided"
        some = f"{gave_up:,} {'customer' if gave_up == 1 else 'customers'}" if gave_up else ""
        parts.append(text + (f", and {some} gave up" if some else ""))
    text = "; ".join(parts)
    return (
        f"{text[:1].upper()}{text[1:]}."
        if parts
        else "Measured, but nothing was promised that it could be held against."
    )


def _of_targets(targets: Sequence[TargetPromise]) -> str:
    """`2 of 4 targets reached by measurement, 1 not measured`."""
    if not targets:
        return ""
    found = [target.verdict for target in targets]
    rest = [f"{found.count(word)} {word}" for word in ("in line", "missed", "not measured") if word in found]
    rest += [f"{found.count('not yet')} not due yet"] if "not yet" in found else []
    text = f"{found.count('kept')} of {counted(len(found), 'target', 'targets')} reached by measurement"
    return ", ".join([text, *rest])


def _of_cells(owners: Sequence[OwnerPage]) -> str:
    """`3 of 19 promises of cells kept, 10 in line, 4 missed, 2 on too few contacts`."""
    found = [figure.verdict for page in owners for cell in page.cells for figure in cell.promised]
    if not found:
        return ""
    rest = [f"{found.count(word)} {word}" for word in ("in line", "missed") if word in found]
    rest += [f"{found.count('cannot be told')} on too few contacts"] if "cannot be told" in found else []
    rest += [f"{found.count('not yet')} not live yet"] if "not yet" in found else []
    text = f"{found.count('kept')} of {counted(len(found), 'promise', 'promises')} of cells kept"
    return ", ".join([text, *rest])
