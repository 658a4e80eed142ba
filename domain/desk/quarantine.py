"""A statement goes into quarantine for an account of ours: the account and the day together."""

from domain.account.state import BankAccount
from domain.bankday.quarantine import QuarantineStatement, quarantine, stream
from domain.bankday.state import BankDay
from domain.desk.books import kept_in
from domain.identifiers import DayId
from domain.kernel import Context, Decider, Decision, StreamId


def _touches(asked: QuarantineStatement) -> tuple[StreamId, ...]:
    return (stream(DayId(asked.account, asked.day)), StreamId("account", asked.account))


def decide(
    states: tuple[BankDay, BankAccount], asked: QuarantineStatement, _context: Context
) -> Decision:
    """Only an open account has days, in its own currency. A closed day may have it too: nothing
    is banked.
    """
    day, account = states
    return kept_in(account, asked.account, asked.currency) or quarantine(day, asked)


QUARANTINE_STATEMENT = Decider(handles=QuarantineStatement, touches=_touches, decide=decide)
