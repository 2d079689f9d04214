"""The site builds strictly, fetches nothing, and its reference says what the code says."""

import os
import re
import subprocess
import sys
from html import unescape
from pathlib import Path

import pytest
from typer.main import get_command

from docs.scratch import ROOT
from ecaremap.cli.app import app
from ecaremap.model.fields import field_table
from ecaremap.model.strategy import Strategy
from ecaremap.usecases.catalogue import all_checks

FROM_OUTSIDE = re.compile(r"""<(?:script|link|img|iframe)[^>]*?(?:src|href)=["']?(?:https?:)?//[^"'>\s]*""")


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("site")
    done = subprocess.run(
        [sys.executable, "-m", "mkdocs", "build", "--strict", "--quiet", "--site-dir", str(folder)],
        cwd=ROOT, env={**os.environ, "NO_MKDOCS_2_WARNING": "1"}, capture_output=True, text=True,
    )  # fmt: skip
    assert done.returncode == 0, done.stdout + done.stderr
    return folder


def words(page: Path) -> str:
    return unescape(re.sub(r"<[^>]+>", "", page.read_text("utf-8")))


def test_nothing_comes_from_outside(site: Path) -> None:
    for page in site.rglob("*.html"):
        # A canonical address would be one of a host; no host is known.
        assert FROM_OUTSIDE.findall(page.read_text("utf-8")) == [], page.name
    # Scripts carry notices of licences; what matters is what they and the styles load.
    for file in site.rglob("*.css"):
        assert not re.search(r"url\([\"']?https?:|@import", file.read_text("utf-8")), file.name


def test_there_is_a_search(site: Path) -> None:
    index = (site / "search" / "search_index.json").read_text("utf-8")
    assert "P301" in index
    assert "ecaremap sign" in index


def test_every_command_and_option_is_in_the_reference(site: Path) -> None:
    page = words(site / "reference" / "commands.html")
    left = dict(get_command(app).commands)  # type: ignore[attr-defined]
    while left:
        name, command = left.popitem()
        assert f"ecaremap {name}" in page
        left |= {f"{name} {inner}": it for inner, it in getattr(command, "commands", {}).items()}
        for parameter in command.params:
            if parameter.param_type_name == "option":
                assert all(option in page for option in parameter.opts), f"{name} {parameter.opts}"
    assert "Enum" not in page


def test_every_key_of_the_format_is_in_the_reference(site: Path) -> None:
    page = (site / "reference" / "format.html").read_text("utf-8")
    keys = {key for name, entry in _objects() for key in entry["properties"]}
    assert len(keys) > 150
    assert [key for key in sorted(keys) if f"<code>{key}</code>" not in page] == []


def _objects() -> list[tuple[str, dict]]:
    schema = Strategy.model_json_schema(by_alias=True)
    inner = [(name, entry) for name, entry in schema["$defs"].items() if "properties" in entry]
    return [("Strategy", schema), *inner]


def test_every_field_of_rules_is_in_the_reference(site: Path) -> None:
    page = (site / "reference" / "fields.html").read_text("utf-8")
    assert [key for key in field_table() if f"<code>{key}</code>" not in page] == []


def test_every_finding_has_its_page(site: Path) -> None:
    table = words(site / "reference" / "findings" / "index.html")
    for code, check in all_checks().items():
        page = (site / "reference" / "findings" / f"{code[0]}.html").read_text("utf-8")
        assert f'id="{code.lower()}"' in page
        assert check.summary in table


def test_every_decision_is_there(site: Path) -> None:
    index = (site / "index.html").read_text("utf-8")
    for record in (ROOT / "docs" / "adr").glob("*.md"):
        assert f"adr/{record.stem}.html" in index, record.name


def test_code_of_the_documents_is_not_published(site: Path) -> None:
    assert list(site.rglob("*.py")) == []
    assert list(site.rglob("*.pyc")) == []


def test_links_to_files_of_the_repository_become_pages() -> None:
    sys.path.insert(0, str(ROOT / "docs"))
    import generate

    assert generate.moved("[a](docs/rules.md#tests)", "README.md", "index.md") == "[a](rules.md#tests)"
    assert generate.moved("[a](maps/minimal.yaml)", "README.md", "index.md") == "a"
    assert generate.moved("[a](../CHANGELOG.md)", "docs/ci.md", "ci.md") == "[a](changelog.md)"
    check = "../src/ecaremap/load/checks/d101_former_id_in_use.md"
    assert generate.moved(f"[a]({check})", "docs/diff.md", "diff.md") == "[a](reference/findings/D.md#d101)"
    assert generate.moved("![a](images/b.png)", "docs/diff.md", "diff.md") == "![a](images/b.png)"
    assert generate.moved("[a](https://x.org)", "docs/diff.md", "diff.md") == "[a](https://x.org)"
