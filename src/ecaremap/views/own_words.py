"""What authors wrote themselves, apart from what packs propose and what short forms fill in elsewhere."""

from collections.abc import Iterator
from typing import Any

from ecaremap.model.project import Project
from ecaremap.model.tree import Items, Mark, Table, copied

_FILLED_IN = ("kind", "family", "status", "owner", "cause_owner")
"""Attributes that short forms fill in: `not_live_yet`, `owners`, an id that is a kind."""


def own_words(project: Project) -> Table:
    """The merged strategy without packs' values and without what the loader wrote out; what it extends included.

    Writing it down and loading it again gives an equal strategy.
    """
    own = _Filter(project).table(claimed(project), ())
    own.pop("extends", None)  # its content is here already
    return own


def claimed(project: Project) -> Table:
    """The merged strategy with the author's claims where measured values lie on top; untouched without evidence."""
    if project.evidence is None:
        return project.tree
    tree: Table = copied(project.tree)
    files = {file.number for file in project.sources.files if file.layer == "evidence"}
    for path, claim in project.evidence.claims.items():
        holder = tree
        for part in path[:-1]:
            # Where customers start was replaced whole: it begins anew with the first claim, at its old place.
            if holder.marks[part].file in files:
                holder.put(part, Table(), claim.mark)
            holder = holder[part]
        holder.put(path[-1], claim.written, claim.mark)
    _strip(tree, files)
    return tree


def _strip(table: Table, files: set[int]) -> None:
    for key, value in list(table.items()):
        if table.marks[key].file in files:
            table.drop(key)
        elif isinstance(value, Table):
            _strip(value, files)


def proposed(project: Project) -> dict[str, str]:
    """By request, what a pack proposes where the strategy says nothing: `job: transact, emotion: low`."""
    packs = _packs(project)
    found = {}
    for name, entry in _entries(project.tree, "requests"):
        words = [
            f"{key}: {value}"
            for key, value in entry.items()
            if entry.marks[key].file in packs and isinstance(value, str)
        ]
        if words:
            found[name] = ", ".join(words)
    return found


def _packs(project: Project) -> set[int]:
    return {file.number for file in project.sources.files if file.layer == "pack"}


def _entries(tree: Table, section: str) -> Iterator[tuple[str, Table]]:
    entries = tree.get(section)
    for name, entry in entries.items() if isinstance(entries, Table) else ():
        if isinstance(entry, Table):
            yield name, entry


class _Filter:
    """Copies a tree without what is not its author's."""

    def __init__(self, project: Project) -> None:
        self.packs = _packs(project)
        tree = project.tree
        short = [
            tree[name] for name in ("not_live_yet", "owners", "keep_personal") if isinstance(tree.get(name), Table)
        ]
        # What a short form filled in stands where the short form stands.
        self.filled: set[Mark] = {mark for table in short for mark in table.marks.values()}
        touchpoints = tree.get("touchpoints")
        if isinstance(touchpoints, Table):
            self.filled |= set(touchpoints.marks.values())

    def table(self, table: Table, above: tuple[str, ...]) -> Table:
        """A mapping, without what is filled in."""
        kept = Table()
        attributes = len(above) == 2 and above[0] in ("touchpoints", "requests")
        for key, value in table.items():
            mark = table.marks[key]
            filled = attributes and key in _FILLED_IN and mark in self.filled
            if not filled and not (above and mark.file in self.packs):
                kept.put(key, self._value(value, (*above, key)), mark)
        return kept

    def _value(self, value: Any, path: tuple[str, ...]) -> Any:
        if isinstance(value, Table):
            return self.table(value, path)
        if not isinstance(value, Items):
            return value
        kept = Items()
        for item, mark in zip(value, value.marks, strict=True):
            if mark.file not in self.packs and not (path == ("rules",) and mark in self.filled):
                kept.add(self._value(item, (*path, "")), mark)
        return kept
