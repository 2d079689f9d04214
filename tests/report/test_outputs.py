"""Files of reports: all of them or none, never over an input, and nothing loaded that is not asked for."""

import json
import re
import subprocess
import sys
from pathlib import Path

import pytest

from ecaremap.load.problems import Unreadable
from ecaremap.usecases.reporting import NAMES, SPELLINGS, folder_and_outputs, outputs_of, report_of, write_outputs
from ecaremap.usecases.validate import Validated, exit_code, validate
from report.making import DAY, FORMATS, LIVELY, folder

__all__ = ["folder"]


@pytest.fixture
def result(folder: Path) -> Validated:
    return validate("lively.yaml", DAY)


def spelled(name: str, result: Validated) -> str:
    return SPELLINGS[name](report_of([result], DAY, "error"))


def test_every_format_can_be_written_at_once(result: Validated) -> None:
    wanted = outputs_of([f"{name}=out/findings.{name}" for name in NAMES])
    write_outputs(wanted, [result], DAY, "error")
    for name in FORMATS:
        assert Path(f"out/findings.{name}").read_text(encoding="utf-8") == spelled(name, result)
    assert Path("out/findings.text").read_text(encoding="utf-8").startswith("warning[")


@pytest.mark.parametrize("name", FORMATS)
def test_the_same_input_gives_the_same_bytes(folder: Path, name: str) -> None:
    assert spelled(name, validate("lively.yaml", DAY)) == spelled(name, validate("lively.yaml", DAY))


@pytest.mark.parametrize(
    "texts",
    [["sarif"], ["sarif="], ["=out"], ["xml=out"], ["sarif=a", "json=a"], ["sarif=a", "json=./b/../a"], [""]],
)
def test_what_does_not_say_what_to_write_is_refused(folder: Path, texts: list[str]) -> None:
    with pytest.raises(Unreadable) as error:
        outputs_of(texts)
    assert error.value.fix


def test_build_takes_one_folder_beside_the_files() -> None:
    assert folder_and_outputs([]) == (Path("out"), {})
    assert folder_and_outputs(["site", "sarif=a=b"]) == (Path("site"), {Path("a=b"): "sarif"})
    with pytest.raises(Unreadable, match="Two folders"):
        folder_and_outputs(["a", "b"])
    with pytest.raises(Unreadable, match="no format"):
        folder_and_outputs(["srif=a"])


@pytest.mark.parametrize("target", ["lively.yaml", "./lively.yaml", "maps & more/../lively.yaml", "link.yaml"])
def test_no_output_goes_over_an_input(folder: Path, result: Validated, target: str) -> None:
    Path("link.yaml").symlink_to("lively.yaml")
    before = Path("lively.yaml").read_bytes()
    with pytest.raises(Unreadable, match="files that are read"):
        write_outputs(outputs_of(["sarif=fresh.sarif", f"json={target}"]), [result], DAY, "error")
    assert Path("lively.yaml").read_bytes() == before
    assert not Path("fresh.sarif").exists()


def test_all_files_are_written_or_none(folder: Path, result: Validated) -> None:
    Path("taken").mkdir()
    with pytest.raises(Unreadable):
        write_outputs(outputs_of(["sarif=fresh.sarif", "json=taken"]), [result], DAY, "error")
    assert not Path("fresh.sarif").exists()
    assert [path.name for path in Path().iterdir() if path.name.startswith(".")] == [".git"]


@pytest.mark.parametrize("name", ["text", *FORMATS])
@pytest.mark.parametrize(("fail_on", "code"), [("error", 1), ("warning", 1), ("info", 1)])
def test_exit_codes_do_not_depend_on_the_format(folder: Path, name: str, fail_on: str, code: int) -> None:
    words = ["validate", "lively.yaml", "--format", name, "--fail-on", fail_on, "--as-of", DAY.isoformat()]
    assert run(*words).returncode == code == exit_code(validate("lively.yaml", DAY), fail_on)


