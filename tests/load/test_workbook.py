"""Workbooks: what is exported and read again is the same strategy; what is wrong is named by its cell."""

import io
import shutil
import zipfile
from datetime import date, datetime
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from openpyxl import Workbook

from ecaremap.load.loading import load, load_text
from ecaremap.load.problems import Unreadable
from ecaremap.load.workbook import opening
from ecaremap.load.workbook.amounts import amount, spelled
from ecaremap.load.workbook.emit import scalar
from ecaremap.load.workbook.forms import Form
from ecaremap.load.workbook.layout import joined, sheet_specs, split
from ecaremap.load.workbook.texts import decoded, encoded, pieces, stripped
from ecaremap.model.project import Project
from ecaremap.model.strategy import Strategy
from ecaremap.render.xlsx import render_template, render_workbook
from ecaremap.usecases.validate import judge
from ecaremap.usecases.workbooks import Imported, import_workbook
from ecaremap.views.model import MapView, Overview
from ecaremap.views.workbook_rows import blank_workbook, workbook_view

ROOT = Path(__file__).parents[2]
STRATEGIES = [*sorted((ROOT / "maps").glob("[a-z]*")), *sorted((ROOT / "tests" / "examples").glob("*.yaml"))]
DAY = date(2026, 11, 21)


def exported(project: Project) -> bytes:
    nothing = Overview("", (), (), (), (), ())
    view = MapView(
        name="x", level="sketch", as_of="2026-11-21", subtitle="", volumes_per="month", accent="", logo="",
        columns=(), rows=(), row_groups=(), column_groups=(), reasons=(), overview=nothing, rules=(), findings=(),
        sources=(),
    )  # fmt: skip
    return render_workbook(view, workbook_view(project))


def read_back(data: bytes, place: Path) -> Imported:
    file = place / "book.xlsx"
    file.write_bytes(data)
    return import_workbook(file, place / "back", DAY)


def same(before: Strategy, after: Strategy) -> None:
    """Equal, and in the same order: the order of requests says which is more frequent."""
    for name in Strategy.model_fields:
        assert getattr(after, name) == getattr(before, name), name
    for section in ("requests", "touchpoints", "keep_personal", "scenarios", "fixes"):
        assert list(getattr(after, section)) == list(getattr(before, section))


@pytest.mark.parametrize("path", STRATEGIES, ids=lambda path: path.stem)
def test_a_round_trip_loses_nothing(path: Path, tmp_path: Path) -> None:
    # A workbook has the words of the author, not what was measured over them.
    bare = path
    if path.is_dir():
        bare = shutil.copytree(path, tmp_path / "bare", ignore=shutil.ignore_patterns("evidence"))
    before = load(bare).project
    with_evidence = load(path).project
    assert before is not None
    assert with_evidence is not None
    assert exported(with_evidence) == exported(before)
    result = read_back(exported(before), tmp_path)
    assert not result.problems
    after = load(tmp_path / "back").project
    assert after is not None
    same(before.strategy, after.strategy)
    again = exported(after)
    assert again == exported(load(tmp_path / "back").project or after)
    (tmp_path / "second").mkdir()
    assert not read_back(again, tmp_path / "second").problems
    for file in (tmp_path / "back").glob("*.yaml"):
        assert file.read_bytes() == (tmp_path / "second" / "back" / file.name).read_bytes()


def project_of(text: str) -> Project:
    loaded = load_text(text.encode(), "map.yaml")
    assert loaded.project, [f.message for f in loaded.findings]
    return loaded.project


