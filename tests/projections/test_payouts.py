"""What a deposit may have to pay to others, by its facts; perhaps too much, never too little."""

from collections.abc import Sequence

from domain.accounts import DEPOSITS_HELD, PRICE_HELD, SELLER_PAYABLE
from domain.deposit.owed import DepositConverted
from domain.deposit.passed_on import PriceReleased
from domain.kernel import Event, StreamId
from domain.postings import moved
from projections.payouts import GIVEN, project
from projections.projection import Put
from tests.kit.passing import TENDERER, assigned, forfeited, released
from tests.kit.rows import PRICE, D
from tests.projections.kit import recorded

AT = StreamId("deposit", D)
KEPT = (D, "2008", TENDERER)
"""Where what the tenderer keeps is known."""


def known(*events: Event) -> dict[tuple[object, ...], bool]:
    """Which keys are open after these facts of a deposit."""
    changes: Sequence[Put] = [
        change
        for event in events
        for change in project(recorded(event, AT))
        if isinstance(change, Put) and change.table is GIVEN
    ]
    return {change.key: bool(change.values["open"]) for change in changes}


def test_what_is_kept_is_payable_until_a_payout_takes_it_along():
    assert known(forfeited()) == {KEPT: True}
    assert known(forfeited(), assigned()) == {KEPT: False}
    assert known(forfeited(), assigned(), forfeited(1)) == {KEPT: True}


def test_of_a_payout_that_was_given_up_every_owner_is_looked_at_again():
    found = known(forfeited(), assigned(), released())
    assert found == {KEPT: False, (D, "", ""): True}


def test_a_price_is_held_until_it_is_given_on():
    key = (D, PRICE_HELD.code, D)
    entry = moved("P20", (DEPOSITS_HELD, D), (PRICE_HELD, D), PRICE)
    became = DepositConverted(deposit=D, to=PRICE_HELD.code, earnest_fen=0, entries=(entry,))
    assert known(became) == {key: True}
    entry = moved("P22", (PRICE_HELD, D), (SELLER_PAYABLE, TENDERER), PRICE)
    given = PriceReleased(deposit=D, document="1", evidence="ab" * 32, entries=(entry,))
    assert known(became, given) == {key: False, KEPT: True}
