"""The schema in a real editor's hands: yaml-language-server completes, explains and underlines.

The server is found by `YAML_LANGUAGE_SERVER`, on the path, or in the folder of `YLS_HOME`.
"""

import os
import shutil
from collections.abc import Iterator
from importlib.resources import as_file, files
from pathlib import Path

import pytest

from editor.lsp import Server

pytestmark = pytest.mark.editor
HEAD = "ecaremap: 1\nname: Example\ntouchpoints: [call-centre, app]\n"


def command() -> list[str] | None:
    """How to start the server; None where there is none."""
    given = os.environ.get("YAML_LANGUAGE_SERVER")
    found = given or shutil.which("yaml-language-server")
    home = os.environ.get("YLS_HOME")
    if not found and home:
        local = Path(home, "node_modules", ".bin", "yaml-language-server")
        found = str(local) if local.exists() else None
    return [found, "--stdio"] if found else None


@pytest.fixture(scope="module")
def server() -> Iterator[Server]:
    start = command()
    if start is None:
        missing = "yaml-language-server is not there; npm install yaml-language-server, then set YLS_HOME"
        if os.environ.get("CI"):
            pytest.fail(missing)
        pytest.skip(missing)
    with as_file(files("ecaremap").joinpath("schema/ecaremap.schema.json")) as schema:
        running = Server(start, schema)
        yield running
        running.close()


def test_keys_inside_a_request(server: Server) -> None:
    offered = server.complete(HEAD + "requests:\n  pay-bill:\n    name: Pay my bill\n    |\n")
    assert {"volume", "starts_at", "cross_sell", "emotion", "authentication"} <= set(offered)
    assert "name" not in offered


def test_sections_of_a_strategy(server: Server) -> None:
    assert {"requests", "coverage", "rules", "plan"} <= set(server.complete(HEAD + "|\n"))


def test_values_of_a_level(server: Server) -> None:
    offered = server.complete(HEAD + "requests:\n  pay-bill:\n    cross_sell: |\n")
    assert offered == ["none", "low", "medium", "high"]


@pytest.mark.parametrize("row", ["    app: |\n    store: human\n", "    store: human\n    app: |\n", "    app: s|\n"])
def test_degrees_of_a_cell(server: Server, row: str) -> None:
    offered = server.complete(HEAD + "requests: [pay-bill]\ncoverage:\n  pay-bill:\n" + row)
    assert {"none", "inform", "show", "self-serve", "human", "show -> self-serve"} <= set(offered)


def test_keys_of_a_long_cell(server: Server) -> None:
    offered = server.complete(HEAD + "coverage:\n  pay-bill:\n    app:\n      today: show\n      |\n")
    assert {"target", "owner", "human_route"} <= set(offered)


def test_frequencies_and_packs(server: Server) -> None:
    assert server.complete(HEAD + "requests:\n  pay-bill: |\n  cancel: rare\n")[:2] == ["very often", "often"]
    assert "telecom" in server.complete(HEAD + "packs: [|]\n")


def test_fields_and_tests_of_a_rule(server: Server) -> None:
    rule = HEAD + "rules:\n  - id: a\n    when:\n      "
    assert {"request.emotion", "touchpoint.kind", "any"} <= set(server.complete(rule + "|\n    then: forbid\n"))
    offered = server.complete(rule + "request.emotion: |\n    then: forbid\n")
    assert {"high", "not high", "at least medium", "low to high", "missing"} <= set(offered)
    assert "at least request.authentication" in server.complete(
        HEAD + "rules:\n  - id: a\n    then:\n      require:\n        touchpoint.authentication: |\n"
    )


def test_hover_explains(server: Server) -> None:
    text = HEAD + "requests:\n  pay-bill:\n    cross_se|ll: high\n    volume: 12\n"
    assert "Sales value of talking about it" in server.hover(text)
    figure = server.hover(text.replace("|", "").replace("volume", "vol|ume"))
    assert "Needs per period" in figure


def test_misspelt_keys_and_values_are_underlined(server: Server) -> None:
    found = server.problems(
        HEAD + "requests:\n  pay-bill:\n    emotoin: high\n    cross_sell: hihg\ncoverage:\n  pay-bill: {app: shwo}\n"
    )
    assert [line for line, _ in sorted(found)] == [6, 7, 9]
    assert "emotoin" in dict(found)[6]


def test_a_good_strategy_is_left_alone(server: Server) -> None:
    good = Path(__file__).parents[1].joinpath("examples", "example-full.yaml").read_text(encoding="utf-8")
    assert server.problems(good) == []
