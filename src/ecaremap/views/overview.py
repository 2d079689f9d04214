"""What a board reads first: one sentence, a few figures, moves, what works, open questions."""

from collections.abc import Iterable, Sequence
from decimal import Decimal

from ecaremap.model.finding import Finding
from ecaremap.policy.decisions import Decisions
from ecaremap.views.model import CellView, ColumnView, Move, Overview, RowView, Tile
from ecaremap.views.questions import questions
from ecaremap.views.words import listed, percent, spelled_number


def overview(
    decisions: Decisions,
    rows: Sequence[RowView],
    columns: Sequence[ColumnView],
    findings: Sequence[Finding],
) -> Overview:
    """The overview of a map whose rows and columns are spelled already."""
    return Overview(
        sentence=_sentence(rows, columns),
        tiles=_tiles(rows, findings),
        moves=_moves(rows, columns),
        personal=tuple((row.name, row.personal) for row in rows if row.personal),
        works=_works(rows, columns),
        questions=questions(decisions, rows, findings),
    )


def _sentence(rows: Sequence[RowView], columns: Sequence[ColumnView]) -> str:
    today = sum(row.digital_today for row in rows)
    target = sum(row.digital_target for row in rows)
    alone_today, alone_target = _alone(rows)
    noun = "request" if len(rows) == 1 else "requests"
    open_, of = _undecided_digital(rows, columns)
    if today == target and 2 * open_ > of:
        known = "is known" if len(rows) == 1 else "are known"
        cells = "digital cell is" if of == 1 else "digital cells are"
        return (
            f"{today} of {len(rows)} {noun} {known} to be finished digitally today; {open_} of {of} {cells} undecided."
        )
    parts = [f"{today} of {len(rows)} {noun} can be finished digitally today{_without(alone_today, today)}"]
    if (today, alone_today) == (target, alone_target):
        parts.append("the target leaves it there")
    elif today == target:
        parts.append(f"the target makes it {alone_target} without a person")
    else:
        parts.append(f"the target makes it {target}{_without(alone_target, target)}")
    personal = sum(bool(row.personal) for row in rows)
    if personal:
        stays = "one stays" if personal == 1 else f"{spelled_number(personal)} stay"
        parts.append(f"{stays} with a person, for the reasons given")
    return "; ".join(parts) + "."


def _undecided_digital(rows: Sequence[RowView], columns: Sequence[ColumnView]) -> tuple[int, int]:
    """How many cells at digital touchpoints nobody has decided about, and how many there are."""
    cells = [
        cell
        for row in rows
        for column, cell in zip(columns, row.cells, strict=True)
        if column.family == "digital" and cell.standing != "not here"
    ]
    return sum(cell.standing == "undecided" for cell in cells), len(cells)


def _without(alone: int, of: int) -> str:
    """How many of them need no person; nothing where it is all of them."""
    return "" if alone == of else f", {alone} of them without a person"


def _alone(rows: Sequence[RowView]) -> tuple[int, int]:
    """How many requests are finished digitally without a person, today and by the target."""
    return sum(row.alone_today for row in rows), sum(row.alone_target for row in rows)


def _share(rows: Iterable[RowView]) -> Decimal | None:
    """The rows' share of all needs, None without volumes."""
    shares = [row.share for row in rows]
    return None if any(share is None for share in shares) else sum((s for s in shares if s), Decimal(0))


def _tiles(rows: Sequence[RowView], findings: Sequence[Finding]) -> tuple[Tile, ...]:
    today = [row for row in rows if row.digital_today]
    target = [row for row in rows if row.digital_target]
    tiles = [
        Tile(
            "Can be finished digitally",
            *_from_to(len(today), len(target), len(rows)),
            "requests with a digital touchpoint where nothing more is asked of the customer",
        )
    ]
    if rows and all(row.share is not None for row in rows):
        now, then = _share(today), _share(target)
        tiles.append(
            Tile(
                "Share of needs",
                percent(now or Decimal(0)),
                percent(then or Decimal(0)),
                "volume of the requests that can be finished digitally; how many customers do is another matter",
            )
        )
    alone_today, alone_target = _alone(rows)
    tiles.append(
        Tile(
            "Without a person",
            *_from_to(alone_today, alone_target, len(rows)),
            "of these, requests a customer finishes alone, without chat or mail",
        )
    )
    tiles += [_breach_tile(findings), _personal_tile(rows), _undecided_tile(rows)]
    return tuple(tiles)


def _from_to(today: int, target: int, of: int) -> tuple[str, str]:
    """`4` and `8 of 10`; twice the same where nothing changes."""
    then = f"{target} of {of}"
    return (then if today == target else str(today)), then


def _breach_tile(findings: Sequence[Finding]) -> Tile:
    breaches = [f for f in findings if f.code.startswith("P") and f.standing != "justified"]
    today = sum("today" in finding.states for finding in breaches)
    target = sum("target" in finding.states for finding in breaches)
    known = sum(finding.standing == "known" for finding in breaches)
    note = "cells and requests that do not keep a rule of the map"
    return Tile("Breaks a rule", str(today), str(target), note + f"; {known} known from the baseline" * bool(known))


def _personal_tile(rows: Sequence[RowView]) -> Tile:
    count = str(sum(bool(row.personal) for row in rows))
    return Tile("Stays with a person", count, count, "requests that a rule keeps with our people")


def _undecided_tile(rows: Sequence[RowView]) -> Tile:
    count = str(sum(cell.standing == "undecided" for row in rows for cell in row.cells))
    return Tile("Undecided", count, count, "cells nobody has decided about: a question, not a no")


def _moves(rows: Sequence[RowView], columns: Sequence[ColumnView]) -> tuple[Move, ...]:
    """Every change from today to the target, the most frequent requests first."""
    moves = [
        Move(row.id, column.id, _move_sentence(row, column, cell), cell.owner, row.share)
        for row in rows
        for column, cell in zip(columns, row.cells, strict=True)
        if cell.changes
    ]
    return tuple(sorted(moves, key=lambda move: -(move.share or 0)))


_ACTIONS = {
    "none": "stop offering it",
    "inform": "give general answers",
    "show": "show customers their own status",
    "initiate": "take it in, to be finished by our people",
    "assisted": "finish it together with a person",
    "self-serve": "let customers finish it themselves",
    "peer": "let customers help each other",
    "proactive": "tell or solve it before customers ask",
    "human": "handle it in person",
}


def _move_sentence(row: RowView, column: ColumnView, cell: CellView) -> str:
    start = "" if cell.today == "none" else f" (today: {cell.today})"
    return f"{row.name}, {column.name}: {_ACTIONS[cell.target]}{start}"


def _works(rows: Sequence[RowView], columns: Sequence[ColumnView]) -> tuple[str, ...]:
    """Requests that customers finish digitally today, where no rule is broken."""
    works = []
    for row in rows:
        places = [
            column.name
            for column, cell in zip(columns, row.cells, strict=True)
            if column.family == "digital" and cell.completes_today and not cell.breaches
        ]
        if places:
            works.append(f"{row.name}: {listed(places)}")
    return tuple(works)