@pytest.mark.parametrize("name", ["text", *FORMATS])
def test_a_strategy_without_findings_ends_with_0_in_every_format(folder: Path, name: str) -> None:
    update = run("validate", "lively.yaml", "--baseline", "b.json", "--update-baseline", "--as-of", DAY.isoformat())
    assert (update.returncode, update.stderr.strip().endswith("in the baseline.")) == (0, True)
    done = run(
        "validate", "lively.yaml", "--format", name, "--baseline", "b.json", "--fail-on", "info",
        "--as-of", DAY.isoformat(),
    )  # fmt: skip
    assert done.returncode == 0
    if name == "json":
        assert json.loads(done.stdout)["baseline"]["fixed"] == []
    if name in ("github", "gitlab"):
        assert done.stdout in ("", "[]\n")


def run(*words: str) -> "subprocess.CompletedProcess[str]":
    return subprocess.run(
        [sys.executable, "-m", "ecaremap", *words], capture_output=True, text=True, encoding="utf-8"
    )  # fmt: skip


def test_plain_validation_loads_no_report_for_programs(folder: Path) -> None:
    Path("plain.yaml").write_text(LIVELY.replace("# ecaremap: ignore", "# ignore"), encoding="utf-8")
    code = (
        "import sys; sys.argv = ['ecaremap', 'validate', 'plain.yaml'];\n"
        "from ecaremap.__main__ import main\n"
        "try: main()\n"
        "except SystemExit: pass\n"
        "print(sorted(name for name in sys.modules if name.startswith('ecaremap.')), file=sys.stderr)\n"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, encoding="utf-8")
    loaded = set(done.stderr.replace("'", " ").replace(",", " ").split())
    assert "ecaremap.report.text" in loaded
    for name in (
        "report.sarif",
        "report.junit",
        "views.results",
        "usecases.reporting",
        "usecases.baseline",
        "load.comments",
    ):
        assert f"ecaremap.{name}" not in loaded


def test_the_guide_names_every_format_and_only_options_that_exist() -> None:
    import typer

    from ecaremap.cli.app import app

    guide = (Path(__file__).parents[2] / "docs" / "ci.md").read_text(encoding="utf-8")
    assert re.findall(r"^\| `(\w+)` \|", guide, re.MULTILINE)[: len(NAMES)] == list(NAMES)
    commands = typer.main.get_command(app).commands  # type: ignore[attr-defined]
    options = {
        name for command in ("validate", "build", "diff") for param in commands[command].params for name in param.opts
    }
    ours = [line for line in guide.splitlines() if "ecaremap " in line and "pip install" not in line]
    assert set(re.findall(r"--[a-z][a-z-]+", "\n".join(ours))) <= options


def test_a_build_writes_reports_beside_its_files_or_refuses(folder: Path) -> None:
    day = ("--as-of", DAY.isoformat())
    done = run("build", "lively.yaml", "-o", "site", "-o", "json=site/findings.json", *day)
    assert done.returncode == 0
    assert "site/findings.json" in done.stdout.split()
    assert Path("site/findings.json").read_text(encoding="utf-8") == spelled("json", validate("lively.yaml", DAY))
    before = Path("site/strategy.json").read_bytes()
    done = run("build", "lively.yaml", "-o", "site", "-o", "json=site/strategy.json", *day)
    assert (done.returncode, "written by the build itself" in done.stderr) == (2, True)
    assert Path("site/strategy.json").read_bytes() == before


def test_a_build_of_a_broken_strategy_writes_only_the_findings(folder: Path) -> None:
    done = run("build", "broken.yaml", "-o", "site", "-o", "sarif=out.sarif")
    assert done.returncode == 2
    assert "Only the findings were written" in done.stderr
    assert done.stdout == "out.sarif\n"
    assert not Path("site").exists()
    assert json.loads(Path("out.sarif").read_text(encoding="utf-8"))["runs"][0]["results"]


def test_a_build_with_a_baseline_of_broken_yaml_still_builds_nothing(folder: Path) -> None:
    run("validate", "broken.yaml", "--baseline", "b.json", "--update-baseline")
    assert run("validate", "broken.yaml", "--baseline", "b.json").returncode == 0
    done = run("build", "broken.yaml", "-o", "site", "--baseline", "b.json")
    assert (done.returncode, Path("site").exists()) == (1, False)
    assert "error[Y" in done.stderr
