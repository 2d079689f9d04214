"""A plain table of a client: requests in the first column, touchpoints in the first row, degrees in the cells."""

import re
from dataclasses import dataclass

from ecaremap.load.workbook.forms import Form, fields
from ecaremap.load.workbook.opening import RawCell, RawSheet
from ecaremap.load.workbook.problems import CellProblems, Spot
from ecaremap.load.workbook.values import arrowed, degree_problem, text_of, value_of
from ecaremap.model.request import Request
from ecaremap.model.scales import KINDS
from ecaremap.model.strategy import STEPS
from ecaremap.model.suggest import closest, did_you_mean
from ecaremap.model.tree import Table

_TEXT = Form("text")
_NOT_HERE = re.compile(r"not[ -]here\s*:\s*(?P<reason>.+)", re.IGNORECASE | re.DOTALL)

_KINDS = {
    "phone": "call-centre", "telephone": "call-centre", "call-center": "call-centre", "contact-centre": "call-centre",
    "contact-center": "call-centre", "hotline": "call-centre", "shop": "store", "branch": "store", "retail": "store",
    "web": "website", "homepage": "website", "site": "website", "my-account": "account", "customer-account": "account",
    "portal": "account", "mobile-app": "app", "live-chat": "chat", "bot": "chatbot", "text-message": "sms",
    "whatsapp": "messaging", "messenger": "messaging", "e-mail": "email", "mail": "email", "social-media": "social",
    "forum": "community", "technician": "field-visit", "post": "letter", "phone-menu": "ivr", "voicebot": "voice-assistant",
}  # fmt: skip
"""What companies call the kinds; the heading stays as the name that readers see."""


@dataclass
class _Column:
    """One column of the table: a touchpoint, or an attribute of requests."""

    touchpoint: str = ""
    attribute: str = ""


def find_matrix(sheets: list[RawSheet]) -> int | None:
    """The first sheet that looks like such a table."""
    for number, sheet in enumerate(sheets):
        for row in sheet.rows[1:40]:
            if any(cell.column > row[0].column and _near_degree(cell) for cell in row):
                return number
    return None


def _near_degree(cell: RawCell) -> bool:
    if not isinstance(cell.value, str):
        return False
    return arrowed(cell.value) in STEPS or closest(cell.value, STEPS) is not None


def read_matrix(tree: Table, problems: CellProblems, sheet: RawSheet, number: int) -> None:
    """Add the requests, touchpoints and cells of a table to a strategy."""
    head = next((row for row in sheet.rows if len(row) > 1 or (row[0].column > 1)), None)
    if head is None:
        return
    below = [row for row in sheet.rows if row[0].row > head[0].row]
    first = min((row[0].column for row in below), default=head[0].column)
    reader = _Reader(tree, problems, number, first)
    columns = {cell.column: reader.heading(cell) for cell in head if cell.column > first}
    for row in below:
        reader.row(row, columns)


