"""The golden example of the plan worked out once more, from the formulas alone: `python worked_example.py [--json]`.

Standard library only, no arrays, one month after the other, and nothing of the package.
"""

import json
import sys
from math import exp

MONTHS = 12
RATE = (1 + 0.10) ** (1 / 12) - 1
PHI, CHI_LEAK, CHI_PUSH, CLV, PHONE = 0.9, 0.0005, 0.001, 300.0, 6.00
COST = {"web": 0.40, "app": 0.30}
RHO = {"web": 0.25, "app": 0.50}

REQUESTS = {
    "bill-copy": {"V": 10_000, "g": 0.00, "web": 0.10, "cap": 0.85, "x": 0.20, "iota": 0.05, "delta": 0.2},
    "address-change": {"V": 4_000, "g": 0.06, "web": 0.05, "cap": 0.80, "x": 0.50, "iota": 0.00, "delta": 0.3},
    "cancel": {"V": 1_500, "g": 0.00, "web": 0.00, "cap": 0.00, "x": 8.00, "iota": 0.00, "delta": 0.5},
}
BUILDS = {
    "bill-copy-web": {
        "of": "bill-copy", "at": "web", "s": 1, "L": 2, "C": 24_000, "o": 800, "m": 0.40, "M": 0.65, "p": 0.08, "q": 0.40,
        "k0": 0.60, "kinf": 0.85, "eta": 3,
    },
    "address-app": {
        "of": "address-change", "at": "app", "s": 3, "L": 3, "C": 45_000, "o": 700, "m": 0.45, "M": 0.45, "p": 0.05,
        "q": 0.45, "k0": 0.55, "kinf": 0.80, "eta": 4,
    },
}  # fmt: skip
AUTH = {"s": 1, "L": 2, "C": 30_000, "o": 500}
PULL = {"of": "bill-copy-web", "from": 4, "to": 6, "beta": 0.6, "B": 2.0, "o": 1_500}
PUSH = {"of": "bill-copy-web", "from": 9, "pi": 0.8, "h": 2, "o": 1_000, "least": 0.80, "live": 3}


def containment(build: dict, n: int) -> float:
    """Formula 6."""
    return build["kinf"] - (build["kinf"] - build["k0"]) * exp(-n / build["eta"])


def of_build(name: str, t: int) -> dict:
    """Formulas 1 to 7 for one build in one month."""
    build = BUILDS[name]
    request = REQUESTS[build["of"]]
    volume = request["V"] * (1 + request["g"]) ** ((t - 1) / 12)
    launch = build["s"] + build["L"]
    if t < launch:
        return {"X": 0.0, "F": 0.0, "H": 0.0, "kappa": 0.0, "A": 0.0, "I": 0.0, "Lk": 0.0, "pushed": 0.0}
    age = 0.0
    for month in range(launch, t + 1):
        pulled = PULL["of"] == name and PULL["from"] <= month <= PULL["to"]
        age += 1 + PULL["B"] * (1 - exp(-PULL["beta"] / PULL["B"])) if pulled else 1.0
    p, q = build["p"], build["q"]
    adopted = (1 - exp(-(p + q) * age)) / (1 + q / p * exp(-(p + q) * age))
    covered = 0.0
    if PUSH["of"] == name and t >= PUSH["from"]:
        covered = min(1.0, PUSH["pi"] * min(1.0, (t - PUSH["from"] + 1) / PUSH["h"]))
    share = build["m"] * adopted + (build["M"] - build["m"]) * covered
    room = max(0.0, request["cap"] - request["web"])
    assert share <= room, "one build a request here, below its cap"
    kappa = containment(build, t - launch)
    starts = volume * share
    induced = request["iota"] * starts
    return {
        "X": age, "F": adopted, "H": covered, "kappa": kappa, "A": starts, "I": induced,
        "Lk": (1 - kappa) * (starts + induced), "pushed": volume * (build["M"] - build["m"]) * covered,
    }  # fmt: skip


