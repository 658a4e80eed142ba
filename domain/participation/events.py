"""Facts of a participation; its id is its deposit's. All else is sealed until the opening."""

from domain.kernel import Event, event, sealed


@event("QualificationConfirmed", zh="资格确认")
class QualificationConfirmed(Event):
    """This party may offer for this lot, under this number, which was drawn at random."""

    participation: str
    lot: str | None = sealed()
    party: str | None = sealed()
    number: str | None = sealed()


type ParticipationEvent = QualificationConfirmed
