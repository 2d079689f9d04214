"""A tiny counter in plain Python: small logs to counts, by the words of the definitions and not by their text.

A contact is (customer, request, channel, second, resolved, csat, cost); resolved is True, False or None, csat None
where nobody was asked. It is slow, obvious, and shares nothing with the engines.
"""

from collections import defaultdict
from collections.abc import Iterable
from typing import NamedTuple

from ecaremap.measure.definitions import BIN_EDGES
from ecaremap.measure.model import Channel, Columns, Counts, Intake, Reason, Refused, Settings, Unmapped

DAY = 86400
WITHIN = {"24h": DAY, "7d": 7 * DAY, "30d": 30 * DAY}
START = 1767225600  # 2026-01-01 00:00 UTC


class Contact(NamedTuple):
    customer: str
    request: str
    channel: str
    at: int
    resolved: bool | None = None
    csat: int | None = None
    cost: int = 0
    segment: str = ""


CHANNELS = (
    Channel("app", "digital", person=False),
    Channel("call-centre", "traditional", person=True),
    Channel("chat", "digital", person=True),
    Channel("ivr", "automated-voice", person=False),
    Channel("website", "digital", person=False),
)
REASONS = (
    Reason("cancel", "contract", 7 * DAY),
    Reason("pay-bill", "billing", 7 * DAY),
    Reason("track-order", "orders", 7 * DAY),
)


def settings(smallest: int = 1, segments: tuple[str, ...] = ("blind",)) -> Settings:
    columns = Columns("id", "customer", "ts", "channel", "reason")
    return Settings(CHANNELS, REASONS, segments, columns, (), (), smallest=smallest)


def count(
    contacts: Iterable[Contact],
    smallest: int = 1,
    refused: tuple[Refused, ...] = (),
    unmapped: tuple[Unmapped, ...] = (),
    same_need: str = "strict",
    end: int | None = None,
) -> Counts:
    """The counts of a log."""
    given = sorted(contacts, key=lambda c: c.at)
    setting = settings(smallest)
    end = max((c.at for c in given), default=0) if end is None else end
    rows = {name: [] for name in _KEYS}
    for own in _needs(given, same_need).values():
        _follow(own, end, rows)
    tables = {name: _added(name, entries) for name, entries in rows.items()}
    lost = sum(r.rows for r in refused) + sum(u.rows for u in unmapped)
    intake = Intake(
        len(given) + lost, len(given), 0, given[0].at if given else 0, given[-1].at if given else 0, refused, unmapped,
        ("/home/me/logs/contacts.parquet",),
    )  # fmt: skip
    columns = {name: columns for name, (columns, _) in tables.items()}
    return Counts(
        setting, intake, "python", columns, {name: found for name, (_, found) in tables.items()}, {}, "0123abcd"
    )


def _needs(contacts: list[Contact], same_need: str) -> dict[tuple[str, str], list[Contact]]:
    family = {reason.id: reason.family for reason in REASONS}
    need = {"strict": lambda c: c.request, "family": lambda c: family[c.request], "any": lambda _: ""}[same_need]
    found: dict[tuple[str, str], list[Contact]] = defaultdict(list)
    for contact in contacts:
        found[contact.customer, need(contact)].append(contact)
    return found


def _follow(own: list[Contact], end: int, rows: dict[str, list]) -> None:
    window = {reason.id: reason.window for reason in REASONS}
    journeys: list[list[Contact]] = []
    for before, contact in zip([None, *own], own, strict=False):
        if before is None or contact.at - before.at > window[before.request]:
            journeys.append([])
        journeys[-1].append(contact)
    starts = {id(journey[0]) for journey in journeys}
    ends = {id(journey[-1]) for journey in journeys}
    for contact, after in zip(own, [*own[1:], None], strict=True):
        rows["contacts"].append(_contact(contact, id(contact) in starts, id(contact) in ends, end))
        if contact.resolved is True:
            rows["finished"].append(_finished(contact, after, end))
        if after is not None:
            rows["moves"].append(_move(contact, after, id(contact) not in ends, end))
            if id(contact) not in ends:
                gap = after.at - contact.at
                bin_ = next((k for k, edge in enumerate(BIN_EDGES) if gap <= edge), len(BIN_EDGES))
                rows["gaps"].append({"from_channel": _at(contact), "to_channel": _at(after), "gap_bin": bin_, "n": 1})
    for journey, after in zip(journeys, [*journeys[1:], None], strict=True):
        rows["journeys"].append(_journey(journey, after, end, window))
        rows["variants"].append(_variant(journey))


