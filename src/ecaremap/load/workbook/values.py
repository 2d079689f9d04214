"""From what a cell holds to what an author would have written."""

import math
import re
from datetime import date, datetime, time, timedelta
from typing import Any

from ecaremap.load.workbook.amounts import spelled
from ecaremap.load.workbook.forms import Form
from ecaremap.load.workbook.opening import RawCell
from ecaremap.load.workbook.texts import decoded, read_entries, read_list, stripped
from ecaremap.model.scales import DEGREES
from ecaremap.model.suggest import closest
from ecaremap.model.tree import Mark


def text_of(cell: RawCell, form: Form) -> tuple[str, str]:
    """The text a cell stands for, and what is wrong with it."""
    value = cell.value
    if cell.problem:
        return "", cell.problem
    if isinstance(value, bool):
        return (("no", "yes") if "yes" in form.words else ("false", "true"))[value], ""
    if isinstance(value, (int, float)):
        if isinstance(value, float) and not math.isfinite(value):
            return "", "this is not a number"
        return spelled(value, cell.format), ""
    if isinstance(value, (datetime, date, time, timedelta)):
        return _moment(value, form)
    return decoded(stripped(str(value))), ""


def _moment(value: date | time | timedelta, form: Form) -> tuple[str, str]:
    """Dates are dates; where a month is wanted, as a spreadsheet makes of `2027-01`, its first day is the month."""
    inner = form.item.kind if form.item else form.kind
    if isinstance(value, (time, timedelta)):
        return (
            "",
            "a time of day stands here; write the text in full, as 08:00-20:00 Mon-Sat, with the cell set to text",
        )
    if isinstance(value, datetime):
        if value.time() != time():
            return "", f"a date with a time stands here; write only the date, {value.date().isoformat()}"
        value = value.date()
    if inner in ("figure", "whole", "flag", "word"):
        return "", f"a date ({value.isoformat()}) stands where none is wanted; set the cell to text and write it again"
    if inner == "month":
        return f"{value:%Y-%m}", "" if value.day == 1 else "a day stands here; write the month, as 2027-01"
    return value.isoformat(), ""


def value_of(text: str, form: Form, mark: Mark) -> tuple[Any, str]:
    """The value of the strategy that a text is, and what is wrong with it."""
    if form.kind == "list" and (form.item is None or form.item.model is None):
        return read_list(text, mark)
    if form.kind in ("entries", "list"):
        return read_entries(text, mark)
    return (text if form.kind == "text" else text.strip()), ""


def degree_problem(text: str) -> str:
    """Why a text is no degree; empty if it is one."""
    if text in DEGREES:
        return ""
    near = closest(text, DEGREES)
    known = "degrees are " + ", ".join(DEGREES)
    return f"'{text}' is not a degree; " + (f"did you mean '{near}'?" if near else known)


def arrowed(text: str) -> str:
    """A step with its arrow as the format writes it, however it was typed."""
    return re.sub(r"\s*(?:-+>|=+>|→|➔|➜)\s*", " -> ", text.strip())
