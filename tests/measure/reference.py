"""The outputs once more, slowly: written from the words of `definitions`, contact by contact, without any SQL."""

import itertools
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime

DAYS = {"24h": 86400, "7d": 7 * 86400, "30d": 30 * 86400}
BINS = (
    0, 60, 120, 300, 600, 900, 1800, 2700, 3600, 5400, 7200, 10800, 14400, 21600, 28800, 43200, 64800, 86400,
    129600, 172800, 259200, 345600, 432000, 518400, 604800, 864000, 1209600, 1814400, 2592000,
)  # fmt: skip


@dataclass(frozen=True)
class One:
    """A contact, all names already numbers."""

    id: int | str
    customer: str
    need: int
    request: int
    segment: int
    second: int
    window: int
    channel: int
    digital: bool
    person: bool
    resolved: bool | None
    csat: int | None
    cost: int | None

    @property
    def month(self) -> int:
        moment = datetime.fromtimestamp(self.second, UTC)
        return moment.year * 12 + moment.month - 1


Rows = dict[str, list[tuple[int, ...]]]


def outputs(contacts: Iterable[One]) -> Rows:
    """All outputs as sorted rows."""
    chains = defaultdict(list)
    for one in contacts:
        chains[one.customer, one.need].append(one)
    for chain in chains.values():
        chain.sort(key=lambda one: (one.second, one.id))
    end = max(one.second for chain in chains.values() for one in chain)
    tables: dict[str, defaultdict[tuple[int, ...], list[int]]] = {
        "journeys": defaultdict(lambda: [0] * 23), "moves": defaultdict(lambda: [0] * 5),
        "contacts": defaultdict(lambda: [0] * 11), "gaps": defaultdict(lambda: [0]),
        "finished": defaultdict(lambda: [0] * 7), "variants": defaultdict(lambda: [0] * 3),
    }  # fmt: skip
    for chain in chains.values():
        journeys = _cut(chain)
        for number, journey in enumerate(journeys):
            follower = journeys[number + 1][0] if number + 1 < len(journeys) else None
            _journey(tables["journeys"], journey, follower, end)
            _way(tables["variants"], journey)
        for one, after in zip(chain, [*chain[1:], None], strict=True):
            _contact(tables, one, after, end, journeys)
    return {name: sorted((*key, *sums) for key, sums in table.items()) for name, table in tables.items()}


def _cut(chain: list[One]) -> list[list[One]]:
    journeys = [[chain[0]]]
    for before, one in itertools.pairwise(chain):
        if one.second - before.second > before.window:
            journeys.append([])
        journeys[-1].append(one)
    return journeys


def _add(sums: list[int], values: Iterable[int]) -> None:
    for place, value in enumerate(values):
        sums[place] += int(value)


def _journey(table: dict[tuple[int, ...], list[int]], journey: list[One], follower: One | None, end: int) -> None:
    first, last = journey[0], journey[-1]
    only = all(one.digital for one in journey)
    none = not any(one.digital for one in journey)
    away = [one.second - first.second for one in journey if one.person and not one.digital]
    seen = [last.second + days <= end for days in DAYS.values()]
    back = [follower is not None and follower.second - last.second <= days for days in DAYS.values()]
    done = last.resolved is True
    key = (first.month, first.request, first.segment, first.channel, last.channel, 0 if only else 2 if none else 1)
    _add(table[key], [
        1, len(journey), first.digital, last.resolved is not None, done, only and done,
        done and not any(one.person for one in journey), first.digital and only,
        *(first.digital and bool(away) and min(away) <= days for days in DAYS.values()),
        len(journey) == 1 and done, len(journey) > 1,
        *seen, *(was and came for was, came in zip(seen, back, strict=True)),
        last.second + last.window > end,
        sum(one.csat is not None for one in journey), sum(one.csat or 0 for one in journey),
        sum(one.cost or 0 for one in journey),
    ])  # fmt: skip


def _contact(tables: dict[str, defaultdict[tuple[int, ...], list[int]]], one: One, after: One | None, end: int,
             journeys: list[list[One]]) -> None:  # fmt: skip
    seen = [one.second + days <= end for days in DAYS.values()]
    opens, closes = any(j[0] is one for j in journeys), any(j[-1] is one for j in journeys)
    _add(tables["contacts"][one.month, one.request, one.segment, one.channel], [
        1, opens, closes, one.resolved is not None, one.resolved is True, *seen,
        one.csat is not None, one.csat or 0, one.cost or 0,
    ])  # fmt: skip
    _finish(tables["finished"], one, after, seen)
    if after is None:
        return
    gap = after.second - one.second
    within = [was and gap <= days for was, days in zip(seen, DAYS.values(), strict=True)]
    _add(tables["moves"][one.request, one.channel, after.channel], [1, not closes, *within])
    if not closes:
        _add(
            tables["gaps"][one.channel, after.channel, next((k for k, edge in enumerate(BINS) if gap <= edge), 29)], [1]
        )


def _finish(table: dict[tuple[int, ...], list[int]], one: One, after: One | None, seen: list[bool]) -> None:
    if one.resolved is True:
        gap = after.second - one.second if after else 10**12
        came = [was and gap <= days for was, days in zip(seen, DAYS.values(), strict=True)]
        _add(table[one.request, one.channel, after.channel if after else -1], [1, *seen, *came])


def _way(table: dict[tuple[int, ...], list[int]], journey: list[One]) -> None:
    steps, longer = [one.channel for one in journey[:6]], len(journey) > 6
    last = journey[-1].resolved if not longer else None
    _add(table[*steps, *[-1] * (6 - len(steps)), int(longer)], [1, last is not None, last is True])
