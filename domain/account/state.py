"""An account as it stands."""

from dataclasses import dataclass

from domain.account.events import AccountEvent, AccountOpened


@dataclass(frozen=True, slots=True)
class BankAccount:
    """Not opened: no fact. Opened: the fact that opened it."""

    opened: AccountOpened | None = None


def evolve(_account: BankAccount, event: AccountEvent) -> BankAccount:
    """The account after an event."""
    return BankAccount(opened=event)
