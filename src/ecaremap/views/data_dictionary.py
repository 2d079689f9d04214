"""Every key that a strategy knows, for people who fill in workbooks."""

from collections.abc import Iterator

from ecaremap.load.workbook.forms import Form, Path, fields, form_of
from ecaremap.load.workbook.layout import SETTINGS, sheet_specs
from ecaremap.model.declared import Declared
from ecaremap.model.strategy import Strategy
from ecaremap.views.workbook_columns import KEY_MEANINGS

Line = tuple[str, str, str, str, str]

_ALLOWED = {
    "text": "a text",
    "flag": "true, false",
    "whole": "a whole number",
    "date": "a date, as 2026-09-30",
    "month": "a month, as 2027-01",
    "entries": "name: value, name: value",
}


def dictionary() -> tuple[Line, ...]:
    """Sheet, key, meaning, what may be written, an example: all from the declaration."""
    lines: list[Line] = []
    for spec in sheet_specs():
        lines += [(spec.name, key, KEY_MEANINGS[key], "a text", "pay-bill") for key in spec.keys]
        lines += [(spec.name, c.key, c.meaning, allowed(c.form), c.form.example) for c in spec.columns]
    return (*lines, *_settings(Strategy, ()))


def _settings(model: type[Declared], above: Path) -> Iterator[Line]:
    on_sheets = {spec.path for spec in sheet_specs()}
    for key, entry in fields(model).items():
        path = (*above, key)
        if path not in on_sheets:
            yield from _setting(path, entry.form, entry.meaning)


def _setting(path: Path, form: Form, meaning: str) -> Iterator[Line]:
    if form.model is not None:
        yield from _settings(form.model, path)
    elif form.content is not None:
        yield from _setting((*path, "<name>"), form_of(form.content), meaning)
    else:
        yield SETTINGS, ".".join(path), meaning, allowed(form), form.example


def allowed(form: Form) -> str:
    """What may be written, in words."""
    if form.kind == "word":
        return ", ".join(form.words)
    if form.kind == "figure":
        return f"{form.example}, or a range: {form.example} ({form.example} to {form.example})"
    if form.kind == "list":
        return "a list: " + (", ".join(form.item.words) if form.item and form.item.words else "one, another")
    return _ALLOWED[form.kind]