def month(t: int) -> dict:
    """Formulas 8 to 10."""
    row = {"t": t, "phone": 0.0, "web": 0.0, "app": 0.0, "saving": 0.0, "digital": 0.0, "xsell": 0.0, "churn": 0.0}
    served = everything = 0.0
    for request in REQUESTS.values():
        volume = request["V"] * (1 + request["g"]) ** ((t - 1) / 12)
        row["phone"] += volume * (1 - request["web"])
        row["web"] += volume * request["web"]
        served += volume * request["web"]
        everything += volume
    for name, build in BUILDS.items():
        request, flow = REQUESTS[build["of"]], of_build(name, t)
        row["phone"] += flow["Lk"] - flow["A"]
        row[build["at"]] += flow["A"] + flow["I"]
        served += flow["kappa"] * flow["A"]
        row["saving"] += PHI * PHONE * (flow["A"] - (1 + request["delta"]) * flow["Lk"])
        row["digital"] += COST[build["at"]] * (flow["A"] + flow["I"])
        row["xsell"] += request["x"] * (1 - RHO[build["at"]]) * flow["kappa"] * flow["A"]
        row["churn"] += CLV * (CHI_LEAK * flow["Lk"] + CHI_PUSH * flow["pushed"])
    works = [*BUILDS.values(), AUTH]
    row["share"] = 100 * served / everything
    row["run"] = sum(work["o"] for work in works if t >= work["s"] + work["L"])
    row["tactics"] = (PULL["from"] <= t <= PULL["to"]) * PULL["o"] + (t >= PUSH["from"]) * PUSH["o"]
    row["build"] = sum(work["C"] / work["L"] for work in works if work["s"] <= t < work["s"] + work["L"])
    costs = ("digital", "xsell", "churn", "run", "tactics", "build")
    row["cash"] = row["saving"] - sum(row[name] for name in costs)
    return row


def first_push() -> int:
    """Formula 11, by looking month after month."""
    build = BUILDS[PUSH["of"]]
    launch = build["s"] + build["L"]
    start = launch + PUSH["live"]
    while containment(build, start - 1 - launch) < PUSH["least"]:
        start += 1
    return start


def break_even(cost: float, iota: float, delta: float, sale: float) -> float:
    """Formula 12."""
    return (cost * (1 + iota) - PHI * PHONE * (1 - (1 + delta) * (1 + iota))) / (
        PHI * PHONE * (1 + delta) * (1 + iota) - sale
    )


def result() -> dict:
    """Everything the tests compare."""
    rows, total = [], 0.0
    for t in range(1, MONTHS + 1):
        row = month(t)
        total += row["cash"]
        rows.append(row | {"cumulative": total})
    below = [row["t"] for row in rows if row["cumulative"] < 0]
    bill, cancel = REQUESTS["bill-copy"], REQUESTS["cancel"]
    return {
        "rate": RATE,
        "months": rows,
        "build": {name: [of_build(name, t) for t in range(1, MONTHS + 1)] for name in BUILDS},
        "npv": sum(row["cash"] / (1 + RATE) ** row["t"] for row in rows),
        "cumulative": total,
        "payback": max(below) + 1,
        "kappa_7": containment(BUILDS["bill-copy-web"], 7 - 3),
        "first_push": first_push(),
        "break_even": {
            "bill-copy": break_even(COST["web"], bill["iota"], bill["delta"], bill["x"] * (1 - RHO["web"])),
            "cancel": break_even(COST["web"], cancel["iota"], cancel["delta"], cancel["x"] * (1 - RHO["web"])),
        },
    }


def main() -> None:
    """Print both tables, or everything as JSON."""
    found = result()
    if "--json" in sys.argv:
        print(json.dumps(found, indent=1))
        return
    for flow in found["build"]["bill-copy-web"]:
        print("  ".join(f"{key} {value:.4f}" for key, value in flow.items()))
    for row in found["months"]:
        print("  ".join(f"{key} {value:.2f}" for key, value in row.items()))
    print(f"NPV {found['npv']:,.2f}, cumulative {found['cumulative']:,.2f}, payback month {found['payback']}")


if __name__ == "__main__":
    main()
