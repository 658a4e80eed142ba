"""An entry that does not balance within its book cannot be built."""

import re

import pytest

from domain.accounts import CUSTODY_BANK, DEPOSITS_HELD, FEE_INCOME, OWN_BANK, UNIDENTIFIED
from domain.postings import Entry, Leg, moved, reversed_entry


def leg(account, amount):
    return Leg(account, "x", amount, "P02")


def test_a_movement_debits_here_and_credits_there():
    entry = moved("P02", (UNIDENTIFIED, "A/2026-03-17"), (DEPOSITS_HELD, "P1"), 500)
    assert entry == Entry(
        "CUST",
        "CNY",
        (Leg("2001", "A/2026-03-17", 500, "P02"), Leg("2002", "P1", -500, "P02")),
    )


def test_a_movement_belongs_to_the_book_and_currency_of_its_accounts():
    entry = moved("P31", (OWN_BANK, "centre"), (FEE_INCOME, "centre"), 1, "EUR")
    assert (entry.book, entry.currency, entry.amount) == ("OWN", "EUR", 1)


@pytest.mark.parametrize("amount", [0, -1])
def test_nothing_is_moved_backwards(amount):
    with pytest.raises(ValueError, match=f"^an amount moved is positive, not {amount}$"):
        moved("P02", (CUSTODY_BANK, "a"), (UNIDENTIFIED, "a"), amount)


def test_an_amount_is_the_sum_of_the_debits():
    entry = Entry("CUST", "CNY", (leg("2002", 700), leg("2013", -300), leg("2008", -400)))
    assert entry.amount == 700


def test_what_is_taken_back_has_the_same_legs_with_the_other_sign():
    entry = moved("P02", (UNIDENTIFIED, "day"), (DEPOSITS_HELD, "P1"), 500, "EUR")
    assert reversed_entry(entry) == Entry(
        "CUST", "EUR", (Leg("2001", "day", -500, "P02"), Leg("2002", "P1", 500, "P02"))
    )
    assert reversed_entry(reversed_entry(entry)) == entry


@pytest.mark.parametrize(
    ("book", "currency", "legs", "because"),
    [
        ("CUST", "CNY", (leg("1001", 1), leg("2001", -2)), "the legs sum to -1, not to zero"),
        ("CUST", "CNY", (leg("1001", 2), leg("2001", -1)), "the legs sum to 1, not to zero"),
        ("CUST", "CNY", (), "an entry has at least two legs, not 0"),
        ("CUST", "CNY", (leg("1001", 1),), "an entry has at least two legs, not 1"),
        (
            "CUST",
            "CNY",
            (leg("1001", 1), leg("2001", -1), leg("2002", 0)),
            "the leg of 2002[x] moves nothing",
        ),
        ("CUST", "CNY", (leg("1001", 1), leg("7777", -1)), "account '7777' is not in book 'CUST'"),
        ("CUST", "CNY", (leg("1001", 1), leg("4101", -1)), "account '4101' is not in book 'CUST'"),
        ("OWN", "CNY", (leg("1001", 1), leg("2001", -1)), "account '1001' is not in book 'OWN'"),
        (
            "CUST",
            "yuan",
            (leg("1001", 1), leg("2001", -1)),
            "currency 'yuan': expected three letters such as CNY",
        ),
    ],
)
def test_a_wrong_entry_cannot_be_built(book, currency, legs, because):
    with pytest.raises(ValueError, match=f"^{re.escape(because)}$"):
        Entry(book, currency, legs)
