import pytest

from ecaremap.insight.journeys.hours import ALWAYS, DAY, open_at, open_minutes, opening, quietest, spelled_moment
from ecaremap.model.touchpoint import Touchpoint

HOUR = 60


def count(hours: str) -> int:
    return open_minutes(hours).bit_count()


@pytest.mark.parametrize(
    ("hours", "minutes"),
    [
        ("24/7", 7 * DAY),
        ("00:00-24:00", 7 * DAY),
        ("00:00-00:00 Mon", DAY),
        ("08:00-20:00 Mon-Sat", 6 * 12 * HOUR),
        ("08:00-20:00", 7 * 12 * HOUR),
        ("09:00-12:00 Mon,Wed", 2 * 3 * HOUR),
        ("09:00-12:00 Mon-Wed, Fri", 4 * 3 * HOUR),
        ("09:00-12:00 Sat-Mon", 3 * 3 * HOUR),
        ("08:00-20:00 Mon-Fri; 10:00-16:00 Sat", 5 * 12 * HOUR + 6 * HOUR),
        ("08:00-12:00 Mon; 10:00-14:00 Mon", 6 * HOUR),
        ("08:00-12:00 Mon; 24/7", 7 * DAY),
    ],
)
def test_hours_are_minutes_of_a_week(hours: str, minutes: int) -> None:
    assert count(hours) == minutes


def at(day: int, hour: int, minute: int = 0) -> int:
    return day * DAY + hour * HOUR + minute


def test_a_night_reaches_into_the_next_day_and_over_the_end_of_the_week() -> None:
    night = open_minutes("22:00-06:00 Sun")
    assert night >> at(6, 23) & 1
    assert night >> at(0, 5, 59) & 1
    assert not night >> at(0, 6) & 1
    assert night.bit_count() == 8 * HOUR


def test_the_last_minute_is_not_open() -> None:
    day = open_minutes("08:00-20:00 Mon")
    assert day >> at(0, 8) & 1
    assert day >> at(0, 19, 59) & 1
    assert not day >> at(0, 20) & 1
    assert not day >> at(1, 8) & 1


def test_the_quietest_moment_is_the_longest_stretch_in_which_fewest_are_open() -> None:
    office, chat = open_minutes("08:00-20:00 Mon-Sat"), open_minutes("08:00-22:00")
    # From Saturday 20:00 only chat is open, on Sunday too; nobody at night, and all nights are equally long.
    assert spelled_moment(quietest([office, chat, ALWAYS, None]) or 0) == "Mon 22:00"
    assert spelled_moment(quietest([office]) or 0) == "Sat 20:00"


def test_a_day_and_a_night_line_leave_no_moment_at_which_nobody_is_there() -> None:
    day, night = open_minutes("08:00-20:00"), open_minutes("20:00-08:00")
    moment = quietest([day, night, day])
    assert moment is not None
    assert night >> moment & 1


def test_who_never_closes_has_no_out_of_hours() -> None:
    assert quietest([ALWAYS, None]) is None
    assert quietest([]) is None


def test_without_hours_digital_and_voice_are_open_and_traditional_is_not() -> None:
    for family, is_open in (("digital", True), ("automated-voice", True), ("traditional", False)):
        touchpoint = Touchpoint(family=family)
        assert open_at(touchpoint, None) is is_open
        assert open_at(touchpoint, 0) is is_open
    assert opening(Touchpoint(family="traditional")) is None


def test_written_hours_count_whatever_the_family() -> None:
    assert open_at(Touchpoint(family="traditional", hours="24/7"), 0)
    assert not open_at(Touchpoint(family="digital", hours="08:00-20:00"), 0)
