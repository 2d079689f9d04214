"""The wheel in an empty environment, far away from the repository."""

import os
import shutil
import subprocess
import sys
import tarfile
import venv
import zipfile
from collections.abc import Callable
from importlib.util import find_spec
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
TEMPLATES = ("telecom", "bank", "utility", "public-service", "blank")
BUILT = {"index.html", "map.dot", "map.svg", "gaps.csv", "report.md", "strategy.json", "strategy.xlsx"}

pytestmark = pytest.mark.package

Run = Callable[..., str]


@pytest.fixture(scope="module")
def packed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The sdist, and the wheel made from it."""
    folder = tmp_path_factory.mktemp("dist")
    # With the builder at hand nothing has to be fetched.
    isolation = ["--no-isolation"] if find_spec("hatchling") else []
    done = subprocess.run(
        [sys.executable, "-m", "build", *isolation, "--outdir", str(folder), str(ROOT)], capture_output=True, text=True
    )
    assert done.returncode == 0, done.stdout + done.stderr
    return folder


@pytest.fixture(scope="module")
def members(packed: Path) -> set[str]:
    [wheel] = packed.glob("*.whl")
    with zipfile.ZipFile(wheel) as archive:
        return set(archive.namelist())


@pytest.fixture(scope="module")
def environment(packed: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A virtual environment that holds the wheel and what it asks for, nothing else."""
    folder = tmp_path_factory.mktemp("environment") / "venv"
    venv.create(folder, with_pip=False, symlinks=True)
    [wheel] = packed.glob("*.whl")
    done = subprocess.run(
        [sys.executable, "-m", "pip", "--python", str(folder / "bin" / "python"), "install", "--quiet", str(wheel)],
        capture_output=True, text=True,
    )  # fmt: skip
    assert done.returncode == 0, done.stdout + done.stderr
    return folder


