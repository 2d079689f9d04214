"""Every place of a strategy that names another thing of it."""

from collections.abc import Callable, Iterable, Iterator
from typing import Any, NamedTuple

from ecaremap.model.project import Project
from ecaremap.model.scales import FAMILIES
from ecaremap.model.tree import Items, Table

Path = tuple[str | int, ...]


class Reference(NamedTuple):
    """One name of another thing.

    Attributes:
        path: where it stands. is_key: the name is the key at the end of the path, not its value.
        kind: what is named, a key of `vocabularies`.
    """

    path: Path
    name: str
    kind: str
    is_key: bool = False


def vocabularies(project: Project) -> dict[str, frozenset[str]]:
    """The names that exist, by kind of thing."""
    strategy, plan = project.strategy, project.strategy.plan
    enablers, builds = (plan.enablers, plan.builds) if plan else ({}, {})
    touchpoints, requests = frozenset(strategy.touchpoints), frozenset(strategy.requests)
    return {
        "touchpoint": touchpoints,
        "request": requests,
        "touchpoint, request or family": touchpoints | requests | frozenset(FAMILIES),
        "segment": frozenset(strategy.segments),
        "source": frozenset(strategy.sources),
        "feedback instrument": frozenset(strategy.feedback),
        "build": frozenset(builds),
        "build, enabler or fix": frozenset((*builds, *enablers, *strategy.fixes)),
        "enabler": frozenset(enablers),
        "fix": frozenset(strategy.fixes),
        "team": frozenset(plan.teams) if plan else frozenset(),
        "tactic": frozenset(plan.tactics) if plan else frozenset(),
        "retirement": frozenset(plan.retirements) if plan else frozenset(),
    }


def references(project: Project) -> Iterator[Reference]:
    """All of them, section by section."""
    return references_in(project.tree)


def references_in(tree: Table) -> Iterator[Reference]:
    """Those in one tree, which may be a part of a strategy."""
    for find in _SECTIONS:
        yield from find(tree)
    yield from _sources(tree, ())


def _keys(table: Any, path: Path, kind: str) -> Iterator[Reference]:
    if isinstance(table, Table):
        for name in table:
            yield Reference((*path, name), name, kind, is_key=True)


def _values(node: Any, path: Path, kind: str) -> Iterator[Reference]:
    """The texts of a list or of a mapping's values, or one text."""
    if isinstance(node, str):
        yield Reference(path, node, kind)
    pairs: Iterable[tuple[Any, Any]] = ()
    if isinstance(node, Table):
        pairs = node.items()
    elif isinstance(node, Items):
        pairs = enumerate(node)
    for key, name in pairs:
        if isinstance(name, str):
            yield Reference((*path, key), name, kind)


def _inside(tree: Table, *path: str) -> Any:
    """What stands at a path; None where nothing does."""
    node: Any = tree
    for part in path:
        node = node.get(part) if isinstance(node, Table) else None
    return node


def _entries(tree: Table, *path: str) -> Iterator[tuple[Path, Table]]:
    """The mappings of a section, with their paths."""
    node = _inside(tree, *path)
    pairs: Iterable[tuple[Any, Any]] = ()
    if isinstance(node, Table):
        pairs = node.items()
    elif isinstance(node, Items):
        pairs = enumerate(node)
    for key, entry in pairs:
        if isinstance(entry, Table):
            yield (*path, key), entry


def _coverage(tree: Table) -> Iterator[Reference]:
    yield from _keys(tree.get("coverage"), ("coverage",), "request")
    for path, row in _entries(tree, "coverage"):
        for name in row:
            yield Reference((*path, name), name, "touchpoint", is_key=True)


def _shorthands(tree: Table) -> Iterator[Reference]:
    yield from _keys(tree.get("not_live_yet"), ("not_live_yet",), "touchpoint")
    yield from _keys(tree.get("keep_personal"), ("keep_personal",), "request")
    yield from _keys(tree.get("owners"), ("owners",), "touchpoint, request or family")


