"""The plan as tables for spreadsheets: an item a row, a month a row, and the backlog for IT."""

import csv
from collections.abc import Callable, Iterable, Sequence
from decimal import Decimal
from io import StringIO

from ecaremap.render.gaps_csv import guarded
from ecaremap.views.case_model import Amount
from ecaremap.views.plan_model import ItemView, PlanView
from ecaremap.views.plan_model_money import MonthRow
from ecaremap.views.plan_model_pages import BacklogItem

Cell = str | int | Decimal | Amount | Sequence[str] | None


def render_plan_csv(view: PlanView) -> str:
    """Everything on the plan by month of start, then what is left out; money in the plan's currency."""
    rows: list[tuple[Cell, ...]] = [("planned", *_item(item), "", None) for item in view.items]
    nothing: tuple[Cell, ...] = ("",) * (len(ITEMS) - 3)
    rows += [
        ("left out", left.id, left.name, left.kind, *nothing, left.sentence or left.reason, left.forced)
        for left in view.left
    ]
    return _table(("standing", *ITEMS, "reason", "worth_if_forced_in"), rows, view)


ITEMS = (
    "id", "name", "kind", "wave", "request", "request_name", "touchpoint", "touchpoint_name", "degree", "starts", "live",
    "ends", "team", "size", "needs", "gate", "why", "not_earlier", "owner", "must", "follows", "build_cost",
    "run_cost_a_month", "delay_costs_a_month",
)  # fmt: skip


def _item(item: ItemView) -> tuple[Cell, ...]:
    team = [f"{name} {people.normalize():f}" for name, people in item.team]
    return (
        item.id, item.name, item.kind, item.wave, item.request, item.request_name, item.touchpoint, item.touchpoint_name,
        item.degree, item.starts.iso, item.live.iso, item.ends.iso if item.ends else "", team, item.size, item.needs,
        item.gate, item.why, item.not_earlier, item.owner, item.must, item.follows, item.cost, item.run, item.delay,
    )  # fmt: skip


def render_months_csv(view: PlanView) -> str:
    """Every month: what goes live, needs, contacts with people, hours, shares, cash by line and its range."""
    columns = _columns(view)
    used = [(name, take) for name, take in columns if any(take(row) is not None for row in view.rows)]
    return _table([name for name, _ in used], ([take(row) for _, take in used] for row in view.rows), view)


Take = Callable[[MonthRow], Cell]


def _columns(view: PlanView) -> list[tuple[str, Take]]:
    first = view.rows[0] if view.rows else None
    columns: list[tuple[str, Take]] = [
        ("month", lambda row: row.iso),
        ("goes_live", lambda row: row.live),
        ("needs", lambda row: row.needs),
        ("contacts_with_people", lambda row: row.person),
        ("contacts_with_people_without_plan", lambda row: row.person_nothing),
        ("hours", lambda row: row.hours),
        ("hours_without_plan", lambda row: row.hours_nothing),
    ]
    columns += [(name, _pick("shares", name)) for name, _ in (first.shares if first else ())]
    columns += [(f"cash_{name}", _pick("lines", name)) for name, _ in (first.lines if first else ())]
    columns += [
        ("spend", lambda row: row.spend),
        ("cash", lambda row: row.cash),
        ("cumulative_cash", lambda row: row.cumulative),
        ("cumulative_1_in_10_lower", lambda row: row.low),
        ("cumulative_middle", lambda row: row.middle),
        ("cumulative_1_in_10_higher", lambda row: row.high),
    ]
    places = {name: number for number, name in enumerate(month.iso for month in view.months)}
    for flow in view.flows:
        columns.append((f"contacts_{flow.id}", lambda row, flow=flow: flow.contacts[places[row.iso]]))  # type: ignore[misc]
    for team in view.teams:
        columns.append((f"people_{team.id}", lambda row, team=team: team.load[places[row.iso]]))  # type: ignore[misc]
    return columns


def _pick(field: str, name: str) -> Take:
    return lambda row: dict(getattr(row, field)).get(name)


BACKLOG = (
    "id", "name", "kind", "sentence", "closes", "acceptance", "completion_at_launch_at_least", "completion_at_least",
    "calls_after_at_most", "login", "events_to_log", "peak", "peak_starts_an_hour", "needs", "size", "team", "owner",
    "starts", "live",
)  # fmt: skip


def render_backlog_csv(view: PlanView) -> str:
    """The backlog, an item a row, under ids that stay the same from plan to plan."""
    items = view.it.items if view.it else ()
    return _table(BACKLOG, (_backlog(item) for item in items), view)


def _backlog(item: BacklogItem) -> tuple[Cell, ...]:
    team = [f"{name} {people.normalize():f}" for name, people in item.team]
    return (
        item.id, item.name, item.kind, item.sentence, item.closes, item.accepts, item.completion_at_launch, item.completion,
        item.calls_after, item.login, item.events, item.peak, item.peak_hour, item.needs, item.size, team, item.owner,
        item.starts, item.live,
    )  # fmt: skip


def _table(heads: Sequence[str], rows: Iterable[Iterable[Cell]], view: PlanView) -> str:
    """Columns whose name says money get the currency behind it."""
    out = StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow(_heading(head, view.currency) for head in heads)
    for row in rows:
        writer.writerow(_cell(cell) for cell in row)
    return out.getvalue()


_MONEY = ("build_cost", "run_cost_a_month", "delay_costs_a_month", "worth_if_forced_in", "spend", "operating_cost",
          "cost_per_completed_need")  # fmt: skip


def _heading(head: str, currency: str) -> str:
    money = head in _MONEY or head.startswith(("cash", "cumulative"))
    return f"{head}_{currency.lower()}" if money and currency else head


def _cell(cell: Cell) -> str:
    if cell is None:
        return ""
    if isinstance(cell, Amount):
        return f"{cell.exact:f}"
    if isinstance(cell, Decimal):
        return f"{cell:f}"
    if isinstance(cell, int):
        return str(cell)
    return guarded(cell if isinstance(cell, str) else "; ".join(cell))
