"""What was written differently: field by field, by the ids of things, with the places on both sides."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Literal

from ecaremap.compare.values import amount, meaning, spelled
from ecaremap.model.cell import Cell
from ecaremap.model.declared import Declared
from ecaremap.model.figures import Figure
from ecaremap.model.project import Project
from ecaremap.model.strategy import Strategy
from ecaremap.model.tree import Items, Table

Action = Literal["added", "removed", "changed"]
Path = tuple[str | int, ...]

SHORTHANDS = ("owners", "not_live_yet", "ecaremap", "extends")
"""Sections that only fill in attributes elsewhere, where they are compared."""

THINGS: dict[str, str] = {
    "sources": "source", "segments": "segment", "touchpoints": "touchpoint", "requests": "request",
    "journeys": "journey", "feedback": "feedback", "fixes": "fix", "scenarios": "scenario", "rules": "rule",
    "targets": "target", "waivers": "waiver", "assessments": "walk-through", "keep_personal": "keep_personal",
    "plan.enablers": "enabler", "plan.builds": "build", "plan.tactics": "tactic",
}  # fmt: skip
"""Sections of things with an id, and what one of them is called."""

DEGREE = "degree"
"""The one field that stands for today, target and not_here of a cell."""

SHORT_FORM = "keep-personal/"
"""Rules that `keep_personal` stands for."""


@dataclass(frozen=True, slots=True)
class Edit:
    """One field of one thing that differs, or a whole thing that came or went.

    Attributes:
        section: `requests`, `coverage`, `plan.builds`, …; `strategy` for what stands at the top.
        name: the thing's id; `request/touchpoint` for a cell; empty for a section that is one thing.
        field: the attribute, dots for what is inside it; empty for the whole thing.
        before, after: the values themselves, None where there is none.
        old_place, new_place: `path:line:column`, empty where it does not stand.
    """

    section: str
    name: str
    field: str
    action: Action
    before: Any
    after: Any
    old_place: str
    new_place: str

    @property
    def old(self) -> str:
        """The old value for readers."""
        return spelled(self.before)

    @property
    def new(self) -> str:
        """The new value for readers."""
        return spelled(self.after)

    @property
    def top(self) -> str:
        """The attribute itself, whatever inside of it differs."""
        return self.field.partition(".")[0]

    @property
    def essence(self) -> list[Any]:
        """What differs, without where it stands and how it is spelled."""
        return [self.field, self.action, meaning(self.before), meaning(self.after)]


class Editing:
    """The comparison of two projects."""

    def __init__(self, old: Project, new: Project) -> None:
        self.old, self.new = old, new

    def edits(self) -> Iterator[Edit]:
        """All of them, section by section."""
        for section in Strategy.model_fields:
            a, b = self.old.tree.get(section), self.new.tree.get(section)
            if section in SHORTHANDS or (a is not None and a == b):
                continue
            before, after = getattr(self.old.strategy, section), getattr(self.new.strategy, section)
            yield from _WAYS.get(section, Editing.one)(self, section, before, after)

    def things(self, section: str, before: Mapping[str, Any], after: Mapping[str, Any]) -> Iterator[Edit]:
        """Things by id."""
        paths = tuple(section.split("."))
        old, new = _node(self.old.tree, paths), _node(self.new.tree, paths)
        for name in {**before, **after}:
            raw = old.get(name)
            if raw is None or raw != new.get(name):
                yield from self._thing(section, name, (*paths, name), before.get(name), after.get(name))

    def _thing(
        self, section: str, name: str, path: Path, before: Any, after: Any, new_path: Path = ()
    ) -> Iterator[Edit]:
        where = (section, name, path, new_path or path)
        if before is None or after is None:
            if before is not after:
                yield self._edit(where, (), "", before, after)
            return
        if isinstance(before, str) and before != after:
            yield self._edit(where, (), "because", before, after)
        yield from self._inside(where, (), before, after)

    def _inside(self, where: tuple[str, str, Path, Path], fields: Path, before: Any, after: Any) -> Iterator[Edit]:
        """What differs inside a value that both sides have."""
        if isinstance(before, Declared) and type(before) is type(after):
            for attribute, info in type(before).model_fields.items():
                a, b = getattr(before, attribute), getattr(after, attribute)
                if a is not b and a != b and attribute != "was":
                    yield from self._value(where, (*fields, info.alias or attribute), a, b)
        elif isinstance(before, Mapping) and not isinstance(before, Table):
            for key in sorted({*before, *after}):
                if before.get(key) != after.get(key):
                    yield from self._value(where, (*fields, key), before.get(key), after.get(key))

    def _value(self, where: tuple[str, str, Path, Path], fields: Path, before: Any, after: Any) -> Iterator[Edit]:
        name = ".".join(str(part) for part in fields)
        if isinstance(before, Figure) and isinstance(after, Figure):
            if amount(before) != amount(after):
                yield self._edit(where, fields, name, before, after)
            for key in ("source", "as_of", "driver"):
                a, b = getattr(before, key), getattr(after, key)
                if a != b:
                    yield self._edit(where, fields, f"{name}.{key}", a, b)
        elif (
            isinstance(before, (Declared, Mapping))
            and isinstance(after, type(before))
            and not isinstance(before, Table)
        ):
            yield from self._inside(where, fields, before, after)
        elif meaning(before, str(fields[-1])) != meaning(after, str(fields[-1])):
            yield self._edit(where, fields, name, before, after)

    def _edit(self, where: tuple[str, str, Path, Path], fields: Path, name: str, before: Any, after: Any) -> Edit:
        section, thing, old_path, new_path = where
        missing: tuple[Any, ...] = (None, (), {})
        action: Action = "added" if before in missing else "removed" if after in missing else "changed"
        old_place = _place(self.old, (*old_path, *fields)) if before not in missing else ""
        new_place = _place(self.new, (*new_path, *fields)) if after not in missing else ""
        return Edit(section, thing, name, action, before, after, old_place, new_place)

    def coverage(self, _: str, before: Mapping[str, Any], after: Mapping[str, Any]) -> Iterator[Edit]:
        """Cell by cell; a row that is the same is not looked into."""
        old, new = _node(self.old.tree, ("coverage",)), _node(self.new.tree, ("coverage",))
        for request in {**before, **after}:
            was, now = old.get(request) or {}, new.get(request) or {}
            if was == now:
                continue
            row, other = before.get(request, {}), after.get(request, {})
            for touchpoint in {**was, **now}:
                raw = was.get(touchpoint)
                if raw is None or raw != now.get(touchpoint):
                    path = ("coverage", request, touchpoint)
                    yield from self._cell(path, row.get(touchpoint), other.get(touchpoint))

    def _cell(self, path: Path, before: Cell | None, after: Cell | None) -> Iterator[Edit]:
        where = ("coverage", f"{path[1]}/{path[2]}", path, path)
        if before is None or after is None:
            yield self._edit(where, (), "", before, after)
            return
        if _degrees(before) != _degrees(after):
            old_place, new_place = _place(self.old, path), _place(self.new, path)
            yield Edit(*where[:2], DEGREE, "changed", before, after, old_place, new_place)
        elif before.not_here != after.not_here:
            yield self._edit(where, ("not_here",), "not_here", before.not_here, after.not_here)
        for attribute in type(before).model_fields:
            a, b = getattr(before, attribute), getattr(after, attribute)
            if attribute not in ("today", "target", "not_here") and a != b:
                yield from self._value(where, (attribute,), a, b)

    def listed(self, section: str, before: tuple[Any, ...], after: tuple[Any, ...]) -> Iterator[Edit]:
        """Lists of things with an id."""
        old, new = _by_key(section, before), _by_key(section, after)
        raws = self.old.tree.get(section) or Items(), self.new.tree.get(section) or Items()
        for name in {**old, **new}:
            i, j = old.get(name), new.get(name)
            if i is not None and j is not None and raws[0][i] == raws[1][j]:
                continue
            was, now = (before[i] if i is not None else None), (after[j] if j is not None else None)
            yield from self._thing(section, name, (section, i or 0), was, now, (section, j or 0))

    def plan(self, _: str, before: Any, after: Any) -> Iterator[Edit]:
        """A plan's works one by one, and what it says besides."""
        for part in ("enablers", "builds", "tactics"):
            yield from self.things(f"plan.{part}", getattr(before, part, {}), getattr(after, part, {}))
        if before is None or after is None:
            if before is not after:
                yield self._edit(("plan", "", ("plan",), ("plan",)), (), "", before, after)
            return
        for edit in self._inside(("plan", "", ("plan",), ("plan",)), (), before, after):
            if edit.top not in ("enablers", "builds", "tactics"):
                yield edit

    def one(self, section: str, before: Any, after: Any) -> Iterator[Edit]:
        """A section that is one thing, or a value at the top."""
        if section == "packs":
            for name in sorted({*before} ^ {*after}):
                was, now = (name if name in side else None for side in (before, after))
                yield self._edit(("packs", name, ("packs",), ("packs",)), (), "", was, now)
        elif isinstance(before or after, Declared):
            yield from self._thing(section, "", (section,), before, after)
        elif before != after:
            yield self._edit(("strategy", "", (), ()), (section,), section, before, after)


