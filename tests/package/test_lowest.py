"""The oldest versions that pyproject.toml allows are enough.

The bounds are read from there, and taken by the letter: a bound that is no version of its library fails here.
Newest versions are what every other test uses. The lowest ones have wheels for the oldest Python only, as a rule.
"""

import re
import subprocess
import tomllib
from pathlib import Path

import pytest

from package.packing import ROOT, install, variables

pytestmark = pytest.mark.package

PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
TRIED = ("import", "measure", "solve")
"""Extras of which the lowest versions are tried; those of database servers need one."""
LINES = (
    "--version",
    "init telecom --from telecom",
    "validate telecom",
    "build telecom -o out",
    "map telecom --format png -o map.png",
    "walkthrough telecom -o try.html",
    "diff telecom telecom -o html=diff.html",
    "explain telecom cancel website",
    "rules telecom",
    "sign telecom --check",
    "packs",
    "schema",
    "import out/strategy.xlsx -o again",
    "plan again --no-optimise --draws 50",
    "plan first --draws 50 --format ics",
    "measure telecom --log log --no-band --format html -o dashboard.html",
)


def lowest(requirements: list[str]) -> dict[str, str]:
    """Each library with its lower bound."""
    found = {}
    for text in requirements:
        name, _, rest = re.match(r"([\w.-]+)(\[\w+\])?(.*)", text).groups()  # type: ignore[union-attr]
        if name != "ecaremap" and (bound := re.search(r">=([\w.]+)", rest)):
            found[name] = bound[1]
    return found


@pytest.fixture(scope="module")
def bounds() -> dict[str, str]:
    extras = PROJECT["optional-dependencies"]
    return lowest(PROJECT["dependencies"]) | lowest([line for name in TRIED for line in extras[name]])


@pytest.fixture(scope="module")
def environment(packed: Path, bounds: dict[str, str], tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("lowest")
    constraints = folder / "constraints.txt"
    constraints.write_text("".join(f"{name}=={version}\n" for name, version in bounds.items()), "utf-8")
    return install(packed, folder / "venv", f"[{','.join(TRIED)}]", constraints)


def test_every_library_has_a_lower_bound(bounds: dict[str, str]) -> None:
    wanted = {re.match(r"[\w.-]+", line)[0] for line in PROJECT["dependencies"]}  # type: ignore[index]
    assert wanted <= set(bounds)
    extras = PROJECT["optional-dependencies"]
    assert set(extras) == {*TRIED, "all", "postgres", "spark"}
    [everything] = extras["all"]
    assert set(re.findall(r"\w+", everything)) - {"ecaremap"} == set(TRIED)


def test_the_document_names_every_extra() -> None:
    table = (ROOT / "docs" / "tutorial.md").read_text("utf-8").partition("| extra |")[2].partition("\n\n")[0]
    named = {
        name for cells in re.findall(r"^\| (`.*?) \|", table, re.MULTILINE) for name in re.findall(r"`(\w+)`", cells)
    }
    assert named == set(PROJECT["optional-dependencies"])


def test_the_lowest_versions_are_enough(environment: Path, bounds: dict[str, str], tmp_path: Path) -> None:
    python, tool = environment / "bin" / "python", environment / "bin" / "ecaremap"
    script = "import sys; from importlib.metadata import version; print(*map(version, sys.argv[1:]))"
    shown = subprocess.run([python, "-c", script, *bounds], capture_output=True, text=True, check=True).stdout.split()
    assert [normal(version) for version in shown] == [normal(version) for version in bounds.values()]
    folder = tmp_path / "cwd"
    (folder / "log").mkdir(parents=True)
    for file in (ROOT / "examples" / "telecom-log").iterdir():
        (folder / "log" / file.name).write_bytes(file.read_bytes())
    subprocess.run([tool, "init", "first", "--from", "utility"], cwd=folder, env=variables(tmp_path), check=True)
    for line in LINES:
        if line.startswith("measure"):
            # `init` leaves out how the log of the map is read, as everybody's own log is another.
            text = (ROOT / "maps" / "telecom" / "measurement.yaml").read_text("utf-8")
            written = "".join(part for part in text.splitlines(keepends=True) if not part.startswith("    file:"))
            (folder / "telecom" / "measurement.yaml").write_text(written, "utf-8")
        done = subprocess.run(
            [tool, *line.split()], cwd=folder, env=variables(tmp_path), capture_output=True, stdin=subprocess.DEVNULL
        )
        assert done.returncode == 0, f"{line}\n{done.stdout.decode()[-2000:]}{done.stderr.decode()[-2000:]}"
        # What is deprecated in an old version would be said there.
        assert b"Warning" not in done.stderr, line


def normal(version: str) -> str:
    """A version without zeros at its end."""
    return re.sub(r"(\.0)+$", "", version)
