"""An account as it stands."""

from dataclasses import dataclass, replace
from datetime import date
from typing import assert_never

from domain.account.events import AccountEvent, AccountOpened, InterestAgreed, InterestDistributed
from domain.interest import DEMAND, Convention


@dataclass(frozen=True, slots=True)
class BankAccount:
    """Not opened: no fact. Opened: the fact that opened it.

    `agreed`: how its bank reckons interest, the latest day first; `interest_until`: up to when what
    it paid for all of the account is distributed.
    """

    opened: AccountOpened | None = None
    agreed: tuple[InterestAgreed, ...] = ()
    interest_until: date | None = None


def in_force(agreed: tuple[InterestAgreed, ...], day: date) -> InterestAgreed | None:
    """What holds of an account on a day; None before anything was agreed."""
    return next((one for one in agreed if one.since <= day), None)


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
        case InterestDistributed(until=until):
            return replace(account, interest_until=until)
        case _:
            assert_never(event)
