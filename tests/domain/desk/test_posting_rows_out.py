"""The posting table, REFERENCE 3.7, row by row: what becomes others', and leaves.

As in `test_posting_rows.py`: a Dr 1001 of the table is a Dr 2001 of ours, a Cr 1001 a Cr 1008.
"""

from datetime import date

import pytest

from domain.desk.forfeit import ForfeitDeposit
from domain.desk.unforfeit import ReverseForfeiture
from domain.lot.award import AwardLot
from domain.lot.compete import OpenBids
from domain.money import yuan
from tests.kit.moving import at_bank, moving
from tests.kit.till import OWNER, Till, at

LOT = "A3506000001000001001001"
D, B = "P00000000000000D1", "N00000000000000B1"
DAY, WHOLE = date(2026, 3, 17), yuan("800,000.00")
OPENING = at(date(2026, 3, 25), 9, 30)
DECISION = {"document": "住建〔2026〕17号", "evidence": "ee" * 32}
T = OWNER.organisation


@pytest.fixture
def till():
    """A tender whose winner has paid, and did not sign."""
    made = Till()
    made.lot(LOT, "800,000.00")
    made.bidder(D, LOT, B)
    made.pays(D, B, "800,000.00", DAY)
    made.do(OpenBids(lot=LOT, bidders=3), OWNER, when=OPENING)
    made.do(AwardLot(lot=LOT, winner=B, price_fen=yuan("38,000,000")), OWNER, when=OPENING)
    return made


def keep(till, amount="800,000.00"):
    asked = ForfeitDeposit(
        deposit=D,
        lot=LOT,
        ground="WINNER_DEFAULTED",
        amount_fen=yuan(amount),
        fees_fen=0,
        **DECISION,
    )
    till.do(asked, OWNER)


def test_P24_forfeiture(till):
    """Dr 2002 / Cr 2008."""
    with moving(till) as moved:
        keep(till)
    assert moved.altogether == {("2002", D): WHOLE, ("2008", T): -WHOLE}


def test_P24_forfeiture_in_part_and_paid_out(till):
    """The part Dr 2002 / Cr 2008, the rest stays held and goes back like any; then Dr 2008."""
    with moving(till) as moved:
        keep(till, "300,000.00")
    assert moved.altogether == {("2002", D): 30_000_000, ("2008", T): -30_000_000}
    with moving(till) as moved:
        payout = till.passes_on(LOT, "2008", T, {D: 30_000_000})
    assert moved.altogether == {("2008", T): 30_000_000, ("1009", payout): -30_000_000}
    with moving(till) as moved:
        till.debit(till.send(payout), date(2026, 4, 27))
    assert moved.altogether == {**at_bank(-30_000_000), ("1009", payout): 30_000_000}


def reverse(till, *payouts):
    asked = ReverseForfeiture(deposit=D, lot=LOT, payouts=payouts, **DECISION)
    return till.do(asked, OWNER)


def test_P25_forfeiture_reversed_before_the_payout(till):
    """Dr 2008 / Cr 2002."""
    keep(till)
    with moving(till) as moved:
        reverse(till)
    assert moved.altogether == {("2008", T): WHOLE, ("2002", D): -WHOLE}


def test_P25_forfeiture_reversed_after_the_payout(till):
    """A claim on the beneficiary, no custody posting until money returns."""
    keep(till)
    payout = till.passes_on(LOT, "2008", T, {D: WHOLE})
    till.debit(till.send(payout), date(2026, 4, 27))
    with moving(till) as moved:
        (said,) = reverse(till, payout)
    assert (moved.altogether, said.claim_fen) == ({}, WHOLE)
