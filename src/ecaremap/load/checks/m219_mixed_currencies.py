"""M219: money in more than one currency."""

import types
import typing
from collections import Counter
from collections.abc import Iterator
from functools import cache
from typing import Any, get_args, get_origin

from pydantic import BaseModel

from ecaremap.model.declared import quantity_of
from ecaremap.model.figures import Figure
from ecaremap.model.finding import Check, Finding, Related
from ecaremap.model.project import Project
from ecaremap.model.source import Span

MAX_RELATED = 5
Path = tuple[str | int, ...]


def run(project: Project) -> Iterator[Finding]:
    """One finding for each further currency, with the places it is used."""
    places: dict[str, list[tuple[Path, Figure]]] = {}
    for path, figure in _money(project.strategy, ()):
        places.setdefault(figure.unit.partition("/")[0], []).append((path, figure))
    wanted = project.strategy.currency or _commonest(places)
    for currency, found in places.items():
        if currency != wanted:
            yield _finding(project, currency, wanted, found)


def _commonest(places: dict[str, list[tuple[Path, Figure]]]) -> str:
    counts = Counter({currency: len(found) for currency, found in places.items()})
    return counts.most_common(1)[0][0] if counts else ""


def _finding(project: Project, currency: str, wanted: str, found: list[tuple[Path, Figure]]) -> Finding:
    spans = [_span(project, path) for path, _ in found]
    related = tuple(Related(span, "and here") for span in spans[1 : MAX_RELATED + 1] if span)
    path, figure = found[0]
    if project.strategy.currency:
        message = f"'{figure.text}' is in {currency}, but the strategy counts in {wanted}."
        fix = f"convert it into {wanted}; figures in two currencies cannot be added"
    else:
        message = f"'{figure.text}' is in {currency}, other figures are in {wanted}."
        fix = f"use one currency throughout, and say so: currency: {wanted}"
    more = len(spans) - 1 - len(related)
    notes = (f"{currency} stands in {more} more places.",) if more > 0 else ()
    where = path[1] if path[0] == "requests" else "/".join(str(part) for part in path[:2])
    return Finding("M219", "error", message, str(where), str(path[-1]), spans[0], "", fix, notes, related)


def _span(project: Project, path: Path) -> Span | None:
    """The amount itself, also inside {value: …, source: …}."""
    mark = project.mark((*path, "value"))
    return mark.value() if mark else None


def _money(node: Any, path: Path) -> Iterator[tuple[Path, Figure]]:
    """All amounts of money below a node; only the declaration's ways that lead to money are walked."""
    if isinstance(node, BaseModel):
        for name, key in _ways(type(node)):
            value = getattr(node, name)
            if value:
                yield from _money(value, (*path, key))
    elif isinstance(node, dict):
        for key, value in node.items():
            yield from _money(value, (*path, key))
    elif isinstance(node, Figure) and node.unit[:1].isupper():
        yield path, node


@cache
def _ways(model: type[BaseModel]) -> tuple[tuple[str, str], ...]:
    """Attributes (with their keys) below which money can stand."""
    return tuple(
        (name, field.alias or name)
        for name, field in model.model_fields.items()
        if quantity_of(field.metadata) in ("money", "rate") or _holds_money(field.annotation)
    )


def _holds_money(annotation: Any) -> bool:
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        return bool(_ways(annotation))
    if get_origin(annotation) is typing.Annotated:
        inner, *metadata = get_args(annotation)
        return quantity_of(metadata) in ("money", "rate") or _holds_money(inner)
    if get_origin(annotation) in (typing.Union, types.UnionType, dict):
        return any(_holds_money(part) for part in get_args(annotation))
    return False


CHECK = Check("M219", "mixed-currencies", "error", "Amounts of money are in several currencies.", run)
