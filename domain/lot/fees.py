"""What the centre asks of a sale: assessed apart from whoever pays it out or keeps it."""

from domain.identifiers import digest, lot_code
from domain.kernel import Command, Context, Decider, Decision, Rejected, StreamId, command
from domain.lot.events import FeesAssessed
from domain.lot.standing import standing
from domain.lot.state import Lot
from domain.phases import Phase


@command("AssessFees", version=2, zh="核定服务费")
class AssessFees(Command):
    """Assess a lot's fees, zero for none, by this document.

    `seller_fen` is withheld of the price (P22); `buyer_fen` the buyer pays to the centre's own
    account; `default_fen`, of both sides, goes first out of what is kept of a winner that defaults
    (SP-13).
    """

    lot: str
    seller_fen: int
    buyer_fen: int
    default_fen: int
    document: str
    evidence: str

    def __post_init__(self) -> None:
        lot_code(self.lot)
        for name in ("seller_fen", "buyer_fen", "default_fen"):
            if (fen := getattr(self, name)) < 0:
                raise ValueError(f"{name} {fen}: expected zero (none) or more")
        if not self.document.strip():
            raise ValueError("document: expected its reference")
        digest(self.evidence)


def assess(lot: Lot, asked: AssessFees, _context: Context) -> Decision:
    """Once it has its winner; assessed anew, the last word counts. The same again is nothing."""
    known = standing(lot, asked.lot, Phase.AWARDED, Phase.CONTRACTED, Phase.FAILED)
    if isinstance(known, Rejected):
        return known
    assessed = FeesAssessed(
        lot=asked.lot,
        seller_fen=asked.seller_fen,
        buyer_fen=asked.buyer_fen,
        default_fen=asked.default_fen,
        document=asked.document,
        evidence=asked.evidence,
    )
    return () if lot.fees == assessed else (assessed,)


ASSESS_FEES = Decider(
    handles=AssessFees, touches=lambda asked: (StreamId("lot", asked.lot),), decide=assess
)
