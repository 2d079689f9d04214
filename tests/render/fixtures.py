"""Hand-made views for the tests of the spellings: a realistic map, a large one, a hostile one."""

from collections.abc import Sequence
from decimal import Decimal
from itertools import groupby

from ecaremap.views.model import (
    Breach,
    CellView,
    ColumnView,
    GroupView,
    MapView,
    Overview,
    Question,
    Reason,
    RowView,
    Tile,
)

HOSTILE = '<b>&"\n\\N'

TOUCHPOINTS = (
    ("call-centre", "Call centre", "traditional", "live"),
    ("store", "Store", "traditional", "live"),
    ("field-visit", "Field visit", "traditional", "live"),
    ("letter", "Letter", "traditional", "live"),
    ("ivr", "Phone menu", "automated-voice", "live"),
    ("website", "Website", "digital", "live"),
    ("account", "Customer account", "digital", "live"),
    ("app", "App", "digital", "live"),
    ("chat", "Chat", "digital", "pilot"),
    ("chatbot", "Chatbot", "digital", "planned"),
    ("sms", "Text message", "digital", "live"),
    ("community", "Community", "digital", "live"),
)

REQUESTS: tuple[tuple[str, str, str, str], ...] = (
    ("Billing", "Pay my bill or top up", "42000", "h h - - s4 . 2>5 5 4 - - ."),
    ("Billing", "Explain my bill", "31000", "h h . x - 1 2 2>4 0>4 . . 6"),
    ("Billing", "Ask for a payment arrangement", "6000", "h h - h - . 0>3 0>3 . - - -"),
    ("Billing", "Change payment details", "7000", "h h . h . - 5 0>5 - - - -"),
    ("Billing", "Dispute a charge", "5500", "h h - h - 1 3 3 4 - - -"),
    ("Contract", "Change plan or upgrade", "20000", "h h - - - 1 1 1>4 4 - - ."),
    ("Contract", "Cancel my contract", "10000", "h h - h - 1>5 ? 0>5 - - - -"),
    ("Contract", "Renew my contract", "9000", "h h - - - 1 2>5 2>5 - - - -"),
    ("Contract", "Move house", "4000", "h h h - - 1 3>5 - 4 - - -"),
    ("Network", "Report a fault", "14000", "h - h - s1>3 1 3 0>3 0>4 0>3 - 6"),
    ("Network", "Is there an outage?", "17000", "h - - - 1 1>2 2 2 - 0>2 0>7 -"),
    ("Network", "Book an engineer", "5200", "h - h - - - 3>5 0>5 - - - -"),
    ("Network", "Improve my home coverage", "2600", "h h h - - 1 - - 4 - - 6"),
    ("Using the service", "How much have I used?", "38000", "h - - - 5 - 2 5 - - 0>7 -"),
    ("Using the service", "Activate roaming", "8800", "h h - - - 1 5 5 - 0>3 - -"),
    ("Using the service", "Set up a new handset", "7600", "h h - - - 1 - 0>1 4 0>1 - 6"),
    ("Using the service", "Block a stolen phone", "2900", "h h - - 0>5 1 5 0>5 - - - -"),
    ("Orders", "Where is my order?", "16000", "h h - - - - 2 2 4 0>2 0>7 -"),
    ("Orders", "Return a device", "3900", "h h - h - 1 0>5 ? - - - -"),
    ("About me", "Change my address or name", "6400", "h h - h - 1 5 0>5 - - - -"),
    ("About me", "Report a bereavement", "700", "h h - h - 1 - - - - - -"),
    ("About me", "Complain", "5100", "h h - h - 3 3 3 4 - - -"),
)
PERSONAL = {
    "Report a bereavement": "A wrong step here destroys the relationship",
    "Complain": "A person decides; digital may only take it in",
}
CODES = {
    "0": "none", "1": "inform", "2": "show", "3": "initiate", "4": "assisted", "5": "self-serve",
    "6": "peer", "7": "proactive", "h": "human",
}  # fmt: skip
DONE = {"self-serve", "proactive", "human", "assisted"}
REASONS = (
    Reason("keep-personal", "Complaints are decided by a person", "It keeps customers", "policy",
           "at most initiate", "strategy.yaml:12:3"),
    Reason("login", "Account changes need a login", "Fraud", "law", "needs an identified login",
           "strategy.yaml:20:3", "Act § 5, checked 2026-10-01"),
)  # fmt: skip


