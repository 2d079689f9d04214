"""A small finished plan made by hand: the planner brief's worked example, with what the engine would add to it.

The forecast comes from the brief's formulas 1 to 10, written out here a second time in plain Python, so that no view
is tested against the engine it stands on. Ranges, gates and reasons are invented.
"""

from datetime import date
from functools import cache
from math import exp

import numpy as np

from ecaremap.plan.forecast import CASH_LINES, Forecast
from ecaremap.plan.inputs.model import Assumed, Blocked, Condition, Gate, PlanInputs
from ecaremap.plan.problem import Adoption, Demand, Item, Need, Problem, Pull, Push, Target, Team, Touchpoint
from ecaremap.plan.result import (
    Band,
    BreakEven,
    Case,
    Driver,
    Explained,
    Left,
    MigrationPlan,
    Never,
    Placed,
    Solution,
    Spread,
    Worth,
)  # fmt: skip
from ecaremap.policy.decisions import Decisions
from ecaremap.usecases.validate import validate_text

DAY = date(2026, 11, 21)
MONTHS = 12

STRATEGY = """
ecaremap: 1
name: Worked example
level: planned
currency: EUR
governance: {sponsor: COO, owner: Digital care}
assumptions: {digital_cost: 0.40 EUR, cashable_share: 90% (80% to 95%), completion: 85% (75% to 90%), takeup_ceiling: 60%, eligible_share: 90%}
touchpoints:
  phone: {kind: call-centre, owner: Customer service, cost_per_contact: 6.00 EUR}
  web: {kind: website, name: Website, owner: Web team, authentication: identified, cost_per_contact: 0.40 EUR}
  app: {kind: app, name: The app, owner: App team, authentication: none, cost_per_contact: 0.30 EUR}
requests:
  bill-copy: {name: Get a copy of a bill, job: transact, volume: 10000, handling: 6 min, authentication: identified, starts_at: {phone: 90%, web: 10%}}
  address-change: {name: Change my address, job: transact, volume: 4000, handling: 8 min, authentication: strong, starts_at: {phone: 95%, web: 5%}}
  cancel: {name: Cancel my contract, job: discuss, volume: 1500, starts_at: {phone: 100%}}
coverage:
  bill-copy: {phone: human, web: none -> self-serve, app: none}
  address-change: {phone: human, app: {today: none, target: self-serve, expected: {calls_after: 12%}}}
  cancel: {phone: human}
keep_personal: {cancel: A conversation keeps customers}
targets:
  - {id: alone, metric: self_service_share, at_least: 40%, by: 2027-10-31, owner: Digital care}
  - {id: cost, metric: operating_cost, at_most: 60000 EUR, by: 2027-12-31, owner: COO}
plan:
  starts: 2027-01
  horizon: 12 months
  teams: {web-team: 2 people, app-team: 3 people}
  enablers:
    auth: {touchpoint: app, build_cost: 30000 EUR, run_cost: 500 EUR/month, duration: 2 months, team: {app-team: 2}}
  builds:
    bill-web: {request: bill-copy, touchpoint: web, degree: self-serve, build_cost: 24000 EUR, run_cost: 800 EUR/month, duration: 2 months, team: {web-team: 2}, ceiling: 40%, completion: 85%}
    address-app: {request: address-change, touchpoint: app, degree: self-serve, build_cost: 45000 EUR, run_cost: 700 EUR/month, duration: 3 months, team: {app-team: 3}, needs: [auth], ceiling: 45%, completion: 80%}
    bill-app: {request: bill-copy, touchpoint: app, degree: self-serve, build_cost: 40000 EUR, run_cost: 500 EUR/month, duration: 2 months, team: {app-team: 2}, needs: [auth], ceiling: 10%, completion: 80%}
  tactics:
    ivr-announcement: {kind: pull, at: phone, builds: [bill-web], cost: 1500 EUR/month, months: 3}
    bills-online-only: {kind: push, at: phone, builds: [bill-web], cost: 1000 EUR/month}
    address-online-only: {kind: push, at: phone, builds: [address-app]}
"""

