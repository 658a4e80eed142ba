"""What of a deposit is others' by now: payable to them, or taken along by a payout; what was kept.

Amounts in fen. Whose money it was stays known: 3.4 adds up for each deposit, wherever it went.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace

from domain.accounts import (
    ENFORCEMENT_PAYABLE,
    FEES_TO_SWEEP,
    SELLER_PAYABLE,
    TREASURY_PAYABLE,
)
from domain.deposit.owed import InterestAllocated
from domain.deposit.passed_on import DepositForfeited, PayoutAssigned
from domain.deposit.spend import Taken, summed
from domain.postings import Entry, MoneyEvent

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

    ground: str
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
    lot's owner ever decided what of it is kept, be it nothing (`decided`).

    `claims`: by payout, what its payee owes back; `owed_back`: of which receipts that was.
    `lies`: on which accounts of ours lies what is payable; of a payout, its `Due` tells.
    """

    payable: Mapping[tuple[str, str], int] = field(default_factory=dict)
    payouts: Mapping[str, Due] = field(default_factory=dict)
    forfeiture: Forfeiture | None = None
    decided: bool = False
    claims: Mapping[str, Claim] = field(default_factory=dict)
    owed_back: Taken = ()
    lies: Mapping[tuple[str, str], frozenset[str]] = field(default_factory=dict)

    def to(self, account: str, owner: str) -> int:
        """What is payable to this owner, and in no payout; fen."""
        return self.payable.get((account, owner), 0)

    def besides_kept(self, account: str, owner: str) -> int:
        """What of that was not kept of the deposit, nor went along with it; fen."""
        kept = self.forfeiture
        dues = (*kept.dues, *kept.interest) if kept else ()
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


def booked(given: Given, entries: Iterable[Entry]) -> Given:
    """After a fact of the deposit that moves money."""
    legs = [leg for entry in entries for leg in entry.legs if leg.account in OTHERS]
    if not legs:
        return given
    now = given.payable
    for leg in legs:
        now = _added(now, (leg.account, leg.owner), -leg.amount)
    return replace(given, payable=now)


def lying(given: Given, entries: Iterable[Entry], on: frozenset[str]) -> Given:
    """What was just given on lies on these accounts; of what is payable no more, none is told."""
    lies = dict(given.lies)
    for leg in (leg for entry in entries for leg in entry.legs if leg.account in OTHERS):
        key = leg.account, leg.owner
        lies[key] = lies.get(key, frozenset()) | on
    return replace(given, lies={key: on for key, on in lies.items() if key in given.payable})


def assigned(given: Given, event: PayoutAssigned) -> Given:
    """A payout takes along what is due to an owner; of what was forfeited it is known by which."""
    key = (event.to, event.owner)
    due = Due(
        account=key[0],
        owner=key[1],
        amount_fen=event.amount_fen,
        payout=event.payout,
        lies=given.lies.get(key, frozenset()),
    )
    return replace(
        given,
        payable=_added(given.payable, key, -event.amount_fen),
        payouts={**given.payouts, event.payout: due},
        forfeiture=_told(given.forfeiture, key, None, event.payout),
        lies={other: on for other, on in given.lies.items() if other != key},
    )


def released(given: Given, payout: str) -> Given:
    """The payout was given up: what it took along is payable again."""
    due = given.payouts.get(payout)
    if due is None:
        return given
    key = (due.account, due.owner)
    return replace(
        given,
        payable=_added(given.payable, key, due.amount_fen),
        payouts={code: one for code, one in given.payouts.items() if code != payout},
        forfeiture=_told(given.forfeiture, key, payout, None),
        lies={**given.lies, key: given.lies.get(key, frozenset()) | due.lies},
    )


def forfeited(given: Given, event: DepositForfeited, of: Taken) -> Given:
    """So much is kept; `of`: which receipts bear it."""
    kept = Forfeiture(ground=event.ground, dues=_dues(event), taken=of)
    return replace(given, forfeiture=kept, decided=True)


def followed(given: Given, event: InterestAllocated) -> Given:
    """Interest that nobody is owed while a part is kept: it would be owed, were it not kept."""
    kept = given.forfeiture
    if kept is None:
        return given
    return replace(given, forfeiture=replace(kept, interest=(*kept.interest, *_dues(event))))


def _dues(event: MoneyEvent) -> tuple[Due, ...]:
    return tuple(
        Due(account=leg.account, owner=leg.owner, amount_fen=-leg.amount)
        for entry in event.entries
        for leg in entry.legs
        if leg.account in OTHERS
    )


def kept_no_more(given: Given, back: Taken) -> Given:
    """The forfeiture is taken back: what a payout took along of it is claimed.

    `back`: what goes back at once, of which receipts; of the others the rest is owed.
    """
    kept = given.forfeiture
    if kept is None:
        return given
    claims = dict(given.claims)
    for due in kept.dues:
        _claimed(claims, due.payout, Claim(fen=due.amount_fen))
    for due in kept.interest:
        _claimed(claims, due.payout, Claim(interest_fen=due.amount_fen))
    owed = summed(given.owed_back, kept.taken, back) if claims else ()
    return replace(given, forfeiture=None, claims=claims, owed_back=owed)


def came_back(given: Given, payout: str, fen: int, interest_fen: int, back: Taken) -> Given:
    """So much of what a payout took along is here again; `back` as with `kept_no_more`."""
    claims = dict(given.claims)
    _claimed(claims, payout, Claim(fen=-fen, interest_fen=-interest_fen))
    owed = summed(given.owed_back, back) if claims else ()
    return replace(given, claims=claims, owed_back=owed)


def owes_again(given: Given, payout: str, fen: int, interest_fen: int, of: Taken) -> Given:
    """What was paid back is gone again; `of`: which receipts bear it that had been given back."""
    claims = dict(given.claims)
    _claimed(claims, payout, Claim(fen=fen, interest_fen=interest_fen))
    return replace(given, claims=claims, owed_back=summed(given.owed_back, of))


def _claimed(claims: dict[str, Claim], payout: str | None, more: Claim) -> None:
    """Adds to the claim on a payout's payee; none is left where nothing is owed."""
    if payout is None:
        return
    was = claims.pop(payout, Claim())
    now = Claim(fen=was.fen + more.fen, interest_fen=was.interest_fen + more.interest_fen)
    if now.total_fen:
        claims[payout] = now


def _told(
    kept: Forfeiture | None, key: tuple[str, str], was: str | None, now: str | None
) -> Forfeiture | None:
    """What of a forfeiture is due to this owner goes by another payout than it did."""
    if kept is None:
        return None
    dues, interest = (
        tuple(
            replace(due, payout=now) if (due.account, due.owner, due.payout) == (*key, was) else due
            for due in of
        )
        for of in (kept.dues, kept.interest)
    )
    return replace(kept, dues=dues, interest=interest)


def _added(
    payable: Mapping[tuple[str, str], int], key: tuple[str, str], fen: int
) -> Mapping[tuple[str, str], int]:
    now = dict(payable)
    if left := now.pop(key, 0) + fen:
        now[key] = left
    return now
