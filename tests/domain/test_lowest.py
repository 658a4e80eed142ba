"""The lowest evaluated price has it, of the bids that are not rejected."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.lowest import Ground, Judged, ranked, unfit

DIGEST = "ab" * 32
HIGH = Judged(party="a", price_fen=9, evaluated_fen=9, ground=None, reasons=None)
LOW = replace(HIGH, party="b", price_fen=8, evaluated_fen=8)
TOO_LOW = replace(
    HIGH, party="c", price_fen=1, evaluated_fen=None, ground=Ground.BELOW_COST, reasons=DIGEST
)


def test_the_lowest_comes_first_and_who_is_rejected_does_not_come():
    assert ranked((HIGH, TOO_LOW, LOW)) == (LOW, HIGH)


def test_what_counts_is_what_a_price_is_worth():
    assert ranked((LOW, replace(HIGH, evaluated_fen=7)))[0].party == "a"


def test_of_equal_prices_the_panels_order_stands():
    same = replace(HIGH, evaluated_fen=8)
    assert ranked((same, LOW)) == (same, LOW)
    assert ranked((LOW, same)) == (LOW, same)


@pytest.mark.parametrize(
    ("found", "right"),
    [
        ((), "one or more, each once"),
        ((HIGH, HIGH), "one or more, each once"),
        ((replace(HIGH, price_fen=0),), "prices of one fen or more"),
        ((replace(HIGH, evaluated_fen=0),), "prices of one fen or more"),
        ((replace(HIGH, evaluated_fen=None),), "of each an evaluated price"),
        (
            (replace(HIGH, ground=Ground.OTHER),),
            "of each an evaluated price",
        ),
        ((replace(TOO_LOW, reasons=None),), "the reasons of each that is rejected"),
    ],
)
def test_what_cannot_be_found_is_said(found, right):
    assert unfit(found).startswith(right)


def test_a_low_price_that_was_explained_counts():
    assert unfit((replace(LOW, reasons=DIGEST), TOO_LOW)) is None


worths = st.lists(st.one_of(st.none(), st.integers(1, 5)), min_size=1, max_size=8)


@given(worths)
def test_nobody_is_lost_and_nobody_below_another_comes_after_it(fen):
    found = [
        replace(HIGH if worth else TOO_LOW, party=f"{n}", evaluated_fen=worth)
        for n, worth in enumerate(fen)
    ]
    order = [one.evaluated_fen for one in ranked(found)]
    assert order == sorted(worth for worth in fen if worth)
