"""An owner who ends a tender gives back what the documents cost (实施条例 31, E18)."""

from domain.identifiers import digest, lot_code
from domain.kernel import Command, Context, Decider, Decision, Rejected, StreamId, command
from domain.lot.concluded import DocumentFeeOwed
from domain.lot.standing import owned_in
from domain.lot.state import Lot
from domain.phases import Phase


@command("OweDocumentFee", zh="告知退还招标文件费")
class OweDocumentFee(Command):
    """Each bidder gets `fee_fen` back for the documents, from the own account of who sold them."""

    lot: str
    fee_fen: int
    document: str
    evidence: str

    def __post_init__(self) -> None:
        lot_code(self.lot)
        if self.fee_fen < 1:
            raise ValueError(f"fee_fen {self.fee_fen}: expected one or more")
        if not self.document.strip():
            raise ValueError("document: expected its reference")
        digest(self.evidence)


def owe(lot: Lot, asked: OweDocumentFee, context: Context) -> Decision:
    """Of a lot that its owner ended. The last word counts; the same again is nothing."""
    known = owned_in(lot, asked.lot, context, Phase.TERMINATED)
    if isinstance(known, Rejected):
        return known
    told = DocumentFeeOwed(
        lot=asked.lot,
        fee_fen=asked.fee_fen,
        owed_by=known.agency or known.owner,
        document=asked.document,
        evidence=asked.evidence,
    )
    return () if lot.document_fee == told else (told,)


OWE_DOCUMENT_FEE = Decider(
    handles=OweDocumentFee, touches=lambda asked: (StreamId("lot", asked.lot),), decide=owe
)
