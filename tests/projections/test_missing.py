"""What the read model says is missing of a deposit is what the domain says, whatever came of it."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta

import pytest

from domain.accounts import (
    BANK_RECEIVABLE,
    SELLER_PAYABLE,
)
from domain.deposit.arrived import BankCreditReversed, OverpaymentDetected
from domain.deposit.events import DepositSecured, DepositTermsChanged, GuaranteeReturned
from domain.deposit.owed import DepositConverted
from domain.deposit.set_off import set_off
from domain.deposit.stream import DEPOSIT
from domain.deposit.take_back import give_up, reverse
from domain.kernel import Event
from domain.postings import Entry, Leg, moved
from projections.lacking import was_whole
from tests.kit.owing import (
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
from tests.kit.passing import COURT, TENDERER, forfeited
from tests.kit.passing import reversed_by as kept_no_more
from tests.kit.rows import BASIC, OWNER, PAYER, PRICE, REQUIRED, TERMS, D
from tests.kit.story import fold
from tests.projections.standing import misread, told

LEGS = (
    Leg("2001", OWNER, PRICE + 9, "P04"),
    Leg("2002", D, -PRICE, "P04"),
    Leg("2005", f"{D}/1", -9, "P04"),
)
OVER = OverpaymentDetected(
    deposit=D,
    line=line(1),
    payer=PAYER,
    payer_account=BASIC,
    entries=(Entry("CUST", "CNY", LEGS),),
)
EXCESS = owed(1, 9, cause="OVERPAID", interest=False, line=line(1))
CONVERTED = DepositConverted(
    deposit=D,
    to="2003",
    earnest_fen=0,
    entries=(Entry("CUST", "CNY", (Leg("2002", D, PRICE, "P19"), Leg("2003", D, -PRICE, "P19"))),),
)
OWED = (matched(), owed(), approved())
WITHDRAWN = (matched(), owed(cause="WITHDRAWN"), approved())
PAID = (*OWED, instructed(), confirmed())
GONE_AND_AGAIN = (*WITHDRAWN, instructed(), confirmed(), matched(2))


BY_TWO = (matched(1, 4), matched(2, 400), owed(1, 404), approved(1, amount=404))
STORIES = {
    "it came": (matched(),),
    "its refund was approved": OWED,
    "its refund is on its way": (*OWED, instructed()),
    "the bank refused its refund": (*OWED, instructed(), failed()),
    "its refund was paid": PAID,
    "its refund came back": (*PAID, returned()),
    "its bid was withdrawn": WITHDRAWN[:2],
    "its bid was withdrawn, and its refund approved": WITHDRAWN,
    "it went back, and was paid again": GONE_AND_AGAIN,
    "it was paid again, and others kept a part": (*GONE_AND_AGAIN, forfeited(7)),
    "it was paid again, and others kept all": (*GONE_AND_AGAIN, forfeited()),
    "it went back, and a part of it was paid again": (*WITHDRAWN, instructed(), matched(2, 7)),
    "two came, their refund was approved": BY_TWO,
    "two came, their refund is on its way": (*BY_TWO, instructed(amount=404)),
    "two accounts paid": (matched(1, 300), matched(2, 200, "9"), owed(1, 300)),
    "it was too much": (OVER, EXCESS),
    "it was too much, and the excess was approved": (OVER, EXCESS, approved(amount=None)),
    "it came late": late(),
    "another came late": (matched(1, 300), *late(2, 200)),
    "it was converted": (matched(), CONVERTED),
    "it was converted, and more was found": (matched(), CONVERTED, matched(2, 200), owed(1, 200)),
}


def reversed_(past: tuple[Event, ...], of: str) -> tuple[Event, ...]:
    said = reverse(D, fold(DEPOSIT, REQUIRED, *past), of, line(8), OWNER)
    assert isinstance(said, tuple), said
    return (*past, *said)


def all_reversed(past: tuple[Event, ...]) -> Iterator[tuple[Event, ...]]:
    """What was told when the bank takes each line back: first the first, then first the last."""
    lines = list(dict.fromkeys(fact.line for fact in past if hasattr(fact, "payer")))
    for order in (lines, lines[::-1]):
        said = past
        for of in order:
            said = reversed_(said, of)
        yield said


@pytest.mark.parametrize("past", STORIES.values(), ids=STORIES)
def test_what_the_bank_took_back_counts_no_more_wherever_its_money_was(past):
    lines = {fact.line for fact in past if hasattr(fact, "payer")}
    for said in all_reversed(past):
        assert list(misread(D, (REQUIRED, *said))) == []
        assert sum(isinstance(fact, BankCreditReversed) for fact in said) == len(lines)


def test_what_was_approved_of_two_lines_is_missing_when_one_of_them_is_reversed():
    after = fold(DEPOSIT, REQUIRED, *reversed_(BY_TWO, line(1)))
    assert after.missing_fen == PRICE - 400
    assert fold(DEPOSIT, REQUIRED, *reversed_(PAID, line(1))).missing_fen == PRICE


def test_what_goes_back_since_a_bid_was_withdrawn_counts_no_more():
    gone = (*WITHDRAWN, instructed(), confirmed())
    assert fold(DEPOSIT, REQUIRED, *WITHDRAWN[:2]).missing_fen == 0
    assert fold(DEPOSIT, REQUIRED, *gone).missing_fen == PRICE
    assert fold(DEPOSIT, REQUIRED, *gone, matched(2)).missing_fen == 0
    assert fold(DEPOSIT, REQUIRED, *OWED).missing_fen == 0, "at the lot's end it had counted"


def test_what_others_kept_of_what_the_bank_took_back_is_not_what_had_gone_back():
    """A life that was drawn: of a deposit paid twice one fen was kept of the second, for the first
    had gone back; then the bank took the second back. Had it been the first, the fen would count.
    """
    first = reversed_((*GONE_AND_AGAIN, forfeited(1)), line(1))
    assert fold(DEPOSIT, REQUIRED, *first).missing_fen == PRICE - 1
    said = reversed_((*GONE_AND_AGAIN, forfeited(1)), line(2))
    assert list(misread(D, (REQUIRED, *said))) == []
    assert fold(DEPOSIT, REQUIRED, *said).missing_fen == PRICE
    settled = moved("P25", (SELLER_PAYABLE, TENDERER), (BANK_RECEIVABLE, D), 1)
    said = (*said, replace(kept_no_more(COURT, 0), entries=(settled,)))
    assert list(misread(D, (REQUIRED, *said))) == []
    state = fold(DEPOSIT, REQUIRED, *said)
    assert (state.receivable_fen, state.held_fen, state.missing_fen) == (0, 0, PRICE)


def test_what_is_here_again_and_settled_had_not_gone_back_whatever_it_was_owed_for():
    """A refund of the lot's end returns whose money the bank had taken back: both are settled."""
    ended = (owed(2), approved(2), instructed(2), confirmed(2))
    said = reversed_((*GONE_AND_AGAIN, *ended), line(1))
    assert fold(DEPOSIT, REQUIRED, *said).missing_fen == 0
    said = (*said, returned(2))
    said = (*said, *set_off(D, fold(DEPOSIT, REQUIRED, *said), 2))
    assert list(misread(D, (REQUIRED, *said))) == []
    state = fold(DEPOSIT, REQUIRED, *said)
    assert (state.receivable_fen, state.missing_fen) == (0, PRICE)


