"""Asking in a signed-in person's name, by the key that the platform keeps for that person.

The log says so of each such signature: *custodial*. Who keeps a key of their own signs with it, and
asks at `/v1/commands`.
"""

from datetime import timedelta

from fastapi.concurrency import run_in_threadpool

from api.deputies import in_whose_name
from api.home import HomeProblem
from api.http.identity import Identity
from api.wiring import System
from domain.kernel import Command
from ledger.asking import ask, sign
from ledger.envelope import SignedCommand
from ledger.kept import kept
from ledger.signing import FileSigner, key_id
from ledger.tickets import Receipt, Refused

_GOOD_FOR = timedelta(minutes=5)
PLATFORM = Identity("platform", ())
"""The platform itself; no request has this very identity, whatever token it brings."""
_MACHINES = ("platform", "matcher")
"""They act by what they hear, never because somebody has a token in their name."""


class NotInCustody(PermissionError):
    """The platform keeps no key for this person, who therefore signs alone."""


async def ask_as(
    system: System,
    identity: Identity,
    command: Command,
    command_id: str | None = None,
    expects: dict[str, int] | None = None,
    maker: str | None = None,
) -> Receipt:
    """Signs and asks in a person's name; the id is random unless given; `maker` as in `ask`.

    The same again under the same id is answered as before, although its salt is new: what was
    signed then is asked again. Raises NotInCustody, WhoseName, and what `Book.ask` raises.
    """
    signed = await run_in_threadpool(sign_as, system, identity, command, command_id, expects, maker)
    try:
        return await system.book.ask(signed)
    except Refused as refused:
        if refused.rejected.rule != "command.id_reused":
            raise
        earlier = await run_in_threadpool(_earlier, system, identity, signed)
        if earlier is None:
            raise
    return await system.book.ask(earlier)


def sign_as(
    system: System,
    identity: Identity,
    command: Command,
    command_id: str | None = None,
    expects: dict[str, int] | None = None,
    maker: str | None = None,
) -> SignedCommand:
    """A command in a person's name, signed and not asked yet. Raises NotInCustody, WhoseName."""
    return ask(
        command,
        origin=system.log.origin,
        signer=signer_of(system, identity),
        not_after=system.clock() + _GOOD_FOR,
        command_id=command_id,
        expects=expects,
        maker=maker,
        on_behalf_of=principal_of(system, identity, command),
    )


def principal_of(system: System, identity: Identity, command: Command) -> str | None:
    """In whose name a person asks for this: as it said, else for the only one it can be for.
    Raises WhoseName.
    """
    if identity is PLATFORM:
        return None
    person, said = identity.person, identity.name
    if said:
        return None if said == person else said
    now = system.clock()
    return in_whose_name(system.law(), person, command, now, system.log, system.replay)


def signer_of(system: System, identity: Identity) -> FileSigner:
    """The key that the platform keeps for a person. Raises NotInCustody."""
    person = identity.person
    if not person or (person in _MACHINES and identity is not PLATFORM):
        raise NotInCustody(f"nobody signs for {person or 'the public'} at this door")
    try:
        signer = system.home.custodial(person)
    except HomeProblem:
        raise NotInCustody(
            f"the platform keeps no key for {person}: sign with your own, POST /v1/commands"
        ) from None
    enrolled = system.book.ring().keys.get(key_id(signer.algorithm, signer.public))
    if enrolled is not None and not enrolled.custodial:
        raise NotInCustody(f"the key of {person} is not the platform's to use")
    return signer


def _earlier(system: System, identity: Identity, signed: SignedCommand) -> SignedCommand | None:
    """What this person signed before under this id, if it asked for the very same."""
    now, content = system.log.codec.command(signed.body)
    found = kept(system.vault, now.id)
    if found is None or found.person not in (identity.person, None):
        return None
    then, wanted = system.log.codec.command(found.body)
    if identity.name and then.on_behalf_of != now.on_behalf_of:
        return None
    if (then.name, then.version, wanted, then.expects, then.maker) != (
        now.name,
        now.version,
        content,
        now.expects,
        now.maker,
    ):
        return None
    return sign(found.body, signer_of(system, identity))
