"""Measuring beside other ways of counting the same: `python benchmarks/bench_measure.py [--hundred-million] [--quick]`.
`--all-figures` runs one part alone: all outputs beside polars and pandas that count all of them too.

Every contender is a process of its own, import included, and is held against the truth of the drawn log; what each of
them counts is told in `measure_peers.py` and `measure_peers_all.py`. They run in turn, so that a busy machine hits all
alike. CPU seconds are user and system of the process: compare the ratios of one run. `--hundred-million` needs 5 GB of
disk and ten minutes.
"""

import argparse
import math
import os
import statistics
import subprocess
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path

from run import venv

HERE = Path(__file__).resolve().parent
PEERS = ("ours", "sql", "everything", "polars", "pandas")
ALL = ("everything", "polars-all", "polars-runs", "pandas-plain", "pandas-all", "pandas-runs")
Seen = dict[str, tuple[float, float]]


def once(what: str, folder: Path, *more: str) -> tuple[float, float]:
    """CPU seconds and peak MiB of one run."""
    python = venv("pm4py") if what == "pm4py" else sys.executable
    if python is None:
        sys.exit("pm4py cannot be had here")
    command = [python, str(HERE / "measure_peers.py"), what, str(folder), *more]
    with subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True) as process:
        assert process.stderr
        told = process.stderr.read()
        _, status, usage = os.wait4(process.pid, 0)
        process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode:
        sys.exit(f"{what} failed on {folder.name}: {told[-2000:]}")
    return usage.ru_utime + usage.ru_stime, usage.ru_maxrss / 1024


def all_rows(what: str, folder: Path, *more: str) -> tuple[float, float]:
    """CPU seconds and peak MiB until all outputs stood, told by the process before it compares their rows."""
    command = [sys.executable, str(HERE / "measure_peers_all.py"), what, str(folder), *more]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    if done.returncode:
        sys.exit(f"{what} failed on {folder.name}: {done.stderr[-2000:]}")
    seconds, memory = map(float, done.stdout.split())
    return seconds, memory


def drawn(below: Path, contacts: int, *options: str, rows: bool = False) -> Path:
    """A log with truth; `rows`: with every row of every output."""
    folder = below / ("-".join([str(contacts), *options]))
    if not (folder / ("outputs.json" if rows else "truth.json")).exists():
        brief = () if rows else ("--brief",)
        command = [sys.executable, HERE / "contacts.py", folder, str(contacts), *brief, *options]
        subprocess.run(command, check=True)
    return folder


def compare(
    folder: Path, peers: tuple[str, ...], rounds: int, *more: str, run: Callable[..., tuple[float, float]] = once
) -> Seen:
    """Medians of each, in turn."""
    runs: dict[str, list[tuple[float, float]]] = {what: [] for what in peers}
    for _ in range(rounds):
        for what in peers:
            runs[what].append(run(what, folder, *more))
    return {what: (statistics.median(s for s, _ in found), max(m for _, m in found)) for what, found in runs.items()}


def table(title: str, found: Seen) -> None:
    print(f"\n{title}")
    base = "ours" if "ours" in found else "everything"
    for what, (seconds, memory) in found.items():
        beside = f"{seconds / found[base][0]:6.2f} x {base}" if base in found else ""
        print(f"  {what:<12}{seconds:9.2f} CPU s{memory:9.0f} MiB   {beside}   truth: equal", flush=True)


def sorting(contacts: int) -> float:
    """How many times the work ten times the contacts are for a sort: n·log n."""
    return 10 * math.log(10 * contacts) / math.log(contacts)


def held(what: str, figure: float, limit: float, *, least: bool = False) -> None:
    """A ratio beside its limit."""
    kept = figure >= limit if least else figure <= limit
    print(
        f"  {what:<58}{figure:6.2f} x, {'at least' if least else 'limit'} {limit:g} x: {'kept' if kept else 'MISSED'}"
    )


def all_figures(below: Path, rounds: int, sizes: tuple[int, ...] = (1, 10)) -> None:
    """All outputs, beside those who count all of them too: in each library's own words, and packed by hand."""
    for millions in sizes:
        found = compare(drawn(below, millions * 1_000_000, rows=True), ALL, rounds, run=all_rows)
        table(f"{millions} million contacts, all outputs, every row compared", found)
        if millions < 10:
            continue
        ours = found["everything"][0]
        held("polars beside ours, all outputs", found["polars-all"][0] / ours, 1, least=True)
        held("pandas beside ours, all outputs", found["pandas-plain"][0] / ours, 2, least=True)


def ten_million(below: Path, rounds: int, one: Seen) -> Seen:
    folder = drawn(below, 10_000_000)
    ten = compare(folder, PEERS, rounds)
    table("10 million contacts, Parquet", ten)
    ours = ten["ours"][0]
    held("ours beside SQL by hand, the same figures", ours / ten["sql"][0], 1.15)
    held("polars beside ours", ten["polars"][0] / ours, 1, least=True)
    held("pandas beside ours", ten["pandas"][0] / ours, 2, least=True)
    held("10 million beside 1 million, ours", ours / one["ours"][0], sorting(1_000_000))
    texts = compare(drawn(below, 10_000_000, "--string-ids"), ("ours", "sql"), min(rounds, 2))
    table("10 million contacts, customers as text", texts)
    held("customers as text beside numbers, ours", texts["ours"][0] / ours, 2)
    return ten


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--hundred-million", action="store_true", help="100 million contacts within 8 GB, ours alone")
    parser.add_argument("--quick", action="store_true", help="1 million only, one round")
    parser.add_argument("--all-figures", action="store_true", help="only what counts all outputs, on 1 and 10 million")
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--mining", action="store_true", help="pm4py too, on 1 and 10 million")
    parser.add_argument("--keep", type=Path, help="folder for the drawn logs, to be used again")
    given = parser.parse_args()
    with tempfile.TemporaryDirectory() as name:
        below = given.keep or Path(name)
        if given.all_figures:
            all_figures(below, 1 if given.quick else given.rounds, (1,) if given.quick else (1, 10))
            return
        small = drawn(below, 1_000_000, "--csv")
        mining = ("pm4py",) if given.mining else ()
        one = compare(small, (*PEERS, *mining), 1 if given.quick else given.rounds)
        table("1 million contacts, Parquet", one)
        table("1 million contacts, CSV", compare(small, ("ours-csv",), 1))
        if given.quick:
            return
        ten = ten_million(below, given.rounds, one)
        if given.mining:
            mined = compare(drawn(below, 10_000_000), mining, 1) | {"ours": ten["ours"]}
            table("10 million contacts, pm4py on some of the figures", mined)
            held("pm4py beside ours", mined["pm4py"][0] / ten["ours"][0], 10, least=True)
        all_figures(below, min(given.rounds, 2))
        if given.hundred_million:
            hundred = compare(drawn(below, 100_000_000), ("ours",), 1, "8GB")
            table("100 million contacts within 8 GB", hundred)
            held("100 million beside 10 million, ours", hundred["ours"][0] / ten["ours"][0], sorting(10_000_000))


if __name__ == "__main__":
    main()
