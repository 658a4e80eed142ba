"""No refund is payable while the bank may have taken its money back (P09, 冲正)."""

from dataclasses import replace
from datetime import date

import pytest

from domain.deposit.stream import DEPOSIT
from domain.deposit.take_back import reverse
from domain.desk.gone import OpenReversal, may_be_gone
from domain.desk.payable import Payable, payable
from domain.governance.state import Law
from domain.kernel import Rejected
from tests.kit.agreeing import agreed, distributed, paying
from tests.kit.batching import LAW as RATES
from tests.kit.fixture_calendar import FIXTURE
from tests.kit.owing import (
    UNTIL,
    approved,
    confirmed,
    failed,
    instructed,
    late,
    line,
    matched,
    owed,
    returned,
)
from tests.kit.passing import proceeds_gone
from tests.kit.rows import BASIC, OWNER, PRICE, REQUIRED, D
from tests.kit.sentences import hear
from tests.kit.story import fold

BY = line(7)


def taken(fen=PRICE, payer=BASIC, by=BY):
    return OpenReversal(by, fen, payer)


def judged(*reversals, facts=None):
    deposit = fold(DEPOSIT, REQUIRED, *(facts or late()))
    return payable(D, 1, deposit, Law(FIXTURE), paying(), reversals=reversals)


def test_a_reversal_of_its_amount_and_payer_stands_against_a_refund_and_is_named():
    found = judged(taken())
    assert isinstance(found, Rejected)
    assert found.rule == "refund.reversal_open"
    assert found.detail.startswith(f"{BY}: ")
    hear(found.rule, found.detail)


def test_no_more_goes_back_than_is_held():
    """Not of one refund, nor of two of one batch: what others have by now is not theirs."""
    refused = judged(facts=(matched(amount=10), owed(1, 11, interest=False)))
    assert (refused.rule, refused.detail) == ("refund.not_held", f"{D}/1 is 0.11, 0.10 is held")
    hear(refused.rule, refused.detail)
    two = (matched(amount=10), owed(1, 6, interest=False), owed(2, 6, interest=False))
    deposit = fold(DEPOSIT, REQUIRED, *two)
    first = payable(D, 1, deposit, Law(FIXTURE), paying())
    assert isinstance(first, Payable)
    second = payable(D, 2, deposit, Law(FIXTURE), paying(), [first])
    assert isinstance(second, Rejected)
    assert second.rule == "refund.not_held"
    assert isinstance(payable(D, 2, deposit, Law(FIXTURE), paying()), Payable)


@pytest.mark.parametrize(
    "other",
    [taken(PRICE - 1), taken(payer="9999"), taken(by="ZZ-OTHER/2026-03-17/1#7")],
    ids=["another amount", "another payer", "another account of ours"],
)
def test_one_that_cannot_be_its_moneys_stands_against_nothing(other):
    assert isinstance(judged(other), Payable)
    assert isinstance(judged(), Payable)


def test_a_payer_who_is_not_named_may_be_anybody():
    assert may_be_gone(fold(DEPOSIT, REQUIRED, matched()), [taken(payer=None)]) == BY
    unsaid = fold(DEPOSIT, REQUIRED, matched(account=None))
    assert may_be_gone(unsaid, [taken(1), taken()]) == BY


def test_of_a_line_that_nobody_can_read_any_more_only_the_amount_can_tell():
    unread = replace(matched(), line=None, payer=None, payer_account=None)
    deposit = fold(DEPOSIT, REQUIRED, unread)
    assert may_be_gone(deposit, [taken(payer="9999")]) == BY
    assert may_be_gone(deposit, [taken(PRICE - 1)]) is None


def test_of_a_sum_of_which_nothing_came_to_its_deposit_nothing_goes_along():
    """Its interest would be 0.01 and more by now; what the bank distributed is others' (E19)."""
    since = date(2026, 3, 1)
    sums = paying(agreed(lump=True, since=since), distributed(since, UNTIL))
    found = payable(D, 1, fold(DEPOSIT, REQUIRED, matched(), owed()), RATES, sums)
    assert isinstance(found, Payable)
    assert (found.allocate_fen, found.item.interest_fen) == (0, 0)


def test_of_a_divided_line_a_deposit_has_a_part():
    """The bank takes all of the line back, and so each part: none of them is paid out meanwhile."""
    whole = PRICE + 7
    part, unread = matched(1), replace(matched(1), line=None, payer=None, payer_account=None)
    divided = replace(taken(whole), divided=frozenset((line(1),)))
    assert may_be_gone(fold(DEPOSIT, REQUIRED, part), [taken(whole)]) is None
    assert may_be_gone(fold(DEPOSIT, REQUIRED, part), [divided]) == BY
    assert may_be_gone(fold(DEPOSIT, REQUIRED, matched(2)), [divided]) is None, "another line"
    assert may_be_gone(fold(DEPOSIT, REQUIRED, unread), [divided]) == BY
    other = replace(divided, payer_account="9999")
    assert may_be_gone(fold(DEPOSIT, REQUIRED, part), [other]) is None, "another payer"


def test_any_receipt_of_the_deposit_may_be_meant():
    """The bank need not see, as we do, which of two receipts a refund gives back."""
    both = (matched(2, PRICE - 1), *late(1))
    assert isinstance(judged(taken(PRICE - 1), facts=both), Rejected)


def taken_back(*facts):
    """What is said when the bank takes the credit of the first line back."""
    return reverse(D, fold(DEPOSIT, REQUIRED, *facts), line(1), BY, OWNER)


WENT = (matched(), owed(), approved(), instructed())


@pytest.mark.parametrize("came_back", [(failed(),), (confirmed(), returned())])
def test_what_went_and_was_taken_back_is_not_paid_again_though_it_comes_back(came_back):
    """Else the bank has it once, and the payer twice: 1003 stands against it."""
    lost = (*WENT, *taken_back(*WENT))
    found = judged(facts=(*lost, *came_back))
    assert isinstance(found, Rejected)
    assert found.rule == "refund.receivable_open"
    hear(found.rule, found.detail)
    assert isinstance(judged(facts=(*WENT, *came_back)), Payable)


@pytest.mark.parametrize("came_back", [(failed(),), (confirmed(), returned())])
def test_what_the_bank_took_back_of_a_guarantor_is_no_bidder_s(came_back):
    """It goes back to the bidder as if nothing had been taken; of both, his own part is named."""
    theirs = proceeds_gone(500)
    assert fold(DEPOSIT, REQUIRED, *WENT, *theirs).receivable_fen == 500
    assert isinstance(judged(facts=(*WENT, *theirs, *came_back)), Payable)
    both = (*WENT, *theirs, *taken_back(*WENT), *came_back)
    found = judged(facts=both)
    assert isinstance(found, Rejected)
    assert found.detail == judged(facts=(*WENT, *taken_back(*WENT), *came_back)).detail
