"""What is counted, as one SQL text that says the same on every engine.

A *contact* is one row of a log: one customer at one channel at one moment about one request. Contacts of one
customer about the same need, each within a window after the one before, are a *journey*. The window belongs to
the request of the earlier contact. Order is by time, then by the contact's id, so that ties are settled.

The text keeps to what engines share: no FILTER, no GROUP BY ALL, no arg_min, no interval arithmetic, no truth
values in sums, no window aliases, no name that is also a column below it. Engines differ in a few hooks, and only
where a log is staged (`dialects`). Every output is a COUNT or a SUM, so months, requests and shards add up and a
share is formed last, from whole numbers.

The staged table is `contact`: contact_id, customer, need, es (second since 1970, UTC), reach (es + the request's
window), origin and place (several codes each, see `packing`; the month is the log's own clock's), csat (NULL none),
cost (whole cents, NULL none). Placeholders are whole numbers and the order of `walking`, nothing else.
"""

from ecaremap.measure import sequences
from ecaremap.measure.packing import channel_of, digital, known, month_of, request_of, resolved, segment_of
from ecaremap.measure.walking import IN_WINDOWS, Walk

HOUR = 3600
DAY = 24 * HOUR
WITHIN = {"24h": DAY, "7d": 7 * DAY, "30d": 30 * DAY}
"""Windows in which a contact that follows is counted, by the name figures carry."""

_EDGE = """
select {walk.pair}{walk.tie}origin, place, es, reach, csat, cost, to_place as n_place,
       case when {walk.after} then to_es end as n_es,
       case {walk.astray}when {walk.before} and es <= from_reach then 0 else 1 end as opens,
       case when {walk.after} and to_es <= reach then 0 else 1 end as closes
from (
  select contact.*, lag(reach) {walk.over} as from_reach,
         lead(es) {walk.over} as to_es,
         lead(place) {walk.over} as to_place{walk.beside}
  from {walk.contacts}) seq
"""


def edge(walk: Walk = IN_WINDOWS) -> str:
    """Each contact with the one after it, and whether it opens and closes its journey. One sort; kept as a table. Where
    nothing follows, `n_es` is NULL and `n_place` means nothing.
    """
    return _EDGE.format(walk=walk)


_SEVERAL = """
several as (
  select {walk.pair}es, opens, closes, csat, cost, place, case when opens = 1 then origin end as origin,
         case when closes = 1 then
           case when reach > {end} then 100 else 0 end
           + case when es + {d30} <= {end} then 30 when es + {d7} <= {end} then 20 when es + {d1} <= {end} then 10 else 0 end
           + case when n_es - es <= {d1} then 1 when n_es - es <= {d7} then 2 when n_es - es <= {d30} then 3 else 4 end
         end as fate
  from edge where opens + closes < 2),
numbered as (
  select {walk.pair}es, opens, closes, csat, cost, origin, place, fate,
         cast(count(case when opens = 1 then 1 end) {walk.so_far} as integer) as j
  from several),
journey as (
  select max(origin) as j_origin, max(case when opens = 1 then place end) as first_place,
         max(case when closes = 1 then place end) as last_place, max(fate) as j_fate,
         count(*) as n, count(case when mod(place, 1000) >= 100 then 1 end) as n_dig, max(mod(place, 100)) as persons,
         min(es) as start_es, min(case when mod(place, 1000) between 10 and 99 then es end) as away_es,
         count(csat) as n_csat, sum(csat) as s_csat, sum(cost) as s_cost
  from numbered group by {walk.pair}j),
way as (
  select j_origin, first_place, last_place, kind, count(*) as n, sum(j_n) as n_contacts,
         count(case when persons < 10 then 1 end) as n_alone,
         count(case when late <= {d1} then 1 end) as n_away_24h, count(case when late <= {d7} then 1 end) as n_away_7d,
         count(case when late <= {d30} then 1 end) as n_away_30d,
         count(case when seen >= 10 then 1 end) as n_seen_24h, count(case when seen >= 20 then 1 end) as n_seen_7d,
         count(case when seen >= 30 then 1 end) as n_seen_30d,
         count(case when seen >= 10 and back <= 1 then 1 end) as n_back_24h,
         count(case when seen >= 20 and back <= 2 then 1 end) as n_back_7d,
         count(case when seen >= 30 and back <= 3 then 1 end) as n_back_30d,
         count(case when j_fate >= 100 then 1 end) as n_open,
         sum(n_csat) as w_csat, sum(s_csat) as w_grades, sum(s_cost) as w_cost
  from (select j_origin, first_place, last_place, persons, j_fate, n as j_n, n_csat, s_csat, s_cost, away_es - start_es as late,
               mod(j_fate, 100) as seen, mod(j_fate, 10) as back,
               case when n_dig = n then 0 when n_dig > 0 then 1 else 2 end as kind
        from journey) kinded
  group by j_origin, first_place, last_place, kind)
"""
# `fate` has the digits open, seen (24h, 7d, 30d: 1, 2, 3) and back within (1, 2, 3; 4 not) of the closing contact. Of
# contacts at the same second only the first can open a journey, whatever their ids: that is order enough to number.

