"""Renames by `was:`: the old side is rewritten with the new ids, so that only the names differ."""

from collections.abc import Iterator, Mapping
from typing import Any

from ecaremap.compare.comparing import Renames
from ecaremap.load.checks.d101_former_id_in_use import SECTIONS, entries
from ecaremap.load.checks.references import references
from ecaremap.model.project import Project
from ecaremap.model.strategy import Strategy
from ecaremap.model.tree import Items, Table, copied

Names = Mapping[str, str]
KINDS: dict[str, tuple[str, ...]] = {
    "touchpoint": ("touchpoints",), "request": ("requests",),
    "touchpoint, request or family": ("touchpoints", "requests"), "feedback instrument": ("feedback",),
    "build": ("plan.builds",), "build, enabler or fix": ("plan.builds", "plan.enablers", "fixes"),
    "enabler": ("plan.enablers",), "fix": ("fixes",),
}  # fmt: skip
"""By what a reference names: the sections in which that is found."""

TESTED = {"request.id": "requests", "touchpoint.id": "touchpoints", "segment.id": "segments"}


def renames(old: Project, new: Project) -> Renames:
    """What `was:` says of the things of the new side, as far as the old side has them."""
    named: dict[tuple[str, str], str] = {}
    merged: dict[str, str] = {}
    for path, _ in SECTIONS:
        before, after = entries(old.tree, path), entries(new.tree, path)
        for name, table in after.items():
            gone = [former for former in _former(table) if former in before and former not in after]
            rest = gone
            if gone and name not in before:
                named.setdefault((".".join(path), gone[0]), name)
                rest = gone[1:]
            if path == ("requests",):
                merged |= dict.fromkeys(rest, name)
    return Renames(named, merged)


def _former(table: Table) -> list[str]:
    names = table.get("was")
    return [names] if isinstance(names, str) else list(names or ())


def renamed(project: Project, named: Mapping[tuple[str, str], str]) -> Project:
    """The project under other ids: definitions, everything that refers to them, and rules."""
    tree = copied(project.tree)
    by_section: dict[str, dict[str, str]] = {}
    for (section, old), new in named.items():
        by_section.setdefault(section, {})[old] = new
    keys: list[tuple[tuple[str | int, ...], str]] = []
    for reference in references(project):
        sections = KINDS.get(reference.kind, ())
        new_name = next((n for s in sections if (n := by_section.get(s, {}).get(reference.name))), None)
        if new_name and reference.is_key:
            keys.append((reference.path, new_name))
        elif new_name:
            _at(tree, reference.path[:-1])[reference.path[-1]] = new_name
    for section, names in by_section.items():
        keys += [((*section.split("."), old), new) for old, new in names.items()]
    _rewrite_lists(tree, by_section)
    # The deepest first: a path holds as long as no key above has changed.
    for path, new_name in sorted(keys, key=lambda key: -len(key[0])):
        _rename_key(_at(tree, path[:-1]), str(path[-1]), new_name)
    return Project(Strategy.model_validate(tree), tree, project.sources, project.root)


def _at(tree: Any, path: tuple[str | int, ...]) -> Any:
    node = tree
    for part in path:
        node = node.get(str(part)) if isinstance(node, Table) else node[part]
        if node is None:
            return None
    return node


def _rename_key(table: Any, old: str, new: str) -> None:
    """Another key at the same position."""
    if not isinstance(table, Table) or old not in table or new in table:
        return
    listed = [(key, value, table.marks[key]) for key, value in table.items()]
    for key, _, _ in listed:
        table.drop(key)
    for key, value, mark in listed:
        table.put(new if key == old else key, value, mark)


def _rewrite_lists(tree: Table, by_section: Mapping[str, Names]) -> None:
    """Rules, targets and waivers: their own ids, and the ids that stand inside them."""
    rules = by_section.get("rules", {})
    personal = {f"keep-personal/{old}{end}": f"keep-personal/{new}{end}"
                for old, new in by_section.get("requests", {}).items() for end in ("", "-person")}  # fmt: skip
    for rule in tree.get("rules") or ():
        rule["id"] = {**rules, **personal}.get(rule["id"], rule["id"])
        for part in ("when", "unless", "then"):
            _rewrite_tests(rule.get(part), by_section, rules)
    for target in tree.get("targets") or ():
        target["id"] = by_section.get("targets", {}).get(target["id"], target["id"])
    for waiver in tree.get("waivers") or ():
        waiver["where"] = _where(waiver["where"], by_section, rules)


def _rewrite_tests(node: Any, by_section: Mapping[str, Names], rules: Names) -> None:
    if not isinstance(node, (Table, Items)):
        return
    for key, value in list(_pairs(node)):
        names = by_section.get(TESTED.get(str(key), ""), {})
        if key == "lift":
            names = rules
        if isinstance(value, str) and names:
            word = value.removeprefix("not ")
            node[key] = value.replace(word, names.get(word, word)) if word in names else value
        elif isinstance(value, Items) and names:
            value[:] = [names.get(word, word) for word in value]
        else:
            _rewrite_tests(value, by_section, rules)


def _pairs(node: Table | Items) -> Iterator[tuple[Any, Any]]:
    yield from node.items() if isinstance(node, Table) else enumerate(node)


def _where(where: str, by_section: Mapping[str, Names], rules: Names) -> str:
    if where.startswith("rule:"):
        name = where.removeprefix("rule:")
        return f"rule:{rules.get(name, name)}"
    request, slash, touchpoint = where.partition("/")
    request = by_section.get("requests", {}).get(request, by_section.get("touchpoints", {}).get(request, request))
    return f"{request}{slash}{by_section.get('touchpoints', {}).get(touchpoint, touchpoint)}"
