"""What the documents show is what happens: examples load, outputs are as printed, links and commands exist."""

import re
from datetime import date
from pathlib import Path

import pytest

from ecaremap.report.text import lines
from ecaremap.usecases.catalogue import all_checks
from ecaremap.usecases.validate import validate, validate_text

ROOT = Path(__file__).parents[2]
DAY = date(2026, 11, 21)
DOCUMENTS = [*ROOT.glob("*.md"), *(ROOT / "docs").rglob("*.md")]
README = (ROOT / "README.md").read_text(encoding="utf-8")


def blocks(text: str, language: str) -> list[str]:
    return re.findall(rf"^```{language}\n(.*?)^```$", text, re.MULTILINE | re.DOTALL)


def test_the_readme_shows_the_message_its_strategy_gives() -> None:
    (strategy,) = blocks(README, "yaml")
    result = validate_text(strategy.encode(), "strategy.yaml", DAY)
    errors = [finding for finding in result.findings if finding.severity == "error"]
    spelled = "".join("".join(text for _, text in line).rstrip() + "\n" for line in lines(errors, result.sources))
    (shown,) = blocks(README, "text")
    assert spelled.strip() == shown.strip()


def test_the_sketch_of_the_guide_validates(tmp_path: Path) -> None:
    sketch = blocks((ROOT / "docs/strategy.md").read_text(encoding="utf-8"), "yaml")[0]
    (tmp_path / "sketch.yaml").write_text(sketch, encoding="utf-8")
    assert not [f for f in validate(tmp_path, DAY).findings if f.severity == "error"]


@pytest.mark.parametrize("document", DOCUMENTS, ids=lambda path: path.name)
def test_links_lead_somewhere(document: Path) -> None:
    for target in re.findall(r"\]\((?!https?:)([^)#]+)", document.read_text(encoding="utf-8")):
        assert (document.parent / target).exists(), target


@pytest.mark.parametrize("document", DOCUMENTS, ids=lambda path: path.name)
def test_codes_and_commands_exist(document: Path) -> None:
    from typer.main import get_command

    from ecaremap.cli.app import app

    text = document.read_text(encoding="utf-8")
    if document.name == "CHANGELOG.md" or "adr" in document.parts:
        return
    known = set(get_command(app).commands)  # type: ignore[attr-defined]
    assert set(re.findall(r"^ecaremap ([a-z]+)", text, re.MULTILINE)) <= known
    assert set(re.findall(r"\b([YMRPGJCTWD][1-3]\d\d)\b", text)) <= set(all_checks())


def test_every_command_is_in_the_readme() -> None:
    from typer.main import get_command

    from ecaremap.cli.app import app

    for command in get_command(app).commands:  # type: ignore[attr-defined]
        assert f"ecaremap {command}" in README or f"`{command}`" in README, command
