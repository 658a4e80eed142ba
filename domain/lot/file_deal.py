"""The contract of a lot is filed (成交交易备案): a receipt, never a gate."""

from domain.identifiers import digest, lot_code
from domain.kernel import Command, Context, Decider, Decision, Rejected, StreamId, command
from domain.lot.concluded import DealFiled
from domain.lot.standing import owned
from domain.lot.state import Lot


@command("FileDeal", zh="成交备案")
class FileDeal(Command):
    """File the contract of a lot; `document`: the SHA-256 of the copy."""

    lot: str
    document: str

    def __post_init__(self) -> None:
        lot_code(self.lot)
        digest(self.document)


def file(lot: Lot, asked: FileDeal, context: Context) -> Decision:
    """Once it is signed, by the owner or its agency; filed anew, the last copy counts, and the same
    again is nothing. Nobody has to accept it, however late it comes.
    """
    known = owned(lot, asked.lot, context, DealFiled)
    if isinstance(known, Rejected):
        return known
    if lot.filed is not None and lot.filed.document == asked.document:
        return ()
    at = context.received_at
    return (DealFiled(lot=asked.lot, filed_at=at, document=asked.document),)


FILE_DEAL = Decider(
    handles=FileDeal, touches=lambda asked: (StreamId("lot", asked.lot),), decide=file
)
