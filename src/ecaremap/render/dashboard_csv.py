"""Every measured figure as a row of a table: whole numbers, value and interval."""

import csv
import io
from collections.abc import Iterable
from decimal import ROUND_HALF_UP, Decimal

from ecaremap.views.dashboard_figures import FigureRow

HEADS = ("metric", "scope", "month", "numerator", "denominator", "value", "low", "high")


def render_figures_csv(rows: Iterable[FigureRow]) -> str:
    """One row per figure. Shares have six decimal places; what is money is counted in cents."""
    out = io.StringIO(newline="")
    table = csv.writer(out, lineterminator="\r\n")
    table.writerow(HEADS)
    for row in rows:
        ends = (_number(row.value), _number(row.low), _number(row.high))
        table.writerow((row.metric, row.scope, row.month, row.numerator, row.denominator, *ends))
    return out.getvalue()


def _number(value: Decimal | None) -> str:
    return "" if value is None else f"{value.quantize(Decimal('0.000001'), ROUND_HALF_UP):f}"
