"""A statement is recorded for an account of ours: the account's terms and the day together."""

from domain.account.state import BankAccount
from domain.bankday.record import RecordStatement, record
from domain.bankday.state import BankDay
from domain.desk.books import kept_in
from domain.identifiers import DayId
from domain.kernel import Context, Decider, Decision, Rejected, StreamId

SAYS_WHOLE_DAY = ("C-CASH",)
"""Who may say that a statement is all of its day: a person who reconciles. A connection to a bank
brings what the bank sends, and knows no more of it than its balances tell."""


def _touches(asked: RecordStatement) -> tuple[StreamId, ...]:
    day = DayId(asked.account, asked.day)
    return (StreamId("bankday", str(day)), StreamId("account", asked.account))


def decide(
    states: tuple[BankDay, BankAccount], asked: RecordStatement, context: Context
) -> Decision:
    """Only an open account has days, in its own currency."""
    day, account = states
    if asked.whole_day and not context.holds(*SAYS_WHOLE_DAY):
        says = " or ".join(SAYS_WHOLE_DAY)
        told = f"statement {asked.statement} of {asked.account} {asked.day} is said to be all of it"
        return Rejected("bankday.whole_day", f"{told}: a person who is {says} says so")
    return kept_in(account, asked.account, asked.currency) or record(day, asked)


RECORD_STATEMENT = Decider(handles=RecordStatement, touches=_touches, decide=decide)
