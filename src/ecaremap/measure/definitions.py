"""What is counted, as one SQL text that says the same on every engine.

A *contact* is one row of a log: one customer at one channel at one moment about one request. Contacts of one
customer about the same need, each within a window after the one before, are a *journey*. The window belongs to
the request of the earlier contact. Order is by time, then by the contact's id, so that ties are settled.

The text keeps to what engines share: no FILTER, no GROUP BY ALL, no arg_min, no interval arithmetic, no truth
values in sums, no window aliases, no name that is also a column below it. Engines differ in a few hooks, and only
where a log is staged (`dialects`). Every output is a COUNT or a SUM, so months, requests and shards add up and a
share is formed last, from whole numbers.

The staged table is `contact`: contact_id, customer, need, request, segment, es (second since 1970, UTC), reach
(es + the request's window), ym (month on the log's own clock, as year * 12 + month - 1), channel, dig (1 digital),
person (1 handled by a person), res (1 resolved, 0 not, NULL unknown), csat (NULL none), cost (whole cents, NULL
none), all codes small whole numbers. Placeholders are whole numbers, nothing else.
"""

from ecaremap.measure import sequences

HOUR = 3600
DAY = 24 * HOUR
WITHIN = {"24h": DAY, "7d": 7 * DAY, "30d": 30 * DAY}
"""Windows in which a contact that follows is counted, by the name figures carry."""

CONTACT = (
    "contact_id", "customer", "need", "request", "segment", "es", "reach", "ym", "channel", "dig", "person", "res",
    "csat", "cost",
)  # fmt: skip
"""Columns of the staged table."""

EDGE = """
select customer, need, contact_id, request, segment, es, reach, ym, channel, dig, person, res, csat, cost, n_es, n_channel,
       cast(case when p_reach is null or es > p_reach then 1 else 0 end as smallint) as opens,
       cast(case when n_es is null or n_es > reach then 1 else 0 end as smallint) as closes
from (
  select contact.*,
         lag(reach) over (partition by customer, need order by es, contact_id) as p_reach,
         lead(es) over (partition by customer, need order by es, contact_id) as n_es,
         lead(channel) over (partition by customer, need order by es, contact_id) as n_channel
  from contact) seq
"""
"""Each contact with the one after it, and whether it opens and closes its journey. One sort; kept as a table."""

_SEVERAL = """
several as (
  select customer, need, es, opens, closes, csat, cost,
         case when opens = 1 then (cast(ym as bigint) * 65536 + request) * 65536 + segment end as origin,
         cast(channel as integer) * 1000 + dig * 100 + person * 10 + coalesce(res, 2) as place,
         case when closes = 1 then
           case when reach > {end} then 100 else 0 end
           + case when es + {d30} <= {end} then 30 when es + {d7} <= {end} then 20 when es + {d1} <= {end} then 10 else 0 end
           + case when n_es - es <= {d1} then 1 when n_es - es <= {d7} then 2 when n_es - es <= {d30} then 3 else 4 end
         end as fate
  from edge where opens + closes < 2),
numbered as (
  select customer, need, es, opens, closes, csat, cost, origin, place, fate,
         cast(count(case when opens = 1 then 1 end) over (partition by customer, need order by es, opens desc
              rows between unbounded preceding and current row) as integer) as j
  from several),
journey as (
  select max(origin) as j_origin, max(case when opens = 1 then place end) as first_place,
         max(case when closes = 1 then place end) as last_place, max(fate) as j_fate,
         count(*) as n, count(case when mod(place, 1000) >= 100 then 1 end) as n_dig, max(mod(place, 100)) as persons,
         min(es) as start_es, min(case when mod(place, 1000) between 10 and 99 then es end) as away_es,
         count(csat) as n_csat, sum(csat) as s_csat, sum(cost) as s_cost
  from numbered group by customer, need, j),
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
# A sort and a table of groups move every column of a row, so these are few: `origin` is month, request and segment of
# the opening contact (65536 apart), `place` the digits channel, digital, person, outcome (2 unknown) of a contact,
# `fate` the digits open, seen (24h, 7d, 30d: 1, 2, 3) and back within (1, 2, 3; 4 not) of the closing contact. Of
# contacts at the same second only the first can open a journey, whatever their ids: that is order enough to number.

_SINGLE = """
single as (
  select ym, request, segment, channel, dig, person, res, count(*) as n,
         count(case when es + {d1} <= {end} then 1 end) as n_seen_24h,
         count(case when es + {d7} <= {end} then 1 end) as n_seen_7d,
         count(case when es + {d30} <= {end} then 1 end) as n_seen_30d,
         count(case when es + {d1} <= {end} and n_es - es <= {d1} then 1 end) as n_back_24h,
         count(case when es + {d7} <= {end} and n_es - es <= {d7} then 1 end) as n_back_7d,
         count(case when es + {d30} <= {end} and n_es - es <= {d30} then 1 end) as n_back_30d,
         count(case when reach > {end} then 1 end) as n_open,
         count(csat) as w_csat, sum(csat) as w_grades, sum(cost) as w_cost
  from edge where opens + closes = 2 group by ym, request, segment, channel, dig, person, res)
