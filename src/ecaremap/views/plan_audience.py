"""What of a plan each audience sees: money and staff figures are not hidden but not there at all."""

from dataclasses import replace

from ecaremap.views.plan_model import ItemView, LeftView, PlanView, TacticView, WaveView
from ecaremap.views.plan_model_money import MonthRow

MONEY_METRICS = ("operating_cost", "cost_per_completed_need")


def plan_for(view: PlanView, audience: str) -> PlanView:
    """The plan as an audience may see it; the public sees none, see `views.audience`."""
    if audience in ("", "board"):
        return view
    view = _without_money(_without_staff(view))
    if audience == "it":
        return replace(view, operations=None)
    return replace(view, it=None, teams=(), waves=tuple(map(_without_teams, view.waves)))


def _without_teams(wave: WaveView) -> WaveView:
    return replace(wave, items=tuple(replace(item, team=(), teams="", size="") for item in wave.items))


def _without_money(view: PlanView) -> PlanView:
    """No amounts, no reasons that name them, no words about value; what is done when stays."""
    return replace(
        view,
        headline=_span(view),
        sentences=(),
        tiles=tuple(tile for tile in view.tiles if tile.label == "Without a person"),
        currency="",
        waves=tuple(_wave(wave) for wave in view.waves),
        left=tuple(_left(left) for left in view.left),
        tactics=tuple(_tactic(tactic) for tactic in view.tactics),
        targets=tuple(replace(target, price="") for target in view.targets if target.metric not in MONEY_METRICS),
        target_lines=tuple(line for line in view.target_lines if line.unit == "share"),
        rows=tuple(_row(row) for row in view.rows),
        lines=(),
        scenarios=(),
        spread=None,
        worth=(),
        even=(),
        board=None,
        assumed=(),
        stamp="",
        derived=(),
        plausibility=(),
        method=None,
    )


def _without_staff(view: PlanView) -> PlanView:
    """No hours of people."""
    rows = tuple(replace(row, hours=None, hours_nothing=None) for row in view.rows)
    page = view.operations
    if page is not None:
        quarters = tuple(replace(quarter, hours=None, freed=None) for quarter in page.quarters)
        page = replace(page, quarters=quarters, skills=(), notes=())
    return replace(view, rows=rows, operations=page)


def _span(view: PlanView) -> str:
    items = view.items
    if not items:
        return "Nothing is on the plan."
    last = max(items, key=lambda item: item.live.number).live.text
    things = f"{len(items)} pieces of work" if len(items) != 1 else "1 piece of work"
    return f"{things} from {items[0].starts.text} to {last}."


def _wave(wave: WaveView) -> WaveView:
    return replace(wave, items=tuple(_item(item) for item in wave.items), cost=None)


def _item(item: ItemView) -> ItemView:
    return replace(item, why="", follows="", cost=None, run=None, delay=None, worth=None)


def _left(left: LeftView) -> LeftView:
    """The reason's word says enough: sentences name amounts."""
    return replace(
        left, sentence="" if left.reason != "a rule forbids it" else left.sentence, displaces=(), forced=None
    )


def _tactic(tactic: TacticView) -> TacticView:
    standing = tactic.standing if tactic.planned else "Not on the plan."
    return replace(tactic, standing=standing, cost=None)


def _row(row: MonthRow) -> MonthRow:
    shares = tuple(pair for pair in row.shares if pair[0] not in MONEY_METRICS)
    return replace(
        row, shares=shares, lines=(), spend=None, cash=None, cumulative=None, low=None, middle=None, high=None
    )
