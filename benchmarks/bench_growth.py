"""How each step of a build grows with the number of cells: `python benchmarks/bench_growth.py [SIZE …]`.

Sizes are requests at 12 touchpoints each. The last column is the growth from the smallest to the largest
size, divided by that of n·log n: a step that stays near 1 or below grows no faster than that.
"""

import math
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from datetime import date
from pathlib import Path

HERE = Path(__file__).resolve().parent
TOUCHPOINTS = 12
DAY = date(2026, 11, 21)


def steps(path: Path) -> dict[str, float]:
    """Processor seconds of every step of a build."""
    from ecaremap.load.loading import load
    from ecaremap.render.gaps_csv import render_gaps_csv
    from ecaremap.render.html import render_page
    from ecaremap.render.machine import render_report_json
    from ecaremap.render.report_markdown import render_report_markdown
    from ecaremap.usecases.build import spell, workbook_of
    from ecaremap.usecases.validate import judge
    from ecaremap.views.report import report_view

    found: dict[str, float] = {}

    def timed(name: str, step: Callable[[], object]) -> object:
        begun = time.process_time()
        result = step()
        found[name] = time.process_time() - begun
        return result

    loaded = timed("load", lambda: load(path))
    validated = timed("rules and checks", lambda: judge(loaded, str(path), DAY))  # type: ignore[arg-type]
    decisions = validated.decisions  # type: ignore[attr-defined]
    report = timed("views of all chapters", lambda: report_view(decisions, validated.findings))  # type: ignore[attr-defined]
    timed("index.html", lambda: render_page(report))  # type: ignore[arg-type]
    timed("map.dot", lambda: spell(report.map, "dot"))  # type: ignore[attr-defined]
    timed("gaps.csv", lambda: render_gaps_csv(report.gaps))  # type: ignore[attr-defined]
    timed("report.md", lambda: render_report_markdown(report))  # type: ignore[arg-type]
    timed("strategy.json", lambda: render_report_json(report))  # type: ignore[arg-type]
    timed("strategy.xlsx", lambda: workbook_of(decisions.project, report))  # type: ignore[arg-type]
    return found


def main() -> None:
    """Print a row for each step."""
    sizes = [int(size) for size in sys.argv[1:]] or [125, 250, 500, 1000]
    columns: list[dict[str, float]] = []
    with tempfile.TemporaryDirectory() as folder:
        for size in [sizes[0], *sizes]:  # the first run warms up
            path = Path(folder) / f"{size}.yaml"
            command = [sys.executable, str(HERE / "generate.py"), str(size), str(TOUCHPOINTS), str(path)]
            subprocess.run(command, check=True, capture_output=True)
            columns.append(steps(path))
    columns = columns[1:]
    first, last = sizes[0] * TOUCHPOINTS, sizes[-1] * TOUCHPOINTS
    expected = last * math.log(last) / (first * math.log(first))
    print(f"{'step, seconds at cells:':<26}" + "".join(f"{size * TOUCHPOINTS:>10,}" for size in sizes) + "   ÷ n·log n")
    for name in columns[0]:
        seconds = [column[name] for column in columns]
        growth = seconds[-1] / max(seconds[0], 1e-3) / expected
        print(f"{name:<26}" + "".join(f"{second:>10.3f}" for second in seconds) + f"{growth:>12.2f}")


if __name__ == "__main__":
    main()
