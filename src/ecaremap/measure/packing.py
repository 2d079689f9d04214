"""Numbers that hold several codes, as SQL, since a sort and a table of groups move every column of a row.

The `origin` of a contact is its month, segment and request; its `place` is its touchpoint and three digits: 1 digital,
1 handled by a person, and how it ended (1 resolved, 0 not, 2 unknown). Every division leaves nothing over, so that it is
exact on engines that divide as fractions too.
"""

SEGMENT = 65536
"""What a segment counts in an origin: more than there can be requests."""

MONTH = SEGMENT * SEGMENT
"""What a month counts in an origin."""

PLACE = 1000
"""What a touchpoint counts in a place."""

MOST_TOUCHPOINTS = 998
"""How many touchpoints can be told apart: a way gives three digits to each, one more than its code."""


def month_of(origin: str) -> str:
    """Year * 12 + month - 1."""
    return f"cast(({origin} - mod({origin}, {MONTH})) / {MONTH} as integer)"


def segment_of(origin: str) -> str:
    """The code of the segment."""
    return f"cast((mod({origin}, {MONTH}) - mod({origin}, {SEGMENT})) / {SEGMENT} as integer)"


def request_of(origin: str) -> str:
    """The code of the request."""
    return f"mod({origin}, {SEGMENT})"


def channel_of(place: str) -> str:
    """The code of the touchpoint."""
    return f"cast(({place} - mod({place}, {PLACE})) / {PLACE} as integer)"


def digital(place: str) -> str:
    """Whether the touchpoint is digital, as a condition."""
    return f"mod({place}, {PLACE}) >= 100"


def known(place: str) -> str:
    """Whether it is known how the contact ended, as a condition."""
    return f"mod({place}, 10) < 2"


def resolved(place: str) -> str:
    """Whether the contact was resolved, as a condition."""
    return f"mod({place}, 10) = 1"
