"""Samples of what the desk says besides: closes, lots, batches, payments, guarantees."""

from datetime import date

from domain.accounts import (
    BANK_DEBITS,
    UNIDENTIFIED,
)
from domain.bankday.events import (
    DayClosed,
    DayClosePrepared,
    DayCloseReturned,
    DayReopened,
)
from domain.bankpage.events import (
    DebitMatched,
    FundsTransferredBetweenAccounts,
    OpenCreditReversed,
    TransferMatched,
)
from domain.guarantee.events import GuaranteeAccepted, GuaranteeReleased
from domain.kernel import Event
from domain.lot.bidding import TimedBiddingClosed
from domain.lot.events import (
    AnnouncementPublished,
    AwardNoticeIssued,
    ContractSigned,
    DeadlinePostponed,
    DepositDeadlinePassed,
    LotFailed,
    ProcedureTerminated,
    TransactionConfirmed,
    WinnerConfirmed,
)
from domain.payment.events import (
    PaymentOrdered,
    PaymentReported,
    PaymentReturned,
    PaymentSent,
    PaymentSettled,
)
from domain.postings import moved, reversed_entry
from domain.refund.events import RefundBatchApproved, RefundProposed, RefundRejected
from tests.golden.facts import (
    ACCOUNT,
    BATCH,
    CHECKS,
    COMPANY,
    DAY,
    DEPOSIT,
    DIGEST,
    GUARANTEE,
    ITEM,
    LINE,
    LOT,
    MESSAGE,
    NOON,
    OWNER,
    PAYEE,
    PAYMENT,
    PERSON,
    PRICE,
    PROMISED,
    TO_THE_MICROSECOND,
)

DESK_EVENTS: tuple[Event, ...] = (
    DayClosePrepared(
        account=ACCOUNT,
        day=DAY,
        prepared_by=PERSON,
        proposal=DIGEST,
        position=123_456,
        snapshot=DIGEST,
        statement=DIGEST,
        closing=PRICE,
        ledger=PRICE,
        checks=CHECKS,
    ),
    DayCloseReturned(account=ACCOUNT, day=DAY, returned_by=PERSON, reason="R08 未说明"),
    DayClosed(
        account=ACCOUNT,
        day=DAY,
        prepared_by=PERSON,
        closed_by="N00000000000000A2",
        position=123_456,
        snapshot=DIGEST,
        statement=DIGEST,
        closing=PRICE,
        ledger=PRICE,
        checks=CHECKS,
    ),
    DayReopened(
        account=ACCOUNT,
        day=DAY,
        proposed_by=PERSON,
        reopened_by="N00000000000000A2",
        position=123_456,
        reason="银行更正对账单",
    ),
    DebitMatched(number=3, payment=PAYMENT, amount=PRICE),
    TransferMatched(number=3, other=f"ZZ-SETTLEMENT/{DAY}/1#1", amount=PRICE),
    FundsTransferredBetweenAccounts(
        source=ACCOUNT,
        target="ZZ-SETTLEMENT",
        entries=(
            moved("P10", (UNIDENTIFIED, f"ZZ-SETTLEMENT/{DAY}"), (BANK_DEBITS, OWNER), PRICE),
        ),
    ),
    OpenCreditReversed(
        number=1,
        by=f"{OWNER}/1#3",
        entries=(moved("P09", (UNIDENTIFIED, OWNER), (BANK_DEBITS, OWNER), PRICE),),
    ),
    AnnouncementPublished(
        lot=LOT, published_at=TO_THE_MICROSECOND, media=("省平台", "市平台"), text=DIGEST
    ),
    DeadlinePostponed(lot=LOT, deposit_deadline=NOON, opening_at=TO_THE_MICROSECOND),
    DepositDeadlinePassed(lot=LOT, deadline=NOON),
    TimedBiddingClosed(lot=LOT, closed_at=NOON, bidders=3, price_fen=930_000_000),
    WinnerConfirmed(lot=LOT, winner=COMPANY, price_fen=3_860_000_000),
    AwardNoticeIssued(
        lot=LOT, winner=COMPANY, issued_on=date(2026, 4, 27), contract_due=date(2026, 5, 27)
    ),
    TransactionConfirmed(
        lot=LOT, winner=COMPANY, price_fen=930_000_000, confirmed_on=DAY, opened_at=NOON
    ),
    ContractSigned(lot=LOT, signed_on=DAY, price_fen=3_860_000_000),
    LotFailed(lot=LOT, reason="投标人少于三个", failed_on=DAY),
    ProcedureTerminated(lot=LOT, reason="项目取消", terminated_on=DAY),
    GuaranteeAccepted(
        guarantee=GUARANTEE,
        deposit=DEPOSIT,
        lot=LOT,
        party=COMPANY,
        number="GUA-2026-17",
        guarantor="某某担保有限公司",
        valid_until=DAY,
        entries=(PROMISED,),
    ),
    GuaranteeReleased(guarantee=GUARANTEE, entries=(reversed_entry(PROMISED),)),
    RefundProposed(
        batch=BATCH, account=ACCOUNT, proposed_by=PERSON, proposal=DIGEST, items=(ITEM,)
    ),
    RefundBatchApproved(batch=BATCH, approved_by=PERSON),
    RefundRejected(batch=BATCH, rejected_by=PERSON, reason="金额不符"),
    PaymentOrdered(
        payment=PAYMENT,
        account=ACCOUNT,
        amount_fen=PRICE,
        lot=LOT,
        party=COMPANY,
        payee=PAYEE,
    ),
    PaymentSent(payment=PAYMENT, message=MESSAGE, sha256=DIGEST),
    PaymentReported(payment=PAYMENT, status="REJECTED", code="AC04", reason="账户已销户"),
    PaymentSettled(payment=PAYMENT, line=LINE),
    PaymentReturned(payment=PAYMENT, code=None, line=LINE),
)
