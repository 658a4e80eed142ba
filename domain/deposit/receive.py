"""Does this money count for this deposit? The order of the tests is REFERENCE 3.5's.

Pure rules over a deposit and one arrival; the desk brings the two together.
"""

from collections.abc import Iterator
from datetime import date
from typing import NamedTuple

from domain.accounts import (
    BANK_RECEIVABLE,
    CUST,
    DEPOSITS_HELD,
    REFUNDS_PAYABLE,
    UNIDENTIFIED,
)
from domain.categories.category import Cause
from domain.deposit.arrived import (
    DuplicateReceiptDetected,
    LateReceiptDetected,
    LineTaken,
    NonBasicAccountDetected,
    OverpaymentDetected,
    PayerMismatchDetected,
    ReceiptMatched,
    ReceiptPartial,
    ReceiptRejected,
    ReversalRepaid,
)
from domain.deposit.evidence import Arrival, Wanted, wanted_by, weigh
from domain.deposit.owed import RefundObligationCancelled, RefundObligationCreated
from domain.deposit.refund import Standing
from domain.deposit.state import Deposit
from domain.evidence import Evidence, Mark
from domain.identifiers import RefundId
from domain.kernel import Event, Rejected
from domain.packs.rulebook import Rulebook
from domain.payee import payee_of
from domain.postings import Entry, Leg
from domain.terms import Due, back_due, refund_due


class _Found(NamedTuple):
    """What an arrival is found to be: the fact, its posting row, why some of it goes back."""

    fact: type[LineTaken]
    row: str
    cause: Cause | None = None


_REPAID = _Found(ReversalRepaid, "P09")
_WHOLE, _PART = _Found(ReceiptMatched, "P02"), _Found(ReceiptPartial, "P03")
_OVER = _Found(OverpaymentDetected, "P04", Cause.OVERPAID)
_TWICE = _Found(DuplicateReceiptDetected, "P05", Cause.DUPLICATE)
_LATE = _Found(LateReceiptDetected, "P06", Cause.LATE)
_STRANGE = _Found(ReceiptRejected, "P07", Cause.MISMATCH)
_NOBODYS = _Found(ReceiptRejected, "P07", Cause.UNIDENTIFIED)


class _Shares(NamedTuple):
    """How an arrival is divided, in fen: it makes a reversed credit good, counts, goes back."""

    repaid: int
    counted: int
    back: int


def receive(
    code: str, deposit: Deposit, came: Arrival, law: Rulebook
) -> tuple[Event, ...] | Rejected:
    """The facts that the arrival brings this deposit; none when they were found before."""
    wanted = wanted_by(deposit)
    if not deposit.required:
        return Rejected("deposit.not_required", f"nobody asked for {code}")
    if wanted is None:
        return Rejected("deposit.unreadable", f"the terms of {code} cannot be read any more")
    if came.line in deposit.refused:
        return ()
    found = weigh(wanted, came)
    if found.number is Mark.REQUIRED:
        return Rejected("deposit.other_sub_account", f"{came.line} was paid to another number")
    if other := _from_somebody_else(code, found, came):
        return (other,)
    judged, counted = _judged(wanted, found, came)
    repaid = wanted.repaid_by(came)
    shares = _Shares(repaid, counted, came.amount_fen - repaid - counted)
    due = _due(deposit, judged, came.day, came, law)
    told = _told(code, deposit, came, judged, shares, due)
    return (*told, *_short_no_more(code, deposit, judged))


def _judged(wanted: Wanted, found: Evidence, came: Arrival) -> tuple[_Found, int]:
    """From the right payer: what it is, and how much of it counts."""
    rest, missing = came.amount_fen - wanted.repaid_by(came), wanted.missing_fen
    if not rest:
        return _REPAID, 0
    if found.time is Mark.REQUIRED:
        return _LATE, 0
    if not missing:
        return _TWICE, 0
    if rest > missing:
        return _OVER, missing
    return (_PART if rest < missing else _WHOLE), rest