_SINGLE = """
single as (
  select origin, place, count(*) as n,
         count(case when es + {d1} <= {end} then 1 end) as n_seen_24h,
         count(case when es + {d7} <= {end} then 1 end) as n_seen_7d,
         count(case when es + {d30} <= {end} then 1 end) as n_seen_30d,
         count(case when es + {d1} <= {end} and n_es - es <= {d1} then 1 end) as n_back_24h,
         count(case when es + {d7} <= {end} and n_es - es <= {d7} then 1 end) as n_back_7d,
         count(case when es + {d30} <= {end} and n_es - es <= {d30} then 1 end) as n_back_30d,
         count(case when reach > {end} then 1 end) as n_open,
         count(csat) as w_csat, sum(csat) as w_grades, sum(cost) as w_cost
  from edge where opens + closes = 2 group by origin, place)
"""
# A contact that opens and closes its journey is a journey already: only the others are numbered and grouped.

_KEYS = ("ym", "request", "segment", "first_channel", "last_channel", "kind")


def _when(condition: str, number: str = "n") -> str:
    return f"case when {condition} then {number} else 0 end"


_PARTS = {
    "ym": (month_of("j_origin"), month_of("origin")),
    "request": (request_of("j_origin"), request_of("origin")),
    "segment": (segment_of("j_origin"), segment_of("origin")),
    "first_channel": (channel_of("first_place"), channel_of("place")),
    "last_channel": (channel_of("last_place"), channel_of("place")),
    "kind": ("kind", f"case when {digital('place')} then 0 else 2 end"),
    "journeys": ("n", "n"), "contacts": ("n_contacts", "n"),
    "start_digital": (_when(digital("first_place")), _when(digital("place"))),
    "known": (_when(known("last_place")), _when(known("place"))),
    "done": (_when(resolved("last_place")), _when(resolved("place"))),
    "digital_done": (
        _when(f"kind = 0 and {resolved('last_place')}"), _when(f"{digital('place')} and {resolved('place')}"),
    ),
    "alone_done": (_when(resolved("last_place"), "n_alone"), _when("mod(place, 100) = 1")),
    "survived": (_when("kind = 0"), _when(digital("place"))),
    **{f"leaked_{name}": (_when(digital("first_place"), f"n_away_{name}"), "0") for name in WITHIN},
    "one_contact": ("0", _when(resolved("place"))), "multi": ("n", "0"),
    **{f"seen_{name}": (f"n_seen_{name}", f"n_seen_{name}") for name in WITHIN},
    **{f"back_{name}": (f"n_back_{name}", f"n_back_{name}") for name in WITHIN},
    "still_open": ("n_open", "n_open"),
    "csat_n": ("w_csat", "w_csat"), "csat_sum": ("w_grades", "w_grades"), "cost": ("w_cost", "w_cost"),
}  # fmt: skip
"""Each column: over journeys of several contacts (`way`), and over those of one (`single`)."""


def _journeys() -> str:
    """Both halves, added up: a key may come from either. Names of their own, since some engines take an alias for the
    column below it.
    """

    def half(place: int, source: str) -> str:
        return "select " + ",\n         ".join(f"{both[place]} as x_{name}" for name, both in _PARTS.items()) + source

    halves = f"  {half(0, ' from way')}\n  union all\n  {half(1, ' from single')}"
    keys = ", ".join(f"x_{name} as {name}" for name in _KEYS)
    sums = ", ".join(f"coalesce(sum(x_{name}), 0) as {name}" for name in _PARTS if name not in _KEYS)
    by = ", ".join(f"x_{name}" for name in _KEYS)
    return (
        f"\nwith {_SEVERAL.strip()},\n{_SINGLE.strip()}\n"
        f"select {keys},\n  {sums}\nfrom (\n{halves}) halves\ngroup by {by}\n"
    )


JOURNEYS = _journeys()
"""One row per month of the start, request, segment, first and last channel, and kind (0 digital only, 1 mixed,
2 no digital touch). `end` is the last second of the log: what could not be seen to its end is counted apart."""