@pytest.fixture(scope="module")
def away(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Where the tool is used; beside it the places that it must leave alone."""
    folder = tmp_path_factory.mktemp("away")
    for name in ("cwd", "home", "temporary"):
        (folder / name).mkdir()
    return folder


@pytest.fixture(scope="module")
def run(environment: Path, away: Path) -> Run:
    variables = {
        "PATH": "/usr/bin:/bin",
        "HOME": str(away / "home"),
        "TMPDIR": str(away / "temporary"),
        "SOURCE_DATE_EPOCH": "1795219200",
        "COLUMNS": "100",
        **({"SYSTEMROOT": os.environ["SYSTEMROOT"]} if "SYSTEMROOT" in os.environ else {}),
    }

    def run(*words: str, code: int = 0) -> str:
        done = subprocess.run(
            [str(environment / "bin" / "ecaremap"), *words],
            cwd=away / "cwd", env=variables, capture_output=True, stdin=subprocess.DEVNULL,
        )  # fmt: skip
        assert done.returncode == code, done.stderr.decode()
        return done.stdout.decode("utf-8", "replace")

    return run


def test_the_wheel_holds_what_the_tool_needs(members: set[str]) -> None:
    names = {name.removeprefix("ecaremap/") for name in members if name.startswith("ecaremap/")}
    assert {"py.typed", "__main__.py", "schema/ecaremap.schema.json"} <= names
    for folder, suffix, away_from_package in (
        ("templates", "*", ROOT), ("maps", "*.yaml", ROOT), ("packs", "*.yaml", ROOT / "src" / "ecaremap"),
    ):  # fmt: skip
        there = {
            path.relative_to(away_from_package).as_posix()
            for path in (away_from_package / folder).rglob(suffix)
            if path.is_file()
        }
        assert there
        assert there <= names, folder
    for room in ("load", "policy", "insight"):
        pages = {f"{room}/checks/{p.name}" for p in (ROOT / "src" / "ecaremap" / room / "checks").glob("*.md")}
        assert pages
        assert pages <= names


def test_the_wheel_holds_nothing_else(members: set[str]) -> None:
    tops = {name.partition("/")[0] for name in members}
    assert {top for top in tops if not top.endswith(".dist-info")} == {"ecaremap"}
    suffixes = {Path(name).suffix for name in members if name.startswith("ecaremap/")}
    assert suffixes <= {".py", ".typed", ".md", ".yaml", ".json", ".j2", ".css", ".js"}
    assert not [name for name in members if "/tests/" in name or "__pycache__" in name or name.endswith(".csv")]
    assert any(name.endswith(".dist-info/licenses/LICENSE") for name in members)


def test_the_sdist_builds_and_tests_itself(packed: Path) -> None:
    [sdist] = packed.glob("*.tar.gz")
    with tarfile.open(sdist) as archive:
        names = {name.partition("/")[2] for name in archive.getnames()}
    assert {"pyproject.toml", "README.md", "LICENSE", "Makefile", "src/ecaremap/__main__.py"} <= names
    assert {"templates/index.html.j2", "maps/minimal.yaml", "tests/test_cases.py"} <= names
    assert not [name for name in names if ".venv" in name or "__pycache__" in name]


def test_it_is_the_installed_one(environment: Path, away: Path) -> None:
    done = subprocess.run(
        [str(environment / "bin" / "python"), "-c", "import ecaremap; print(ecaremap.__file__)"],
        cwd=away / "cwd", capture_output=True, text=True, check=True,
    )  # fmt: skip
    assert Path(done.stdout.strip()).is_relative_to(environment)


def test_what_needs_no_strategy(run: Run) -> None:
    assert run("--version").startswith("ecaremap ")
    assert "telecom" in run("packs")
    assert run("schema").startswith("{")
    assert run("explain", "P301").startswith("# P301 above-cap")
    assert "validate" in run("--help")


@pytest.mark.parametrize("template", TEMPLATES)
def test_each_template_validates_and_builds(run: Run, away: Path, template: str) -> None:
    made = run("init", template, "--from", template, "--name", "Fernwall").splitlines()
    assert f"{template}/strategy.yaml" in made
    assert "Fernwall" in (away / "cwd" / template / "strategy.yaml").read_text("utf-8")
    run("validate", template)
    run("build", template, "-o", f"out-{template}")
    assert {path.name for path in (away / "cwd" / f"out-{template}").iterdir()} == BUILT


def test_each_view(run: Run, away: Path) -> None:
    run("init", "views", "--from", "telecom")
    assert "cancel" in run("explain", "views", "cancel", "website")
    assert "pack:core" in run("rules", "views")
    assert run("show", "views").count("\n") > 100
    for spelling, start in {
        "text": "", "json": "{", "dot": "// title", "svg": "<svg ", "png": "\ufffdPNG", "html": "<!doctype html>",
    }.items():  # fmt: skip
        assert run("map", "views", "--format", spelling).lower().startswith(start.lower()), spelling
    run("map", "views", "--format", "png", "-o", "map.png")
    assert "customers who start digitally" in run("journeys", "views")
    assert "becomes cash" in run("case", "views")
    assert "What to do" in run("gaps", "views")
    assert "# " in run("walkthrough", "views")
    assert "+  end-contract:" in run("rename", "cancel", "end-contract", "views")
    assert "No changes" in run("packs", "diff", "de", "de", "views")
    assert run("sign", "views", "--check") == ""
    run("watch", "nowhere", code=2)
    # Reading workbooks back is an extra; without it the command says what to install.
    run("build", "views", "-o", "out-views")
    run("import", "out-views/strategy.xlsx", "-o", "again", code=2)
    run("schema", "-o", "ecaremap.schema.json")
    assert run("diff", "views", "views").startswith("No changes.")
    run("diff", "views", "views", "-o", "html=diff.html")
    assert (away / "cwd" / "diff.html").is_file()
    assert (away / "cwd" / "map.png").read_bytes().startswith(b"\x89PNG")
    assert (away / "cwd" / "ecaremap.schema.json").is_file()


def test_errors_are_said_here_too(run: Run) -> None:
    run("validate", "nowhere", code=2)
    run("init", "telecom", code=2)


def test_nothing_is_left_elsewhere(run: Run, away: Path) -> None:
    run("init", "last", "--from", "bank")
    run("build", "last", "-o", "out-last")
    shutil.rmtree(away / "cwd" / "last")
    # Finished charts are kept where the system keeps caches, and nothing else is.
    kept = {file.parent.relative_to(away / "home").as_posix() for file in (away / "home").rglob("*") if file.is_file()}
    assert kept == {".cache/ecaremap/charts"}
    assert list((away / "temporary").iterdir()) == []
