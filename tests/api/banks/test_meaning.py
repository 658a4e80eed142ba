"""Which credit a reversal takes back: of equal ones what is with us, without a number the one."""

from dataclasses import replace

import pytest

from api.banks.holders import There
from api.banks.reversing import reversing
from domain.accounts import BANK_DEBITS
from domain.bankpage.events import LineAllocated, LineDivided, OpenCreditReversed
from domain.bankpage.stream import BANKPAGE
from domain.carried import CarriedPart
from domain.deposit.arrived import DuplicateReceiptDetected
from domain.deposit.stream import DEPOSIT
from domain.desk.pool_back import MatchPoolReversal
from domain.desk.undivide import MatchDividedReversal
from domain.payment.state import Payment, Stage
from domain.pool.state import Pool
from domain.postings import moved
from tests.kit.owing import (
    REFUNDS_PAYABLE,
    UNIDENTIFIED,
    approved,
    confirmed,
    instructed,
    line,
    matched,
    owed,
    refund,
    returned,
)
from tests.kit.passing import Q, assigned, forfeited
from tests.kit.rows import (
    BASIC,
    DAY,
    OTHER_D,
    OWNER,
    PAYER,
    PRICE,
    REQUIRED,
    D,
    credit,
    debit,
)
from tests.kit.story import fold

NUMBER = "3500123456001"
BACK = debit(1, reference=NUMBER, reversal=True)


def twice(n, of):
    """The same again on line `n`, owed back as refund `of`."""
    entry = moved("P05", (UNIDENTIFIED, OWNER), (REFUNDS_PAYABLE, refund(of)), PRICE)
    came = DuplicateReceiptDetected(
        deposit=D,
        line=line(n),
        payer=PAYER,
        payer_account=BASIC,
        value_date=DAY,
        entries=(entry,),
    )
    return came, owed(of, cause="DUPLICATE", interest=False, line=line(n))


def taken(*facts, by=BACK):
    """The line that is taken back, or why none is."""
    (said,) = fold(BANKPAGE, by).lines
    state = fold(DEPOSIT, REQUIRED, *facts)
    there = There(lambda _: state, lambda *_: ())
    found = reversing(line(1), said, {NUMBER: D}, there)
    return found if isinstance(found, str) else found.command.reversed


PAID = (approved(amount=None), instructed(), confirmed())


@pytest.mark.parametrize(
    ("facts", "right"),
    [
        ((matched(2),), 2),
        ((matched(2), *twice(3, 1)), 3),
        ((*twice(3, 1), matched(4)), 3),
        ((matched(2), *twice(3, 1), *twice(4, 2)), 4),
        ((matched(2), *twice(3, 1), *PAID[:1]), 3),
        ((matched(2), *twice(3, 1), *PAID[:2]), 2),
        ((matched(2), *twice(3, 1), *PAID), 2),
        ((matched(2), *twice(3, 1), *twice(4, 2), *PAID), 4),
        ((matched(2), *twice(3, 1), *PAID, returned()), 3),
    ],
    ids=[
        "one",
        "a duplicate",
        "a duplicate that came first",
        "the newest of two",
        "approved",
        "on its way: what is held",
        "paid out: what is held",
        "one of two paid out",
        "paid out and come back",
    ],
)
def test_the_one_that_is_with_us_is_taken_back(facts, right):
    assert taken(*facts) == line(right)


UNSAID = replace(BACK, particulars=replace(BACK.particulars, payer_account=None))


@pytest.mark.parametrize(
    ("by", "account"), [(UNSAID, BASIC), (BACK, None), (UNSAID, None)], ids=["bank", "us", "both"]
)
def test_an_account_that_one_of_the_two_does_not_say_may_be_any(by, account):
    """As `may_be_gone` has it: else its refund would wait for ever. Of two a person decides."""
    one, two = matched(2, account=account), matched(3, account=account)
    assert taken(one, by=by) == line(2)
    assert taken(one, two, by=by) == "desk.no_credit_reversed"


def test_a_receipt_of_the_very_account_goes_before_one_that_says_none():
    assert taken(matched(2), matched(3, account=None)) == line(2)
    assert taken(matched(2, account="9999"), matched(3, account=None)) == line(3)
    assert taken(matched(2, account="9999")) == "desk.no_credit_reversed"


# A reversal without a number.

NAMELESS = debit(4, reversal=True)


