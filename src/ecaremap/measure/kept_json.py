"""Kept measurements as JSON: records by the names of their fields, read back strictly by their types."""

import gzip
import json
import zlib
from collections.abc import Mapping
from dataclasses import fields, is_dataclass
from datetime import date
from decimal import Decimal, InvalidOperation
from functools import cache
from types import NoneType, UnionType
from typing import Any, Literal, Union, get_args, get_origin, get_type_hints

from ecaremap.measure.kept import Kept

FORMAT = "ecaremap-measured/1"
MOST = 64 * 1024 * 1024
"""Bytes that are read at most: more is no file of ours."""


class NotKept(ValueError):
    """The bytes are no kept measurement."""


def spell_kept(kept: Kept) -> bytes:
    """The same bytes for the same measurement."""
    text = json.dumps(
        {"format": FORMAT, "measured": _plain(kept)}, ensure_ascii=False, sort_keys=True, separators=(",", ":")
    )
    return gzip.compress(text.encode("utf-8", "backslashreplace"), 9, mtime=0)


def read_kept(data: bytes) -> Kept:
    """A measurement from its bytes.

    Raises:
        NotKept: they are none.
    """
    try:
        engine = zlib.decompressobj(wbits=31)
        text = engine.decompress(data, MOST)
        if engine.unconsumed_tail:
            raise NotKept("it is too large")
        document = json.loads(text)
        if not isinstance(document, dict) or document.get("format") != FORMAT:
            raise NotKept("it is of another format")
        found = _read(document["measured"], Kept)
    except (zlib.error, ValueError, KeyError, TypeError, InvalidOperation, RecursionError) as error:
        raise NotKept(str(error)) from None
    assert isinstance(found, Kept)
    return found


def _plain(value: Any) -> Any:
    if is_dataclass(value) and not isinstance(value, type):
        return {field.name: _plain(getattr(value, field.name)) for field in fields(value)}
    if isinstance(value, tuple):
        return [_plain(each) for each in value]
    if isinstance(value, Mapping):
        return {key: _plain(each) for key, each in value.items()}
    if isinstance(value, Decimal | date):
        return str(value)
    return value


@cache
def _hints(kind: Any) -> dict[str, Any]:
    return get_type_hints(kind)


def _read(value: Any, kind: Any) -> Any:
    """A value of a type; anything else is an error."""
    origin, inner = get_origin(kind), get_args(kind)
    if is_dataclass(kind):
        return _record(value, kind)
    if origin is Literal:
        return _of(value, value in inner)
    if origin in (UnionType, Union):
        if value is None and NoneType in inner:
            return None
        return _read(value, next(each for each in inner if each is not NoneType))
    if origin is tuple:
        _of(value, isinstance(value, list))
        kinds = [inner[0]] * len(value) if inner[-1] is Ellipsis else inner
        return tuple(_read(each, one) for each, one in zip(value, kinds, strict=True))
    if origin is not None:
        _of(value, isinstance(value, dict))
        return {key: _read(each, inner[1]) for key, each in value.items()}
    if kind in (Decimal, date):
        _of(value, isinstance(value, str))
        return Decimal(value) if kind is Decimal else date.fromisoformat(value)
    return _of(value, type(value) is kind)


def _record(value: Any, kind: Any) -> Any:
    _of(value, isinstance(value, dict))
    hints = _hints(kind)
    names = {field.name for field in fields(kind)}
    _of(value, set(value) == names)
    return kind(**{name: _read(value[name], hints[name]) for name in names})


def _of(value: Any, fits: bool) -> Any:
    if not fits:
        raise NotKept("something in it is not what it should be")
    return value
