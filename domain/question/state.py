"""A question as it stands."""

from dataclasses import dataclass, replace
from typing import assert_never

from domain.question.events import QuestionAnswered, QuestionAsked, QuestionEvent


@dataclass(frozen=True, slots=True)
class Question:
    """What was asked, if something was, and the SHA-256 of what answers it; None: nothing yet."""

    asked: QuestionAsked | None = None
    answer: str | None = None

    def is_of(self, lot: str) -> bool:
        """Whether it was asked of this lot's documents."""
        return self.asked is not None and self.asked.lot == lot


def evolve(question: Question, event: QuestionEvent) -> Question:
    """The question after an event."""
    match event:
        case QuestionAsked():
            return Question(asked=event)
        case QuestionAnswered(text=text):
            return replace(question, answer=text)
        case _:
            assert_never(event)
