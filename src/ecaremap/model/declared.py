"""The pydantic side of the declaration: the base class and the types that read authors' words.

Every problem is raised as a `PydanticCustomError` of type `ecaremap` whose context carries the code,
the message and the fix; the loader adds the place. Scalars arrive as text: YAML's own ideas about
`no`, `12:30` or `1_000` never reach this module.
"""

import re
from collections.abc import Iterable, Mapping
from datetime import date
from typing import Annotated, Any, TypeVar

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, GetCoreSchemaHandler
from pydantic_core import CoreSchema, PydanticCustomError, core_schema

from ecaremap.model.figures import (
    EXAMPLES,
    Figure,
    FigureError,
    Quantity,
    parse_figure,
    parse_quantiles,
    sourced,
)


class Declared(BaseModel):
    """Base of everything an author can write: strict, frozen, unknown keys refused."""

    # Built once, as part of the whole strategy, when the first one is read.
    model_config = ConfigDict(strict=True, frozen=True, extra="forbid", defer_build=True)


def problem(code: str, message: str, fix: str, at: tuple[str | int, ...] = ()) -> PydanticCustomError:
    """An error with our code and words, to be raised inside a validator.

    `at` goes further down from the value under validation to the very place, if it is known.
    """
    return PydanticCustomError("ecaremap", "{message}", {"code": code, "message": message, "fix": fix, "at": at})


class _FigureType:
    """Annotation that reads a `Figure` of one kind."""

    def __init__(self, quantity: Quantity) -> None:
        self.quantity = quantity

    def __get_pydantic_core_schema__(self, _: Any, __: GetCoreSchemaHandler) -> CoreSchema:
        return core_schema.no_info_plain_validator_function(self.read)

    def __get_pydantic_json_schema__(self, _: Any, __: Any) -> dict[str, Any]:
        return {"figure": self.quantity}  # written out by load.schema

    def read(self, value: Any) -> Figure:
        try:
            if isinstance(value, Figure):
                return value
            if isinstance(value, str):
                return parse_figure(value, self.quantity)
            if isinstance(value, Mapping):
                return self._read_mapping(value)
        except FigureError as error:
            raise problem("M205", error.message, error.fix) from None
        raise problem("M205", "a figure is wanted here", f"write, for example, {EXAMPLES[self.quantity]}")

    def _read_mapping(self, value: Mapping[str, Any]) -> Figure:
        quantiles = ("p10", "p50", "p90")
        known = {"value", "source", "as_of", "driver", *quantiles}
        for key, entry in value.items():
            if key not in known:
                fix = f"a figure knows {', '.join(sorted(known))}"
                raise problem("M201", f"'{key}' is not a key of a figure", fix, at=(key,))
            if not isinstance(entry, str):
                raise problem("M205", f"'{key}' is empty", f"give {key} a value", at=(key,))
        try:
            if "value" in value:
                figure = parse_figure(value["value"], self.quantity)
            elif all(key in value for key in quantiles):
                p10, p50, p90 = (value[key] for key in quantiles)
                figure = parse_quantiles(p10, p50, p90, self.quantity)
            else:
                fix = "write {value: …, source: …} or {p10: …, p50: …, p90: …}"
                raise problem("M205", "this figure has no value", fix)
        except FigureError as error:
            at = ("value",) if "value" in value else ("p50",)
            raise problem("M205", error.message, error.fix, at=at) from None
        as_of = read_date(value["as_of"], at=("as_of",)) if "as_of" in value else None
        return sourced(figure, value.get("source"), as_of, value.get("driver"))


def quantity_of(metadata: Iterable[Any]) -> Quantity | None:
    """The kind of figure that a declaration's metadata asks for, None if it asks for none."""
    return next((entry.quantity for entry in metadata if isinstance(entry, _FigureType)), None)


def read_date(value: Any, at: tuple[str | int, ...] = ()) -> date:
    """A calendar date, `2026-09-30`."""
    if isinstance(value, date):
        return value
    try:
        if isinstance(value, str) and re.fullmatch(r"\d{4}-\d{2}-\d{2}", value):
            return date.fromisoformat(value)
    except ValueError:
        pass
    raise problem("M206", f"'{value}' is not a date", "write year-month-day, as 2026-09-30", at)


def read_month(value: Any) -> str:
    """A month, `2027-01`, kept as text."""
    if isinstance(value, str) and re.fullmatch(r"\d{4}-(0[1-9]|1[0-2])", value):
        return value
    raise problem("M206", f"'{value}' is not a month", "write year-month, as 2027-01")


def read_period(value: Any) -> str:
    """A stretch of months, `2025-10 to 2026-09`, kept as text."""
    month = r"\d{4}-(0[1-9]|1[0-2])"
    if isinstance(value, str) and re.fullmatch(rf"{month} to {month}", value):
        return value
    raise problem("M206", f"'{value}' is not a period", "write 2025-10 to 2026-09")