PROBLEM = Problem(
    starts="2027-01",
    months=MONTHS,
    discount_rate=0.10,
    currency="EUR",
    touchpoints=(
        Touchpoint("phone", "traditional"), Touchpoint("web", "digital", 0.40), Touchpoint("app", "digital", 0.30),
    ),
    demands=(
        Demand("bill-copy", 10_000, (("phone", 0.9), ("web", 0.1)), 6.0, cap=0.85, handling_hours=0.15,
               cashable_share=0.9, double_handling=0.2, induced_needs=0.05, sale_margin=0.2, churn_leaked=0.0005,
               churn_pushed=0.001, customer_value=300.0),
        Demand("address-change", 4_000, (("phone", 0.95), ("web", 0.05)), 6.0, growth=0.06, cap=0.80, handling_hours=0.2,
               cashable_share=0.9, double_handling=0.3, sale_margin=0.5, churn_leaked=0.0005, customer_value=300.0),
        Demand("cancel", 1_500, (("phone", 1.0),), 6.0, cap=0.0, cashable_share=0.9, sale_margin=8.0),
    ),
    items=(
        Item("auth", "enabler", 2, 30_000, 500, (("app-team", 2.0),), touchpoint="app", name="Sign-on"),
        Item("bill-web", "build", 2, 24_000, 800, (("web-team", 2.0),), (), Adoption(
            0.40, 0.60, 0.85, 0.08, 0.40, 3, 0.65, sale_kept=0.25), "bill-copy", "web", "self-serve", name="Bill copy on the website"),
        Item("address-app", "build", 3, 45_000, 700, (("app-team", 3.0),), (Need(("auth",)),), Adoption(
            0.45, 0.55, 0.80, 0.05, 0.45, 4, sale_kept=0.5), "address-change", "app", "self-serve", name="Address in the app"),
        Item("bill-app", "build", 2, 40_000, 500, (("app-team", 2.0),), (Need(("auth",)),), Adoption(
            0.10, 0.55, 0.80, 0.05, 0.45, 4), "bill-copy", "app", "self-serve", name="Bill copy in the app"),
        Item("ivr-announcement", "pull", 0, 0, 1_500, effect=Pull(("bill-web",), 0.6, 2.0, 3), touchpoint="phone", name="Phone menu names the website"),
        Item("bills-online-only", "push", 0, 0, 1_000, effect=Push("bill-web", 0.8, 2, 0.80), request="bill-copy", touchpoint="phone", name="Bill copies online only"),
    ),
    teams=(Team("web-team", (2.0,) * MONTHS), Team("app-team", (3.0,) * MONTHS)),
    freezes=(11, 12),
    launches_per_month=2,
    targets=(Target("alone", "self_service_share", 0.40, True, 10), Target("cost", "operating_cost", 60_000, False, 12)),
)  # fmt: skip
"""The worked example's numbers, with a build that is left out."""

SCHEDULE = {"auth": 1, "bill-web": 1, "address-app": 3, "ivr-announcement": 4, "bills-online-only": 9}
NPV, PAYBACK = 3_412.54, 12
CUMULATIVE = (
    -27_000.0, -54_000.0, -69_515.8, -84_402.7, -96_363.1, -90_879.3, -81_719.6, -70_576.1, -55_361.1, -35_141.0,
    -13_459.6, 9_398.9,
)  # fmt: skip
PHONE = (
    14300.0, 14318.5, 14121.1, 13619.2, 12965.9, 12271.2, 11811.5, 11394.8, 10212.8, 9054.7, 8761.3, 8530.5,
)  # fmt: skip
"""The brief's table, month by month."""


@cache
def decisions() -> Decisions:
    """The strategy behind the example."""
    validated = validate_text(STRATEGY.encode(), "strategy.yaml", DAY)
    assert validated.decisions is not None, [finding.message for finding in validated.findings]
    return validated.decisions