HEAD = "ecaremap: 1\nname: Example\n"
ODD = [
    HEAD + "touchpoints: [app]\nrequests: {a: {}, b: {}}\ncoverage: {a: {}, b: {app: {not_here: x}}}\n",
    HEAD + "touchpoints: {}\nrequests: {}\n",
    HEAD
    + "touchpoints: [app]\nrequests: {a: {assumptions: {labour: {wage: 20 EUR/h}}}}\nassumptions: {}\ngovernance: {}\n",
    HEAD
    + "touchpoints: [app]\nrequests: {a: {assumptions: {leakage: {value: 5%, driver: x}}, sale: {rate: 1%, margin: 2 EUR}}}\n",
    HEAD + 'touchpoints: [app]\nrequests: {a.b: {note: ""}, "311": {note: " x "}}\n',
    HEAD + 'touchpoints: [app]\nrequests: {a: {note: "\\"\\"", description: "\\"quoted\\""}}\n',
    HEAD + 'touchpoints: [app]\nrequests: {a: {name: "=1+1", note: "_x0041_ x005F_", description: "-5"}}\n',
    HEAD + "touchpoints: [app]\nrequests:\n  a:\n    description: |\n      two\n      lines\n    note: '''x'\n",
    HEAD
    + 'touchpoints: [app]\nrequests: {a: {synonyms: ["a, b", "", "[x]", "y"], description: "\\t\\u2028\\x01é😀"}}\n',
    HEAD + "touchpoints: [app]\nrequests: {a: {volume: {p10: 1, p50: 2, p90: 3, source: a few words}}}\n",
    HEAD + "touchpoints: [app]\nrequests: {a: {volume: 12.50, handling: 007.5 min}}\n".replace("007.5", "7.50"),
    HEAD + "touchpoints: [app]\nrequests: {a: {}}\ncoverage: {a: {app: {today: show, target: show, expected: {}}}}\n",
    HEAD
    + "touchpoints: [app]\nrequests: {a: {}}\nmeasurement: {touchpoint_codes: {'a.b \"c': app, '1': app, ' ': app}}\n".replace(
        ", ' ': app", ""
    ),
    HEAD
    + "touchpoints: [app]\nrequests: {a: {}}\nrules: [{id: r, when: {any: [{request.tags: [x, y]}, {request.id: a}]}, then: forbid}]\n",
    HEAD
    + "touchpoints: [app]\nrequests: {a: {}}\nscenarios: {x: {}, y.z: {requests: {a: {starts_at: {app: 100%}}}}}\n",
    HEAD
    + "touchpoints: {app: {accessible: true, hands_over_to: {chat: {context: context lost, share: 5%}}}, chat: {}}\nrequests: {a: {}}\n",
    HEAD
    + "touchpoints: [app, chat]\nnot_live_yet: {chat: pilot}\nowners: {digital: Us}\nrequests: {a: often}\nkeep_personal: {a: because}\n",
    HEAD
    + "touchpoints: [app]\nrequests: {a: {}}\nplan: {starts: 2027-01, horizon: 24 months, freezes: [2027-12], teams: {app: 6}}\n",
]


@pytest.mark.parametrize("text", ODD)
def test_odd_things_survive(text: str, tmp_path: Path) -> None:
    before = project_of(text)
    result = read_back(exported(before), tmp_path)
    assert not result.problems
    after = load(tmp_path / "back").project
    assert after is not None
    same(before.strategy, after.strategy)


def test_a_text_longer_than_a_cell_goes_on_beside_it(tmp_path: Path) -> None:
    long = "word " * 20_000 + "😀" * 20_000 + "end"
    before = project_of(
        HEAD + f'touchpoints: [app]\nrequests: {{a: {{note: "{long}"}}}}\nreport: {{client: "{long}"}}\n'
    )
    assert not read_back(exported(before), tmp_path).problems
    after = load(tmp_path / "back").project
    assert after is not None
    same(before.strategy, after.strategy)


def test_packs_stay_packs(tmp_path: Path) -> None:
    before = project_of(HEAD + "packs: [telecom, core]\ntouchpoints: [app]\nrequests: {pay-bill: often}\n")
    read_back(exported(before), tmp_path)
    text = (tmp_path / "back" / "requests.yaml").read_text()
    assert "job" not in text
    assert not (tmp_path / "back" / "rules.yaml").exists()


def test_what_is_extended_is_written_out(tmp_path: Path) -> None:
    (tmp_path / "base.yaml").write_text(HEAD + "touchpoints: [app]\nrequests: {a: often}\n")
    (tmp_path / "own.yaml").write_text("name: Own\nextends: [base.yaml]\nrequests: {b: {name: B}}\n")
    before = load(tmp_path / "own.yaml").project
    assert before is not None
    assert not read_back(exported(before), tmp_path).problems
    after = load(tmp_path / "back").project
    assert after is not None
    same(before.strategy.model_copy(update={"extends": ()}), after.strategy)


# Properties