class _Reader:
    """Reads one table."""

    def __init__(self, tree: Table, problems: CellProblems, sheet: int, first: int) -> None:
        self.tree = tree
        self.problems = problems
        self.sheet = sheet
        self.first = first

    def _spot(self, cell: RawCell) -> Spot:
        return Spot(self.sheet, cell.row, cell.column)

    def _section(self, name: str, spot: Spot) -> Table:
        if name not in self.tree:
            self.tree.put(name, Table(), spot.mark())
        section: Table = self.tree[name]
        return section

    def _text(self, cell: RawCell) -> str:
        text, problem = text_of(cell, _TEXT)
        if problem:
            self.problems.add(self._spot(cell), problem)
        return " ".join(text.split())

    def heading(self, cell: RawCell) -> _Column:
        """A touchpoint, known or new; or an attribute of requests such as volume."""
        name = self._text(cell)
        key = re.sub(r"[\s-]+", "_", name.lower())
        if not name or key in fields(Request):
            return _Column(attribute=key if name else "")
        touchpoints = self._section("touchpoints", self._spot(cell))
        found = _known(name, touchpoints)
        return _Column(found or self._new_touchpoint(name, cell, touchpoints))

    def _new_touchpoint(self, name: str, cell: RawCell, touchpoints: Table) -> str:
        slug, spot = slugged(name), self._spot(cell)
        kind = slug if slug in KINDS else _KINDS.get(slug, "")
        taken = not kind or kind in touchpoints
        identity = slug if taken or not slug else kind
        if not kind:
            fix = f"{did_you_mean(slug, KINDS)}; or list it on a sheet Touchpoints with its kind"
            self.problems.add(spot, f"'{name}' is not a kind of touchpoint I know", fix)
        if not identity or identity in touchpoints:
            self.problems.add(spot, f"'{name}' stands here twice", "give each column its own heading")
            return identity
        table = Table()
        if name not in (identity, _spelled(identity)):
            table.put("name", name, spot.mark())
        if kind and kind != identity:
            table.put("kind", kind, spot.mark())
        touchpoints.put(identity, table, spot.mark())
        return identity

    def row(self, row: tuple[RawCell, ...], columns: dict[int, _Column]) -> None:
        """One request with its cells."""
        if row[0].column != self.first:
            self.problems.add(
                self._spot(row[0]), "this row has no request in its first column", "write it, or empty the row"
            )
            return
        name = self._text(row[0])
        request = self._request(name, row[0])
        for cell in row[1:] if request else ():
            column = columns.get(cell.column)
            if column is None:
                self.problems.add(
                    self._spot(cell), "this column has no touchpoint in the first row", "write it, or empty the cell"
                )
            elif column.attribute:
                self._attribute(request, column.attribute, cell)
            elif column.touchpoint:
                self._degree(request, column.touchpoint, cell)

    def _request(self, name: str, cell: RawCell) -> str:
        spot = self._spot(cell)
        requests = self._section("requests", spot)
        slug = _known(name, requests) or slugged(name)
        if not slug:
            self.problems.add(
                spot,
                f"'{name}' has no letters to make an id of",
                "name the request in Latin letters, or use the template",
            )
        elif slug in requests and requests.marks[slug].file == self.sheet:
            self.problems.add(spot, f"'{name}' stands here twice", f"the first is in row {requests.marks[slug].line}")
        elif slug not in requests:
            table = Table()
            if name != slug:
                table.put("name", name, spot.mark())
            requests.put(slug, table, spot.mark())
        return slug

    def _attribute(self, request: str, key: str, cell: RawCell) -> None:
        form = fields(Request)[key].form
        text, problem = text_of(cell, form)
        value, wrong = value_of(text, form, self._spot(cell).mark())
        if problem or wrong:
            self.problems.add(self._spot(cell), problem or wrong)
        elif key not in self.tree["requests"][request]:
            self.tree["requests"][request].put(key, value, self._spot(cell).mark())

    def _degree(self, request: str, touchpoint: str, cell: RawCell) -> None:
        text, spot = arrowed(self._text(cell)), self._spot(cell)
        coverage = self._section("coverage", spot)
        if request not in coverage:
            coverage.put(request, Table(), spot.mark())
        never = _NOT_HERE.fullmatch(text)
        if touchpoint in coverage[request]:
            self.problems.add(spot, "another sheet says something about this cell, too", "keep one of the two")
        elif never:
            table = Table()
            table.put("not_here", never["reason"].strip(), spot.mark())
            coverage[request].put(touchpoint, table, spot.mark())
        elif text in STEPS:
            coverage[request].put(touchpoint, text, spot.mark())
        elif text:
            self.problems.add(spot, _no_step(text))


def _no_step(text: str) -> str:
    """Why a text is neither a degree nor a step; of a step, the first part that is none."""
    if " -> " in text:
        first, _, last = text.partition(" -> ")
        return degree_problem(first) or degree_problem(last)
    return degree_problem(text)


def _known(name: str, section: Table) -> str:
    """An entry by its id or its name."""
    if name in section:
        return name
    named = (key for key, table in section.items() if isinstance(table, Table) and table.get("name") == name)
    return next(named, "")


def slugged(name: str) -> str:
    """A name as an id: `Pay my bill` is pay-my-bill."""
    return re.sub(r"[^a-z0-9]+", "-", name.lower()).strip("-")[:100].strip("-")


def _spelled(name: str) -> str:
    return name.replace("-", " ").capitalize()
