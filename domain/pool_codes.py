"""Codes of annual pools, and whose part of 2014 their money is; and what stands where no lot is."""

import re

from domain.identifiers import NotAnIdentifier, deposit_code

_POOL = re.compile(r"Y[0-9A-F]{16}")


def pool_code(text: str) -> str:
    """A pool's opaque id: Y and 16 random hexadecimal digits."""
    if not is_pool(text):
        raise NotAnIdentifier(
            f"pool {text[:60]!r}: expected Y and 16 upper-case hexadecimal digits"
        )
    return text


def is_pool(text: str | None) -> bool:
    """True when a text has the form of a pool's code."""
    return text is not None and _POOL.fullmatch(text) is not None


def is_no_lot(text: str | None) -> bool:
    """True of what stands in a lot's place where there is none: a pool that was given back, or the
    deposit itself by which a stray goes back."""
    return is_pool(text) or is_stray(text)


def is_stray(text: str | None) -> bool:
    """True of a deposit's code in a lot's place: by that deposit a stray goes back."""
    try:
        return bool(deposit_code(text or ""))
    except NotAnIdentifier:
        return False


def pool_owner(account: str, year: int) -> str:
    """Whose part of 2014: all pools of an account and year have one, so that no leg names a pool.

    A balance of each pool would tell, by its falling, that its bidder bids.
    """
    return f"{account}/{year}"
