"""Sheets of the plan: waves, cash and volumes by month with charts of Excel's own, targets, assumptions."""

from collections.abc import Callable, Iterable, Sequence
from decimal import Decimal

from ecaremap.render.xlsx.book import ACCENT, LINE, QUIET, Chart, Inputs, Worksheet, clean, grow
from ecaremap.views.case_model import Amount
from ecaremap.views.charts_plan_flows import shades
from ecaremap.views.plan_model import ItemView, PlanView
from ecaremap.views.plan_model_money import MonthRow

Draw = Callable[[Worksheet, Inputs], None]
Cell = str | int | Decimal | Amount | None
Head = tuple[str, int, str]
"""A heading, the width of its column, and how its numbers are shown; empty for texts."""

_CELL = {"border": 1, "border_color": LINE, "text_wrap": True}
_MONEY, _COUNT, _SHARE = "#,##0.00", "#,##0", "0.0%"
_HEAD = 2
_CHART_ROWS = 19
_LOOKS = ((QUIET, "dash"), ("#62b7aa", "solid"), (ACCENT, "solid"), ("#62b7aa", "solid"))

_WAVES: tuple[Head, ...] = (
    ("Wave", 7, "0"), ("What", 36, ""), ("Kind", 12, ""), ("Request", 30, ""), ("Touchpoint", 20, ""), ("Degree", 12, ""),
    ("Starts", 10, ""), ("Live", 10, ""), ("Ends", 10, ""), ("Team", 22, ""), ("Size", 7, ""), ("To build", 14, _MONEY),
    ("Running, a month", 14, _MONEY), ("A month later costs", 14, _MONEY), ("Plan loses without it", 14, _MONEY),
    ("Gate", 16, ""), ("Why now", 44, ""), ("Why not earlier", 40, ""), ("Owner", 20, ""), ("Needs first", 28, ""),
    ("Id", 22, ""),
)  # fmt: skip


def sheets(view: PlanView) -> list[tuple[str, Draw]]:
    """The sheets of a plan; those without anything to say are not there."""
    found: list[tuple[str, Draw]] = [("Plan", waves), ("Plan cash", cash), ("Plan volumes", volumes)]
    if view.targets:
        found.append(("Plan targets", targets))
    return [*found, ("Plan assumptions", assumptions)]


def _plan(inputs: Inputs) -> PlanView:
    assert inputs.report is not None
    assert inputs.report.plan is not None
    return inputs.report.plan


def waves(sheet: Worksheet, inputs: Inputs) -> None:
    """Everything on the plan, wave by wave, and what is left out below it."""
    view = _plan(inputs)
    rows = [_item(item) for wave in view.waves for item in wave.items]
    last = _table(sheet, inputs, view.headline, _WAVES, rows)
    inputs.book.write(sheet, last + 2, 1, "Not on the plan", bold=True)
    heads = ((1, "What"), (2, "Kind"), (3, "Why"), (11, "Forced in"))
    for column, head in heads:
        sheet.write_string(last + 3, column, head, inputs.book.head())
    for at, left in enumerate(view.left, last + 4):
        for column, text in ((1, left.name), (2, left.kind), (3, f"{left.reason}. {left.sentence}".strip())):
            inputs.book.write(sheet, at, column, text, **{**_CELL, "text_wrap": column != 3})
        _write(sheet, inputs, at, 11, left.forced, _MONEY)
    sheet.autofilter(_HEAD, 0, max(_HEAD + 1, last), len(_WAVES) - 1)


def _item(item: ItemView) -> tuple[Cell, ...]:
    return (
        item.wave, item.name, item.kind, item.request_name, item.touchpoint_name, item.degree, item.starts.iso,
        item.live.iso, item.ends.iso if item.ends else "", item.teams, item.size, item.cost, item.run, item.delay,
        item.worth, item.gate, item.why, item.not_earlier, item.owner, "; ".join(item.needs), item.id,
    )  # fmt: skip


