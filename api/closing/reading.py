"""Everything that the checks of a day look at, gathered once, at one position."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from api.closing.books import Books, InQuarantine, Line, LotTerms, Whole
from api.closing.lines import sides
from api.closing.outside.beside import Laid
from api.closing.owing import Owing
from api.closing.proof import whole
from api.readers import Readers
from api.wiring import System
from domain.accounts import BY_CODE
from domain.bankday.state import BankDay
from domain.calendar import beijing_day
from domain.governance.state import Law
from domain.identifiers import DayId
from domain.kernel import Rejected, StreamId
from domain.lot.standing import category_of
from domain.lot.state import Lot
from domain.phases import UNDER_WAY
from ledger.replay import Replay
from projections.bankdays import ACCOUNTS, CLOSES, LINES
from projections.lots import LOTS
from projections.projection import Table
from projections.reader import NotBuilt, Reader, Row

type Proof = Callable[[System, int], Whole]
"""What is known of the log up to a position."""

_WAIT_S = 5.0


class NotFollowed(ValueError):
    """There is no such day to close: the account is unknown, or the position is beyond the log."""


@dataclass(frozen=True, slots=True)
class Gathered:
    """The record, the day's own state, and the account's row."""

    books: Books
    day: BankDay
    account: Row


def needed(readers: Readers) -> tuple[Reader, ...]:
    """What a day is read from."""
    return (
        readers.balances.reader,
        readers.bankdays,
        readers.lots,
        readers.deposits,
        readers.refunds,
        readers.payments,
        readers.dormant,
        readers.payouts,
        readers.trail,
    )


def reach(system: System, position: int | None = None) -> int:
    """The position to read at: that one, once `needed` have come to it; None: the newest.

    To the newest they are brought here, for whoever asks where no runner follows. Raises
    NotFollowed beyond the log, NotReached.
    """
    head, readers = system.store.tail().position, system.readers
    if position is not None:
        if not 0 < position <= head:
            raise NotFollowed(f"position {position} is not within the log, which ends at {head}")
        readers.wait(needed(readers), position, _WAIT_S)
        return position
    try:
        behind = readers.reached(needed(readers)) < head
    except NotBuilt:
        behind = True
    if behind:
        readers.runner.catch_up()
    return head


def gather(system: System, account: str, day: date, at: int, proof: Proof = whole) -> Gathered:
    """Reads a day at a position that was reached. Raises NotFollowed for an unknown account."""
    followed = row_of(system, ACCOUNTS, {"account": account}, at)
    if followed is None:
        raise NotFollowed(f"account {account!r} is not opened in the books")
    replay, of = system.replay, DayId(account, day)
    state = replay.state(StreamId("bankday", str(of)), at)
    assert isinstance(state, BankDay)
    books = _books(system, replay, of, state, followed, at)
    return Gathered(replace(books, log=proof(system, at)), state, followed)


def ledger(system: System, followed: Row, day: date, at: int) -> int:
    """The books' balance of an account at a day's end, as known at a position; minor units."""
    cash = BY_CODE[followed["holds"]]
    key = cash.book, followed["currency"], cash.code, followed["account"]
    return system.readers.balances.one(*key, at, day).amount


def _books(
    system: System, replay: Replay, of: DayId, day: BankDay, followed: Row, at: int
) -> Books:
    law = replay.state(system.log.charter.law, at)
    assert isinstance(law, Law)
    balances = tuple(system.readers.balances.owned(at, standing=True).rows)
    since = _last_close(system, of, at)
    owing = Owing(system, replay, at, since, balances, of.day)
    both = sides(system, replay, of, day, at)
    return Books(
        account=of.account,
        day=of.day,
        position=at,
        currency=followed["currency"],
        calendar=law.calendar,
        closing=day.closing,
        ledger=ledger(system, followed, of.day, at),
        bank_lines=both.bank,
        book_lines=both.books,
        unread=both.unread,
        quarantined=tuple(
            InQuarantine(one.came.sha256, one.came.difference, one.fate) for one in day.unbanked
        ),
        released=_released(day),
        balances=balances,
        transit=tuple(owing.transit()),
        owed=tuple(owing.owed()),
        elsewhere=tuple(owing.elsewhere()),
        lots=tuple(_lots(system, replay, law, of.day, at)),
        held=tuple(owing.held()),
        earned=tuple(owing.earned(law)),
        left=tuple(owing.left()),
        charges=tuple(_charges(system, of, at)),
        published=owing.published(),
        claimed=owing.claimed(),
        outside=Laid(system, replay, of, at, since, balances).all(),
    )


def _released(day: BankDay) -> int:
    """By how much the day's last statement is off, where it came out of quarantine."""
    last = day.last
    return sum(
        one.came.difference or 0
        for one in day.quarantine
        if one.fate == "RELEASED"
        and last is not None
        and (one.came.sha256, one.came.statement) == last.key
    )


def _charges(system: System, of: DayId, at: int) -> list[Line]:
    """What the bank calls charges on the account, up to a day, and is nobody's yet."""
    where = {"account": of.account, "credit": False, "kind": "CHARGE", "allocated": 0}
    rows = system.readers.sealed_bankdays.rows(LINES, where, as_of=at).rows
    return [
        Line(row["line"], row["line"], False, row["amount"]) for row in rows if row["day"] <= of.day
    ]


def _last_close(system: System, of: DayId, at: int) -> int:
    """The position that the account's last closed day before this one was about; 0 for none."""
    where = {"account": of.account, "stage": "CLOSED"}
    rows = system.readers.bankdays.rows(CLOSES, where, as_of=at).rows
    return max((row["seen_at"] for row in rows if row["day"] < of.day), default=0)


def _lots(system: System, replay: Replay, law: Law, day: date, at: int) -> Iterator[LotTerms]:
    """Lots under way, each with the rules of the pack that it was born under, not today's."""
    where = {"phase": [one.value for one in UNDER_WAY]}
    for row in system.readers.lots.rows(LOTS, where, as_of=at).rows:
        lot = replay.state(StreamId("lot", row["lot"]), at)
        assert isinstance(lot, Lot)
        assert lot.defined is not None, "a lot under way was defined"
        rules = category_of(lot.defined, law)
        yield LotTerms(
            lot=row["lot"],
            rules=None if isinstance(rules, Rejected) else rules,
            scopes=lot.defined.scopes,
            estimate=row["estimate_fen"],
            deposit=row["deposit_fen"],
            day=beijing_day(row["announced_at"]) if row["announced_at"] else day,
        )


def row_of(system: System, table: Table, where: dict[str, Any], at: int) -> Row | None:
    """The one row of a table of the bank's days at a position, if it is there."""
    rows = system.readers.bankdays.rows(table, where, as_of=at, limit=1).rows
    return rows[0] if rows else None