def _builds(schedule: dict[str, int]) -> dict[str, dict[str, list[float]]]:
    """Formulas 1 to 7 for both builds."""
    found = {}
    for name in ("bill-web", "address-app"):
        item = next(item for item in PROBLEM.items if item.id == name)
        effect, demand = item.effect, next(d for d in PROBLEM.demands if d.id == item.request)
        assert isinstance(effect, Adoption)
        flows: dict[str, list[float]] = {
            key: [] for key in ("starts", "induced", "leaked", "contained", "pushed", "F", "kappa")
        }
        live = schedule.get(name, 99) + item.duration
        age = 0.0
        for month in range(1, MONTHS + 1):
            volume = demand.volume * (1 + demand.growth) ** ((month - 1) / 12)
            adopted = pushed = kappa = 0.0
            if month >= live:
                pulled = name == "bill-web" and 4 <= month <= 6 and "ivr-announcement" in schedule
                age += 1 + 2 * (1 - exp(-0.6 / 2)) if pulled else 1.0
                p, q = effect.innovation, effect.imitation
                adopted = (1 - exp(-(p + q) * age)) / (1 + q / p * exp(-(p + q) * age))
                if name == "bill-web" and month >= schedule.get("bills-online-only", 99):
                    pushed = 0.8 * min(1.0, (month - schedule["bills-online-only"] + 1) / 2)
                kappa = effect.completion - (effect.completion - effect.completion_at_launch) * exp(
                    -(month - live) / effect.learning
                )
            share = effect.ceiling * adopted + max(0.0, effect.with_push - effect.ceiling) * pushed
            starts = volume * share
            induced = demand.induced_needs * starts
            values = (
                starts,
                induced,
                (1 - kappa) * (starts + induced),
                kappa * starts,
                volume * max(0.0, effect.with_push - effect.ceiling) * pushed,
                adopted,
                kappa,
            )
            for key, value in zip(flows, values, strict=True):
                flows[key].append(value)
        found[name] = flows
    return found


def forecast(schedule: dict[str, int], factor: float = 1.0) -> Forecast:
    """The brief's formulas 8 to 10 for a schedule; `factor` scales what is shifted, for other futures."""
    builds = _builds(schedule)
    months = range(MONTHS)
    for flows in builds.values():
        for key in ("starts", "induced", "leaked", "contained", "pushed"):
            flows[key] = [value * factor for value in flows[key]]
    needs = [[d.volume * (1 + d.growth) ** (t / 12) for t in months] for d in PROBLEM.demands]
    digital = (0.10, 0.05, 0.0)
    of = {"bill-web": 0, "address-app": 1}
    person = [
        [
            needs[r][t] * (1 - digital[r])
            + sum(f["leaked"][t] - f["starts"][t] for n, f in builds.items() if of[n] == r)
            for t in months
        ]
        for r in range(3)
    ]
    web = [
        sum(needs[r][t] * digital[r] for r in range(2))
        + builds["bill-web"]["starts"][t]
        + builds["bill-web"]["induced"][t]
        for t in months
    ]
    app = [builds["address-app"]["starts"][t] + builds["address-app"]["induced"][t] for t in months]
    done = [
        sum(needs[r][t] * digital[r] for r in range(3)) + sum(f["contained"][t] for f in builds.values())
        for t in months
    ]
    total = [sum(row[t] for row in needs) for t in months]
    lines = _lines(schedule, builds)
    cash = [sum(line[t] for line in lines.values()) for t in months]
    rate = 1.1 ** (1 / 12) - 1
    cost = [sum(row[t] for row in person) * 6 + web[t] * 0.4 + app[t] * 0.3 for t in months]
    sums = [sum(cash[: t + 1]) for t in months]
    payback = next((t + 1 for t in months if all(value >= 0 for value in sums[t:])), 0) if schedule else 1
    names = tuple(builds)
    empty = np.zeros((len(names), MONTHS))
    table = {
        key: np.array([builds[n][key] for n in names])
        for key in ("starts", "induced", "leaked", "contained", "F", "kappa")
    }
    hours = [sum(person[r][t] * (PROBLEM.demands[r].handling_hours or 0.0) for r in range(3)) for t in months]
    return Forecast(
        names, np.array(needs), np.array(person), np.array([[sum(row[t] for row in person) for t in months], web, app]),
        np.array(hours), table["starts"], table["induced"], table["leaked"], empty, table["contained"], table["F"], table["kappa"],
        {"self_service_share": np.array(done) / np.array(total), "operating_cost": np.array(cost)},
        {key: np.array(lines[key]) for key in CASH_LINES},
        np.array(cash), sum(value * (1 + rate) ** -(t + 1) for t, value in enumerate(cash)), payback,
    )  # fmt: skip


