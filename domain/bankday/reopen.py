"""A closed day is opened again by two persons, with a reason; both its closes stay readable.

A joint act (DESIGN 3). Only an account's newest closed day is reopened, so older ones one after the
other from the newest back: a line that came into a day before a closed one would move the balance
that two signed for (decision 18).
"""

from datetime import date
from typing import Any

from domain.bankday.events import DayReopened
from domain.bankday.quarantine import with_accounts
from domain.bankday.state import BankDay
from domain.identifiers import DayId, account_code
from domain.kernel import Command, Context, Decider, Decision, Rejected, StreamId, command

LATER_MOST = 4_000
"""Days after the reopened one that are looked at: some ten years."""


@command("ReopenDay", zh="反日结")
class ReopenDay(Command):
    """Open a closed day again. `later`: the account's days after it that the proposer saw, each of
    which must be open.
    """

    account: str
    day: date
    later: tuple[date, ...]
    reason: str

    def __post_init__(self) -> None:
        account_code(self.account)
        if not self.reason.strip():
            raise ValueError("reason: expected why")
        if len(self.later) > LATER_MOST:
            raise ValueError(f"later: {len(self.later)} days, at most {LATER_MOST} are looked at")
        if list(self.later) != sorted({*self.later}) or self.day >= min(
            self.later, default=date.max
        ):
            raise ValueError(f"later: expected days after {self.day}, each once, in order")


def reopen(states: tuple[Any, ...], asked: ReopenDay, context: Context) -> Decision:
    """The newest closed day of the account."""
    days: tuple[BankDay, ...] = states[: 1 + len(asked.later)]
    day, *later = days
    if day.closed is None:
        return Rejected("bankday.not_closed", f"{asked.account} {asked.day} is not closed")
    for of, other in zip(asked.later, later, strict=True):
        if other.closed is not None:
            detail = f"{asked.account} {of} is closed too: it is reopened first"
            return Rejected("bankday.later_closed", detail)
    assert context.cosigner is not None, "a joint act is signed by two"
    return (
        DayReopened(
            account=asked.account,
            day=asked.day,
            proposed_by=context.actor.person,
            reopened_by=context.cosigner[0],
            position=day.closed.position,
            reason=asked.reason,
        ),
    )


def _touches(asked: ReopenDay) -> tuple[StreamId, ...]:
    return with_accounts([DayId(asked.account, day) for day in (asked.day, *asked.later)])


REOPEN_DAY = Decider(handles=ReopenDay, touches=_touches, decide=reopen)
