"""The record of the stream: `bankday/ACCOUNT/2026-03-17`."""

from domain.bankday.events import StatementImported
from domain.bankday.record import RECORD_STATEMENT
from domain.bankday.state import BankDay, evolve
from domain.kernel import Stream

BANKDAY = Stream(
    name="bankday",
    events=(StatementImported,),
    initial=BankDay(),
    evolve=evolve,
    deciders=(RECORD_STATEMENT,),
)