texts = st.text(st.characters(codec="utf-8", exclude_categories=["Cs"]), max_size=30)
words = st.sampled_from(
    ["Billing", "a: b", "# no", "null", "yes", "12", "=1", "x, y", "- z", "tab\tx", "«»", "1.5 EUR", "  ", ""]
)
said = words | texts.filter(lambda t: not set(t) & set("\x85\u2028\u2029"))
ids = st.sampled_from(["a", "b-c", "d.e", "1", "null", "x_y", "true"])
shares = st.sampled_from(["5%", "7.50%", "0.1%", "20% (10% to 30%)", "5% to 9%", "37% within 1 day", "100%", "33 %"])
counts = st.sampled_from(["1", "42000", "1.50", "10 (5 to 20)", "1e3", "123456789", "0.000001"])
money = st.sampled_from(["1 EUR", "12.50 EUR", "-3 EUR", "10000 GBP", "1 EUR (0.5 to 2 EUR)", "0.10 CHF"])


def figure(values: st.SearchStrategy[str]) -> st.SearchStrategy[Any]:
    parts = {"value": values}
    more = {"source": said, "driver": said, "as_of": st.sampled_from(["2026-09-30", "1899-01-01", "2100-12-31"])}
    return values | st.fixed_dictionaries(parts, optional=more)


def maybe(**parts: st.SearchStrategy[Any]) -> st.SearchStrategy[dict[str, Any]]:
    return st.fixed_dictionaries({}, optional=parts)


degrees = st.sampled_from(
    ["none", "inform", "show", "self-serve", "show -> self-serve", "none -> assisted", "proactive"]
)
requests = maybe(
    name=said, synonyms=st.lists(said, max_size=3), family=said, volume=figure(counts), note=said,
    job=st.sampled_from(["learn", "transact"]), tags=st.lists(ids, max_size=2, unique=True),
    starts_at=st.sampled_from([{}, {"app": "100%"}, {"app": {"value": "40.0%", "source": "a, b"}, "store": "60%"}]),
    completes=st.sampled_from(["yes", "no"]), translations=st.dictionaries(said.filter(str.strip), said, max_size=2),
    assumptions=maybe(leakage=figure(shares), labour=st.fixed_dictionaries({"wage": st.just("20 EUR/h")})),
    decided=st.fixed_dictionaries({"by": said, "date": st.just("2026-01-31")}),
)  # fmt: skip
cells = degrees | st.fixed_dictionaries({"today": st.sampled_from(["none", "show"])}, optional={
    "target": st.sampled_from(["show", "assisted"]), "owner": said,
    "completion": figure(shares), "expected": maybe(csat=figure(shares), source=said),
    "human_route": st.sampled_from(["none", "named-person"]), "answers_within": st.sampled_from(["2 min", "1.5 h"]),
}) | st.fixed_dictionaries({"not_here": said})  # fmt: skip
trees = st.fixed_dictionaries(
    {
        "ecaremap": st.just("1"),
        "name": said,
        "touchpoints": st.fixed_dictionaries({
            "app": maybe(owner=said, accessible=st.sampled_from(["true", "false"]), cost_per_contact=figure(money)),
            "store": maybe(hours=st.sampled_from(["24/7", "08:00-20:00 Mon-Sat"]), tags=st.lists(ids, max_size=2)),
        }),
        "requests": st.builds(lambda first, more: {"a": first, **more}, requests, st.dictionaries(ids, requests, max_size=3)),
    },
    optional={
        "coverage": st.dictionaries(st.just("a"), st.dictionaries(st.sampled_from(["app", "store"]), cells, max_size=2), max_size=3),
        "owners": st.dictionaries(st.sampled_from(["app", "digital"]), said, max_size=2),
        "report": maybe(client=said, prepared_by=said),
        "assumptions": maybe(leakage=figure(shares), discount_rate=figure(shares)),
        "sources": st.dictionaries(ids, st.fixed_dictionaries({"title": said, "kind": st.just("client")}, optional={"url": said}), max_size=2),
        "rules": st.lists(ids, max_size=3, unique=True).map(
            lambda names: [{"id": name, "when": {"request.id": "not a"}, "then": {"cap": "assisted"}} for name in names]
        ),
        "scenarios": st.dictionaries(ids, maybe(assumptions=maybe(leakage=figure(shares))), max_size=2),
        "governance": maybe(owner=said, forum=st.fixed_dictionaries({"name": said}, optional={"members": st.lists(said, max_size=3)})),
    },
)  # fmt: skip


