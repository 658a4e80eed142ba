"""A tender's documents are clarified or changed for all at once, and with it questions answered."""

from datetime import datetime
from typing import Any

from domain.calendar import beijing_day, zoned
from domain.identifiers import digest, lot_code
from domain.kernel import (
    Command,
    Context,
    Decider,
    Decision,
    Placed,
    Rejected,
    StreamId,
    command,
)
from domain.lot.announce import postponed
from domain.lot.events import DeadlinePostponed
from domain.lot.periods import too_early
from domain.lot.standing import category_of, owned
from domain.lot.state import Lot
from domain.lot.tendered import DocumentClarified
from domain.question.events import QuestionAnswered
from domain.question.state import Question
from domain.trade_codes import question_code

MOST = 50
"""Questions that one clarification answers."""


@command("ClarifyDocuments", version=2, zh="澄清修改招标文件")
class ClarifyDocuments(Command):
    """Say this of the documents to all; fields as in DocumentClarified.

    `answers`: the questions that it answers. Later times for deposits and bids, both of them, go
    along where it needs them; else None.
    """

    lot: str
    affects: bool
    text: str
    answers: tuple[str, ...]
    deposit_deadline: datetime | None
    opening_at: datetime | None

    def __post_init__(self) -> None:
        lot_code(self.lot)
        digest(self.text)
        for question in self.answers:
            question_code(question)
        if len(set(self.answers)) < len(self.answers) or len(self.answers) > MOST:
            raise ValueError(f"answers: expected each once, {MOST} at most")
        times = (self.deposit_deadline, self.opening_at)
        if (times[0] is None) != (times[1] is None):
            raise ValueError("deposit_deadline, opening_at: expected both, or neither")
        for name, at in zip(("deposit_deadline", "opening_at"), times, strict=True):
            if at is not None:
                zoned(name, at)


def clarify(states: Any, asked: ClarifyDocuments, context: Context) -> Decision:
    """By the owner or its agency, while bids come in. Said again, it may answer further questions.

    What may affect bids comes so long before their deadline as the law has it, else the deadline
    moves by the same decision (CT-05).
    """
    lot, *questions = states if isinstance(states, tuple) else (states,)
    known = owned(lot, asked.lot, context, DocumentClarified)
    if isinstance(known, Rejected):
        return known
    answers = _answers(questions, asked, context)
    if isinstance(answers, Rejected):
        return answers
    later: tuple[DeadlinePostponed, ...] | Rejected = ()
    if asked.deposit_deadline is not None and asked.opening_at is not None:
        later = postponed(lot, asked.lot, asked.deposit_deadline, asked.opening_at, context)
    if isinstance(later, Rejected):
        return later
    before = lot.clarified
    if before is not None and (before.text, before.affects) == (asked.text, asked.affects):
        return (*later, *answers)
    if refused := _too_late(lot, asked, later, context):
        return refused
    clarified = DocumentClarified(
        lot=asked.lot, clarified_at=context.received_at, affects=asked.affects, text=asked.text
    )
    return (clarified, *later, *answers)


def _too_late(
    lot: Lot, asked: ClarifyDocuments, later: tuple[DeadlinePostponed, ...], context: Context
) -> Rejected | None:
    """Why there is no time left for it: none at all, or less than the law has."""
    assert lot.defined is not None, "a lot whose documents can be had was defined"
    assert lot.opening_at is not None, "a lot whose documents can be had has its times"
    if context.received_at >= lot.opening_at:
        return Rejected("lot.too_late", f"bids were due at {lot.opening_at.isoformat()}")
    if not asked.affects:
        return None
    category = category_of(lot.defined, context.law)
    if isinstance(category, Rejected):
        return category
    planned = {"BidDeadlinePassed": later[0].opening_at if later else lot.opening_at}
    today, calendar = beijing_day(context.received_at), context.law.calendar
    return too_early(category, lot, DocumentClarified.NAME, today, calendar, {**planned})


def _answers(
    questions: list[Question], asked: ClarifyDocuments, context: Context
) -> tuple[Placed, ...] | Rejected:
    """What the questions hear; nothing of those that this text has answered already."""
    said = []
    for code, question in zip(asked.answers, questions, strict=True):
        if not question.is_of(asked.lot):
            return Rejected("question.unknown", f"nobody asked {code} of {asked.lot}")
        if question.answer not in (None, asked.text):
            return Rejected("question.answered", f"{code} was answered before, by another text")
        if question.answer is None:
            told = QuestionAnswered(question=code, answered_at=context.received_at, text=asked.text)
            said.append(Placed(StreamId("question", code), told))
    return tuple(said)


CLARIFY_DOCUMENTS = Decider(
    handles=ClarifyDocuments,
    touches=lambda asked: (
        StreamId("lot", asked.lot),
        *(StreamId("question", code) for code in asked.answers),
    ),
    decide=clarify,
)
