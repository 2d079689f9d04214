"""The golden example: as printed, by an independent script, and by the simulator."""

import json
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from ecaremap.plan.forecast import CASH_LINES
from ecaremap.plan.simulate import (
    break_even_completion,
    break_even_cost,
    break_even_volume,
    completion_at,
    first_push_month,
    npv,
    request_npv,
    simulate,
)  # fmt: skip
from plan.simulate import worked_example
from plan.simulate.golden import ADDRESS, APP, BILL_COPY, CANCEL, ITEMS, PROBLEM, PUSH, SCHEDULE, WEB

BY_HAND = """
3  1.0000 .0931 0  .6000 372.5  18.6  156.4
4  2.5184 .2814 0  .6709 1125.6 56.3  389.0
6  5.5551 .6905 0  .7580 2762.2 138.1 701.8
8  7.5551 .8591 0  .8028 3436.3 171.8 711.6
9  8.5551 .9087 .4 .8162 4634.9 231.7 894.6
10 9.5551 .9418 .8 .8258 5767.3 288.4 1055.2
12 11.5551 .9770 .8 .8376 5908.2 295.4 1007.7
"""
PRINTED = """
1  14300.0 1200.0 0.0    7.74  0       0      0      0     0    0    27000 -27000.0 -27000.0
2  14318.5 1201.0 0.0    7.74  0       0      0      0     0    0    27000 -27000.0 -54000.0
3  14121.1 1593.0 0.0    9.17  997.6   156.4  33.5   23.5  1300 0    15000 -15515.8 -69515.8
4  13619.2 2384.8 0.0    12.58 3557.5  472.7  113.3  58.3  1300 1500 15000 -14886.9 -84402.7
5  12965.9 3293.8 0.0    16.95 6978.3  835.9  215.4  87.3  1300 1500 15000 -11960.4 -96363.1
6  12271.2 4105.2 112.4  21.54 10619.9 1193.8 329.5  112.9 2000 1500 0     5483.8   -90879.3
7  11811.5 4514.0 271.7  24.59 13099.3 1404.7 411.7  123.2 2000 0    0     9159.7   -81719.6
8  11394.8 4815.1 480.9  27.35 15355.0 1587.5 491.7  132.1 2000 0    0     11143.6  -70576.1
9  10212.8 6074.5 729.5  35.05 21541.3 2165.5 691.8  469.0 2000 1000 0     15215.0  -55361.1
10 9054.7  7264.6 992.7  42.57 27632.0 2720.1 890.1  801.7 2000 1000 0     20220.1  -35141.0
11 8761.3  7355.9 1239.9 44.50 29273.4 2830.4 956.8  804.8 2000 1000 0     21681.4  -13459.6
12 8530.5  7414.5 1447.9 46.04 30592.7 2915.8 1011.7 806.7 2000 1000 0     22858.5  9398.9
"""
COLUMNS = ("phone", "web", "app", "share", "saving", "digital", "xsell", "churn", "run", "tactics", "build", "cash", "cumulative")  # fmt: skip
SAVING = ("handling_avoided", "double_handling", "induced_handling", "unresolved", "not_cashable")

EXAMPLE = worked_example.result()
FORECAST = simulate(PROBLEM, SCHEDULE)


def table(text: str) -> list[list[float]]:
    return [[float(number) for number in line.split()] for line in text.split("\n") if line]


def engine() -> dict[str, list[float]]:
    """The simulator's forecast under the headings of the printed table."""
    lines = FORECAST.lines
    found = dict(zip(("phone", "web", "app"), FORECAST.contacts, strict=True))
    found |= {"share": 100 * FORECAST.metrics["self_service_share"], "saving": sum(lines[name] for name in SAVING)}
    spent = {"digital": "digital_cost", "xsell": "sales_lost", "churn": "churn", "run": "run", "tactics": "tactics", "build": "build"}  # fmt: skip
    found |= {name: -lines[line] for name, line in spent.items()}
    return found | {"cash": FORECAST.cash, "cumulative": FORECAST.cumulative}


def test_the_script_gives_the_printed_tables() -> None:
    for month, *printed in table(PRINTED):
        row = EXAMPLE["months"][int(month) - 1]
        for name, value in zip(COLUMNS, printed, strict=True):
            assert round(row[name], 2 if name == "share" else 1) == pytest.approx(value, abs=1e-9), (month, name)
    for month, *printed in table(BY_HAND):
        flow = EXAMPLE["build"]["bill-copy-web"][int(month) - 1]
        for name, value in zip(("X", "F", "H", "kappa"), printed, strict=False):
            assert round(flow[name], 4) == value, (month, name)
        for name, value in zip(("A", "I", "Lk"), printed[4:], strict=True):
            assert round(flow[name], 1) == value, (month, name)


def test_the_script_gives_the_printed_sums() -> None:
    assert (round(EXAMPLE["npv"], 2), round(EXAMPLE["cumulative"], 2)) == (3412.54, 9398.92)
    assert (EXAMPLE["payback"], EXAMPLE["first_push"], round(EXAMPLE["kappa_7"], 4)) == (12, 9, 0.7841)
    assert f"{EXAMPLE['rate']:.8f}" == "0.00797414"
    assert {k: round(v, 3) for k, v in EXAMPLE["break_even"].items()} == {"bill-copy": 0.274, "cancel": 1.476}


