"""Facts of a question: that there is one, and its answer, all may know; who asked is sealed.

An answer goes to all who have the documents and does not say where its question came from.
"""

from datetime import datetime

from domain.kernel import Event, event, sealed


@event("QuestionAsked", zh="提问")
class QuestionAsked(Event):
    """A party asked something of a lot's documents. `text`: the SHA-256 of what it asked."""

    question: str
    lot: str
    asked_at: datetime
    text: str
    party: str | None = sealed()

    def happened_at(self) -> datetime:
        """When the door had it."""
        return self.asked_at


@event("QuestionAnswered", zh="答疑")
class QuestionAnswered(Event):
    """It was answered to all, by what clarified the documents: `text` as in DocumentClarified."""

    question: str
    answered_at: datetime
    text: str

    def happened_at(self) -> datetime:
        """The instant from which on all could have it."""
        return self.answered_at


type QuestionEvent = QuestionAsked | QuestionAnswered
