"""What somebody asked for since a position: what the ledger says of itself is none of it."""

from api.wiring import System


def asked_since(system: System, position: int) -> int:
    """How many events came after `position` because a command asked for them.

    The ledger seals heads, and sums up a minute's refusals, whenever somebody asks next: a test
    that compares lengths of the log would fail by the clock.
    """
    every = system.acting.feed.read(position, 10_000)
    return sum(one.body.command is not None for one in every)
