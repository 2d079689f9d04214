"""Figures: every spelling, every unit, every refusal with its fix."""

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ecaremap.model.figures import EXAMPLES, FigureError, Quantity, parse_figure, parse_quantiles, sourced

READ: list[tuple[str, Quantity, str, str]] = [
    # text, kind, amount, unit
    ("42000", "count", "42000", ""), ("1e3", "count", "1000", ""), ("1.10", "ratio", "1.10", ""), ("0", "count", "0", ""),
    ("20%", "share", "0.2", "%"), ("20 %", "share", "0.2", "%"), ("100%", "share", "1", "%"),
    ("12.50 EUR", "money", "12.50", "EUR"), ("-3 EUR", "money", "-3", "EUR"), ("4200000EUR", "money", "4200000", "EUR"),
    ("24 EUR/h", "rate", "24", "EUR/h"), ("24 EUR per hour", "rate", "24", "EUR/h"),
    ("800 EUR/month", "rate", "800", "EUR/month"), ("150000 EUR per quarter", "rate", "150000", "EUR/quarter"),
    ("7 days", "duration", "604800", "s"), ("4 min", "duration", "240", "s"), ("210 s", "duration", "210", "s"),
    ("24 months", "duration", "24", "months"), ("2 years", "duration", "24", "months"), ("1 quarter", "duration", "3", "months"),
    ("6 people", "people", "6", "people"), ("1 person", "people", "1", "people"), ("6", "people", "6", "people"),
]  # fmt: skip

REFUSED: list[tuple[str, Quantity, str, str]] = [
    # text, kind, message, fix
    ("1_000", "count", "'1_000' has thousands separators", "write 1000"),
    ("1,000 EUR", "money", "'1,000' has thousands separators", "write 1000 EUR"),
    ("1 000 000", "count", "'1 000 000' has thousands separators", "write 1000000"),
    ("1'000", "count", "'1'000' has thousands separators", "write 1000"),
    ("12,50 EUR", "money", "'12,50 EUR' has a decimal comma", "write 12.50 EUR, with a point"),
    ("010", "count", "'010' begins with a zero", "write 10"),
    ("12:30", "count", "'12:30' is not a plain number", "write, for example, 42000"),
    ("many", "count", "'many' is not a figure", "write a figure such as 42000"),
    ("", "share", "'' is not a figure", "write a figure such as 20%"),
    ("0.2", "share", "'0.2' has no unit", "write 20%"),
    ("20", "share", "'20' has no unit", "write 20%"),
    ("4", "duration", "'4' has no unit", "write 4 days, or the unit you mean"),
    ("5", "money", "'5' has no unit", "write 5 EUR, or the unit you mean"),
    ("5 euros", "money", "'5 euros' is not an amount of money", "write, for example, 12.50 EUR"),
    ("5 EUR", "rate", "'5 EUR' is not money per time", "write, for example, 24 EUR/h"),
    ("5 EUR/fortnight", "rate", "'5 EUR/fortnight' is not money per time", "write, for example, 24 EUR/h"),
    ("20% (30% to 40%)", "share", "the range of '20% (30% to 40%)' does not contain the figure", "write the low end first and keep the figure between the ends"),
    ("40% to 20%", "share", "the range of '40% to 20%' does not contain the figure", "write the low end first and keep the figure between the ends"),
    ("1 to 2 EUR (3", "money", "'2 EUR (3' is not an amount of money", "write, for example, 12.50 EUR"),
    ("5 EUR (4 USD to 6 EUR)", "money", "the range mixes EUR and USD", "use one unit throughout"),
    ("120%", "share", "'120%' is more than the whole", "write at most 100%"),
    ("-5%", "share", "'-5%' is negative", "write a figure from 0 up"),
    ("-5", "count", "'-5' is negative", "write a figure from 0 up"),
    ("1e999999", "count", "'1e999999' is not a plain number", "write, for example, 42000"),
    ("9" * 300, "count", "this text is too long for a figure", "write, for example, 42000"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "quantity", "amount", "unit"), READ)
