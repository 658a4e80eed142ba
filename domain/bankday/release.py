"""A file in quarantine is released by two persons: taken as it is, with its difference in the open.

A joint act (DESIGN 3): both sign the same command. Who reconciles proposes, who reviews signs too.
"""

from typing import Any

from domain.bankday.events import StatementReleased
from domain.bankday.quarantine import check_file, not_waiting, stream, with_accounts
from domain.bankday.state import BankDay
from domain.identifiers import DayId
from domain.kernel import Command, Context, Decider, Decision, Placed, Rejected, command


@command("ReleaseStatement", zh="放行隔离对账单")
class ReleaseStatement(Command):
    """Let a file be banked although it does not add up; `of`: the days of its statements."""

    sha256: str
    of: tuple[DayId, ...]
    reason: str

    def __post_init__(self) -> None:
        check_file(self.sha256, self.of, self.reason)


def release(states: tuple[Any, ...], asked: ReleaseStatement, context: Context) -> Decision:
    """Whole, and only into open days: what is banked would change a closed one."""
    days: tuple[BankDay, ...] = states[: len(asked.of)]
    for of, day in zip(asked.of, days, strict=True):
        if refused := not_waiting(day, of, asked.sha256, whole=True):
            return refused
        if asked.of not in {one.of for one in day.waiting if one.sha256 == asked.sha256}:
            return Rejected("bankday.not_whole", f"file {asked.sha256[:8]} has other days too")
        if day.closed is not None:
            return Rejected("bankday.closed", f"{of.account} {of.day} is closed")
    assert context.cosigner is not None, "a joint act is signed by two"
    return tuple(
        Placed(
            stream(of),
            StatementReleased(
                account=of.account,
                day=of.day,
                statement=one.statement,
                proposed_by=context.actor.person,
                released_by=context.cosigner[0],
                sha256=asked.sha256,
                reason=asked.reason,
            ),
        )
        for of, day in zip(asked.of, days, strict=True)
        for one in day.waiting
        if one.sha256 == asked.sha256
    )


RELEASE_STATEMENT = Decider(
    handles=ReleaseStatement, touches=lambda asked: with_accounts(asked.of), decide=release
)
