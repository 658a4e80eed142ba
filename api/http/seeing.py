"""What may be seen when, and by whom (REFERENCE 4.4): the one table that every query asks.

Before a lot's opening nobody but the matcher sees who bids, how many bid, or a lot's money.
"""

from fastapi import HTTPException

from api.http.identity import Identity
from domain.identifiers import NotAnIdentifier, deposit_code

MONEY = ("C-SET1", "C-SET2", "C-CASH", "AUD", "FIN", "V-")
"""Who sees account totals, bank days and balances; of deposits, those whose lot is open."""

TRAIL = (*MONEY, "OFFICE", "DISC")
"""Who reads the audit trail."""

OPENED_LOTS = (*MONEY, "OWNER", "AGENCY")
"""Who sees the deposits of a lot after its opening."""

SEALED_KINDS = frozenset({"deposit", "bankpage", "refusals"})
"""Kinds of streams whose events are told by position only, until their lot is open."""


def demand(reader: Identity, roles: tuple[str, ...]) -> None:
    """403 unless the reader holds one of the roles."""
    if not reader.holds(*roles):
        raise HTTPException(403, f"one of these posts is needed: {', '.join(roles)}")


def may_see_owner(owner: str | None, opened: frozenset[str]) -> bool:
    """Whether a balance's owner may be named: any but the deposits of lots that are not open."""
    if owner is None:
        return True
    try:
        return deposit_code(owner) in opened
    except NotAnIdentifier:
        return True


def may_see_event(kind: str, code: str, opened: frozenset[str]) -> bool:
    """Whether an event of the trail may be named and placed in its stream."""
    return kind not in SEALED_KINDS or code in opened
