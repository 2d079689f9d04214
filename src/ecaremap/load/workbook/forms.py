"""What the declaration says about each value that a cell of a workbook may hold.

Made from the pydantic declaration, so that a new attribute has its column, its drop-down and its line in the data
dictionary at once.
"""

import re
import types
import typing
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from functools import cache
from typing import Any, Literal, get_args, get_origin

from ecaremap.model import declared
from ecaremap.model.declared import Declared, quantity_of
from ecaremap.model.figures import EXAMPLES, Figure, Quantity
from ecaremap.model.strategy import Strategy

FormKind = Literal["text", "word", "flag", "whole", "date", "month", "figure", "list", "entries"]
Path = tuple[str, ...]

PARTS_OF_FIGURE: tuple[str, ...] = ("value", "source", "as_of", "driver", "p10", "p50", "p90")
"""What a figure may say beside its amount; each has a column of its own, `volume.source` say."""


@dataclass(frozen=True)
class Form:
    """How a value is written.

    Attributes:
        words: of a word, all that are known. quantity: of a figure, its kind. item: of a list, what it holds.
        model: of entries, their declaration. content: of entries by free names, what each holds.
        example: one right spelling.
    """

    kind: FormKind
    words: tuple[str, ...] = ()
    quantity: Quantity | None = None
    item: "Form | None" = None
    model: type[Declared] | None = None
    content: Any = None
    example: str = ""


@dataclass(frozen=True)
class Declaration:
    """One value that an author can write: where, how, and what it means."""

    path: Path
    form: Form
    meaning: str
    required: bool

    @property
    def key(self) -> str:
        """The heading of its column."""
        return ".".join(self.path)


_SIMPLE: dict[Any, Form] = {
    bool: Form("flag", ("true", "false"), example="true"),
    int: Form("whole", example="3"),
    date: Form("date", example="2026-09-30"),
    str: Form("text"),
}
_MONTH = declared.Month.__metadata__[0]  # type: ignore[attr-defined]


def form_of(annotation: Any, metadata: tuple[Any, ...] = ()) -> Form:
    """How values of an annotation are written."""
    origin = get_origin(annotation)
    if origin is typing.Annotated:
        inner, *more = get_args(annotation)
        return form_of(inner, (*metadata, *more))
    if origin in (typing.Union, types.UnionType):
        members = [member for member in get_args(annotation) if member is not type(None)]
        return form_of(members[0], metadata) if len(members) == 1 else Form("entries")
    quantity = quantity_of(metadata)
    if annotation is Figure and quantity:
        return Form("figure", quantity=quantity, example=EXAMPLES[quantity])
    if origin is Literal:
        return Form("word", get_args(annotation), example=get_args(annotation)[0])
    if origin is tuple:
        return Form("list", item=form_of(get_args(annotation)[0]))
    if origin is dict:
        return Form("entries", content=get_args(annotation)[1])
    if isinstance(annotation, type) and issubclass(annotation, Declared):
        return Form("entries", model=annotation)
    if any(entry is _MONTH for entry in metadata):
        return Form("month", example="2027-01")
    return _with_example(_SIMPLE.get(annotation, Form("entries")), metadata)


def _with_example(form: Form, metadata: tuple[Any, ...]) -> Form:
    for entry in metadata:
        schema = getattr(entry, "schema", None)
        if isinstance(schema, dict) and schema.get("examples") and form.kind == "text":
            return Form("text", example=str(schema["examples"][0]))
    return form


@cache
def fields(model: type[Declared]) -> dict[str, Declaration]:
    """The attributes of a declaration by the key that authors write."""
    found = {}
    for name, info in model.model_fields.items():
        key = info.alias or name
        form = form_of(info.annotation, tuple(info.metadata))
        meaning = info.description or ""
        found[key] = Declaration((key,), _exemplified(form, key, meaning), meaning, info.is_required())
    return found


_EXAMPLES = {
    "when": "request.emotion: at least high", "unless": "segment.id: offline", "then": "cap: assisted",
    "starts_at": "call-centre: 60%, app: 40%", "hands_over_to": "call-centre: context kept", "team": "app: 2",
    "translations": "de: Rechnung bezahlen",
}  # fmt: skip


def _exemplified(form: Form, key: str, meaning: str) -> Form:
    """With an example: the form's own, else what the description offers."""
    said = re.search(r'\bas "?([^."]+)"?\.$', meaning, re.IGNORECASE)
    example = form.example or _EXAMPLES.get(key, "") or (said[1] if said and form.kind == "text" else "")
    if form.kind == "list" and form.item and not form.item.model:
        example = ", ".join(form.item.words[:2]) or form.item.example or "one, another"
    return Form(form.kind, form.words, form.quantity, form.item, form.model, form.content, example)


@cache
def leaves(model: type[Declared]) -> tuple[Declaration, ...]:
    """All values below a declaration that stand in one cell, nested declarations by their paths."""
    return tuple(_leaves(model))


def _leaves(model: type[Declared]) -> Iterator[Declaration]:
    for entry in fields(model).values():
        if entry.form.model is None:
            yield entry
            continue
        for leaf in leaves(entry.form.model):
            yield Declaration((*entry.path, *leaf.path), leaf.form, leaf.meaning, entry.required and leaf.required)


def resolve(path: Path, model: type[Declared] = Strategy) -> Form | None:
    """How the value at a path is written; None where the declaration knows no such path."""
    form = Form("entries", model=model)
    for part in path:
        if form.kind == "figure" and part in PARTS_OF_FIGURE:
            form = _part(part, form)
        elif form.model is not None and part in fields(form.model):
            form = fields(form.model)[part].form
        elif form.content is not None:
            form = form_of(form.content)
        else:
            return None
    return form


def meaning(path: Path) -> str:
    """What the declaration says about a path; of a free name, what it says about its section."""
    form, text = Form("entries", model=Strategy), ""
    for part in path:
        if form.model is not None and part in fields(form.model):
            found = fields(form.model)[part]
            form, text = found.form, found.meaning
        elif form.content is not None:
            form = form_of(form.content)
        else:
            break
    return text


def _part(part: str, figure: Form) -> Form:
    if part in ("source", "driver"):
        return Form("text")
    return _SIMPLE[date] if part == "as_of" else Form("figure", quantity=figure.quantity, example=figure.example)
