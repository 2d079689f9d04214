"""From sheets to the strategy's entries, each value with the cell it came from."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from ecaremap.load.problems import Unreadable
from ecaremap.load.workbook.forms import Form, Path, resolve
from ecaremap.load.workbook.headings import Heading, Headings, find_headings
from ecaremap.load.workbook.layout import DRAWN, MATRIX, SETTINGS, SheetSpec, joined, sheet_specs, split
from ecaremap.load.workbook.matrix import find_matrix, read_matrix
from ecaremap.load.workbook.opening import RawCell, RawSheet
from ecaremap.load.workbook.problems import CellProblems, Spot
from ecaremap.load.workbook.rows import Clash, Placed, entry
from ecaremap.load.workbook.texts import decoded, stripped
from ecaremap.load.workbook.values import arrowed, degree_problem, text_of, value_of
from ecaremap.model.strategy import FORMAT_VERSION, STEPS, Strategy
from ecaremap.model.tree import Items, Mark, Table

_TEXT = Form("text")


@dataclass
class Read:
    """What a workbook holds: entries with places, problems by cell, remarks."""

    tree: Table = field(default_factory=Table)
    problems: CellProblems = field(default_factory=CellProblems)
    notices: list[str] = field(default_factory=list)


def read_sheets(sheets: list[RawSheet], name: str | None, usual_name: str) -> Read:
    """The strategy in the sheets of a workbook.

    `name` is the strategy's name if the user gave one; `usual_name` serves a plain matrix, which has none.

    Raises:
        Unreadable: no sheet that could hold a strategy.
    """
    read = Read()
    read.problems.sheets = [sheet.name for sheet in sheets]
    by_name = {sheet.name.strip().lower(): number for number, sheet in enumerate(sheets)}
    known = {spec.name.lower(): spec for spec in sheet_specs()}
    ours = [by_name[low] for low in (*known, SETTINGS.lower(), MATRIX.lower()) if low in by_name]
    if not ours:
        return _only_a_matrix(read, sheets, name or usual_name)
    for low, spec in known.items():
        if low in by_name:
            _SheetReader(read, sheets[by_name[low]], by_name[low]).rows(spec)
    if MATRIX.lower() in by_name:
        number = by_name[MATRIX.lower()]
        read_matrix(read.tree, read.problems, sheets[number], number)
    if SETTINGS.lower() in by_name:
        number = by_name[SETTINGS.lower()]
        _SheetReader(read, sheets[number], number).settings()
    drawn = {title.lower() for title in DRAWN}
    unread = [sheet.name for i, sheet in enumerate(sheets) if i not in ours and sheet.name.strip().lower() not in drawn]
    read.notices += [f"The sheet '{title}' was not read." for title in unread]
    _complete(read, by_name, name)
    return read


def _only_a_matrix(read: Read, sheets: list[RawSheet], name: str) -> Read:
    number = find_matrix(sheets)
    if number is None:
        raise Unreadable(
            "No sheet of this workbook holds a strategy.",
            "Fill in a blank one (ecaremap import --template new.xlsx), or a table with requests in the first column, "
            "touchpoints in the first row and degrees in the cells.",
        )
    read_matrix(read.tree, read.problems, sheets[number], number)
    read.notices += [f"The sheet '{sheet.name}' was not read." for i, sheet in enumerate(sheets) if i != number]
    mark = Spot(number, 1, 1).mark()
    read.tree.put("ecaremap", FORMAT_VERSION, mark)
    read.tree.put("name", name, mark)
    return read


def _complete(read: Read, by_name: dict[str, int], name: str | None) -> None:
    """What every strategy needs and nobody should have to type."""
    tree = read.tree
    settings = by_name.get(SETTINGS.lower(), 0)
    if "ecaremap" not in tree:
        tree.put("ecaremap", FORMAT_VERSION, Spot(settings, 1, 1).mark())
    if name is not None:
        tree.put("name", name, Spot(settings, 1, 1).mark())
    elif "name" not in tree and not any(spot.sheet == settings for spot in read.problems.found):
        read.problems.add(
            Spot(settings, 1, 1), "the strategy has no name", "write it beside the key 'name', or give --name"
        )
    for section in ("touchpoints", "requests"):
        if section not in tree:
            sheet = by_name.get(section, settings)
            read.problems.add(Spot(sheet, 1, 1), f"there are no {section} yet", "write one row for each")


class _SheetReader:
    """Reads the rows of one sheet."""

    def __init__(self, read: Read, sheet: RawSheet, number: int) -> None:
        self.read = read
        self.tree = read.tree
        self.problems = read.problems
        self.sheet = sheet
        self.number = number

    def rows(self, spec: SheetSpec) -> None:
        """A sheet with one row for each entry."""
        keys = [Heading((key,), _TEXT) for key in spec.keys]
        known = {heading.path: heading for heading in keys}
        known |= {column.path: Heading(column.path, column.form) for column in spec.columns}
        headings = find_headings(self.sheet, self.number, known, spec, self.problems)
        if headings is None:
            return
        for row in self.sheet.rows:
            if row[0].row > headings.row:
                cells = headings.cells(row, self.number, self.problems)
                if cells:
                    self._row(spec, cells, row[0].row, headings)

    def _row(self, spec: SheetSpec, cells: dict[Path, list[RawCell]], row: int, headings: Headings) -> None:
        names: list[tuple[str, Mark]] = []
        for key in spec.keys:
            found = cells.pop((key,), None)
            if found is None:
                self.problems.add(
                    Spot(self.number, row, headings.column((key,))),
                    f"this row has no {key}",
                    "write it, or empty the row",
                )
                return
            text, problem = text_of(found[0], _TEXT)
            spot = Spot(self.number, row, found[0].column)
            if problem:
                self.problems.add(spot, problem)
                return
            names.append((text.strip(), spot.mark()))
        before = len(self.problems.found)
        placed = [one for path, raw in cells.items() if (one := self.placed(path, headings.forms[path], raw))]
        mark = names[-1][1] if names else Spot(self.number, row, 1).mark()
        if spec.path == ("coverage",):
            self._cell(names, placed, before)
        elif not names:
            self._item(spec, placed, mark)
        else:
            self._named(spec, names[0][0], placed, mark)

    def _entry(self, placed: list[Placed], model: Any) -> Table:
        try:
            return entry(placed, model)
        except Clash as clash:
            self.clash(clash)
            return Table()

    def _item(self, spec: SheetSpec, placed: list[Placed], mark: Mark) -> None:
        section = self.section(spec.path, mark, Items)
        if isinstance(section, Items):
            section.add(self._entry(placed, spec.model), mark)

    def _named(self, spec: SheetSpec, name: str, placed: list[Placed], mark: Mark) -> None:
        section = self.section(spec.path, mark, Table)
        if name in section:
            first = section.marks[name]
            self.problems.add(
                Spot(self.number, mark.line, mark.column),
                f"'{name}' stands here twice",
                f"the first is in row {first.line}",
            )
        else:
            section.put(name, self._entry(placed, spec.model), mark)

    def _cell(self, names: list[tuple[str, Mark]], placed: list[Placed], before: int) -> None:
        """One cell of the map; a row that says nothing more is an open question, not a cell."""
        (request, request_mark), (touchpoint, mark) = names
        if not placed:
            return
        section = self.section(("coverage",), request_mark, Table)
        if request not in section:
            section.put(request, Table(), request_mark)
        if touchpoint in section[request]:
            first = section[request].marks[touchpoint]
            where = f"the first is in row {first.line}"
            self.problems.add(
                Spot(self.number, mark.line, mark.column), f"'{request}' at '{touchpoint}' stands here twice", where
            )
            return
        model = resolve(("coverage", request, touchpoint))
        assert model is not None
        table = self._entry([one for one in placed if self._is_step(one)], model.model)
        if len(self.problems.found) == before or table:
            section[request].put(touchpoint, *_short(table, mark))

    def _is_step(self, placed: Placed) -> bool:
        """Is a degree one? `show -> self-serve` may stand in the column of today."""
        if placed.path not in (("today",), ("target",)) or not isinstance(placed.value, str):
            return True
        if placed.path == ("today",) and arrowed(placed.value) in STEPS:
            return True
        problem = degree_problem(placed.value)
        if problem:
            self.problems.add(Spot(self.number, placed.mark.line, placed.mark.column), problem)
        return not problem

    def settings(self) -> None:
        """The sheet of everything that has no sheet of its own: a path and its value in each row."""
        columns = ("value", "source", "as_of", "driver", "p10", "p50", "p90")
        known = {("key",): Heading(("key",), _TEXT)} | {(name,): Heading((name,), _TEXT) for name in columns}
        headings = find_headings(self.sheet, self.number, known, None, self.problems)
        placed: list[Placed] = []
        for row in self.sheet.rows:
            if headings is not None and row[0].row > headings.row:
                cells = headings.cells(row, self.number, self.problems)
                if cells and set(cells) != {("key",)}:
                    placed += self._setting(cells, row[0].row)
        for one in _with_empty_first(placed):
            try:
                self._put_setting(one, placed)
            except Clash as clash:
                self.clash(clash)

    def _put_setting(self, one: Placed, placed: list[Placed]) -> None:
        shares_figure = [other for other in placed if other.path[:-1] == one.path]
        figure = resolve(one.path)
        if figure is not None and figure.kind == "figure" and shares_figure:
            one = Placed((*one.path, "value"), one.value, one.mark)
        entry([one], Strategy, self.tree)

    def _setting(self, cells: dict[Path, list[RawCell]], row: int) -> Iterable[Placed]:
        found = cells.pop(("key",), None)
        text = "".join(decoded(stripped(str(cell.value))) for cell in found) if found else ""
        path = split(text)
        if not path:
            column = found[0].column if found else 1
            self.problems.add(
                Spot(self.number, row, column), "this row has no key I can read", "write it as in the data dictionary"
            )
            return
        for (part,), raw in cells.items():
            at = path if part == "value" else (*path, part)
            form = resolve(at)
            if part != "value" and form is None:
                self.problems.add(
                    Spot(self.number, row, raw[0].column), f"{joined(path)} is not a figure, so it has no {part}"
                )
                continue
            one = self.placed(at, form or _TEXT, raw)
            if one:
                yield one

    def placed(self, path: Path, form: Form, raw: list[RawCell]) -> Placed | None:
        """The value of a cell, or of the cells that a long text is spread over."""
        texts = []
        spot = Spot(self.number, raw[0].row, raw[0].column)
        for cell in raw:
            text, problem = text_of(cell, form)
            if problem:
                self.problems.add(Spot(self.number, cell.row, cell.column), problem)
                return None
            texts.append(text)
        value, problem = value_of("".join(texts), form, spot.mark())
        if problem:
            self.problems.add(spot, problem)
            return None
        return Placed(path, value, spot.mark())

    def section(self, path: Path, mark: Mark, kind: type[Table] | type[Items]) -> Any:
        """The section at a path, made if it is not there yet."""
        node: Any = self.tree
        for number, part in enumerate(path):
            if part not in node:
                node.put(part, kind() if number == len(path) - 1 else Table(), mark)
            node = node[part]
        return node

    def clash(self, clash: Clash) -> None:
        """Say that two cells contradict each other."""
        mark = clash.placed.mark
        message = f"another cell says something else about {joined(clash.placed.path)}"
        self.problems.add(Spot(mark.file, mark.line, mark.column), message, "keep one of the two")


def _with_empty_first(placed: list[Placed]) -> list[Placed]:
    """`{}` says that a section is there and empty; what others say about it comes behind."""
    return sorted(placed, key=lambda one: len(one.path) if isinstance(one.value, Table) else 1_000)


def _short(table: Table, mark: Mark) -> tuple[Any, Mark]:
    """A cell in its short form where it has one, standing at its degree."""
    today, target = table.get("today"), table.get("target")
    if isinstance(today, str) and arrowed(today) in STEPS and "->" in arrowed(today):
        first, _, last = arrowed(today).partition(" -> ")
        if set(table) == {"today"}:
            return f"{first} -> {last}", table.marks["today"]
        table.put("today", first, table.marks["today"])
        if target is None:
            table.put("target", last, table.marks["today"])
        return table, mark
    if set(table) == {"today"}:
        return today, table.marks["today"]
    if set(table) == {"today", "target"} and today != target:
        return f"{today} -> {target}", table.marks["target"]
    return table, mark
