"""What an order froze keeps back itself alone, and nothing else of the deposit (P26)."""

import pytest

from domain.deposit.hold import LiftHold
from domain.desk.convert import ConvertDeposit
from domain.desk.forfeit import ForfeitDeposit
from domain.kernel import Rejected
from domain.lot.award import AwardLot
from domain.lot.compete import OpenBids
from domain.money import yuan
from tests.domain.desk import test_posting_rows as rows
from tests.domain.desk.test_frozen import COURT, LATE, LOT, B, D, Stands, tender
from tests.kit.till import OWNER

BESIDES = {"2002": (rows.WHOLE, None), "2005": (1, 1)}
"""The deposit itself; a fen that came late, which is owed back."""
every = pytest.mark.parametrize("account", BESIDES)


def paid():
    till = tender()
    till.pays(D, B, "800,000.00", rows.DAY)
    till.pays(D, B, "0.01", LATE)
    return till


def froze(till, account):
    fen, number = BESIDES[account]
    return Stands(till, account, fen, "", number=number).frozen(fen)


def heard(till, account, asked, by):
    """Refused while the deposit itself is frozen, till that is lifted; else at once."""
    if account == "2002":
        refused = till.ask(asked, by)
        assert isinstance(refused, Rejected)
        assert (refused.rule, refused.detail) == ("refund.held", f"{D} is held back: H1")
        till.do(LiftHold(deposit=D, hold="H1"), COURT)
    till.do(asked, by)


@every
def test_a_winners_deposit_becomes_a_bond_unless_it_is_frozen_itself(account):
    till = paid()
    rows.won(till)
    froze(till, account)
    heard(till, account, ConvertDeposit(deposit=D, lot=LOT), "C-SET2")
    assert till.deposit(D).balance("2003") == rows.WHOLE


@every
def test_a_deposit_is_kept_unless_it_is_frozen_itself(account):
    till = paid()
    till.do(OpenBids(lot=LOT, bidders=3), "PLATFORM", when=rows.OPENING)
    till.do(AwardLot(lot=LOT, winner=B, price_fen=yuan("38,000,000")), OWNER, when=rows.OPENING)
    froze(till, account)
    why = {"ground": "WINNER_DEFAULTED", "document": "1号", "evidence": "ee" * 32}
    keeping = ForfeitDeposit(deposit=D, lot=LOT, amount_fen=rows.WHOLE, fees_fen=0, **why)
    heard(till, account, keeping, OWNER)
    assert till.total("2008") == -rows.WHOLE
