"""Two outputs more, in the same text for every engine: what follows a finished contact, and the way of each journey.

They stand beside `definitions`, which explains the words and lists all outputs, and read the same `edge`.
"""

from ecaremap.measure.packing import PLACE, channel_of, known, request_of, resolved

NONE = -1
"""Where a row says no touchpoint: nothing followed, or the journey was over before this step."""

STEPS = 6
"""Touchpoints of a journey that are told apart; of longer ones the first so many, and that there were more."""

_NEXT = f"case when next_place < 0 then {NONE} else {channel_of('next_place')} end"
_NEXT_PLACE = f"case when n_es is null then {NONE} else n_place end"

FINISHED = f"""
select asked as request, {channel_of("place")} as from_channel, {_NEXT} as to_channel, sum(many) as n, sum(f_24h) as seen_24h,
       sum(f_7d) as seen_7d, sum(f_30d) as seen_30d, sum(n_24h) as within_24h, sum(n_7d) as within_7d, sum(n_30d) as within_30d
from (
  select {request_of("origin")} as asked, place, {_NEXT_PLACE} as next_place, count(*) as many,
         count(case when es + {{d1}} <= {{end}} then 1 end) as f_24h,
         count(case when es + {{d7}} <= {{end}} then 1 end) as f_7d,
         count(case when es + {{d30}} <= {{end}} then 1 end) as f_30d,
         count(case when es + {{d1}} <= {{end}} and n_es - es <= {{d1}} then 1 end) as n_24h,
         count(case when es + {{d7}} <= {{end}} and n_es - es <= {{d7}} then 1 end) as n_7d,
         count(case when es + {{d30}} <= {{end}} and n_es - es <= {{d30}} then 1 end) as n_30d
  from edge where {resolved("place")} group by {request_of("origin")}, place, {_NEXT_PLACE}) counted
group by asked, {channel_of("place")}, {_NEXT}
"""  # noqa: S608
"""Contacts that were resolved, by what came after them about the same need: the denominators and the calls of
`calls_after`, which asks who turns to a person although it was finished."""

FINISHED_KEYS = ("request", "from_channel", "to_channel")
FINISHED_COLUMNS = (
    *FINISHED_KEYS, "n", "seen_24h", "seen_7d", "seen_30d", "within_24h", "within_7d", "within_30d",
)  # fmt: skip

VARIANT_KEYS = (*(f"step_{place}" for place in range(1, STEPS + 1)), "longer")
VARIANT_COLUMNS = (*VARIANT_KEYS, "journeys", "known", "done")


def _variants() -> str:
    """Each contact of a journey has the digits of its touchpoint, the last one of them with how it ended in front (1
    unknown, 2 not resolved, 3 resolved). The opening row sees the next ones, forgets what comes after an end, and packs
    the rest into two numbers, so that a group has few columns.
    """
    later = range(2, STEPS + 1)
    ended = "case when closes = 0 then 0 when mod(place, 10) = 2 then 1 else 2 + mod(place, 10) end"
    leads = ", ".join(f"lead(t1, {place - 1}) {{walk.over}} as t{place}" for place in later)
    going = {place: " and ".join(f"t{before} < {PLACE}" for before in range(2, place)) for place in later}
    kept = ", ".join(f"case when {going[place] or '1 = 1'} then t{place} else 0 end as k{place}" for place in later)
    last = " ".join(f"when k{place} >= {PLACE} then k{place}" for place in later)
    packed = {
        name: " + ".join(
            f"{PLACE**power} * {'t1' if place == 1 else f'mod(k{place}, {PLACE})'}"
            for power, place in enumerate(places)
        )
        for name, places in _HALVES.items()
    }
    steps = ", ".join(
        f"{_digits(name, power)} - 1 as step_{place}"
        for name, places in _HALVES.items()
        for power, place in enumerate(places)
    )
    return f"""
select {steps}, longer, journeys, known, done
from (
  select front, back, longer, count(*) as journeys, count(case when last >= {2 * PLACE} then 1 end) as known,
         count(case when last >= {3 * PLACE} then 1 end) as done
  from (
    select front, back, last, case when last = 0 then 1 else 0 end as longer
    from (
      select {packed["front"]} as front,
             {packed["back"]} as back,
             case {last} else 0 end as last
      from (
        select t1, {kept}
        from (
          select opens, t1, {leads}
          from (select {{walk.pair}}{{walk.tie}}es, opens, {channel_of("place")} + 1 + {PLACE} * ({ended}) as t1
                from edge where opens + closes < 2) touches
        ) seen where opens = 1
      ) ways
    ) packed
  ) told group by front, back, longer
  union all
  select {channel_of("place")} + 1 as front, 0 as back, 0 as longer, sum(many) as journeys,
         sum(case when {known("place")} then many else 0 end) as known, sum(case when {resolved("place")} then many else 0 end) as done
  from (select place, count(*) as many from edge where opens + closes = 2 group by place) single group by {channel_of("place")}
) counted
"""  # noqa: S608


_HALVES = {"front": range(1, 4), "back": range(4, STEPS + 1)}


def _digits(name: str, power: int) -> str:
    """Three digits of a number, as what stands above them less what stands above the next, which divides evenly."""
    low, high = PLACE**power, PLACE ** (power + 1)
    return f"cast((mod({name}, {high}) - mod({name}, {low})) / {low} as integer)"


VARIANTS = _variants()
"""One row for each way journeys take: the touchpoints of their contacts in order, equal neighbours counted as often
as they come, at most `STEPS` of them; `longer` is 1 where there were more. Of those that are not longer, `known` are
the journeys whose end is known and `done` those that were finished."""
