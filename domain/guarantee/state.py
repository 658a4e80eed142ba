"""A guarantee as it stands."""

from dataclasses import dataclass, replace
from typing import assert_never

from domain.guarantee.events import (
    GuaranteeAccepted,
    GuaranteeClaimed,
    GuaranteeEvent,
    GuaranteePaid,
    GuaranteeReleased,
)
from domain.postings import MoneyEvent


@dataclass(frozen=True, slots=True)
class Guarantee:
    """As it was accepted; whether it was released; what was claimed of it, and paid; fen."""

    accepted: GuaranteeAccepted | None = None
    released: bool = False
    claimed_fen: int = 0
    paid_fen: int = 0

    @property
    def promised_fen(self) -> int:
        """What still stands of the promise."""
        return (_promised(self.accepted) if self.accepted else 0) - self.paid_fen

    @property
    def open_fen(self) -> int:
        """What was claimed and is not paid."""
        return self.claimed_fen - self.paid_fen


def evolve(guarantee: Guarantee, event: GuaranteeEvent) -> Guarantee:
    """The guarantee after an event."""
    match event:
        case GuaranteeAccepted():
            return replace(guarantee, accepted=event)
        case GuaranteeReleased():
            return replace(guarantee, released=True)
        case GuaranteeClaimed():
            return replace(guarantee, claimed_fen=guarantee.claimed_fen + _promised(event))
        case GuaranteePaid():
            return replace(guarantee, paid_fen=guarantee.paid_fen + _promised(event))
        case _:
            assert_never(event)


def _promised(event: MoneyEvent) -> int:
    """What a fact moves of one of the register's two pairs of accounts."""
    return event.entries[0].amount
