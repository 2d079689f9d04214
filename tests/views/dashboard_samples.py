"""Counts written down by hand: what a small log says about the worked example's strategy."""

from datetime import UTC, datetime

from ecaremap.measure.kept import Kept, kept_of
from ecaremap.measure.model import Channel, Columns, Counts, Intake, Reason, Refused, Row, Settings, Unmapped
from ecaremap.policy.decisions import Decisions
from ecaremap.usecases.validate import validate_text
from views.plan_samples import DAY, STRATEGY

APP, PHONE, WEB = 0, 1, 2
ADDRESS, BILL, CANCEL = 0, 1, 2
AUGUST, SEPTEMBER, OCTOBER = (2026 * 12 + month - 1 for month in (8, 9, 10))

JOURNEYS = (
    "ym", "request", "segment", "first_channel", "last_channel", "kind", "journeys", "contacts", "start_digital", "known",
    "done", "digital_done", "alone_done", "survived", "leaked_24h", "leaked_7d", "leaked_30d", "one_contact", "multi",
    "seen_24h", "seen_7d", "seen_30d", "back_24h", "back_7d", "back_30d", "still_open", "csat_n", "csat_sum", "cost",
)  # fmt: skip
MOVES = ("request", "from_channel", "to_channel", "n", "same_journey", "within_24h", "within_7d", "within_30d")
CONTACTS = ("ym", "request", "segment", "channel", "n", "starts", "ends", "known", "resolved", "seen_24h", "seen_7d", "seen_30d",
            "csat_n", "csat_sum", "cost")  # fmt: skip
VARIANTS = (*(f"step_{place}" for place in range(1, 7)), "longer", "journeys", "known", "done")
GAPS = ("from_channel", "to_channel", "gap_bin", "n")


def journeys(ym: int, request: int, first: int, last: int, n: int, **given: int) -> Row:
    """Needs of one start and one end. Digital only if no step was on the phone; finished unless said otherwise."""
    digital, only = first != PHONE, PHONE not in (first, last)
    kind = 0 if only else 1 if digital else 2
    done = given.get("done", n)
    usual = {
        "ym": ym, "request": request, "segment": 0, "first_channel": first, "last_channel": last, "kind": kind, "journeys": n,
        "contacts": n if first == last else 2 * n, "start_digital": n if digital else 0, "known": n, "done": done,
        "digital_done": done if only else 0, "alone_done": done if only else 0, "survived": n if only else 0,
        "one_contact": done if first == last else 0, "multi": 0 if first == last else n, "seen_24h": n, "seen_7d": n, "seen_30d": n,
    }  # fmt: skip
    row = {**dict.fromkeys(JOURNEYS, 0), **usual, **given}
    return tuple(row[name] for name in JOURNEYS)


def contacts(ym: int, request: int, channel: int, n: int, starts: int, **given: int) -> Row:
    """Contacts at one touchpoint; all resolved unless said otherwise."""
    usual = {"ym": ym, "request": request, "segment": 0, "channel": channel, "n": n, "starts": starts, "known": n, "resolved": n,
             "ends": n, "seen_24h": n, "seen_7d": n, "seen_30d": n, "cost": n * 100}  # fmt: skip
    row = {**dict.fromkeys(CONTACTS, 0), **usual, **given}
    return tuple(row[name] for name in CONTACTS)


def way(*steps: int, n: int, done: int | None = None) -> Row:
    """Needs that went one way."""
    return (*steps, *[-1] * (6 - len(steps)), 0, n, n, n if done is None else done)


