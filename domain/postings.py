"""Money as balanced entries: what does not sum to zero within its book cannot be built."""

import re
from dataclasses import dataclass

from domain.accounts import BY_CODE, Account
from domain.kernel import Event, entries_field

type Owned = tuple[Account, str]
"""An account and whose part of it: bank account, account-day, deposit…"""

_CURRENCY = re.compile(r"[A-Z]{3}")


@dataclass(frozen=True, slots=True)
class Leg:
    """One line of an entry: account code, owner, minor units (debit positive), posting row."""

    account: str
    owner: str
    amount: int
    p: str


@dataclass(frozen=True, slots=True)
class Entry:
    """Legs of one book in one currency that sum to zero. Raises ValueError otherwise."""

    book: str
    currency: str
    legs: tuple[Leg, ...]

    def __post_init__(self) -> None:
        if not _CURRENCY.fullmatch(self.currency):
            raise ValueError(f"currency {self.currency!r}: expected three letters such as CNY")
        if len(self.legs) < 2:
            raise ValueError(f"an entry has at least two legs, not {len(self.legs)}")
        total = 0
        for leg in self.legs:
            account = BY_CODE.get(leg.account)
            if account is None or account.book != self.book:
                raise ValueError(f"account {leg.account!r} is not in book {self.book!r}")
            if leg.amount == 0:
                raise ValueError(f"the leg of {leg.account}[{leg.owner}] moves nothing")
            total += leg.amount
        if total:
            raise ValueError(f"the legs sum to {total}, not to zero")

    @property
    def amount(self) -> int:
        """What the entry moves, in minor units: the sum of its debits."""
        return sum(leg.amount for leg in self.legs if leg.amount > 0)


@dataclass(frozen=True, slots=True, kw_only=True)
class MoneyEvent(Event):
    """A fact that moves money. The amount is read from its entries, never stored twice."""

    entries: tuple[Entry, ...] = entries_field()


def moved(p: str, debit: Owned, credit: Owned, amount: int, currency: str = "CNY") -> Entry:
    """The entry of two legs: `amount` minor units, debited here and credited there.

    The book is the debited account's. Raises ValueError when the amount is not positive, or
    the accounts belong to two books.
    """
    if amount <= 0:
        raise ValueError(f"an amount moved is positive, not {amount}")
    (to, to_owner), (source, source_owner) = debit, credit
    legs = (Leg(to.code, to_owner, amount, p), Leg(source.code, source_owner, -amount, p))
    return Entry(to.book, currency, legs)


def reversed_entry(entry: Entry) -> Entry:
    """The entry that takes another back: the same legs with the other sign."""
    legs = tuple(Leg(leg.account, leg.owner, -leg.amount, leg.p) for leg in entry.legs)
    return Entry(entry.book, entry.currency, legs)
