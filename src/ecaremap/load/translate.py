"""pydantic's findings in our codes and words, at the very place."""

import types
import typing
from collections.abc import Iterator
from typing import Any, Literal, Union, get_args, get_origin

from pydantic import BaseModel, ValidationError

from ecaremap.load import wording
from ecaremap.load.places import Place, find
from ecaremap.load.problems import Problems
from ecaremap.model.declared import Declared
from ecaremap.model.strategy import Strategy
from ecaremap.model.tree import Table

Missing = dict[tuple[Any, ...], list[str]]


def report(error: ValidationError, tree: Table, problems: Problems) -> None:
    """Every problem of a validation, once per place; of one object, all missing keys together."""
    known = problems.places()
    lost = problems.lines_of_yaml()
    missing: Missing = {}
    for item in sorted(error.errors(include_url=False), key=_rank):
        if item["type"] == "missing":
            missing.setdefault(tuple(item["loc"][:-1]), []).append(str(item["loc"][-1]))
            continue
        place = find(tree, (*item["loc"], *item.get("ctx", {}).get("at", ())))
        if _of_another_form(item, place):
            continue
        words = _words(item, place)
        spot = (words.span.file, words.span.line, words.span.column)
        # What stands on a line that YAML could not be read from is a consequence.
        if spot in known or spot[:2] in lost:
            continue
        known.add(spot)
        problems.add(words.code, words.message, words.span, help=words.fix, where=place.where)
    for place, keys in _holders(missing, tree):
        if not lost:
            words = wording.missing(place, keys)
            problems.add(words.code, words.message, words.span, help=words.fix, where=place.where)


def _rank(item: Any) -> int:
    """Of several messages about one value (a union tries each form), the most telling first."""
    of_text = isinstance(item["input"], str)
    if item["type"] in ("literal_error", "string_type"):
        return 0 if of_text else 2
    return 2 if item["type"] == "model_type" else 1


def _of_another_form(item: Any, place: Place) -> bool:
    """A union tries a word, then a mapping; only the form that was written is worth a message."""
    if item["type"] == "literal_error" and place.form.startswith("literal["):
        return isinstance(place.node, Table)
    # Of a list, which fits neither, the message about entries is kept.
    return bool(place.form) and item["type"] == "model_type" and isinstance(place.node, str)


def _holders(missing: Missing, tree: Table) -> Iterator[tuple[Place, list[str]]]:
    for loc, keys in missing.items():
        place = find(tree, loc)
        if isinstance(place.node, Table):
            yield place, keys


def _words(item: Any, place: Place) -> wording.Words:
    kind, context = item["type"], item.get("ctx", {})
    if kind == "extra_forbidden":
        return _unknown_key(item, place)
    if place.node is None and place.path:
        return wording.empty(place)
    if kind == "ecaremap":
        return wording.own(item, context, place)
    if kind == "literal_error":
        return wording.unknown_value(item, place)
    if kind in wording.SHAPES:
        return wording.wrong_shape(wording.SHAPES[kind], place, _keys(_declared(item["loc"])))
    if kind == "string_pattern_mismatch":
        return wording.wrong_form(place, context["pattern"])
    return wording.limits(kind, context, place)


def _unknown_key(item: Any, place: Place) -> wording.Words:
    key = str(item["loc"][-1])
    loc = tuple(item["loc"])
    if loc[0] == "scenarios" and len(loc) > 2:
        above = _declared(loc[2:-1]) if len(loc) > 3 else Strategy
        if key in _keys(above):
            return wording.not_a_figure(key, place)
    return wording.unknown_key(key, _keys(_declared(loc[:-1])), find(place.tree, loc[:-1]), place)


def _keys(model: type[BaseModel] | None) -> list[str]:
    return [field.alias or name for name, field in model.model_fields.items()] if model else []


def _declared(loc: tuple[Any, ...]) -> type[BaseModel] | None:
    """The declaration that a path leads to."""
    current = _declared_as(loc)
    return current if isinstance(current, type) and issubclass(current, Declared) else None


def _declared_as(loc: tuple[Any, ...]) -> Any:
    current: Any = Strategy
    for part in loc:
        if isinstance(current, type) and issubclass(current, BaseModel):
            fields = {f.alias or name: f for name, f in current.model_fields.items()}
            if part in fields:  # unions add names of their own
                current = _content(fields[part].annotation)
        elif get_origin(current) is dict:
            current = _content(get_args(current)[1])
        elif get_origin(current) is tuple and isinstance(part, int):
            current = _content(get_args(current)[0])
    return current


def _content(annotation: Any) -> Any:
    """An annotation without Annotated and Optional; of a union, its declared member."""
    if get_origin(annotation) is typing.Annotated:
        return _content(get_args(annotation)[0])
    if get_origin(annotation) in (Union, types.UnionType):
        members = [_content(m) for m in get_args(annotation) if m is not type(None)]
        return next((m for m in members if get_origin(m) is not Literal), members[0])
    return annotation
