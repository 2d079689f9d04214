"""The rules of the house that import-linter cannot say: doors of libraries, sizes, one page a check."""

import ast
import subprocess
import sys
from pathlib import Path

import pytest

import ecaremap

PACKAGE = Path(ecaremap.__file__).parent
MODULES = sorted(PACKAGE.rglob("*.py"))

DOORS = {
    "yaml": {"load/yaml_events.py"},
    "jinja2": {"render/html.py"},
    "markupsafe": {"render/html.py"},
    "graphviz": {"render/dot.py"},
    "rich": {"cli/console.py", "render/terminal.py"},
    "typer": {
        "cli/app.py",
        "cli/check.py",
        "cli/draw.py",
        "cli/chapters.py",
        "cli/diff.py",
        "cli/gaps.py",
        "cli/measure.py",
        "cli/packs.py",
        "cli/plan.py",
        "cli/promised.py",
        "cli/rename.py",
        "cli/sign.py",
        "cli/start.py",
        "cli/workbook.py",
        "cli/walkthrough.py",
        "cli/watch.py",
    },
    "xlsxwriter": {"render/xlsx/book.py"},
    "openpyxl": {"load/workbook/opening.py", "measure/intake/workbook.py"},
    "duckdb": {"measure/engines/duck.py"},
    "psycopg": {"measure/engines/postgres.py"},
    "pyspark": {"measure/engines/spark.py"},
    "rustworkx": {"insight/journeys/net.py"},
    "vl_convert": {"render/charts.py"},
    "ortools": {"plan/optimise/cp_sat.py", "plan/optimise/lp.py"},
    "watchfiles": {"usecases/watching.py"},
}
"""The only modules that may import a library."""

NOT_SEEN_BELOW = {
    "datetime.now": {"cli/app.py"},
    "environ": {"cli/app.py", "cli/console.py"},
    "random": set(),
}
"""What would make output differ between two runs, and where it is allowed."""

LONGEST_FILE = 400
LONGEST_FUNCTION = 50
HOT_LOOPS = {("load/yaml_events.py", "_document")}


def name(module: Path) -> str:
    return module.relative_to(PACKAGE).as_posix()


def imports(module: Path) -> set[str]:
    found: set[str] = set()
    for node in ast.walk(ast.parse(module.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            found |= {alias.name.partition(".")[0] for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
            found.add(node.module.partition(".")[0])
    return found


@pytest.mark.parametrize("library", DOORS)
def test_each_library_has_one_door(library: str) -> None:
    assert {name(module) for module in MODULES if library in imports(module)} <= DOORS[library]


@pytest.mark.parametrize("word", NOT_SEEN_BELOW)
def test_nothing_depends_on_clock_or_chance(word: str) -> None:
    seen = set()
    for module in MODULES:
        for node in ast.walk(ast.parse(module.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Attribute) and word in (node.attr, ast.unparse(node)):
                seen.add(name(module))
            if isinstance(node, ast.Import) and any(alias.name == word for alias in node.names):
                seen.add(name(module))
    assert seen <= NOT_SEEN_BELOW[word]


@pytest.mark.parametrize("module", MODULES, ids=name)
def test_files_and_functions_stay_readable(module: Path) -> None:
    text = module.read_text(encoding="utf-8")
    assert text.count("\n") <= LONGEST_FILE
    for node in ast.walk(ast.parse(text)):
        if isinstance(node, ast.FunctionDef) and (name(module), node.name) not in HOT_LOOPS:
            length = (node.end_lineno or 0) - node.lineno + 1
            assert length <= LONGEST_FUNCTION, f"{node.name} has {length} lines"


def test_every_check_module_has_its_page() -> None:
    for room in ("load", "policy", "insight", "plan"):
        for module in (PACKAGE / room / "checks").glob("[a-z][0-9][0-9][0-9]_*.py"):
            assert module.with_suffix(".md").is_file(), f"{module.name} has no page"


def test_layers_hold() -> None:
    """The import law itself; `lint-imports` says more when it fails."""
    root = PACKAGE.parent.parent
    done = subprocess.run(
        [Path(sys.executable).parent / "lint-imports", "--no-cache"], cwd=root, capture_output=True, text=True
    )
    assert done.returncode == 0, done.stdout