def test_read(text: str, quantity: Quantity, amount: str, unit: str) -> None:
    figure = parse_figure(text, quantity)
    assert (figure.likely, figure.unit, figure.shape, figure.text) == (Decimal(amount), unit, "point", text)
    assert figure.low == figure.high == figure.likely


@pytest.mark.parametrize(("text", "quantity", "message", "fix"), REFUSED)
def test_refused(text: str, quantity: Quantity, message: str, fix: str) -> None:
    with pytest.raises(FigureError) as caught:
        parse_figure(text, quantity)
    assert (caught.value.message, caught.value.fix) == (message, fix)


@pytest.mark.parametrize("quantity", EXAMPLES)
def test_examples_in_messages_are_right(quantity: Quantity) -> None:
    assert parse_figure(EXAMPLES[quantity], quantity).text == EXAMPLES[quantity]


@pytest.mark.parametrize(
    ("text", "quantity", "figures", "shape"),
    [
        ("75% (60% to 90%)", "share", ("0.6", "0.75", "0.9"), "triangular"),
        ("75% (60 to 90%)", "share", ("0.6", "0.75", "0.9"), "triangular"),
        ("1.4 (1.3 to 1.5)", "ratio", ("1.3", "1.4", "1.5"), "triangular"),
        ("0.25 EUR (0.10 to 1.00)", "money", ("0.10", "0.25", "1.00"), "triangular"),
        ("60% to 85%", "share", ("0.6", "0.725", "0.85"), "range"),
        ("60 to 85%", "share", ("0.6", "0.725", "0.85"), "range"),
        ("3 to 5 months", "duration", ("3", "4", "5"), "range"),
    ],
)
def test_ranges(text: str, quantity: Quantity, figures: tuple[str, ...], shape: str) -> None:
    figure = parse_figure(text, quantity)
    assert (figure.low, figure.likely, figure.high) == tuple(map(Decimal, figures))
    assert figure.shape == shape


def test_window() -> None:
    figure = parse_figure("37% within 1 day", "share")
    assert (figure.likely, figure.within) == (Decimal("0.37"), Decimal(86400))


def test_quantiles() -> None:
    figure = parse_quantiles("1 EUR", "2 EUR", "5 EUR", "money")
    assert (figure.low, figure.likely, figure.high, figure.shape) == (1, 2, 5, "lognormal")
    with pytest.raises(FigureError, match="do not rise"):
        parse_quantiles("3 EUR", "2 EUR", "5 EUR", "money")


def test_origin() -> None:
    figure = sourced(parse_figure("5", "count"), "log", date(2026, 9, 30), "season")
    assert (figure.source, figure.as_of, figure.driver) == ("log", date(2026, 9, 30), "season")


AMOUNTS = st.decimals(0, 1_000_000, places=2)


@given(AMOUNTS, st.sampled_from(["EUR", "USD", "GBP"]))
def test_money_comes_back(amount: Decimal, currency: str) -> None:
    figure = parse_figure(f"{amount} {currency}", "money")
    assert (figure.likely, figure.unit) == (amount, currency)
    assert parse_figure(f"{figure.likely} {figure.unit}", "money") == figure


@given(st.decimals(0, 100, places=1))
def test_shares_come_back(percent: Decimal) -> None:
    figure = parse_figure(f"{percent}%", "share")
    assert figure.likely * 100 == percent
    assert parse_figure(f"{figure.likely * 100:f}%", "share").likely == figure.likely


@given(st.lists(AMOUNTS, min_size=3, max_size=3))
def test_ranges_come_back(amounts: list[Decimal]) -> None:
    low, likely, high = sorted(amounts)
    figure = parse_figure(f"{likely} EUR ({low} EUR to {high} EUR)", "money")
    assert (figure.low, figure.likely, figure.high) == (low, likely, high)


@given(st.text(max_size=30), st.sampled_from(sorted(EXAMPLES)))
def test_any_text_is_read_or_refused(text: str, quantity: Quantity) -> None:
    try:
        figure = parse_figure(text, quantity)
    except FigureError as error:
        assert error.message
        assert error.fix
    else:
        assert figure.low <= figure.likely <= figure.high
