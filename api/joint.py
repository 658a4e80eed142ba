"""Joint acts at the desk: one person proposes, another signs the same command, and it is asked.

By the keys that the platform keeps for them, as everywhere at the desk (decision 18).
"""

from dataclasses import dataclass

from api.banks.importing import Imported
from api.quarantine import asked_reopening, bank_released
from api.wiring import System
from domain.bankday.release import ReleaseStatement
from domain.bankday.reopen import ReopenDay
from domain.bankday.state import BankDay
from domain.identifiers import DayId
from domain.kernel import Command, StreamId
from ledger.asking import ask, cosign
from ledger.joint import LAPSES_AFTER, Proposed
from ledger.signing import Signer
from ledger.tickets import Receipt


class NoProposal(LookupError):
    """Nothing of this digest waits: it lapsed, was withdrawn, or was signed already."""


class OwnProposal(ValueError):
    """Whoever proposed it signs it no second time; the proposal goes on waiting."""


class OutOfDate(ValueError):
    """What was proposed does not name what has happened since; it is proposed anew."""


@dataclass(frozen=True, slots=True)
class Done:
    """A joint act that both signed: what it was, its receipt, and what was banked because of it."""

    wanted: Command
    receipt: Receipt
    imported: tuple[Imported, ...] = ()


def propose(
    system: System, signer: Signer, wanted: Command, command_id: str | None = None
) -> Proposed:
    """Signs first, and keeps it for the second. Raises NotAccepted, ValueError."""
    signed = ask(
        wanted,
        origin=system.log.origin,
        signer=signer,
        not_after=system.clock() + LAPSES_AFTER,
        command_id=command_id,
    )
    return system.joint.propose(signed)


def sign_too(system: System, person: str, signer: Signer, digest: str) -> Done:
    """Signs the same as another person's, and asks; a released file is banked at once.

    Raises NoProposal, OwnProposal, OutOfDate, and what the Book and the importer raise: where a
    released file could not be banked, it stays released, and is banked when it is brought again.
    """
    waiting = found(system, digest)
    if waiting.person == person:
        raise OwnProposal(f"{person} proposed it: another person signs it too")
    if isinstance(waiting.wanted, ReopenDay):
        _refuse_closed_since(system, waiting.wanted)
    receipt = system.book.execute(cosign(waiting.signed, signer))
    banked: tuple[Imported, ...] = ()
    if isinstance(waiting.wanted, ReleaseStatement):
        banked = tuple(bank_released(system, waiting.wanted.sha256))
    return Done(waiting.wanted, receipt, banked)


def _refuse_closed_since(system: System, wanted: ReopenDay) -> None:
    """A later day that has come since the proposal is not named in it. Raises OutOfDate."""
    now = asked_reopening(system, wanted.account, wanted.day, wanted.reason)
    for day in sorted({*now.later} - {*wanted.later}):
        state = system.replay.state(StreamId("bankday", str(DayId(wanted.account, day))))
        if isinstance(state, BankDay) and state.closed is not None:
            raise OutOfDate(f"{wanted.account} {day} was closed since: it is reopened first")


def found(system: System, digest: str) -> Proposed:
    """A proposal that waits. Raises NoProposal."""
    waiting = system.joint.find(digest)
    if waiting is None:
        raise NoProposal(f"no joint act {digest} waits for a second signature")
    return waiting


def withdraw(system: System, person: str, digest: str) -> None:
    """Takes one's own proposal back. Raises NoProposal, OwnProposal for another's."""
    if found(system, digest).person != person:
        raise OwnProposal(f"only who proposed it withdraws it, not {person}")
    system.joint.withdraw(digest)
