"""Packs: request libraries and rule sets that ship with the tool."""

from functools import cache
from pathlib import Path

from ecaremap.model.tree import Items, Table

FOLDER = Path(__file__).resolve().parent.parent / "packs"


@cache
def pack_names() -> tuple[str, ...]:
    """The packs that ship, sorted."""
    return tuple(sorted(file.stem for file in FOLDER.glob("*.yaml")))


def pack_path(name: str) -> Path:
    """The file of a pack."""
    return FOLDER / f"{name}.yaml"


def namespaced_rules(pack: str, tree: Table) -> Items:
    """The rules of a pack under the names strategies know them by, `pack/id`."""
    rules = tree.get("rules")
    named = Items()
    if not isinstance(rules, Items):
        return named
    own = {rule.get("id") for rule in rules}
    for rule, mark in zip(rules, rules.marks, strict=True):
        table = Table()
        for key, value in rule.items():
            table.put(key, value, rule.marks[key])
        table.put("id", f"{pack}/{rule['id']}", rule.marks["id"])
        _name_lifts(pack, table, own)
        named.add(table, mark)
    return named


def _name_lifts(pack: str, rule: Table, own: set[object]) -> None:
    """A pack's own ids inside `lift:` get the same prefix."""
    then = rule.get("then")
    if not (isinstance(then, Table) and isinstance(then.get("lift"), Items)):
        return
    lifted, effect = Items(), Table()
    for name, mark in zip(then["lift"], then["lift"].marks, strict=True):
        lifted.add(f"{pack}/{name}" if name in own else name, mark)
    effect.put("lift", lifted, then.marks["lift"])
    rule.put("then", effect, rule.marks["then"])
