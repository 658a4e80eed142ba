"""What is due: every source of deadlines, and everything that is to be sent out, on one page."""

from collections.abc import Callable, Iterable, Sequence
from datetime import datetime, timedelta

from api.banking.rounds import rounds
from api.jobs.sessions import is_disclosed, session_turns
from api.wiring import System
from domain.calendar import beijing_day, midnight
from domain.deposit.kept_back import kept_back
from domain.deposit.reckon import last_day
from domain.desk.entitled import Paying
from domain.desk.pay_refund import PayRefund, goes_now
from domain.kernel import Rejected, StreamId
from domain.lot.close import PassDepositDeadline
from domain.lot.documents import CloseDocumentSale, PassBidDeadline
from domain.lot.standstill import is_stopped
from domain.phases import Phase
from domain.trade.suspension import ResumeProcedure
from ledger.clockwork import Due
from projections.disputes import SUSPENSIONS
from projections.lots import LOTS
from projections.reader import Row
from projections.refunds import REFUNDS

type Deadlines = Callable[[System, datetime], Iterable[Due]]
"""deadlines(system, at): those whose time has come by an instant, as long as nothing came of them.

A deadline's command carries its legal time, so that a late tick changes nothing."""

type Sending = Callable[[System], object]
"""Sends what is to be sent by now (payments to a bank); asks the log first what was sent."""


def deposit_deadlines(system: System, at: datetime) -> Iterable[Due]:
    """Announced and open lots whose deposits are due by an instant, but for disclosures."""
    for row in _lots(system, Phase.ANNOUNCED, Phase.OPEN):
        if row["deposits_over"] or not _passed(system, row, row["deposit_deadline"], at):
            continue
        if is_disclosed(system, row) is None:
            wanted = PassDepositDeadline(lot=row["lot"], deadline=row["deposit_deadline"])
            yield Due("deposit_deadline", row["deposit_deadline"], row["lot"], wanted)


def document_deadlines(system: System, at: datetime) -> Iterable[Due]:
    """Open lots whose documents can be had no more by an instant."""
    for row in _lots(system, Phase.OPEN):
        until = row["documents_until"]
        if until and not row["documents_over"] and _passed(system, row, until, at):
            wanted = CloseDocumentSale(lot=row["lot"], deadline=until)
            yield Due("document_deadline", until, row["lot"], wanted)


def bid_deadlines(system: System, at: datetime) -> Iterable[Due]:
    """Open lots whose bids are due by an instant, once their other deadlines have passed."""
    for row in _lots(system, Phase.OPEN):
        over = row["deposits_over"] and row["documents_over"]
        if over and _passed(system, row, row["opening_at"], at):
            wanted = PassBidDeadline(lot=row["lot"], deadline=row["opening_at"])
            yield Due("bid_deadline", row["opening_at"], row["lot"], wanted)


def _passed(system: System, row: Row, deadline: datetime, at: datetime) -> bool:
    """Whether a lot's time has come by an instant; it does not while its lot stands still."""
    if deadline > at:
        return False
    return not is_stopped(system.replay.state(StreamId("lot", row["lot"])), deadline)


def _lots(system: System, *phases: Phase) -> Sequence[Row]:
    return system.readers.lots.rows(LOTS, {"phase": [one.value for one in phases]}).rows


def suspension_ends(system: System, at: datetime) -> Iterable[Due]:
    """Procedures whose suspension had a last day, which is over."""
    rows = system.readers.disputes.rows(SUSPENSIONS, {"open": True}).rows
    for row in rows:
        over = row["until"] and midnight(row["until"] + timedelta(days=1))
        if over and over <= at:
            wanted = ResumeProcedure(lot=row["lot"], case=row["case"] or None, document=None)
            yield Due("suspension_end", over, f"{row['lot']}/{row['case']}", wanted)


def refunds_awaited(system: System, at: datetime) -> Iterable[Due]:
    """Approved refunds that waited for the bank's interest: it is there, or they are due.

    So is one whose bank pays sums by now: it waits for none, and goes when it is due.
    """
    rows = system.readers.refunds.rows(REFUNDS, {"awaits": True}).rows
    deposits = system.replay.states(StreamId("deposit", row["deposit"]) for row in rows)
    for row in rows:
        deposit = deposits[StreamId("deposit", row["deposit"])]
        refund = deposit.refund(row["number"])
        if refund is None or not refund.awaits or kept_back(deposit, refund):
            continue
        ours = system.replay.state(StreamId("account", refund.account))
        paying = Paying(refund.account, ours, beijing_day(at))
        law = system.law()
        due = last_day(deposit, refund, law)
        fen = goes_now(deposit, refund, law, paying)
        since = due if fen is None else refund.interest_until or due
        if isinstance(fen, Rejected) or since > paying.day:
            continue
        wanted = PayRefund(deposit=row["deposit"], number=row["number"], account=refund.account)
        yield Due("refund_awaited", midnight(since), f"{row['deposit']}/{row['number']}", wanted)


DEADLINES: tuple[Deadlines, ...] = (
    deposit_deadlines,
    document_deadlines,
    bid_deadlines,
    session_turns,
    suspension_ends,
    refunds_awaited,
)

SENDINGS: tuple[Sending, ...] = (rounds,)
