"""What R15 looks at: the log as far as it was read again, and the newest checkpoint.

Full proof is `verify`'s.
"""

from dataclasses import replace

from api.closing.books import Whole
from api.wiring import System


def settled(system: System, position: int) -> Whole:
    """The same as it stays for ever: of checkpoints the newest that covers no more."""
    size, agrees = system.rereading.checkpoint(position)
    return replace(whole(system, position), checkpoint=size, agrees=agrees)


def whole(system: System, position: int) -> Whole:
    """What is known of the log up to a position; what was never read before is read now.

    A checkpoint that covers more than the position is held too.
    """
    read = system.rereading.upto(position)
    missing, changed, unnamed = (
        tuple(at for at in found if at <= position)
        for found in (read.missing, read.changed, read.unnamed)
    )
    size, agrees = system.rereading.checkpoint()
    return Whole(
        since=read.since,
        position=position,
        missing=missing,
        changed=changed,
        unnamed=unnamed,
        checkpoint=size,
        agrees=agrees,
        began=read.began,
        ended=read.ended,
    )
