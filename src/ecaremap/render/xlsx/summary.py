"""The first sheet: the sentence, the figures, a chart, what comes next, and where to find what."""

import re
from typing import Any

from ecaremap.render.dot_labels import COLOURS
from ecaremap.render.words import DEGREE_WORDS
from ecaremap.render.xlsx.book import LINE, QUIET, RAISED, Inputs, Worksheet, clean
from ecaremap.views.workbook import degree_counts, touchpoint_counts

_LEFT, _LAST = 1, 4
_CHART_COLUMN = 6
_COUNT = {"border": 1, "border_color": LINE, "valign": "vcenter", "align": "center"}

_LINE = 66
"""Letters that fit beside each other in the last column, and in the three before it."""

_MOST = 10
"""So many moves, reasons and questions; the rest stands on other sheets."""

_CELL = {"border": 1, "border_color": LINE, "text_wrap": True, "valign": "vcenter", "indent": 1}


def draw(sheet: Worksheet, inputs: Inputs) -> None:
    """The summary."""
    for column, width in enumerate((2, 34, 15, 15, 62, 3)):
        sheet.set_column(column, column, width)
    row = _opening(sheet, inputs)
    row = _tiles(sheet, inputs, row)
    row = _degrees(sheet, inputs, row)
    over = inputs.view.overview
    owners = [(move.sentence, move.owner or "nobody yet") for move in over.moves[:_MOST]]
    row = _pairs(sheet, inputs, row, ("Next moves", "Owner"), owners)
    row = _pairs(sheet, inputs, row, ("Stays with a person", "Why"), list(over.personal[:_MOST]))
    asked = [(question.sentence, f"ask {question.ask}" if question.ask else "") for question in over.questions[:_MOST]]
    row = _pairs(sheet, inputs, row, ("Open questions", "Whom to ask"), asked)
    row = _pairs(sheet, inputs, row, ("Please note", ""), [(notice, "") for notice in inputs.view.notices])
    row = _contents(sheet, inputs, row)
    _touchpoints(sheet, inputs, row)
    sheet.set_landscape()
    sheet.set_paper(9)  # A4
    sheet.fit_to_pages(1, 0)
    sheet.set_footer("&L&8&A&R&8&P / &N")


def _opening(sheet: Worksheet, inputs: Inputs) -> int:
    book, view = inputs.book, inputs.view
    sheet.set_row(0, 8)
    book.write(sheet, 1, _LEFT, view.name, bold=True, font_size=20, font_color=book.accent)
    sheet.set_row(1, 28)
    said = (view.subtitle, f"level {view.level}", f"as of {view.as_of}", f"needs counted per {view.volumes_per}")
    book.write(sheet, 2, _LEFT, " · ".join(part for part in said if part), font_color=QUIET)
    look = {
        "font_size": 13,
        "text_wrap": True,
        "valign": "vcenter",
        "bg_color": RAISED,
        "indent": 1,
        "left": 5,
        "left_color": book.accent,
    }
    sheet.merge_range(4, _LEFT, 4, _LAST, "", book.format(**look))
    book.write(sheet, 4, _LEFT, view.overview.sentence, **look)
    sheet.set_row(4, 60)
    return 6


def _heads(sheet: Worksheet, inputs: Inputs, row: int, texts: tuple[str, ...]) -> int:
    for at, text in enumerate(texts):
        sheet.write_string(row, _LEFT + at, text, inputs.book.head(indent=1))
    sheet.set_row(row, 20)
    return row + 1


def _tiles(sheet: Worksheet, inputs: Inputs, row: int) -> int:
    row = _heads(sheet, inputs, row, ("Figure", "Today", "Target", "How it is counted"))
    for tile in inputs.view.overview.tiles:
        inputs.book.write(sheet, row, _LEFT, tile.label, **_CELL, bold=True)
        _figure(sheet, inputs, row, _LEFT + 1, tile.today)
        _figure(sheet, inputs, row, _LEFT + 2, tile.target)
        inputs.book.write(sheet, row, _LEFT + 3, tile.meaning, **_CELL, font_color=QUIET)
        sheet.set_row(row, 32 if len(tile.meaning) > _LINE else 20)
        row += 1
    return row + 1


def _figure(sheet: Worksheet, inputs: Inputs, row: int, column: int, text: str) -> None:
    """A figure as a number where it is one."""
    look: dict[str, Any] = {**_COUNT, "bold": True}
    found = re.fullmatch(r"([0-9]+(?:\.([0-9]+))?)(%?)", text)
    if not found:
        inputs.book.write(sheet, row, column, text, **look)
        return
    shape = ("0." + "0" * len(found[2]) if found[2] else "0") + found[3]
    value = float(found[1]) / (100 if found[3] else 1)
    sheet.write_number(row, column, round(value, 6), inputs.book.format(**look, num_format=shape))


