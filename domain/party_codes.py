"""Codes of parties: a company's or body's USCC, a natural person's opaque code."""

import re

from domain.identifiers import NotAnIdentifier

_NATURAL = re.compile(r"N[0-9A-F]{16}")
_USCC = re.compile(r"[0-9A-HJ-NPQRTUWXY]{18}")
_USCC_SIGNS = "0123456789ABCDEFGHJKLMNPQRTUWXY"


def party_code(text: str) -> str:
    """A company's or body's USCC (GB 32100, 18 signs), or a natural person's opaque code."""
    if is_natural(text):
        return text
    if _USCC.fullmatch(text) is None:
        right = "a USCC of 18 signs, or N and 16 upper-case hexadecimal digits"
        raise NotAnIdentifier(f"party {text[:60]!r}: expected {right}")
    if text[17] != (right := _uscc_check_sign(text[:17])):
        raise NotAnIdentifier(f"party {text!r}: expected {right} as the last sign of this USCC")
    return text


def is_natural(party: str) -> bool:
    """True for a natural person's code."""
    return _NATURAL.fullmatch(party) is not None


def registered_in(party: str) -> str | None:
    """Where a company or body was registered first: the region in its USCC (GB 32100, signs 3 to 8;
    100000 of the state's own register). None of a natural person, of whom it is not told.
    """
    return None if is_natural(party) else party[2:8]


def _uscc_check_sign(first_17: str) -> str:
    weighed = sum(_USCC_SIGNS.index(sign) * pow(3, i, 31) for i, sign in enumerate(first_17))
    return _USCC_SIGNS[-weighed % 31]
