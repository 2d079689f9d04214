"""Clocks: from what a clock on a wall showed to seconds since 1970, as plain SQL, the same on every engine.

A log says what the clock showed. In autumn one hour comes twice: it is read as its first pass. In spring one hour
is missing: who writes it anyway meant the clock before the change. (Both as `fold=0` of Python's datetime, PEP 495.)
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo, available_timezones

from ecaremap.measure.problems import UnreadableLog
from ecaremap.model.suggest import closest

DAY = 86400
YEARS = (1990, 2100)
"""Years a contact can be from; others are mistakes of reading, as a year 1 from `1/1/20`."""
EARLIEST = int(datetime(YEARS[0], 1, 1, tzinfo=UTC).timestamp())
LATEST = int(datetime(YEARS[1] + 1, 1, 1, tzinfo=UTC).timestamp()) - 1


@dataclass(frozen=True, slots=True)
class Change:
    """At second `at` (UTC) the clock goes from `before` to `after` seconds ahead of UTC."""

    at: int
    before: int
    after: int


def zone(name: str) -> ZoneInfo:
    """A time zone by its name.

    Raises:
        UnreadableLog: there is none of that name.
    """
    try:
        return ZoneInfo(name)
    except (ValueError, OSError):  # ZoneInfoNotFoundError is a KeyError
        pass
    except KeyError:
        pass
    near = closest(name, available_timezones())
    raise UnreadableLog(
        f"There is no time zone '{name}'.", f"Did you mean {near}?" if near else "Write it as Europe/Berlin, or UTC."
    )


def changes(name: str, first: int, last: int) -> tuple[tuple[Change, ...], int]:
    """The changes of a zone's clock within two seconds since 1970, and its offset at the first."""
    where = zone(name)
    first, last = max(first, EARLIEST) - 2 * DAY, min(last, LATEST) + 2 * DAY
    return tuple(_changes(where, first, last)), _offset(where, first)


def _offset(where: ZoneInfo, second: int) -> int:
    ahead = (datetime(1970, 1, 1, tzinfo=UTC) + timedelta(seconds=second)).astimezone(where).utcoffset()
    return int(ahead.total_seconds()) if ahead else 0


def _changes(where: ZoneInfo, first: int, last: int) -> Iterator[Change]:
    """Day by day; a change between two days is found to the second."""
    before = _offset(where, first)
    for day in range(first, last, DAY):
        after = _offset(where, day + DAY)
        if after == before:
            continue
        low, high = day, day + DAY
        while high - low > 1:
            middle = (low + high) // 2
            if _offset(where, middle) == before:
                low = middle
            else:
                high = middle
        yield Change(high, before, after)
        before = after


def behind(name: str, seconds: str, first: int, last: int) -> str:
    """SQL: how far a clock that shows `seconds` is ahead of UTC. `first`, `last`: of the log, on that clock."""
    found, at_first = changes(name, first - DAY, last + DAY)
    return _case(seconds, [(one.at + max(one.before, one.after), one.before, one.after) for one in found], at_first)


def ahead(name: str, seconds: str, first: int, last: int) -> str:
    """SQL: how far the clock is ahead at `seconds` of UTC."""
    found, at_first = changes(name, first, last)
    return _case(seconds, [(one.at, one.before, one.after) for one in found], at_first)


def _case(seconds: str, steps: list[tuple[int, int, int]], at_first: int) -> str:
    if not steps:
        return str(at_first)
    whens = " ".join(f"when {seconds} < {limit} then {before}" for limit, before, _ in steps)
    return f"case {whens} else {steps[-1][2]} end"