def _degrees(sheet: Worksheet, inputs: Inputs, row: int) -> int:
    """How many cells reach which degree, as a table and as two stacked columns."""
    counts = degree_counts(inputs.view)
    first = _heads(sheet, inputs, row, ("Cells by degree", "Today", "Target", "Meaning"))
    for at, (degree, today, target) in enumerate(counts, first):
        inputs.book.write(sheet, at, _LEFT, DEGREE_WORDS[degree].word, **_CELL, **_fill(degree))
        for column, count in ((_LEFT + 1, today), (_LEFT + 2, target)):
            sheet.write_number(at, column, count, inputs.book.format(**_COUNT))
        inputs.book.write(sheet, at, _LEFT + 3, DEGREE_WORDS[degree].phrase, **_CELL, font_color=QUIET)
    if counts:
        chart = inputs.book.stacked_columns()
        for at, (degree, _, _) in enumerate(counts, first):
            chart.add_series({
                "name": ["Summary", at, _LEFT], "categories": ["Summary", row, _LEFT + 1, row, _LEFT + 2],
                "values": ["Summary", at, _LEFT + 1, at, _LEFT + 2], "fill": {"color": COLOURS[degree][0]},
                "border": {"color": "#8b9599", "width": 0.5}, "gap": 60,
                "data_labels": {"value": True, "font": {"color": COLOURS[degree][1], "size": 8}},
            })  # fmt: skip
        _finish(chart, "Written cells by degree, today and by the target")
        chart.set_size({"width": 620, "height": 420})
        sheet.insert_chart(6, _CHART_COLUMN, chart)
    return first + len(counts) + 1


def _fill(degree: str) -> dict[str, str]:
    return {"bg_color": COLOURS[degree][0], "font_color": COLOURS[degree][1]}


def _finish(chart: Any, title: str) -> None:
    chart.set_title({"name": title, "name_font": {"size": 11, "bold": True}, "overlay": False})
    chart.set_legend({"position": "right", "font": {"size": 8}})
    chart.set_y_axis(
        {"major_gridlines": {"visible": True, "line": {"color": LINE}}, "num_format": "0", "name": "cells"}
    )
    chart.set_chartarea({"border": {"color": LINE}})


def _pairs(sheet: Worksheet, inputs: Inputs, row: int, heads: tuple[str, str], pairs: list[tuple[str, str]]) -> int:
    """A table of sentences over three columns, with a remark in the fourth."""
    if not pairs:
        return row
    book = inputs.book
    for column in range(_LEFT, _LAST + 1):
        sheet.write_string(
            row, column, {_LEFT: heads[0], _LAST: heads[1]}.get(column, ""), book.head(border=0, indent=1)
        )
    for at, (sentence, remark) in enumerate(pairs, row + 1):
        wide = not remark and not heads[1]
        sheet.merge_range(at, _LEFT, at, _LAST if wide else _LAST - 1, "", book.format(**_CELL))
        book.write(sheet, at, _LEFT, sentence, **_CELL)
        if not wide:
            book.write(sheet, at, _LAST, remark, **_CELL)
        lines = max(-(-len(sentence) // (2 * _LINE if wide else _LINE)), -(-len(remark) // _LINE), 1)
        sheet.set_row(at, 14 * min(lines, 12) + 6)  # merged cells do not grow by themselves
    return row + len(pairs) + 2


def _contents(sheet: Worksheet, inputs: Inputs, row: int) -> int:
    """Links to the other sheets."""
    book = inputs.book
    entries = [("Map today", "The map as it is."), ("Map target", "The map as it shall be; changes in bold.")]
    entries += [(content.name, content.about) for content in inputs.workbook.sheets]
    entries += [("Findings", "What the checks found."), ("Data dictionary", "All that can be written.")]
    row = _heads(sheet, inputs, row, ("In this workbook",)) - 1
    for at, (name, about) in enumerate(entries, row + 1):
        sheet.write_url(
            at, _LEFT, f"internal:'{name}'!A1", book.format(**_CELL, font_color=book.accent, underline=1), name
        )
        sheet.merge_range(at, _LEFT + 1, at, _LAST, clean(about), book.format(**_CELL))
    return row + len(entries) + 2


def _touchpoints(sheet: Worksheet, inputs: Inputs, row: int) -> None:
    """Cells by touchpoint, the numbers behind the second chart: to the right, where the chart stands."""
    counts = touchpoint_counts(inputs.view)[:40]
    degrees = [degree for degree, _, _ in degree_counts(inputs.view)]
    if not counts or not degrees:
        return
    book = inputs.book
    sheet.write_string(row, _LEFT, "By touchpoint, target", book.head())
    for at, (name, numbers) in enumerate(counts, row + 1):
        book.write(sheet, at, _LEFT, name, **_CELL)
        for column, number in enumerate(numbers, _LEFT + 1):
            sheet.write_number(at, column, number, book.format(**_COUNT))
    chart = book.stacked_columns()
    for column, degree in enumerate(degrees, _LEFT + 1):
        sheet.write_string(row, column, DEGREE_WORDS[degree].word, book.head(align="center", **_fill(degree)))
        chart.add_series({
            "name": ["Summary", row, column], "categories": ["Summary", row + 1, _LEFT, row + len(counts), _LEFT],
            "values": ["Summary", row + 1, column, row + len(counts), column], "fill": {"color": COLOURS[degree][0]},
            "border": {"color": "#8b9599", "width": 0.5}, "gap": 40,
        })  # fmt: skip
    _finish(chart, "Written cells by touchpoint and degree, by the target")
    chart.set_size({"width": 620, "height": 420})
    sheet.insert_chart(6, _CHART_COLUMN, chart, {"y_offset": 440})
