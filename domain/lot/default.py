"""A winner that does not sign, and the candidate that comes next."""

from domain.calendar import beijing_day
from domain.identifiers import digest, lot_code
from domain.kernel import Command, Context, Decider, Decision, Rejected, StreamId, command
from domain.lot.award import PastCandidates
from domain.lot.standing import owned
from domain.lot.state import Lot
from domain.lot.tendered import WinnerDefaulted


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


@command("ConfirmNextCandidate", version=2, zh="确定递补中标人")
class ConfirmNextCandidate(PastCandidates):
    """The next candidate wins, at the price it bid (fen), and is told."""

    price_fen: int

    def __post_init__(self) -> None:
        # `super()` cannot be asked: the class is made anew with slots.
        PastCandidates.__post_init__(self)
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


RECORD_DEFAULT = Decider(
    handles=RecordDefault, touches=lambda asked: (StreamId("lot", asked.lot),), decide=defaulted
)
