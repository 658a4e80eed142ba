"""Decimal text becomes whole minor units, exactly, or is refused by name."""

from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from api.banks.statements.amounts import minor
from api.banks.statements.format import StatementError


@pytest.mark.parametrize(
    ("text", "currency", "expected"),
    [
        ("800000.00", "CNY", 80_000_000),
        ("0.2", "EUR", 20),
        ("177607", "EUR", 17_760_700),
        (".5", "EUR", 50),
        ("7.", "EUR", 700),
        ("0", "EUR", 0),
        ("007", "CNY", 700),
        ("5442.09000", "RON", 544_209),  # zeros behind the fen are nothing
        ("1500", "JPY", 1500),
        ("1500.0", "JPY", 1500),
        ("1.234", "KWD", 1234),
        ("1.2345", "CLF", 12_345),
        ("90071992547409.91", "CNY", 2**53 - 1),
    ],
)
def test_the_text_is_read_in_the_digits_of_its_currency(text, currency, expected):
    assert minor(text, currency) == expected


@pytest.mark.parametrize(
    ("text", "currency"),
    [
        ("0.001", "CNY"),
        ("0.5", "JPY"),
        ("1.2345", "KWD"),
        ("-1.00", "CNY"),  # the indicator says which way, never a sign
        ("+1.00", "CNY"),
        ("", "CNY"),
        (".", "CNY"),
        ("1,000.00", "CNY"),
        ("1e3", "CNY"),
        ("1.0.0", "CNY"),
        ("１００", "CNY"),
        ("NaN", "CNY"),
        ("90071992547409.92", "CNY"),
        ("9" * 5000, "CNY"),
    ],
)
def test_anything_else_is_refused_and_named(text, currency):
    with pytest.raises(StatementError) as refusal:
        minor(text, currency)
    assert repr(text[:40]) in str(refusal.value)


@pytest.mark.parametrize("currency", ["", "cny", "CN", "RMB1", "IF ", "元"])
def test_a_currency_is_three_capital_letters(currency):
    with pytest.raises(StatementError, match="currency"):
        minor("1", currency)


@settings(deadline=None)
@given(st.decimals(min_value=0, max_value=10**12, places=2))
def test_no_fen_is_lost(amount: Decimal):
    assert minor(f"{amount:f}", "CNY") == int(amount.scaleb(2))
