"""Somebody else's money is owed to whoever paid it, once it was found to be so (P07)."""

from dataclasses import replace
from datetime import date

import pytest

from domain.bankpage.events import LineAllocated, StraysOpened
from domain.bankpage.stream import BANKPAGE
from domain.deposit.arrived import NonBasicAccountDetected, PayerMismatchDetected, ReceiptRejected
from domain.deposit.stream import DEPOSIT
from domain.desk.reject import REJECT_RECEIPT, RejectReceipt
from domain.kernel import Placed, StreamId
from domain.lot.stream import LOT
from domain.payee import Payee
from domain.postings import Entry, Leg
from tests.kit.owing import line, owed
from tests.kit.rows import (
    BASIC,
    BIDS_OPENED,
    DAY,
    LOT_DEFINED,
    OWNER,
    PAGE,
    PAYER,
    PRICE,
    REQUIRED,
    TERMS,
    D,
    credit,
)
from tests.kit.story import given

LINE = line(2)
FOUND = PayerMismatchDetected(deposit=D, line=LINE, payer="张三", payer_account=BASIC)
NON_BASIC = NonBasicAccountDetected(deposit=D, line=LINE, payer=PAYER, payer_account="9")
LINK = LineAllocated(number=2, deposit=D, amount=PRICE)


def reject(of=LINE, seen=1, deposit=D, lot=None):
    return RejectReceipt(line=of, line_seen=seen, deposit=deposit, lot=lot)


def desk(*facts, said=None, page=()):
    came = credit(2, **({"payer": "张三", "payer_bank": "农行"} if said is None else said))
    return given(DEPOSIT, REQUIRED, *facts).given(BANKPAGE, credit(1), came, *page)


def told(payer="张三", account=BASIC, bank="农行"):
    """The two facts, and the line's."""
    legs = (Leg("2001", OWNER, PRICE, "P07"), Leg("2005", f"{D}/1", -PRICE, "P07"))
    back = ReceiptRejected(
        deposit=D,
        line=LINE,
        payer=payer,
        payer_account=account,
        value_date=DAY,
        entries=(Entry("CUST", "CNY", legs),),
    )
    debt = owed(
        cause="MISMATCH",
        rule="DEP-BACK",
        due=date(2026, 3, 24),
        since=date(2026, 3, 17),
        interest=False,
        payee=Payee(name=payer, account=account, bank=bank),
        line=LINE,
    )
    return (back, debt, Placed(PAGE, LINK))


def test_it_is_owed_to_whoever_paid_it():
    desk(FOUND).when(reject(), by="MATCHER").then(*told())


def test_what_did_not_come_from_the_basic_account_too():
    other = desk(NON_BASIC, said={"payer_account": "9"})
    other.when(reject(), by="MATCHER").then(*told(PAYER, "9", None))


@pytest.mark.parametrize(
    ("asked", "rule"),
    [
        (reject(line(3)), "desk.no_such_line"),
        (reject(seen=2), "desk.line_changed"),
        (reject(line(1)), "deposit.not_refused"),
    ],
)
def test_only_what_was_found_is_rejected(asked, rule):
    desk(FOUND).when(asked, by="MATCHER").refused_by(rule)


def test_it_is_rejected_once():
    done = desk(FOUND, *told()[:2], page=(LINK,))
    done.when(reject(), by="MATCHER").refused_by("desk.line_changed")
    done.when(reject(seen=2), by="MATCHER").refused_by("desk.line_allocated")


def test_whoever_is_not_known_whole_is_given_nothing_yet():
    nameless = desk(replace(FOUND, payer=None), said={"payer": None})
    nameless.when(reject(), by="MATCHER").refused_by("deposit.payer_unknown")


def test_a_person_rejects_after_the_opening_only():
    story = desk(FOUND).given(LOT, LOT_DEFINED)
    story.when(reject(lot=TERMS.lot), by="C-SET1").refused_by("desk.not_open")
    opened = desk(FOUND, page=(StraysOpened(),)).given(LOT, LOT_DEFINED, BIDS_OPENED)
    opened.when(reject(), by="C-SET1").refused_by("desk.not_open")
    opened.when(reject(lot=TERMS.lot), by="C-SET1").then(*told())


def test_the_streams_are_named_by_the_request():
    named = (StreamId("deposit", D), StreamId("bankpage", f"{OWNER}/1"))
    assert REJECT_RECEIPT.touches(reject()) == named
    assert REJECT_RECEIPT.touches(reject(lot=TERMS.lot)) == (*named, StreamId("lot", TERMS.lot))


def test_a_malformed_request_cannot_be_made():
    with pytest.raises(ValueError, match="line 'nowhere': expected"):
        reject("nowhere")
    with pytest.raises(ValueError, match="deposit 'D1': expected"):
        reject(deposit="D1")
    with pytest.raises(ValueError, match="lot 'x': expected"):
        reject(lot="x")
