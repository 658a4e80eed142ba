"""A refund that was approved before its interest came is paid with it; when it is due, without."""

from dataclasses import replace
from datetime import date

import pytest

from domain.account.stream import ACCOUNT as ACCOUNTS
from domain.accounts import (
    BANK_DEBITS,
    FROZEN,
    IN_TRANSIT,
    INTEREST_TO_ALLOCATE,
    REFUNDS_PAYABLE,
)
from domain.calendar import Calendar
from domain.deposit.owed import InterestAllocated, RefundObligationCreated
from domain.deposit.refund import Standing
from domain.deposit.stream import DEPOSIT
from domain.deposit.take_back import reverse
from domain.desk.interest import AllocateInterest
from domain.desk.interest_after import given_on, given_to
from domain.desk.pay import OrderPayment
from domain.desk.pay_refund import PAY_REFUND, PayRefund
from domain.desk.payable import payable
from domain.governance.state import Law
from domain.kernel import Placed, StreamId
from domain.lot.stream import LOT
from domain.payment.events import PaymentOrdered
from domain.payment.stream import PAYMENT
from domain.postings import moved
from domain.terms import BACK_RULE
from tests.kit.agreeing import agreed, distributed, paying
from tests.kit.batching import EARNED, LAW
from tests.kit.fixture_calendar import FIXTURE
from tests.kit.lots import CODE, TENDER
from tests.kit.owing import (
    DUE,
    PAYEE,
    UNTIL,
    allocated,
    approved,
    cancelled,
    confirmed,
    credited,
    failed,
    held,
    instructed,
    late,
    left,
    lifted,
    line,
    matched,
    owed,
    payment,
)
from tests.kit.rows import ACCOUNT, OPENED, OWNER, PRICE, REQUIRED, TERMS, D
from tests.kit.story import asked, fold, given
from tests.kit.till import at

EARLY = (matched(), owed(), approved(to_come=True))
"""Approved before the bank paid its interest."""
WITHOUT = (*EARLY, instructed())
"""It was due, and went without."""
BEFORE, LAST_DAY = at(DUE.replace(day=17)), at(DUE)
PAY = PayRefund(deposit=D, number=1, account=ACCOUNT)
IN = StreamId("payment", payment())


def desk(*facts, account=(OPENED,), paid=()):
    story = given(DEPOSIT, REQUIRED, *facts).given(ACCOUNTS, *account)
    return story.given(PAYMENT, *paid)


def ordered(amount=PRICE):
    told = {"lot": TERMS.lot, "party": TERMS.party, "payee": PAYEE}
    return PaymentOrdered(payment=payment(), account=ACCOUNT, amount_fen=amount, **told)


def answer(*facts, when=BEFORE, law=LAW, wanted=PAY, **there):
    return desk(*facts, **there).when(wanted, by="C-SET2", at=when, law=law)


def shown(day):
    """The statement of a day shows it."""
    entry = moved("P13", (IN_TRANSIT, f"{D}/1"), (BANK_DEBITS, f"{ACCOUNT}/{day}"), PRICE)
    return replace(confirmed(), entries=(entry,))


def follows(fen, due=date(2026, 5, 25), number=2):
    """So much is owed after the first, by the centre's own term; and is given to that (P17)."""
    of = f"{D}/{number}"
    return (
        owed(number, fen, rule="DEP-BACK", due=due, since=DUE, interest=False, line=line(9)),
        InterestAllocated(
            deposit=D,
            number=number,
            follows_refund=1,
            to=REFUNDS_PAYABLE.code,
            entitled_fen=fen,
            left_fen=0,
            reason=None,
            entries=(moved("P17", (INTEREST_TO_ALLOCATE, D), (REFUNDS_PAYABLE, of), fen),),
        ),
    )


# Once its interest is there.


