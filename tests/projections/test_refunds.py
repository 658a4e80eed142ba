"""Refunds and their batches: how far each has come, told without whose it is."""

from dataclasses import replace
from datetime import date
from typing import Any

from domain.accounts import (
    DEPOSITS_HELD,
    INTEREST_PAYABLE,
    INTEREST_TO_ALLOCATE,
    REFUNDS_PAYABLE,
    UNIDENTIFIED,
)
from domain.deposit.carried import DepositCarriedIn, DepositCarriedOver
from domain.deposit.owed import (
    BankInterestCredited,
    InterestAllocated,
    RefundApproved,
    RefundConfirmed,
    RefundFailed,
    RefundInstructed,
    RefundObligationCancelled,
    RefundObligationCreated,
    RefundObligationReduced,
)
from domain.kernel import StreamId
from domain.payment.events import PaymentOrdered, PaymentReported, PaymentSent
from domain.postings import moved
from domain.refund.events import Item, RefundBatchApproved, RefundProposed, RefundRejected
from projections import payments
from projections.payments import PAYMENTS
from projections.projection import Put
from projections.refunds import BATCHES, INTEREST, ITEMS, REFUNDS, project
from tests.kit.rows import PRICE, D
from tests.projections.kit import recorded

AT = StreamId("deposit", D)
OWED = RefundObligationCreated(
    deposit=D,
    number=1,
    cause="LOSER",
    rule="CT-20",
    due=date(2026, 3, 24),
    amount_fen=PRICE,
    interest=True,
)
APPROVED = RefundApproved(
    deposit=D,
    number=1,
    attempt=1,
    batch="RB-2026-03-20-0001",
    account="ZZ-DEPOSITS",
    entries=(moved("P11", (DEPOSITS_HELD, D), (REFUNDS_PAYABLE, f"{D}/1"), PRICE),),
)
ITEM = Item(deposit=D, number=1, version=1, amount_fen=PRICE, interest_fen=300, elsewhere=False)
PROPOSED = RefundProposed(
    batch="RB-2026-03-20-0001",
    account="ZZ-DEPOSITS",
    proposed_by="clerk",
    proposal="ab" * 32,
    items=(ITEM,),
)


def changes(event: Any) -> list[Any]:
    return list(project(recorded(event, AT)))


def test_what_is_owed_is_a_row_with_its_day_and_its_rule() -> None:
    (put,) = changes(OWED)
    assert (put.table, put.key) == (REFUNDS, (D, 1))
    assert (put.values["standing"], put.values["due"]) == ("应退", date(2026, 3, 24))
    assert (put.values["rule"], put.values["interest"], put.values["version"]) == ("CT-20", True, 1)
    assert put.values["counts_from"] == date(2026, 3, 24), "its last day, as no other was said"
    assert "payee" not in put.values
    assert "lot" not in put.values


def test_its_term_counts_from_the_day_that_its_obligation_says() -> None:
    """Not from when that was written down: a year may begin in between."""
    (put,) = changes(replace(OWED, since=date(2026, 3, 19)))
    assert put.values["counts_from"] == date(2026, 3, 19)


def test_of_what_a_court_took_so_much_less_is_owed_and_what_was_seen_has_changed() -> None:
    (put,) = changes(RefundObligationReduced(deposit=D, number=1, amount_fen=7))
    assert put == Put(REFUNDS, (D, 1), {"amount_fen": 7, "version": 1})


def test_each_step_takes_it_further_and_counts_as_a_version() -> None:
    payment: dict[str, Any] = {"deposit": D, "number": 1, "payment": f"{D}/1/1", "entries": ()}
    steps = (
        (APPROVED, "已复核"),
        (RefundConfirmed(**payment), "已到账"),
        (RefundFailed(**payment, code="AC04"), "失败"),
        (RefundObligationCancelled(deposit=D, number=1), "作废"),
    )
    for event, standing in steps:
        (put,) = changes(event)
        assert (put.table, put.key, put.values["standing"]) == (REFUNDS, (D, 1), standing)
        assert put.values["version"] == 1
    assert changes(RefundFailed(**payment, code="AC04"))[0].values["code"] == "AC04"