"""
# A contact that opens and closes its journey is a journey already: only the others are numbered and grouped.

_KEYS = ("ym", "request", "segment", "first_channel", "last_channel", "kind")

_PARTS = {
    "ym": ("cast((j_origin - mod(j_origin, 4294967296)) / 4294967296 as integer)", "ym"),
    "request": ("cast((mod(j_origin, 4294967296) - mod(j_origin, 65536)) / 65536 as integer)", "request"),
    "segment": ("mod(j_origin, 65536)", "segment"),
    "first_channel": ("cast((first_place - mod(first_place, 1000)) / 1000 as integer)", "channel"),
    "last_channel": ("cast((last_place - mod(last_place, 1000)) / 1000 as integer)", "channel"),
    "kind": ("kind", "case when dig = 1 then 0 else 2 end"),
    "journeys": ("n", "n"), "contacts": ("n_contacts", "n"),
    "start_digital": ("case when mod(first_place, 1000) >= 100 then n else 0 end", "case when dig = 1 then n else 0 end"),
    "known": ("case when mod(last_place, 10) < 2 then n else 0 end", "case when res is not null then n else 0 end"),
    "done": ("case when mod(last_place, 10) = 1 then n else 0 end", "case when res = 1 then n else 0 end"),
    "digital_done": (
        "case when kind = 0 and mod(last_place, 10) = 1 then n else 0 end",
        "case when dig = 1 and res = 1 then n else 0 end",
    ),
    "alone_done": (
        "case when mod(last_place, 10) = 1 then n_alone else 0 end", "case when person = 0 and res = 1 then n else 0 end",
    ),
    "survived": ("case when kind = 0 then n else 0 end", "case when dig = 1 then n else 0 end"),
    **{
        f"leaked_{name}": (f"case when mod(first_place, 1000) >= 100 then n_away_{name} else 0 end", "0")
        for name in WITHIN
    },
    "one_contact": ("0", "case when res = 1 then n else 0 end"), "multi": ("n", "0"),
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

MOVES = """
select request, channel as from_channel, n_channel as to_channel, count(*) as n,
       sum(case when closes = 0 then 1 else 0 end) as same_journey,
       sum(case when es + {d1} <= {end} and n_es - es <= {d1} then 1 else 0 end) as within_24h,
       sum(case when es + {d7} <= {end} and n_es - es <= {d7} then 1 else 0 end) as within_7d,
       sum(case when es + {d30} <= {end} and n_es - es <= {d30} then 1 else 0 end) as within_30d
from edge where n_es is not null
group by request, channel, n_channel
"""
"""Which channel follows which about the same need, by request."""

CONTACTS = """
select ym, request, segment, channel, count(*) as n, sum(opens) as starts, sum(closes) as ends,
       count(res) as known, coalesce(sum(res), 0) as resolved,
       sum(case when es + {d1} <= {end} then 1 else 0 end) as seen_24h,
       sum(case when es + {d7} <= {end} then 1 else 0 end) as seen_7d,
       sum(case when es + {d30} <= {end} then 1 else 0 end) as seen_30d,
       count(csat) as csat_n, coalesce(sum(csat), 0) as csat_sum, coalesce(sum(cost), 0) as cost_sum
from edge
group by ym, request, segment, channel
"""
"""Contacts by month, request, segment and channel; `seen` could be followed for that long: the denominators of moves."""

GAPS = """
select channel as from_channel, n_channel as to_channel, {bin} as gap_bin, count(*) as n
from edge where closes = 0
group by channel, n_channel, {bin}
"""
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


def output(name: str, end: int) -> str:
    """The text of one output; `end` is the last second of the log."""
    bins = " ".join(f"when n_es - es <= {edge} then {number}" for number, edge in enumerate(BIN_EDGES))
    text = OUTPUTS[name].replace("{bin}", f"case {bins} else {len(BIN_EDGES)} end")
    return text.format(d1=WITHIN["24h"], d7=WITHIN["7d"], d30=WITHIN["30d"], end=int(end))