def test_principal_and_interest_go_in_one_payment():
    """Scenario A, rows 31, 42, 50 (P17, P12)."""
    both = PRICE + EARNED
    went = answer(*EARLY, credited(EARNED))
    went.then(allocated(EARNED), instructed(interest=EARNED), Placed(IN, ordered(both)))
    state = fold(DEPOSIT, REQUIRED, *EARLY, credited(EARNED), *went.decision[:2])
    assert (state.balance("2005", 1), state.balance("2006", 1), state.balance("1009", 1)) == (
        0,
        0,
        both,
    )
    refund = state.refund(1)
    assert (refund.interest_fen, refund.awaits, refund.lacks_interest) == (EARNED, False, False)


def test_what_the_bank_paid_beyond_stays_with_its_reason():
    """Row 50: 0.09 on what lay there besides."""
    besides = (*EARLY, *late(2, of=2))
    went = answer(*besides, credited(EARNED + 9)).decision
    assert went[0] == allocated(EARNED, left=9, reason="BALANCE_ABOVE_REQUIRED")


def test_while_another_refund_waits_for_it_nothing_is_left():
    account = replace(PAYEE, account="9")
    two = (matched(1, 30_000), matched(2, 20_000, "9"), owed(1, 30_000))
    other = owed(2, 20_000, payee=account)
    past = (*two, other, approved(1, amount=30_000, to_come=True), credited(40))
    (given_along,) = (one for one in answer(*past).decision if isinstance(one, InterestAllocated))
    assert (given_along.entitled_fen, given_along.left_fen) == (17, 0)


def test_until_it_is_there_it_waits():
    answer(*EARLY).refused_by("refund.interest_missing")
    answer(*EARLY, credited(EARNED - 2)).refused_by("interest.bank_paid_less")
    answer(*EARLY, credited(EARNED), law=Law(FIXTURE)).refused_by("interest.no_rate")


def test_what_the_bank_paid_before_it_was_owed_is_not_waited_for():
    yet = (matched(), credited(2_333, date(2026, 3, 20)), *EARLY[1:])
    answer(*yet).refused_by("refund.interest_missing")
    said = answer(*yet, credited(EARNED - 2_333)).decision
    assert said[0] == allocated(EARNED)


def test_where_the_bank_pays_sums_by_now_it_waits_for_none():
    """What was distributed goes along; the rest follows (decision 24)."""
    sums = (OPENED, agreed(lump=True, since=UNTIL))
    answer(*EARLY, account=sums).then(instructed(), Placed(IN, ordered()))


def test_of_a_sum_of_which_nothing_came_to_its_deposit_nothing_goes_along():
    """Not a fen: what the bank distributed is others' (E19)."""
    since = date(2026, 3, 1)
    sums = (OPENED, agreed(lump=True, since=since), distributed(since, UNTIL))
    answer(*EARLY, account=sums).then(instructed(), Placed(IN, ordered()))


# When it is due.


def test_on_its_last_day_the_principal_goes_alone_and_in_time():
    answer(*EARLY, when=LAST_DAY).then(instructed(), Placed(IN, ordered()))
    refund = fold(DEPOSIT, REQUIRED, *WITHOUT).refund(1)
    assert (refund.awaits, refund.lacks_interest, refund.waits_for_interest) == (False, True, False)


def test_a_last_day_that_was_an_estimate_is_none_once_its_calendar_is_there():
    """Five working days from 04-28: by weekends 05-05, by the calendar 05-08, reckoned or not."""
    owes = owed(rule=BACK_RULE, due=date(2026, 5, 5), since=date(2026, 4, 28))
    early, then = (matched(), owes, approved(to_come=True)), at(owes.due)
    answer(*early, when=then).refused_by("refund.interest_missing")
    goes = (instructed(), Placed(IN, ordered()))
    answer(*early, when=at(date(2026, 5, 8))).then(*goes)
    answer(*early, when=then, law=replace(LAW, calendar=Calendar())).then(*goes)


def test_what_of_its_interest_is_there_by_then_follows_at_once():
    """The bank paid less than is owed: what it lacks is nobody else's to give."""
    said = answer(*EARLY, credited(EARNED - 2), when=LAST_DAY)
    said.then(instructed(), Placed(IN, ordered()), *follows(EARNED - 2))


