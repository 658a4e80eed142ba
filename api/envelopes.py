"""The envelope of a bid: a file that its bidder encrypted itself, and opens at the opening.

What it looks like is for others to make: `zhangben/envelope/v1` and a line's end; 32 bytes, the
SHA-256 of `zhangben/sealing-key/v1`, a line's end and the secret; 12 bytes, the nonce; the rest by
AES-256-GCM with `envelope/`, the lot's code, `/` and the bidder's code as additional data: it is
nobody else's bid. Its key: HKDF-SHA256 of the secret (32 random bytes), without salt, with
`zhangben/blob/v1`, a line's end and the additional data as info.

The 32 bytes bind file and secret: by AES-GCM alone one file could be made to say two things under
two keys, and its bidder choose after it saw the other bids.
"""

from collections.abc import Iterable, Iterator
from hmac import compare_digest
from itertools import chain

from ledger.sealing import CannotOpen, Seal, commitment

MAGIC = b"zhangben/envelope/v1\n"
_BOUND = 32


class NotItsKey(ValueError):
    """This file is no envelope that this secret opens."""

    def __init__(self) -> None:
        super().__init__("the file is no envelope for this lot that this key opens")


def is_envelope(data: bytes) -> bool:
    """Whether a file says that its bidder encrypted it: then it is read by no other key."""
    return data.startswith(MAGIC)


def closed(data: bytes, lot: str, party: str, secret: bytes) -> bytes:
    """The envelope of a bidder's file for a lot; `secret`: 32 random bytes, for this file alone."""
    return MAGIC + bytes.fromhex(commitment(secret)) + Seal([secret]).lock(_of(lot, party), data)


def opened(envelope: bytes, lot: str, party: str, secret: bytes) -> bytes:
    """The file. Raises NotItsKey."""
    return b"".join(opening([envelope], lot, party, secret))


def opening(envelope: Iterable[bytes], lot: str, party: str, secret: bytes) -> Iterator[bytes]:
    """The same in pieces, as those of the envelope come. Raises NotItsKey, before the last."""
    at, head, rest = len(MAGIC) + _BOUND, b"", iter(envelope)
    for piece in rest:
        head += piece
        if len(head) >= at:
            break
    if not compare_digest(head[:at], MAGIC + bytes.fromhex(commitment(secret))):
        raise NotItsKey
    try:
        yield from Seal([secret]).unlocking(_of(lot, party), chain([head[at:]], rest))
    except CannotOpen:
        raise NotItsKey from None


def _of(lot: str, party: str) -> bytes:
    return f"envelope/{lot}/{party}".encode()
