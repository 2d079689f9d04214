"""What the page's script knows: the text of the side panel, packed into one line of text.

Thousands of cells share a few hundred standings, so each distinct one is written once and a cell
is an index. Lists instead of named keys keep the packed text small; `templates/data.js` names them.
"""

import base64
import json
import zlib
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from ecaremap.render.words import (
    DEGREE_WORDS,
    OUTCOME_WORDS,
    ROUTE_WORDS,
    STANDING_WORDS,
    STATE_WORDS,
    family,
    label,
    number,
    share,
)
from ecaremap.views.claimed_model import ClaimView
from ecaremap.views.model import CellView, ColumnView, MapView, Reason, RowView


@dataclass(frozen=True, slots=True)
class Looks:
    """How cells look: the markup of each distinct appearance, and which one each cell has.

    Attributes:
        markup: one `<td>` for each appearance; it holds closed vocabularies only, no foreign text.
        grid: for each row the index of each cell's markup.

    """

    markup: Sequence[str]
    grid: Sequence[Sequence[int]]


def pack(view: MapView, looks: Looks | None = None) -> str:
    """Pack the panel's texts, and for a large map the looks of its cells, into base64."""
    content = _content(view)
    if looks is not None:
        content["looks"] = list(looks.markup)
        content["lookGrid"] = [index for row in looks.grid for index in row]
    text = json.dumps(content, ensure_ascii=False, separators=(",", ":"), sort_keys=True)
    return base64.b64encode(zlib.compress(text.encode(), 9)).decode()


def _content(view: MapView) -> dict[str, Any]:
    states = _Pool()
    files = _Pool()
    grid = [states.index(_state(cell)) for row in view.rows for cell in row.cells]
    places = [_place(cell.place, files) for row in view.rows for cell in row.cells]
    return {
        "words": _words(),
        "groups": [[g.name, g.first, g.count] for g in view.row_groups],
        "columnGroups": [[g.name, g.first, g.count] for g in view.column_groups],
        "columns": [_column(column) for column in view.columns],
        "rows": [_row(row) for row in view.rows],
        "reasons": [_reason(reason) for reason in view.reasons],
        "states": states.items,
        "grid": grid,
        "files": files.items,
        "places": places,
    }


class _Pool:
    """Distinct values in the order of their first appearance."""

    def __init__(self) -> None:
        self._known: dict[Any, int] = {}

    def index(self, value: Any) -> int:
        return self._known.setdefault(value, len(self._known))

    @property
    def items(self) -> list[Any]:
        return list(self._known)


def _words() -> dict[str, Any]:
    return {
        "degrees": {d: [w.glyph, w.word, w.phrase, w.css] for d, w in DEGREE_WORDS.items()},
        "standings": STANDING_WORDS,
        "outcomes": OUTCOME_WORDS,
        "states": STATE_WORDS,
    }


def _state(cell: CellView) -> tuple[Any, ...]:
    """Everything the panel says about a cell but its place, which is hardly ever shared."""
    return (
        cell.standing,
        cell.today,
        cell.target,
        cell.not_here,
        label(cell.status),
        cell.outcome,
        cell.limit,
        cell.reasons,
        tuple((b.state, b.reason, b.severity, b.sentence) for b in cell.breaches),
        ROUTE_WORDS.get(cell.human_route, cell.human_route),
        cell.owner,
        int(cell.completes_today),
        int(cell.completes_target),
        cell.note,
        # Few cells say who decided, or were measured; what is missing at the end takes no room.
        *((cell.decided, cell.suspect) if cell.decided or cell.suspect or cell.measured else ()),
        *((tuple(map(_claim, cell.measured)),) if cell.measured else ()),
    )


def _claim(claim: ClaimView) -> tuple[Any, ...]:
    return (
        claim.title, claim.claimed, claim.measured, claim.sure, claim.changed, int(claim.few), int(claim.contradicts)
    )  # fmt: skip


def _place(place: str, files: _Pool) -> str:
    """Shorten `file:line:column` to the file's number and the rest."""
    if not place:
        return ""
    name, *rest = place.rsplit(":", 2)
    return ":".join([str(files.index(name)), *rest])


def _row(row: RowView) -> list[Any]:
    return [
        row.id,
        row.name,
        row.family,
        share(row.share) if row.share is not None else "",
        number(row.volume) if row.volume is not None else "",
        row.frequency,
        row.personal,
        row.cause_owner,
        [[name, label(word)] for name, word in row.facts],
        row.place,
    ]


def _column(column: ColumnView) -> list[str]:
    return [
        column.id,
        column.name,
        family(column.family),
        label(column.kind),
        label(column.status),
        column.owner,
        column.authentication,
        column.hours,
    ]


def _reason(reason: Reason) -> list[str]:
    return [
        reason.rule,
        reason.title,
        reason.because,
        reason.kind,
        reason.effect,
        reason.place,
        reason.source,
    ]