def test_what_it_cannot_be_given_stays_and_says_why():
    said = answer(*EARLY, credited(EARNED), when=LAST_DAY, law=Law(FIXTURE))
    said.then(instructed(), Placed(IN, ordered()), left(EARNED, "NOT_RECKONED"))
    early = (matched(), credited(7), *EARLY[1:])
    waits = answer(*early, when=LAST_DAY)
    waits.then(instructed(), Placed(IN, ordered()), left(7, "MAY_BE_OWED"))


def then(*facts, told=(), on=UNTIL, fen=EARNED):
    """What becomes of interest that comes now."""
    taken = credited(fen, on)
    deposit = fold(DEPOSIT, REQUIRED, *facts, taken)
    ours = paying(*told).ours
    return given_on(D, deposit, given_to(line(9), ours, asked(law=LAW, at=LAST_DAY)))


@pytest.mark.parametrize(
    "since",
    [(), (shown(UNTIL),), (failed(),), (failed(), approved(attempt=2))],
    ids=["on its way", "paid", "refused by the bank", "approved again"],
)
def test_its_interest_follows_when_it_comes_wherever_it_is_by_then(since):
    assert then(*WITHOUT, *since) == follows(EARNED)


def test_it_bore_interest_until_it_was_paid():
    """Seven days of the 58 that the bank paid for: 54.44."""
    *after, rest = then(*WITHOUT, shown(date(2026, 3, 24)))
    assert tuple(after) == follows(5_444)
    assert (rest.left_fen, rest.reason) == (EARNED - 5_444, "BANK_PAID_MORE")


def test_it_follows_once_and_in_parts_as_the_bank_pays_it():
    first = credited(7, date(2026, 3, 18))
    at_first = fold(DEPOSIT, REQUIRED, *WITHOUT, first)
    ours = given_to(line(9), paying().ours, asked(law=LAW, at=LAST_DAY))
    said = given_on(D, at_first, ours)
    assert said == follows(7)
    again = fold(DEPOSIT, *said, credited(EARNED), start=at_first)
    assert given_on(D, again, ours)[0].amount_fen == EARNED - 7
    after = fold(DEPOSIT, *given_on(D, again, ours), credited(5), start=again)
    assert not any(isinstance(one, RefundObligationCreated) for one in given_on(D, after, ours))


def test_of_one_that_took_its_interest_along_what_comes_later_is_nobodys():
    with_it = (*EARLY, credited(EARNED), allocated(EARNED), instructed(interest=EARNED))
    (said,) = then(*with_it, fen=5)
    assert (said.left_fen, said.reason) == (5, "NOT_OWED")


def test_what_follows_the_one_that_went_without_adds_nothing_to_one_that_had_its_own():
    """The bank had rounded the first's down by a fen; nobody is owed that afterwards."""
    half, its, account = PRICE // 2, 22_556, replace(PAYEE, account="9")
    first = (owed(1, half), credited(its - 1), allocated(its - 1), approved(amount=half))
    second = (owed(2, half, payee=account), approved(2, amount=half, to_come=True))
    both = (matched(1, half), matched(2, half, "9"), *first, *second, instructed(2, amount=half))
    owing, given_on_it, rest = then(*both, fen=30_000)
    assert (owing.amount_fen, owing.payee, given_on_it.follows_refund) == (its, account, 2)
    assert (rest.left_fen, rest.reason) == (30_000 - its, "BANK_PAID_MORE")


def test_what_still_waits_takes_it_along_though_the_bank_pays_sums_by_now():
    """Else it would have it twice."""
    assert then(*EARLY, told=(agreed(lump=True, since=UNTIL),)) == ()


def test_nobody_sends_interest_away_that_is_still_to_follow():
    waits = given(DEPOSIT, REQUIRED, matched(), credited(7), *WITHOUT[1:]).given(LOT, *TENDER)
    asked_for = AllocateInterest(deposit=D, lot=CODE)
    waits.when(asked_for, by="C-SET2").refused_by("interest.still_owed")