def cell(code: str, breaches: tuple[Breach, ...] = ()) -> CellView:
    """A cell from its short form: `h`, `5`, `0>5`, `-` undecided, `x` not here, `?` undecided."""
    code = code.removeprefix("s")
    if code in {"-", "?", "."}:
        return CellView("undecided")
    if code == "x":
        return CellView("not here", not_here="Law asks for paper")
    today, _, target = code.partition(">")
    now, then = CODES[today], CODES[target or today]
    return CellView(
        "written", now, then, status="live", completes_today=now in DONE,
        completes_target=then in DONE, breaches=breaches, reasons=(0,) if breaches else (),
        place="strategy.yaml:30:5",
    )  # fmt: skip


def columns(count: int = len(TOUCHPOINTS)) -> tuple[ColumnView, ...]:
    """The first touchpoints, and made-up ones in further numbers, grouped by family."""
    some = list(TOUCHPOINTS[:count])
    some += [(f"portal-{n}", f"Partner portal number {n}", "digital", "live")
             for n in range(count - len(some))]  # fmt: skip
    return tuple(ColumnView(i, n, f, i, s, "Care", "none", "") for i, n, f, s in some)


def row(index: int, family: str, name: str, cells: Sequence[CellView], *, volume: str = "", total: int = 0) -> RowView:
    """One request; its digital marks follow from its cells at digital touchpoints."""
    amount = Decimal(volume) if volume else None
    share = (Decimal(volume) / total).quantize(Decimal("0.0001")) if volume and total else None
    return RowView(
        f"request-{index}", name, family, "often", amount, share, PERSONAL.get(name, ""),
        any(c.completes_today and c.today != "human" for c in cells),
        any(c.completes_target and c.target != "human" for c in cells),
        any(c.completes_today and c.today not in ("human", "assisted") for c in cells),
        any(c.completes_target and c.target not in ("human", "assisted") for c in cells),
        "Billing", (("Job", "transact"),), tuple(cells), f"strategy.yaml:{index + 30}:3",
    )  # fmt: skip


def groups(names: Sequence[str]) -> tuple[GroupView, ...]:
    """Runs of equal names."""
    found: list[GroupView] = []
    first = 0
    for name, run in groupby(names):
        count = len(list(run))
        found.append(GroupView(name, first, count))
        first += count
    return tuple(found)


def view(rows: Sequence[RowView], cols: Sequence[ColumnView], name: str = "Northwind Mobile") -> MapView:
    """A whole map around rows and columns."""
    overview = Overview(
        "8 of 22 requests can be finished digitally today; the target makes it 17; two stay "
        "personal, for these reasons.",
        (Tile("Finished digitally", "8", "17", "requests with a digital end"),), (),
        tuple((r.name, r.personal) for r in rows if r.personal), (),
        (Question("undecided", 7, "7 cells are undecided", "E-care team", ("Cancel in account",)),),
    )  # fmt: skip
    return MapView(
        name, "costed", "2026-11-21", "Prepared by CX Strategy", "month", "#0b6e99", "", tuple(cols),
        tuple(rows), groups([r.family for r in rows]), groups([c.family for c in cols]), REASONS,
        overview, (), (), (),
    )  # fmt: skip


def realistic() -> MapView:
    """22 requests at 12 touchpoints, with volumes and two breaches."""
    total = sum(int(volume) for _, _, volume, _ in REQUESTS)
    breach = Breach("target", 0, "error", "Complaints must not be finished without a person.")
    rows = []
    for index, (family, name, volume, codes) in enumerate(REQUESTS):
        cells = [cell(code) for code in codes.split()]
        if name == "Complain":
            cells[8] = cell("4", (breach,))
        rows.append(row(index, family, name, cells, volume=volume, total=total))
    return view(rows, columns())


def large(requests: int, touchpoints: int, families: int = 8, name: str = "") -> MapView:
    """A map of any size without volumes, the same one each time."""
    cycle = ("h", "0>5", "2", "-", "1>4", "5", "x", "3>5", "0>7", "-", "6")
    rows = []
    for index in range(requests):
        family = index * families // requests
        cells = [cell(cycle[(index * 7 + at * 3) % len(cycle)]) for at in range(touchpoints)]
        text = name or f"Request number {index} with quite a long name"
        rows.append(row(index, f"Family {family}", text, cells))
    return view(rows, columns(touchpoints))


def named(name: str) -> MapView:
    """A tiny map in which everything bears one (hostile) name."""
    cols = [ColumnView("t0", name, name, "app", "live", name, "none", name)]
    breach = Breach("target", 0, "error", name)
    rows = [row(0, name, name, [cell("0>5", (breach,))])]
    return view(rows, cols, name)


def empty() -> MapView:
    """A map in which nothing is written yet."""
    return view((), ())
