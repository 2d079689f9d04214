"""Hand-made map views for tests of the renderers: a telecom company, at any size.

Nothing here is computed by the product: the figures of the overview are written down.
"""

from decimal import Decimal

from ecaremap.views.model import Breach, CellView, ColumnView, GroupView, MapView, RowView
from sample_texts import EMPTY, findings, overview, reasons, rules

# family, request, job, difficulty 0…3, feeling, share in per mille, why it stays with a person
REQUESTS: tuple[tuple[str, str, str, int, str, int, str], ...] = (
    ("Billing", "Understand my bill", "learn", 1, "low", 124, ""),
    ("Billing", "Pay a bill", "transact", 0, "none", 91, ""),
    ("Billing", "Dispute a charge", "vent", 3, "high", 33, "An angry customer wants to be heard."),
    ("Billing", "Change how I pay", "transact", 1, "none", 27, ""),
    ("Billing", "Ask for more time to pay", "discuss", 2, "high", 18, "Hardship needs judgement."),
    ("Contract", "See what I have booked", "confirm", 0, "none", 74, ""),
    ("Contract", "Change my plan", "transact", 2, "low", 52, ""),
    ("Contract", "Cancel my contract", "discuss", 2, "medium", 31, ""),
    ("Contract", "Move house", "transact", 2, "medium", 24, ""),
    ("Contract", "Tell us somebody died", "discuss", 3, "high", 4, "A bereaved family gets a name."),
    ("Disruption", "Report a broken line", "transact", 2, "high", 88, ""),
    ("Disruption", "Ask when it works again", "confirm", 0, "high", 67, ""),
    ("Disruption", "Move a technician's visit", "transact", 1, "medium", 29, ""),
    ("Disruption", "Complain about an outage", "vent", 2, "high", 21, ""),
    ("Device", "Set up my router", "work-around", 2, "medium", 56, ""),
    ("Device", "Track my delivery", "confirm", 0, "low", 49, ""),
    ("Device", "Return a device", "transact", 1, "low", 22, ""),
    ("Device", "Unlock my SIM", "work-around", 1, "high", 19, ""),
    ("Buying", "Find a suitable plan", "validate", 2, "low", 63, ""),
    ("Buying", "Check whether fibre reaches me", "learn", 0, "none", 41, ""),
    ("Buying", "Order an extra SIM", "transact", 1, "none", 17, ""),
    ("Account", "Reset my password", "work-around", 0, "medium", 36, ""),
    ("Account", "Change my address", "transact", 0, "none", 11, ""),
    ("Account", "Get a copy of my data", "transact", 1, "none", 3, ""),
)  # fmt: skip

# family, name, kind, how far it reaches today and as a target, login, hours
TOUCHPOINTS: tuple[tuple[str, str, str, int, int, str, str], ...] = (
    ("digital", "Website", "website", 1, 2, "none", "always"),
    ("digital", "My account", "account", 3, 5, "strong", "always"),
    ("digital", "App", "app", 3, 5, "strong", "always"),
    ("digital", "Chatbot", "chatbot", 1, 3, "identified", "always"),
    ("digital", "Chat", "chat", 4, 4, "identified", "8 to 22"),
    ("digital", "WhatsApp", "messaging", 0, 4, "identified", "8 to 22"),
    ("digital", "E-mail", "email", 3, 3, "none", "8 to 18"),
    ("automated-voice", "Phone menu", "ivr", 1, 2, "identified", "always"),
    ("traditional", "Call centre", "call-centre", 9, 9, "identified", "8 to 20"),
    ("traditional", "Shop", "store", 9, 9, "identified", "10 to 19"),
)  # fmt: skip

RANKED = ("none", "inform", "show", "initiate", "assisted", "self-serve")
OWNERS = ("Billing team", "Digital team", "Service desk", "")


def sample_view(row_count: int = 24, columns: int = 10) -> MapView:
    """A deterministic telecom map of the given size; zero rows and columns are allowed."""
    requests = [_row(i, columns) for i in range(row_count)]
    requests.sort(key=lambda row: _family_order(row.family))
    touchpoints = sorted((_column(i) for i in range(columns)), key=_column_order)
    return MapView(
        name="Fernstein Telecom", level="costed", as_of="2027-03-01",
        subtitle="Contact strategy 2027 to 2029, prepared by customer service",
        volumes_per="month", accent="", logo="", columns=tuple(touchpoints), rows=tuple(requests),
        row_groups=_groups([row.family for row in requests]),
        column_groups=_groups([column.family for column in touchpoints]),
        reasons=reasons(), overview=overview() if row_count else EMPTY, rules=rules() if row_count else (),
        findings=findings() if row_count else (),
        sources=(
            ("contacts-2026", "Contact log, all touchpoints", "measured", "2026-12-31"),
            ("cost-model", "Finance cost model", "client", "2026-09-30"),
            ("sector", "Survey of telecom companies", "benchmark", "2025-06-30"),
        ),
        notices=("Figures marked benchmark are not this company's own.",),
    )  # fmt: skip


