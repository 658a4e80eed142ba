"""What a lot's end owes: every deposit that is still held goes back, by the category's rule."""

from collections.abc import Iterator
from datetime import date
from typing import NamedTuple

from domain.calendar import Calendar, beijing_day
from domain.categories.category import Category, Cause
from domain.deposit.owed import RefundObligationCreated
from domain.deposit.refund import Standing
from domain.deposit.state import Deposit
from domain.desk.external import comes_without
from domain.identifiers import deposit_code, lot_code
from domain.kernel import Command, Context, Decider, Decision, Rejected, StreamId, command
from domain.lot.standing import category_of
from domain.lot.state import Lot
from domain.lot.stopped import Suspending
from domain.packs.rulebook import Rulebook
from domain.payee import Payee
from domain.phases import SIGNED, Phase
from domain.terms import Due, back_due, pays_interest, refund_due, refund_row

_ENDS = {
    **dict.fromkeys(SIGNED, "ContractSigned"),
    Phase.VOIDED: "ResultVoided",
    Phase.FAILED: "LotFailed",
    Phase.TERMINATED: "ProcedureTerminated",
}
"""The event by which a lot came to a phase, as the rows of a category name it."""


_BY_THE_RESULT = (Cause.LOSER, Cause.WINNER, Cause.NON_CANDIDATE)
"""Whose deposits wait while an objection is open, which may change it; those of a lot that is over
do not (2.8).
"""


@command("OweRefund", zh="应退保证金")
class OweRefund(Command):
    """The lot has come to where its deposits go back: is this one owed?"""

    deposit: str
    lot: str

    def __post_init__(self) -> None:
        deposit_code(self.deposit)
        lot_code(self.lot)


class Back(NamedTuple):
    """Why a deposit goes back, until when, and whether the bank's interest goes with it."""

    cause: Cause
    due: Due
    interest: bool


def decide(states: tuple[Deposit, Lot], asked: OweRefund, context: Context) -> Decision:
    """One obligation for each account that paid; none for what becomes price, or is owed already.

    Asked again it owes what was found since. The winner of a sale is owed nothing, its deposit is
    converted: but for what was found after that, and for what cannot be, as it is not whole.
    """
    deposit, lot = states
    terms = deposit.terms
    if terms is None or terms.lot != asked.lot or lot.defined is None:
        return Rejected("deposit.other_lot", f"{asked.deposit} is no deposit of {asked.lot}")
    goes = goes_back(deposit, lot, context.law, beijing_day(context.received_at))
    if goes is None or isinstance(goes, Rejected):
        return goes or ()
    return tuple(owed_back(asked.deposit, deposit, goes))


def _objection(lot: Lot) -> str | None:
    """The objection that the lot waits for, if it does."""
    told = (one.told for one in lot.suspended)
    return next((one.case for one in told if one.cause is Suspending.OBJECTION), None)


def goes_back(deposit: Deposit, lot: Lot, law: Rulebook, day: date) -> Back | Rejected | None:
    """Why a deposit of the lot goes back, and until when; None while nothing does. What goes by
    the result is refused while an objection may change that.

    `day`: on which this is asked. Whether a winner's is kept that does not sign, its owner decides,
    also of a lot that failed by it; what is not kept, or is found since, goes back from then on.
    """
    assert lot.defined is not None, "a lot of deposits was defined"
    goes = _by_its_rows(deposit, lot, law, day)
    case = _objection(lot)
    if isinstance(goes, Back) and case and goes.cause in _BY_THE_RESULT:
        told = f"{lot.defined.lot} waits for the answer to {case}"
        return Rejected("refund.objection_open", told)
    return goes


def _by_its_rows(deposit: Deposit, lot: Lot, law: Rulebook, day: date) -> Back | Rejected | None:
    """The same, whatever was objected."""
    assert deposit.terms is not None, "a deposit of a lot has terms"
    assert lot.defined is not None, "a lot of deposits was defined"
    defaulted = deposit.terms.party in lot.defaulted
    cause = _cause(lot, deposit)
    if (defaulted and not deposit.given.decided) or (cause is None and not defaulted):
        return None
    category = category_of(lot.defined, law)
    if isinstance(category, Rejected):
        return category
    if defaulted or cause is None:
        return not_kept(category, day, law.calendar)
    if cause is Cause.LOSER and _is_early(category, lot, deposit.terms.party):
        cause = Cause.NON_CANDIDATE
    due = _due(category, cause, lot, law.calendar) or _without_a_row(
        deposit, category, cause, lot, law.calendar
    )
    return None if due is None else Back(cause, due, pays_interest(category, cause))