def test_what_went_without_and_was_refused_is_proposed_again_without():
    found = payable(D, 1, fold(DEPOSIT, REQUIRED, *WITHOUT, failed()), LAW, paying())
    assert (found.to_come, found.item.interest_fen) == (False, 0)


# Who may not be paid.


@pytest.mark.parametrize(
    "past",
    [
        (),
        (matched(), owed()),
        (matched(), owed(), credited(EARNED), allocated(EARNED), approved()),
        WITHOUT,
        (*EARLY, cancelled()),
        (*EARLY, credited(EARNED), allocated(EARNED)),
    ],
    ids=["nothing", "owed", "approved with it", "gone", "owed no more", "given"],
)
def test_only_what_waits_is_paid_so(past):
    answer(*past, when=LAST_DAY).refused_by("refund.not_waiting")


def test_it_is_ordered_once():
    done = desk(*EARLY, credited(EARNED), paid=(ordered(),))
    done.when(PAY, by="C-SET2", at=BEFORE, law=LAW).nothing_happens()


def test_nothing_else_orders_what_waits():
    story = desk(*EARLY)
    by_hand = OrderPayment(payment=payment(), account=ACCOUNT)
    story.when(by_hand, by="PLATFORM").refused_by("refund.waits")
    gone = desk(*EARLY, cancelled())
    gone.when(by_hand, by="PLATFORM").nothing_happens()


def test_while_an_order_keeps_a_fen_of_it_back_it_waits():
    stands = (REFUNDS_PAYABLE, f"{D}/1")
    frozen = replace(held(1), entries=(moved("P26", stands, (FROZEN, D), 1),))
    let_go = replace(lifted(1), entries=(moved("P26", (FROZEN, D), stands, 1),))
    here = (*EARLY, credited(EARNED), frozen)
    answer(*here, when=LAST_DAY).refused_by("refund.held")
    assert answer(*here, let_go).decision[0] == allocated(EARNED, left=0)


def test_what_an_order_keeps_of_the_deposit_besides_stops_no_refund_that_two_signed():
    more = (matched(1, PRICE), matched(2, 5), owed(), approved(to_come=True), credited(EARNED))
    assert answer(*more, held(5)).decision[0] == allocated(EARNED, left=0)


def test_it_is_paid_from_the_account_that_it_was_approved_for():
    other = replace(PAY, account="ZZ-ELSEWHERE")
    answer(*EARLY, credited(EARNED), wanted=other).refused_by("refund.other_account")


def test_what_the_bank_took_back_meanwhile_is_owed_no_more():
    state = fold(DEPOSIT, REQUIRED, *EARLY)
    gone = fold(DEPOSIT, *reverse(D, state, line(1), line(8), OWNER), start=state)
    assert gone.refund(1).standing is Standing.VOID
    assert not gone.refund(1).waits_for_interest
    assert (gone.balance("2005", 1), gone.held_fen) == (0, 0)


def test_where_nobody_can_say_to_whom_it_goes_it_stays():
    nobody = (matched(account=None), owed(payee=None), approved(to_come=True))
    answer(*nobody, when=LAST_DAY).refused_by("refund.no_payee")
    answer(*nobody, credited(5), when=LAST_DAY).refused_by("refund.no_payee")


def test_the_streams_are_named_by_the_request():
    deposit, account = StreamId("deposit", D), StreamId("account", ACCOUNT)
    assert PAY_REFUND.touches(PAY) == (deposit, IN, account)


@pytest.mark.parametrize(
    ("other", "right"),
    [
        ({"deposit": "D1"}, "deposit 'D1': expected"),
        ({"account": "zz"}, "account 'zz': expected"),
        ({"number": 0}, "number 0: expected one or more"),
    ],
)
def test_a_malformed_request_cannot_be_made(other, right):
    with pytest.raises(ValueError, match=f"^{right}"):
        replace(PAY, **other)