def _ym(at: int) -> int:
    import datetime as dt

    day = dt.date(1970, 1, 1) + dt.timedelta(days=at // DAY)
    return day.year * 12 + day.month - 1


def _at(contact: Contact) -> int:
    return [channel.id for channel in CHANNELS].index(contact.channel)


def _channel(contact: Contact) -> Channel:
    return CHANNELS[_at(contact)]


def _request(contact: Contact) -> int:
    return [reason.id for reason in REASONS].index(contact.request)


def _segment(contact: Contact) -> int:
    return 0 if contact.segment else -1


def _contact(c: Contact, starts: bool, ends: bool, end: int) -> dict[str, int]:
    return {
        "ym": _ym(c.at), "request": _request(c), "segment": _segment(c), "channel": _at(c), "n": 1, "starts": int(starts),
        "ends": int(ends), "known": int(c.resolved is not None), "resolved": int(c.resolved is True),
        **{f"seen_{w}": int(c.at + d <= end) for w, d in WITHIN.items()},
        "csat_n": int(c.csat is not None), "csat_sum": c.csat or 0, "cost": c.cost,
    }  # fmt: skip


def _move(c: Contact, after: Contact, same: bool, end: int) -> dict[str, int]:
    return {
        "request": _request(c), "from_channel": _at(c), "to_channel": _at(after), "n": 1, "same_journey": int(same),
        **{f"within_{w}": int(c.at + d <= end and after.at - c.at <= d) for w, d in WITHIN.items()},
    }  # fmt: skip


def _finished(c: Contact, after: Contact | None, end: int) -> dict[str, int]:
    return {
        "request": _request(c), "from_channel": _at(c), "to_channel": _at(after) if after else -1, "n": 1,
        **{f"seen_{w}": int(c.at + d <= end) for w, d in WITHIN.items()},
        **{f"within_{w}": int(after is not None and c.at + d <= end and after.at - c.at <= d) for w, d in WITHIN.items()},
    }  # fmt: skip


def _variant(own: list[Contact]) -> dict[str, int]:
    steps = {f"step_{k + 1}": _at(own[k]) if k < len(own) else -1 for k in range(6)}
    longer, done = len(own) > 6, own[-1].resolved
    known = not longer and done is not None
    return {**steps, "longer": int(longer), "journeys": 1, "known": int(known), "done": int(known and done is True)}


def _journey(own: list[Contact], after: list[Contact] | None, end: int, window: dict[str, int]) -> dict[str, int]:
    digital = [_channel(c).family == "digital" for c in own]
    people = [_channel(c).person for c in own]
    away = [c.at for c in own if _channel(c).person and _channel(c).family != "digital"]
    first, last = own[0], own[-1]
    done = last.resolved
    begins = digital[0]
    answers = [c.csat for c in own if c.csat is not None]
    follows = after[0].at - last.at if after else None
    return {
        "ym": _ym(first.at), "request": _request(first), "segment": _segment(first), "first_channel": _at(first),
        "last_channel": _at(last), "kind": 0 if all(digital) else 1 if any(digital) else 2,
        "journeys": 1, "contacts": len(own), "start_digital": int(begins), "known": int(done is not None),
        "done": int(done is True), "digital_done": int(all(digital) and done is True),
        "alone_done": int(not any(people) and done is True), "survived": int(all(digital)),
        **{
            f"leaked_{w}": int(begins and bool(away) and away[0] - first.at <= d) for w, d in WITHIN.items()
        },
        "one_contact": int(len(own) == 1 and done is True), "multi": int(len(own) > 1),
        **{f"seen_{w}": int(last.at + d <= end) for w, d in WITHIN.items()},
        **{f"back_{w}": int(last.at + d <= end and follows is not None and follows <= d) for w, d in WITHIN.items()},
        "still_open": int(last.at + window[last.request] > end),
        "csat_n": len(answers), "csat_sum": sum(answers), "cost": sum(c.cost for c in own),
    }  # fmt: skip


_KEYS = {
    "journeys": 6, "moves": 3, "contacts": 4, "gaps": 3, "finished": 3, "variants": 7,
}  # fmt: skip
_EMPTY = {
    "journeys": ("ym", "request", "segment", "first_channel", "last_channel", "kind", "journeys"),
    "moves": ("request", "from_channel", "to_channel", "n"),
    "contacts": ("ym", "request", "segment", "channel", "n"),
    "gaps": ("from_channel", "to_channel", "gap_bin", "n"),
    "finished": ("request", "from_channel", "to_channel", "n"),
    "variants": (*(f"step_{k}" for k in range(1, 7)), "longer", "journeys"),
}


def _added(name: str, entries: list[dict[str, int]]) -> tuple[tuple[str, ...], tuple[tuple[int, ...], ...]]:
    if not entries:
        return _EMPTY[name], ()
    columns, keys = tuple(entries[0]), _KEYS[name]
    found: dict[tuple[int, ...], list[int]] = {}
    for entry in entries:
        values = tuple(entry.values())
        sums = found.setdefault(values[:keys], [0] * (len(columns) - keys))
        for k, value in enumerate(values[keys:]):
            sums[k] += value
    return columns, tuple((*key, *sums) for key, sums in sorted(found.items()))
