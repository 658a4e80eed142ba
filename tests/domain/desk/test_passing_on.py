"""Stories of money that becomes others', and of what becomes of it when the bank has its say."""

from datetime import date

import pytest

from domain.deposit.enforce import ExecuteEnforcement
from domain.deposit.hold import PlaceHold
from domain.kernel import Post
from domain.lot.award import AwardLot
from domain.lot.compete import OpenBids
from domain.money import yuan
from tests.kit.till import OWNER, Till, at, nonzero

LOT = "A3506000001000001001001"
D1, D2 = "P00000000000000D1", "P00000000000000D2"
B1, B2 = "N00000000000000B1", "N00000000000000B2"
PAID, OPENING = date(2026, 3, 17), at(date(2026, 3, 25), 9, 30)
WHOLE = yuan("800,000.00")
DECISION = {"document": "住建〔2026〕17号", "evidence": "ee" * 32}


@pytest.fixture
def till():
    """Two bid, both have paid; the first has won."""
    made = Till()
    made.lot(LOT, "800,000.00")
    for deposit, party in ((D1, B1), (D2, B2)):
        made.bidder(deposit, LOT, party)
        made.pays(deposit, party, "800,000.00", PAID)
    made.do(OpenBids(lot=LOT, bidders=3), OWNER, when=OPENING)
    made.do(AwardLot(lot=LOT, winner=B1, price_fen=yuan("38,000,000")), OWNER, when=OPENING)
    return made


def test_two_courts_that_number_their_holds_alike_are_owed_each_its_own(till):
    for deposit, name, fen in ((D1, "甲法院", 100), (D2, "乙法院", 200)):
        court, order = Post("COURT", name), {"deposit": deposit, "hold": "H1", "amount_fen": fen}
        till.do(PlaceHold(**order, cause="保全", document="1号"), court)
        till.do(ExecuteEnforcement(**order, **DECISION), court)
    courts = {key: fen for key, fen in nonzero(till).items() if key[0] == "2011"}
    assert courts == {("2011", f"{D1}/H1"): -100, ("2011", f"{D2}/H1"): -200}
