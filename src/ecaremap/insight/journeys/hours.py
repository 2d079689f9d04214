"""Opening hours as minutes of a week, and the moment at which least is open.

A week is one whole number with a bit for each of its 10,080 minutes, Monday 00:00 first, so that uniting two
openings or asking about a moment is one operation.
"""

import re
from collections import Counter
from collections.abc import Iterable
from functools import lru_cache

from ecaremap.model.touchpoint import Touchpoint

DAYS = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")
DAY = 24 * 60
WEEK = 7 * DAY
ALWAYS = (1 << WEEK) - 1
_PART = re.compile(r"(\d\d):(\d\d)-(\d\d):(\d\d)(?: (.+))?")


@lru_cache(maxsize=1024)
def open_minutes(hours: str) -> int:
    """The minutes of a week that hours such as `08:00-20:00 Mon-Sat; 10:00-16:00 Sun` cover.

    Hours that end before they begin reach into the next day; without days they hold on every day.
    """
    minutes = 0
    for part in hours.split(";"):
        if part.strip() == "24/7":
            return ALWAYS
        found = _PART.fullmatch(part.strip())
        assert found is not None, "the declaration has read these hours"
        begin, end = (int(found[i]) * 60 + int(found[i + 1]) for i in (1, 3))
        # 00:00-00:00 is a whole day, as 00:00-24:00.
        length = min(end - begin if end > begin else end - begin + DAY, DAY)
        for day in _days(found[5]):
            minutes |= _turned((1 << length) - 1, day * DAY + begin)
    return minutes


def _days(text: str | None) -> list[int]:
    """Numbers of days, of `Mon-Fri, Sun`; a range may reach over the end of the week."""
    numbers: list[int] = []
    for part in text.split(",") if text else DAYS:
        first, _, last = part.strip().partition("-")
        begin = DAYS.index(first)
        numbers += [(begin + n) % 7 for n in range((DAYS.index(last or first) - begin) % 7 + 1)]
    return numbers


def _turned(minutes: int, by: int) -> int:
    """Later by some minutes; what passes the end of Sunday comes back on Monday."""
    moved = minutes << by
    return (moved & ALWAYS) | (moved >> WEEK)


def opening(touchpoint: Touchpoint) -> int | None:
    """When it is open; None for a traditional touchpoint that does not say so."""
    if touchpoint.hours is not None:
        return open_minutes(touchpoint.hours)
    return None if touchpoint.family == "traditional" else ALWAYS


def quietest(openings: Iterable[int | None]) -> int | None:
    """The minute of the week at which the fewest are open: of several, the first of the longest stretch.

    None if nobody ever closes. Who does not say when he is open does not count.
    """
    counts = Counter(minutes for minutes in openings if minutes is not None and minutes != ALWAYS)
    if not counts:
        return None
    changes = sorted({change for minutes in counts for change in _changes(minutes)})
    stretches = list(zip(changes, [*changes[1:], WEEK + changes[0]], strict=True))
    found: list[tuple[int, int, int]] = []
    for begin, end in stretches:
        are_open = sum(count for minutes, count in counts.items() if minutes >> begin & 1)
        found.append((are_open, begin - end, begin))
    return min(found)[2]


def _changes(minutes: int) -> Iterable[int]:
    """The minutes at which a door opens or closes."""
    before = (minutes << 1 | minutes >> (WEEK - 1)) & ALWAYS
    different = minutes ^ before
    while different:
        lowest = different & -different
        yield lowest.bit_length() - 1
        different ^= lowest


def spelled_moment(minute: int) -> str:
    """`Mon 22:00`."""
    return f"{DAYS[minute // DAY]} {minute % DAY // 60:02}:{minute % 60:02}"


def open_at(touchpoint: Touchpoint, minute: int | None) -> bool:
    """Whether it is open at a moment out of hours."""
    minutes = opening(touchpoint)
    if minutes is None:
        return False
    return minutes == ALWAYS if minute is None else bool(minutes >> minute & 1)