def alone(*credits, by=NAMELESS, deposits=None, number=NUMBER, whose=D, **how):
    """What the last line of a page takes back, or why nothing; `deposits`: as they stand.

    `number` was issued to `whose`.
    """
    page = fold(BANKPAGE, *credits, by)
    there = [(line(one.number), one) for one in page.lines if one.credit]
    known = {D: fold(DEPOSIT, REQUIRED)} if deposits is None else deposits
    last = page.line(len(page.lines))
    lines = dict(there)
    stands = There(known.__getitem__, lambda *_: there, line=lines.get, **how)
    found = reversing(line(4), last, {number: whose}, stands)
    if isinstance(found, str):
        return found
    command = found.command
    if isinstance(command, MatchDividedReversal):
        return command.reversed, tuple(part.deposit for part in command.parts)
    its = command.pool if isinstance(command, MatchPoolReversal) else command.deposit
    return command.reversed, its


def given_to(number, deposit=D):
    """A line of the page was given to a deposit."""
    return LineAllocated(number=number, deposit=deposit, amount=PRICE)


def test_the_one_credit_of_its_payer_is_taken_back_from_its_deposit_or_from_nobody():
    paid = {D: fold(DEPOSIT, REQUIRED, matched(1))}
    assert alone(credit(1), given_to(1), deposits=paid) == (line(1), D)
    assert alone(credit(1)) == (line(1), None)
    assert alone(credit(1, reference=NUMBER)) == (line(1), None)


def test_a_divided_credit_is_taken_back_from_all_who_have_a_part_of_it():
    """While each has it; and once no payment of any of them is unsent."""
    came = (credit(1), LineDivided(number=1, deposits=(D, OTHER_D), amount=PRICE))
    paid, not_any_more = fold(DEPOSIT, REQUIRED, matched(1)), fold(DEPOSIT, REQUIRED)
    assert alone(*came, deposits={D: paid, OTHER_D: paid}) == (line(1), (D, OTHER_D))
    gone = {D: paid, OTHER_D: not_any_more}
    assert alone(*came, deposits=gone) == "desk.no_sub_account"
    waits = fold(DEPOSIT, REQUIRED, matched(1), owed(), approved(), instructed())
    ordered = {"payment": lambda _: Payment(stage=Stage.ORDERED)}
    unsent = {D: paid, OTHER_D: waits}
    assert alone(*came, deposits=unsent, **ordered) == "desk.payment_unsent"


def test_of_two_a_person_decides():
    paid = {D: fold(DEPOSIT, REQUIRED, matched(1))}
    both = (credit(1), credit(2), given_to(1))
    assert alone(*both, deposits=paid) == "desk.no_credit_reversed"
    assert alone(credit(1), credit(2)) == "desk.no_credit_reversed"


def test_what_was_taken_back_before_is_no_candidate():
    back = OpenCreditReversed(
        number=1,
        by=line(3),
        entries=(moved("P09", (UNIDENTIFIED, OWNER), (BANK_DEBITS, OWNER), PRICE),),
    )
    assert alone(credit(1), credit(2), back) == (line(2), None)
    assert alone(credit(1), credit(2), given_to(1)) == (line(2), None)
    assert alone(credit(1), given_to(1)) == "desk.no_sub_account"


@pytest.mark.parametrize("whose", [Q, f"{D}/1/1"])
def test_a_payment_that_came_back_may_be_what_was_undone(whose):
    """Of it or of what was paid in: a person decides, though no deposit was paid by it."""
    assert alone(credit(1), given_to(1, whose), credit(2)) == "desk.no_credit_reversed"
    assert alone(credit(1), given_to(1, whose)) == "desk.no_credit_reversed"


def test_so_may_a_credit_whose_owner_nobody_can_read_any_more():
    assert alone(credit(1), given_to(1, None), credit(2)) == "desk.no_credit_reversed"


def test_a_reversal_that_names_a_number_takes_back_what_names_it_too():
    """A mismatch, still nobody's: of the deposit whose number it names, or of a number unknown."""
    named = debit(4, reversal=True, reference=NUMBER)
    credits = (credit(1), credit(2, reference=NUMBER))
    assert alone(*credits, by=named) == (line(2), D)
    assert alone(*credits, by=named, number="1") == (line(2), None)
    assert alone(credit(1), by=named) == "desk.no_credit_reversed"
    assert alone(credit(1), by=named, number="1") == "desk.unknown_sub_account"


def test_what_names_a_pools_number_is_taken_back_from_nobody():
    """Somebody else paid to it: found against no deposit, and of none. The pool has no receipts."""
    named, came = debit(4, reversal=True, reference=NUMBER), credit(1, reference=NUMBER)
    pool = "Y00000000000000A1"
    assert alone(came, by=named, deposits={}, whose=pool) == (line(1), None)
    nothing = alone(credit(1), by=named, deposits={}, whose=pool)
    assert nothing == "desk.no_credit_reversed"


POOL, IN_A_POOL = "Y00000000000000A1", (credit(1), given_to(1, "Y00000000000000A1"))


