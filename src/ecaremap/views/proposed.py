"""A strategy proposed from a log: what was counted decides what is said, and what stays undecided."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from typing import TYPE_CHECKING

from ecaremap.load.evidence import DAYS_OF, SHORTEST, in_tenths
from ecaremap.measure.proposing.proposal import Proposal, ProposedRequest
from ecaremap.model.counted import FEW
from ecaremap.model.scales import FAMILY_OF_KIND
from ecaremap.views.proposed_model import ProposedCell, ProposedPlace, ProposedSource, ProposedStrategy, ProposedWish
from ecaremap.views.proposed_notes import Told, notes_of
from ecaremap.views.words import percent

if TYPE_CHECKING:
    from ecaremap.model.evidence import Evidence, MeasuredCell

LEAST_COUNTED = Decimal("0.8")
"""Where a smaller share of contacts could be counted, nobody knows how many needs there are."""
NEARLY_ALL = Decimal("0.95")
"""Where less was counted, every figure says so."""
FEWEST_A_MONTH = 10
"""Fewer needs a month than this are told by the year, where the log covers one."""
YEAR = 365
LIVE = ("chat", "video")
"""Kinds where a person is there while the customer is: what was resolved there, a person completed there."""


@dataclass(frozen=True, slots=True)
class Facts:
    """What is known beside the words of the log.

    Attributes:
        evidence: what was measured; None before that. covers: what the user says it covers; empty for nothing.
        file: the log as the strategy is going to name it; empty for not at all. mapping: the export to name.
    """

    evidence: "Evidence | None" = None
    covers: str = ""
    file: str = ""
    mapping: str = ""


def proposed(name: str, proposal: Proposal, facts: Facts) -> ProposedStrategy:
    """What is going to be written."""
    evidence = facts.evidence
    per = _period(proposal, evidence) if evidence else "month"
    why_not = why_no_volumes(proposal, evidence, facts.covers) if evidence else "nothing is measured yet"
    lost = 1 - counted_share(proposal, evidence) if evidence else Decimal(0)
    wishes = tuple(_wish(one, proposal, evidence, "" if why_not else per) for one in proposal.requests)
    return ProposedStrategy(
        name=name, log=_log(proposal, evidence), per=per, source=_source(proposal, evidence),
        places=tuple(
            ProposedPlace(one.kind, ", ".join(f"'{word}' {rows:,}" for word, rows in one.words))
            for one in proposal.touchpoints
        ),
        wishes=wishes, contacts=tuple(_contacts(proposal, facts)),
        codes=tuple((word, one.kind) for one in proposal.touchpoints for word, _ in one.words if word != one.kind),
        asked=tuple((word, f"{rows:,} rows") for word, rows in proposal.unknown),
        notes=tuple(notes_of(proposal, wishes, Told(evidence, why_not, lost) if evidence else None)),
    )  # fmt: skip


def _log(proposal: Proposal, evidence: "Evidence | None") -> str:
    names = ", ".join(proposal.look.names[:3]) + (" and others" if len(proposal.look.names) > 3 else "")
    rows = f"{names}: {proposal.look.rows:,} rows"
    if evidence is None:
        return rows
    return f"{rows}, {evidence.log.contacts:,} contacts counted, {evidence.first} to {evidence.last}"


def _source(proposal: Proposal, evidence: "Evidence | None") -> ProposedSource | None:
    if evidence is None:
        return None
    names = proposal.look.names
    title = f"Contact log {names[0]}" + (f" and {len(names) - 1} more" if len(names) > 1 else "")
    counted = counted_share(proposal, evidence)
    part = "" if counted >= NEARLY_ALL else f", {percent(counted)} of its contacts counted"
    return ProposedSource(f"{title}, {evidence.period}{part}", evidence.last)


def why_no_volumes(proposal: Proposal, evidence: "Evidence", covers: str) -> str:
    """Why the log does not say how many needs there are; empty where it does."""
    if covers == "a part":
        return "the log is a part of all contacts"
    if evidence.days < SHORTEST:
        return f"the log covers {evidence.days} days, and {SHORTEST} are needed"
    counted = counted_share(proposal, evidence)
    if counted < LEAST_COUNTED:
        return f"only {percent(counted)} of the contacts about these requests could be counted"
    return ""


def counted_share(proposal: Proposal, evidence: "Evidence") -> Decimal:
    """The share of contacts counted; rows about requests that are not in the strategy are no loss to those that are."""
    other = proposal.rare_requests.rows + proposal.further.rows
    there = max(evidence.log.rows - evidence.log.merged - other, evidence.log.contacts)
    return Decimal(evidence.log.contacts) / there if there else Decimal(0)


def _needs(one: ProposedRequest, evidence: "Evidence") -> int:
    measured = evidence.requests.get(one.id)
    return measured.journeys if measured else 0


def _period(proposal: Proposal, evidence: "Evidence") -> str:
    fewest = min((needs for one in proposal.requests if (needs := _needs(one, evidence)) >= FEW), default=0)
    few = DAYS_OF["month"] * fewest < FEWEST_A_MONTH * evidence.days
    return "year" if few and evidence.days >= YEAR else "month"


def _wish(one: ProposedRequest, proposal: Proposal, evidence: "Evidence | None", per: str) -> ProposedWish:
    if evidence is None:
        return ProposedWish(one.id, one.name, one.codes, "", (), (), ())
    volume, starts = "", {}
    measured = evidence.requests.get(one.id)
    if measured is not None and measured.journeys >= FEW and per:
        needs = DAYS_OF[per] * measured.journeys / evidence.days
        volume = f"{needs.quantize(Decimal(1), ROUND_HALF_UP)}"
        starts = {at: n for at, n in measured.starts_at.items() if n}
    row = evidence.cells.get(one.id, {})
    # That a person answers needs no statistics.
    enough = [at for at in row if row[at].contacts >= proposal.least or FAMILY_OF_KIND[at] == "traditional"]
    frequent = sorted(enough, key=lambda at: (-row[at].contacts, at))
    return ProposedWish(
        one.id, one.name, one.codes, volume, _shares(starts), tuple(_cell(at, row[at]) for at in frequent),
        tuple(sorted(set(row) - set(frequent))),
    )  # fmt: skip


def _shares(starts: dict[str, int]) -> tuple[tuple[str, str], ...]:
    """As evidence lays them over a strategy, the largest first."""
    if sum(starts.values()) < FEW:
        return ()
    tenths = in_tenths(starts)
    return tuple((at, f"{Decimal(tenths[at]) / 10:f}%") for at in sorted(tenths, key=lambda at: (-tenths[at], at)))


def _cell(at: str, measured: "MeasuredCell") -> ProposedCell:
    said = f"{measured.contacts:,} contacts"
    finished = measured.completion
    if finished is not None and finished.of:
        known = "" if finished.of == measured.contacts else f" of {finished.of:,} that say so"
        said += f", {finished.n:,}{known} resolved"
    if FAMILY_OF_KIND[at] == "traditional":
        return ProposedCell(at, "human", said)
    # A person completes it with the customer: seen often enough not to be chance.
    if at in LIVE and finished is not None and finished.n >= FEW:
        return ProposedCell(at, "assisted", said)
    return ProposedCell(at, "", said)


def _contacts(proposal: Proposal, facts: Facts) -> Iterator[tuple[str, str]]:
    look = proposal.look
    headings = look.headings
    if facts.file:
        yield "file", facts.file
    if facts.mapping:
        yield "mapping", facts.mapping
    order: Sequence[str] = (
        "contact", "customer", "time", "ended", "touchpoint", "request", "conversation", "resolved", "csat", "cost",
    )  # fmt: skip
    for field in order:
        if field in headings.columns:
            yield field, headings.columns[field]
    if look.time_format:
        yield "time_format", look.time_format
    usual = headings.mapping.timezone if headings.mapping else "UTC"
    yield "timezone", headings.settings.get("timezone", usual)
    for field in ("covers", "smallest", "cost_in"):
        if field in headings.settings:
            yield field, headings.settings[field]
