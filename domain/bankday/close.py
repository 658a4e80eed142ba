"""Closing a day: one person prepares, another signs the same; a closed day is never edited.

What came into quarantine counts: R01 does not pass over a statement of the day that nobody banked.
Each of these acts touches the account too, which says where it lies (4.3).
"""

from datetime import date
from typing import Any

from domain.bankday.checks import complete
from domain.bankday.events import Check, DayClosed, DayClosePrepared, DayCloseReturned
from domain.bankday.quarantine import with_accounts
from domain.bankday.state import BankDay
from domain.identifiers import DayId, account_code, digest
from domain.kernel import Command, Context, Decider, Decision, Rejected, StreamId, command
from domain.money import show

type States = tuple[BankDay, Any]
"""The day, and its account: no stream here looks into another's state."""


@command("PrepareClose", zh="编制日结")
class PrepareClose(Command):
    """Find a day in order. Figures as in DayClosePrepared, seen at `position`."""

    account: str
    day: date
    position: int
    statement: str
    closing: int
    ledger: int
    snapshot: str
    checks: tuple[Check, ...]

    def __post_init__(self) -> None:
        account_code(self.account)
        digest(self.statement)
        digest(self.snapshot)


@command("CloseDay", zh="复核日结")
class CloseDay(Command):
    """Sign the close that was prepared, whose command this one names: the same figures."""

    account: str
    day: date
    position: int
    snapshot: str

    def __post_init__(self) -> None:
        account_code(self.account)
        digest(self.snapshot)


@command("ReturnClose", zh="退回日结")
class ReturnClose(Command):
    """Give a prepared close back."""

    account: str
    day: date
    reason: str

    def __post_init__(self) -> None:
        account_code(self.account)
        if not self.reason.strip():
            raise ValueError("reason: expected why")


def prepare(states: States, asked: PrepareClose, context: Context) -> Decision:
    """With a statement, all checks answered; a difference is signed only with its explanation."""
    day = states[0]
    if day.closed is not None:
        return Rejected("bankday.closed", f"{asked.account} {asked.day} is closed")
    if not day.statements:
        return Rejected("bankday.no_statement", f"no statement of {asked.day} has come")
    if asked.closing != day.closing or day.last is None or asked.statement != day.last.sha256:
        return Rejected("bankday.other_statement", "another statement has come since: look again")
    if refused := complete(asked.checks):
        return refused
    first = asked.checks[0]
    if (asked.closing == asked.ledger and not day.unbanked) is not (first.result == "PASS"):
        told = show(asked.closing - asked.ledger)
        if day.unbanked:
            told += f"; statements not banked: {len(day.unbanked)}"
        return Rejected("bankday.difference", f"R01 says {first.result}, it is {told}")
    return (
        DayClosePrepared(
            account=asked.account,
            day=asked.day,
            prepared_by=context.actor.person,
            proposal=context.digest,
            position=asked.position,
            snapshot=asked.snapshot,
            statement=asked.statement,
            closing=asked.closing,
            ledger=asked.ledger,
            checks=asked.checks,
        ),
    )


def close(states: States, asked: CloseDay, context: Context) -> Decision:
    """By another person, over the same position and balances."""
    day = states[0]
    prepared = day.prepared
    if refused := _not_to_sign(day, asked.account, asked.day, context):
        return refused
    assert prepared is not None
    if context.maker != prepared.proposal:
        return Rejected("bankday.other_proposal", "the signature names another preparation")
    if (asked.position, asked.snapshot) != (prepared.position, prepared.snapshot):
        return Rejected("bankday.other_content", "the day was prepared otherwise")
    return (
        DayClosed(
            account=asked.account,
            day=asked.day,
            prepared_by=prepared.prepared_by,
            closed_by=context.actor.person,
            position=prepared.position,
            snapshot=prepared.snapshot,
            statement=prepared.statement,
            closing=prepared.closing,
            ledger=prepared.ledger,
            checks=prepared.checks,
        ),
    )


def give_back(states: States, asked: ReturnClose, context: Context) -> Decision:
    """By another person than prepared it; it may be prepared again."""
    day = states[0]
    if refused := _not_to_sign(day, asked.account, asked.day, context):
        return refused
    return (
        DayCloseReturned(
            account=asked.account,
            day=asked.day,
            returned_by=context.actor.person,
            reason=asked.reason,
        ),
    )


def _not_to_sign(day: BankDay, account: str, of: date, context: Context) -> Rejected | None:
    if day.closed is not None:
        return Rejected("bankday.closed", f"{account} {of} is closed")
    if day.prepared is None:
        return Rejected("bankday.not_prepared", f"nobody has prepared {account} {of}")
    if day.prepared.prepared_by == context.actor.person:
        return Rejected("bankday.own_close", "you prepared it: another person signs")
    return None


def _touches(asked: PrepareClose | CloseDay | ReturnClose) -> tuple[StreamId, ...]:
    return with_accounts([DayId(asked.account, asked.day)])


PREPARE_CLOSE = Decider(handles=PrepareClose, touches=_touches, decide=prepare)
CLOSE_DAY = Decider(handles=CloseDay, touches=_touches, decide=close)
RETURN_CLOSE = Decider(handles=ReturnClose, touches=_touches, decide=give_back)
