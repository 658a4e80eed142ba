"""A bank day as it stands."""

from dataclasses import dataclass, replace
from typing import Literal, assert_never

from domain.bankday.events import (
    BankDayEvent,
    DayClosed,
    DayClosePrepared,
    DayCloseReturned,
    DayReopened,
    DormantReceiptsDeclared,
    StatementDiscarded,
    StatementImported,
    StatementQuarantined,
    StatementReleased,
    StatementSuperseded,
)

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
    """The statements that came, as (SHA-256 of the file, the bank's id), and where the last one
    closed (minor units); its close as it was prepared, and as it was signed; closes before that;
    what of its statements came into quarantine; how much of its money is published as nobody's.
    """

    statements: tuple[tuple[str, str | None], ...] = ()
    closing: int | None = None
    prepared: DayClosePrepared | None = None
    closed: DayClosed | None = None
    earlier: tuple[EarlierClose, ...] = ()
    quarantine: tuple[Quarantined, ...] = ()
    dormant_fen: int = 0

    @property
    def waiting(self) -> tuple[StatementQuarantined, ...]:
        """What lies in quarantine, and nobody has decided about."""
        return tuple(one.came for one in self.quarantine if one.fate == "WAITING")

    @property
    def unbanked(self) -> tuple[Quarantined, ...]:
        """What the bank stated for the day and the books lack, however it came to that: it waits;
        it was released and is not banked yet; it was discarded, and nothing that the bank calls the
        same has been recorded since.
        """
        return tuple(one for one in self.quarantine if self._lacks(one))

    def _lacks(self, one: Quarantined) -> bool:
        came = one.came
        if one.fate == "DISCARDED":
            since = (name for _, name in self.statements[one.after :])
            return came.statement is None or came.statement not in since
        banked = (came.sha256, came.statement) in self.statements
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
        case StatementImported(sha256=sha256, statement=statement, closing=closing):
            known = (*day.statements, (sha256, statement))
            return replace(day, statements=known, closing=closing, prepared=None)
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
        case _:
            assert_never(event)


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
