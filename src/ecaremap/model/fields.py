"""Fields that rules can test: every attribute of the declaration, and what is derived from it.

The table is made from the pydantic declaration, so a new attribute can be tested at once; editors
complete from it (`load.schema`), rules are read with it (`policy.tests`).
"""

import types
import typing
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import cache
from typing import Any, Literal, get_args, get_origin

from pydantic import BaseModel

from ecaremap.model import declared, scales
from ecaremap.model.cell import Cell
from ecaremap.model.figures import Figure, Quantity
from ecaremap.model.organisation import Segment
from ecaremap.model.request import Request
from ecaremap.model.touchpoint import Touchpoint

Side = Literal["request", "touchpoint", "segment", "cell"]
FieldType = Literal["ordered", "enum", "text", "tags", "number", "date", "flag"]
SIDES: tuple[Side, ...] = get_args(Side)


@dataclass(frozen=True, slots=True)
class Field:
    """One field.

    Attributes:
        side, name: `request` and `emotion` of `request.emotion`.
        type: what its values are, and so which tests it knows.
        values: all words of an enumeration; scale: those that are ordered, weakest first.
        quantity: the kind of a number. required: never missing.
        description: for the reference.
    """

    side: Side
    name: str
    type: FieldType
    values: tuple[str, ...] = ()
    scale: tuple[str, ...] = ()
    quantity: Quantity | None = None
    required: bool = False
    description: str = ""

    @property
    def key(self) -> str:
        """The name as rules write it, `request.emotion`."""
        return f"{self.side}.{self.name}"


_SCALES = {getattr(scales, name): order for name, order in scales.ORDERED_SCALES.items()}
_DERIVED = (
    Field("request", "id", "text", required=True, description="The id of the request."),
    Field(
        "request", "quadrant", "enum", get_args(scales.Quadrant),
        description="From customer_value and company_value (Price and Jaffe).",
    ),
    Field("touchpoint", "id", "text", required=True, description="The id of the touchpoint."),
    Field("segment", "id", "text", description="The id of the segment; missing for everyone else."),
    Field(
        "cell", "degree", "ordered", scales.DEGREES, scales.ORDERED_DEGREES,
        description="The degree of the state under judgement.",
    ),
    Field("cell", "completes", "enum", ("yes", "no"), description="Does the customer finish here?"),
)  # fmt: skip
_NOT_TESTED = {"note", "translations", "synonyms", "was", "today", "target", "not_here"}
_REQUIRED = {("touchpoint", "kind"), ("touchpoint", "family"), ("touchpoint", "status"), ("cell", "status")}


@cache
def field_table() -> dict[str, Field]:
    """All fields by key, in the order of the declaration."""
    table: dict[str, Field] = {}
    sides: tuple[tuple[Side, type[BaseModel]], ...] = (
        ("request", Request), ("touchpoint", Touchpoint), ("segment", Segment), ("cell", Cell),
    )  # fmt: skip
    for side, model in sides:
        for derived in _DERIVED:
            if derived.side == side:
                table[derived.key] = derived
        for name, info in model.model_fields.items():
            key = f"{side}.{name}"
            if name in _NOT_TESTED or key in table:
                continue
            metadata = list(info.metadata)
            field = _field(side, name, info.annotation, metadata, info.description or "")
            if field:
                table[key] = field
    return table


def _field(side: Side, name: str, annotation: Any, metadata: list[Any], description: str) -> Field | None:
    required = (side, name) in _REQUIRED
    kind, extra = _kind(annotation, metadata)
    if kind is None:
        return None
    if kind in ("enum", "ordered"):
        words, order = extra
        return Field(side, name, kind, words, order, required=required, description=description)
    if kind == "number":
        return Field(side, name, kind, quantity=extra, description=description)
    return Field(side, name, kind, required=required, description=description)


def _kind(annotation: Any, metadata: list[Any]) -> tuple[FieldType | None, Any]:
    """What an annotation's values are: (type, words and scale, or quantity)."""
    if get_origin(annotation) in (typing.Union, types.UnionType):
        members = [m for m in get_args(annotation) if m is not type(None)]
        return _kind(members[0], metadata) if len(members) == 1 else (None, None)
    if get_origin(annotation) is typing.Annotated:
        inner, *more = get_args(annotation)
        return _kind(inner, [*metadata, *more])
    if get_origin(annotation) is Literal:
        order = _SCALES.get(annotation, ())
        return ("ordered" if order else "enum"), (get_args(annotation), order)
    if get_origin(annotation) in (tuple, dict):
        return "tags", None
    if annotation is Figure:
        quantity = declared.quantity_of(metadata)
        return ("number", quantity) if quantity else (None, None)
    simple: dict[Any, FieldType] = {str: "text", date: "date", bool: "flag"}
    return simple.get(annotation), None


PER_YEAR = {"week": Decimal(52), "month": Decimal(12), "quarter": Decimal(4), "year": Decimal(1)}
"""How often each period of volumes comes in a year."""
SECONDS_PER_MONTH = 2629800
"""A twelfth of 365.25 days, for comparing durations in months with those in days."""


def comparable(figure: Figure) -> tuple[str, Any]:
    """Unit and amount of a figure such that equal units can be compared."""
    if figure.unit == "months":
        return "s", figure.likely * SECONDS_PER_MONTH
    return figure.unit, figure.likely


def words_of_tests(field: Field, others: tuple[Field, ...] = ()) -> list[str]:
    """All tests of a closed field in words, plainest first: what an editor completes."""
    words = list(field.values)
    if field.type == "flag":
        words = ["true", "false"]
    tests = [*words, *(f"not {word}" for word in words)] if words else []
    for comparison in ("at least", "at most", "above", "below"):
        tests += [f"{comparison} {word}" for word in field.scale]
    tests += [f"{a} to {b}" for i, a in enumerate(field.scale) for b in field.scale[i + 1 :]]
    if field.type != "tags":
        tests += ["present", "missing"]
    for other in others:
        tests += [f"{comparison} {other.key}" for comparison in ("at least", "at most", "above", "below")]
    return tests


def partners(field: Field) -> tuple[Field, ...]:
    """Fields of other sides with the same ordered scale, which a test may refer to."""
    if not field.scale:
        return ()
    return tuple(
        other for other in field_table().values()
        if other.scale == field.scale and other.side != field.side and other.side in ("request", "touchpoint")
    )  # fmt: skip
