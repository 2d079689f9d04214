"""Two outputs more, in the same text for every engine: what follows a finished contact, and the way of each journey.

They stand beside `definitions`, which explains the words and lists all outputs, and read the same `edge`.
"""

NONE = -1
"""Where a row says no touchpoint: nothing followed, or the journey was over before this step."""

STEPS = 6
"""Touchpoints of a journey that are told apart; of longer ones the first so many, and that there were more."""

_LAST = 10_000
"""What the last touch of a journey is marked with while its row is made: more than there are touchpoints."""

FINISHED = """
select request, channel as from_channel, coalesce(n_channel, -1) as to_channel, count(*) as n,
       sum(case when es + {d1} <= {end} then 1 else 0 end) as seen_24h,
       sum(case when es + {d7} <= {end} then 1 else 0 end) as seen_7d,
       sum(case when es + {d30} <= {end} then 1 else 0 end) as seen_30d,
       sum(case when es + {d1} <= {end} and n_es - es <= {d1} then 1 else 0 end) as within_24h,
       sum(case when es + {d7} <= {end} and n_es - es <= {d7} then 1 else 0 end) as within_7d,
       sum(case when es + {d30} <= {end} and n_es - es <= {d30} then 1 else 0 end) as within_30d
from edge where res = 1
group by request, channel, coalesce(n_channel, -1)
"""
"""Contacts that were resolved, by what came after them about the same need: the denominators and the calls of
`calls_after`, which asks who turns to a person although it was finished."""

FINISHED_KEYS = ("request", "from_channel", "to_channel")
FINISHED_COLUMNS = (
    *FINISHED_KEYS, "n", "seen_24h", "seen_7d", "seen_30d", "within_24h", "within_7d", "within_30d",
)  # fmt: skip

VARIANT_KEYS = (*(f"step_{place}" for place in range(1, STEPS + 1)), "longer")
VARIANT_COLUMNS = (*VARIANT_KEYS, "journeys", "known", "done")


def _variants() -> str:
    """Each contact of a journey has its touchpoint, the last one of them marked with how it ended; the opening row
    sees the next ones, and forgets what comes after a marked one.
    """
    places = range(1, STEPS + 1)
    window = "over (partition by customer, need order by es, contact_id)"
    place = "cast(channel as integer)"
    marked = f"case when closes = 0 then {place} else 0 - {place} - {_LAST} * (1 + coalesce(res + 1, 0)) end"
    leads = ", ".join(f"lead(mark, {place - 1}) {window} as m{place}" for place in places if place > 1)
    still = {place: " and ".join(f"m{before} >= 0" for before in range(1, place)) for place in places}
    kept = ", ".join(
        f"case when {still[place]} then m{place} else {NONE} end as k{place}" for place in places if place > 1
    )
    named = ", ".join(f"{_channel(f'k{place}')} as step_{place}" for place in places)
    ends = " + ".join(f"case when k{place} <= {-_LAST} then k{place} else 0 end" for place in places)
    listed = ", ".join(f"step_{place}" for place in places)
    singles = ", ".join(["channel as step_1", *(f"{NONE} as step_{place}" for place in places if place > 1)])
    return f"""
select {listed}, case when ending = 0 then 1 else 0 end as longer, count(*) as journeys,
       sum(case when ending <= {-2 * _LAST} then 1 else 0 end) as known,
       sum(case when ending <= {-3 * _LAST} then 1 else 0 end) as done
from (
  select {named}, {ends} as ending
  from (
    select m1 as k1, {kept}
    from (
      select opens, mark as m1, {leads}
      from (select customer, need, es, contact_id, opens, {marked} as mark from edge where opens + closes < 2) touches
    ) seen where opens = 1
  ) ways
) told group by {listed}, case when ending = 0 then 1 else 0 end
union all
select {singles}, 0 as longer, count(*) as journeys, count(res) as known, coalesce(sum(res), 0) as done
from edge where opens + closes = 2 group by channel
"""  # noqa: S608


def _channel(mark: str) -> str:
    """The touchpoint of a step, without the mark of the last one."""
    cases = " ".join(f"when {mark} <= {-times * _LAST} then 0 - {mark} - {times * _LAST}" for times in (3, 2, 1))
    return f"case {cases} else {mark} end"


VARIANTS = _variants()
"""One row for each way journeys take: the touchpoints of their contacts in order, equal neighbours counted as often
as they come, at most `STEPS` of them; `longer` is 1 where there were more. Of those that are not longer, `known` are
the journeys whose end is known and `done` those that were finished."""
