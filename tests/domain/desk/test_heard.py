"""Of a line that is not its deposit's, a person hears the same whatever became of it."""

from dataclasses import replace

import pytest

from domain.bankpage.events import DebitMatched, LineAllocated, LineReleased, StraysOpened
from domain.bankpage.stream import BANKPAGE
from domain.deposit.events import SubAccountIssued
from domain.deposit.stream import DEPOSIT
from domain.desk.interest import MatchInterest
from domain.desk.match import MatchReceipt
from domain.desk.reject import RejectReceipt
from domain.desk.settle import MatchDebit, MatchReturn
from domain.desk.transfer import MatchTransfer
from domain.desk.unmatch import UnmatchReceipt
from domain.lot.stream import LOT
from domain.payee import Payee
from domain.payment.events import PaymentOrdered, PaymentSent, PaymentSettled
from domain.payment.stream import PAYMENT
from tests.kit.rows import (
    ACCOUNT,
    BASIC,
    BIDS_OPENED,
    DEADLINE,
    LOT_CODE,
    LOT_DEFINED,
    OTHER_D,
    OWNER,
    PAYER,
    PRICE,
    REQUIRED,
    TERMS,
    USCC,
    D,
    credit,
    debit,
)
from tests.kit.story import given

CLERK = "C-SET1"
LINE = f"{OWNER}/1#2"
LINK = LineAllocated(number=2, deposit=D, amount=PRICE)
UNLINK = LineReleased(number=2, deposit=D, amount=PRICE)


def match(seen=1):
    return MatchReceipt(line=LINE, line_seen=seen, deposit=D, lot=TERMS.lot)


def desk(*page, deposit=(REQUIRED,)):
    return given(DEPOSIT, *deposit).given(BANKPAGE, credit(1, 5), *page)


NUMBER = "3500123456001"
NUMBERED = (REQUIRED, SubAccountIssued(deposit=D, sub_account=NUMBER, valid_until=DEADLINE.date()))
ASKED = {
    "match": match(),
    "reject": RejectReceipt(line=LINE, line_seen=1, deposit=D, lot=TERMS.lot),
    "unmatch": UnmatchReceipt(line=LINE, line_seen=1, deposit=D, lot=TERMS.lot, reason="认错"),
    "interest": MatchInterest(line=LINE, line_seen=1, deposit=D, lot=TERMS.lot),
}
OTHERS = {
    "it is not there": (),
    "it goes the other way": (debit(2),),
    "it is somebody's": (credit(2), replace(LINK, deposit=OTHER_D)),
    "it changed twice": (
        credit(2),
        replace(LINK, deposit=OTHER_D),
        replace(UNLINK, deposit=OTHER_D),
    ),
    "it names another number": (credit(2, reference="3500123456002"),),
    "it came back": (credit(2, returned=True, reference="3500123456002"),),
    "it is of another currency": (credit(2, currency="EUR"),),
    "nobody can read it": (replace(credit(2), particulars=None),),
}


@pytest.mark.parametrize("asked", ASKED.values(), ids=ASKED)
@pytest.mark.parametrize("page", OTHERS.values(), ids=OTHERS)
def test_of_a_line_that_is_not_the_deposits_a_person_hears_nothing(asked, page):
    """Its lot is open; whose the line is, may be sealed."""
    story = desk(*page, deposit=NUMBERED).given(LOT, LOT_DEFINED, BIDS_OPENED)
    answer = story.when(asked, by=CLERK)
    answer.refused_by("desk.not_this_line")
    assert answer.decision.detail == f"{LINE} is not that, or not as it was seen"


STRAYS = {
    "a stranger paid it": credit(2, payer="张三"),
    "who is called the same paid it, for a lot that is still sealed": credit(2),
    "it came from another than the basic account": credit(2, payer_account="9"),
}
STRICT = replace(REQUIRED, terms=replace(TERMS, basic_account=BASIC))


@pytest.mark.parametrize("stray", STRAYS.values(), ids=STRAYS)
def test_a_yes_would_tell_who_paid_a_line_that_names_nobody(stray):
    """As long as it may be meant for a lot that is still sealed, it is a line like any other."""
    story = desk(stray, deposit=(STRICT, *NUMBERED[1:])).given(LOT, LOT_DEFINED, BIDS_OPENED)
    story.when(match(), by=CLERK).refused_by("desk.not_this_line")


@pytest.mark.parametrize("stray", STRAYS.values(), ids=STRAYS)
def test_once_the_matcher_has_opened_the_strays_a_person_finds_whose_they_are(stray):
    story = desk(stray, StraysOpened(), deposit=(STRICT, *NUMBERED[1:]))
    opened = story.given(LOT, LOT_DEFINED, BIDS_OPENED)
    found = opened.when(match(), by="MATCHER")
    assert found.decision
    opened.when(match(), by=CLERK).then(*found.decision)


def test_strays_that_came_since_are_not_open_yet():
    story = desk(StraysOpened(), credit(2)).given(LOT, LOT_DEFINED, BIDS_OPENED)
    story.when(match(), by=CLERK).refused_by("desk.not_this_line")


