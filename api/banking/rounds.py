"""Rounds over every channel of an installation: the job, and what it tells."""

import logging
from dataclasses import replace
from datetime import timedelta

from api.banking.connections import Connection, connections
from api.banking.round import USUAL, Done, Pauses, Round
from api.banking.standing import Standing, alone, keep, standing
from api.wiring import System
from domain.account.events import AccountOpened
from domain.kernel import StreamId
from ledger.replay import Replay

_TOLD = timedelta(minutes=1)
"""That all is well is written down this often."""


def rounds(system: System, pauses: Pauses = USUAL) -> dict[str, Done]:
    """One round over each channel that nobody else is at; what they came to, by account.

    A bank that does not answer holds up no other. Raises HomeProblem for connections that cannot
    be read, and what the door or the database raises.
    """
    return {
        connection.account: done
        for connection in connections(system.home)
        if (done := _round(system, connection, pauses)) is not None
    }


def opened_account(system: System, account: str) -> AccountOpened | None:
    """The account as the books opened it; None for one they do not follow."""
    replay = Replay(system.log, system.store, system.vault)
    opened: AccountOpened | None = replay.state(StreamId("account", account)).opened
    return opened


def _round(system: System, connection: Connection, pauses: Pauses) -> Done | None:
    account = connection.account
    opened = opened_account(system, account)
    if opened is None:
        return Done(problem=f"{account} is not open in the books: `zhangben account` opens it")
    with alone(system.home, account) as ours:
        if not ours:
            return None
        before = standing(system.home, account)
        channel = connection.opened(opened.number)
        made = Round(system, opened, channel, connection.holder, pauses=pauses)
        done, after = made.make(before)
        if after.problem != before.problem:
            _tell(account, after)
        if _news(before, after):
            keep(system.home, account, after)
        return done


def _tell(account: str, after: Standing) -> None:
    """Once, when it begins and when it ends."""
    log = logging.getLogger(__name__)
    if after.problem:
        log.warning("bank of %s: %s", account, after.problem)
    else:
        log.warning("bank of %s: all is well again", account)


def _news(before: Standing, after: Standing) -> bool:
    """Whether there is something to write down: more than that the bank answered again."""
    if before.heard_at and after.heard_at and after.heard_at - before.heard_at < _TOLD:
        return replace(before, heard_at=after.heard_at) != after
    return before != after
