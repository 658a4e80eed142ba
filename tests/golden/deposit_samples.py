"""Samples of what a deposit lives through: arrivals, holds, obligations, refunds, conversion."""

from domain.accounts import (
    BANK_DEBITS,
    BANK_RECEIVABLE,
    DEPOSITS_HELD,
    FROZEN,
    IN_TRANSIT,
    INTEREST_TO_ALLOCATE,
    PRICE_HELD,
    REFUNDS_PAYABLE,
    RETURNED,
    UNIDENTIFIED,
)
from domain.deposit.arrived import (
    BankCreditReversed,
    DuplicateReceiptDetected,
    LateReceiptDetected,
    OverpaymentDetected,
    ReceiptPartial,
    ReceiptRejected,
    ReversalRepaid,
)
from domain.deposit.events import (
    DepositSecured,
    DepositTermsChanged,
    GuaranteeReturned,
    HoldLifted,
    HoldPlaced,
)
from domain.deposit.owed import (
    BankInterestCredited,
    DepositConverted,
    InterestAllocated,
    PayeeProposed,
    RefundApproved,
    RefundConfirmed,
    RefundDueReckoned,
    RefundFailed,
    RefundInstructed,
    RefundObligationCancelled,
    RefundObligationCreated,
    RefundObligationReduced,
    RefundReissued,
    RefundReturned,
    RefundSetOff,
)
from domain.kernel import Event, Post
from domain.postings import moved
from tests.golden.facts import (
    ACCOUNT,
    BATCH,
    DAY,
    DEPOSIT,
    DIGEST,
    FROM_A_LINE,
    GUARANTEE,
    LINE,
    OVERPAID,
    OWNER,
    PAYEE,
    PAYS,
    PERSON,
    PRICE,
    REFUND,
    TERMS,
    owed,
)

AFTER = f"{DEPOSIT}/2"
"""The refund that takes what came when the first had gone."""

DEPOSIT_EVENTS: tuple[Event, ...] = (
    DepositTermsChanged(deposit=DEPOSIT, terms=TERMS),
    ReceiptPartial(
        **FROM_A_LINE,
        entries=(moved("P03", (UNIDENTIFIED, OWNER), (DEPOSITS_HELD, DEPOSIT), 1),),
    ),
    OverpaymentDetected(**FROM_A_LINE, entries=(OVERPAID,)),
    DuplicateReceiptDetected(**FROM_A_LINE, entries=(owed("P05"),)),
    LateReceiptDetected(**FROM_A_LINE, entries=(owed("P06"),)),
    ReceiptRejected(**FROM_A_LINE, entries=(owed("P07"),)),
    ReversalRepaid(
        **FROM_A_LINE,
        entries=(moved("P09", (UNIDENTIFIED, OWNER), (BANK_RECEIVABLE, DEPOSIT), PRICE),),
    ),
    BankCreditReversed(
        deposit=DEPOSIT,
        line=LINE,
        by=f"{OWNER}/1#4",
        gone_fen=0,
        entries=(moved("P09", (DEPOSITS_HELD, DEPOSIT), (BANK_DEBITS, OWNER), PRICE),),
    ),
    DepositSecured(deposit=DEPOSIT, guarantee=GUARANTEE, amount_fen=PRICE, valid_until=DAY),
    GuaranteeReturned(deposit=DEPOSIT, guarantee=GUARANTEE),
    HoldPlaced(
        deposit=DEPOSIT,
        hold="H1",
        authority=Post("COURT", "漳州市中级人民法院"),
        cause="保全",
        document="(2026)闽06执保1号",
        day=DAY,
        entries=(moved("P26", (DEPOSITS_HELD, DEPOSIT), (FROZEN, DEPOSIT), 1),),
    ),
    HoldLifted(
        deposit=DEPOSIT,
        hold="H1",
        day=DAY,
        entries=(moved("P26", (FROZEN, DEPOSIT), (DEPOSITS_HELD, DEPOSIT), 1),),
    ),
    RefundObligationCreated(
        deposit=DEPOSIT,
        number=1,
        cause="LATE",
        rule="DEP-BACK",
        due=DAY,
        amount_fen=PRICE,
        interest=False,
        interest_until=DAY,
        since=DAY,
        payee=PAYEE,
        line=LINE,
    ),
    RefundDueReckoned(deposit=DEPOSIT, number=1, due=DAY),
    RefundObligationCancelled(deposit=DEPOSIT, number=1),
    RefundObligationReduced(deposit=DEPOSIT, number=1, amount_fen=1),
    PayeeProposed(deposit=DEPOSIT, number=1, proposed_by=PERSON, payee=PAYEE, evidence=DIGEST),
    RefundApproved(
        deposit=DEPOSIT,
        number=1,
        attempt=1,
        batch=BATCH,
        account=ACCOUNT,
        interest_to_come=False,
        entries=(moved("P11", (DEPOSITS_HELD, DEPOSIT), (REFUNDS_PAYABLE, REFUND), PRICE),),
    ),
    BankInterestCredited(
        deposit=DEPOSIT,
        until=DAY,
        line=LINE,
        entries=(moved("P16", (UNIDENTIFIED, OWNER), (INTEREST_TO_ALLOCATE, DEPOSIT), 33_453),),
    ),
    InterestAllocated(
        deposit=DEPOSIT,
        number=2,
        follows_refund=1,
        to="2005",
        entitled_fen=33_444,
        left_fen=9,
        reason="BALANCE_ABOVE_REQUIRED",
        entries=(moved("P17", (INTEREST_TO_ALLOCATE, DEPOSIT), (REFUNDS_PAYABLE, AFTER), 33_444),),
    ),
    RefundInstructed(
        **PAYS, entries=(moved("P12", (REFUNDS_PAYABLE, REFUND), (IN_TRANSIT, REFUND), PRICE),)
    ),
    RefundConfirmed(
        **PAYS, entries=(moved("P13", (IN_TRANSIT, REFUND), (BANK_DEBITS, OWNER), PRICE),)
    ),
    RefundFailed(
        **PAYS,
        code="AC04",
        entries=(moved("P14", (IN_TRANSIT, REFUND), (REFUNDS_PAYABLE, REFUND), PRICE),),
    ),
    RefundReturned(
        **PAYS,
        code="AC04",
        entries=(moved("P15", (UNIDENTIFIED, OWNER), (RETURNED, REFUND), PRICE),),
    ),
    RefundReissued(
        **PAYS, entries=(moved("P15", (RETURNED, REFUND), (IN_TRANSIT, REFUND), PRICE),)
    ),
    RefundSetOff(
        deposit=DEPOSIT,
        number=1,
        entries=(moved("P09", (RETURNED, REFUND), (BANK_RECEIVABLE, DEPOSIT), PRICE),),
    ),
    DepositConverted(
        deposit=DEPOSIT,
        to="2004",
        earnest_fen=PRICE - 1,
        entries=(moved("P20", (DEPOSITS_HELD, DEPOSIT), (PRICE_HELD, DEPOSIT), PRICE),),
    ),
)
