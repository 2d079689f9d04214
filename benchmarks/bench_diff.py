"""Comparing two versions of 5,000 requests × 12 cells with 52 real changes: `python benchmarks/bench_diff.py [REQUESTS]`.

Processor seconds, the median of five. *Text* is the keyed comparison of what is written, after both sides were loaded.
*Effects* is everything that the changes do (verdicts, routes, journeys, gaps, business case) with classes and
fingerprints; both sides come judged, as `validate` judges them, and with their business case, as `build` works it out:
those three steps are measured apart. Peers compare the same two texts, each as its own command does.
"""

import gc
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import TypeVar

HERE = Path(__file__).resolve().parent
DAY = date(2026, 11, 21)
RUNS = 5
TOUCHPOINTS = 12
T = TypeVar("T")
CHANGES = 52
TEXT_BUDGET, EFFECTS_BUDGET = 0.1, 1.0


def changed(text: str) -> str:
    """The text with 52 changes: names, owners, logins, figures, cells, one request more, one less."""
    lines = text.split("\n")
    at = {line: number for number, line in enumerate(lines)}
    requests = (len(lines) - 70) // 21
    made = 0

    def put(number: int, old: str, new: str) -> None:
        nonlocal made
        assert old in lines[number], (lines[number], old)
        lines[number] = lines[number].replace(old, new)
        made += 1

    for number in range(10, 20):  # ten names
        put(at[f"    name: Request number {number}"], "Request", "The request")
    for number in range(100, 110):  # ten volumes
        place = at[f"    name: Request number {number}"] + 3
        put(place, "{value: ", "{value: 1")
    first = lines.index("coverage:")
    for number in range(200, 228):  # twenty-eight cells
        row = first + 1 + number * (TOUCHPOINTS + 1)
        put(row + 1 + (0 if number % 2 else 3), ": ", ": none # " if number % 2 else ": inform # ")
    put(lines.index("    owner: Team 3"), "Team 3", "Team 7")
    put(lines.index("    authentication: strong"), "strong", "identified")
    put(lines.index("name: A large strategy"), "large", "changed")
    put(
        lines.index("level: costed"), "level: costed", "level: costed\nvolumes_per: month\neverywhere_else: not handled"
    )
    assert made == CHANGES, made
    assert requests > 228
    return "\n".join(lines)


def seconds(step: Callable[[], T]) -> tuple[float, T]:
    """Median processor seconds of a step, and what it gives."""
    found = []
    for _ in range(RUNS):
        gc.collect()
        begun = time.process_time()
        result = step()
        found.append(time.process_time() - begun)
    return statistics.median(found), result


def row(name: str, value: float, limit: float | None = None) -> None:
    """One figure with its budget."""
    kept = f"   budget {limit:g} s {'kept' if value <= limit else 'MISSED'}" if limit else ""
    print(f"{name:<52}{value:8.3f} s{kept}", flush=True)


def measure(old: Path, new: Path) -> None:
    """Our own figures."""
    from ecaremap.compare.comparing import compare
    from ecaremap.compare.edits import edits
    from ecaremap.compare.pair import Side
    from ecaremap.load.loading import load
    from ecaremap.usecases.validate import judge

    def side(path: Path) -> Side:
        judged = judge(loaded[path], path.name, DAY)
        assert judged.decisions is not None
        return Side(path.name, judged.decisions, judged.findings)

    begun = time.process_time()
    loaded = {path: load(path) for path in (old, new)}
    row("load both sides", time.process_time() - begun)
    begun = time.process_time()
    sides = [side(path) for path in (old, new)]
    row("judge both sides", time.process_time() - begun)
    begun = time.process_time()
    for each in sides:
        _ = each.case
    row("business case of both sides", time.process_time() - begun)
    projects = [each.decisions.project for each in sides]
    text, found = seconds(lambda: edits(*projects))
    row(f"text: {len(found)} edits", text, TEXT_BUDGET)
    whole, comparison = seconds(lambda: compare(*sides))
    effects = sum(len(change.effects) for change in comparison.changes)
    row(f"effects: {len(comparison.changes)} changes, {effects} effects", whole - text, EFFECTS_BUDGET)
    same, nothing = seconds(lambda: compare(sides[0], sides[0]))
    assert not nothing.changes
    row("a version against itself", same, TEXT_BUDGET)


PEERS = {
    "deepdiff as it comes": "DeepDiff(a, b)",
    "deepdiff, order ignored": "DeepDiff(a, b, ignore_order=True)",
}
SCRIPT = """
import sys, time, yaml
from deepdiff import DeepDiff
a, b = (yaml.load(open(p, encoding="utf-8"), yaml.CSafeLoader) for p in sys.argv[1:3])
begun = time.process_time()
found = {call}
print(time.process_time() - begun, sum(len(v) for v in found.values()))
"""
DATACONTRACT = """
import sys, time
import yaml
from open_data_contract_standard.model import OpenDataContractStandard
from datacontract.changelog.changelog import build_changelog
def contract(path):
    data = yaml.load(open(path, encoding="utf-8"), yaml.CSafeLoader)
    rows = [{"name": name, "physicalType": "request",
             "properties": [{"name": t, "logicalType": "string", "description": str(c)} for t, c in cells.items()]}
            for name, cells in data["coverage"].items()]
    return OpenDataContractStandard(
        apiVersion="v3.1.0", kind="DataContract", id="x", version="1", status="active", schema=rows
    )
a, b = contract(sys.argv[1]), contract(sys.argv[2])
begun = time.process_time()
found = build_changelog(a, "old", b, "new")
print(time.process_time() - begun, sum(len(part) for part in found.values() if isinstance(part, list)) or found["summary"])
"""


def peers(old: Path, new: Path) -> None:
    """Peers on the same texts; they compare values and say nothing of effects."""
    from run import peer

    program = peer("datacontract")
    if program is None:
        print("datacontract-cli with deepdiff: cannot be installed here")
        return
    python = str(Path(program).parent / "python")
    scripts = {f"  {name}": SCRIPT.replace("{call}", call) for name, call in PEERS.items()}
    scripts["  datacontract-cli changelog of the cells as a contract"] = DATACONTRACT
    for name, script in scripts.items():
        done = subprocess.run([python, "-c", script, str(old), str(new)], capture_output=True, text=True, check=False)
        if done.returncode:
            print(f"{name}: failed: {done.stderr.strip().splitlines()[-1]}")
            continue
        took, number = done.stdout.split()
        row(f"{name}: {number} entries", float(took))


def main() -> None:
    """Print a row for each step."""
    size = sys.argv[1] if len(sys.argv) > 1 else "5000"
    sys.path.insert(0, str(HERE))
    with tempfile.TemporaryDirectory() as folder:
        old, new = Path(folder) / "old.yaml", Path(folder) / "new.yaml"
        command = [sys.executable, str(HERE / "generate.py"), size, str(TOUCHPOINTS), str(old)]
        subprocess.run(command, check=True, capture_output=True)
        new.write_text(changed(old.read_text("utf-8")), "utf-8")
        measure(old, new)
        peers(old, new)


if __name__ == "__main__":
    main()