def read_whole(value: Any) -> int:
    """A whole number."""
    if isinstance(value, int) and not isinstance(value, bool):
        return value
    if isinstance(value, str) and re.fullmatch(r"[0-9]{1,9}", value):
        return int(value)
    raise problem("M205", f"'{value}' is not a whole number", "write digits only, as 3")


def read_flag(value: Any) -> bool:
    """`true` or `false`; never yes, no, on, off."""
    if isinstance(value, bool):
        return value
    if value in ("true", "false"):
        return bool(value == "true")
    meant = {"yes": "true", "on": "true", "no": "false", "off": "false"}.get(str(value).lower())
    fix = f"write {meant}" if meant else "write true or false"
    raise problem("M207", f"'{value}' is neither true nor false", fix)


_HOURS = re.compile(r"([01]\d|2[0-4]):[0-5]\d-([01]\d|2[0-4]):[0-5]\d( \w{3}(-\w{3})?(, ?\w{3}(-\w{3})?)*)?")
_DAYS = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")


def read_hours(value: Any) -> str:
    """Opening hours, `08:00-20:00 Mon-Sat` or `24/7`, kept as text; several joined by `;`."""
    if isinstance(value, str):
        parts = [part.strip() for part in value.split(";")]
        days = re.findall(r"[A-Za-z]{3,}", value)
        readable = all(part == "24/7" or _HOURS.fullmatch(part) for part in parts)
        if readable and all(day in _DAYS for day in days):
            return value
    fix = 'write "08:00-20:00 Mon-Sat" or 24/7; days are ' + ", ".join(_DAYS)
    raise problem("M206", f"'{value}' are not opening hours", fix)


_ID = re.compile(r"[A-Za-z0-9][A-Za-z0-9_.-]*(/[A-Za-z0-9][A-Za-z0-9_.-]*)?")


def read_id(value: Any) -> str:
    """An id: letters, digits, `-`, `_`, `.`; a pack's rule has one `/`."""
    if isinstance(value, str) and _ID.fullmatch(value) and len(value) <= 100:
        return value
    plain = re.sub(r"[^A-Za-z0-9]+", "-", str(value)).strip("-").lower()[:100]
    fix = f"use letters, digits and hyphens, as {plain or 'pay-bill'}; the name goes into name:"
    raise problem("M208", f"'{value}' cannot be an id", fix)


def _text_schema(pattern: str, example: str) -> dict[str, Any]:
    return {"type": "string", "pattern": pattern, "examples": [example]}


class _Json:
    """Annotation that sets the JSON Schema of a type read by a function."""

    def __init__(self, schema: dict[str, Any]) -> None:
        self.schema = schema

    def __get_pydantic_json_schema__(self, _: Any, __: Any) -> dict[str, Any]:
        return dict(self.schema)


def _plain(read: Any) -> Any:
    class Reader:
        def __get_pydantic_core_schema__(self, _: Any, __: Any) -> CoreSchema:
            return core_schema.no_info_plain_validator_function(read)

    return Reader()


Text = str
Id = Annotated[str, _plain(read_id), _Json({"type": "string"})]
Count = Annotated[Figure, _FigureType("count")]
Ratio = Annotated[Figure, _FigureType("ratio")]
Share = Annotated[Figure, _FigureType("share")]
Money = Annotated[Figure, _FigureType("money")]
Rate = Annotated[Figure, _FigureType("rate")]
Duration = Annotated[Figure, _FigureType("duration")]
People = Annotated[Figure, _FigureType("people")]
Date = Annotated[date, _plain(read_date), _Json(_text_schema(r"^\d{4}-\d{2}-\d{2}$", "2026-09-30"))]
Month = Annotated[str, _plain(read_month), _Json(_text_schema(r"^\d{4}-\d{2}$", "2027-01"))]
Period = Annotated[
    str,
    _plain(read_period),
    _Json(_text_schema(r"^\d{4}-\d{2} to \d{4}-\d{2}$", "2025-10 to 2026-09")),
]
Whole = Annotated[int, _plain(read_whole), _Json({"type": "integer"})]
Flag = Annotated[bool, _plain(read_flag), _Json({"type": "boolean"})]
Hours = Annotated[str, _plain(read_hours), _Json({"type": "string", "examples": ["08:00-20:00 Mon-Sat", "24/7"]})]


def _one_or_many(value: Any) -> Any:
    return (value,) if isinstance(value, str) else value


FormerIds = Annotated[
    tuple[Id, ...],
    Field(strict=False),
    BeforeValidator(_one_or_many),
    _Json({"anyOf": [{"type": "string"}, {"type": "array", "items": {"type": "string"}}]}),
]
"""`was: old-id`, or a list of them: what a thing was called before, so that a comparison knows it again."""

Item = TypeVar("Item")
Many = Annotated[tuple[Item, ...], Field(strict=False)]
"""Several of a kind, written as a YAML list."""
