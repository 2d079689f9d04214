"""Writing out the short forms, so that everything behind the loader sees one form only.

Each value keeps the place it was written at: a touchpoint's status from `not_live_yet` points there.
Values of the wrong shape are left alone; the declaration reports them.
"""

from typing import Any

from ecaremap.model.scales import FAMILIES, FAMILY_OF_KIND, KINDS
from ecaremap.model.tree import Items, Mark, Table


def expand_sections(tree: Table) -> None:
    """Short forms of whole sections, before layers are merged: lists of touchpoints, frequencies."""
    touchpoints = tree.get("touchpoints")
    if isinstance(touchpoints, Items) and all(isinstance(item, str) for item in touchpoints):
        tree.put("touchpoints", _listed(touchpoints), tree.marks["touchpoints"])
    if isinstance(touchpoints, Table):
        _replace_empty(touchpoints)
    requests = tree.get("requests")
    if isinstance(requests, Items) and all(isinstance(item, str) for item in requests):
        tree.put("requests", _listed(requests), tree.marks["requests"])
    elif isinstance(requests, Table):
        _replace_empty(requests)
        for key, value in requests.items():
            if isinstance(value, str):
                _replace(requests, key, "frequency", value)


def _listed(items: Items) -> Table:
    table = Table()
    for item, mark in zip(items, items.marks, strict=True):
        if item not in table:
            table.put(item, Table(), mark._replace(key_end=mark.end_column))
    return table


def _replace_empty(section: Table) -> None:
    for key, value in section.items():
        if value is None:
            section.put(key, Table(), section.marks[key])


def _replace(section: Table, key: str, attribute: str, value: Any) -> None:
    mark = section.marks[key]
    table = Table()
    table.put(attribute, value, mark)
    section.put(key, table, mark)


def expand_cell(value: Any, mark: Mark) -> Any:
    """A cell's short form as a mapping; anything else as it is."""
    if not isinstance(value, str):
        return value
    table = Table()
    today, arrow, target = value.partition(" -> ")
    table.put("today", today, mark)
    table.put("target", target if arrow else today, mark)
    return table


def expand_strategy(tree: Table) -> None:
    """Shorthands that fill attributes elsewhere, on the merged tree."""
    touchpoints = tree.get("touchpoints")
    if isinstance(touchpoints, Table):
        _expand_status(tree, touchpoints)
        _expand_kinds(touchpoints)
        _expand_owners(tree, touchpoints)
    _expand_personal(tree)


def _expand_status(tree: Table, touchpoints: Table) -> None:
    early = tree.get("not_live_yet")
    if isinstance(early, Table):
        for name, status in early.items():
            table = touchpoints.get(name)
            if isinstance(table, Table) and isinstance(status, str):
                table.put("status", status, early.marks[name])


def _expand_kinds(touchpoints: Table) -> None:
    for name, table in touchpoints.items():
        if not isinstance(table, Table):
            continue
        mark = touchpoints.marks[name]
        if "kind" not in table and name in KINDS:
            table.put("kind", name, mark)
        kind = table.get("kind")
        if "family" not in table and kind in FAMILY_OF_KIND:
            table.put("family", FAMILY_OF_KIND[kind], mark)


def _expand_owners(tree: Table, touchpoints: Table) -> None:
    """An owner of a touchpoint, of a family of touchpoints, or of a request's cause."""
    owners = tree.get("owners")
    if not isinstance(owners, Table):
        return
    requests = tree.get("requests")
    for name, owner in owners.items():
        mark = owners.marks[name]
        if name in touchpoints:
            _fill(touchpoints[name], "owner", owner, mark)
        elif isinstance(requests, Table) and name in requests:
            _fill(requests[name], "cause_owner", owner, mark)
    for family in FAMILIES:
        if family in owners:
            for table in touchpoints.values():
                if isinstance(table, Table) and table.get("family") == family:
                    _fill(table, "owner", owners[family], owners.marks[family])


def _fill(table: Any, key: str, value: Any, mark: Mark) -> None:
    if isinstance(table, Table) and key not in table:
        table.put(key, value, mark)


def _expand_personal(tree: Table) -> None:
    """`keep_personal` as two rules for each request: at most assisted, and a person to talk to."""
    personal = tree.get("keep_personal")
    if not isinstance(personal, Table):
        return
    rules = tree.get("rules")
    if not isinstance(rules, Items):
        rules = Items()
        tree.put("rules", rules, tree.marks["keep_personal"])
    for request, because in personal.items():
        mark = personal.marks[request]
        if isinstance(because, str):
            rules.add(_rule(mark, f"keep-personal/{request}", because, request, "cap"), mark)
            rules.add(_rule(mark, f"keep-personal/{request}-person", because, request, "offer"), mark)


def _rule(mark: Mark, name: str, because: str, request: str, effect: str) -> Table:
    if effect == "cap":
        title, then = f"'{request}' stays with a person", {"cap": "assisted"}
        body: dict[str, Any] = dict(then)
    else:
        title = f"There is somebody to talk to about '{request}'"
        body = {"offer": _table({"at_least": "1", "cell.degree": "human"}, mark)}
    return _table(
        {
            "id": name, "title": title, "because": because, "kind": "commercial",
            "when": _table({"request.id": request}, mark), "then": _table(body, mark),
        },
        mark,
    )  # fmt: skip


def _table(values: dict[str, Any], mark: Mark) -> Table:
    table = Table()
    for key, value in values.items():
        table.put(key, value, mark)
    return table


def _formerly(table: Any, library: Table) -> Any:
    """What a library knows of a request by the id it had before."""
    was = table.get("was") if isinstance(table, Table) else None
    former = was if isinstance(was, Items) else [was]
    return next((library[name] for name in former if isinstance(name, str) and name in library), None)


def fill_from_library(tree: Table, library: Table) -> None:
    """Attributes of known requests that the strategy leaves open; they point into the pack."""
    requests = tree.get("requests")
    if not isinstance(requests, Table):
        return
    for name, table in requests.items():
        known = library.get(name) or _formerly(table, library)
        if isinstance(table, Table) and isinstance(known, Table):
            for key, value in known.items():
                _fill(table, key, value, known.marks[key])
