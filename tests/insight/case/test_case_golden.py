"""The golden example, worked out a second time from the formulas alone, against the published numbers."""

import math
from dataclasses import replace
from decimal import Decimal
from typing import Any

import pytest

from ecaremap.insight.case import symbols
from ecaremap.insight.case.adoption import payback_month, takeup
from ecaremap.insight.case.arithmetic import hours_freed, labour_cost
from ecaremap.insight.case.tornado import tornado
from insight.case.example import RANGES, golden, ranged, request

PUBLISHED = {
    "S": 10320.00, "K": 8049.60, "F": 2270.40, "Lk": 1207.44, "gross": 57585.60, "returns": 27168.89,
    "induced": 863.78, "digital": 2709.00, "xsell": 2736.86, "econ": 24107.07, "cash": 12285.89,
}  # fmt: skip
NPV = {
    "naive": 1060882, "full": 95317, "q.68": 10316, "q.88": 180318, "lam.25": 17316, "lam.05": 173318,
    "h1.5": 68999, "h1.3": 121635, "kappa.4": -38276, "kappa.8": 228910,
}  # fmt: skip


def scalar(**other: float) -> dict[str, float]:
    """One month of full take-up, in floats, written from the formulas only."""
    v: dict[str, Any] = {
        "N": 30000, "E": 0.8, "a0": 0.12, "a": 0.55, "q": 0.78, "phi": 1, "lam": 0.15, "h": 1.4, "cv": 5.58, "cd": 0.25,
        "g": 0.05, "gamma": 0.30, "x": 0.02, "m": 40, "beta": 0.5, "kappa": 0.6, **other,
    }  # fmt: skip
    s = v["N"] * v["E"] * (v["a"] - v["a0"])
    k, f, u = s * v["q"], s * (1 - v["q"]) * v["phi"], s * (1 - v["q"]) * (1 - v["phi"])
    lk = k * v["lam"]
    gross, returns = s * v["cv"], (f + lk) * v["h"] * v["cv"] + u * v["cv"]
    induced, digital = s * v["g"] * v["gamma"] * v["cv"], s * (1 + v["g"]) * v["cd"]
    xsell = k * (1 - v["lam"]) * v["x"] * v["m"] * v["beta"]
    cash = v["kappa"] * (gross - returns - induced) - digital - xsell
    d, x = (1 + v["g"]) * v["cd"] / v["cv"], v["x"] * v["m"] * v["beta"] / v["cv"]
    least = (v["h"] - 1 + v["g"] * v["gamma"] + d) / ((1 - v["lam"]) * (v["h"] - x))
    return {"S": s, "K": k, "F": f, "Lk": lk, "gross": gross, "returns": returns, "induced": induced, "digital": digital,
            "xsell": xsell, "econ": gross - returns - induced - digital - xsell, "cash": cash, "D": d, "X": x,
            "q*": least}  # fmt: skip


def grown(t: int) -> float:
    def at(month: int) -> float:
        return 1 / (1 + math.exp(-0.35 * (month - 9)))

    return (at(t) - at(0)) / (1 - at(0))


def present(monthly: float) -> tuple[float, int]:
    """NPV and payback of a monthly amount at full take-up, less 2,000 a month, after 120,000."""
    flow = [-120000.0, *(grown(t) * monthly - 2000 for t in range(1, 37))]
    running = [sum(flow[: t + 1]) for t in range(37)]
    stays = min((t for t in range(37) if all(total >= 0 for total in running[t:])), default=99)
    return sum(amount / 1.1 ** (t / 12) for t, amount in enumerate(flow)), stays


def test_the_scalar_script_gives_the_published_numbers() -> None:
    found = scalar()
    for key, value in PUBLISHED.items():
        assert round(found[key], 2) == pytest.approx(value, abs=0.0051), key
    assert (round(found["D"], 4), round(found["X"], 4), round(found["q*"], 4)) == (0.0470, 0.0717, 0.4092)
    assert round(found["cash"] / found["gross"], 2) == 0.21


def test_our_lines_are_the_published_numbers_to_the_cent() -> None:
    case = golden().requests[0]
    assert case.flows and case.lines
    flows, lines = case.flows, case.lines
    ours = {
        "S": flows.shifted, "K": flows.completed, "F": flows.fallback, "Lk": flows.leaked, "gross": lines.gross,
        "returns": lines.returns, "induced": lines.induced, "digital": lines.digital, "xsell": lines.cross_sell,
        "econ": lines.economic, "cash": lines.cash,
    }  # fmt: skip
    published = {key: Decimal(str(value)) for key, value in PUBLISHED.items()}
    assert {key: value.quantize(Decimal("0.01")) for key, value in ours.items()} == published
    again = scalar()
    assert all(float(value) == pytest.approx(again[key], abs=1e-6) for key, value in ours.items())