def empty_view() -> MapView:
    """A strategy in which nothing is written yet."""
    return sample_view(0, 0)


def _family_order(name: str) -> int:
    return [request[0] for request in REQUESTS].index(name)


def _column_order(column: ColumnView) -> int:
    return [touchpoint[0] for touchpoint in TOUCHPOINTS].index(column.family)


def _slug(name: str) -> str:
    return "-".join(name.lower().replace("'", "").split())


def _row(index: int, columns: int) -> RowView:
    family, name, job, hard, feeling, weight, personal = REQUESTS[index % len(REQUESTS)]
    again = index // len(REQUESTS)
    name = f"{name}, case {again + 1}" if again else name
    order = sorted(range(columns), key=lambda i: _column_order(_column(i)))
    cells = tuple(_cell(index, column) for column in order)
    share = Decimal(weight) / 1000 / (again + 1)
    return RowView(
        id=_slug(name.replace(",", "")), name=name, family=family, frequency="often",
        volume=share * 1_200_000, share=share, personal=personal,
        digital_today=any(c.completes_today for c in cells[:7]),
        digital_target=any(c.completes_target for c in cells[:7]),
        alone_today=any(c.completes_today and c.today != "assisted" for c in cells[:7]),
        alone_target=any(c.completes_target and c.target != "assisted" for c in cells[:7]),
        cause_owner="Billing team" if family == "Billing" else "",
        facts=(
            ("What the customer wants", job), ("Emotion", feeling),
            ("Complexity", ("none", "low", "medium", "high")[hard]), ("Cross-sell", "low"),
        ),
        cells=cells, place=f"requests/{_slug(family)}.yaml:{5 + index * 14}:3",
    )  # fmt: skip


def _column(index: int) -> ColumnView:
    family, name, kind, _, _, login, hours = TOUCHPOINTS[index % len(TOUCHPOINTS)]
    again = index // len(TOUCHPOINTS)
    name = f"{name} {again + 1}" if again else name
    owner = "Digital team" if family == "digital" else "Service desk"
    return ColumnView(_slug(name), name, family, kind, "live", owner, login, hours)


def _cell(row: int, column: int) -> CellView:
    """A cell that follows the touchpoint's reach, less for hard and for personal requests."""
    _, _, job, hard, _, _, personal = REQUESTS[row % len(REQUESTS)]
    _, _, kind, reach, aim, _, _ = TOUCHPOINTS[column % len(TOUCHPOINTS)]
    place = f"requests/cells.yaml:{12 + row * 20 + column}:7"
    if reach == 9:
        if kind == "store" and hard == 0 and row % 3 == 0:
            return CellView("not here", not_here="Too simple to send anybody to a shop.", place=place)
        return CellView(
            "written", "human", "human", status="live", completes_today=True,
            completes_target=True, human_route="named-person", owner="Service desk", place=place,
        )  # fmt: skip
    if (row * 7 + column * 5) % 11 == 3:
        return CellView("undecided", place=place)
    today = max(0, min(reach, 5) - (hard + row) % 3)
    target = max(today, min(5, aim + (1 if hard == 0 else 0)) - hard // 2)
    if (row * 3 + column * 2) % 5 > 2:
        target = today
    if personal:
        today, target = min(today, 2), min(max(today, 1), 2) if kind != "chat" else 4
    capped = bool(personal) or (target == 2 and job in ("discuss", "vent"))
    return _ruled((row, column), (RANKED[today], RANKED[target]), capped, place)


def _ruled(at: tuple[int, int], degrees: tuple[str, str], capped: bool, place: str) -> CellView:
    """A written cell with what the rules say about it."""
    (row, column), (today, target) = at, degrees
    personal = bool(REQUESTS[row % len(REQUESTS)][6])
    breaches: tuple[Breach, ...] = ()
    if personal and target == "assisted" and row % 4 == 2:
        sentence = "The target lets a chat decide on a dispute; the rule asks for a named person."
        breaches = (Breach("target", 1, "error", sentence),)
    elif row % 12 == 6 and target == "self-serve":
        sentence = "Today a plan can be changed here without a strong login."
        breaches = (Breach("today", 2, "warning", sentence),)
    return CellView(
        "written", today, target, status="pilot" if column % 6 == 5 else "live",
        outcome="capped" if capped else "allowed", limit="assisted" if capped else "",
        reasons=((0, 1) if breaches else (0,)) if capped else (2,) if breaches else (),
        breaches=breaches, human_route=("none", "on-request", "same-session")[(row + column) % 3],
        owner=OWNERS[(row + column) % 4], completes_today=today == "self-serve",
        completes_target=target in ("self-serve", "assisted"),
        note="Completion was measured in the pilot only." if column % 6 == 5 else "", place=place,
    )  # fmt: skip


def _groups(families: list[str]) -> tuple[GroupView, ...]:
    first = {name: families.index(name) for name in families}
    return tuple(GroupView(name, at, families.count(name)) for name, at in first.items())
