"""One digest for all offers of a session, that anybody can reckon from what is public.

It begins as the SHA-256 of `LOT/SESSION` and a line feed. Each offer adds itself: the digest so
far, as its 32 bytes, and behind it one line in ASCII, are hashed anew. The line has five fields,
between them one space, at the end a line feed: the offer's number from 1; `Q` for a quotation,
`B` for a bid; the bidder's anonymous number; fen; the instant of its receipt in UTC, to the
microsecond, as `2026-04-07T02:00:01.000000+00:00`.
"""

from datetime import UTC, datetime
from hashlib import sha256


def begun(lot: str, session: int) -> str:
    """The digest of no offers, in hexadecimal."""
    return sha256(f"{lot}/{session}\n".encode("ascii")).hexdigest()


def grown(
    digest: str, offer: int, kind: str, number: str, amount_fen: int, received_at: datetime
) -> str:
    """The digest after one more offer, in hexadecimal. `kind`: `Q` or `B`."""
    at = received_at.astimezone(UTC).isoformat(timespec="microseconds")
    line = f"{offer} {kind} {number} {amount_fen} {at}\n"
    return sha256(bytes.fromhex(digest) + line.encode("ascii")).hexdigest()
