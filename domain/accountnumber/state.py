"""A number as it stands."""

from dataclasses import dataclass
from typing import assert_never

from domain.accountnumber.events import AccountNumbered, NumberEvent


@dataclass(frozen=True, slots=True)
class Number:
    """Whose it is; nobody's as long as `account` is None."""

    account: str | None = None


def evolve(_number: Number, event: NumberEvent) -> Number:
    """The number after an event."""
    match event:
        case AccountNumbered(account=account):
            return Number(account)
        case _:
            assert_never(event)
