"""A refund from the rule that owes it to the bank's word, told by facts; amounts in fen."""

from datetime import date, datetime
from typing import Any

from domain.accounts import (
    BANK_DEBITS,
    DEPOSITS_HELD,
    FROZEN,
    IN_TRANSIT,
    INTEREST_PAYABLE,
    INTEREST_TO_ALLOCATE,
    REFUNDS_PAYABLE,
    RETURNED,
    UNIDENTIFIED,
)
from domain.deposit.arrived import LateReceiptDetected, ReceiptMatched
from domain.deposit.events import HoldLifted, HoldPlaced
from domain.deposit.owed import (
    BankInterestCredited,
    InterestAllocated,
    PayeeProposed,
    RefundApproved,
    RefundConfirmed,
    RefundFailed,
    RefundInstructed,
    RefundObligationCancelled,
    RefundObligationCreated,
    RefundReissued,
    RefundReturned,
)
from domain.kernel import Post
from domain.payee import Payee
from domain.postings import Entry, Leg, moved
from tests.kit.rows import ACCOUNT, BASIC, DAY, OWNER, PAYER, PRICE, D, counted
from tests.kit.story import MAKER, NOON

PAYEE = Payee(name=PAYER, account=BASIC)
OTHER_PAYEE = Payee(name=PAYER, account="35050161000000009999", bank="农行漳州分行")
EVIDENCE, PROPOSAL = "ee" * 32, "dd" * 32
BATCH = "RB-2026-05-11-0A1F"
DUE, UNTIL = date(2026, 5, 18), date(2026, 5, 14)
COURT = Post("COURT", "漳州市中级人民法院")


def line(number: int) -> str:
    """The code of a line of the page."""
    return f"{OWNER}/1#{number}"


def refund(number: int = 1) -> str:
    """The code of a refund."""
    return f"{D}/{number}"


def payment(number: int = 1, attempt: int = 1) -> str:
    """The code of a payment."""
    return f"{D}/{number}/{attempt}"


def matched(number: int = 1, amount: int = PRICE, account: str | None = BASIC) -> ReceiptMatched:
    """A line of the page counted."""
    return ReceiptMatched(
        deposit=D,
        line=line(number),
        payer=PAYER,
        payer_account=account,
        value_date=DAY,
        entries=(counted(amount),),
    )


def late(number: int = 1, amount: int = PRICE, of: int = 1) -> tuple[Any, ...]:
    """A line came late and is owed back as refund `of`."""
    entry = moved("P06", (UNIDENTIFIED, OWNER), (REFUNDS_PAYABLE, refund(of)), amount)
    came = LateReceiptDetected(
        deposit=D,
        line=line(number),
        payer=PAYER,
        payer_account=BASIC,
        value_date=DAY,
        entries=(entry,),
    )
    return (came, owed(of, amount, cause="LATE", interest=False, line=line(number)))


def owed(number: int = 1, amount: int = PRICE, **other: Any) -> RefundObligationCreated:
    """What is owed at a lot's end, or of a line."""
    facts = {"cause": "LOSER", "rule": "CT-20", "due": DUE, "interest": True, "line": None}
    facts |= {"deposit": D, "number": number, "amount_fen": amount, "payee": PAYEE}
    return RefundObligationCreated(**(facts | other))


def cancelled(number: int = 1) -> RefundObligationCancelled:
    """It is not owed any more."""
    return RefundObligationCancelled(deposit=D, number=number)


def elsewhere(number: int = 1, by: str = MAKER, payee: Payee = OTHER_PAYEE) -> PayeeProposed:
    """Another account is proposed for it."""
    return PayeeProposed(deposit=D, number=number, proposed_by=by, payee=payee, evidence=EVIDENCE)


def approved(
    number: int = 1,
    attempt: int = 1,
    amount: int | None = PRICE,
    batch: str = BATCH,
    to_come: bool = False,
) -> RefundApproved:
    """It may be paid; `amount` None: it was payable before, and nothing moves. `to_come`: once its
    interest is there.
    """
    entry = amount and moved("P11", (DEPOSITS_HELD, D), (REFUNDS_PAYABLE, refund(number)), amount)
    return RefundApproved(
        deposit=D,
        number=number,
        attempt=attempt,
        batch=batch,
        account=ACCOUNT,
        interest_to_come=to_come,
        entries=(entry,) if entry else (),
    )


