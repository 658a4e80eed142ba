"""The record of the stream: `bankday/ACCOUNT/2026-03-17`. Statements are recorded at the desk."""

from typing import get_args

from domain.bankday.close import CLOSE_DAY, PREPARE_CLOSE, RETURN_CLOSE
from domain.bankday.events import BankDayEvent
from domain.bankday.former import FORMER
from domain.bankday.quarantine import DISCARD_STATEMENT
from domain.bankday.release import RELEASE_STATEMENT
from domain.bankday.reopen import REOPEN_DAY
from domain.bankday.state import BankDay, evolve
from domain.kernel import Stream

BANKDAY = Stream(
    name="bankday",
    events=get_args(BankDayEvent.__value__),
    initial=BankDay(),
    evolve=evolve,
    deciders=(
        PREPARE_CLOSE,
        CLOSE_DAY,
        RETURN_CLOSE,
        REOPEN_DAY,
        RELEASE_STATEMENT,
        DISCARD_STATEMENT,
    ),
    former=FORMER,
)