def test_break_even() -> None:
    found = golden().requests[0].break_even
    assert found and found.completion
    again = scalar()
    assert float(found.completion) == pytest.approx(again["q*"], abs=1e-12)
    assert [str(round(value, 4)) for value in (found.completion, found.digital_ratio, found.sale_ratio)] == [
        "0.4092", "0.0470", "0.0717",
    ]  # fmt: skip
    # At exactly that completion nothing is won and nothing lost.
    at_it = golden(request(completion=found.completion)).lines
    assert at_it and abs(at_it.economic) < Decimal("1e-15")


def test_no_completion_rate_pays_where_lost_sales_exceed_a_second_contact() -> None:
    found = golden(request(sale_margin="800")).requests[0].break_even
    assert found and found.completion is None and found.sale_ratio >= Decimal("1.4")
    best = golden(request(sale_margin="800", completion="1", leakage="0")).lines
    assert best and best.economic < 0


def test_the_curve_of_takeup() -> None:
    curve = {3: "0.150", 6: "0.218", 9: "0.326", 12: "0.434", 18: "0.532", 24: "0.548"}
    args = (Decimal("0.12"), Decimal("0.55"), Decimal(9), Decimal("0.35"))
    assert {month: str(round(takeup(month, *args), 3)) for month in curve} == curve
    for month in range(1, 37):
        assert float(takeup(month, *args)) == pytest.approx(0.12 + 0.43 * grown(month), abs=1e-12)


def test_value_today_and_payback_of_the_full_model() -> None:
    npv, month = present(scalar()["cash"])
    assert (round(npv), month) == (NPV["full"], 23)
    result = golden()
    assert result.npv is not None
    assert (round(result.npv), result.payback) == (NPV["full"], 23)
    assert float(result.npv) == pytest.approx(npv, abs=1e-4)
    assert (result.requests[0].npv, result.requests[0].payback) == (result.npv, 23)
    assert result.months[22].cumulative >= 0 > result.months[21].cumulative
    assert (result.months[0].label, result.months[-1].label) == ("2027-01", "2029-12")


def test_the_naive_model_promises_eleven_times_as_much() -> None:
    """Volume times the gap in unit cost: all finish, none come back, all is cash."""
    monthly = 10320 * (5.58 - 0.25)
    npv, month = present(monthly)
    assert (round(npv), month) == (NPV["naive"], 11)
    ours = golden(
        request(
            completion="1", leakage="0", induced_needs="0", sale_rate="0", cashable_share="1",
        )
    )  # fmt: skip
    assert ours.npv is not None
    assert (round(ours.npv), ours.payback) == (NPV["naive"], 11)


def test_one_way_values() -> None:
    entries = request()
    values = {k: ranged(v, *RANGES[k]) if k in RANGES else v for k, v in entries.values.items()}
    found = tornado(golden(replace(entries, values=values)))
    assert found and found.measure == "npv" and round(found.likely) == NPV["full"]
    ends = {swing.inputs[0].symbol: (round(swing.at_low), round(swing.at_high)) for swing in found.swings}
    assert ends == {
        symbols.COMPLETION: (NPV["q.68"], NPV["q.88"]),
        symbols.LEAKAGE: (NPV["lam.05"], NPV["lam.25"]),
        symbols.DOUBLE_HANDLING: (NPV["h1.3"], NPV["h1.5"]),
        symbols.CASHABLE_SHARE: (NPV["kappa.4"], NPV["kappa.8"]),
    }
    sizes = [swing.size for swing in found.swings]
    assert sizes == sorted(sizes, reverse=True)
    scalars = {"q": (0.68, 0.88), "lam": (0.05, 0.25), "h": (1.3, 1.5), "kappa": (0.4, 0.8)}
    again = {round(present(scalar(**{key: end})["cash"])[0]) for key, pair in scalars.items() for end in pair}
    assert again == {value for pair in ends.values() for value in pair}


def test_payback_is_the_month_from_which_the_total_stays_above_zero() -> None:
    flow = [Decimal(amount) for amount in (-10, 12, -5, 1, 4, 1)]
    assert payback_month(flow) == 4
    assert payback_month(flow[:4]) is None
    assert payback_month([Decimal(0), Decimal(1)]) == 0


def test_cost_and_hours_of_handling() -> None:
    cost = labour_cost(Decimal(240), Decimal(24), Decimal("0.8"), Decimal("0.3"), Decimal("0.40"))
    assert float(cost) == pytest.approx(240 / 3600 * 24 / (0.8 * 0.7) + 0.40, abs=1e-12)
    hours = hours_freed(Decimal(6720), Decimal(300), Decimal("0.8"), Decimal("0.3"))
    assert float(hours) == pytest.approx(6720 * 300 / 3600 / (0.8 * 0.7), abs=1e-9)
