"""Which posts exclude each other: no person holds both (REFERENCE 4.2)."""

from collections.abc import Iterable
from itertools import combinations

from domain.kernel import Rejected
from domain.roles import AUTHORITIES, ROLE_CODES

SEPARATE: tuple[str, ...] = (
    "OWNER",
    "AGENCY",
    "BIDDER",
    "EXPERT",
    "C-OPS",
    "C-SET1",
    "C-SET2",
    "C-CASH",
    "C-ADMIN",
    "V",
    "AUD",
)
"""The posts of the conflict matrix: no person holds two of them. `V` is every authority that
supervises: who grants land is another person than who watches over it (4.1, NR).
"""


def _post(role: str) -> str:
    return "V" if role in AUTHORITIES else role


ALONE: tuple[str, ...] = (
    *("OFFICE", "DISC", "COURT"),
    *("BANK", "GUARANTOR", "UP", "PLATFORM", "MATCHER"),
)
"""Posts beside any of which a person holds no other: whoever gives out posts and keys moves no
money; who watches all, or orders what is kept back, has no part in it; a bank must not learn who
bids; what machines may, nobody else may do or see (4.1).
"""

TOGETHER: tuple[frozenset[str], ...] = (
    frozenset({"OWNER", "AGENCY"}),
    frozenset({"OWNER", "EXPERT"}),
    frozenset({"OFFICE", "COMMITTEE"}),
    frozenset({"BANK", "GUARANTOR"}),
)
"""The exceptions: an owner who tenders himself, an owner's delegate on the panel, the office of the
committee, a bank that gives guarantees.
"""

RELAXED: tuple[frozenset[str], ...] = (frozenset({"C-OPS", "C-SET1"}),)
"""What one person may do in a county branch of few, by a delegation for a time alone (4.2 ‡)."""

NO_KEYS: tuple[str, ...] = ("C-ADMIN", "OWNER", "AGENCY", "BIDDER", "V", "AUD")
"""Who keeps no keys: who keeps the machines (4.1), who has a side in a trade, and who may ask to
look under a seal: there somebody who keeps keys says yes or no (4.5).
"""

CONFLICTS: frozenset[frozenset[str]] = frozenset(
    pair
    for pair in (
        *map(frozenset, combinations(SEPARATE, 2)),
        *(frozenset({alone, _post(role)}) for alone in ALONE for role in ROLE_CODES),
        *(frozenset({"KEY", role}) for role in NO_KEYS),
    )
    if len(pair) == 2 and pair not in TOGETHER
)


def conflict(held_roles: Iterable[str], new_role: str) -> Rejected | None:
    """None when a person who holds these roles may take the new one too."""
    for held in held_roles:
        if frozenset({_post(held), _post(new_role)}) in CONFLICTS:
            return Rejected("role.conflict", f"no person holds both {held} and {new_role}")
    return None
