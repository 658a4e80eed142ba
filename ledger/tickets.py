"""Commands on their way through the door, the answers they get, and how askers are told."""

import asyncio
import logging
from collections.abc import Sequence
from concurrent.futures import Future
from dataclasses import dataclass
from datetime import datetime

from domain.kernel import Rejected
from ledger.asking import Asked
from ledger.envelope import SignedCommand
from ledger.outcome import Accepted, Outcome, Refusal


@dataclass(frozen=True, slots=True)
class Receipt:
    """The answer to a command id, once and for ever: the positions that it made.

    0 and 0: accepted, and there was nothing left to do. `repeated`: it was answered before.
    """

    id: str
    first: int
    last: int
    repeated: bool


class Refused(Exception):
    """The command was refused; the refusal stands in the log at `position` (0: in a summary)."""

    def __init__(self, rejected: Rejected, position: int, repeated: bool) -> None:
        super().__init__(f"{rejected.rule}: {rejected.detail}")
        self.rejected = rejected
        self.position = position
        self.repeated = repeated


class NotWritten(RuntimeError):
    """The database could not take it (full, read-only): nothing was written; ask again later."""


class OutcomeUnknown(RuntimeError):
    """The connection was lost at COMMIT: ask again with the same command id."""


class Closed(RuntimeError):
    """The Book is closing; nothing was written."""


@dataclass(slots=True, eq=False)
class Ticket:
    """A command on its way, and how its asker is told."""

    signed: SignedCommand
    received_at: datetime
    future: "Future[Receipt] | asyncio.Future[Receipt]"
    loop: asyncio.AbstractEventLoop | None
    asked: Asked | None = None


def answer(outcomes: Sequence[tuple[Ticket, Outcome]]) -> None:
    """Tells the askers; those of one event loop with a single wake-up."""
    loops: dict[asyncio.AbstractEventLoop, list[tuple[Ticket, Outcome]]] = {}
    for ticket, outcome in outcomes:
        if ticket.loop is None:
            _tell(ticket, outcome)
        else:
            loops.setdefault(ticket.loop, []).append((ticket, outcome))
    for loop, told in loops.items():
        try:
            loop.call_soon_threadsafe(_tell_all, told)
        except RuntimeError:
            logging.getLogger(__name__).info("%d askers left before their answer", len(told))


def _tell_all(told: Sequence[tuple[Ticket, Outcome]]) -> None:
    for ticket, outcome in told:
        _tell(ticket, outcome)


def _tell(ticket: Ticket, outcome: Outcome) -> None:
    if ticket.future.cancelled():
        return
    match outcome:
        case Accepted():
            identity = ticket.asked.body.id if ticket.asked else ""
            ticket.future.set_result(
                Receipt(identity, outcome.first, outcome.last, outcome.repeated)
            )
        case Refusal():
            ticket.future.set_exception(
                Refused(outcome.rejected, outcome.position, outcome.repeated)
            )
        case problem:
            ticket.future.set_exception(problem)