def _people(tree: Table) -> Iterator[Reference]:
    for path, segment in _entries(tree, "segments"):
        yield from _values(segment.get("must_keep"), (*path, "must_keep"), "touchpoint")
    for path, touchpoint in _entries(tree, "touchpoints"):
        yield from _keys(touchpoint.get("hands_over_to"), (*path, "hands_over_to"), "touchpoint")
        yield from _values(touchpoint.get("feedback"), (*path, "feedback"), "feedback instrument")
    for path, request in _entries(tree, "requests"):
        yield from _keys(request.get("starts_at"), (*path, "starts_at"), "touchpoint")
    for path, walk in _entries(tree, "assessments"):
        yield from _values(walk.get("request"), (*path, "request"), "request")
        yield from _values(walk.get("touchpoint"), (*path, "touchpoint"), "touchpoint")


def _journeys(tree: Table) -> Iterator[Reference]:
    for path, journey in _entries(tree, "journeys"):
        yield from _values(journey.get("request"), (*path, "request"), "request")
        yield from _values(journey.get("steps"), (*path, "steps"), "touchpoint")


def _plan(tree: Table) -> Iterator[Reference]:
    for section in (("fixes",), *(("plan", part) for part in ("enablers", "builds", "tactics", "retirements"))):
        for path, work in _entries(tree, *section):
            yield from _values(work.get("request"), (*path, "request"), "request")
            for key in ("touchpoint", "at", "to"):
                yield from _values(work.get(key), (*path, key), "touchpoint")
            yield from _keys(work.get("team"), (*path, "team"), "team")
            yield from _values(work.get("needs"), (*path, "needs"), "build, enabler or fix")
            for inner, need in _entries(work, "needs"):
                yield from _values(need.get("any_of"), (*path, *inner, "any_of"), "build, enabler or fix")
            yield from _values(work.get("builds"), (*path, "builds"), "build")
            yield from _values(work.get("exempt"), (*path, "exempt"), "segment")
            yield from _keys(work.get("replaced"), (*path, "replaced"), "segment")
            yield from _values(work.get("replaced"), (*path, "replaced"), "touchpoint")
    yield from _keys(_inside(tree, "plan", "team_changes"), ("plan", "team_changes"), "team")


def _measurement(tree: Table) -> Iterator[Reference]:
    section = tree.get("measurement")
    if isinstance(section, Table):
        codes = ("measurement", "touchpoint_codes"), ("measurement", "request_codes")
        yield from _values(section.get("touchpoint_codes"), codes[0], "touchpoint")
        yield from _values(section.get("request_codes"), codes[1], "request")


def _scenarios(tree: Table) -> Iterator[Reference]:
    """What a scenario gives other figures to has to exist without it."""
    for path, scenario in _entries(tree, "scenarios"):
        yield from _keys(scenario.get("requests"), (*path, "requests"), "request")
        yield from _keys(scenario.get("touchpoints"), (*path, "touchpoints"), "touchpoint")
        for inner, request in _entries(scenario, "requests"):
            yield from _keys(request.get("starts_at"), (*path, *inner, "starts_at"), "touchpoint")
        plan = scenario.get("plan")
        if isinstance(plan, Table):
            for section, kind in _SCENARIO_PLAN:
                yield from _keys(plan.get(section), (*path, "plan", section), kind)
        yield from _keys(scenario.get("fixes"), (*path, "fixes"), "fix")


_SCENARIO_PLAN = (
    ("builds", "build"), ("enablers", "enabler"), ("tactics", "tactic"), ("retirements", "retirement"),
    ("teams", "team"), ("team_changes", "team"),
)  # fmt: skip

# A rule's source is the law or paper it stands in; a log's columns may have any name.
_WITHOUT_SOURCES = ("rules", "sources", "measurement")


def _sources(node: Table | Items, path: Path) -> Iterator[Reference]:
    pairs: Iterable[tuple[Any, Any]] = node.items() if isinstance(node, Table) else enumerate(node)
    for key, value in pairs:
        if isinstance(value, str):
            # What holds a space is a text for readers, and an address speaks for itself.
            if key == "source" and " " not in value and "://" not in value:
                yield Reference((*path, key), value, "source")
        elif isinstance(value, (Table, Items)) and (path or key not in _WITHOUT_SOURCES):
            yield from _sources(value, (*path, key))


_SECTIONS: tuple[Callable[[Table], Iterator[Reference]], ...] = (
    _coverage, _shorthands, _people, _journeys, _plan, _measurement, _scenarios,
)  # fmt: skip