def _by_key(section: str, entries: tuple[Any, ...]) -> dict[str, int]:
    """The position of each entry by its id; walk-throughs are known by day, person and cell."""
    if section == "assessments":
        return {f"{e.date} {e.who}: {e.request}/{e.touchpoint}": index for index, e in enumerate(entries)}
    return {entry.id: index for index, entry in enumerate(entries) if not entry.id.startswith(SHORT_FORM)}


def _degrees(cell: Cell) -> tuple[Any, ...]:
    return cell.today, cell.aim, cell.not_here is None


def _node(tree: Table, path: tuple[str, ...]) -> Mapping[str, Any]:
    node: Any = tree
    for part in path:
        node = node.get(part) if isinstance(node, Table) else None
    return node if isinstance(node, Table) else {}


def _place(project: Project, path: Path) -> str:
    # The key says where an entry is; of a list item the dash.
    return project.place(project.key_span(*path))


_Way = Callable[[Editing, str, Any, Any], Iterator[Edit]]
_WAYS: dict[str, _Way] = {
    **{section: Editing.things for section in THINGS if "." not in section},
    **dict.fromkeys(("rules", "targets", "waivers", "assessments"), Editing.listed),
    "coverage": Editing.coverage,
    "plan": Editing.plan,
}


def edits(old: Project, new: Project) -> tuple[Edit, ...]:
    """Everything that is written differently, whatever the order and the formatting."""
    return tuple(Editing(old, new).edits())
