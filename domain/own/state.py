"""An account of the centre's own as it stands."""

from dataclasses import dataclass

from domain.own.events import OwnAccountEvent, OwnBankChargeRecorded


@dataclass(frozen=True, slots=True)
class Charges:
    """What its bank charged, each shown by its own document."""

    known: tuple[OwnBankChargeRecorded, ...] = ()

    def by(self, evidence: str) -> OwnBankChargeRecorded | None:
        """The charge that this document shows, if it is known."""
        return next((one for one in self.known if one.evidence == evidence), None)


def evolve(charges: Charges, event: OwnAccountEvent) -> Charges:
    """The account's charges after an event."""
    return Charges((*charges.known, event))
