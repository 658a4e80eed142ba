"""The office answers a question about the rules of trade, and cites the rows it rests on."""

from domain.calendar import beijing_day
from domain.consultation.events import ConsultationAnswered
from domain.consultation.state import Consultation
from domain.identifiers import digest
from domain.kernel import Command, Context, Decider, Decision, Rejected, StreamId, command
from domain.names import plain
from domain.trade_codes import consultation_code

MOST = 20
"""Rows that one answer cites."""


@command("AnswerConsultation", zh="答复咨询")
class AnswerConsultation(Command):
    """Answer a question; fields as in ConsultationAnswered."""

    consultation: str
    title: str
    category: str
    rules: tuple[str, ...]
    text: str

    def __post_init__(self) -> None:
        consultation_code(self.consultation)
        digest(self.text)
        if not plain(self.title):
            raise ValueError("title: expected what was asked about")
        if not 0 < len(set(self.rules)) == len(self.rules) <= MOST:
            raise ValueError(f"rules: expected one to {MOST} ids of rows, each once")


def answer(before: Consultation, asked: AnswerConsultation, context: Context) -> Decision:
    """Once, by rows of the rules that are in force on the day; the same again is nothing.

    What the law says later is another answer: this one keeps the version that it cites.
    """
    told = before.answered
    if told is not None:
        said = (told.title, told.category, told.rules, told.text)
        same = said == (asked.title, asked.category, asked.rules, asked.text)
        detail = f"{asked.consultation} was answered before, otherwise"
        return () if same else Rejected("consultation.answered", detail)
    day = beijing_day(context.received_at)
    pack = context.law.pack_on(asked.category, day)
    if pack is None:
        return Rejected("category.no_pack", f"no rules of {asked.category} are in force today")
    known = {row.id for row in pack.category.rules if row.source.in_force(day)}
    if strange := sorted({*asked.rules} - known):
        detail = f"{asked.category} has no {', '.join(strange)} in force on {day}"
        return Rejected("consultation.no_such_rule", detail)
    answered = ConsultationAnswered(
        consultation=asked.consultation,
        answered_at=context.received_at,
        title=asked.title,
        category=asked.category,
        pack=pack.version,
        rules=asked.rules,
        text=asked.text,
    )
    return (answered,)


ANSWER_CONSULTATION = Decider(
    handles=AnswerConsultation,
    touches=lambda asked: (StreamId("consultation", asked.consultation),),
    decide=answer,
)