def _lines(schedule: dict[str, int], builds: dict[str, dict[str, list[float]]]) -> dict[str, list[float]]:
    """Formula 10, line by line."""
    lines = {key: [0.0] * MONTHS for key in CASH_LINES}
    for name, flows in builds.items():
        item = next(item for item in PROBLEM.items if item.id == name)
        effect, demand = item.effect, next(d for d in PROBLEM.demands if d.id == item.request)
        assert isinstance(effect, Adoption)
        own_cost = 0.4 if name == "bill-web" else 0.3
        for t in range(MONTHS):
            starts, induced, leaked = flows["starts"][t], flows["induced"][t], flows["leaked"][t]
            of_starts = leaked / (1 + demand.induced_needs)
            longer = -6.0 * (1 + demand.double_handling)
            parts = (6.0 * starts, longer * of_starts, longer * (leaked - of_starts))
            for key, value in zip(("handling_avoided", "double_handling", "induced_handling"), parts, strict=True):
                lines[key][t] += value
            lines["not_cashable"][t] -= 0.1 * sum(parts)
            lines["digital_cost"][t] -= own_cost * (starts + induced)
            lines["sales_lost"][t] -= demand.sale_margin * (1 - effect.sale_kept) * flows["contained"][t]
            lines["churn"][t] -= 300 * (demand.churn_leaked * leaked + demand.churn_pushed * flows["pushed"][t])
    for name, start in schedule.items():
        item = next(item for item in PROBLEM.items if item.id == name)
        for t in range(MONTHS):
            if item.kind in ("pull", "push"):
                last = start + 2 if item.kind == "pull" else MONTHS
                lines["tactics"][t] -= item.run if start <= t + 1 <= last else 0.0
                continue
            lines["build"][t] -= item.cost / item.duration if start <= t + 1 < start + item.duration else 0.0
            lines["run"][t] -= item.run if t + 1 >= start + item.duration else 0.0
    return lines


def _band(values: np.ndarray, width: float) -> Band:
    spread = np.abs(values) * width + 0.002 * np.abs(values).max()
    return Band(values - 1.6 * spread, values * 0.98, values + spread, spread / 50)


