"""Entries as rows and rows as entries: the two directions of the same thing."""

from collections.abc import Callable, Iterable, Iterator
from typing import Any, NamedTuple

from ecaremap.load.workbook.forms import PARTS_OF_FIGURE, Form, Path, fields, resolve
from ecaremap.load.workbook.texts import entries_text, list_text
from ecaremap.model.declared import Declared
from ecaremap.model.strategy import Strategy
from ecaremap.model.tree import Items, Mark, Table


class Flat(NamedTuple):
    """One cell of an entry: where it belongs, its text, and how it is meant."""

    path: Path
    text: str
    form: Form


class Placed(NamedTuple):
    """One value read from a cell."""

    path: Path
    value: Any
    mark: Mark


_TEXT = Form("text")


def flat(table: Table, model: type[Declared], above: Path = ()) -> Iterator[Flat]:
    """The cells of one entry; nested declarations become columns of their own, free names do not."""
    known = fields(model)
    for key, value in table.items():
        if value is None:
            continue
        path = (*above, key)
        form = known[key].form if key in known else _TEXT
        if form.model is not None and isinstance(value, Table) and value:
            yield from flat(value, form.model, path)
        else:
            yield from _cells(path, value, form)


def settings(table: Table, above: Path = ()) -> Iterator[Flat]:
    """One cell for each value below a section, free names included."""
    for key, value in table.items():
        if value is None:
            continue
        path = (*above, key)
        form = resolve(path, Strategy) or _TEXT
        deeper = form.model is not None or form.content is not None
        if deeper and isinstance(value, Table) and value:
            yield from settings(value, path)
        else:
            yield from _cells(path, value, form)


def _cells(path: Path, value: Any, form: Form) -> Iterator[Flat]:
    if form.kind == "figure" and isinstance(value, Table):
        for part, text in value.items():
            at = path if part == "value" else (*path, part)
            yield Flat(at, str(text), resolve_part(form, part))
    elif isinstance(value, str) and form.kind != "entries":
        yield Flat(path, value, form)
    elif form.kind == "list" and isinstance(value, Items) and (form.item is None or form.item.model is None):
        yield Flat(path, list_text(value), form)
    else:
        yield Flat(path, entries_text(value), Form("entries"))


def resolve_part(figure: Form, part: str) -> Form:
    """How a part of a figure is written."""
    if part in ("source", "driver"):
        return _TEXT
    return Form("date") if part == "as_of" else Form("figure", quantity=figure.quantity)


def entry(
    cells: Iterable[Placed], model: type[Declared], clash: Callable[[Placed], None], start: Table | None = None
) -> Table:
    """The entry that the cells of a row, or the rows of the settings, stand for.

    `clash` hears of each cell that contradicts one before it.
    """
    root = Table() if start is None else start
    placed = list(cells)
    with_parts = {p.path[:-1] for p in placed if p.path[-1] in PARTS_OF_FIGURE and _is_figure(p.path[:-1], model)}
    for one in placed:
        path = (*one.path, "value") if one.path in with_parts else one.path
        if not _put(root, path, one):
            clash(one)
    return root


def _is_figure(path: Path, model: type[Declared]) -> bool:
    form = resolve(path, model) if path else None
    return form is not None and form.kind == "figure"


def _put(root: Table, path: Path, placed: Placed) -> bool:
    """Put a value at its path; False where something else is there. Empty entries say no more than others do."""
    node = root
    for part in path[:-1]:
        if part not in node:
            node.put(part, Table(), placed.mark)
        if not isinstance(node[part], Table):
            return False
        node = node[part]
    old = node.get(path[-1])
    if old is None or old == {} == placed.value or (old == {} and isinstance(placed.value, Table)):
        node.put(path[-1], placed.value, placed.mark)
        return True
    return isinstance(old, Table) and placed.value == {}
