"""What was asked of a lot's documents, and which text answered it; public, but for who asked."""

from collections.abc import Iterator

from domain.question.events import QuestionAnswered, QuestionAsked
from ledger.feed import Recorded
from projections.projection import Change, Column, Index, Projection, Put, Table

QUESTIONS = Table(
    "questions",
    (Column("question", "text"),),
    (
        Column("lot", "text"),
        Column("asked_at", "timestamptz"),
        Column("text", "text"),
        Column("answered_at", "timestamptz"),
        Column("answer", "text"),
    ),
    indexes=(Index(("lot",)),),
)
"""`text`, `answer`: the SHA-256 of what was asked, and of the clarification that answers it."""


def project(recorded: Recorded) -> Iterator[Change]:
    """Each as it was asked and answered."""
    match recorded.event:
        case QuestionAsked(question=code, lot=lot, asked_at=at, text=text):
            told = {"lot": lot, "asked_at": at, "text": text}
            yield Put(QUESTIONS, (code,), told | {"answered_at": None, "answer": None})
        case QuestionAnswered(question=code, answered_at=at, text=text):
            yield Put(QUESTIONS, (code,), {"answered_at": at, "answer": text})


QUESTION_BOOK = Projection("questions", 1, (QUESTIONS,), project)
