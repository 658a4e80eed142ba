"""A bank day as it stands."""

from dataclasses import dataclass, replace
from datetime import date
from typing import Literal, assert_never

from domain.bankday.events import (
    BankDayEvent,
    DayClosed,
    DayClosePrepared,
    DayCloseReturned,
    DayReopened,
    DormantReceiptsClaimed,
    DormantReceiptsDeclared,
    StatementDiscarded,
    StatementImported,
    StatementQuarantined,
    StatementReleased,
    StatementSuperseded,
)
from domain.bankday.stated import Stated, first_of, last_of

type Fate = Literal["WAITING", "RELEASED", "DISCARDED", "SUPERSEDED"]
"""What became of a statement in quarantine; `WAITING`: nothing yet."""


@dataclass(frozen=True, slots=True)
class Quarantined:
    """A statement that came into quarantine, and what became of it. `after`: how many statements
    of the day had been recorded by then.
    """

    came: StatementQuarantined
    fate: Fate = "WAITING"
    after: int = 0


@dataclass(frozen=True, slots=True)
class EarlierClose:
    """A close that stood until the day was opened again."""

    closed: DayClosed
    reopened: DayReopened


@dataclass(frozen=True, slots=True)
class BankDay:
    """The statements that came; its close as it was prepared, and as it was signed; closes before
    that; what of its statements came into quarantine; how much of its money is published as
    nobody's, and when somebody claimed such money last.
    """

    statements: tuple[Stated, ...] = ()
    prepared: DayClosePrepared | None = None
    closed: DayClosed | None = None
    earlier: tuple[EarlierClose, ...] = ()
    quarantine: tuple[Quarantined, ...] = ()
    dormant_fen: int = 0
    claimed_on: date | None = None

    def unclaimed_since(self, day: date) -> date:
        """Since when nobody claims what came on its `day` (R20): since then, or the last claim."""
        return max(day, self.claimed_on or day)

    @property
    def said_whole(self) -> bool:
        """Whether who reconciles said of one of its statements that it is all of the day."""
        return any(one.whole_day for one in self.statements)

    @property
    def first(self) -> Stated | None:
        """The statement with which the day begins, as far as is known."""
        return first_of(self.statements) if self.statements else None

    @property
    def last(self) -> Stated | None:
        """The statement with which the day ends, as far as is known."""
        return last_of(self.statements) if self.statements else None

    @property
    def closing(self) -> int | None:
        """Where the day closes at the bank (minor units); None before the first statement."""
        return None if self.last is None else self.last.closing

    def states(self, sha256: str, statement: str | None) -> bool:
        """Whether this statement of this file was recorded."""
        return self.stated(sha256, statement) is not None

    def stated(self, sha256: str, statement: str | None) -> Stated | None:
        """This statement of this file; None where it was not recorded."""
        return next((one for one in self.statements if one.key == (sha256, statement)), None)

    @property
    def waiting(self) -> tuple[StatementQuarantined, ...]:
        """What lies in quarantine, and nobody has decided about."""
        return tuple(one.came for one in self.quarantine if one.fate == "WAITING")

    @property
    def unbanked(self) -> tuple[Quarantined, ...]:
        """What the bank stated for the day and the books lack, however it came to that: it waits;
        it was released and is not recorded yet, though it states balances; it was discarded, and
        nothing that the bank calls the same has been recorded since.
        """
        return tuple(one for one in self.quarantine if self._lacks(one))

    def _lacks(self, one: Quarantined) -> bool:
        came = one.came
        if one.fate == "DISCARDED":
            since = (later.statement for later in self.statements[one.after :])
            return came.statement is None or came.statement not in since
        never_stated = came.opening is None or came.closing is None
        banked = never_stated or self.states(came.sha256, came.statement)
        return one.fate == "WAITING" or (one.fate == "RELEASED" and not banked)

    def fates(self, sha256: str) -> frozenset[Fate]:
        """What became of a file's statements in quarantine; none, where none came there."""
        return frozenset(one.fate for one in self.quarantine if one.came.sha256 == sha256)

    def keeps_out(self, sha256: str) -> bool:
        """Whether a file is in quarantine, or was and never came out of it."""
        return bool(self.fates(sha256) - {"RELEASED"})


def evolve(day: BankDay, event: BankDayEvent) -> BankDay:
    """The day after an event. Another statement, sound or not, makes a prepared close stale."""
    match event:
        case StatementImported():
            return _stated(day, event)
        case StatementQuarantined():
            came = Quarantined(event, after=len(day.statements))
            return replace(day, quarantine=(*day.quarantine, came), prepared=None)
        case StatementReleased(sha256=sha256, statement=statement):
            return _decided(day, sha256, statement, "RELEASED")
        case StatementDiscarded(sha256=sha256, statement=statement):
            return _decided(day, sha256, statement, "DISCARDED")
        case StatementSuperseded(sha256=sha256, statement=statement):
            return _decided(day, sha256, statement, "SUPERSEDED")
        case DayClosePrepared():
            return replace(day, prepared=event)
        case DayCloseReturned():
            return replace(day, prepared=None)
        case DayClosed():
            return replace(day, closed=event)
        case DayReopened():
            return _reopened(day, event)
        case DormantReceiptsDeclared(amount_fen=fen):
            return replace(day, dormant_fen=fen)
        case DormantReceiptsClaimed(claimed=claimed):
            return replace(day, dormant_fen=0, claimed_on=claimed)
        case _:
            assert_never(event)


def _stated(day: BankDay, event: StatementImported) -> BankDay:
    one = Stated(
        sha256=event.sha256,
        statement=event.statement,
        sequence=event.sequence,
        opening=event.opening,
        closing=event.closing,
        lines=event.lines,
        since=event.since,
        until=event.until,
        whole_day=bool(event.whole_day),
    )
    return replace(day, statements=(*day.statements, one), prepared=None)


def _decided(day: BankDay, sha256: str, statement: str | None, fate: Fate) -> BankDay:
    """What became of one statement of a file. A close that was prepared is stale."""
    quarantine = tuple(
        replace(one, fate=fate)
        if (one.came.sha256, one.came.statement, one.fate) == (sha256, statement, "WAITING")
        else one
        for one in day.quarantine
    )
    return replace(day, quarantine=quarantine, prepared=None)


def _reopened(day: BankDay, event: DayReopened) -> BankDay:
    stood = (EarlierClose(day.closed, event),) if day.closed else ()
    return replace(day, closed=None, prepared=None, earlier=(*day.earlier, *stood))
