"""The staged table, as SQL: codes for names, and for each row why it is not counted, if it is not.

`source` is what an engine makes of a log (`contact`, `customer`, `shown` the second its clock showed, `said` whether
there was any time, `ym`, `ended`, `touchpoint`, `request`, `segment`, `res`, `csat`, `cost`, `conversation`).
Here it becomes `staged`, and then `contact`, in words that all engines share.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from ecaremap.measure.engines.dialects import Dialect
from ecaremap.measure.intake import zone
from ecaremap.measure.model import Channel, SameNeed, Settings
from ecaremap.measure.packing import MONTH, PLACE, SEGMENT, request_of

REASONS = {
    1: "no customer",
    2: "no contact id",
    3: "no time",
    4: "a time that cannot be read",
    5: f"a year outside {zone.YEARS[0]} to {zone.YEARS[1]}",
    6: "no touchpoint",
    7: "a touchpoint that stands for none of the strategy",
    8: "no request",
    9: "a request that stands for none of the strategy",
    10: "ends before it begins",
    11: "a contact id that stands for different contacts",
}
"""Why a row is refused, in the order in which it is asked: a row is refused once, for the first reason."""
NO_CUSTOMER, NO_TIME, BAD_TIME, NO_TOUCHPOINT, UNMAPPED_TOUCHPOINT, NO_REQUEST, UNMAPPED_REQUEST = 1, 3, 4, 6, 7, 8, 9
TWICE = 11

WHY = f"""case when s.customer is null then 1 when s.contact is null then 2 when s.said = 0 then 3
    when s.shown is null then 4 when s.shown < {zone.EARLIEST} or s.shown > {zone.LATEST} then 5
    when s.touchpoint is null then 6 when t.code is null then 7
    when s.request is null then 8 when r.code is null then 9
    when s.ended < s.shown then 10 else 0 end"""

SOURCE = (
    "contact", "customer", "shown", "said", "ym", "ended", "touchpoint", "request", "segment", "res", "csat", "cost",
    "conversation", "zoned", "blank",
)  # fmt: skip
"""Columns of `source`. `zoned`: 1 if the row's own offset from UTC was applied already, so that `shown` is UTC.
`blank`: bits for what could not be read beside it."""


@dataclass(frozen=True, slots=True)
class Codes:
    """Names in the log and what they stand for: (name, number in the settings)."""

    touchpoints: tuple[tuple[str, int], ...]
    requests: tuple[tuple[str, int], ...]
    segments: tuple[tuple[str, int], ...]


def known_codes(settings: Settings, more: Mapping[str, Mapping[str, str]] | None = None) -> Codes:
    """The code tables of the settings, and the ids themselves. `more`: further names of ids, by table."""
    extra = more or {}
    channels = {one.id: number for number, one in enumerate(settings.channels)}
    reasons = {one.id: number for number, one in enumerate(settings.reasons)}
    segments = {name: number for number, name in enumerate(settings.segments)}
    return Codes(
        _coded(channels, [*settings.touchpoint_codes, *extra.get("touchpoint", {}).items()]),
        _coded(reasons, [*settings.request_codes, *extra.get("request", {}).items()]),
        _coded(segments, extra.get("segment", {}).items()),
    )


def _coded(ids: Mapping[str, int], codes: Iterable[tuple[str, str]]) -> tuple[tuple[str, int], ...]:
    table = dict(ids)
    for name, stands_for in codes:
        if stands_for in ids:
            table[name] = ids[stands_for]
    return tuple(sorted(table.items()))


def code_tables(settings: Settings, codes: Codes, dialect: Dialect) -> dict[str, str]:
    """The queries of the three code tables, by name."""
    small = dialect.code
    touchpoints = [
        (name, (small, code), ("integer", _place(code, settings.channels[code]))) for name, code in codes.touchpoints
    ]
    requests = [(name, (small, code), (dialect.second, settings.reasons[code].window)) for name, code in codes.requests]
    segments = [(name, (small, code)) for name, code in codes.segments]
    return {
        "touchpoint_code": _values(("name", "code", "place"), touchpoints, dialect),
        "request_code": _values(("name", "code", "wait"), requests, dialect),
        "segment_code": _values(("name", "code"), segments, dialect),
    }


def _place(code: int, channel: Channel) -> int:
    """A contact's place but for its outcome, which is added."""
    return PLACE * code + 100 * (channel.family == "digital") + 10 * channel.person


