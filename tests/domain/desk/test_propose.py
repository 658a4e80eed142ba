"""Maker: what may be paid is proposed as it stands, to the fen; one that may not stops all."""

from dataclasses import replace
from datetime import date

import pytest

from domain.deposit.arrived import BankCreditReversed
from domain.deposit.stream import DEPOSIT
from domain.deposit.take_back import give_up, reverse
from domain.desk.batches import MOST
from domain.desk.payable import Payable, payable
from domain.desk.propose import PROPOSE_REFUNDS
from domain.governance.state import Law, Rate
from domain.kernel import Rejected, StreamId
from domain.postings import Entry, Leg
from tests.kit.agreeing import paying
from tests.kit.batching import (
    EARNED,
    LAW,
    MAKES,
    WAITING,
    desk,
    item,
    proposed,
    proposing,
)
from tests.kit.fixture_calendar import FIXTURE
from tests.kit.owing import (
    BATCH,
    PAYEE,
    allocated,
    approved,
    cancelled,
    confirmed,
    credited,
    elsewhere,
    failed,
    held,
    instructed,
    late,
    lifted,
    line,
    matched,
    owed,
    returned,
)
from tests.kit.rows import ACCOUNT, OPENED, OWNER, PRICE, REQUIRED, D
from tests.kit.story import CHECKER, fold

OTHER = "P00000000000000D2"
PLAIN = {"interest_fen": 0}


def refused(rule, *deposit, items=(), **how):
    desk(*deposit).when(proposing(*items), **(MAKES | how)).refused_by(rule)


def accepted(*deposit, items=(), **how):
    desk(*deposit).when(proposing(*items), **(MAKES | how)).then(proposed(*items))


def test_a_refund_is_proposed_with_the_interest_it_takes():
    accepted(*WAITING)


def test_the_maker_is_remembered_with_the_digest_of_the_request():
    desk(*WAITING).when(proposing(), **(MAKES | {"person": CHECKER})).then(proposed(by=CHECKER))


def test_a_batch_is_proposed_once():
    again = desk(*WAITING, batch=(proposed(),))
    again.when(proposing(), **MAKES).refused_by("refund.batch_exists")


@pytest.mark.parametrize(
    ("account", "rule"),
    [
        ((), "account.not_open"),
        ((replace(OPENED, currency="EUR"),), "account.other_currency"),
        ((replace(OPENED, holds="1002"),), "account.other_cash"),
    ],
)
def test_a_refund_is_paid_from_an_account_that_holds_deposits(account, rule):
    desk(*WAITING, account=account).when(proposing(), **MAKES).refused_by(rule)


PAID = (owed(), approved(), instructed(), confirmed())


@pytest.mark.parametrize(
    "past",
    [PAID[:2], PAID[:3], PAID, (owed(), cancelled())],
    ids=["approved", "instructed", "paid", "void"],
)
def test_what_is_on_its_way_paid_or_void_is_not_proposed(past):
    refused("refund.not_payable", matched(), *past)


@pytest.mark.parametrize("number", [2, 99])
def test_what_is_not_owed_is_not_proposed(number):
    refused("refund.unknown", *WAITING, items=(item(number),))


@pytest.mark.parametrize(
    "other",
    [{"version": 2}, {"amount_fen": PRICE - 1}, {"elsewhere": True}],
)
def test_it_is_proposed_as_it_stands(other):
    refused("refund.changed", *WAITING, items=(item(**other),))


def test_one_that_goes_elsewhere_says_so():
    there = item(elsewhere=True, version=2)
    accepted(*WAITING, elsewhere(), items=(there,))
    refused("refund.changed", *WAITING, elsewhere(), items=(item(version=2),))


def test_a_deposit_that_is_held_back_waits_even_for_a_part():
    refused("refund.held", *WAITING, held(1))
    accepted(*WAITING, held(1), lifted(1))


def test_one_whose_payer_nobody_knows_waits_for_a_payee():
    nobody = (matched(account=None), owed(payee=None), credited(EARNED))
    refused("refund.no_payee", *nobody)
    accepted(*nobody, elsewhere(), items=(item(elsewhere=True, version=2),))