def cash(sheet: Worksheet, inputs: Inputs) -> None:
    """Cash by month and line; two charts above the table show cumulative cash and what a month brings."""
    view = _plan(inputs)
    first = view.rows[0] if view.rows else None
    lines = [key for key, _ in first.lines if any(dict(row.lines)[key] for row in view.rows)] if first else []
    names = {line.key: line.label for line in view.lines}
    heads: list[Head] = [("Month", 12, ""), *((names.get(key, key), 14, _MONEY) for key in lines)]
    heads += [("Cash", 14, _MONEY), ("Cash so far", 14, _MONEY)]
    sure = first is not None and first.low is not None
    heads += [("1 in 10 lower", 14, _MONEY), ("Middle", 14, _MONEY), ("1 in 10 higher", 14, _MONEY)] if sure else []
    heads += [("Goes live", 50, "")]
    rows = [_cash(row, lines, sure=sure) for row in view.rows]
    title = f"Cash of the plan by month, {view.currency}; every flow at the end of its month"
    _table(sheet, inputs, title, heads, rows, at=_HEAD + _CHART_ROWS)
    total = 2 + len(lines)
    series = [(total, "all figures likely")]
    series += [(total + 1, "1 in 10 lower"), (total + 2, "middle"), (total + 3, "1 in 10 higher")] if sure else []
    chart = inputs.book.lines()
    span = (_HEAD + _CHART_ROWS + 1, _HEAD + _CHART_ROWS + len(rows))
    for (column, name), (colour, dash) in zip(series, _LOOKS, strict=False):
        line = {"line": {"color": colour, "width": 2.25 if name == "middle" else 1.5, "dash_type": dash}}
        chart.add_series(_series("Plan cash", name, column, span) | line)
    _place(sheet, chart, "Cash so far", 0, "Cumulative cash by month, as in the table")
    bars = inputs.book.stacked_columns()
    bars.add_series(
        _series("Plan cash", "Cash of the month", total - 1, span) | {"fill": {"color": inputs.book.accent}, "gap": 40}
    )
    _place(sheet, bars, "Cash of each month", 6, "Cash by month, as in the table")


def _cash(row: MonthRow, lines: Sequence[str], *, sure: bool) -> tuple[Cell, ...]:
    known = dict(row.lines)
    band = (row.low, row.middle, row.high) if sure else ()
    return (row.iso, *(known[key] for key in lines), row.cash, row.cumulative, *band, "; ".join(row.live))


def volumes(sheet: Worksheet, inputs: Inputs) -> None:
    """Contacts by month and touchpoint with a chart above, needs, and hours of people."""
    view = _plan(inputs)
    heads: list[Head] = [("Month", 12, ""), *((flow.name, 13, _COUNT) for flow in view.flows)]
    heads += [("Needs", 13, _COUNT), ("With people", 13, _COUNT), ("With people, no plan", 13, _COUNT)]
    heads += [("Hours", 12, _COUNT), ("Hours, no plan", 12, _COUNT)]
    shares = (
        [name for name, _ in view.rows[0].shares if name not in ("operating_cost", "cost_per_completed_need")]
        if view.rows
        else []
    )
    heads += [(name.replace("_", " ").capitalize(), 14, _SHARE) for name in shares]
    rows: list[tuple[Cell, ...]] = []
    for at, row in enumerate(view.rows):
        known = dict(row.shares)
        rows.append(
            (row.iso, *(flow.contacts[at] for flow in view.flows), row.needs, row.person, row.person_nothing, row.hours,
             row.hours_nothing, *(known[name] for name in shares))
        )  # fmt: skip
    _table(sheet, inputs, "Needs, contacts and hours by month", heads, rows, at=_HEAD + _CHART_ROWS)
    chart = inputs.book.stacked_areas()
    span = (_HEAD + _CHART_ROWS + 1, _HEAD + _CHART_ROWS + len(rows))
    for column, (flow, colour) in enumerate(zip(view.flows, shades(view.flows), strict=True), 1):
        chart.add_series(_series("Plan volumes", flow.name, column, span) | {"fill": {"color": colour}})
    if view.flows:
        _place(sheet, chart, "Contacts a month by touchpoint", 0, "Contacts by touchpoint, as in the table")