def test_the_script_needs_nothing_of_the_package() -> None:
    done = subprocess.run(
        [sys.executable, "-I", "-S", Path(worked_example.__file__), "--json"],
        capture_output=True,
        text=True,
        check=True,
    )
    assert json.loads(done.stdout) == json.loads(json.dumps(EXAMPLE))


def test_the_simulator_agrees_with_the_script_in_every_figure() -> None:
    ours = engine()
    for name in COLUMNS:
        theirs = [row[name] for row in EXAMPLE["months"]]
        np.testing.assert_allclose(ours[name], theirs, rtol=0, atol=1e-9, err_msg=name)
    assert FORECAST.builds == ("bill-copy-web", "address-app")
    kept = {"F": FORECAST.adoption, "kappa": FORECAST.completion, "A": FORECAST.starts, "I": FORECAST.induced, "Lk": FORECAST.leaked}  # fmt: skip
    for number, build in enumerate(FORECAST.builds):
        for name, array in kept.items():
            theirs = [flow[name] for flow in EXAMPLE["build"][build]]
            np.testing.assert_allclose(array[number], theirs, rtol=0, atol=1e-9, err_msg=f"{build} {name}")


def test_the_simulator_agrees_in_the_sums() -> None:
    assert FORECAST.npv == pytest.approx(EXAMPLE["npv"], abs=1e-9)
    assert FORECAST.payback == EXAMPLE["payback"]
    assert PROBLEM.monthly_rate == pytest.approx(EXAMPLE["rate"], abs=1e-15)
    assert set(FORECAST.lines) == set(CASH_LINES)
    np.testing.assert_allclose(sum(FORECAST.lines.values()), FORECAST.cash, rtol=0, atol=1e-9)
    assert npv(PROBLEM, SCHEDULE) == pytest.approx(FORECAST.npv, abs=1e-9)


def test_a_push_is_refused_in_month_eight_and_allowed_in_month_nine() -> None:
    assert round(completion_at(WEB, 7 - 3), 4) == 0.7841
    assert first_push_month(PUSH, WEB, 3) == EXAMPLE["first_push"] == 9
    assert first_push_month(PUSH, APP, 6) is None, "its plateau is the containment asked for, and never reached"
    assert first_push_month(PUSH, replace(APP, completion=0.79), 6) is None
    assert first_push_month(PUSH, replace(WEB, completion_at_launch=0.9), 3) == 6, "only the months live hold it"


def test_a_push_gate_by_looking_month_after_month() -> None:
    for learning in (0.5, 1.0, 2.0, 3.0, 7.0):
        for live in (1, 3, 6):
            effect = replace(PUSH.effect, live=live)
            build = replace(WEB, learning=learning)
            start = 5 + live
            while completion_at(build, start - 1 - 5) < 0.80:
                start += 1
            assert first_push_month(replace(PUSH, effect=effect), build, 5) == start
    with pytest.raises(TypeError, match="auth is no push"):
        first_push_month(ITEMS[0], WEB, 3)


def test_break_even_completion() -> None:
    assert break_even_completion(BILL_COPY, WEB, 0.40) == pytest.approx(EXAMPLE["break_even"]["bill-copy"], abs=1e-12)
    assert break_even_completion(CANCEL, WEB, 0.40) == pytest.approx(EXAMPLE["break_even"]["cancel"], abs=1e-12)
    assert break_even_completion(replace(CANCEL, sale_margin=20), WEB, 0.40) is None


def test_at_the_break_even_completion_a_start_brings_nothing() -> None:
    demand = replace(BILL_COPY, churn_leaked=0.0)
    least = break_even_completion(demand, WEB, 0.40)
    assert least is not None
    flat = replace(WEB, completion_at_launch=least, completion=least)
    problem = replace(PROBLEM, demands=(demand,), items=(replace(ITEMS[1], effect=flat),))
    assert request_npv(problem, "bill-copy", {"bill-copy-web": 1}) == pytest.approx(0, abs=1e-8)


def test_at_break_even_volume_and_cost_the_build_is_worth_nothing() -> None:
    for demand, item in ((BILL_COPY, "bill-copy-web"), (ADDRESS, "address-app")):
        problem = replace(PROBLEM, months=36)
        start = {item: SCHEDULE[item]}
        volume, cost = break_even_volume(problem, item, start), break_even_cost(problem, item, start)
        assert volume is not None and cost is not None
        smaller = tuple(replace(d, volume=volume) if d.id == demand.id else d for d in problem.demands)
        assert npv(replace(problem, demands=smaller), start) == pytest.approx(0, abs=1e-6)
        dearer = tuple(replace(i, cost=cost) if i.id == item else i for i in problem.items)
        assert npv(replace(problem, items=dearer), start) == pytest.approx(0, abs=1e-6)
    hopeless = replace(PROBLEM, demands=(replace(BILL_COPY, handling_cost=0.0), ADDRESS, CANCEL))
    assert break_even_volume(hopeless, "bill-copy-web", {"bill-copy-web": 1}) is None
    assert break_even_cost(hopeless, "bill-copy-web", {"bill-copy-web": 1}) is None
