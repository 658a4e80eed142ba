"""What of a deposit becomes others', and its payout, told by facts; amounts in fen."""

from dataclasses import replace
from typing import Any

from domain.accounts import (
    BANK_DEBITS,
    BANK_RECEIVABLE,
    DEPOSITS_HELD,
    FEES_TO_SWEEP,
    IN_TRANSIT,
    RETURNED,
    SELLER_PAYABLE,
    UNIDENTIFIED,
)
from domain.deposit.events import DepositRequired
from domain.deposit.passed_on import (
    DepositForfeited,
    ForfeitureReversed,
    GuaranteeProceedsReceived,
    PayoutAssigned,
    PayoutReleased,
    ProceedsTakenBack,
)
from domain.kernel import Post
from domain.payee import Payee
from domain.payment.events import PaymentOrdered, PaymentReported, PaymentSent, PaymentSettled
from domain.payout.events import (
    Part,
    PayoutApproved,
    PayoutConfirmed,
    PayoutFailed,
    PayoutGivenUp,
    PayoutInstructed,
    PayoutProposed,
    PayoutRejected,
    PayoutReturned,
)
from domain.postings import Entry, Leg, moved
from tests.kit.lots import CODE, WINNER
from tests.kit.rows import ACCOUNT, FILE, OWNER, PRICE, REQUIRED, TERMS, D
from tests.kit.story import CHECKER, MAKER

Q, OTHER_Q = "Q00000000000000C1", "Q00000000000000C2"
TENDERER = "住建局"
"""The lot's owner, and whose 2008 is then."""
PAYEE = Payee(name="漳州市住建局", account="35050161000000007777", bank="建行漳州分行")
DECISION, EVIDENCE, PROPOSAL = "住建〔2026〕17号", "ee" * 32, "dd" * 32
COURT = Post("COURT", "漳州市中级人民法院")
WINNERS: DepositRequired = replace(REQUIRED, terms=replace(TERMS, party=WINNER, lot=CODE))
LOSERS: DepositRequired = replace(WINNERS, terms=replace(TERMS, party="N00000000000000B2"))


def forfeited(
    amount: int = PRICE, fees: int = 0, ground: str = "WINNER_DEFAULTED", rule: str = "CT-23"
) -> DepositForfeited:
    """So much is kept, for the lot's owner; `fees` of it first."""
    legs = [Leg("2002", D, amount, "P24")]
    legs += [Leg(FEES_TO_SWEEP.code, CODE, -fees, "P24")] if fees else []
    legs += [Leg(SELLER_PAYABLE.code, TENDERER, fees - amount, "P24")]
    return DepositForfeited(
        deposit=D,
        ground=ground,
        rule=rule,
        decided_by=TENDERER,
        document=DECISION,
        evidence=EVIDENCE,
        entries=(Entry("CUST", "CNY", tuple(legs)),),
    )


def reversed_by(authority: Post, amount: int = PRICE, claim: int = 0) -> ForfeitureReversed:
    """It is held again; of `claim` nothing moves."""
    entry = amount and moved("P25", (SELLER_PAYABLE, TENDERER), (DEPOSITS_HELD, D), amount)
    return ForfeitureReversed(
        deposit=D,
        authority=authority,
        document=DECISION,
        evidence=EVIDENCE,
        claim_fen=claim,
        entries=(entry,) if entry else (),
    )


def assigned(amount: int = PRICE, payout: str = Q, to: str = "2008", owner: str = TENDERER) -> Any:
    """The payout takes it along."""
    return PayoutAssigned(deposit=D, payout=payout, to=to, owner=owner, amount_fen=amount)


def released(payout: str = Q) -> PayoutReleased:
    """It lets it go."""
    return PayoutReleased(deposit=D, payout=payout)


