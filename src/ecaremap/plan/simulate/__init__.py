"""The exact simulator: one set of formulas for forecast, value tables and draws (docs/planning.md)."""

from ecaremap.plan.simulate.break_even import break_even_completion, break_even_cost, break_even_volume
from ecaremap.plan.simulate.flowing import Flows, flows
from ecaremap.plan.simulate.gates import completion_at, first_push_month
from ecaremap.plan.simulate.parameters import Parameters, parameters
from ecaremap.plan.simulate.simulating import discounting, payback, simulate
from ecaremap.plan.simulate.structure import Structure, structure
from ecaremap.plan.simulate.table import context, earliest_starts, value_table
from ecaremap.plan.simulate.timing import NEVER, Timing, timing
from ecaremap.plan.simulate.valuing import Valuer, item_npv, marginal, npv, request_npv, valuer

__all__ = [
    "NEVER", "Flows", "Parameters", "Structure", "Timing", "Valuer", "break_even_completion", "break_even_cost",
    "break_even_volume", "completion_at", "context", "discounting", "earliest_starts", "first_push_month", "flows",
    "item_npv", "marginal", "npv", "parameters", "payback", "request_npv", "simulate", "structure", "timing",
    "value_table", "valuer",
]  # fmt: skip
