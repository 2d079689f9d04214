"""All benchmarks in one run, beside the peers: `make bench`, or `python benchmarks/run.py [--quick]`.

Figures are processor seconds of whole processes (user and system, children included), the median of
five runs after one warm-up. Machines differ and are noisy: compare the ratios of one run.
Peers are installed into environments of their own below `benchmarks/.peers`.
"""

import argparse
import os
import resource
import statistics
import subprocess
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path

HERE = Path(__file__).resolve().parent
ROOT = HERE.parent
PEERS = {
    "yamllint": "yamllint==1.38.0",
    "check-jsonschema": "check-jsonschema==0.39.0",
    "datacontract": "datacontract-cli==1.2.8",
    "strictdoc": "strictdoc==0.30.4",
    "pm4py": "pm4py==2.7.23.11 pyarrow==26.0.1",
    "chdb": "chdb==4.4.0",
}
RUNS = 5


def cpu(command: list[str], *, runs: int = RUNS, cwd: Path | None = None, env: dict[str, str] | None = None) -> float:
    """Median processor seconds of a command; its exit code does not matter, a crash does."""
    seconds = []
    for number in range(runs + 1):
        before = resource.getrusage(resource.RUSAGE_CHILDREN)
        done = subprocess.run(
            command, cwd=cwd, capture_output=True, text=True, check=False, env={**os.environ, **(env or {})}
        )
        after = resource.getrusage(resource.RUSAGE_CHILDREN)
        if "Traceback" in done.stderr:
            sys.exit(f"{' '.join(command)} failed:\n{done.stderr[-2000:]}")
        if number:
            seconds.append(after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime)
    return statistics.median(seconds)


def venv(name: str) -> str | None:
    """The Python of a peer's environment, installed on first use; None if it cannot be had."""
    folder = HERE / ".peers" / name
    if not list(folder.glob(f"lib/*/site-packages/{name.replace('-', '_')}*")):
        subprocess.run([sys.executable, "-m", "venv", folder], check=True)
        install = [folder / "bin" / "pip", "install", "--quiet", "--disable-pip-version-check", *PEERS[name].split()]
        if subprocess.run(install, capture_output=True, check=False).returncode:
            return None
    return str(folder / "bin" / "python")


def peer(name: str) -> str | None:
    """The command of a peer, installed on first use; None if it cannot be had."""
    program = HERE / ".peers" / name / "bin" / name
    return str(program) if program.exists() or venv(name) else None


def row(name: str, seconds: float, limit: float | None = None, beside: float | None = None) -> None:
    """Print one figure with its budget and its ratio to another one."""
    parts = [f"{name:<52}{seconds:8.3f} s"]
    if limit is not None:
        parts.append(f"budget {limit:g} s {'kept' if seconds <= limit else 'MISSED'}")
    if beside:
        parts.append(f"{seconds / beside:6.2f} x")
    print("   ".join(parts), flush=True)


def ours(*arguments: str) -> list[str]:
    """Our own command."""
    return [str(Path(sys.executable).parent / "ecaremap"), *arguments]


def generate(folder: Path, requests: int, touchpoints: int) -> Path:
    """A generated strategy."""
    target = folder / f"strategy-{requests}x{touchpoints}.yaml"
    command = [sys.executable, str(HERE / "generate.py"), str(requests), str(touchpoints), str(target)]
    subprocess.run(command, check=True, capture_output=True)
    return target


def start_up(_: Path) -> None:
    """Help and version."""
    row("--help", cpu(ours("--help")), 0.15)
    row("--version", cpu(ours("--version")))


def large(folder: Path) -> None:
    """5,000 requests × 12 cells beside bare CSafeLoader on the same text."""
    text = generate(folder, 5000, 12)
    lines = sum(1 for _ in text.open(encoding="utf-8"))
    script = f"import yaml; yaml.load(open({str(text)!r}, encoding='utf-8'), yaml.CSafeLoader)"
    bare = cpu([sys.executable, "-c", script], runs=3)
    row(f"bare yaml.load(CSafeLoader), {lines:,} lines", bare)
    row("validate 5,000 × 12", cpu(ours("validate", str(text)), runs=3), 2 * bare, bare)