def proceeds_gone(amount: int = 500, deposit: str = D) -> tuple[Any, ...]:
    """What a guarantor had paid was others' by the time the bank took it back: 1003 says so."""
    came, gone = f"{OWNER}/1#5", f"{OWNER}/1#6"
    paid = moved("P30", (UNIDENTIFIED, OWNER), (SELLER_PAYABLE, TENDERER), amount)
    back = moved("P09", (BANK_RECEIVABLE, deposit), (BANK_DEBITS, OWNER), amount)
    told: dict[str, Any] = {"deposit": deposit, "guarantee": "G00000000000000A1", "line": came}
    return (
        GuaranteeProceedsReceived(**told, entries=(paid,)),
        ProceedsTakenBack(**told, payout=None, by=gone, entries=(back,)),
    )


# The payout's own facts.


def proposed(*parts: Part, **other: Any) -> PayoutProposed:
    """By the maker, all of it to the tenderer."""
    facts: dict[str, Any] = {
        "payout": Q,
        "account": ACCOUNT,
        "proposed_by": MAKER,
        "proposal": PROPOSAL,
        "to": "2008",
        "owner": TENDERER,
        "parts": parts or (Part(deposit=D, amount_fen=PRICE),),
        "document": EVIDENCE,
        "lot": CODE,
        "payee": PAYEE,
    }
    return PayoutProposed(**(facts | other))


def approved() -> PayoutApproved:
    """By the checker."""
    return PayoutApproved(payout=Q, account=ACCOUNT, approved_by=CHECKER)


def rejected(reason: str = "收款人不符") -> PayoutRejected:
    """By the checker."""
    return PayoutRejected(payout=Q, rejected_by=CHECKER, reason=reason)


def instructed(amount: int = PRICE, to: str = "2008", row: str = "P22") -> PayoutInstructed:
    """It is on its way."""
    legs = (Leg(to, TENDERER, amount, row), Leg("1009", Q, -amount, row))
    return PayoutInstructed(payout=Q, entries=(Entry("CUST", "CNY", legs),))


def confirmed(amount: int = PRICE, row: str = "P22") -> PayoutConfirmed:
    """The statement shows it."""
    entry = moved(row, (IN_TRANSIT, Q), (BANK_DEBITS, OWNER), amount)
    return PayoutConfirmed(payout=Q, entries=(entry,))


def failed(amount: int = PRICE, code: str = "AC04") -> PayoutFailed:
    """It will not be made."""
    entry = moved("P14", (IN_TRANSIT, Q), (SELLER_PAYABLE, TENDERER), amount)
    return PayoutFailed(payout=Q, code=code, entries=(entry,))


def returned(amount: int = PRICE, code: str | None = "AC04") -> PayoutReturned:
    """It came back."""
    entry = moved("P15", (UNIDENTIFIED, OWNER), (RETURNED, Q), amount)
    return PayoutReturned(payout=Q, code=code, entries=(entry,))


def given_up(amount: int = 0, reason: str = "账户已销户") -> PayoutGivenUp:
    """It is made no more; `amount` had come back."""
    entry = amount and moved("P15", (RETURNED, Q), (SELLER_PAYABLE, TENDERER), amount)
    return PayoutGivenUp(payout=Q, reason=reason, entries=(entry,) if entry else ())


PAID = (proposed(), approved(), instructed(), confirmed())
"""A payout that the bank has paid."""

# Its payment.


def ordered(amount: int = PRICE, **other: Any) -> PaymentOrdered:
    """The bank has an order."""
    facts: dict[str, Any] = {"payment": Q, "account": ACCOUNT, "amount_fen": amount}
    facts |= {"lot": CODE, "party": None, "payee": PAYEE}
    return PaymentOrdered(**(facts | other))


def sent() -> PaymentSent:
    """In a message."""
    return PaymentSent(payment=Q, message="MSG-1", sha256=FILE)


def said(status: Any, code: str | None = None, reason: str | None = None) -> PaymentReported:
    """The bank's answer."""
    return PaymentReported(payment=Q, status=status, code=code, reason=reason)


def settled(line: str) -> PaymentSettled:
    """The statement shows it."""
    return PaymentSettled(payment=Q, line=line)
