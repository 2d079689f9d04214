"""A small strategy with a plan, and its inputs; tests replace what they are about."""

from datetime import date
from typing import Any

import yaml

from ecaremap.plan.inputs.model import PlanInputs
from ecaremap.plan.inputs.reading import plan_inputs
from ecaremap.plan.problem import Item
from ecaremap.policy.decisions import Decisions
from ecaremap.usecases.validate import validate_text

DAY = date(2026, 11, 21)

BASE = """
ecaremap: 1
name: Example
level: planned
currency: EUR
sources: {bench: {title: Industry averages, kind: benchmark}}
segments:
  offline: {share: 10%, cannot_use: [digital], must_keep: [phone]}
touchpoints:
  phone: {kind: call-centre, owner: Service}
  store: {owner: Retail}
  account: {owner: Digital, accessible: true, cost_per_contact: 0.20 EUR, hands_over_to: {phone: context kept}}
  app: {owner: Digital, accessible: true, cost_per_contact: 0.20 EUR, hands_over_to: {phone: context kept}}
requests:
  pay: {name: Pay my bill, job: transact, volume: 10000, starts_at: {phone: 60%, account: 10%, app: 30%}, handling: 6 min}
  move: {name: Move home, job: transact, volume: 2000, starts_at: {phone: 100%}, handling: 12 min}
coverage:
  pay:
    phone: {today: human, csat: 80%}
    store: human
    account: show -> self-serve
    app:
      {today: self-serve, human_route: on-request, completion: 90%, calls_after: 5% within 7 days, csat: 85%, source: log of 2026}
  move: {phone: human, account: none -> self-serve}
assumptions:
  labour: {wage: 20 EUR/h, occupancy: 80%, shrinkage: 25%}
  variable_cost: 0 EUR
  digital_cost: 0.25 EUR
  eligible_share: 80%
  takeup_ceiling: 70%
  completion: 75%
  leakage: 10%
  fallback_share: 80%
  double_handling: 1.4
  induced_needs: 5%
  cashable_share: 60%
  discount_rate: 10%
baseline: {period: 2025-10 to 2026-09, operating_cost: 1200000 EUR}
targets: []
fixes:
  clearer-bill: {request: pay, cause: unclear, fewer: 5%, build_cost: 10000 EUR, duration: 2 months}
plan:
  starts: 2027-01
  horizon: 24 months
  teams: {web: 3 people}
  takeup: {steepest_month: 9, steepness: 0.35}
  learning: 3 months
  enablers:
    sign-on: {build_cost: 20000 EUR, run_cost: 100 EUR/month, duration: 2 months, team: {web: 1}}
  builds:
    pay-in-account:
      request: pay
      touchpoint: account
      degree: self-serve
      build_cost: 30000 EUR
      run_cost: 200 EUR/month
      duration: 3 months
      team: {web: 2}
      needs: [sign-on]
      ceiling: 40%
      completion: 60% to 85%
    move-in-account:
      request: move
      touchpoint: account
      degree: self-serve
      build_cost: 15000 EUR
      run_cost: 50 EUR/month
      duration: 2 months
      ceiling: 30%
      completion: 80%
    pay-in-app: {request: pay, touchpoint: app, degree: self-serve, build_cost: 0 EUR, push_ceiling: 25%}
  tactics:
    tell: {kind: pull, at: phone, builds: [pay-in-account], cost: 500 EUR/month, months: 3, intensity: 0.6}
    push:
      kind: push
      at: phone
      builds: [pay-in-app]
      cost: 400 EUR/month
      reach: 80%
      ramp: 2 months
      notice: 60 days
      exempt: [offline]
      rollback: [calls rise]
      gate: {live_since: 2026-01, answers: 200, answers_with_person: 150}
"""

Path = tuple[str, ...]


def base() -> dict[str, Any]:
    found: dict[str, Any] = yaml.load(BASE, yaml.BaseLoader)
    return found


def changed(*changes: tuple[Path, Any]) -> dict[str, Any]:
    """The strategy with values set; None takes a key away."""
    tree = base()
    for path, value in changes:
        node = tree
        for part in path[:-1]:
            node = node.setdefault(part, {})
        if value is None:
            del node[path[-1]]
        else:
            node[path[-1]] = value
    return tree


def decided(tree: dict[str, Any]) -> Decisions:
    result = validate_text(yaml.safe_dump(tree, sort_keys=False).encode(), "example.yaml", DAY)
    assert result.decisions is not None, [f.message for f in result.findings if f.severity == "error"]
    return result.decisions


def inputs(*changes: tuple[Path, Any]) -> PlanInputs:
    return plan_inputs(decided(changed(*changes)), as_of=DAY)


def items(found: PlanInputs) -> dict[str, Item]:
    assert found.problem is not None, found.why_not
    return {item.id: item for item in found.problem.items}


def build(name: str, key: str) -> Path:
    return ("plan", "builds", name, key)


def tactic(name: str, key: str) -> Path:
    return ("plan", "tactics", name, key)
