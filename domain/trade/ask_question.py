"""A party asks something of a tender's documents, and who asked stays sealed until the opening.

The platform asks on the bidder's wish: whoever asks is named in clear, and nobody may know before
the opening who has the documents (法 22).
"""

from typing import Any

from domain.identifiers import digest, lot_code
from domain.kernel import Command, Context, Decider, Decision, Rejected, StreamId, command
from domain.lot.standing import hears
from domain.lot.tendered import DocumentClarified
from domain.party_codes import party_code
from domain.question.events import QuestionAsked
from domain.trade_codes import question_code


@command("AskQuestion", zh="提问")
class AskQuestion(Command):
    """A party asks this of a lot's documents. `text`: its SHA-256; the question's code is random
    and tells nothing.
    """

    question: str
    lot: str
    party: str
    text: str

    def __post_init__(self) -> None:
        question_code(self.question)
        lot_code(self.lot)
        party_code(self.party)
        digest(self.text)


def ask(states: tuple[Any, ...], asked: AskQuestion, context: Context) -> Decision:
    """While it can still be answered: as long as documents are clarified, before bids are due.

    By whoever may bid; no row of any kind says how long before the deadline.
    """
    question, lot, party, invitation = states
    known = hears(lot, asked.lot, context.law, DocumentClarified)
    if isinstance(known, Rejected):
        return known
    if party.registered is None:
        return Rejected("party.unknown", f"nobody registered {asked.party}")
    if not invitation.lets(asked.party):
        return Rejected("invitation.not_invited", f"{asked.party} was not invited for {asked.lot}")
    if context.received_at >= lot.opening_at:
        return Rejected("lot.too_late", f"bids were due at {lot.opening_at.isoformat()}")
    told = QuestionAsked(
        question=asked.question,
        lot=asked.lot,
        asked_at=context.received_at,
        text=asked.text,
        party=asked.party,
    )
    if (before := question.asked) is None:
        return (told,)
    if (before.lot, before.party, before.text) == (told.lot, told.party, told.text):
        return ()
    return Rejected("question.another", f"{asked.question} asks something else")


ASK_QUESTION = Decider(
    handles=AskQuestion,
    touches=lambda asked: (
        StreamId("question", asked.question),
        StreamId("lot", asked.lot),
        StreamId("party", asked.party),
        StreamId("invitation", asked.lot),
    ),
    decide=ask,
)
