"""pydantic's findings in our codes and words, at the very place."""

import types
import typing
from typing import Any, Literal, Union, get_args, get_origin

from pydantic import BaseModel, ValidationError

from ecaremap.load.problems import Problems
from ecaremap.model.declared import Declared
from ecaremap.model.source import Span
from ecaremap.model.strategy import STEPS, Strategy
from ecaremap.model.suggest import closest
from ecaremap.model.tree import Items, Table

_SHAPES = {
    "model_type": "a mapping (key: value)", "dict_type": "a mapping (key: value)",
    "model_attributes_type": "a mapping (key: value)", "tuple_type": "a list ([a, b])",
    "list_type": "a list ([a, b])", "string_type": "a text",
}  # fmt: skip


def report(error: ValidationError, tree: Table, problems: Problems) -> None:
    """Every problem of a validation, once per place."""
    known = problems.places()
    reported: set[tuple[int, int, int, str]] = set()
    for item in sorted(error.errors(include_url=False), key=_rank):
        place = _Place(tree, item["loc"], item.get("ctx", {}).get("at", ()))
        finding = _words(item, place)
        if finding is None:
            continue
        code, message, fix, span = finding
        spot = (span.file, span.line, span.column)
        if spot in known or (*spot, "") in reported:
            continue
        reported.add((*spot, ""))
        problems.add(code, message, span, help=fix, where=place.where)


def _rank(item: Any) -> int:
    """Of several messages about one value (a union tries each form), the most telling first."""
    of_text = isinstance(item["input"], str)
    if item["type"] in ("literal_error", "string_type"):
        return 0 if of_text else 2
    return 2 if item["type"] == "model_type" else 1


class _Place:
    """Where a problem is: the deepest existing part of its path, and what was declared there."""

    def __init__(self, tree: Table, loc: tuple[Any, ...], at: tuple[Any, ...]) -> None:
        self.key_span: Span | None = None
        self.value_span: Span | None = None
        self.path: list[str] = []
        self.rest: list[Any] = []
        node: Any = tree
        for index, part in enumerate((*loc, *at)):
            if isinstance(node, Table) and part in node:
                mark = node.marks[part]
            elif isinstance(node, Items) and isinstance(part, int) and part < len(node):
                mark = node.marks[part]
            else:
                self.rest = list((*loc, *at)[index:])
                break
            self.key_span, self.value_span = mark.key(), mark.value()
            self.path.append(str(part))
            node = node[part]
        self.node = node

    @property
    def where(self) -> str:
        """The object in the words of the map."""
        if self.path[:1] == ["coverage"] and len(self.path) > 2:
            return f"{self.path[1]}/{self.path[2]}"
        return "/".join(self.path[:2]) if self.path[:1] != ["requests"] else "".join(self.path[1:2])

    def span(self) -> Span:
        """The value's place; the root's is the first character."""
        return self.value_span or Span(0, 1, 1, 1, 2)


def _words(item: Any, place: _Place) -> tuple[str, str, str, Span] | None:
    kind, context = item["type"], item.get("ctx", {})
    if kind == "ecaremap":
        return _own_words(item, context, place)
    if kind == "missing":
        name = item["loc"][-1]
        holder = place.path[-1] if place.path else "the strategy"
        span = place.key_span or Span(0, 1, 1, 1, 2)
        return "M204", f"'{name}' is missing in {_quoted(holder)}.", f"add {name}: …", span
    if kind == "extra_forbidden":
        return _unknown_key(item, place)
    if place.node is None:
        key = place.path[-1] if place.path else ""
        return "M203", f"'{key}' has no value.", "write a value behind the colon, or delete the key", (
            place.key_span or place.span()
        )
    if kind == "literal_error":
        return _unknown_value(item, place)
    if kind in _SHAPES:
        found = _shape_of(place.node)
        return "M203", f"Here stands {found}, but {_SHAPES[kind]} is wanted.", "", place.span()
    if kind == "string_pattern_mismatch":
        example = '"#0b6e99"' if "#" in context["pattern"] else "EUR"
        return "M206", f"'{place.node}' has the wrong form.", f"write, for example, {example}", place.span()
    return "M205", f"'{place.node}' does not fit here: {item['msg'].lower()}.", "", place.span()