def credited(fen: int, until: date = UNTIL, number: int = 9) -> BankInterestCredited:
    """The bank paid interest, on a line of the page."""
    entry = moved("P16", (UNIDENTIFIED, OWNER), (INTEREST_TO_ALLOCATE, D), fen)
    return BankInterestCredited(deposit=D, until=until, line=line(number), entries=(entry,))


def allocated(fen: int, number: int = 1, left: int = 0, reason: str | None = None) -> Any:
    """So much of it goes with a refund."""
    entry = moved("P17", (INTEREST_TO_ALLOCATE, D), (INTEREST_PAYABLE, refund(number)), fen)
    return InterestAllocated(
        deposit=D,
        number=number,
        to="2006",
        entitled_fen=fen,
        left_fen=left,
        reason=reason,
        entries=(entry,),
    )


def left(fen: int, reason: str) -> InterestAllocated:
    """So much of it stays, and why."""
    return InterestAllocated(
        deposit=D, number=None, to=None, entitled_fen=0, left_fen=fen, reason=reason, entries=()
    )


def instructed(
    number: int = 1, attempt: int = 1, amount: int = PRICE, interest: int = 0
) -> RefundInstructed:
    """It is on its way, interest with it."""
    owner = refund(number)
    legs = [Leg("2005", owner, amount, "P12")]
    legs += [Leg("2006", owner, interest, "P12")] if interest else []
    legs += [Leg("1009", owner, -amount - interest, "P12")]
    return RefundInstructed(
        deposit=D,
        number=number,
        payment=payment(number, attempt),
        entries=(Entry("CUST", "CNY", tuple(legs)),),
    )


def _step(shape: Any, number: int, attempt: int, entry: Entry, **other: Any) -> Any:
    return shape(
        deposit=D, number=number, payment=payment(number, attempt), entries=(entry,), **other
    )


def confirmed(number: int = 1, attempt: int = 1, amount: int = PRICE) -> RefundConfirmed:
    """The statement shows it."""
    entry = moved("P13", (IN_TRANSIT, refund(number)), (BANK_DEBITS, OWNER), amount)
    return _step(RefundConfirmed, number, attempt, entry)


def failed(
    number: int = 1, attempt: int = 1, amount: int = PRICE, to: str = "2005", code: str = "AC04"
) -> RefundFailed:
    """The bank refused it: payable as it was."""
    owner = refund(number)
    legs = (Leg("1009", owner, amount, "P14"), Leg(to, owner, -amount, "P14"))
    return _step(RefundFailed, number, attempt, Entry("CUST", "CNY", legs), code=code)


def returned(
    number: int = 1, attempt: int = 1, amount: int = PRICE, code: str | None = "AC04"
) -> RefundReturned:
    """It came back."""
    entry = moved("P15", (UNIDENTIFIED, OWNER), (RETURNED, refund(number)), amount)
    return _step(RefundReturned, number, attempt, entry, code=code)


def reissued(number: int = 1, attempt: int = 2, amount: int = PRICE) -> RefundReissued:
    """What came back is on its way again."""
    entry = moved("P15", (RETURNED, refund(number)), (IN_TRANSIT, refund(number)), amount)
    return _step(RefundReissued, number, attempt, entry)


def held(amount: int, hold: str = "H1", authority: Post = COURT, on: datetime = NOON) -> HoldPlaced:
    """So much is held back."""
    return HoldPlaced(
        deposit=D,
        hold=hold,
        authority=authority,
        cause="保全",
        document="(2026)闽06执保1号",
        day=on.date(),
        entries=(moved("P26", (DEPOSITS_HELD, D), (FROZEN, D), amount),),
    )


def lifted(amount: int, hold: str = "H1", on: datetime = NOON) -> HoldLifted:
    """It is let go again."""
    entry = moved("P26", (FROZEN, D), (DEPOSITS_HELD, D), amount)
    return HoldLifted(deposit=D, hold=hold, day=on.date(), entries=(entry,))