def targets(sheet: Worksheet, inputs: Inputs) -> None:
    """Promises beside the forecast."""
    heads: tuple[Head, ...] = (
        ("Target", 34, ""), ("Promised", 24, ""), ("By", 12, ""), ("Forecast", 18, ""), ("Verdict", 12, ""),
        ("Chance", 12, _SHARE), ("1 in 10 by", 14, ""), ("5 in 10 by", 14, ""), ("9 in 10 by", 14, ""), ("Owner", 24, ""),
    )  # fmt: skip
    rows = [
        (
            t.title,
            t.bound,
            t.due,
            t.forecast or "not known",
            t.standing,
            t.chance_exact,
            t.early,
            t.middle,
            t.late,
            t.owner,
        )
        for t in _plan(inputs).targets
    ]
    _table(sheet, inputs, "Targets beside the forecast", heads, rows)


def assumptions(sheet: Worksheet, inputs: Inputs) -> None:
    """Usual rates inside, uncertain figures, and how the plan was made."""
    view = _plan(inputs)
    heads: tuple[Head, ...] = (("Figure", 44, ""), ("Value", 70, ""), ("For", 44, ""), ("Source", 50, ""))
    rows: list[tuple[Cell, ...]] = [(a.what, a.value, "; ".join(a.of), a.source) for a in view.assumed]
    if view.spread:
        rows += [(s.label, f"{s.at_low.text} to {s.at_high.text}", "the plan's value at its low and its high end",
                  "holds for the whole plan" if s.shared else "") for s in view.spread.swings]  # fmt: skip
    method = view.method
    if method:
        said = (("Objective", method.objective), ("Method", method.method), ("Bound", method.bound),
                ("Tables and forecast", method.difference), ("Draws", method.errors), ("Origin", method.origin),
                ("Inputs", method.input_hash))  # fmt: skip
        rows += [(name, text, "", "") for name, text in said if text]
        rows += [("Note", note, "", "") for note in (*method.notes, *view.plausibility)]
    _table(sheet, inputs, view.stamp or "Assumptions", heads, rows)


def _table(
    sheet: Worksheet, inputs: Inputs, title: str, heads: Sequence[Head], rows: Iterable[Sequence[Cell]], at: int = _HEAD
) -> int:
    """Headings and rows; returns the last row used. Numbers are numbers."""
    inputs.book.write(sheet, 0, 0, title, bold=True, font_size=13)
    for column, (head, width, _) in enumerate(heads):
        sheet.set_column(column, column, width)
        sheet.write_string(at, column, clean(head), inputs.book.head())
    sheet.set_row(at, 30)
    last = at
    for last, row in enumerate(rows, at + 1):
        for column, cell in enumerate(row):
            _write(sheet, inputs, last, column, cell, heads[column][2])
        texts = ((cell, heads[column][1]) for column, cell in enumerate(row) if isinstance(cell, str))
        grow(sheet, last, ((text, float(width)) for text, width in texts))
    sheet.freeze_panes(at + 1, 2 if at == _HEAD else 1)
    sheet.set_landscape()
    sheet.set_paper(8)  # A3
    sheet.fit_to_pages(1, 0)
    sheet.repeat_rows(at)
    sheet.set_footer("&L&8&A&R&8&P / &N")
    return last


def _write(sheet: Worksheet, inputs: Inputs, at: int, column: int, cell: Cell, shown: str) -> None:
    if cell is None:
        sheet.write_blank(at, column, None, inputs.book.format(**_CELL))
    elif isinstance(cell, str):
        inputs.book.write(sheet, at, column, cell, **_CELL)
    else:
        number = cell.exact if isinstance(cell, Amount) else cell
        sheet.write_number(at, column, float(number), inputs.book.format(**_CELL, num_format=shown or "0"))


def _series(sheet: str, name: str, column: int, span: tuple[int, int]) -> dict[str, object]:
    return {
        "name": name,
        "categories": [sheet, span[0], 0, span[1], 0],
        "values": [sheet, span[0], column, span[1], column],
    }


def _place(sheet: Worksheet, chart: Chart, title: str, column: int, words: str) -> None:
    """A chart between the title and the table."""
    chart.set_title({"name": title, "name_font": {"size": 11}})
    chart.set_legend({"position": "bottom", "font": {"color": QUIET}})
    chart.set_x_axis({"label_position": "low", "num_font": {"rotation": -45, "size": 8}})
    chart.set_y_axis({"num_format": "#,##0", "major_gridlines": {"visible": True, "line": {"color": LINE}}})
    chart.set_size({"width": 620, "height": 340})
    sheet.insert_chart(1, column, chart, {"description": words})