def yaml(value: Any) -> str:
    """As JSON, which is YAML with every text in quotes."""
    import json

    text = json.dumps(value, ensure_ascii=False)
    return "".join(
        c if c == "\n" or (c.isprintable() and c != "\ufeff") or c == "\u00a0" else f"\\u{ord(c):04x}" for c in text
    )


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(trees)
def test_random_strategies_survive(tmp_path_factory: pytest.TempPathFactory, tree: dict[str, Any]) -> None:
    loaded = load_text(yaml(tree).encode(), "map.yaml")
    judged = judge(loaded, "map.yaml", DAY)
    if loaded.project is None or any(f.severity == "error" and f.code[0] in "YMR" for f in judged.findings):
        return
    place = tmp_path_factory.mktemp("book")
    result = read_back(exported(loaded.project), place)
    assert not result.problems
    after = load(place / "back").project
    assert after is not None
    same(loaded.project.strategy, after.strategy)


@settings(deadline=None)
@given(texts | words)
def test_texts_in_cells_come_back(text: str) -> None:
    assert decoded(stripped(encoded(text))) == text
    assert "".join(decoded(stripped(piece)) for piece in pieces(text)) == text


@settings(deadline=None)
@given(texts | words)
def test_texts_in_yaml_come_back(text: str) -> None:
    from ecaremap.load.problems import Problems
    from ecaremap.load.yaml_events import parse

    problems = Problems()
    assert parse(f"key: {scalar(text)}\nlist: [{scalar(text)}]\n", 0, problems) == {"key": text, "list": [text]}
    assert not problems.findings


@settings(deadline=None)
@given(st.lists(texts.filter(bool), min_size=1, max_size=4))
def test_paths_come_back(parts: list[str]) -> None:
    assert split(joined(tuple(parts))) == tuple(parts)


@settings(deadline=None)
@given(st.decimals(-(10**6), 10**9, allow_nan=False, places=3), st.sampled_from(["", "%", " EUR", " days", " EUR/h"]))
def test_amounts_come_back(number: Any, unit: str) -> None:
    text = f"{number}{unit}"
    found = amount(text, Form("figure", quantity="count"))
    assert found is None or spelled(found.number, found.format) == text


@pytest.mark.parametrize(
    ("number", "shape", "text"),
    [
        (0.2, "0%", "20%"), (0.375, "0.0%", "37.5%"), (12.5, "0.00", "12.50"), (12.5, '#,##0.00" EUR"', "12.50 EUR"),
        (12.5, "#,##0.00 [$€-407]", "12.50 EUR"), (12.5, "[$£-809]#,##0.00", "12.50 GBP"), (7, '0" days"', "7 days"),
        (1234567, "#,##0", "1234567"), (0.07, "0%", "7%"), (12.5, "_-* #,##0.00 [$€-407]_-;-* #,##0.00 [$€-407]_-", "12.50 EUR"),
        (12.5, '"$"#,##0.0', "12.5 USD"), (3, "General", "3"), (3.0, "@", "3"), (0.12345, "0%", "12.345%"), (5, '0 "min"', "5 min"),
        (1e-7, "0", "0.0000001"),
    ],
)  # fmt: skip
def test_numbers_of_clients_keep_their_unit(number: float, shape: str, text: str) -> None:
    assert spelled(number, shape) == text


# What is wrong is named by its cell


def book(**sheets: list[list[Any]]) -> bytes:
    made = Workbook()
    made.remove(made.active)
    for name, rows in sheets.items():
        sheet = made.create_sheet(name.replace("_", " "))
        for row in rows:
            sheet.append(row)
    stream = io.BytesIO()
    made.save(stream)
    return stream.getvalue()


SMALL: dict[str, list[list[Any]]] = {
    "Settings": [["key", "value"], ["name", "Small"]],
    "Touchpoints": [["id", "kind"], ["app", None], ["chat", None]],
    "Requests": [["id", "name", "volume"], ["pay", "Pay", 100]],
    "Cells": [["request", "touchpoint", "today", "target"], ["pay", "app", "show", "self-serve"]],
}


