"""Who paid from where, and which bidders one account paid for (RF-01). Pure.

Only whole numbers are compared: a bank that covers a part of one, says nothing of the rest.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

from domain.names import CUT, plain

_COVERED = "*"


@dataclass(frozen=True, slots=True, order=True)
class Payment:
    """Money that came for a deposit, counted or not: first told at `position`, from `account`."""

    position: int
    lot: str
    deposit: str
    party: str
    account: str

    def __str__(self) -> str:
        return f"{self.position} {self.lot} {self.deposit} {self.party} {self.account}"


def payment(told: str) -> Payment:
    """What `str` of a payment was. Raises ValueError for any other text."""
    position, lot, deposit, party, account = told.split(" ", 4)
    return Payment(int(position), lot, deposit, party, account)


@dataclass(frozen=True, slots=True)
class Group:
    """Payments from one account for several bidders, in their order."""

    payments: tuple[Payment, ...]

    @property
    def lots(self) -> tuple[str, ...]:
        """The lots that they were for, in order, each once."""
        return tuple(dict.fromkeys(one.lot for one in self.payments))

    @property
    def deposits(self) -> tuple[str, ...]:
        """The deposits that they were for, in order, each once."""
        return tuple(dict.fromkeys(one.deposit for one in self.payments))

    @property
    def positions(self) -> tuple[int, ...]:
        """Where they were told, in order, each once."""
        return tuple(dict.fromkeys(one.position for one in self.payments))


def groups(payments: Iterable[Payment], is_new: Callable[[Payment], bool]) -> Iterator[Group]:
    """Accounts that paid for several bidders, where something new shows it: by first payments.

    All are of one procedure; what is new is of one lot. A group is told once: again only when
    another bidder joins it, or when a further lot shows it by itself.
    """
    by_account: dict[str, list[Payment]] = defaultdict(list)
    for one in sorted(payments):
        if _COVERED not in one.account and CUT not in one.account and plain(one.account):
            by_account[plain(one.account)].append(one)
    for theirs in sorted(by_account.values()):
        if _is_told_now(theirs, is_new):
            yield Group(tuple(theirs))


def _is_told_now(theirs: list[Payment], is_new: Callable[[Payment], bool]) -> bool:
    fresh = [one for one in theirs if is_new(one)]
    if not fresh or len(_bidders(theirs)) < 2:
        return False
    there = [one for one in theirs if one.lot == fresh[0].lot]
    return _grew(theirs, is_new) or (len(_bidders(there)) > 1 and _grew(there, is_new))


def _grew(payments: list[Payment], is_new: Callable[[Payment], bool]) -> bool:
    before = [one for one in payments if not is_new(one)]
    return _bidders(payments) != _bidders(before)


def _bidders(payments: Iterable[Payment]) -> set[str]:
    return {one.party for one in payments}
