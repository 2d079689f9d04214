"""From sheets to the strategy's entries, each value with the cell it came from."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from ecaremap.load.problems import Unreadable
from ecaremap.load.workbook.forms import Form, Path, resolve
from ecaremap.load.workbook.headings import Headings, find_headings
from ecaremap.load.workbook.layout import DRAWN, MATRIX, SETTINGS, SheetSpec, joined, sheet_specs, split
from ecaremap.load.workbook.matrix import find_matrix, read_matrix
from ecaremap.load.workbook.opening import RawCell, RawSheet
from ecaremap.load.workbook.problems import CellProblems, Spot
from ecaremap.load.workbook.rows import Placed, entry
from ecaremap.load.workbook.texts import decoded, stripped
from ecaremap.load.workbook.values import arrowed, degree_problem, text_of, value_of
from ecaremap.model.declared import Declared
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
        self.tree = read.tree
        self.problems = read.problems
        self.sheet = sheet
        self.number = number

    def rows(self, spec: SheetSpec) -> None:
        """A sheet with one row for each entry."""
        headings = find_headings(self.sheet, self.number, spec, self.problems)
        for row in self.sheet.rows if headings else ():
            if headings and row[0].row > headings.row:
                cells = headings.cells(row, self.number, self.problems)
                if cells:
                    self._row(spec, headings, cells, row[0].row)

    def _row(self, spec: SheetSpec, headings: Headings, cells: dict[Path, list[RawCell]], row: int) -> None:
        names: list[tuple[str, Mark]] = []
        for key in spec.keys:
            raw = cells.pop((key,), None)
            spot = Spot(self.number, row, raw[0].column if raw else headings.column((key,)))
            text, problem = (
                text_of(raw[0], _TEXT) if raw else ("", f"this row has no {key}; write it, or empty the row")
            )
            if problem:
                self.problems.add(spot, problem)
                return
            names.append((text.strip(), spot.mark()))
        before = len(self.problems.found)
        placed = [one for path, raw in cells.items() if (one := self._placed(path, headings.forms[path], raw))]
        if len(names) == 2:
            self._cell(spec, names, placed, before)
        elif names:
            self._put(self._section(spec.path, names[0][1]), *names[0], self._entry(placed, spec.model))
        else:
            mark = Spot(self.number, row, 1).mark()
            self._section(spec.path, mark, Items).add(self._entry(placed, spec.model), mark)

    def _cell(self, spec: SheetSpec, names: list[tuple[str, Mark]], placed: list[Placed], before: int) -> None:
        """One cell of the map; a row that says nothing more is an open question, not a cell."""
        (request, request_mark), (touchpoint, mark) = names
        table = self._entry([one for one in placed if self._fits(one)], spec.model)
        if table or (placed and len(self.problems.found) == before):
            section = self._section((*spec.path, request), request_mark)
            self._put(section, touchpoint, mark, short_cell(table, mark))

    def _put(self, section: Any, name: str, mark: Mark, value: Any) -> None:
        if name in section:
            where = f"the first is in row {section.marks[name].line}"
            self.problems.add(Spot(self.number, mark.line, mark.column), f"'{name}' stands here twice", where)
        else:
            section.put(name, value, mark)

    def _fits(self, placed: Placed) -> bool:
        """Is a degree one? `show -> self-serve` may stand in the column of today."""
        if placed.path not in (("today",), ("target",)) or (
            placed.path == ("today",) and arrowed(placed.value) in STEPS
        ):
            return True
        problem = degree_problem(placed.value)
        if problem:
            self.problems.add(Spot(self.number, placed.mark.line, placed.mark.column), problem)
        return not problem

    def settings(self) -> None:
        """The sheet of everything that has no sheet of its own: a path and its value in each row."""
        headings = find_headings(self.sheet, self.number, None, self.problems)
        placed: list[Placed] = []
        for row in self.sheet.rows if headings else ():
            if headings and row[0].row > headings.row:
                cells = headings.cells(row, self.number, self.problems)
                if cells and set(cells) != {("key",)}:
                    placed += self._setting(cells, row[0].row)
        entry(placed, Strategy, self._clash, self.tree)

    def _setting(self, cells: dict[Path, list[RawCell]], row: int) -> Iterator[Placed]:
        found = cells.pop(("key",), [])
        path = split("".join(decoded(stripped(str(cell.value))) for cell in found))
        if not path:
            column = found[0].column if found else 1
            fix = "write it as in the data dictionary, report.client say"
            self.problems.add(Spot(self.number, row, column), "this row has no key I can read", fix)
            return
        for (part,), raw in cells.items():
            at = path if part == "value" else (*path, part)
            form = resolve(at)
            if part != "value" and form is None:
                message = f"{joined(path)} is not a figure, so it has no {part}"
                self.problems.add(Spot(self.number, row, raw[0].column), message)
                continue
            one = self._placed(at, form or _TEXT, raw)
            if one:
                yield one

    def _placed(self, path: Path, form: Form, raw: list[RawCell]) -> Placed | None:
        """The value of a cell, or of the cells that a long text is spread over."""
        texts = []
        for cell in raw:
            text, problem = text_of(cell, form)
            if problem:
                self.problems.add(Spot(self.number, cell.row, cell.column), problem)
                return None
            texts.append(text)
        spot = Spot(self.number, raw[0].row, raw[0].column)
        value, problem = value_of("".join(texts), form, spot.mark())
        if problem:
            self.problems.add(spot, problem)
            return None
        return Placed(path, value, spot.mark())

    def _entry(self, placed: list[Placed], model: type[Declared]) -> Table:
        return entry(placed, model, self._clash)

    def _section(self, path: Path, mark: Mark, kind: type[Table] | type[Items] = Table) -> Any:
        """The section at a path, made if it is not there yet."""
        node: Any = self.tree
        for number, part in enumerate(path):
            if part not in node:
                node.put(part, kind() if number == len(path) - 1 else Table(), mark)
            node = node[part]
        return node

    def _clash(self, placed: Placed) -> None:
        """Say that two cells contradict each other."""
        mark = placed.mark
        message = f"another cell says something else about {joined(placed.path)}"
        self.problems.add(Spot(mark.file, mark.line, mark.column), message, "keep one of the two")


def short_cell(table: Table, mark: Mark) -> Any:
    """A cell in its short form where it has one; `show -> self-serve` in the column of today is taken apart."""
    today = table.get("today")
    if isinstance(today, str) and " -> " in arrowed(today):
        first, _, last = arrowed(today).partition(" -> ")
        table.put("today", first, table.marks["today"])
        if "target" not in table:
            table.put("target", last, mark)
    today, target = table.get("today"), table.get("target")
    if set(table) == {"today"}:
        return today
    return f"{today} -> {target}" if set(table) == {"today", "target"} and today != target else table