def small(folder: Path) -> None:
    """500 requests × 12 cells beside the peers on theirs."""
    text = generate(folder, 500, 12)
    own = cpu(ours("validate", str(text)))
    row("validate 500 × 12", own, 0.6)
    schema = folder / "schema.json"
    subprocess.run(ours("schema", "-o", str(schema)), check=True, capture_output=True)
    from peers import peer_commands

    for name, command in peer_commands(folder, text, schema):
        program = peer(name)
        if program is None:
            print(f"{name}: cannot be installed here")
            continue
        row(f"  {name} on its 500", cpu([program, *command], cwd=folder, runs=3), beside=own)


def building(folder: Path) -> None:
    """Building telecom, and the size of a page of 500 × 12."""
    row("map of maps/telecom as a page", cpu(ours("map", str(ROOT / "maps" / "telecom"), "--format", "html")), 1.5)
    text = generate(folder, 500, 12)
    page = folder / "page.html"
    row("map of 500 × 12 as a page", cpu(ours("map", str(text), "--format", "html", "-o", str(page)), runs=3))
    size = page.stat().st_size
    print(f"{'page of 500 × 12':<52}{size / 1e6:8.3f} MB   budget 1.5 MB {'kept' if size <= 1.5e6 else 'MISSED'}")


def verdicts(_: Path) -> None:
    """5,000 × 100 cells × 50 rules."""
    print(
        subprocess.run(
            [sys.executable, str(HERE / "bench_verdicts.py")], capture_output=True, text=True, check=True
        ).stdout,
        end="",
    )


def report(folder: Path) -> None:
    """All chapters: telecom with and without finished charts, and 1,000 requests at 30 touchpoints."""
    telecom = str(ROOT / "maps" / "telecom")
    out = str(folder / "report")
    row("build telecom, charts not yet drawn", cpu(ours("build", telecom, "-o", out), env={"ECAREMAP_CACHE": ""}), 4.0)
    kept = {"ECAREMAP_CACHE": str(folder / "charts")}
    row("build telecom, charts kept", cpu(ours("build", telecom, "-o", out), env=kept), 2.0)
    large_map = generate(folder, 1000, 30)
    row("build 1,000 × 30", cpu(ours("build", str(large_map), "-o", out), runs=1, env=kept), 15.0)
    size = (folder / "report" / "index.html").stat().st_size
    print(f"{'page of 1,000 × 30':<52}{size / 1e6:8.3f} MB   budget 5 MB {'kept' if size <= 5e6 else 'MISSED'}")


def growth(_: Path) -> None:
    """How each step grows; beyond n·log n is a defect."""
    command = [sys.executable, str(HERE / "bench_growth.py")]
    print(subprocess.run(command, capture_output=True, text=True, check=True).stdout, end="")


def draws(_: Path) -> None:
    """The planner's simulator: draws, the table of an optimiser, exact values."""
    command = [sys.executable, str(HERE / "bench_spread.py")]
    print(subprocess.run(command, capture_output=True, text=True, check=True).stdout, end="")


def diff(_: Path) -> None:
    """Two versions of 5,000 × 12 with 52 changes: what is written and what it does, beside peers on the text."""
    command = [sys.executable, str(HERE / "bench_diff.py")]
    print(subprocess.run(command, capture_output=True, text=True, check=True).stdout, end="")


def plans(_: Path) -> None:
    """The planner: greedy, annealing, solver with a first plan, plain HiGHS; 40 to 1,000 candidates × 36 months."""
    command = [sys.executable, str(HERE / "bench_plan.py")]
    print(subprocess.run(command, capture_output=True, text=True, check=True).stdout, end="")


def measuring(_: Path) -> None:
    """Counting a million contacts beside hand-written SQL, polars and pandas; `bench_measure.py` alone: ten million."""
    command = [sys.executable, str(HERE / "bench_measure.py"), "--quick"]
    print(subprocess.run(command, capture_output=True, text=True, check=True).stdout, end="")


PARTS: dict[str, Callable[[Path], None]] = {
    "start": start_up, "large": large, "small": small, "build": building, "verdicts": verdicts,
    "report": report, "growth": growth, "diff": diff, "spread": draws, "measure": measuring, "plan": plans,
}  # fmt: skip


def main() -> None:
    """Run all parts, or those named."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("parts", nargs="*", choices=[*PARTS, []], help="which parts; all, if none is named")
    chosen = parser.parse_args().parts or list(PARTS)
    with tempfile.TemporaryDirectory() as folder:
        for name in chosen:
            print(f"\n{name}: {(PARTS[name].__doc__ or '').strip()}")
            PARTS[name](Path(folder))


if __name__ == "__main__":
    main()
