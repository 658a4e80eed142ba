"""The record of the stream: `bankday/ACCOUNT/2026-03-17`. Its decider sits at the desk."""

from domain.bankday.events import StatementImported
from domain.bankday.state import BankDay, evolve
from domain.kernel import Stream

BANKDAY = Stream(
    name="bankday",
    events=(StatementImported,),
    initial=BankDay(),
    evolve=evolve,
)
