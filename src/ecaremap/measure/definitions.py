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

_JOURNEY = """
numbered as (
  select customer, need, request, segment, es, reach, ym, channel, dig, person, res, csat, cost, n_es, opens, closes,
         cast(sum(opens) over (partition by customer, need order by es, contact_id
                               rows between unbounded preceding and current row) as integer) as j
  from edge where opens + closes < 2),
journey as (
  select max(case when opens = 1 then request end) as j_request, max(case when opens = 1 then segment end) as j_segment,
         max(case when opens = 1 then ym end) as j_ym, max(case when opens = 1 then channel end) as first_channel,
         max(case when closes = 1 then channel end) as last_channel, count(*) as n, count(case when dig = 1 then 1 end) as n_dig,
         max(person) as any_person, max(case when opens = 1 then dig else 0 end) as sd,
         min(es) as start_es, max(es) as end_es, min(case when person = 1 and dig = 0 then es end) as away_es,
         max(case when closes = 1 then res end) as j_res, max(case when closes = 1 then n_es end) as after_es,
         max(case when closes = 1 then reach end) as j_reach,
         count(csat) as n_csat, sum(csat) as s_csat, sum(cost) as s_cost
  from numbered group by customer, need, j)
"""
# A contact that opens and closes its journey is a journey already: only the others are numbered and grouped.

_KEYS = ("ym", "request", "segment", "first_channel", "last_channel", "kind")

_SEVERAL = {
    "ym": "j_ym", "request": "j_request", "segment": "j_segment",
    "first_channel": "first_channel", "last_channel": "last_channel",
    "kind": "case when n_dig = n then 0 when n_dig > 0 then 1 else 2 end",
    "journeys": "count(*)", "contacts": "sum(n)", "start_digital": "sum(sd)",
    "known": "count(j_res)", "done": "sum(j_res)",
    "digital_done": "sum(case when n_dig = n then j_res end)",
    "alone_done": "sum(case when any_person = 0 then j_res end)",
    "survived": "sum(case when n_dig = n then 1 else 0 end)",
    "leaked_24h": "sum(case when sd = 1 and away_es - start_es <= {d1} then 1 else 0 end)",
    "leaked_7d": "sum(case when sd = 1 and away_es - start_es <= {d7} then 1 else 0 end)",
    "leaked_30d": "sum(case when sd = 1 and away_es - start_es <= {d30} then 1 else 0 end)",
    "one_contact": "0", "multi": "count(*)",
    "seen_24h": "sum(case when end_es + {d1} <= {end} then 1 else 0 end)",
    "seen_7d": "sum(case when end_es + {d7} <= {end} then 1 else 0 end)",
    "seen_30d": "sum(case when end_es + {d30} <= {end} then 1 else 0 end)",
    "back_24h": "sum(case when end_es + {d1} <= {end} and after_es - end_es <= {d1} then 1 else 0 end)",
    "back_7d": "sum(case when end_es + {d7} <= {end} and after_es - end_es <= {d7} then 1 else 0 end)",
    "back_30d": "sum(case when end_es + {d30} <= {end} and after_es - end_es <= {d30} then 1 else 0 end)",
    "still_open": "sum(case when j_reach > {end} then 1 else 0 end)",
    "csat_n": "sum(n_csat)", "csat_sum": "sum(s_csat)", "cost": "sum(s_cost)",
}  # fmt: skip
"""Journeys of several contacts: each column, over `journey`."""

_SINGLE = {
    "ym": "ym", "request": "request", "segment": "segment", "first_channel": "channel", "last_channel": "channel",
    "kind": "case when dig = 1 then 0 else 2 end",
    "journeys": "count(*)", "contacts": "count(*)", "start_digital": "sum(dig)",
    "known": "count(res)", "done": "sum(res)",
    "digital_done": "sum(case when dig = 1 then res end)",
    "alone_done": "sum(case when person = 0 then res end)",
    "survived": "sum(dig)", "leaked_24h": "0", "leaked_7d": "0", "leaked_30d": "0",
    "one_contact": "sum(res)", "multi": "0",
    "seen_24h": "sum(case when es + {d1} <= {end} then 1 else 0 end)",
    "seen_7d": "sum(case when es + {d7} <= {end} then 1 else 0 end)",
    "seen_30d": "sum(case when es + {d30} <= {end} then 1 else 0 end)",
    "back_24h": "sum(case when es + {d1} <= {end} and n_es - es <= {d1} then 1 else 0 end)",
    "back_7d": "sum(case when es + {d7} <= {end} and n_es - es <= {d7} then 1 else 0 end)",
    "back_30d": "sum(case when es + {d30} <= {end} and n_es - es <= {d30} then 1 else 0 end)",
    "still_open": "sum(case when reach > {end} then 1 else 0 end)",
    "csat_n": "count(csat)", "csat_sum": "sum(csat)", "cost": "sum(cost)",
}  # fmt: skip
"""Journeys of one contact: the same columns, straight over `edge`."""


def _grouped(columns: dict[str, str], source: str) -> str:
    """One half of the journeys. Names of its own, since some engines take an alias for the column below it."""
    listed = ",\n         ".join(f"{text} as x_{name}" for name, text in columns.items())
    return f"  select {listed}\n  from {source}\n  group by {', '.join(columns[key] for key in _KEYS)}"  # noqa: S608


def _journeys() -> str:
    """Both halves, added up: a key may come from either."""
    keys = ", ".join(f"x_{name} as {name}" for name in _KEYS)
    sums = ", ".join(f"coalesce(sum(x_{name}), 0) as {name}" for name in _SEVERAL if name not in _KEYS)
    halves = f"{_grouped(_SEVERAL, 'journey')}\n  union all\n{_grouped(_SINGLE, 'edge where opens + closes = 2')}"
    by = ", ".join(f"x_{name}" for name in _KEYS)
    return f"\nwith {_JOURNEY.strip()}\nselect {keys},\n  {sums}\nfrom (\n{halves}) halves\ngroup by {by}\n"


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

OUTPUTS = {"journeys": JOURNEYS, "moves": MOVES, "contacts": CONTACTS, "gaps": GAPS}

KEYS = {
    "journeys": _KEYS,
    "moves": ("request", "from_channel", "to_channel"),
    "contacts": ("ym", "request", "segment", "channel"),
    "gaps": ("from_channel", "to_channel", "gap_bin"),
}
"""What identifies a row of an output; the rest are sums."""

COLUMNS = {
    "journeys": tuple(_SEVERAL),
    "moves": (*KEYS["moves"], "n", "same_journey", "within_24h", "within_7d", "within_30d"),
    "contacts": (
        *KEYS["contacts"], "n", "starts", "ends", "known", "resolved", "seen_24h", "seen_7d", "seen_30d",
        "csat_n", "csat_sum", "cost",
    ),
    "gaps": (*KEYS["gaps"], "n"),
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
