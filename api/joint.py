"""Joint acts at the desk: one person proposes, another signs the same command, and it is asked.

By the keys that the platform keeps for them, as everywhere at the desk (decision 18).
"""

from collections.abc import Callable
from dataclasses import dataclass

from api.banks.busy import MOMENT_S
from api.banks.importing import Imported
from api.banks.planning import CannotImport
from api.banks.statements.format import StatementError
from api.banks.statements.saying import Spoken
from api.joint_sides import done_by, may_withdraw, second_now, unable
from api.quarantine import asked_reopening, bank_released
from api.wiring import System
from domain.bankday.release import ReleaseStatement
from domain.bankday.reopen import ReopenDay
from domain.bankday.state import BankDay
from domain.identifiers import DayId
from domain.kernel import Command, Rejected, StreamId
from ledger.asking import NotAccepted, ask, sign
from ledger.blobs import NoBlob
from ledger.envelope import CommandBody, Signature, SignedCommand
from ledger.joint import LAPSES_AFTER, Proposed
from ledger.signing import Signer
from ledger.tickets import NotWritten, OutcomeUnknown, Receipt, Refused
from ledger.vault import NoKey

_UNBANKED = (
    CannotImport,
    StatementError,
    Refused,
    NotAccepted,
    NotWritten,
    OutcomeUnknown,
    NoBlob,
    NoKey,
)
"""What keeps a released file from being banked."""


class NoProposal(LookupError):
    """Nothing of this digest waits: it lapsed, was withdrawn, or was signed already."""


class OwnProposal(ValueError):
    """Whoever proposed it signs it no second time; the proposal goes on waiting."""


class NotTheirs(PermissionError):
    """A signature by a key that is not the asker's, or may not sign any more."""


class MayNotSign(NotTheirs):
    """Whose post lets it not be signed, first or second, as the door would say: `rejected`."""

    def __init__(self, rejected: Rejected) -> None:
        self.rejected = rejected
        super().__init__(rejected.detail)


class NotBanked(Spoken):
    """Two persons released a file, and that stands; what it holds could not be banked yet."""


class OutOfDate(ValueError):
    """What was proposed does not name what has happened since; it is proposed anew."""


@dataclass(frozen=True, slots=True)
class Done:
    """A joint act that both signed: what it was, its receipt, and what was banked because of it."""

    wanted: Command
    receipt: Receipt
    imported: tuple[Imported, ...] = ()


def propose(
    system: System,
    signer: Signer,
    wanted: Command,
    command_id: str | None = None,
    on_behalf_of: str | None = None,
) -> Proposed:
    """Signs first, in a name, and keeps it for the second. Raises MayNotSign, NotAccepted,
    ValueError.
    """
    signed = ask(
        wanted,
        origin=system.log.origin,
        signer=signer,
        not_after=system.clock() + LAPSES_AFTER,
        command_id=command_id,
        on_behalf_of=on_behalf_of,
    )
    key = system.book.ring_for(signed).keys.get(signed.signatures[0].key)
    if key is not None:
        _refuse_unable(system, key.person, on_behalf_of, wanted)
    return system.joint.propose(signed)


def said_of(system: System, signed: SignedCommand) -> CommandBody:
    """What was signed. Raises NotAccepted where it cannot be read."""
    return _read(system, signed)[0]


def _read(system: System, signed: SignedCommand) -> tuple[CommandBody, Command]:
    try:
        return system.log.codec.command(signed.body)
    except (ValueError, RecursionError) as problem:
        raise NotAccepted(f"the command cannot be read: {problem}") from None


def bring(system: System, person: str, signed: SignedCommand) -> Proposed:
    """Keeps what a person signed with a key of their own. Raises NotTheirs, NotAccepted,
    ValueError.
    """
    _refuse_foreign(system, person, signed.signatures[0])
    said, wanted = _read(system, signed)
    name = said.on_behalf_of
    if name is not None and not system.law().deputised(person, name, system.clock()):
        raise NotTheirs(f"{person} holds no post for {name}")
    _refuse_unable(system, person, name, wanted)
    return system.joint.propose(signed)


def sign_too(
    system: System, person: str, digest: str, signature: Callable[[Proposed, str], Signature]
) -> Done:
    """Signs the same as another person's, and asks; a released file is banked at once.

    `signature`: the person's own over the bytes that the first one signed, in this name, or why
    not. Asked again, it answers with the same receipt, whatever has changed since, and banks what
    is not banked yet. While it is asked nobody withdraws it.

    Raises NoProposal, OwnProposal, MayNotSign, NotTheirs, OutOfDate, NotBanked, and what the Book
    raises.
    """
    with system.joint.signing(digest) as waiting:
        if waiting is None:
            raise NoProposal(f"no joint act {digest} waits for a second signature")
        if waiting.person == person:
            raise OwnProposal(f"{person} proposed it: another person signs it too")
        receipt = done_by(system, waiting, person) or _asked(system, waiting, person, signature)
    banked: tuple[Imported, ...] = ()
    if isinstance(waiting.wanted, ReleaseStatement):
        banked = _banked(system, waiting.wanted.sha256, receipt)
    return Done(waiting.wanted, receipt, banked)


def _asked(
    system: System, one: Proposed, person: str, signature: Callable[[Proposed, str], Signature]
) -> Receipt:
    """As `sign_too`, of what was not answered yet."""
    how = second_now(system, one, person)
    if isinstance(how, Rejected):
        raise MayNotSign(how)  # the Book's refusal would end what others may sign
    second = signature(one, how.name or person)
    _refuse_foreign(system, person, second)
    if isinstance(one.wanted, ReopenDay):
        _refuse_closed_since(system, one.wanted)
    return system.book.execute(SignedCommand(one.signed.body, (*one.signed.signatures, second)))


def by_key(signer: Signer) -> Callable[[Proposed, str], Signature]:
    """Signs with a key that is at hand."""
    return lambda one, _name: sign(one.signed.body, signer).signatures[0]


def _banked(system: System, sha256: str, receipt: Receipt) -> tuple[Imported, ...]:
    """Raises NotBanked, because of Busy, say: who signs is answered in a moment."""
    try:
        return tuple(bank_released(system, sha256, patience=MOMENT_S))
    except _UNBANKED as problem:
        raise NotBanked("bring.released", position=receipt.first, why=problem) from problem


def _refuse_unable(system: System, person: str, name: str | None, wanted: Command) -> None:
    """Who has no post to ask for it, in this name and where it lies, bars nobody else with it.
    Raises MayNotSign.
    """
    if refused := unable(system, person, name, wanted):
        raise MayNotSign(refused)


def _refuse_foreign(system: System, person: str, signature: Signature) -> None:
    """Before it is kept or asked: the Book's refusal would end the id. Raises NotTheirs."""
    key = system.book.ring().keys.get(signature.key)
    if key is None or key.person != person:
        raise NotTheirs(f"key {signature.key} is not a key of {person}")
    if not key.valid(system.clock()):
        raise NotTheirs(f"key {signature.key} may not sign any more")


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
    """Takes back one's own proposal, or one that nobody can sign any more and that one could have
    proposed. Raises NoProposal, OwnProposal for another's.
    """
    if not may_withdraw(system, person, found(system, digest)):
        raise OwnProposal(f"only who proposed it withdraws it, not {person}")
    if not system.joint.withdraw(digest):
        raise NoProposal(f"joint act {digest} is being signed, or was signed")
