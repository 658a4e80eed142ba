"""A joint act by two persons of an installation, as its pages do it; or past them, by two keys."""

from datetime import timedelta

from api.joint import Done, by_key, propose, sign_too
from api.wiring import System
from domain.kernel import Command
from ledger.asking import ask, cosign
from ledger.envelope import SignedCommand
from ledger.signing import Signer


def jointly(system: System, wanted: Command, first: str, second: str) -> Done:
    """Raises what `propose` and `sign_too` raise."""
    waiting = propose(system, system.home.custodial(first), wanted)
    return sign_too(system, second, waiting.digest, by_key(system.home.custodial(second)))


def by_both(system: System, wanted: Command, first: Signer, second: Signer) -> SignedCommand:
    """Signed by both, as the Book takes it of anybody: what it would answer is the law's."""
    until = system.clock() + timedelta(minutes=5)
    signed = ask(wanted, origin=system.log.origin, signer=first, not_after=until)
    return cosign(signed, second)
