"""A guarantee as it stands."""

from dataclasses import dataclass, replace
from typing import assert_never

from domain.guarantee.events import GuaranteeAccepted, GuaranteeEvent, GuaranteeReleased


@dataclass(frozen=True, slots=True)
class Guarantee:
    """As it was accepted; whether it was released."""

    accepted: GuaranteeAccepted | None = None
    released: bool = False


def evolve(guarantee: Guarantee, event: GuaranteeEvent) -> Guarantee:
    """The guarantee after an event."""
    match event:
        case GuaranteeAccepted():
            return replace(guarantee, accepted=event)
        case GuaranteeReleased():
            return replace(guarantee, released=True)
        case _:
            assert_never(event)
