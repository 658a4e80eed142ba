"""A consultation as it stands."""

from dataclasses import dataclass

from domain.consultation.events import ConsultationAnswered, ConsultationEvent


@dataclass(frozen=True, slots=True)
class Consultation:
    """The answer, if there is one."""

    answered: ConsultationAnswered | None = None


def evolve(_before: Consultation, event: ConsultationEvent) -> Consultation:
    """The consultation after an event."""
    return Consultation(event)
