"""Does this money count for this deposit? The order of the tests is REFERENCE 3.5's.

Pure rules over a deposit and one arrival; the desk brings the two together.
"""

from domain.accounts import DEPOSITS_HELD, REFUNDS_PAYABLE, UNIDENTIFIED
from domain.calendar import Calendar, Unit
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
)
from domain.deposit.evidence import Arrival, wanted_by, weigh
from domain.deposit.owed import RefundObligationCreated
from domain.deposit.state import Deposit
from domain.evidence import Evidence, Mark
from domain.identifiers import RefundId
from domain.kernel import Event, Rejected
from domain.payee import payee_of
from domain.postings import Entry, Leg, moved

BACK_RULE, BACK_WORKING_DAYS = "DEP-BACK", 5
"""What never counted goes back within five working days of its arrival, in every category.

No statute names a term for it; the centre's own, as in REFERENCE 3.3 (evidence A).
"""


def receive(
    code: str, deposit: Deposit, came: Arrival, calendar: Calendar
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
    number = len(deposit.refunds) + 1
    if found.time is Mark.REQUIRED:
        late = _taken(LateReceiptDetected, code, came, _owed_entry("P06", code, number, came))
        return (late, _owed(code, number, "LATE", came, came.amount_fen, calendar))
    return _counted(code, wanted.missing_fen, number, came, calendar)


def _counted(
    code: str, missing: int, number: int, came: Arrival, calendar: Calendar
) -> tuple[Event, ...]:
    """It is in time and from the right payer: how much of it counts."""
    if not missing:
        entry = _owed_entry("P05", code, number, came)
        twice = _taken(DuplicateReceiptDetected, code, came, entry)
        return (twice, _owed(code, number, "DUPLICATE", came, came.amount_fen, calendar))
    excess = came.amount_fen - missing
    if excess > 0:
        entry = Entry(
            DEPOSITS_HELD.book,
            "CNY",
            (
                Leg(UNIDENTIFIED.code, came.owner, came.amount_fen, "P04"),
                Leg(DEPOSITS_HELD.code, code, -missing, "P04"),
                Leg(REFUNDS_PAYABLE.code, str(RefundId(code, number)), -excess, "P04"),
            ),
        )
        over = _taken(OverpaymentDetected, code, came, entry)
        return (over, _owed(code, number, "OVERPAID", came, excess, calendar))
    shape, row = (ReceiptPartial, "P03") if excess < 0 else (ReceiptMatched, "P02")
    entry = moved(row, (UNIDENTIFIED, came.owner), (DEPOSITS_HELD, code), came.amount_fen)
    return (_taken(shape, code, came, entry),)


def reject(
    code: str, deposit: Deposit, came: Arrival, calendar: Calendar
) -> tuple[Event, ...] | Rejected:
    """Money that was found to be somebody else's is owed back to whoever paid it (P07)."""
    if came.line not in deposit.refused:
        return Rejected("deposit.not_refused", f"{came.line} was not found against {code}")
    if payee_of(came.payer, came.payer_account) is None:
        return Rejected("deposit.payer_unknown", f"{came.line} does not say who paid it")
    number = len(deposit.refunds) + 1
    back = _taken(ReceiptRejected, code, came, _owed_entry("P07", code, number, came))
    return (back, _owed(code, number, "MISMATCH", came, came.amount_fen, calendar))


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


def _taken(shape: type[LineTaken], code: str, came: Arrival, entry: Entry) -> LineTaken:
    return shape(
        deposit=code,
        line=came.line,
        payer=came.payer,
        payer_account=came.payer_account,
        value_date=came.value_date,
        entries=(entry,),
    )


def _owed_entry(row: str, code: str, number: int, came: Arrival) -> Entry:
    owner = str(RefundId(code, number))
    return moved(row, (UNIDENTIFIED, came.owner), (REFUNDS_PAYABLE, owner), came.amount_fen)


def _owed(
    code: str, number: int, cause: str, came: Arrival, amount: int, calendar: Calendar
) -> RefundObligationCreated:
    return RefundObligationCreated(
        deposit=code,
        number=number,
        cause=cause,
        rule=BACK_RULE,
        due=calendar.add(came.day, BACK_WORKING_DAYS, Unit.WORKING_DAYS),
        amount_fen=amount,
        interest=False,
        payee=payee_of(came.payer, came.payer_account, came.payer_bank),
        line=came.line,
    )