def test_interest_goes_with_its_refund_and_what_is_left_keeps_its_reason() -> None:
    came = moved("P16", (DEPOSITS_HELD, D), (INTEREST_TO_ALLOCATE, D), 309)
    (put,) = changes(BankInterestCredited(deposit=D, until=date(2026, 3, 19), entries=(came,)))
    assert put.table == INTEREST
    assert (put.values["credited_fen"], put.values["left_fen"]) == (309, None)
    given = InterestAllocated(
        deposit=D,
        number=1,
        to="2006",
        entitled_fen=300,
        left_fen=9,
        reason="BALANCE_ABOVE_REQUIRED",
        entries=(moved("P17", (INTEREST_TO_ALLOCATE, D), (INTEREST_PAYABLE, f"{D}/1"), 300),),
    )
    left, with_it = changes(given)
    assert left.values == {
        "allocated_fen": 300,
        "left_fen": 9,
        "reason": "BALANCE_ABOVE_REQUIRED",
    }
    assert with_it == Put(REFUNDS, (D, 1), {"interest_fen": 300, "awaits": False})


def test_what_was_approved_before_its_interest_waits_until_it_has_it_or_goes_without() -> None:
    (early,) = changes(replace(APPROVED, interest_to_come=True))
    (usual,) = changes(APPROVED)
    assert (early.values["awaits"], usual.values["awaits"]) == (True, False)
    payment: dict[str, Any] = {"deposit": D, "number": 1, "payment": f"{D}/1/1", "entries": ()}
    for event in (RefundInstructed(**payment), RefundObligationCancelled(deposit=D, number=1)):
        (put,) = changes(event)
        assert put.values["awaits"] is False


def test_interest_that_went_over_is_the_new_deposits() -> None:
    """As if the bank had paid it there (R13, R14); the money itself is no interest."""
    through, there = (UNIDENTIFIED, "ZZ-DEPOSITS/2026-03-27"), (INTEREST_TO_ALLOCATE, D)
    out = DepositCarriedOver(deposit=D, consent=None, entries=(moved("P32", there, through, 23),))
    into = DepositCarriedIn(
        deposit=D, source=None, parts=(), entries=(moved("P32", through, there, 23),)
    )
    for event, fen in ((out, -23), (into, 23)):
        told = {"credited_fen": fen, "left_fen": None, "reason": None}
        assert changes(event) == [Put(INTEREST, (D,), told)]
    held = moved("P32", (DEPOSITS_HELD, D), through, 5)
    assert changes(DepositCarriedOver(deposit=D, consent=None, entries=(held,))) == []


def test_a_batch_has_its_sums_and_its_items() -> None:
    batch, item = changes(PROPOSED)
    assert (batch.table, batch.key) == (BATCHES, (PROPOSED.batch,))
    assert (batch.values["count"], batch.values["amount_fen"]) == (1, PRICE)
    assert batch.values["interest_fen"] == 300
    assert (item.table, item.key) == (ITEMS, (PROPOSED.batch, D, 1))


def test_who_checked_a_batch_stands_with_what_was_said() -> None:
    (yes,) = changes(RefundBatchApproved(batch=PROPOSED.batch, approved_by="reviewer"))
    assert (yes.values["stage"], yes.values["checked_by"]) == ("已复核", "reviewer")
    no = RefundRejected(batch=PROPOSED.batch, rejected_by="reviewer", reason="金额不对")
    (put,) = changes(no)
    assert (put.values["stage"], put.values["reason"]) == ("已退回经办", "金额不对")


def test_a_payment_is_followed_from_its_order_to_the_banks_answer() -> None:
    payment = f"{D}/1/1"
    ordered = PaymentOrdered(payment=payment, account="ZZ-DEPOSITS", amount_fen=PRICE)
    sent = PaymentSent(payment=payment, message="M1-x", sha256="cd" * 32)
    refused = PaymentReported(payment=payment, status="REJECTED", code="AC04", reason="closed")
    stages = []
    for event in (ordered, sent, refused):
        (put,) = payments.project(recorded(event, StreamId("payment", payment)))
        assert (put.table, put.key) == (PAYMENTS, (payment,))
        assert "payee" not in put.values
        stages.append(put.values["stage"])
    assert stages == ["待发送", "已发送", "银行已拒绝"]
