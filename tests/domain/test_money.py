"""Money: what is read is what is shown, and no division loses a fen."""

import pytest

from domain.money import MOST, decimals, show, split, written, yuan


@pytest.mark.parametrize(
    ("text", "fen"),
    [
        ("800,000.00", 80_000_000),
        ("800000", 80_000_000),
        ("0", 0),
        ("0.5", 50),
        ("0.05", 5),
        ("007.00", 700),
        ("1,234,567.89", 123_456_789),
        ("999", 99_900),
        ("12,345", 1_234_500),
        ("-12.50", -1_250),
        ("-0.01", -1),
        ("90,071,992,547,409.91", 2**53 - 1),
        ("-90,071,992,547,409.91", 1 - 2**53),
    ],
)
def test_an_amount_is_read_to_the_fen(text, fen):
    assert yuan(text) == fen


@pytest.mark.parametrize(
    "text",
    [
        "",
        "-",
        ".5",
        "1.",
        "1.234",
        "1,00",
        "1,0000",
        "1000,000",
        ",100",
        "1,,000",
        "+1.00",
        "--1",
        " 1.00",
        "1.00 ",
        "1.00\n",
        "¥1.00",
        "1.00元",
        "１.00",
        "٣",
        "1e3",
        "NaN",
        "1_000",
    ],
)
def test_what_is_no_amount_is_refused_by_its_text(text):
    with pytest.raises(ValueError, match=r"expected yuan and fen such as 800,000\.00") as refused:
        yuan(text)
    assert repr(text) in str(refused.value)


def test_one_fen_more_than_every_reader_can_hold_is_refused():
    for sign in ("", "-"):
        with pytest.raises(ValueError, match=r"expected at most 90,071,992,547,409\.91$"):
            yuan(f"{sign}90,071,992,547,409.92")
    assert MOST == 2**53 - 1


@pytest.mark.parametrize(
    ("fen", "text"),
    [
        (0, "0.00"),
        (1, "0.01"),
        (-1, "-0.01"),
        (99, "0.99"),
        (100, "1.00"),
        (-12_345, "-123.45"),
        (99_999, "999.99"),
        (100_000, "1,000.00"),
        (80_033_444, "800,334.44"),
    ],
)
def test_an_amount_is_shown_with_its_fen(fen, text):
    assert show(fen) == text


@pytest.mark.parametrize(
    ("minor", "currency", "shown", "written_"),
    [
        (-123_456, "EUR", "-1,234.56", "-1234.56"),
        (1_234, "JPY", "1,234", "1234"),
        (-1_234_567, "KWD", "-1,234.567", "-1234.567"),
        (5, "CLF", "0.0005", "0.0005"),
        (0, "JPY", "0", "0"),
    ],
)
def test_an_amount_has_the_decimals_of_its_currency(minor, currency, shown, written_):
    assert (show(minor, currency), written(minor, currency)) == (shown, written_)
    assert decimals(currency) == len(shown.partition(".")[2])


def test_a_banks_lump_is_distributed_by_largest_remainder():
    days = (800_000 * 43, 800_000 * 39, 500_000 * 20 + 300_000 * 10, 240_000 * 7)  # E19
    parts = split(yuan("780.49"), days)
    assert [show(part) for part in parts] == ["334.44", "303.33", "126.39", "16.33"]


@pytest.mark.parametrize(
    ("total", "weights", "parts"),
    [
        (100, (1, 1, 1), (34, 33, 33)),  # equal remainders: the first
        (101, (1, 1, 1), (34, 34, 33)),
        (1, (1, 1), (1, 0)),
        (1, (1, 2), (0, 1)),
        (5, (0, 1), (0, 5)),
        (0, (1, 2), (0, 0)),
        (7, (3,), (7,)),
        (10, (2, 3, 5), (2, 3, 5)),
    ],
)
def test_a_total_is_split_exactly(total, weights, parts):
    assert split(total, weights) == parts


@pytest.mark.parametrize(
    ("total", "weights"), [(-1, (1,)), (1, ()), (1, (0, 0)), (0, (0,)), (1, (3, -1))]
)
def test_what_cannot_be_split_is_refused(total, weights):
    with pytest.raises(
        ValueError, match=rf"^cannot split {total} fen by .*: negative, or no weight$"
    ):
        split(total, weights)
