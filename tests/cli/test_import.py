"""import, init --workbook, and the workbook that build writes, as users run them."""

import sys
import zipfile
from pathlib import Path

import pytest
from commands import MAPS, hashes, tool
from openpyxl import load_workbook


@pytest.fixture
def book(tmp_path: Path) -> Path:
    done = tool("build", MAPS / "minimal.yaml", "-o", tmp_path / "out")
    assert done.returncode == 0, done.stderr
    assert f"{tmp_path}/out/strategy.xlsx" in done.stdout.split("\n")
    return tmp_path / "out" / "strategy.xlsx"


@pytest.mark.parametrize(
    "words", [("import", "BOOK", "-o", "DIR"), ("init", "DIR", "--workbook", "BOOK")], ids=" ".join
)
def test_a_workbook_becomes_a_strategy(words: tuple[str, ...], book: Path, tmp_path: Path) -> None:
    folder = tmp_path / "new"
    given = {"BOOK": book, "DIR": folder}
    done = tool(*(given.get(word, word) for word in words))
    assert done.returncode == 0, done.stderr
    assert [Path(line).name for line in done.stdout.split()][:2] == ["strategy.yaml", "touchpoints.yaml"]
    assert "Next: ecaremap validate" in done.stderr
    assert tool("validate", folder).returncode == 0
    before = hashes(folder)
    again = tool(*(given.get(word, word) for word in words))
    assert again.returncode == 2
    assert "not empty" in again.stderr
    assert hashes(folder) == before


def test_two_builds_give_the_same_workbook(book: Path, tmp_path: Path) -> None:
    assert tool("build", MAPS / "minimal.yaml", "-o", tmp_path / "second").returncode == 0
    assert (tmp_path / "second" / "strategy.xlsx").read_bytes() == book.read_bytes()
    with zipfile.ZipFile(book) as archive:
        assert not any(str(tmp_path).encode() in archive.read(name) for name in archive.namelist())


def test_problems_are_listed_and_nothing_is_written(book: Path, tmp_path: Path) -> None:
    filled = load_workbook(book)
    sheet = filled["Cells"]
    columns = {cell.value: cell.column for cell in sheet[3]}
    sheet.cell(4, columns["today"]).value = "self serve"
    sheet.cell(5, columns["human_route"]).value = "sometimes"
    filled.save(book)
    done = tool("import", book, "-o", tmp_path / "new")
    assert done.returncode == 1
    assert done.stdout == ""
    lines = done.stderr.split("\n")
    assert lines[0] == "Cells!E4: 'self serve' is not a degree; did you mean 'self-serve'?"
    assert lines[1].startswith("Cells!")
    assert lines[2] == f"Nothing was written: {book} has 2 problems."
    assert not (tmp_path / "new").exists()


def test_what_is_no_workbook_is_said_so(tmp_path: Path) -> None:
    (tmp_path / "x.xlsx").write_bytes(b"PK\x03\x04 broken")
    for file in ("x.xlsx", "none.xlsx", "."):
        done = tool("import", tmp_path / file, "-o", tmp_path / "new")
        assert done.returncode == 2
        assert done.stderr.startswith("error: ")
        assert "Traceback" not in done.stderr
        assert not (tmp_path / "new").exists()
    assert tool("import", tmp_path / "x.xlsx").returncode == 2


def test_the_template_is_written_once(tmp_path: Path) -> None:
    file = tmp_path / "blank.xlsx"
    assert tool("import", "--template", file).returncode == 0
    assert "Matrix" in load_workbook(file).sheetnames
    again = tool("import", "--template", file)
    assert again.returncode == 2
    assert "exists" in again.stderr
    assert tool("import", "--template", file, "-o", tmp_path / "x").returncode == 2


def test_a_workbook_and_a_template_do_not_go_together(book: Path, tmp_path: Path) -> None:
    assert tool("init", tmp_path / "new", "--workbook", book, "--from", "bank").returncode == 2


def test_a_name_given_wins(book: Path, tmp_path: Path) -> None:
    assert tool("import", book, "-o", tmp_path / "new", "--name", "Other: one").returncode == 0
    assert 'name: "Other: one"' in (tmp_path / "new" / "strategy.yaml").read_text()


def test_help_needs_no_heavy_library() -> None:
    import subprocess

    code = (
        "import sys; sys.argv = ['ecaremap', 'import', '--help']\n"
        "from ecaremap.__main__ import main\n"
        "try: main()\nexcept SystemExit: pass\n"
        "print([m for m in ('xlsxwriter', 'openpyxl', 'pydantic', 'yaml') if m in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True)
    assert done.stdout.rstrip().endswith("[]"), done.stdout
