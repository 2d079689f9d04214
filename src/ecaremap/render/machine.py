"""The map for programs: JSON with one line a request, so that two versions can be compared."""

import json
from collections.abc import Mapping
from dataclasses import MISSING, Field, fields, is_dataclass
from decimal import Decimal
from typing import Any

from ecaremap.views.model import MapView, RowView
from ecaremap.views.report_model import ReportView

FORMAT = "ecaremap-map/1"
REPORT_FORMAT = "ecaremap-report/1"

_Json = dict[str, Any] | list[Any] | str | int | bool | None


def render_json(view: MapView) -> str:
    """Spell the view as JSON.

    Keys are sorted. Decimals are texts, so that nobody's parser rounds them. A field at its usual
    value is left out: what is missing is empty, no, or `allowed`. The cells of a request stand
    under the id of their touchpoint. The logo is a picture, not data, and stays out.
    """
    document = {each.name: _plain(getattr(view, each.name)) for each in fields(view) if each.name != "logo"}
    document["format"] = FORMAT
    document["rows"] = [_row(view, row) for row in view.rows]
    lines = [f" {_compact(key)}: {_value(document[key])}" for key in sorted(document)]
    text = "{\n" + ",\n".join(lines) + "\n}\n"
    # A lone half of a sign cannot be written as UTF-8, but JSON has an escape for it.
    return text.encode("utf-8", "backslashreplace").decode("utf-8")


def render_report_json(view: ReportView) -> str:
    """Spell every chapter: the map as `render_json` does, the others under their names, a line for each record."""
    chapters = {"gaps": view.gaps, "journeys": view.journeys, "case": view.case, "plan": view.plan, "dashboard": view.dashboard, "promised": view.promised, "readiness": view.readiness,
                "sources": view.sources}  # fmt: skip
    parts = [f' "format": {_compact(REPORT_FORMAT)}', f' "audience": {_compact(view.audience)}']
    parts += [f" {_compact(name)}: {_chapter(chapter)}" for name, chapter in chapters.items() if chapter is not None]
    parts.append(f' "map": {render_json(view.map).strip()}')
    text = "{\n" + ",\n".join(parts) + "\n}\n"
    return text.encode("utf-8", "backslashreplace").decode("utf-8")


def render_chapter_json(name: str, chapter: object) -> str:
    """Spell one chapter on its own."""
    text = f'{{\n "format": {_compact(f"ecaremap-{name}/1")},\n "{name}": {_chapter(chapter)}\n}}\n'
    return text.encode("utf-8", "backslashreplace").decode("utf-8")


def _chapter(chapter: Any) -> str:
    record = _record(chapter)
    lines = [f"  {_compact(key)}: {_value(record[key])}" for key in sorted(record)]
    return "{\n" + ",\n".join(lines) + "\n }"


def _row(view: MapView, row: RowView) -> _Json:
    plain = _record(row)
    plain["cells"] = {column.id: _plain(cell) for column, cell in zip(view.columns, row.cells, strict=True)}
    return plain


def _value(value: _Json) -> str:
    """A list stands with one line for each of its things."""
    if not isinstance(value, list) or not value:
        return _compact(value)
    return "[\n" + ",\n".join(f"  {_compact(each)}" for each in value) + "\n ]"


def _compact(value: _Json) -> str:
    return json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(", ", ": "))


def _plain(value: object) -> Any:
    """Reduce records, tuples and decimals to what JSON knows."""
    if is_dataclass(value) and not isinstance(value, type):
        return _record(value)
    if isinstance(value, Decimal):
        return f"{value:f}"
    if isinstance(value, tuple):
        return [_plain(each) for each in value]
    if isinstance(value, Mapping):
        return {str(key): _plain(each) for key, each in value.items()}
    return value


def _record(value: Any) -> dict[str, Any]:
    """A record without the fields that say nothing new."""
    every = ((each, getattr(value, each.name)) for each in fields(value))
    return {each.name: _plain(held) for each, held in every if not _usual(each, held)}


def _usual(field: Field[Any], held: object) -> bool:
    return field.default is not MISSING and held == field.default
