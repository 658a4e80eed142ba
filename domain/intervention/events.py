"""The fact of an intervention. Nothing but its id and the instant stands in clear."""

from datetime import datetime
from enum import StrEnum

from domain.kernel import Event, event, sealed


class Channel(StrEnum):
    """How it was said."""

    IN_PERSON = "IN_PERSON"
    BY_PHONE = "BY_PHONE"
    IN_WRITING = "IN_WRITING"
    THROUGH_OTHERS = "THROUGH_OTHERS"


@event("InterventionRecorded", zh="干预登记")
class InterventionRecorded(Event):
    """Somebody recorded that a person of power meddled: `who`, said then, how, in which words.

    `recorder`: who recorded it, for whom the platform asks; `lot`: in which, None: in none.
    """

    intervention: str
    recorded_at: datetime
    who: str | None = sealed()
    said_at: datetime | None = sealed()
    channel: Channel | None = sealed()
    words: str | None = sealed()
    lot: str | None = sealed()
    recorder: str | None = sealed()

    def happened_at(self) -> datetime:
        """When the door heard of it: when it was said is sealed."""
        return self.recorded_at
