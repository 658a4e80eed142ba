"""A statement is recorded for an account of ours: the account's terms and the day together."""

from domain.account.state import BankAccount
from domain.bankday.record import RecordStatement, record
from domain.bankday.state import BankDay
from domain.desk.books import kept_in
from domain.identifiers import DayId
from domain.kernel import Context, Decider, Decision, StreamId


def _touches(asked: RecordStatement) -> tuple[StreamId, ...]:
    day = DayId(asked.account, asked.day)
    return (StreamId("bankday", str(day)), StreamId("account", asked.account))


def decide(
    states: tuple[BankDay, BankAccount], asked: RecordStatement, _context: Context
) -> Decision:
    """Only an open account has days, in its own currency."""
    day, account = states
    return kept_in(account, asked.account, asked.currency) or record(day, asked)


RECORD_STATEMENT = Decider(handles=RecordStatement, touches=_touches, decide=decide)
