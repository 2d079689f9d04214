"""The gaps as a table for spreadsheets: one line a gap, figures exact."""

import csv
from decimal import Decimal
from io import StringIO

from ecaremap.views.gaps_model import GapRow, GapsView

COLUMNS = (
    "number", "standing", "severity", "question", "kind", "subject", "request", "request_name", "family", "touchpoint",
    "touchpoint_name", "says", "found", "cause", "owner", "action", "effort", "needs", "share",
    "money", "currency", "meaning", "formula", "assumed", "tells", "waiver", "help", "code", "where", "place", "count",
)  # fmt: skip

FORMULA = ("=", "+", "-", "@", "\t", "\r")
"""What a spreadsheet takes for the beginning of a formula."""


def render_gaps_csv(view: GapsView) -> str:
    """Spell the gaps as CSV; needs are those of a period, money is for a year."""
    out = StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow(_heading(view, name) for name in COLUMNS)
    for row in view.rows:
        writer.writerow(_cell(view, row, name) for name in COLUMNS)
    return out.getvalue()


def _heading(view: GapsView, name: str) -> str:
    return {"needs": f"needs_a_{view.per}", "money": "money_a_year", "share": "share_of_needs"}.get(name, name)


def _cell(view: GapsView, row: GapRow, name: str) -> str:
    if name == "currency":
        return guarded(view.currency) if row.money is not None else ""
    value = getattr(row, name)
    if value is None:
        return ""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, Decimal):
        return f"{value:f}"
    return guarded("; ".join(value) if isinstance(value, tuple) else str(value))


def guarded(text: str) -> str:
    """A text that no spreadsheet runs as a formula, on one line."""
    plain = " ".join(text.split("\n")).replace("\x00", "")
    return f"'{plain}" if plain.startswith(FORMULA) or plain.lstrip().startswith(FORMULA) else plain
