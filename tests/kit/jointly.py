"""A joint act by two persons of an installation, as its pages do it."""

from api.joint import Done, by_key, propose, sign_too
from api.wiring import System
from domain.kernel import Command


def jointly(system: System, wanted: Command, first: str, second: str) -> Done:
    """Raises what `sign_too` raises."""
    waiting = propose(system, system.home.custodial(first), wanted)
    return sign_too(system, second, waiting.digest, by_key(system.home.custodial(second)))
