"""What a guarantor or a beneficiary paid is another's after all, or the bank takes it back."""

from dataclasses import replace
from datetime import date

import pytest

from domain.deposit.given import Claim
from domain.deposit.hold import PlaceHold
from domain.desk.reverse import MatchReversal
from domain.desk.unmatch import UnmatchReceipt
from domain.kernel import Rejected
from domain.lot.close import FailLot
from domain.policies.guarantee_unpaid import GUARANTEE_UNPAID
from tests.domain.desk.test_passing_on import (
    D1,
    LOT,
    WHOLE,
    paid_out_and_reversed,
    repays,
    till,
)
from tests.golden.samples import EVENTS
from tests.kit.till import OWNER, at, nonzero

__all__ = ["till"]
DAY = date(2026, 4, 29)
LINE = f"ZZ-DEPOSITS/{DAY}/1#1"
"""The tenderer's, who pays back."""


def unmatch(till):
    asked = UnmatchReceipt(line=LINE, line_seen=till.seen(LINE), deposit=D1, lot=LOT, reason="认错")
    return till.ask(asked, "C-SET1")


def bank_takes_it_back(till, fen=WHOLE):
    by = till.line(fen, date(2026, 4, 30), credit=False, reversal=True)
    asked = MatchReversal(line=by, line_seen=1, reversed=LINE, deposit=D1, lot=None)
    return till.ask(asked, "MATCHER")


def ends(till):
    till.do(FailLot(lot=LOT, reason="中标人违约"), OWNER, when=at(date(2026, 5, 6)))


def test_another_line_after_all_and_all_is_as_before_it(till):
    payout = paid_out_and_reversed(till)
    before = nonzero(till, "1001", "2001")
    repays(till, payout, WHOLE)
    assert not isinstance(unmatch(till), Rejected)
    state = till.deposit(D1)
    assert nonzero(till, "1001", "2001") == before
    assert (state.given.claims, state.besides) == ({payout: Claim(fen=WHOLE)}, ())
    assert [one.back_fen for one in state.receipts] == [0]
    repays(till, payout, WHOLE)
    assert till.deposit(D1).held_fen == WHOLE, "and it may be paid back by another"


def test_what_was_paid_on_since_is_not_unmatched(till):
    payout = paid_out_and_reversed(till)
    repays(till, payout, WHOLE)
    ends(till)
    till.interest(D1, "451.11", date(2026, 5, 14))
    till.approve(D1, 1)
    assert unmatch(till).rule == "deposit.money_moved_on"


def test_what_the_bank_takes_back_is_claimed_again_and_owed_to_nobody(till):
    payout = paid_out_and_reversed(till)
    repays(till, payout, WHOLE)
    ends(till)
    assert [one.amount_fen for one in till.deposit(D1).refunds] == [WHOLE]
    assert bank_takes_it_back(till, WHOLE - 1).rule == "desk.other_credit"
    assert not isinstance(bank_takes_it_back(till), Rejected)
    state = till.deposit(D1)
    assert (state.held_fen, state.receivable_fen) == (0, 0)
    assert state.given.claims == {payout: Claim(fen=WHOLE)}
    assert [one.standing.name for one in state.refunds] == ["VOID"]
    assert state.given.owed_back == ((0, WHOLE),)
    repays(till, payout, WHOLE)
    assert [one.back_fen for one in till.deposit(D1).receipts] == [WHOLE]
    assert [one.amount_fen for one in till.deposit(D1).refunds] == [WHOLE, WHOLE]


def test_what_had_gone_on_by_then_is_owed_to_us(till):
    """The bidder has it back; the tenderer owes as before, and pays us first (1003)."""
    payout = paid_out_and_reversed(till)
    repays(till, payout, WHOLE)
    ends(till)
    till.interest(D1, "451.11", date(2026, 5, 14))
    till.refund(D1, 1, date(2026, 5, 15))
    assert not isinstance(bank_takes_it_back(till), Rejected)
    assert till.deposit(D1).receivable_fen == WHOLE
    repays(till, payout, WHOLE)
    state = till.deposit(D1)
    assert (state.held_fen, state.receivable_fen, state.given.claims) == (0, 0, {})


def test_while_an_order_keeps_it_the_banks_debit_waits(till):
    payout = paid_out_and_reversed(till)
    repays(till, payout, WHOLE)
    order = {"hold": "H1", "amount_fen": 1, "cause": "保全", "document": "1号"}
    till.do(PlaceHold(deposit=D1, **order), "COURT")
    assert bank_takes_it_back(till).rule == "deposit.frozen"


@pytest.mark.parametrize("event", [one for one in EVENTS if type(one) in GUARANTEE_UNPAID.hears])
def test_the_register_learns_of_a_guarantors_line_alone(event):
    (asked,) = GUARANTEE_UNPAID.react(event)
    assert (asked.guarantee, asked.line) == (event.guarantee, event.line)
    assert GUARANTEE_UNPAID.react(replace(event, guarantee=None)) == ()
    assert GUARANTEE_UNPAID.react(replace(event, line=None)) == ()