def _own_words(item: Any, context: Any, place: _Place) -> tuple[str, str, str, Span]:
    code, message, fix = context["code"], context["message"], context["fix"]
    if code == "M202":
        fix = _degree_fix(str(item["input"]))
    if isinstance(place.node, (Table, Items)) and code == "M205" and not place.rest:
        return code, f"{_upper(message)}.", fix, place.key_span or place.span()
    if code == "M201" or (code == "M208" and place.rest[:1] == ["[key]"]):
        return code, f"{_upper(message)}.", fix, place.key_span or place.span()
    return code, f"{_upper(message)}.", fix, place.span()


def _degree_fix(text: str) -> str:
    near = closest(text.replace("->", " -> ").replace("  ", " "), STEPS)
    degrees = "none, inform, show, initiate, assisted, self-serve, peer, proactive; human with people"
    if near:
        return f"did you mean '{near}'?"
    return f"degrees are {degrees}; a change is written: show -> self-serve"


def _unknown_key(item: Any, place: _Place) -> tuple[str, str, str, Span]:
    key = str(item["loc"][-1])
    model = _declared(tuple(item["loc"][:-1]))
    names = [field.alias or name for name, field in model.model_fields.items()] if model else []
    holder = place.path[-2] if len(place.path) > 1 else ""
    near = closest(key, names)
    inside = f" in {_quoted(holder)}" if holder else ""
    fix = f"did you mean '{near}'?" if near else "known keys: " + ", ".join(names)
    return "M201", f"'{key}' is not a key I know{inside}.", fix, place.key_span or place.span()


def _unknown_value(item: Any, place: _Place) -> tuple[str, str, str, Span]:
    known = [word.strip(" '") for word in item["ctx"]["expected"].replace(" or ", ",").split(",")]
    key = place.path[-1] if place.path else ""
    if isinstance(place.node, (Table, Items)):
        return "M203", f"Here stands {_shape_of(place.node)}, but a word is wanted.", (
            "known: " + ", ".join(known)
        ), place.span()
    near = closest(str(place.node), known)
    fix = (f"did you mean '{near}'? " if near else "") + "known: " + ", ".join(known)
    return "M202", f"'{place.node}' is not a value of {key}.", fix, place.span()


def _shape_of(node: Any) -> str:
    if isinstance(node, Table):
        return "a mapping"
    if isinstance(node, Items):
        return "a list"
    return f"the text '{node}'"


def _upper(text: str) -> str:
    return text[:1].upper() + text[1:]


def _quoted(name: str) -> str:
    return name if " " in name else f"'{name}'"


def _declared(loc: tuple[Any, ...]) -> type[BaseModel] | None:
    """The declaration that a path leads to."""
    current: Any = Strategy
    for part in loc:
        if isinstance(current, type) and issubclass(current, BaseModel):
            fields = {f.alias or name: f for name, f in current.model_fields.items()}
            if part not in fields:
                continue
            current = _content(fields[part].annotation)
        elif get_origin(current) is dict:
            current = _content(get_args(current)[1])
        elif get_origin(current) is tuple and isinstance(part, int):
            current = _content(get_args(current)[0])
    return current if isinstance(current, type) and issubclass(current, Declared) else None


def _content(annotation: Any) -> Any:
    """An annotation without Annotated and Optional; of a union, its declared member."""
    if get_origin(annotation) is typing.Annotated:
        return _content(get_args(annotation)[0])
    if get_origin(annotation) in (Union, types.UnionType):
        members = [_content(m) for m in get_args(annotation) if m is not type(None)]
        return next((m for m in members if get_origin(m) is not Literal), members[0])
    return annotation


