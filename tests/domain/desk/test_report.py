"""The bank's word before its statement: taken is not paid; refused is payable again (P14)."""

import pytest

from domain.account.stream import ACCOUNT as ACCOUNTS
from domain.deposit.stream import DEPOSIT
from domain.desk.report import REPORT_PAYMENT, ReportPayment
from domain.kernel import Placed, Post, StreamId
from domain.payment.state import Stage
from domain.payment.stream import PAYMENT
from domain.postings import Entry, Leg
from tests.kit.owing import (
    allocated,
    approved,
    confirmed,
    credited,
    failed,
    instructed,
    matched,
    owed,
    payment,
    reissued,
    returned,
)
from tests.kit.paying import DEPOSIT_STREAM, back, ordered, said, sent, settled, stream
from tests.kit.rows import ACCOUNT, OPENED, PRICE, REQUIRED, D
from tests.kit.story import fold, given

YES, NO = said("ACCEPTED"), said("REJECTED", "AC04", "账户已销户")
INSTRUCTED = (matched(), owed(), approved(), instructed())


def reporting(status, code=None, reason=None, of=None, account=ACCOUNT):
    told = {"status": status, "code": code, "reason": reason}
    return ReportPayment(payment=of or payment(), account=account, **told)


ACCEPTS, REFUSES = reporting("ACCEPTED"), reporting("REJECTED", "AC04", "账户已销户")


def answer(*past, asked=ACCEPTS, deposit=INSTRUCTED, by="PLATFORM", opened=(OPENED,)):
    story = given(PAYMENT, *past).given(DEPOSIT, REQUIRED, *deposit).given(ACCOUNTS, *opened)
    return story.when(asked, by=by)


def test_what_the_bank_took_is_not_paid_yet():
    answer(ordered(), sent()).then(YES)
    assert fold(PAYMENT, ordered(), sent(), YES).stage is Stage.ACCEPTED


@pytest.mark.parametrize("past", [(), (YES,)])
def test_what_the_bank_refused_is_payable_again(past):
    refused = answer(ordered(), sent(), *past, asked=REFUSES)
    refused.then(NO, Placed(DEPOSIT_STREAM, failed()))


def test_principal_and_interest_are_payable_apart_again():
    interest = 45_111
    whole = PRICE + interest
    on_its_way = (matched(), owed(), credited(interest), allocated(interest), approved())
    legs = (
        Leg("1009", f"{D}/1", whole, "P14"),
        Leg("2005", f"{D}/1", -PRICE, "P14"),
        Leg("2006", f"{D}/1", -interest, "P14"),
    )
    refused = answer(
        ordered(amount=whole),
        sent(),
        asked=REFUSES,
        deposit=(*on_its_way, instructed(interest=interest)),
    )
    assert refused.decision[1].event.entries == (Entry("CUST", "CNY", legs),)


def test_what_had_come_back_is_back_again():
    reissue = (*INSTRUCTED, confirmed(), returned(), approved(attempt=2, amount=None), reissued())
    refused = given(PAYMENT, ordered(attempt=2), sent(attempt=2), code=payment(1, 2)).given(
        DEPOSIT, REQUIRED, *reissue
    )
    asked = reporting("REJECTED", "AC04", None, of=payment(1, 2))
    assert refused.when(asked, by="PLATFORM").decision[1] == Placed(
        DEPOSIT_STREAM, failed(attempt=2, to="2012")
    )


def test_a_bank_without_a_code_refuses_too():
    refused = answer(ordered(), sent(), asked=reporting("REJECTED"))
    assert refused.decision[1] == Placed(DEPOSIT_STREAM, failed(code=""))


@pytest.mark.parametrize(
    ("past", "asked", "by"),
    [
        ((), ACCEPTS, "PLATFORM"),
        ((), REFUSES, "PLATFORM"),
        ((ordered(),), ACCEPTS, "PLATFORM"),
        ((ordered(),), REFUSES, "PLATFORM"),
        ((ordered(),), REFUSES, Post("BANK", "CCB")),
        ((ordered(), NO), ACCEPTS, "PLATFORM"),
        ((ordered(), NO), REFUSES, Post("BANK", "CCB")),
    ],
)
def test_what_was_not_sent_has_no_answer(past, asked, by):
    """Not before it is sent, nor when it was withdrawn instead."""
    answer(*past, asked=asked, by=by).refused_by("payment.not_sent")


@pytest.mark.parametrize(
    ("past", "asked"),
    [
        ((YES,), ACCEPTS),
        ((NO,), REFUSES),
        ((settled(),), ACCEPTS),
        ((YES, settled()), ACCEPTS),
        ((settled(), back()), ACCEPTS),
    ],
)
def test_the_same_again_or_too_late_changes_nothing(past, asked):
    answer(ordered(), sent(), *past, asked=asked).nothing_happens()


@pytest.mark.parametrize(
    ("past", "asked"),
    [((NO,), ACCEPTS), ((settled(),), REFUSES), ((settled(), back()), REFUSES)],
)
def test_an_answer_that_contradicts_the_one_before_is_refused(past, asked):
    """Else a refund that the statement shows as paid would be paid again."""
    answer(ordered(), sent(), *past, asked=asked).refused_by("payment.answered")


def test_a_bank_answers_for_payments_from_accounts_that_it_keeps():
    answer(ordered(), sent(), by=Post("BANK", OPENED.bank)).then(YES)


@pytest.mark.parametrize("asked", [ACCEPTS, REFUSES])
@pytest.mark.parametrize(
    ("by", "opened"),
    [
        (Post("BANK", "ABC"), (OPENED,)),
        (Post("BANK", ""), (OPENED,)),
        (Post("C-CASH", OPENED.bank), (OPENED,)),
        (Post("BANK", ""), ()),
    ],
)
def test_nobody_answers_for_another_bank(asked, by, opened):
    answer(ordered(), sent(), asked=asked, by=by, opened=opened).refused_by("payment.other_bank")


@pytest.mark.parametrize("by", ["PLATFORM", Post("BANK", OPENED.bank)])
def test_a_payment_is_answered_for_the_account_that_it_is_paid_from(by):
    """So a bank that keeps one account of ours cannot answer for what another one pays."""
    paid_elsewhere = (ordered(account="CNY-2"), sent())
    answer(*paid_elsewhere, by=by).refused_by("payment.other_account")


def test_the_streams_are_named_by_the_request():
    of = (stream(), DEPOSIT_STREAM, StreamId("account", ACCOUNT))
    assert REPORT_PAYMENT.touches(ACCEPTS) == of


def test_a_malformed_request_cannot_be_made():
    with pytest.raises(ValueError, match="payment '1': expected"):
        reporting("ACCEPTED", of="1")
    with pytest.raises(ValueError, match="account 'x': expected"):
        reporting("ACCEPTED", account="x")