ROWS: dict[str, tuple[Row, ...]] = {
    "journeys": (
        # 300 start on the web about a bill: 180 stay, 120 are on the phone, 100 of them within a day.
        journeys(AUGUST, BILL, WEB, WEB, 100, csat_n=20, csat_sum=18),
        journeys(AUGUST, BILL, WEB, PHONE, 60, leaked_24h=50, leaked_7d=60, leaked_30d=60, csat_n=20, csat_sum=8),
        journeys(SEPTEMBER, BILL, WEB, WEB, 80, done=60, csat_n=20, csat_sum=17),
        journeys(SEPTEMBER, BILL, WEB, PHONE, 60, leaked_24h=50, leaked_7d=60, leaked_30d=60),
        journeys(AUGUST, BILL, PHONE, PHONE, 150, csat_n=40, csat_sum=32),
        journeys(SEPTEMBER, BILL, PHONE, PHONE, 150),
        # 80 start in the app about an address: 40 stay, 20 go on to the web, 20 call within a day.
        journeys(AUGUST, ADDRESS, APP, APP, 40, csat_n=12, csat_sum=12),
        journeys(SEPTEMBER, ADDRESS, APP, WEB, 20, contacts=40),
        journeys(SEPTEMBER, ADDRESS, APP, PHONE, 20, leaked_24h=20, leaked_7d=20, leaked_30d=20),
        journeys(SEPTEMBER, CANCEL, PHONE, PHONE, 12),
        # Too few to rank, and too few to show.
        journeys(SEPTEMBER, CANCEL, WEB, PHONE, 12, leaked_24h=12, leaked_7d=12, leaked_30d=12),
        journeys(OCTOBER, CANCEL, WEB, WEB, 4),
    ),
    "moves": (
        (BILL, WEB, PHONE, 120, 120, 100, 120, 120), (ADDRESS, APP, WEB, 20, 20, 15, 20, 20),
        (ADDRESS, APP, PHONE, 20, 20, 20, 20, 20), (CANCEL, WEB, PHONE, 12, 12, 12, 12, 12), (CANCEL, PHONE, APP, 3, 3, 3, 3, 3),
    ),
    "contacts": (
        contacts(AUGUST, BILL, WEB, 160, 160, resolved=100, csat_n=40, csat_sum=26),
        contacts(SEPTEMBER, BILL, WEB, 140, 140, resolved=60, csat_n=20, csat_sum=17),
        contacts(AUGUST, BILL, PHONE, 210, 150, csat_n=40, csat_sum=32), contacts(SEPTEMBER, BILL, PHONE, 210, 150),
        contacts(AUGUST, ADDRESS, APP, 40, 40, csat_n=12, csat_sum=12), contacts(SEPTEMBER, ADDRESS, APP, 40, 40, resolved=0),
        contacts(SEPTEMBER, ADDRESS, WEB, 20, 0), contacts(SEPTEMBER, ADDRESS, PHONE, 20, 0),
        contacts(SEPTEMBER, CANCEL, PHONE, 24, 12), contacts(SEPTEMBER, CANCEL, WEB, 12, 12, resolved=0),
        contacts(OCTOBER, CANCEL, WEB, 4, 4),
    ),
    "gaps": ((WEB, PHONE, 8, 132), (APP, WEB, 10, 20), (APP, PHONE, 2, 20)),
    "variants": (
        way(APP, n=36), way(APP, APP, n=4), way(APP, PHONE, n=20), way(APP, WEB, n=20), way(PHONE, n=312),
        way(WEB, n=184, done=164), way(WEB, PHONE, n=132),
    ),
}  # fmt: skip


def settings() -> Settings:
    return Settings(
        channels=(Channel("app", "digital", False), Channel("phone", "traditional", True), Channel("web", "digital", False)),
        reasons=(Reason("address-change", "account", 604800), Reason("bill-copy", "billing", 604800),
                 Reason("cancel", "contract", 2592000)),
        segments=(), columns=Columns("id", "customer", "time", "channel", "reason"), touchpoint_codes=(), request_codes=(),
    )  # fmt: skip


def counts(source: str = "contacts.csv") -> Counts:
    first, last = (int(datetime(2026, *day, tzinfo=UTC).timestamp()) for day in ((8, 1), (10, 5)))
    intake = Intake(
        rows=930, counted=880, merged=10, first=first, last=last, refused=(Refused("no customer", 30, "line 12"), Refused("no time", 4)),
        unmapped=(Unmapped("touchpoint", "fax", 6, "phone"),), sources=(source,), identified=900,
    )  # fmt: skip
    columns = {"journeys": JOURNEYS, "moves": MOVES, "contacts": CONTACTS, "gaps": GAPS, "variants": VARIANTS}
    whole = {"journeys": 708, "start_digital": 396, "known": 708, "done": 688, "one_contact": 500, "leaked_24h": 132}
    return Counts(
        settings(), intake, "DuckDB", columns, ROWS, {"strict": whole, "family": {**whole, "journeys": 690, "known": 690}},
        "0123456789abcdef0123456789abcdef",
    )  # fmt: skip


def decisions() -> Decisions:
    found = validate_text(STRATEGY.encode(), "strategy.yaml", DAY).decisions
    assert found is not None
    return found


def kept(source: str = "contacts.csv") -> Kept:
    return kept_of(counts(source))
