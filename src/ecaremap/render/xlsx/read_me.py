"""The first sheets of a blank workbook: how to fill it in, and a plain table to begin with."""

from ecaremap.render.dot_labels import COLOURS
from ecaremap.render.words import DEGREE_WORDS
from ecaremap.render.xlsx.book import LINE, Inputs, Worksheet

_STEPS = (
    "On Settings, write the name of the strategy.",
    "On Matrix, write touchpoints into the first row and requests into the first column, most frequent first.",
    "In each cell, write the degree, or today and the target: show -> self-serve. Leave open what nobody has decided.",
    (
        "What needs more words goes on the other sheets; an entry of the matrix need not be repeated there. "
        "Cells that are on the sheet Cells must not be on the matrix, too."
    ),
    (
        "Columns in brackets are for reading only. Any key of the data dictionary can be added as a column, "
        "volume.source say."
    ),
    "Figures carry their unit: 12.50 EUR, 20%, 7 days; a range is written 75% (60% to 90%).",
    "Then: ecaremap import this-file.xlsx -o my-strategy. Every problem is named by its sheet and cell.",
)
_SPARE = 100


def draw(sheet: Worksheet, inputs: Inputs) -> None:
    """How to fill the workbook in."""
    book = inputs.book
    sheet.set_column(0, 0, 16)
    sheet.set_column(1, 1, 100)
    book.write(sheet, 0, 0, "A contact strategy to fill in", bold=True, font_size=16, font_color=book.accent)
    for at, step in enumerate(_STEPS, 1):
        sheet.write_number(at + 1, 0, at, book.format(bold=True, align="center"))
        book.write(sheet, at + 1, 1, step, text_wrap=True)
    row = len(_STEPS) + 4
    sheet.write_string(row, 0, "Degree", book.head())
    sheet.write_string(row, 1, "What it means", book.head())
    for at, word in enumerate(DEGREE_WORDS.values(), row + 1):
        fill, ink, _ = COLOURS[word.degree]
        book.write(sheet, at, 0, word.word, bg_color=fill, font_color=ink, border=1, border_color=LINE)
        book.write(sheet, at, 1, word.phrase, border=1, border_color=LINE)


def matrix(sheet: Worksheet, inputs: Inputs) -> None:
    """Requests down, touchpoints across."""
    book = inputs.book
    sheet.set_column(0, 0, 36, book.format(num_format="@"))
    sheet.set_column(1, 40, 14, book.format(num_format="@", align="center"))
    sheet.write_string(0, 0, "Request", book.head())
    for column in range(1, 13):
        sheet.write_blank(0, column, None, book.head(align="center"))
    sheet.freeze_panes(1, 1)
    for degree, (fill, ink, _) in COLOURS.items():
        look = book.workbook.add_format({"bg_color": fill, "font_color": ink})
        # A step ends in the degree it leads to, which gives the colour.
        rule = {"type": "text", "criteria": "ends with", "value": degree, "format": look}
        sheet.conditional_format(1, 1, _SPARE * 5, 40, rule)