@pytest.mark.parametrize("fen", [0, EARNED - 1, EARNED + 1])
def test_the_interest_is_ours_to_the_fen(fen):
    answer = desk(*WAITING).when(proposing(item(interest_fen=fen)), **MAKES)
    answer.refused_by("refund.interest_differs")
    assert answer.decision.detail == f"interest of {D}/1: {EARNED} fen is right"


def test_before_the_bank_paid_its_interest_the_principal_may_be_approved():
    """Scenario A, rows 29, 37, 47: the interest goes along once it is there."""
    accepted(matched(), owed(), items=(item(**PLAIN),))
    found = payable(D, 1, fold(DEPOSIT, REQUIRED, matched(), owed()), LAW, OURS)
    assert (found.to_come, found.allocate_fen, found.left_fen) == (True, 0, 0)


def test_what_the_bank_paid_before_it_was_owed_is_not_the_interest_of_the_refund():
    """Else a refund would go with interest to March that is owed to May."""
    early = (matched(), credited(2_333, date(2026, 3, 20)), owed())
    accepted(*early, items=(item(**PLAIN),))
    found = payable(D, 1, fold(DEPOSIT, REQUIRED, *early), LAW, OURS)
    assert (found.to_come, found.left_fen) == (True, 0), "what came is not left: it waits"
    accepted(*early, credited(EARNED - 2_333))


def test_one_fen_may_the_bank_round_otherwise_and_not_two():
    short = item(interest_fen=EARNED - 1)
    accepted(matched(), owed(), credited(EARNED - 1), items=(short,))
    shorter = (matched(), owed(), credited(EARNED - 2))
    refused("interest.bank_paid_less", *shorter, items=(item(interest_fen=EARNED - 2),))


def test_what_the_bank_paid_beyond_is_not_the_payers():
    """E08: the bank pays on what lay there, the party is owed it on what counted."""
    accepted(matched(), owed(), credited(EARNED + 9))


def test_a_bank_without_a_rate_owes_nobody_knows_what():
    for law in (Law(FIXTURE), Law(FIXTURE, rates=(Rate("ABC", date(2026, 1, 1), 3_500),))):
        refused("interest.no_rate", *WAITING, law=law)


ELSEWHERE = "ZZ-ELSEWHERE"
SECOND_BANK = replace(OPENED, account=ELSEWHERE, bank="ABC")
BOTH = Law(FIXTURE, rates=(*LAW.rates, Rate("ABC", date(2026, 1, 1), 500)))


@pytest.mark.parametrize(
    "facts",
    [WAITING, (matched(), owed(interest=False)), late()],
    ids=["with interest", "without", "of a line"],
)
def test_the_maker_does_not_choose_the_bank_and_its_rate(facts):
    """800,000.00 are owed 451.11 where they lay at 0.35 %, and 64.44 at another's 0.05 %."""
    asked = proposing(item(interest_fen=6_444), account=ELSEWHERE)
    story = desk(*facts, account=(SECOND_BANK,))
    story.when(asked, **(MAKES | {"law": BOTH})).refused_by("refund.other_account")


THERE = f"{ELSEWHERE}/2026-03-17/1#2"
OF_TWO = (matched(1, 300), replace(matched(2, 200), line=THERE), owed(1, 500, interest=False))
OURS, THEIRS = paying(), paying(account=ELSEWHERE, bank="ABC")


@pytest.mark.parametrize("account", [OURS, THEIRS])
def test_money_of_two_accounts_is_not_paid_whole_from_either(account):
    """The one would pay with what others laid there."""
    found = payable(D, 1, fold(DEPOSIT, REQUIRED, *OF_TWO), LAW, account)
    assert found == Rejected(
        "refund.two_accounts", f"the money of {D}/1 came to {ACCOUNT} and {ELSEWHERE}"
    )


def test_un_matched_and_matched_again_the_money_of_each_account_goes_back_from_there():
    apart = (*OF_TWO, *give_up(D, fold(DEPOSIT, REQUIRED, *OF_TWO), THERE, "另户"))
    deposit = fold(DEPOSIT, REQUIRED, *apart, OF_TWO[1], owed(3, 200, interest=False))
    assert isinstance(payable(D, 2, deposit, LAW, OURS), Payable)
    assert isinstance(payable(D, 3, deposit, LAW, THEIRS), Payable)
    assert payable(D, 3, deposit, LAW, OURS).rule == "refund.other_account"