def of_a_pool(*credits, deposits=None, **stands):
    """What is taken back where the pool stands so."""
    pool = {POOL: Pool(**stands)}.__getitem__
    return alone(*IN_A_POOL, *credits, deposits=deposits, pool=pool)


def test_a_credit_of_a_pool_is_taken_back_from_it():
    part = CarriedPart(
        line=line(1), payer=None, payer_account=None, value_date=None, amount_fen=PRICE
    )
    assert of_a_pool(parts=(part,)) == (line(1), POOL)
    assert of_a_pool() == (line(1), POOL), "what stands for lots waits: the pool's decider says so"
    assert of_a_pool(taken_back=frozenset((line(1),))) == "desk.no_sub_account"


def test_what_a_pool_gave_back_is_taken_from_the_deposit_by_which_it_did():
    gave = {"closed": True, "back": D, "given_back": frozenset((line(1),))}
    has = {D: fold(DEPOSIT, REQUIRED, matched(1))}
    assert of_a_pool(deposits=has, **gave) == (line(1), D)
    assert of_a_pool(**gave) == "desk.no_sub_account"
    spent = {"closed": True, "back": D}
    assert of_a_pool(**spent) == (line(1), POOL), "what lots spent was never given back"


def test_a_lots_deposit_of_the_same_payer_and_sum_does_not_pay_for_its_pool():
    """Though nothing of the pool is free just now: which of the two it is, a person decides."""
    paid = {D: fold(DEPOSIT, REQUIRED, matched(2))}
    direct = (credit(2), given_to(2))
    assert of_a_pool(*direct, deposits=paid) == "desk.no_credit_reversed"
    gone = {"taken_back": frozenset((line(1),))}
    assert of_a_pool(*direct, deposits=paid, **gone) == (line(2), D)


@pytest.mark.parametrize("first", [True, False])
def test_a_number_is_of_what_came_under_it(first):
    """A part of a divided line names none, what came over another's: neither is taken for it."""
    own, other = matched(1), matched(2)
    facts = (other, own) if first else (own, other)
    named = debit(4, reversal=True, reference=NUMBER)
    divided = (
        credit(1),
        given_to(1),
        credit(2),
        LineDivided(number=2, deposits=(D, OTHER_D), amount=PRICE),
    )
    paid = {D: fold(DEPOSIT, REQUIRED, *facts)}
    assert alone(*divided, by=named, deposits=paid) == (line(1), D)
    both = fold(DEPOSIT, REQUIRED, *facts)
    over = tuple(replace(one, source=POOL) if one.line == line(2) else one for one in both.receipts)
    pooled = {D: replace(both, receipts=over)}
    assert alone(credit(1), given_to(1), credit(2), by=named, deposits=pooled) == (line(1), D)


def test_without_a_payer_none_is_looked_for():
    unsaid = replace(NAMELESS, particulars=replace(NAMELESS.particulars, payer_account=None))
    assert alone(credit(1), by=unsaid) == "desk.no_sub_account"


@pytest.mark.parametrize("stage", Stage)
@pytest.mark.parametrize("reference", ["", NUMBER])
def test_while_a_payment_of_the_deposit_is_unsent_nothing_is_taken_back(stage, reference):
    """The order is withdrawn or sent first: matched before, the money would be gone, and go."""
    paid = {D: fold(DEPOSIT, REQUIRED, matched(1), owed(), approved(), instructed())}
    asked = []

    def payment(code):
        asked.append(code)
        return Payment(stage=stage)

    by = debit(4, reversal=True, reference=reference)
    found = alone(credit(1), given_to(1), by=by, deposits=paid, payment=payment)
    assert found == ("desk.payment_unsent" if stage is Stage.ORDERED else (line(1), D))
    assert asked == [f"{D}/1/1"]


def test_a_payout_that_took_its_money_along_is_sent_or_withdrawn_first():
    """From its approval on: the order follows by itself."""
    kept = {D: fold(DEPOSIT, REQUIRED, matched(1), forfeited(), assigned())}
    for stage, unsent in ((Stage.NONE, True), (Stage.ORDERED, True), (Stage.SENT, False)):
        by = debit(4, reversal=True, reference=NUMBER)
        told = Payment(stage=stage)
        found = alone(credit(1), given_to(1), by=by, deposits=kept, payment=lambda _, t=told: t)
        assert (found == "desk.payment_unsent") is unsent


def test_payments_that_are_over_hinder_nothing():
    paid = {D: fold(DEPOSIT, REQUIRED, matched(1), owed(), approved(), instructed(), confirmed())}
    ordered = alone(
        credit(1), given_to(1), deposits=paid, payment=lambda _: Payment(stage=Stage.ORDERED)
    )
    assert ordered == (line(1), D)
