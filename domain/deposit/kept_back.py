"""Does an order keep this refund back: its money, where that stands, its amount? And since when?

One rule for who proposes, approves, pays, looks for what is overdue, and owes for what was late.
"""

from collections.abc import Iterable
from dataclasses import replace
from datetime import date

from domain.accounts import DEPOSITS_HELD
from domain.deposit.arrived import BankCreditReversed
from domain.deposit.events import DepositEvent, HoldLifted, HoldPlaced
from domain.deposit.holding import OF_A_REFUND, Hold, frozen_fen, keeping
from domain.deposit.owed import RefundObligationCancelled
from domain.deposit.passed_on import EnforcementExecuted
from domain.deposit.refund import WITH_US, Refund, Standing
from domain.deposit.spend import leaves
from domain.deposit.state import Deposit
from domain.identifiers import line_id
from domain.kernel import Rejected


def kept_back(deposit: Deposit, refund: Refund) -> Hold | None:
    """An order that keeps it back as things stand; None for what others keep of the deposit.

    Once it is payable its money stands in its own name, and any fen of that is its own. Before, it
    is of what is held: what an order freezes of that is of what came first, as a court takes it.
    """
    return _kept_by(deposit, refund, deposit.holds)


def held_back(deposit: Deposit, refund: Refund, code: str) -> Rejected | None:
    """Why it may not go on now, `code` being what would take it."""
    by = kept_back(deposit, refund)
    return Rejected("refund.held", f"{code} is held back: {by.code}") if by else None


def followed(before: Deposit, after: Deposit, event: DepositEvent) -> Deposit:
    """The deposit after a fact, with the days told on which orders keep its refunds back.

    From when on something is kept that was not before, and up to when what is not any more, only a
    day that the fact says can tell: days that nobody knows of are not counted.
    """
    if not (before.holds or after.holds):
        return after
    day, stood = _day(event), len(before.refunds)
    ends = isinstance(event, RefundObligationCancelled)
    refunds = tuple(
        _ended(one, ends)
        if one.standing is Standing.VOID
        else _followed(after, one, day, one.number > stood)
        for one in after.refunds
    )
    return replace(after, refunds=refunds)


def _day(event: DepositEvent) -> date | None:
    """On which day orders reach other refunds by it than before: an order's, or that of the debit
    by which the bank took a credit back.
    """
    match event:
        case HoldPlaced(day=day) | HoldLifted(day=day) | EnforcementExecuted(day=day):
            return day
        case BankCreditReversed(by=by) if by:
            return line_id(by).page.of.day
        case _:
            return None


def _ended(refund: Refund, now: bool) -> Refund:
    """One that is owed no more: what takes its place at once is kept back since then."""
    return refund if now else replace(refund, kept_since=None)


def _followed(deposit: Deposit, refund: Refund, day: date | None, new: bool) -> Refund:
    kept, since = refund.kept, refund.kept_since
    if since is not None and day is not None and since < day:
        kept, since = (*kept, (since, day)), day
    keeps = kept_back(deposit, refund) is not None
    now = (since or _starts(deposit, refund, day, new)) if keeps else None
    return replace(refund, kept=kept, kept_since=now)


def _starts(deposit: Deposit, refund: Refund, day: date | None, new: bool) -> date | None:
    """From when on it is kept: one that is `new`, since the orders came; one that was there, since
    the fact by which they reach it, or by which it is certain that they do.
    """
    since = _since(deposit, refund)
    if new or since is None:
        return since
    return max(since, day) if day else None


def _since(deposit: Deposit, refund: Refund) -> date | None:
    """Since when the orders that stand keep it back together, as far as they say their days."""
    placed = sorted(deposit.holds, key=lambda one: one.since or date.min)
    by = (placed[: at + 1] for at in range(len(placed)))
    return next((some[-1].since for some in by if _known(deposit, refund, some)), None)


def _known(deposit: Deposit, refund: Refund, holds: list[Hold]) -> bool:
    return holds[-1].since is not None and _kept_by(deposit, refund, holds) is not None


def _kept_by(deposit: Deposit, refund: Refund, holds: Iterable[Hold]) -> Hold | None:
    """The first of these orders that does, if they do."""
    if refund.standing not in WITH_US:
        return None
    holds = tuple(holds)
    own = keeping(holds, OF_A_REFUND, refund.number)
    if own or refund.line is not None or refund.standing is not Standing.OWED:
        return own
    fen = frozen_fen(holds, DEPOSITS_HELD.code)
    if not fen or leaves(deposit.receipts, deposit.refunds, refund, fen):
        return None
    return keeping(holds, (DEPOSITS_HELD.code,))