def test_a_rate_that_begins_too_late_is_said():
    late_rate = Law(FIXTURE, rates=(Rate("CCB", date(2026, 4, 1), 3_500),))
    refused("interest.cannot_be_reckoned", *WAITING, law=late_rate)
    before = (matched(), owed(), credited(EARNED, date(2026, 3, 16)))
    refused("interest.cannot_be_reckoned", *before)


def test_of_an_account_that_was_refunded_in_turn_each_has_the_interest_of_its_own_money():
    """A2/B3 in two refunds: 160.42 on 300,000.00 from 03-17, 101.11 on what came on 03-20."""
    booked = "ZZ-DEPOSITS/2026-03-20/1#2"
    later = replace(matched(2, 20_000_000), line=booked, value_date=None)
    until = date(2026, 5, 11)
    came = (matched(1, 30_000_000), owed(1, 30_000_000), later, owed(2, 20_000_000))
    two = fold(DEPOSIT, REQUIRED, *came, credited(26_153, until))
    first = payable(D, 1, two, LAW, paying())
    second = payable(D, 2, two, LAW, paying(), (first,))
    assert (first.allocate_fen, second.allocate_fen, second.left_fen) == (16_042, 10_111, 0)


@pytest.mark.parametrize("went", [(), (allocated(EARNED), approved())], ids=["owed", "approved"])
def test_what_is_left_after_a_reversal_goes_back_with_the_interest_that_the_bank_paid_before(went):
    """300,000.00 of two receipts were the bank's: on the rest it will not pay a second time."""
    part, rest = 30_000_000, PRICE - 30_000_000
    past = (matched(1, part), matched(2, rest), owed(), credited(EARNED), *went)
    deposit = fold(DEPOSIT, REQUIRED, *past)
    after = fold(DEPOSIT, REQUIRED, *past, *reverse(D, deposit, line(1), line(8), OWNER))
    found = payable(D, 2, after, LAW, paying())
    assert isinstance(found, Payable)
    assert (found.item.amount_fen, found.allocate_fen) == (rest, 28_194)
    assert found.left_fen == EARNED - 28_194


def test_of_two_refunds_the_first_stays_with_the_interest_that_the_bank_paid_on_it():
    """The second was found after the bank had settled, and its credit is reversed."""
    part, rest = 30_000_000, PRICE - 30_000_000
    past = (matched(1, rest), owed(1, rest), credited(28_194), matched(2, part), owed(2, part))
    deposit = fold(DEPOSIT, REQUIRED, *past)
    after = fold(DEPOSIT, REQUIRED, *past, *reverse(D, deposit, line(2), line(8), OWNER))
    found = payable(D, 1, after, LAW, paying())
    assert isinstance(found, Payable)
    assert (found.item.amount_fen, found.allocate_fen, found.left_fen) == (rest, 28_194, 0)


def test_interest_runs_from_the_value_date_not_from_the_booking_day():
    """E15, E01: booked on Tuesday with Friday's value, 62 days and not 58: 482.22."""
    friday = replace(matched(), value_date=date(2026, 3, 13))
    accepted(friday, owed(), credited(48_222), items=(item(interest_fen=48_222),))


def test_when_money_came_that_nobody_can_read_any_more_no_interest_is_guessed():
    unreadable = replace(matched(), line=None)
    refused("interest.cannot_be_reckoned", unreadable, owed(), credited(EARNED))
    gone = BankCreditReversed(
        deposit=D,
        line=matched().line,
        by="x",
        entries=(Entry("CUST", "CNY", (Leg("1003", D, 5, "P09"), Leg("1008", OWNER, -5, "P09"))),),
    )
    refused("interest.cannot_be_reckoned", matched(), owed(), credited(EARNED), gone)


def test_a_refund_without_interest_waits_for_no_bank():
    accepted(matched(), owed(interest=False), items=(item(**PLAIN),))
    accepted(*late(), items=(item(**PLAIN),), law=Law(FIXTURE))


def test_what_the_bank_refused_is_proposed_again_with_what_was_allocated():
    again = (*WAITING, allocated(EARNED), approved(), instructed(interest=EARNED))
    back = failed(amount=PRICE)
    interest = failed(amount=EARNED, to="2006")
    both = replace(back, entries=(*back.entries, *interest.entries))
    accepted(*again, both, items=(item(version=4),))