MOVES = f"""
select asked as request, {channel_of("place")} as from_channel, {channel_of("n_place")} as to_channel,
       sum(many) as n, sum(n_same) as same_journey, sum(n_24h) as within_24h, sum(n_7d) as within_7d, sum(n_30d) as within_30d
from (
  select {request_of("origin")} as asked, place, n_place, count(*) as many, count(case when closes = 0 then 1 end) as n_same,
         count(case when es + {{d1}} <= {{end}} and n_es - es <= {{d1}} then 1 end) as n_24h,
         count(case when es + {{d7}} <= {{end}} and n_es - es <= {{d7}} then 1 end) as n_7d,
         count(case when es + {{d30}} <= {{end}} and n_es - es <= {{d30}} then 1 end) as n_30d
  from edge where n_es is not null group by {request_of("origin")}, place, n_place) counted
group by asked, {channel_of("place")}, {channel_of("n_place")}
"""  # noqa: S608
"""Which channel follows which about the same need, by request."""

CONTACTS = f"""
select {month_of("origin")} as ym, {request_of("origin")} as request, {segment_of("origin")} as segment,
       {channel_of("place")} as channel, sum(many) as n, sum(n_starts) as starts, sum(n_ends) as ends,
       sum({_when(known("place"), "many")}) as known,
       sum({_when(resolved("place"), "many")}) as resolved,
       sum(n_24h) as seen_24h, sum(n_7d) as seen_7d, sum(n_30d) as seen_30d,
       sum(n_csat) as csat_n, coalesce(sum(s_csat), 0) as csat_sum, coalesce(sum(s_cost), 0) as cost_sum
from (
  select origin, place, count(*) as many, sum(opens) as n_starts, sum(closes) as n_ends,
         count(case when es + {{d1}} <= {{end}} then 1 end) as n_24h,
         count(case when es + {{d7}} <= {{end}} then 1 end) as n_7d,
         count(case when es + {{d30}} <= {{end}} then 1 end) as n_30d,
         count(csat) as n_csat, sum(csat) as s_csat, sum(cost) as s_cost
  from edge group by origin, place) counted
group by {month_of("origin")}, {request_of("origin")}, {segment_of("origin")}, {channel_of("place")}
"""  # noqa: S608
"""Contacts by month, request, segment and channel; `seen` could be followed for that long: the denominators of moves."""

GAPS = f"""
select {channel_of("place")} as from_channel, {channel_of("n_place")} as to_channel, bin as gap_bin, sum(many) as n
from (select place, n_place, {{bin}} as bin, count(*) as many
      from edge where closes = 0 group by place, n_place, {{bin}}) counted
group by {channel_of("place")}, {channel_of("n_place")}, bin
"""  # noqa: S608
"""How long until the next contact, in fixed bins (`BIN_EDGES`), so that medians add up across shards."""

OUTPUTS = {
    "journeys": JOURNEYS, "moves": MOVES, "contacts": CONTACTS, "gaps": GAPS, "finished": sequences.FINISHED,
    "variants": sequences.VARIANTS,
}  # fmt: skip

KEYS = {
    "journeys": _KEYS,
    "moves": ("request", "from_channel", "to_channel"),
    "contacts": ("ym", "request", "segment", "channel"),
    "gaps": ("from_channel", "to_channel", "gap_bin"),
    "finished": sequences.FINISHED_KEYS,
    "variants": sequences.VARIANT_KEYS,
}
"""What identifies a row of an output; the rest are sums."""

COLUMNS = {
    "journeys": tuple(_PARTS),
    "moves": (*KEYS["moves"], "n", "same_journey", "within_24h", "within_7d", "within_30d"),
    "contacts": (
        *KEYS["contacts"], "n", "starts", "ends", "known", "resolved", "seen_24h", "seen_7d", "seen_30d",
        "csat_n", "csat_sum", "cost",
    ),
    "gaps": (*KEYS["gaps"], "n"),
    "finished": sequences.FINISHED_COLUMNS,
    "variants": sequences.VARIANT_COLUMNS,
}  # fmt: skip
"""The columns of each output, in order."""

BIN_EDGES = (
    0, 60, 120, 300, 600, 900, 1800, 2700, 3600, 5400, 7200, 10800, 14400, 21600, 28800, 43200, 64800, 86400,
    129600, 172800, 259200, 345600, 432000, 518400, 604800, 864000, 1209600, 1814400, 2592000,
)  # fmt: skip
"""Upper ends of the bins of gaps, in seconds: a minute to thirty days."""


def output(name: str, end: int, walk: Walk = IN_WINDOWS) -> str:
    """The text of one output; `end` is the last second of the log, `walk` the one that `edge` was made with."""
    bins = " ".join(f"when n_es - es <= {edge} then {number}" for number, edge in enumerate(BIN_EDGES))
    text = OUTPUTS[name].replace("{bin}", f"case {bins} else {len(BIN_EDGES)} end")
    return text.format(d1=WITHIN["24h"], d7=WITHIN["7d"], d30=WITHIN["30d"], end=int(end), walk=walk)