@cache
def plan() -> MigrationPlan:
    """The finished plan."""
    base = forecast(SCHEDULE)
    ramp = np.clip((np.arange(1, MONTHS + 1) - 6) / 6, 0, 1)
    spread = Spread(
        draws=5_000, seed=7, npv=(-21_400.0, 1_900.0, 24_800.0), npv_error=310.0, base_percentile=0.56, loss=0.46,
        cash=_band(base.cash, 0.2), cumulative=_band(base.cumulative, 0.25),
        cost=_band(base.metrics["operating_cost"], 0.05),
        shares={"self_service_share": _band(base.metrics["self_service_share"], 0.15)},
        payback=(11, 12, 13), targets={"alone": ramp * 0.9, "cost": ramp * 0.05},
        drivers=(
            Driver("takeup", "How many customers change over", True, 0.7, 1.2, -19_000.0, 21_000.0, 0.81),
            Driver("cost", "What building costs", True, 0.9, 1.4, 9_000.0, -31_000.0, -0.42),
            Driver("completion of bill-web", "Completion: bill copy on the website", False, 0.8, 1.1, -6_000.0, 8_000.0, 0.2),
        ),
        warnings=(),
    )  # fmt: skip
    explained = Explained(
        placed=(
            Placed("auth", 0, 1, 3, 1, (), "Foundation of the address in the app.", 310.0, 2_900.0),
            Placed("bill-web", 2, 1, 3, 1, (), "Ten thousand needs a month; every month earlier counts.", 4_200.0, 26_000.0),
            Placed("address-app", 2, 3, 6, 1, (("predecessor", "auth"), ("team", "app-team")),
                   "Four thousand needs a month, once customers can sign on.", 2_100.0, 2_900.0),
            Placed("ivr-announcement", 2, 4, 4, 3, (("launches", ""),), "Makes the bill copy known.", 900.0),
            Placed("bills-online-only", 4, 9, 9, 6, (("gate", "bill-web"),), "The website has proved itself by then.", 3_900.0),
        ),
        left=(
            Left("bill-app", "value", "The website takes most of these needs; 40,000 EUR to build are not earned back.", -31_000.0, ("address-app",)),
        ),
        never=(Never("cancel", ("keep_personal/cancel",), "A conversation keeps customers."),),
        worth=(Worth("team:app-team", "1 person", 4_355.0, 16_831.0), Worth("launches", "1 launch", 0.0)),
        break_even=(
            BreakEven("bill-web", 5_200.0, 10_000.0, 61_000.0, 24_000.0, 0.274, 0.85),
            BreakEven("address-app", 4_600.0, 4_000.0, 30_000.0, 45_000.0, 0.31, 0.80),
        ),
        plausibility=("Contacts with people fall by 24% within 8 months; a published programme reached 20%.",),
    )  # fmt: skip
    nothing = forecast({})
    return MigrationPlan(
        problem=PROBLEM,
        solution=Solution(SCHEDULE, "npv", "annealing", 1, 1_500, 4_100.0, NPV, None, "feasible"),
        forecast=base,
        cases=(
            Case("do-nothing", nothing, None), Case("cautious", forecast(SCHEDULE, 0.8), None), Case("base", base, spread),
            Case("bold", forecast(SCHEDULE, 1.15), None),
        ),
        spread=spread,
        explained=explained,
        input_hash="9f2c4e1ab0",
    )  # fmt: skip


@cache
def inputs() -> PlanInputs:
    """What the plan was read from."""
    met = Condition("Live for 3 months", "met", "live since March 2027")
    return PlanInputs(
        problem=PROBLEM, why_not="", written={}, uncertain=(),
        gates=(
            Gate("ivr-announcement", "pull", ("bill-web",), (Condition("Owner named", "met", "Web team"),), (), "generic words annoy", "hold-message"),
            Gate("bills-online-only", "push", ("bill-web",), (
                met, Condition("Completion at least 80%", "forecast", "78% at the end of month 7, 80% in month 8"),
                Condition("A way to a person stays", "met", "on request"),
            ), ("Calls afterwards rise by 5 points", "Complaints rise by a fifth"), "customers who cannot go online", "online-only"),
            Gate("address-online-only", "push", ("address-app",), (
                Condition("Satisfaction as good as with a person", "failed", "not measured"),
            ), ("Complaints rise by a fifth",), "customers who move house in a hurry", ""),
        ),
        blocked=(Blocked("address-online-only", "push", "gate", "Its gate is shut: satisfaction is not measured."),),
        never=(), missing=(), derived=(("bill-app", "A copy of a bill has to be in the app, too, says a rule."),),
        assumed=(Assumed("Learning time", "3 months", ("bill-web", "address-app"), "planner's usual rate"),
                 Assumed("Take-up speed", "0.03 and 0.38 a month", ("address-app",), "Bass 1969")),
    )  # fmt: skip
