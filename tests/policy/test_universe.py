"""Values, their atoms, and tests as boxes."""

from datetime import date

import pytest
from policy_conditions import QUADRANTS

from ecaremap.model.fields import Field, field_table
from ecaremap.model.figures import parse_figure
from ecaremap.policy.amounts import amount_words
from ecaremap.policy.parsing import parse_test
from ecaremap.policy.tests import holds
from ecaremap.policy.universe import Universe

DATE = Field("request", "day", "date")


def parsed(key, *texts):
    own = DATE if key == "day" else field_table()[key]
    return [parse_test(own, text, None) for text in texts]


def in_boxes(universe, test, name, value):
    atom = universe.dimensions[name].atom(value)
    return any(box.get(name, universe.full[name]) & atom for box in universe.boxes(test))


MONEY = ["above 3 USD", "5 EUR", "2 EUR to 9 EUR", "not 5 EUR", "below 1 USD", "present", "missing"]


@pytest.mark.parametrize(
    ("key", "texts", "values"),
    [
        (
            "request.emotion",
            ["at least medium", "not high", "none", "missing"],
            [None, "none", "low", "medium", "high"],
        ),
        ("request.family", ["billing", "not sales", "missing"], [None, "billing", "sales", "anything"]),
        ("touchpoint.accessible", ["true", "not true", "present"], [None, True, False]),
        ("day", ["above 2026-01-01", "2026-01-01 to 2026-02-01"], [None, date(2026, 1, 1), date(2026, 1, 9)]),
    ],
)
def test_a_value_is_in_the_boxes_where_the_test_holds(key, texts, values):
    tests = parsed(key, *texts)
    universe = Universe(tests)
    for test in tests:
        for value in values:
            assert in_boxes(universe, test, test.field.key, value) == holds(test, value)


@pytest.mark.parametrize("texts", [MONEY, MONEY[:2], ["present"], ["below 5 EUR", "below 2 USD"]])
def test_amounts_keep_their_currency(texts):
    tests = parsed("touchpoint.cost_per_contact", *texts)
    universe = Universe(tests)
    for amount in ("0.5", "1", "2", "2.5", "3", "4", "5", "6", "9", "10", "100"):
        for currency in ("EUR", "USD", "CHF"):
            value = parse_figure(f"{amount} {currency}", "money")
            for test in tests:
                assert in_boxes(universe, test, test.field.key, value) == holds(test, value), (test.text, value.text)


def test_marks_are_one_dimension_each():
    tests = parsed("request.tags", "a", ["a", "b"], "not b")
    universe = Universe(tests)
    assert set(universe.dimensions) == {"request.tags=a", "request.tags=b"}
    for tags in ((), ("a",), ("b",), ("a", "b"), ("c",)):
        for test in tests:
            atoms = {name: dimension.atom(tags) for name, dimension in universe.dimensions.items()}
            hit = [box for box in universe.boxes(test) if all(box[name] & atoms[name] for name in box)]
            assert len(hit) == holds(test, tags)


def test_logins_of_both_sides_become_boxes():
    (test,) = parsed("touchpoint.authentication", "at least request.authentication")
    universe = Universe([test])
    logins = (None, "none", "identified", "strong")
    for own in logins:
        for other in logins:
            atoms = {
                "touchpoint.authentication": universe.dimensions["touchpoint.authentication"].atom(own),
                "request.authentication": universe.dimensions["request.authentication"].atom(other),
            }
            found = any(all(box[name] & atoms[name] for name in box) for box in universe.boxes(test))
            assert found == holds(test, own, other)


@pytest.mark.parametrize("text", ["automate", "not automate", "missing", "present", ["simplify", "fix the cause"]])
def test_the_quadrant_follows_from_its_two_values(text):
    (test,) = parsed("request.quadrant", text)
    universe = Universe([test])
    values = (None, "values", "neutral", "irritates")
    for customer in values:
        for company in values:
            atoms = {
                "request.customer_value": universe.dimensions["request.customer_value"].atom(customer),
                "request.company_value": universe.dimensions["request.company_value"].atom(company),
            }
            found = any(all(box[name] & atoms[name] for name in box) for box in universe.boxes(test))
            assert found == holds(test, QUADRANTS.get((customer, company)))


def test_a_test_that_can_never_hold_has_no_box():
    tests = [*parsed("request.emotion", "above high"), *parsed("touchpoint.status", "missing")]
    universe = Universe(tests)
    assert [universe.boxes(test) for test in tests] == [[], []]


def test_boxes_in_words():
    tests = [*parsed("request.emotion", "at least medium"), *parsed("request.tags", "vip")]
    universe = Universe(tests)
    box = {**universe.boxes(tests[0])[0], **universe.boxes(tests[1])[0]}
    assert universe.words(box) == "request.emotion medium, request.tags with vip"
    assert universe.words({}) == "anything"


@pytest.mark.parametrize(
    ("text", "quantity", "words"),
    [
        ("20%", "share", "20%"), ("12.50 EUR", "money", "12.5 EUR"), ("42000", "count", "42000"),
        ("7 days", "duration", "7 days"), ("90 min", "duration", "90 min"), ("45 s", "duration", "45 s"),
    ],
)  # fmt: skip
def test_amounts_in_words(text, quantity, words):
    figure = parse_figure(text, quantity)
    assert amount_words(figure.unit, figure.likely) == words


def test_dates_in_words():
    (test,) = parsed("day", "above 2026-09-30")
    assert amount_words(*test.low) == "2026-09-30"
