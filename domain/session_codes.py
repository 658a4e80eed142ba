"""Codes of a session: its own, and the numbers under which people bid."""

import re

from domain.identifiers import NotAnIdentifier, lot_code

MOST = 99
"""Sessions of one lot."""
_BIDDER = re.compile(r"[0-9]{8}")


def session_code(lot: str, session: int) -> str:
    """A session of a lot: `2026P03/1`. Raises NotAnIdentifier."""
    if not 1 <= session <= MOST:
        raise NotAnIdentifier(f"session {session}: expected a number from 1 to {MOST}")
    return f"{lot_code(lot)}/{session}"


def bidder_number(text: str) -> str:
    """The number under which somebody bids, drawn at random. Raises NotAnIdentifier."""
    if _BIDDER.fullmatch(text) is None:
        raise NotAnIdentifier(f"number {text[:60]!r}: expected 8 digits")
    return text
