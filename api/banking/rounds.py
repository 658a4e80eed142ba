"""Rounds over every channel of an installation: the job, and what it tells."""

import logging
from dataclasses import replace
from datetime import timedelta

from api import locking
from api.banking.connections import BadConnection, Connection, connect, connections
from api.banking.round import USUAL, Done, Pauses, Round
from api.banking.standing import Standing, keep, lock, standing
from api.wiring import System
from domain.account.events import AccountOpened
from domain.kernel import StreamId
from domain.payment.state import Stage
from projections.payments import PAYMENTS

_TOLD = timedelta(minutes=1)
"""That all is well is written down this often."""


def rounds(system: System, pauses: Pauses = USUAL) -> dict[str, Done]:
    """One round over each channel that nobody else is at; what they came to, by account.

    A bank that does not answer holds up no other, nor does a round that breaks off. Raises
    HomeProblem for connections that cannot be read, and what the door or the database raised first.
    """
    made: dict[str, Done] = {}
    problems: list[Exception] = []
    for connection in connections(system.home):
        try:
            done = _round(system, connection.account, pauses)
        except Exception as problem:  # of this account: the others have their round all the same
            problems.append(problem)
        else:
            if done is not None:
                made[connection.account] = done
    if problems:
        raise problems[0]
    return made


def connect_account(system: System, wanted: Connection) -> bool:
    """Keeps a connection, between two rounds of the account; whether anything changed.

    Raises BadConnection for another holder while the bank has not answered all messages: with it
    they could not be made again as they were.
    """
    with locking.alone(lock(system.home, wanted.account)):
        known = _connection(system, wanted.account)
        renamed = known if known and known.holder != wanted.holder else None
        if renamed and (message := _waiting(system, wanted.account)):
            raise BadConnection(
                f"holder {wanted.holder!r}: expected {renamed.holder!r} until the bank has "
                f"answered message {message}"
            )
        return connect(system.home, wanted)


def opened_account(system: System, account: str) -> AccountOpened | None:
    """The account as the books opened it; None for one they do not follow."""
    replay = system.replay
    opened: AccountOpened | None = replay.state(StreamId("account", account)).opened
    return opened


def _connection(system: System, account: str) -> Connection | None:
    return next((one for one in connections(system.home) if one.account == account), None)


def _waiting(system: System, account: str) -> str | None:
    """A message that the bank has not answered in full, if there is one."""
    system.readers.runner.catch_up()
    wanted = {"account": account, "stage": Stage.SENT.value}
    rows = system.readers.payments.rows(PAYMENTS, wanted, limit=1).rows
    return str(rows[0]["message"]) if rows else None


def _round(system: System, account: str, pauses: Pauses) -> Done | None:
    opened = opened_account(system, account)
    if opened is None:
        return Done(problem=f"{account} is not open in the books: `zhangben account` opens it")
    with locking.alone_if_free(lock(system.home, account)) as ours:
        connection = _connection(system, account) if ours else None
        if connection is None:
            return None
        before = standing(system.home, account)
        channel = connection.opened(opened.number)
        made = Round(system, opened, channel, connection.holder, pauses=pauses)
        done, after = made.make(before)
        if {*after.wrong} != {*before.wrong}:
            _tell(account, after)
        if _news(before, after):
            keep(system.home, account, after)
        return done


def _tell(account: str, after: Standing) -> None:
    """Once, when it begins, whenever something else is wrong, and when it ends."""
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
