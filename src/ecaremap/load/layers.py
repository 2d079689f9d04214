"""Merging: files of one layer side by side, layers on top of each other."""

from typing import Any

from ecaremap.load.expand import expand_cell
from ecaremap.load.problems import Problems
from ecaremap.model.finding import Related
from ecaremap.model.tree import Items, Table, copied

KEYED_LISTS = ("rules", "targets", "waivers")
"""Lists whose items merge by `id` across layers; all other lists replace whole."""

_REPEATABLE = ("ecaremap",)
# How deep the files of one layer may share a mapping: section, id, and for these, one step more.
_DEEPER = {"coverage": 3, "plan": 3}


def join(files: list[Table], problems: Problems) -> Table:
    """The files of one layer as one tree; what is defined twice is an error showing both places.

    The trees are used up: their parts become parts of the result, the first file's tree the result itself.
    """
    joined = files[0] if files else Table()
    for tree in files[1:]:
        _join_into(joined, tree, (), problems)
    for section in KEYED_LISTS:
        _refuse_repeated_ids(joined.get(section), section, problems)
    return joined


def _join_into(base: Table, more: Table, path: tuple[str, ...], problems: Problems) -> None:
    depth = _DEEPER.get(path[0], 2) if path else 1
    for key, value in more.items():
        mark = more.marks[key]
        if key not in base:
            base.put(key, value, mark)
        elif isinstance(base[key], Table) and isinstance(value, Table) and len(path) < depth:
            _join_into(base[key], value, (*path, key), problems)
        elif isinstance(base[key], Items) and isinstance(value, Items) and not path:
            for item, item_mark in zip(value, value.marks, strict=True):
                base[key].add(item, item_mark)
        elif key not in _REPEATABLE or base[key] != value:
            first = base.marks[key].key()
            problems.add(
                "M210", f"'{'/'.join((*path[1:], key)) or key}' is defined twice.", mark.key(),
                label="second time", related=(Related(first, "first time"),),
                help="keep one of the two",
            )  # fmt: skip


def _refuse_repeated_ids(items: Any, section: str, problems: Problems) -> None:
    if not isinstance(items, Items):
        return
    seen: dict[str, Any] = {}
    for item in items:
        name = item.get("id") if isinstance(item, Table) else None
        if not isinstance(name, str):
            continue
        span = item.marks["id"].value()
        if name in seen:
            problems.add(
                "M210", f"'{name}' is defined twice in {section}.", span, label="second time",
                related=(Related(seen[name], "first time"),), help="give one of them another id",
            )  # fmt: skip
        seen.setdefault(name, span)


def overlay(base: Table, above: Table) -> Table:
    """`above` merged over `base`: maps by key, keyed lists by id, everything else replaced whole."""
    merged: Table = copied(base)
    _overlay_into(merged, above, ())
    return merged


def _overlay_into(base: Table, above: Table, path: tuple[str, ...]) -> None:
    for key, value in above.items():
        mark = above.marks[key]
        if isinstance(value, Table) and value.get("remove") == "true" and len(value) == 1:
            if key in base:
                base.drop(key)
            continue
        old, new = base.get(key), value
        if path[:1] == ("coverage",) and len(path) == 2 and key in base:
            old, new = _both_written_out(old, new, base, above, key)
        if isinstance(old, Table) and isinstance(new, Table) and not _is_figure(new):
            _overlay_into(old, new, (*path, key))
            if path[:1] == ("coverage",):
                base.put(key, old, mark)
        elif isinstance(old, Items) and isinstance(new, Items) and key in KEYED_LISTS and not path:
            _overlay_items(old, new)
        else:
            base.put(key, copied(new), mark)


def _both_written_out(old: Any, new: Any, base: Table, above: Table, key: str) -> tuple[Any, Any]:
    """Cells in their long forms, where one of two layers uses it; a short form replaces degrees.

    A decision for a degree undoes one against it, and the other way round.
    """
    if isinstance(old, str) and isinstance(new, str):
        return old, new
    old, new = expand_cell(old, base.marks[key]), expand_cell(new, above.marks[key])
    if isinstance(old, Table) and isinstance(new, Table):
        undone = ("today", "target") if "not_here" in new else ("not_here",) if "today" in new else ()
        for name in undone:
            if name in old:
                old.drop(name)
    return old, new


def _is_figure(table: Table) -> bool:
    return "value" in table or "p50" in table


def _overlay_items(base: Items, above: Items) -> None:
    places = {item.get("id"): index for index, item in enumerate(base) if isinstance(item, Table)}
    removed: list[int] = []
    for item, mark in zip(above, above.marks, strict=True):
        index = places.get(item.get("id")) if isinstance(item, Table) else None
        if index is None:
            base.add(copied(item), mark)
        elif item.get("remove") == "true":
            removed.append(index)
        else:
            _overlay_into(base[index], item, ("", ""))
            base.marks[index] = mark
    for index in sorted(removed, reverse=True):
        del base[index], base.marks[index]