WHOLE = book(**SMALL)


def problems_of(tmp_path: Path, **sheets: list[list[Any]]) -> tuple[str, ...]:
    result = read_back(book(**{**SMALL, **sheets}), tmp_path)
    assert result.problems or (tmp_path / "back").exists()
    if result.problems:
        assert not (tmp_path / "back").exists()
    return result.problems


def test_a_small_workbook_is_read(tmp_path: Path) -> None:
    assert problems_of(tmp_path) == ()
    assert "pay: {app: show -> self-serve}" in (tmp_path / "back" / "coverage.yaml").read_text()


CASES: list[tuple[dict[str, list[list[Any]]], str]] = [
    ({"Cells": [["request", "touchpoint", "today"], ["pay", "app", "self serve"]]},
     "Cells!C2: 'self serve' is not a degree; did you mean 'self-serve'?"),
    ({"Cells": [["request", "touchpoint", "today"], ["pay", None, "show"]]}, "Cells!B2: this row has no touchpoint"),
    ({"Cells": [["request", "touchpoint", "today"], ["pay", "ap", "show"]]}, "Cells!B2: "),
    ({"Cells": [["request", "touchpoint", "todai"], ["pay", "app", "show"]]},
     "Cells!C1: 'todai' is not a column I know; did you mean 'today'?"),
    ({"Cells": [["request", "touchpoint", "today"], ["pay", "app", "show"], ["pay", "app", "none"]]}, "Cells!B3: 'app' stands here twice; the first is in row 2"),
    ({"Requests": [["id", "handling"], ["pay", 4]]}, "Requests!B2: '4' has no unit; write 4 days"),
    ({"Requests": [["id", "emotion"], ["pay", "hihg"]]}, "Requests!B2: 'hihg' is not a value of emotion; did you mean 'high'?"),
    ({"Requests": [["id", "starts_at"], ["pay", "app: {"]]}, "Requests!B2: "),
    ({"Requests": [["id", "volume"], ["pay", datetime(2026, 1, 2)]]}, "Requests!B2: a date (2026-01-02) stands where none is wanted"),
    ({"Requests": [["id", "volume"], ["pay", "=1+1"]]}, "Requests!B2: this formula has never been calculated"),
    ({"Requests": [["id", "note", None], ["pay", "x", "lost"]]}, "Requests!C2: this column has no heading"),
    ({"Requests": [["name"], ["Pay"]]}, "Requests!A1: the sheet 'Requests' has no row of headings I know; it needs id"),
    ({"Requests": [["id", "name"], ["pay", "a"], ["pay", "b"]]}, "Requests!A3: 'pay' stands here twice"),
    ({"Requests": [["id", "volume"], ["Pay my bill", 1]]}, "Requests!A2: 'Pay my bill' cannot be an id"),
    ({"Settings": [["key", "value"], ["name", "x"], ["levl", "sketch"]]}, "Settings!"),
    ({"Settings": [["key", "value"], ["name", "x"], ["name", "y"]]}, "Settings!B3: another cell says something else about name"),
    ({"Settings": [["key", "value"], ["level", "sketch"]]}, "Settings!A1: the strategy has no name"),
    ({"Sources": [["id", "title", "kind", "as_of"], ["s", "S", "client", datetime(2026, 1, 2, 3, 4)]]}, "Sources!D2: a date with a time stands here"),
    ({"Rules": [["id", "when", "then"], ["r", "request.emotin: high", "forbid"]]}, "Rules!B2: "),
    ({"Rules": [["id", "then"], ["r", None]]}, "Rules!A2: 'then' is missing"),
    ({"Walk-throughs": [["date", "who"], ["2026-01-02", "x"]]}, "'Walk-throughs'!A2: "),
]  # fmt: skip


@pytest.mark.parametrize(("sheets", "expected"), CASES)
def test_problems_are_named_by_sheet_and_cell(
    sheets: dict[str, list[list[Any]]], expected: str, tmp_path: Path
) -> None:
    found = problems_of(tmp_path, **sheets)
    assert any(line.startswith(expected) for line in found), found


