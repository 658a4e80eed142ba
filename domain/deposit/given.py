"""What of a deposit is others' by now: payable to them, or taken along by a payout; what was kept.

Amounts in fen. Whose money it was stays known: 3.4 adds up for each deposit, wherever it went.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field

from domain.accounts import (
    ENFORCEMENT_PAYABLE,
    FEES_TO_SWEEP,
    SELLER_PAYABLE,
    TREASURY_PAYABLE,
)
from domain.deposit.refund import Taken

OTHERS = frozenset(
    account.code
    for account in (SELLER_PAYABLE, TREASURY_PAYABLE, ENFORCEMENT_PAYABLE, FEES_TO_SWEEP)
)
"""Accounts whose owners are not the deposit: what lies there is payable to somebody else."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Due:
    """So much is due to one owner of an account; once approved, a payout takes it along.

    `lies`: of what a payout took along, on which accounts of ours.
    """

    account: str
    owner: str
    amount_fen: int
    payout: str | None = None
    lies: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True, kw_only=True)
class Forfeiture:
    """What was kept: due to whom, of which receipts (place, fen); `interest` went along (P18)."""

    dues: tuple[Due, ...]
    taken: Taken
    interest: tuple[Due, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Claim:
    """A payout took along what was kept and is kept no more: its payee owes so much back; fen."""

    fen: int = 0
    interest_fen: int = 0

    @property
    def total_fen(self) -> int:
        """With the interest that went along."""
        return self.fen + self.interest_fen


@dataclass(frozen=True, slots=True)
class Given:
    """Payable by (account, owner); by payout, what it took; the forfeiture that stands; whether its
    lot's owner ever decided what of it is kept, be it nothing (`decided`; `waived`: nothing, and
    nothing was kept since).

    `awarded`: of a void result's money, what a decision said is whose.
    `claims`: by payout, what its payee owes back; `owed_back`: of which receipts that was.
    `lies`: on which accounts of ours lies what is payable; of a payout, its `Due` tells.
    """

    payable: Mapping[tuple[str, str], int] = field(default_factory=dict)
    payouts: Mapping[str, Due] = field(default_factory=dict)
    forfeiture: Forfeiture | None = None
    decided: bool = False
    waived: bool = False
    awarded: tuple[Due, ...] = ()
    claims: Mapping[str, Claim] = field(default_factory=dict)
    owed_back: Taken = ()
    lies: Mapping[tuple[str, str], frozenset[str]] = field(default_factory=dict)

    def to(self, account: str, owner: str) -> int:
        """What is payable to this owner, and in no payout; fen."""
        return self.payable.get((account, owner), 0)

    def besides_kept(self, account: str, owner: str) -> int:
        """What of that was not kept of the deposit, nor went along with it; nor, of a void result,
        awarded by a decision; fen.
        """
        kept = self.forfeiture
        dues = (*kept.dues, *kept.interest, *self.awarded) if kept else self.awarded
        here = (
            due for due in dues if (due.account, due.owner, due.payout) == (account, owner, None)
        )
        return max(0, self.to(account, owner) - sum(due.amount_fen for due in here))

    @property
    def fees_fen(self) -> int:
        """What of it was withheld as fees, swept or not."""
        waiting = sum(fen for (to, _), fen in self.payable.items() if to == FEES_TO_SWEEP.code)
        taken = (due for due in self.payouts.values() if due.account == FEES_TO_SWEEP.code)
        return waiting + sum(due.amount_fen for due in taken)

    @property
    def total_fen(self) -> int:
        """All that others had of it, paid or not."""
        return sum(self.payable.values()) + sum(due.amount_fen for due in self.payouts.values())