def not_kept(category: Category, day: date, calendar: Calendar) -> Back:
    """Until when what its owner does not keep of a defaulted winner's deposit goes back, and with
    the bank's interest where a winner's does. No row speaks of it: the centre's own term.
    """
    return Back(Cause.WINNER, back_due(day, calendar), pays_interest(category, Cause.WINNER))


def _cause(lot: Lot, deposit: Deposit) -> Cause | None:
    """Why it goes back; None while nothing is decided, of it alone or of the lot."""
    assert deposit.terms is not None, "a deposit of a lot has terms"
    if lot.phase is Phase.FAILED:
        return Cause.FAILED
    if lot.phase is Phase.TERMINATED:
        return Cause.TERMINATED
    if lot.phase is Phase.VOIDED:
        return Cause.VOIDED
    if lot.phase in (Phase.AWARDED, *SIGNED):
        return Cause.WINNER if deposit.terms.party == lot.winner else Cause.LOSER
    short = lot.was("DepositDeadlinePassed") and not deposit.whole
    return Cause.INSUFFICIENT if short else None


def _is_early(category: Category, lot: Lot, party: str) -> bool:
    """Whether it is none of the candidates, where those who are none need not wait (CT-29)."""
    early = category.refund(Cause.NON_CANDIDATE)
    return early is not None and bool(lot.candidates) and party not in lot.candidates


def _due(category: Category, cause: Cause, lot: Lot, calendar: Calendar) -> Due | None:
    """Until when, counted from the event that the category's row names; None before it."""
    happened = {
        category.awarded_by: lot.awarded_on,
        _ENDS.get(lot.phase): lot.ended_on,
        "DepositDeadlinePassed": lot.day_of("DepositDeadlinePassed"),
    }
    for anchor, day in happened.items():
        row = refund_row(category, cause, day) if day is not None else None
        if day is not None and row is not None and row.anchor == anchor:
            return refund_due(category, cause, day, calendar)
    return None


def _without_a_row(
    deposit: Deposit, category: Category, cause: Cause, lot: Lot, calendar: Calendar
) -> Due | None:
    """Until when what no row speaks of goes back: by the centre's own term from the lot's end.

    Of a void result all that is held, where rules were born before there was such a row; of a sale
    what of its winner's deposit does not become price, and None where all of it may: not where that
    comes without it. What was owed back once stays owed, until a person converts the deposit after
    all; but what went back when its bid was withdrawn, before it was paid again.
    """
    if lot.ended_on is None or category.refund(cause):
        return None
    if lot.phase is Phase.VOIDED:
        return back_due(lot.ended_on, calendar)
    if lot.phase not in SIGNED:
        return None
    back = any(
        one.line is None and one.standing is not Standing.VOID and one.cause != Cause.WITHDRAWN
        for one in deposit.refunds
    )
    may_become = not deposit.converted and not comes_without(lot, deposit)
    if may_become and deposit.whole and not back:
        return None
    return back_due(lot.ended_on, calendar)


def owed_back(code: str, deposit: Deposit, goes: Back) -> Iterator[RefundObligationCreated]:
    """An obligation for each account that paid, of what came and is not owed back yet."""
    number = len(deposit.refunds)
    counted = [
        receipt
        for receipt in deposit.receipts
        if receipt.back_fen and not deposit.is_pooled(receipt)
    ]
    accounts = {receipt.payee and receipt.payee.account: receipt.payee for receipt in counted}
    for payee in accounts.values():
        came = sum(receipt.back_fen for receipt in counted if receipt.is_of(payee))
        owed = sum(refund.amount_fen for refund in deposit.refunds if refund.is_of(payee))
        if came <= owed:
            continue
        number += 1
        yield RefundObligationCreated(
            deposit=code,
            number=number,
            cause=goes.cause.value,
            rule=goes.due.rule,
            due=goes.due.day,
            since=goes.due.since,
            amount_fen=came - owed,
            interest=goes.interest,
            interest_until=_paid_until(deposit, payee),
            payee=payee,
            line=None,
        )


def _paid_until(deposit: Deposit, payee: Payee | None) -> date | None:
    """Up to when the bank had paid its interest on what was owed to an account and is no longer.

    A line that was taken back and given again is the same money: the bank will not pay twice.
    """
    account = payee and payee.account
    void = (one for one in deposit.refunds if one.standing is Standing.VOID and one.line is None)
    theirs = (one for one in void if (one.payee and one.payee.account) == account)
    return max((one.interest_until for one in theirs if one.interest_until), default=None)


OWE_REFUND = Decider(
    handles=OweRefund,
    touches=lambda asked: (StreamId("deposit", asked.deposit), StreamId("lot", asked.lot)),
    decide=decide,
)