def test_all_problems_come_in_one_run(tmp_path: Path) -> None:
    merged: dict[str, list[list[Any]]] = {
        "Cells": [["request", "touchpoint", "today"], ["pay", "app", "shw"], ["pay", "chat", "asisted"]],
        "Requests": [["id", "emotion", "volume"], ["pay", "hihg", "many"]],
        "Settings": [["key", "value"], ["name", "x"], ["level", "sketsch"]],
    }
    assert len(problems_of(tmp_path, **merged)) == 5


def test_dates_numbers_and_truth_values_are_read_as_meant(tmp_path: Path) -> None:
    sheets: dict[str, list[list[Any]]] = {
        "Sources": [["id", "title", "kind", "as_of"], ["s", 2026, "client", datetime(2026, 9, 30)]],
        "Touchpoints": [["id", "accessible"], ["app", True], ["chat", False]],
        "Requests": [["id", "completes", "volume"], ["pay", True, 42000]],
        "Settings": [
            ["key", "value"],
            ["name", "x"],
            ["plan.starts", datetime(2027, 1, 1)],
            ["plan.horizon", "24 months"],
        ],
    }
    assert problems_of(tmp_path, **sheets) == ()
    project = load(tmp_path / "back").project
    assert project is not None
    strategy = project.strategy
    assert strategy.sources["s"].as_of == date(2026, 9, 30)
    assert strategy.sources["s"].title == "2026"
    assert strategy.touchpoints["app"].accessible is True
    assert strategy.requests["pay"].completes == "yes"
    assert strategy.plan is not None
    assert strategy.plan.starts == "2027-01"


def test_a_plain_table_of_a_client(tmp_path: Path) -> None:
    rows = [
        ["Contact strategy 2027"], [None],
        ["Request", "Phone", "My Account", "App", "Volume"],
        ["Pay my bill", "human", "show → self-serve", "self-serve", 42000],
        ["Complain", "human", None, "not here: needs a person", None],
    ]  # fmt: skip
    result = read_back(book(Overview=rows, Other=[["x"]]), tmp_path)
    assert result.problems == ()
    assert result.notices == ("The sheet 'Other' was not read.",)
    project = load(tmp_path / "back").project
    assert project is not None
    strategy = project.strategy
    assert strategy.name == "book"
    assert list(strategy.touchpoints) == ["call-centre", "account", "app"]
    assert strategy.touchpoints["call-centre"].name == "Phone"
    assert strategy.requests["pay-my-bill"].name == "Pay my bill"
    assert strategy.coverage["pay-my-bill"]["account"].target == "self-serve"
    assert strategy.coverage["complain"]["app"].not_here == "needs a person"
    assert "account" not in strategy.coverage["complain"]


def test_a_plain_table_with_mistakes(tmp_path: Path) -> None:
    rows = [["", "App", "Pigeon"], ["Pay", "self serve", "human"], ["Pay", "none", None], [None, "none", None]]
    found = read_back(book(Sheet1=rows), tmp_path).problems
    assert "Sheet1!B2: 'self serve' is not a degree; did you mean 'self-serve'?" in found
    assert any(line.startswith("Sheet1!C1: 'Pigeon' is not a kind of touchpoint") for line in found)
    assert any(line.startswith("Sheet1!A3: 'Pay' stands here twice") for line in found)
    assert any(line.startswith("Sheet1!B4: this row has no request") for line in found)


def test_the_template_can_be_filled_in(tmp_path: Path) -> None:
    from openpyxl import load_workbook

    blank = load_workbook(io.BytesIO(render_template(blank_workbook(), "2026-11-21")))
    assert read_back(render_template(blank_workbook(), "2026-11-21"), tmp_path).problems
    blank["Settings"]["B5"] = "Filled in"
    assert blank["Settings"]["A5"].value == "name"
    for cell, value in {
        "B1": "App",
        "C1": "Call centre",
        "A2": "Pay a bill",
        "B2": "show -> self-serve",
        "C2": "human",
    }.items():
        blank["Matrix"][cell] = value
    stream = io.BytesIO()
    blank.save(stream)
    assert read_back(stream.getvalue(), tmp_path).problems == ()
    project = load(tmp_path / "back").project
    assert project is not None
    assert project.strategy.name == "Filled in"
    assert project.strategy.coverage["pay-a-bill"]["app"].target == "self-serve"


# What is no workbook


