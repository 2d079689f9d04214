"""From a loaded strategy, or from nothing, to the sheets of a workbook.

Only what the strategy itself says can be edited; what a pack proposes is shown in columns for reading only. What the
strategy extends is written out.
"""

from collections.abc import Iterator

from ecaremap.load.workbook.forms import Form, Path, meaning, resolve
from ecaremap.load.workbook.layout import SheetSpec, joined, sheet_specs
from ecaremap.load.workbook.rows import Flat, flat, settings
from ecaremap.model.project import Project
from ecaremap.model.tree import Items, Table
from ecaremap.views.data_dictionary import dictionary
from ecaremap.views.own_words import own_words, proposed
from ecaremap.views.words import spelled
from ecaremap.views.workbook import WorkbookView
from ecaremap.views.workbook_columns import Row, entry_sheet, setting_sheet

ALWAYS = ("Cells", "Requests", "Touchpoints", "Rules", "Sources", "Segments")
"""Sheets that are there even if they are empty."""

_BEGINNING = (
    ("ecaremap", "1"), ("name", ""), ("level", "sketch"), ("currency", ""), ("volumes_per", "month"), ("packs", ""),
    ("everywhere_else", "ask me later"), ("report.client", ""), ("report.prepared_by", ""), ("governance.sponsor", ""),
    ("governance.owner", ""), ("governance.review_by", ""),
)  # fmt: skip


def workbook_view(project: Project) -> WorkbookView:
    """The rows of a strategy."""
    own = own_words(project)
    sheets = (entry_sheet(spec, _rows(spec, own, project)) for spec in sheet_specs())
    kept = tuple(sheet for sheet in sheets if sheet.rows or sheet.name in ALWAYS)
    return WorkbookView((*kept, setting_sheet(_setting_rows(own))), dictionary())


def blank_workbook() -> WorkbookView:
    """All sheets without rows, the settings with the keys that a strategy begins with."""
    sheets = tuple(entry_sheet(spec, []) for spec in sheet_specs())
    rows: list[Row] = []
    for key, text in _BEGINNING:
        path = tuple(key.split("."))
        value: Row = {"value": Flat(path, text, Form("text"))} if text else {}
        rows.append({"key": key, **value, "(meaning)": meaning(path)})
    return WorkbookView((*sheets, setting_sheet(rows)), dictionary())


def _section(own: Table, path: Path) -> Table | Items | None:
    section: object = own
    for part in path:
        section = section.get(part) if isinstance(section, Table) else None
    return section if isinstance(section, (Table, Items)) else None


def _rows(spec: SheetSpec, own: Table, project: Project) -> list[Row]:
    section = _section(own, spec.path)
    if isinstance(section, Items):
        return [_row(item, spec) for item in section if isinstance(item, Table)]
    if len(spec.keys) == 2:
        return list(_cell_rows(section if isinstance(section, Table) else Table(), spec, project))
    said = {
        "(shown as)": _shown(spec, project),
        "(from the pack)": proposed(project) if spec.path == ("requests",) else {},
    }
    rows: list[Row] = []
    for name, entry in section.items() if section else ():
        if isinstance(entry, Table):
            more: Row = {heading: texts[name] for heading, texts in said.items() if name in texts}
            if "name" in entry:
                more.pop("(shown as)", None)
            rows.append({"id": name, **more, **_row(entry, spec)})
    return rows


def _row(entry: Table, spec: SheetSpec) -> Row:
    return {joined(cell.path): cell for cell in flat(entry, spec.model)}


def _shown(spec: SheetSpec, project: Project) -> dict[str, str]:
    """What readers see for an id, where rows do not say it themselves."""
    if spec.path not in (("requests",), ("touchpoints",)):
        return {}
    return {name: entry.name or spelled(name) for name, entry in getattr(project.strategy, spec.path[0]).items()}


def _cell_rows(coverage: Table, spec: SheetSpec, project: Project) -> Iterator[Row]:
    """Every request at every touchpoint; undecided ones are rows to fill in."""
    strategy = project.strategy
    places = {name: place.name or spelled(name) for name, place in strategy.touchpoints.items()}
    for request, entry in strategy.requests.items():
        written = coverage.get(request, {})
        shown = entry.name or spelled(request)
        for touchpoint, place in places.items():
            row: Row = {"request": request, "(request)": shown, "touchpoint": touchpoint, "(touchpoint)": place}
            cell = written.get(touchpoint)
            if isinstance(cell, str):
                row |= _short(cell)
            elif isinstance(cell, Table):
                row |= _row(cell, spec)
            yield row


def _short(cell: str) -> Row:
    """A cell's short form in the columns of its long one."""
    today, arrow, target = cell.partition(" -> ")
    word = Form("word")
    row: Row = {"today": Flat(("today",), today, word)}
    return row | {"target": Flat(("target",), target, word)} if arrow else row


def _setting_rows(own: Table) -> list[Row]:
    """What no row of a sheet can say, by path; of a figure, its parts side by side."""
    rows: dict[Path, Row] = {}
    sections = {spec.path for spec in sheet_specs()}
    empty = (cell for spec in sheet_specs() for cell in _empty(_section(own, spec.path), spec.path, len(spec.keys)))
    for cell in (*settings(_without(own, sections, ())), *empty):
        parent = resolve(cell.path[:-1]) if len(cell.path) > 1 else None
        is_part = parent is not None and parent.kind == "figure"
        path, part = (cell.path[:-1], cell.path[-1]) if is_part else (cell.path, "value")
        row = rows.setdefault(path, {"key": joined(path), "(meaning)": meaning(path)})
        row[part] = cell
    return list(rows.values())


def _without(table: Table, sections: set[Path], above: Path) -> Table:
    """A mapping without what has a sheet of its own; what was there only to hold that is left out, too."""
    kept = Table()
    for key, value in table.items():
        path = (*above, key)
        if path not in sections:
            holds = isinstance(value, Table) and any(known[: len(path)] == path for known in sections)
            kept.put(key, _without(value, sections, path) if holds else value, table.marks[key])
    return kept


def _empty(section: Table | Items | None, path: Path, keys: int) -> Iterator[Flat]:
    """Sections that are there and say nothing."""
    if isinstance(section, Table) and not section:
        yield Flat(path, "{}", Form("entries"))
    elif isinstance(section, Table) and keys == 2:
        for request, cells in section.items():
            if cells == {}:
                yield Flat((*path, request), "{}", Form("entries"))