def _values(
    columns: tuple[str, ...], rows: Iterable[tuple[str, *tuple[tuple[str, int], ...]]], dialect: Dialect
) -> str:
    """A small table as a query every engine understands; without rows, one that matches nothing."""
    lines = []
    for name, *numbers in rows:
        cells = [
            f"cast({dialect.literal(name)} as {dialect.text})",
            *(f"cast({value} as {kind})" for kind, value in numbers),
        ]
        lines.append("select " + ", ".join(f"{cell} as {column}" for cell, column in zip(cells, columns, strict=True)))
    if not lines:
        cells = [f"cast(null as {dialect.text})", *(f"cast(0 as {dialect.code})" for _ in columns[1:])]
        lines.append("select " + ", ".join(f"{cell} as {column}" for cell, column in zip(cells, columns, strict=True)))
    return "\nunion all ".join(lines)


JOINED = """from source s left join touchpoint_code t on t.name = s.touchpoint
left join request_code r on r.name = s.request left join segment_code g on g.name = s.segment"""


def staged(settings: Settings, dialect: Dialect) -> str:
    """The query of `staged`: every row of the log, and in `why` the number of the reason against it, or 0."""
    unknown = f"cast({len(settings.segments)} as {dialect.code})"
    segment = f"coalesce(g.code, {unknown})" if settings.segments else unknown
    joined = JOINED if settings.segments else JOINED.rsplit(" left join", 1)[0]
    blank = (
        "s.blank + case when s.segment is not null and g.code is null then 8 else 0 end"
        if settings.segments
        else "s.blank"
    )
    conversation = "s.conversation as conversation, " if settings.columns.conversation else ""
    return f"""select s.contact as contact_id, s.customer as customer, r.wait as wait, s.shown as shown, s.zoned as zoned,
       cast(s.ym as bigint) * {MONTH} + {segment} * {SEGMENT} + r.code as origin, t.place + coalesce(s.res, 2) as place,
       s.csat as csat, s.cost as cost, {blank} as blank, {conversation}
       {WHY} as why
{joined}"""


MERGED = """select customer, wait, shown, zoned, origin, place, csat, cost, contact_id, why
from staged where why = 0 and conversation is null
union all
select customer, max(case when a = 1 then wait end) as wait, min(shown) as shown, max(case when a = 1 then zoned end) as zoned,
       max(case when a = 1 then origin end) as origin,
       max(case when a = 1 then place - mod(place, 100) end) + max(case when z = 1 then mod(place, 100) end) as place,
       min(csat) as csat, sum(cost) as cost, max(case when a = 1 then contact_id end) as contact_id, min(why) as why
from (select staged.*, row_number() over (partition by customer, conversation order by shown, contact_id) as a,
             row_number() over (partition by customer, conversation order by shown desc, contact_id desc) as z
      from staged where why = 0 and conversation is not null) rows_of
group by customer, conversation"""
"""Rows of one conversation as one contact: time, touchpoint and request of the first, person and outcome of the last,
the lowest grade, the sum of costs."""


def contact(settings: Settings, dialect: Dialect, span: tuple[int, int], same_need: SameNeed, table: str) -> str:
    """The query of `contact` over a staged table; `span`: first and last second in it, on the log's clock."""
    name, request = settings.timezone, request_of("origin")
    need = {"strict": request, "family": _family(settings, request), "any": "0"}[same_need]
    es, origin = "shown", "origin"
    if name != "UTC":
        clock = zone.behind(name, "shown", *span)
        es = f"case when zoned = 1 then shown else shown - ({clock}) end"
        local = dialect.moment.format(f"shown + ({zone.ahead(name, 'shown', *span)})")
        month = f"cast({dialect.month.format(local)} as bigint) * {MONTH} + mod(origin, {MONTH})"
        origin = f"case when zoned = 1 then {month} else origin end"
    return f"""select contact_id, customer, cast({need} as {dialect.code}) as need, cast({es} as {dialect.second}) as es,
       cast({es} + wait as {dialect.second}) as reach, {origin} as origin, cast(place as integer) as place, csat, cost
from {table} where why = 0"""  # noqa: S608


def _family(settings: Settings, request: str) -> str:
    """The number of a request's family."""
    families = sorted({one.family for one in settings.reasons})
    cases = " ".join(f"when {code} then {families.index(one.family)}" for code, one in enumerate(settings.reasons))
    return f"case {request} {cases} end" if cases else "0"