def unreadable(data: bytes, tmp_path: Path) -> str:
    with pytest.raises(Unreadable) as caught:
        read_back(data, tmp_path)
    assert not (tmp_path / "back").exists()
    return caught.value.message


@settings(
    max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow]
)
@given(st.binary(max_size=200))
def test_random_bytes_are_refused(tmp_path: Path, data: bytes) -> None:
    assert "book.xlsx" in unreadable(data, tmp_path)


@settings(
    max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow]
)
@given(st.data())
def test_damaged_workbooks_are_refused_or_read(tmp_path: Path, data: st.DataObject) -> None:
    whole = WHOLE
    cut = data.draw(st.integers(0, len(whole) - 1))
    assert unreadable(whole[:cut], tmp_path)
    at = data.draw(st.integers(0, len(whole) - 1))
    broken = whole[:at] + bytes([whole[at] ^ data.draw(st.integers(1, 255))]) + whole[at + 1 :]
    (tmp_path / "book.xlsx").write_bytes(broken)
    out = tmp_path / f"out{len(list(tmp_path.iterdir()))}"
    try:
        done = import_workbook(tmp_path / "book.xlsx", out, DAY)
    except Unreadable:
        assert not out.exists()
    else:
        assert bool(done.problems) != out.exists()


def packed(**parts: bytes) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, text in parts.items():
            archive.writestr(name, text)
    return stream.getvalue()


def test_zip_bombs_are_refused_before_they_unpack(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(opening, "MAX_UNPACKED", 1_000_000)
    assert "unpacks to more than" in unreadable(packed(**{"xl/workbook.xml": b" " * 2_000_000}), tmp_path)
    assert "too many parts" in unreadable(packed(**{f"{n}.xml": b"" for n in range(2_100)}), tmp_path)


def test_entities_old_formats_and_missing_files_are_refused(tmp_path: Path) -> None:
    bomb = b'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "aaaa">]><x>&a;</x>'
    assert "definitions" in unreadable(packed(**{"xl/workbook.xml": bomb}), tmp_path)
    assert "old .xls" in unreadable(b"\xd0\xcf\x11\xe0" + bytes(600), tmp_path)
    assert "cannot be read as a workbook" in unreadable(packed(**{"a.xml": b"<a/>"}), tmp_path)
    with pytest.raises(Unreadable, match="no file"):
        import_workbook(tmp_path / "none.xlsx", tmp_path / "back", DAY)
    with pytest.raises(Unreadable):
        import_workbook(tmp_path, tmp_path / "back", DAY)


def test_a_workbook_without_a_strategy(tmp_path: Path) -> None:
    assert unreadable(book(Sheet1=[["a", "b"], ["c", 5]]), tmp_path) == "No sheet of this workbook holds a strategy."


def test_a_sheet_that_claims_to_be_huge(tmp_path: Path) -> None:
    far = book(**SMALL, Far=[["x"]])
    stream = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(far)) as source, zipfile.ZipFile(stream, "w") as target:
        for part in source.infolist():
            text = source.read(part)
            if part.filename.endswith("sheet5.xml"):
                text = text.replace(b'r="A1"', b'r="XFD999999999"').replace(b'r="1"', b'r="999999999"')
            target.writestr(part, text)
    assert "too large" in unreadable(stream.getvalue(), tmp_path)


def test_a_folder_that_is_not_new_stays_as_it_is(tmp_path: Path) -> None:
    (tmp_path / "back").mkdir()
    (tmp_path / "back" / "mine").write_text("x")
    with pytest.raises(Unreadable, match="not empty"):
        read_back(book(**SMALL), tmp_path)
    assert [path.name for path in (tmp_path / "back").iterdir()] == ["mine"]


def test_without_openpyxl_it_says_what_to_install(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(__import__("sys").modules, "openpyxl", None)
    data = render_template(blank_workbook(), "2026-11-21")
    (tmp_path / "book.xlsx").write_bytes(data)
    with pytest.raises(Unreadable) as caught:
        import_workbook(tmp_path / "book.xlsx", tmp_path / "back", DAY)
    assert "pip install 'ecaremap[import]'" in caught.value.fix


def test_every_section_of_the_declaration_has_a_place() -> None:
    names = [spec.name for spec in sheet_specs()]
    assert len(names) == len(set(names))
    assert all(len(name) <= 31 for name in names)
