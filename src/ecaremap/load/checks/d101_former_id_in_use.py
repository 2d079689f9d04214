"""D101: `was:` names an id that something else still has, or that two things claim."""

from collections.abc import Iterator, Mapping
from typing import Any

from ecaremap.model.finding import Check, Finding, Related
from ecaremap.model.project import Project
from ecaremap.model.source import Span
from ecaremap.model.tree import Items, Table

SECTIONS: tuple[tuple[tuple[str, ...], str], ...] = (
    (("requests",), "request"), (("touchpoints",), "touchpoint"), (("segments",), "segment"), (("rules",), "rule"),
    (("targets",), "target"), (("journeys",), "journey"), (("feedback",), "feedback instrument"), (("fixes",), "fix"),
    (("plan", "builds"), "build"), (("plan", "enablers"), "enabler"), (("plan", "tactics"), "tactic"),
)  # fmt: skip
"""Where things with former ids stand, and what each is called."""


def run(project: Project) -> Iterator[Finding]:
    """One finding for each such name."""
    for path, noun in SECTIONS:
        things = entries(project.tree, path)
        claimed: dict[str, Span] = {}
        for name, table in things.items():
            for former, span in _former(table):
                if former in things:
                    message = f"The {noun} '{name}' was '{former}', but '{former}' still exists."
                    related: tuple[Related, ...] = ()
                elif former in claimed:
                    message = f"Two things are said to have been the {noun} '{former}'."
                    related = (Related(claimed[former], "the first"),)
                else:
                    claimed[former] = span
                    continue
                yield Finding(
                    "D101", "warning", message, f"{noun}:{name}" if noun == "rule" else name, "was", span,
                    help="name the id it had before, or drop was:", related=related,
                )  # fmt: skip


def entries(tree: Table, path: tuple[str, ...]) -> Mapping[str, Table]:
    """The things of a section by id."""
    node: Any = tree
    for part in path:
        node = node.get(part) if isinstance(node, Table) else None
    if isinstance(node, Items):
        return {item["id"]: item for item in node if isinstance(item, Table)}
    if isinstance(node, Table):
        return {name: table for name, table in node.items() if isinstance(table, Table)}
    return {}


def _former(table: Table) -> Iterator[tuple[str, Span]]:
    names = table.get("was")
    if isinstance(names, str):
        yield names, table.marks["was"].value()
    elif isinstance(names, Items):
        for name, mark in zip(names, names.marks, strict=True):
            yield name, mark.value()


CHECK = Check("D101", "former-id-in-use", "warning", "A former id still belongs to something, or to two things.", run)
