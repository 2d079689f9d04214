"""What is to be known about a strategy proposed from a log: what was assumed, left out, and is to be decided."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING

from ecaremap.measure.proposing.proposal import LeftOut, Proposal
from ecaremap.measure.proposing.times import shown_format
from ecaremap.model.scales import KINDS
from ecaremap.views.proposed_model import ProposedWish
from ecaremap.views.words import counted, listed, percent

if TYPE_CHECKING:
    from ecaremap.model.evidence import Evidence

MUCH = Decimal("0.05")
"""From this share of contacts lost on, it is said beside the volumes."""
HARDLY_ANY = 4
"""So few requests are hardly what customers want, as the types of tickets in a help desk are not."""
ASKED = 6
"""Words that somebody has to explain which are named in one sentence; the strategy names all."""


@dataclass(frozen=True, slots=True)
class Told:
    """What was measured; why it says nothing of volumes, empty where it does; the share of contacts not counted."""

    evidence: "Evidence"
    no_volumes: str
    lost: Decimal


def notes_of(proposal: Proposal, wishes: Sequence[ProposedWish], told: Told | None) -> Iterator[str]:
    """Sentences in the order in which they matter to a reader."""
    yield from _read(proposal)
    yield from _left(proposal)
    if told is not None:
        yield from _counted(told.evidence)
        yield from _undecided(wishes)
        yield from _volumes(told)


def _read(proposal: Proposal) -> Iterator[str]:
    look, headings = proposal.look, proposal.look.headings
    if headings.mapping is not None:
        how = ", as its columns are called so" if headings.seen else ""
        yield f"Read as {headings.mapping_name} ({headings.mapping.title}){how}."
    columns = headings.columns
    yield "Columns: " + ", ".join(f"{field} is '{column}'" for field, column in columns.items()) + "."
    said = headings.settings
    if "time_format" not in said and headings.mapping is None and look.time_format:
        yield f"Times are read as {shown_format(look.time_format)}."
    if "timezone" not in said and (headings.mapping is None or headings.mapping.timezone == "UTC"):
        yield "The clock is taken for UTC; if it was another: --columns timezone=Europe/Berlin."
    for field, names in headings.unsure.items():
        both = " and ".join(f"'{name}'" for name in names)
        yield f"{both} could hold '{field}', so neither is read; to say which: --columns {field}={names[0]}."
    if "contact" not in columns:
        yield "No column holds an id of the contact, so rows that stand twice are not seen."
    if "resolved" not in columns:
        yield "No column says whether a contact was resolved, so nothing is known of what was finished."
    if len(proposal.requests) <= HARDLY_ANY:
        only = counted(len(proposal.requests), "request", "requests")
        yield f"Only {only}: if another column says better what customers want: --columns request=NAME."
    taken = [f"{one.kind} ({', '.join(repr(word) for word, _ in one.words)})" for one in proposal.touchpoints]
    yield f"Touchpoints: {', '.join(taken)}."


def _left(proposal: Proposal) -> Iterator[str]:
    if proposal.unknown:
        words = [f"'{word}' ({rows:,} rows)" for word, rows in proposal.unknown[:ASKED]]
        more = len(proposal.unknown) - ASKED
        named = listed(words) if more <= 0 else ", ".join(words) + f" and {more} more"
        first = proposal.unknown[0][0]
        them = "What kind of touchpoint is" if len(proposal.unknown) == 1 else "What kinds of touchpoints are"
        yield f"{them} {named}? Left out until you say so, as --kinds {_quoted(first)}=KIND, with one of {', '.join(KINDS)}."
    few = f"with fewer than {proposal.least} rows"
    yield from _some(proposal.rare_touchpoints, "touchpoint", few)
    yield from _some(proposal.rare_requests, "request", few)
    yield from _some(proposal.further, "request", f"beyond the {len(proposal.requests)} most frequent (--most)")
    if proposal.nothing.rows:
        yield f"Left out: rows that name no request, as 'other', {_rows(proposal.nothing.rows)} in all."
    if proposal.texts:
        yield f"Left out: {_rows(proposal.texts)} with a text too long to be a request's name."


def _quoted(word: str) -> str:
    return word if word.isalnum() else f"'{word}'"


def _some(left: LeftOut, what: str, which: str) -> Iterator[str]:
    if left.rows:
        many = f"1 {what}" if left.words == 1 else f"{left.words:,} {what}s"
        yield f"Left out: {many} {which}, {_rows(left.rows)} in all."


def _rows(number: int) -> str:
    return "1 row" if number == 1 else f"{number:,} rows"


def _counted(evidence: "Evidence") -> Iterator[str]:
    lost = sum(refused.rows for refused in evidence.log.refused)
    if lost:
        reasons = "; ".join(f"{refused.reason}: {refused.rows:,}" for refused in evidence.log.refused)
        yield f"{lost:,} of {evidence.log.rows:,} rows were not counted: {reasons}."
    if evidence.whole.journeys == evidence.log.contacts:
        yield "No customer comes twice about the same request: nothing is known of leaks and repeats."


def _undecided(wishes: Sequence[ProposedWish]) -> Iterator[str]:
    cells = [cell for wish in wishes for cell in wish.cells]
    open_ = sum(not cell.degree for cell in cells)
    if open_:
        yield (
            f"{open_} of {counted(len(cells), 'cell', 'cells')} with contacts are undecided: "
            "a log does not say how far customers get by themselves. Decide in coverage.yaml."
        )


def _volumes(told: Told) -> Iterator[str]:
    if told.no_volumes:
        yield f"No volumes and no starts are proposed: {told.no_volumes}."
        return
    yield (
        f"Volumes are needs (one customer, one wish) of {told.evidence.days:,} days. They hold if the log has all "
        "contacts; if it is a part, start again with --columns 'covers=a part'."
    )
    if told.lost >= MUCH:
        yield f"They are too low: {percent(told.lost)} of the contacts could not be counted, and nobody knows what they were about."