def test_what_had_gone_back_of_a_line_has_gone_back_when_the_rest_is_converted():
    gone = (*WITHDRAWN, instructed(), confirmed())
    said = (*reversed_(gone, line(1)), matched(2), CONVERTED)
    assert list(misread(D, (REQUIRED, *said))) == []
    state = fold(DEPOSIT, REQUIRED, *said)
    assert (state.receivable_fen, state.missing_fen) == (PRICE, 0)


def came_whole(*past: Event) -> bool:
    (*_, (_, row)) = told(D, (REQUIRED, *past))
    return was_whole(row)


def test_nor_did_it_come_whole_when_what_was_paid_again_is_taken_back():
    """The record of the opening says no deposit of one that went back whole."""
    gone = (*WITHDRAWN, instructed(), confirmed())
    again = (*gone, matched(2))
    assert [came_whole(*past) for past in (WITHDRAWN[:2], gone, again)] == [True, False, True]
    assert not came_whole(*reversed_(again, line(2)))
    assert came_whole(*PAID), "what goes back at the lot's end had come whole"


@pytest.mark.parametrize("days", [0, 1])
def test_a_guarantee_that_is_over_before_a_later_deadline_is_none_of_it(days):
    """Nor had it come whole by it, for the record of the opening."""
    until = TERMS.deadline.date() + timedelta(days=9)
    secured = DepositSecured(deposit=D, guarantee="G0", amount_fen=PRICE, valid_until=until)
    later = replace(TERMS, deadline=TERMS.deadline + timedelta(days=9 + days))
    said = (secured, DepositTermsChanged(deposit=D, terms=later))
    assert list(misread(D, (REQUIRED, *said))) == []
    assert came_whole(*said) is not bool(days)


def test_what_a_guarantee_stood_in_for_is_missing_no_more_once_it_was_given_back():
    part = DepositSecured(deposit=D, guarantee="G0", amount_fen=PRICE - 9, valid_until=None)
    said = (part, GuaranteeReturned(deposit=D, guarantee="G0"), matched(1, 9))
    assert list(misread(D, (REQUIRED, *said))) == []


def test_a_line_that_was_another_s_counts_again_once_it_is_given_back():
    given_up = give_up(D, fold(DEPOSIT, REQUIRED, matched()), line(1), "认错")
    assert isinstance(given_up, tuple)
    assert list(misread(D, (REQUIRED, matched(), *given_up, matched(1, 7)))) == []
