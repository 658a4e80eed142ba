"""A winner that does not sign, and the candidate that comes next."""

from domain.calendar import beijing_day
from domain.identifiers import digest, lot_code
from domain.kernel import Command, Context, Decider, Decision, Rejected, StreamId, command
from domain.lot.award import not_by_price, notice
from domain.lot.standing import category_of, owned
from domain.lot.state import Lot
from domain.lot.tendered import NextCandidateConfirmed, WinnerDefaulted


@command("RecordDefault", zh="认定中标人违约")
class RecordDefault(Command):
    """The winner does not sign without good reason; `document` is the finding's reference."""

    lot: str
    document: str
    evidence: str

    def __post_init__(self) -> None:
        lot_code(self.lot)
        digest(self.evidence)
        if not self.document.strip():
            raise ValueError("document: expected its reference")


@command("ConfirmNextCandidate", zh="确定递补中标人")
class ConfirmNextCandidate(Command):
    """The next candidate wins, at the price it bid (fen), and is told."""

    lot: str
    price_fen: int

    def __post_init__(self) -> None:
        lot_code(self.lot)
        if self.price_fen < 1:
            raise ValueError(f"price_fen {self.price_fen}: expected one or more")


def defaulted(lot: Lot, asked: RecordDefault, context: Context) -> Decision:
    """Once awarded, by the owner or its agency; whether its deposit is kept is another act, and so
    is that it is not.
    """
    known = owned(lot, asked.lot, context, WinnerDefaulted)
    if isinstance(known, Rejected):
        return known
    assert lot.winner is not None, "a lot that was awarded has a winner"
    found = WinnerDefaulted(
        lot=asked.lot,
        winner=lot.winner,
        defaulted_on=beijing_day(context.received_at),
        document=asked.document,
        evidence=asked.evidence,
    )
    return (found,)


def next_one(lot: Lot, asked: ConfirmNextCandidate, context: Context) -> Decision:
    """In the panel's order (CT-17); where nobody is left the lot fails, which is another act."""
    known = owned(lot, asked.lot, context, NextCandidateConfirmed)
    category = known if isinstance(known, Rejected) else category_of(known, context.law)
    if isinstance(category, Rejected):
        return category
    left = [party for party in lot.candidates if party not in lot.defaulted]
    if not left:
        return Rejected("lot.no_candidate", f"of {asked.lot} no candidate is left")
    if refused := not_by_price(lot, left[0], asked.price_fen):
        return refused
    return (
        NextCandidateConfirmed(lot=asked.lot, winner=left[0], price_fen=asked.price_fen),
        notice(lot, category, left[0], context),
    )


RECORD_DEFAULT = Decider(
    handles=RecordDefault, touches=lambda asked: (StreamId("lot", asked.lot),), decide=defaulted
)
CONFIRM_NEXT_CANDIDATE = Decider(
    handles=ConfirmNextCandidate,
    touches=lambda asked: (StreamId("lot", asked.lot),),
    decide=next_one,
)
