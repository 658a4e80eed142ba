"""An account as it stands."""

from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import assert_never

from domain.account.events import (
    AccountEvent,
    AccountOpened,
    AccountPlaced,
    InterestAgreed,
    InterestDistributed,
)
from domain.interest import DEMAND, Convention


@dataclass(frozen=True, slots=True)
class BankAccount:
    """Not opened: no fact. Opened: the fact that opened it.

    `agreed`: how its bank reckons interest, the latest day first; `distributed`: the sums that it
    paid for all of the account, in the order they were; `region`: whose it is, '' all regions'.
    """

    opened: AccountOpened | None = None
    agreed: tuple[InterestAgreed, ...] = ()
    distributed: tuple[InterestDistributed, ...] = ()
    region: str = ""

    @property
    def interest_until(self) -> date | None:
        """Up to when what the bank paid for all of the account is distributed."""
        return max((one.until for one in self.distributed), default=None)


def in_force(agreed: tuple[InterestAgreed, ...], day: date) -> InterestAgreed | None:
    """What holds of an account on a day; None before anything was agreed."""
    return next((one for one in agreed if one.since <= day), None)


def lump_since(ours: BankAccount, until: date) -> date | None:
    """From when a sum is that the bank pays for all of the account up to `until` (not counted).

    Since the first of the days on end on which it pays so, however often that was agreed anew, or
    since the last sum. None where it pays on sub-accounts by then, or no day is left.
    """
    last = until - timedelta(days=1)
    first = None
    for one in (one for one in ours.agreed if one.since <= last):
        if not one.lump:
            break
        first = one.since
    if first is None:
        return None
    since = max(first, ours.interest_until or first)
    return since if since <= last else None


def convention_on(agreed: tuple[InterestAgreed, ...], day: date) -> Convention:
    """How a bank reckons interest that it settles on a day; `DEMAND` where nothing was agreed.

    A period is reckoned whole as is agreed on the day it is settled, as a bank does.
    """
    one = in_force(agreed, day)
    return Convention(one.mode, one.basis, one.quarterly) if one else DEMAND


def evolve(account: BankAccount, event: AccountEvent) -> BankAccount:
    """The account after an event."""
    match event:
        case AccountOpened():
            return replace(account, opened=event)
        case InterestAgreed(since=since):
            others = (one for one in account.agreed if one.since != since)
            now = sorted((event, *others), key=lambda one: one.since, reverse=True)
            return replace(account, agreed=tuple(now))
        case InterestDistributed():
            return replace(account, distributed=(*account.distributed, event))
        case AccountPlaced(region=region):
            return replace(account, region=region)
        case _:
            assert_never(event)