NO_STRAYS = ("it is not there", "it is somebody's", "it names another number",
             "nobody can read it")  # fmt: skip


@pytest.mark.parametrize("of", NO_STRAYS)
def test_opened_strays_tell_nothing_of_other_lines(of):
    story = desk(*OTHERS[of], StraysOpened(), deposit=NUMBERED).given(LOT, LOT_DEFINED, BIDS_OPENED)
    story.when(match(), by=CLERK).refused_by("desk.not_this_line")


def test_of_a_line_that_names_it_a_person_hears_what_changed():
    own = credit(2, reference=NUMBER)
    story = desk(own, LINK, UNLINK, deposit=NUMBERED).given(LOT, LOT_DEFINED, BIDS_OPENED)
    story.when(match(), by=CLERK).refused_by("desk.line_changed")
    other = desk(own, replace(LINK, deposit=OTHER_D), deposit=NUMBERED)
    other.given(LOT, LOT_DEFINED, BIDS_OPENED).when(match(seen=2), by=CLERK).refused_by(
        "desk.line_allocated"
    )


def test_the_matcher_hears_all():
    desk(debit(2), deposit=NUMBERED).when(match(), by="MATCHER").refused_by("desk.not_a_credit")


CODE = f"{D}/1/1"
PAID = (
    PaymentOrdered(
        payment=CODE,
        account=ACCOUNT,
        amount_fen=PRICE,
        lot=LOT_CODE,
        party=USCC,
        payee=Payee(name=PAYER, account=BASIC),
    ),
    PaymentSent(payment=CODE, message="M-1", sha256="ab" * 32),
)
OF_PAYMENTS = {
    "debit": MatchDebit(line=LINE, line_seen=1, payment=CODE),
    "return": MatchReturn(line=LINE, line_seen=1, payment=CODE, code=None),
}


@pytest.mark.parametrize("asked", OF_PAYMENTS.values(), ids=OF_PAYMENTS)
@pytest.mark.parametrize(
    "page",
    [
        (),
        (credit(2),),
        (debit(2, PRICE - 1),),
        (debit(2),),
        (credit(2, returned=True),),
        (debit(2, end_to_end=f"{OTHER_D}-1-1"),),
        (debit(2), DebitMatched(number=2, payment=f"{OTHER_D}/1/1", amount=PRICE)),
    ],
)
def test_nor_of_one_that_is_not_the_payments(asked, page):
    story = given(PAYMENT, *PAID).given(DEPOSIT, REQUIRED).given(BANKPAGE, credit(1), *page)
    story.when(asked, by=CLERK).refused_by("desk.not_this_line")


def test_of_a_line_that_names_the_payment_a_person_hears_what_is_wrong():
    page = (credit(1), debit(2, PRICE - 1, end_to_end=CODE.replace("/", "-")))
    story = given(PAYMENT, *PAID).given(DEPOSIT, REQUIRED).given(BANKPAGE, *page)
    story.when(OF_PAYMENTS["debit"], by=CLERK).refused_by("payment.amount_differs")


def test_of_a_return_that_names_the_payment_too():
    page = (credit(1), credit(2, returned=True, end_to_end=CODE.replace("/", "-")))
    story = given(PAYMENT, *PAID).given(DEPOSIT, REQUIRED).given(BANKPAGE, *page)
    story.when(OF_PAYMENTS["return"], by=CLERK).refused_by("payment.wrong_stage")


SETTLED = PaymentSettled(payment=CODE, line=f"{OWNER}/1#1")
NUMBERED_OURS = {
    "debit": (debit(2, reference=NUMBER), ()),
    "return": (credit(2, returned=True, reference=NUMBER), (SETTLED,)),
}


@pytest.mark.parametrize("kind", OF_PAYMENTS)
def test_once_strays_are_open_a_person_finds_whose_payment_it_is_whatever_number_it_bears(kind):
    """On a payment of ours the number is no sub-account: nobody else would ever match it."""
    line, settled = NUMBERED_OURS[kind]
    story = given(PAYMENT, *PAID, *settled).given(DEPOSIT, REQUIRED)
    sealed = story.given(BANKPAGE, credit(1), line)
    sealed.when(OF_PAYMENTS[kind], by=CLERK).refused_by("desk.not_this_line")
    opened = story.given(BANKPAGE, credit(1), line, StraysOpened())
    assert opened.when(OF_PAYMENTS[kind], by=CLERK).decision[0].payment == CODE


def test_a_person_is_refused_any_two_sides_of_a_transfer_alike():
    asked = MatchTransfer(
        debit=LINE, debit_seen=1, credit="ZZ-SETTLEMENT/2026-03-17/1#1", credit_seen=1
    )
    for page in ((), (credit(2),), (debit(2, 1),)):
        given(BANKPAGE, credit(1), *page).when(asked, by=CLERK).refused_by("desk.not_this_line")
