"""A deposit's money lies on two accounts of ours: each one's interest is of what lay there."""

from datetime import date
from typing import Any

import pytest

from domain.deposit.owed import RefundObligationCreated
from domain.deposit.stream import DEPOSIT
from domain.desk.interest_after import Came, given_on
from domain.desk.payable import Payable, payable
from domain.kernel import Rejected
from tests.kit.agreeing import agreed, distributed, paying
from tests.kit.batching import LAW
from tests.kit.owing import approved, credited, line
from tests.kit.rows import ACCOUNT, REQUIRED, D
from tests.kit.story import fold
from tests.kit.two_accounts import BOTH, OTHER, credited_there

SINCE, SETTLED = date(2026, 3, 17), date(2026, 3, 21)
EARNED = 3_111
"""On 800,000.00 for four days at 0.35 %, on either account."""
SUMS = agreed(lump=True), distributed(SINCE, SETTLED)


def judged(number: int, account: str, *facts: Any, told: Any = ()) -> Any:
    deposit = fold(DEPOSIT, REQUIRED, *BOTH, *facts)
    return payable(D, number, deposit, LAW, paying(*told, account=account, day=SETTLED))


def test_where_the_one_bank_pays_sums_the_other_s_refund_still_waits_for_its_number():
    """A sum's part on the one account is not what the other's money waits for."""
    part = credited(EARNED, SETTLED)
    first = judged(1, ACCOUNT, part, told=SUMS)
    assert isinstance(first, Payable)
    assert (first.allocate_fen, first.left_fen) == (EARNED, 0)
    waits = judged(2, OTHER, part)
    assert isinstance(waits, Payable)
    assert (waits.to_come, waits.allocate_fen) == (True, 0)


def test_no_refund_takes_interest_of_another_account_though_its_own_bank_paid_too_little():
    paid = credited(EARNED + 500, SETTLED), credited_there(EARNED - 1, SETTLED)
    second = judged(2, OTHER, *paid)
    assert isinstance(second, Payable)
    assert second.allocate_fen == EARNED - 1
    short = judged(2, OTHER, paid[0], credited_there(EARNED - 2, SETTLED))
    assert isinstance(short, Rejected)
    assert short.rule == "interest.bank_paid_less"


@pytest.mark.parametrize("account", [ACCOUNT, OTHER])
def test_what_comes_when_both_have_gone_follows_the_one_whose_money_lay_there(account):
    part = credited(EARNED, SETTLED) if account == ACCOUNT else credited_there(EARNED, SETTLED)
    deposit = fold(DEPOSIT, REQUIRED, *BOTH, approved(1), approved(2), part)
    came = Came(line(9), paying(*SUMS, account=account, day=SETTLED), LAW, SETTLED)
    said = given_on(D, deposit, came)
    (after,) = [one for one in said if isinstance(one, RefundObligationCreated)]
    assert after.amount_fen == EARNED
    gone = deposit.refund(1 if account == ACCOUNT else 2)
    assert after.payee == gone.payee
