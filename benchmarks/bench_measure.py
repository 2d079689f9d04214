"""Measuring beside other ways of counting the same: `python benchmarks/bench_measure.py [--hundred-million] [--quick]`.

Every contender is a process of its own, import included, and is held against the truth of the drawn log. They run in
turn, ours first and last, so that a busy machine hits all alike. CPU seconds are user and system of the process.
"""

import argparse
import os
import statistics
import subprocess
import sys
import tempfile
from pathlib import Path

HERE = Path(__file__).resolve().parent
PEERS = ("ours", "sql", "polars", "pandas")
LIMIT = 1.15


def once(what: str, folder: Path, *more: str) -> tuple[float, float]:
    """CPU seconds and peak MiB of one run."""
    command = [sys.executable, str(HERE / "measure_peers.py"), what, str(folder), *more]
    with subprocess.Popen(command) as process:
        _, status, usage = os.wait4(process.pid, 0)
        process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode:
        sys.exit(f"{what} failed on {folder.name}")
    return usage.ru_utime + usage.ru_stime, usage.ru_maxrss / 1024


def drawn(below: Path, contacts: int, *options: str) -> Path:
    """A log with truth."""
    folder = below / ("-".join([str(contacts), *options]))
    subprocess.run([sys.executable, HERE / "contacts.py", folder, str(contacts), "--brief", *options], check=True)
    return folder


def compare(folder: Path, peers: tuple[str, ...], rounds: int, *more: str) -> dict[str, tuple[float, float]]:
    """Medians of each, in turn."""
    runs: dict[str, list[tuple[float, float]]] = {what: [] for what in peers}
    for _ in range(rounds):
        for what in peers:
            runs[what].append(once(what, folder, *more))
    return {what: (statistics.median(s for s, _ in found), max(m for _, m in found)) for what, found in runs.items()}


def table(title: str, found: dict[str, tuple[float, float]]) -> None:
    print(f"\n{title}")
    for what, (seconds, memory) in found.items():
        beside = f"{seconds / found['sql'][0]:6.2f} x sql" if "sql" in found else ""
        print(f"  {what:<10}{seconds:9.2f} CPU s{memory:9.0f} MiB   {beside}   truth: equal", flush=True)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--hundred-million", action="store_true", help="100 million contacts within 8 GB, ours alone")
    parser.add_argument("--quick", action="store_true", help="1 million only, one round")
    parser.add_argument("--rounds", type=int, default=3)
    given = parser.parse_args()
    with tempfile.TemporaryDirectory(dir=os.environ.get("TMPDIR", "/tmp")) as name:
        below = Path(name)
        small = drawn(below, 1_000_000, "--csv")
        one = compare(small, PEERS, 1 if given.quick else given.rounds)
        table("1 million contacts, Parquet", one)
        table("1 million contacts, CSV", compare(small, ("ours-csv",), 1))
        if given.quick:
            return
        large = drawn(below, 10_000_000)
        ten = compare(large, ("ours", "sql"), given.rounds) | compare(large, ("polars", "pandas"), 1)
        table("10 million contacts, Parquet", ten)
        ratio = ten["ours"][0] / ten["sql"][0]
        print(f"  beside hand-written SQL {ratio:.2f} x, limit {LIMIT} x: {'kept' if ratio <= LIMIT else 'MISSED'}")
        print(f"  growth of CPU from 1 to 10 million: {ten['ours'][0] / one['ours'][0]:.1f} x")
        table(
            "10 million contacts, customers as text",
            compare(drawn(below, 10_000_000, "--string-ids"), ("ours", "sql"), 1),
        )
        if given.hundred_million:
            table("100 million contacts within 8 GB", compare(drawn(below, 100_000_000), ("ours",), 1, "8GB"))


if __name__ == "__main__":
    main()
