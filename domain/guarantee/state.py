"""A guarantee as it stands."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from typing import assert_never

from domain.guarantee.events import (
    GuaranteeAccepted,
    GuaranteeClaimed,
    GuaranteeEvent,
    GuaranteeExtended,
    GuaranteePaid,
    GuaranteePaidIn,
    GuaranteeRefused,
    GuaranteeReleased,
    GuaranteeUnpaid,
)
from domain.postings import MoneyEvent


@dataclass(frozen=True, slots=True)
class Guarantee:
    """As it was accepted; whether it was released; what was claimed of it, and paid; fen.

    `valid_until`: as it was extended since. `said`: what the guarantor said of the claim, by the
    evidence of each. `refused_fen`: what of the claim it refused, at the last refusal.
    `paid_in`: what it paid to us, by line.
    """

    accepted: GuaranteeAccepted | None = None
    valid_until: date | None = None
    released: bool = False
    claimed_fen: int = 0
    paid_fen: int = 0
    refused_fen: int = 0
    paid_in: Mapping[str, GuaranteePaidIn] = field(default_factory=dict)
    said: Mapping[str, GuaranteePaid | GuaranteeRefused] = field(default_factory=dict)

    @property
    def promised_fen(self) -> int:
        """What still stands of the promise."""
        return (_promised(self.accepted) if self.accepted else 0) - self.paid_fen

    @property
    def open_fen(self) -> int:
        """What was claimed and is not paid."""
        return self.claimed_fen - self.paid_fen

    @property
    def disputed_fen(self) -> int:
        """What of that the guarantor refuses to pay."""
        return min(self.refused_fen, self.open_fen)


def evolve(guarantee: Guarantee, event: GuaranteeEvent) -> Guarantee:
    """The guarantee after an event."""
    match event:
        case GuaranteeAccepted():
            return replace(guarantee, accepted=event, valid_until=event.valid_until)
        case GuaranteeExtended(valid_until=day):
            return replace(guarantee, valid_until=day)
        case GuaranteeReleased():
            return replace(guarantee, released=True)
        case GuaranteeClaimed():
            return replace(guarantee, claimed_fen=guarantee.claimed_fen + _promised(event))
        case GuaranteePaid(evidence=evidence):
            said = {**guarantee.said, evidence: event}
            return replace(guarantee, paid_fen=guarantee.paid_fen + _promised(event), said=said)
        case GuaranteePaidIn(line=line):
            paid_in = {**guarantee.paid_in, line or "": event}
            paid = guarantee.paid_fen + _promised(event)
            return replace(guarantee, paid_fen=paid, paid_in=paid_in)
        case GuaranteeUnpaid(line=line):
            paid_in = {one: paid for one, paid in guarantee.paid_in.items() if one != line}
            paid = guarantee.paid_fen - _promised(event)
            return replace(guarantee, paid_fen=paid, paid_in=paid_in)
        case GuaranteeRefused(evidence=evidence, amount_fen=fen):
            said = {**guarantee.said, evidence: event}
            return replace(guarantee, refused_fen=guarantee.disputed_fen + fen, said=said)
        case _:
            assert_never(event)


def _promised(event: MoneyEvent) -> int:
    """What a fact moves of one of the register's two pairs of accounts."""
    return event.entries[0].amount