def _short_no_more(
    code: str, deposit: Deposit, found: _Found
) -> Iterator[RefundObligationCancelled]:
    """The rest had come in time after all: what was owed back for want of it is owed no more."""
    if found not in (_WHOLE, _OVER):
        return
    for refund in deposit.refunds:
        if refund.cause == Cause.INSUFFICIENT and refund.standing is Standing.OWED:
            yield RefundObligationCancelled(deposit=code, number=refund.number)


def reject(
    code: str, deposit: Deposit, came: Arrival, day: date, law: Rulebook
) -> tuple[Event, ...] | Rejected:
    """Money found to be somebody else's is owed back to whoever paid it (P07), from that `day`."""
    if came.line not in deposit.refused:
        return Rejected("deposit.not_refused", f"{came.line} was not found against {code}")
    return _whole_back(code, deposit, came, _STRANGE, _due(deposit, _STRANGE, day, came, law))


def give_back(
    code: str, deposit: Deposit, came: Arrival, day: date, law: Rulebook
) -> tuple[Event, ...] | Rejected:
    """Money that is nobody's is owed back to whoever paid it, from the `day` on which that is said:
    until then it might have been somebody's.
    """
    due = _by_its_rows(deposit, _NOBODYS, day, law) or back_due(day, law.calendar)
    return _whole_back(code, deposit, came, _NOBODYS, due)


def _whole_back(
    code: str, deposit: Deposit, came: Arrival, found: _Found, due: Due | None
) -> tuple[Event, ...] | Rejected:
    """All that the line brought; to nobody whom the bank did not name whole."""
    if payee_of(came.payer, came.payer_account) is None:
        return Rejected("deposit.payer_unknown", f"{came.line} does not say who paid it")
    return _told(code, deposit, came, found, _Shares(0, 0, came.amount_fen), due)


def _from_somebody_else(
    code: str, found: Evidence, came: Arrival
) -> PayerMismatchDetected | NonBasicAccountDetected | None:
    shape: type[PayerMismatchDetected | NonBasicAccountDetected]
    if found.name is Mark.REQUIRED:
        shape = PayerMismatchDetected
    elif found.account is Mark.REQUIRED:
        shape = NonBasicAccountDetected
    else:
        return None
    return shape(deposit=code, line=came.line, payer=came.payer, payer_account=came.payer_account)


def _due(deposit: Deposit, found: _Found, day: date, came: Arrival, law: Rulebook) -> Due | None:
    """By the row of the deposit's category, from a day; else by the centre's own, from arrival."""
    if found.cause is None:
        return None
    return _by_its_rows(deposit, found, day, law) or back_due(came.day, law.calendar)


def _by_its_rows(deposit: Deposit, found: _Found, day: date, law: Rulebook) -> Due | None:
    """By the row of the deposit's category, from a day; None where it has none, or no row."""
    category = deposit.terms.rules(law) if deposit.terms else None
    if category is None or found.cause is None:
        return None
    return refund_due(category, found.cause, day, law.calendar)


def _told(
    code: str, deposit: Deposit, came: Arrival, found: _Found, shares: _Shares, due: Due | None
) -> tuple[Event, ...]:
    """The fact that moves the money, and what is owed back of it."""
    number = len(deposit.refunds) + 1
    legs = (
        Leg(BANK_RECEIVABLE.code, code, -shares.repaid, "P09"),
        Leg(DEPOSITS_HELD.code, code, -shares.counted, found.row),
        Leg(REFUNDS_PAYABLE.code, str(RefundId(code, number)), -shares.back, found.row),
    )
    source = Leg(UNIDENTIFIED.code, came.owner, came.amount_fen, found.row)
    entry = Entry(CUST, "CNY", (source, *(leg for leg in legs if leg.amount)))
    taken = found.fact(
        deposit=code,
        line=came.line,
        payer=came.payer,
        payer_account=came.payer_account,
        value_date=came.value_date,
        entries=(entry,),
    )
    if found.cause is None or due is None:
        return (taken,)
    owed = RefundObligationCreated(
        deposit=code,
        number=number,
        cause=found.cause.value,
        rule=due.rule,
        due=due.day,
        since=due.since,
        amount_fen=shares.back,
        interest=False,
        payee=payee_of(came.payer, came.payer_account, came.payer_bank),
        line=came.line,
    )
    return (taken, owed)
