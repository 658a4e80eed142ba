"""The one fact of a consultation; public. Who asked is not written down."""

from datetime import datetime

from domain.kernel import Event, event


@event("ConsultationAnswered", zh="咨询答复")
class ConsultationAnswered(Event):
    """The office answered a question about the rules of a kind of trade, as they were then.

    `rules` are the ids of the rows that it cites, `pack` the version of the rules that they stand
    in; `title`: what was asked about, `text`: the SHA-256 of the answer.
    """

    consultation: str
    answered_at: datetime
    title: str
    category: str
    pack: int
    rules: tuple[str, ...]
    text: str

    def happened_at(self) -> datetime:
        """When it was answered."""
        return self.answered_at


type ConsultationEvent = ConsultationAnswered