def test_what_came_back_is_proposed_again_as_it_came():
    paid = (*WAITING, allocated(EARNED), approved(), instructed(interest=EARNED))
    whole = PRICE + EARNED
    came_back = (*paid, confirmed(amount=whole), returned(amount=whole))
    accepted(*came_back, items=(item(version=5),))
    refused("refund.interest_differs", *came_back, items=(item(version=5, **PLAIN),))


def test_two_refunds_of_a_deposit_share_what_the_bank_paid():
    """300.00 × 36 d twice: 0.11 each by our rounding, 0.21 by the bank's (E06)."""
    until = date(2026, 4, 22)
    two = (
        matched(1, 30_000),
        matched(2, 30_000, "9"),
        owed(1, 30_000),
        owed(2, 30_000, payee=replace(PAYEE, account="9")),
    )
    one = item(1, amount_fen=30_000, interest_fen=11)
    accepted(*two, credited(21, until), items=(one, item(2, amount_fen=30_000, interest_fen=10)))
    refused(
        "refund.interest_differs",
        *two,
        credited(21, until),
        items=(one, item(2, amount_fen=30_000, interest_fen=11)),
    )
    refused(
        "interest.bank_paid_less",
        *two,
        credited(20, until),
        items=(one, item(2, amount_fen=30_000, interest_fen=9)),
    )


def test_nothing_is_left_while_another_refund_waits_for_it():
    two = (matched(1, 30_000), matched(2, 30_000, "9"), owed(1, 30_000))
    second = owed(2, 30_000, payee=replace(PAYEE, account="9"))
    deposit = fold(DEPOSIT, REQUIRED, *two, second, credited(25, date(2026, 4, 22)))
    first = payable(D, 1, deposit, LAW, paying())
    assert (first.allocate_fen, first.left_fen) == (11, 0)
    last = payable(D, 2, deposit, LAW, paying(), (first,))
    assert (last.allocate_fen, last.left_fen) == (11, 3)
    assert isinstance(last, Payable)


def test_one_that_may_not_be_paid_stops_them_all():
    good, bad = item(), item(deposit=OTHER)
    story = desk(*WAITING).given(DEPOSIT, REQUIRED, *WAITING, code=D)
    story = story.given(DEPOSIT, replace(REQUIRED, deposit=OTHER), code=OTHER)
    story.when(proposing(good, bad), **MAKES).refused_by("refund.unknown")
    story.when(proposing(good), **MAKES).then(proposed(good))


def test_the_streams_are_named_by_the_request_each_deposit_once():
    asked = proposing(item(1), item(deposit=OTHER), item(2))
    assert PROPOSE_REFUNDS.touches(asked) == (
        StreamId("refund", BATCH),
        StreamId("account", ACCOUNT),
        StreamId("deposit", D),
        StreamId("deposit", OTHER),
    )


def items(n):
    return tuple(item(deposit=f"P{k:016X}") for k in range(n))


@pytest.mark.parametrize(
    ("make", "right"),
    [
        (lambda: proposing(batch="RB-1"), "batch 'RB-1': expected"),
        (lambda: proposing(account="zz"), "account 'zz': expected"),
        (lambda: replace(proposing(), items=()), "items: 0, expected 1 to 100"),
        (lambda: proposing(*items(MOST + 1)), "items: 101, expected 1 to 100"),
        (lambda: proposing(item(), item(version=2)), "items: a refund stands in a batch once"),
        (lambda: proposing(item(deposit="D1")), "deposit 'D1': expected"),
        (lambda: proposing(item(amount_fen=0)), f"items: {D}/1 has a figure that cannot be"),
        (lambda: proposing(item(interest_fen=-1)), f"items: {D}/1 has a figure that cannot be"),
        (lambda: proposing(item(0)), f"items: {D}/0 has a figure that cannot be"),
        (lambda: proposing(item(version=0)), f"items: {D}/1 has a figure that cannot be"),
    ],
)
def test_a_malformed_request_cannot_be_made(make, right):
    with pytest.raises(ValueError, match=f"^{right}"):
        make()


def test_a_hundred_refunds_are_still_a_batch():
    assert len(proposing(*items(MOST)).items) == MOST == 100
