"""Every kind of test, read from its words and held against values."""

from datetime import date
from decimal import Decimal

import pytest

from ecaremap.model.fields import Field, field_table
from ecaremap.model.figures import parse_figure
from ecaremap.policy.parsing import TestError, parse_test
from ecaremap.policy.tests import holds

DATE = Field("request", "day", "date")
ACCESSIBLE = "touchpoint.accessible"
COST = "touchpoint.cost_per_contact"


def field(key):
    return DATE if key == "day" else field_table()[key]


def value_of(key, value):
    quantity = field(key).quantity
    return parse_figure(value, quantity) if quantity and value is not None else value


@pytest.mark.parametrize(
    ("key", "test", "value", "answer"),
    [
        ("request.emotion", "high", "high", True),
        ("request.emotion", "high", "low", False),
        ("request.emotion", ["low", "high"], "high", True),
        ("request.emotion", ["low", "high"], "medium", False),
        ("request.emotion", "not high", "low", True),
        ("request.emotion", "not high", "high", False),
        ("request.emotion", "at least medium", "medium", True),
        ("request.emotion", "above medium", "medium", False),
        ("request.emotion", "at most medium", "medium", True),
        ("request.emotion", "below medium", "medium", False),
        ("request.emotion", "below medium", "low", True),
        ("request.emotion", "low to medium", "low", True),
        ("request.emotion", "low to medium", "medium", True),
        ("request.emotion", "low to medium", "high", False),
        ("request.emotion", "present", "none", True),
        ("request.emotion", "missing", "none", False),
        ("request.frequency", "at least often", "very often", True),
        ("request.job", "vent", "vent", True),
        ("request.family", "moving to another place", "moving to another place", True),
        ("request.volume", "10", "10.0", True),
        ("request.volume", "not 10", "11", True),
        ("request.volume", ["10", "20"], "20", True),
        ("request.volume", "10 to 20", "20", True),
        ("request.volume", "10 to 20", "20.5", False),
        ("request.volume", "above 10", "10", False),
        (COST, "below 25 EUR", "24.99 EUR", True),
        (COST, "below 25 EUR", "25 EUR", False),
        (COST, "5 EUR to 10 EUR", "7 EUR", True),
        ("request.failure_share", "at least 20%", "20%", True),
        ("request.handling", "above 7 min", "0.2 h", True),
        ("request.window", "at most 1 month", "30 days", True),
        ("request.window", "at most 1 month", "31 days", False),
        ("day", "at least 2026-09-30", date(2026, 9, 30), True),
        ("day", "2026-01-01 to 2026-09-29", date(2026, 9, 30), False),
        (ACCESSIBLE, "true", True, True),
        (ACCESSIBLE, "not true", False, True),
        ("cell.degree", "at least show", "human", False),
        ("cell.degree", "not human", "peer", True),
    ],
)
def test_operators(key, test, value, answer):
    assert holds(parse_test(field(key), test, None), value_of(key, value)) is answer


@pytest.mark.parametrize(
    ("key", "test"),
    [
        ("request.emotion", "none"), ("request.emotion", "not high"), ("request.emotion", ["low"]),
        ("request.emotion", "at least none"), ("request.emotion", "present"), ("request.volume", "at least 0"),
        ("request.volume", "not 3"), (COST, "below 25 EUR"), ("day", "above 2020-01-01"), (ACCESSIBLE, "not true"),
    ],
)  # fmt: skip
def test_a_missing_value_satisfies_only_missing(key, test):
    assert holds(parse_test(field(key), test, None), None) is False
    assert holds(parse_test(field(key), "missing", None), None) is True


def test_another_currency_is_never_in_range_but_is_different():
    dollars = parse_figure("4 USD", "money")
    assert not holds(parse_test(field(COST), "below 25 EUR", None), dollars)
    assert not holds(parse_test(field(COST), "at least 0 EUR", None), dollars)
    assert holds(parse_test(field(COST), "not 4 EUR", None), dollars)


@pytest.mark.parametrize(
    ("test", "value", "answer"),
    [
        ("vip", ("vip", "old"), True), ("vip", (), False), ("vip", None, False), (["vip", "new"], ("new",), True),
        (["vip", "new"], ("old",), False), ("not vip", (), True), ("not vip", ("vip",), False),
    ],
)  # fmt: skip
def test_lists_of_marks(test, value, answer):
    assert holds(parse_test(field("request.tags"), test, None), value) is answer


@pytest.mark.parametrize(
    ("words", "answers"),
    [
        ("at least", (False, True, True)), ("at most", (True, True, False)),
        ("above", (False, False, True)), ("below", (True, False, False)),
    ],
)  # fmt: skip
def test_a_field_of_the_other_side(words, answers):
    test = parse_test(field("touchpoint.authentication"), f"{words} request.authentication", None)
    logins = ("none", "identified", "strong")
    assert tuple(holds(test, login, "identified") for login in logins) == answers
    assert not holds(test, None, "none")
    assert not holds(test, "strong", None)


@pytest.mark.parametrize(
    ("key", "test", "code", "fix"),
    [
        ("request.emotion", ">= medium", "R104", "write at least medium"),
        ("request.emotion", "<medium", "R104", "write below medium"),
        ("request.emotion", "!= high", "R104", "write not high"),
        ("request.emotion", "= high", "R104", "write high"),
        ("request.emotion", "!high", "R104", "write not high"),
        ("request.tags", ["!vip"], "R104", "write not vip"),
        ("request.emotion", "meduim", "R102", "did you mean 'medium'?"),
        ("request.emotion", "at least hihg", "R102", "did you mean 'high'?"),
        ("request.emotion", "high to low", "R201", "write low to high"),
        ("request.volume", "500 to 100", "R201", "write 100 to 500"),
        ("request.job", "at least learn", "R103", "its tests are"),
        ("cell.degree", "at least human", "R103", "ordered are"),
        ("request.tags", "present", "R103", "name the value"),
        ("request.tags", ["vip", "not old"], "R103", "write it alone"),
        ("request.family", "not [billing]", "R103", "write the list under unless"),
        ("request.family", "not present", "R103", "write it alone"),
        ("request.emotion", [], "R103", "write [a, b]"),
        ("request.emotion", ["low", None], "R103", "write [a, b]"),
        ("request.emotion", None, "R103", "at least low"),
        ("request.emotion", {"a": "b"}, "R103", "at least low"),
        (COST, "below 25", "R102", "write 25 EUR"),
        (COST, "below 20%", "R102", "12.50 EUR"),
        (COST, "5 EUR to 9 USD", "R103", "use one currency"),
        (COST, "not 5 EUR to 9 EUR", "R103", "a to b alone"),
        ("request.failure_share", "above 0.2", "R102", "write 20%"),
        ("request.volume", "above 10,000", "R102", "write 10000"),
        ("day", "above yesterday", "R102", "year-month-day"),
        ("request.emotion", "at least touchpoint.status", "R103", "fields it can be compared with: none"),
        ("request.authentication", "at least touchpoint.authentcation", "R103", "touchpoint.authentication"),
    ],
)
def test_what_cannot_be_read_says_what_to_write(key, test, code, fix):
    with pytest.raises(TestError) as caught:
        parse_test(field(key), test, None)
    assert caught.value.code == code
    assert fix in caught.value.fix


def test_amounts_are_exact():
    test = parse_test(field(COST), "0.1 EUR", None)
    assert test.low == ("EUR", Decimal("0.1"))
    assert holds(test, parse_figure("0.10 EUR", "money"))
