"""A clerk answers a bidder's claim of money (认领) that turned out to be nothing, and says why.

What fits is matched like any line, and that fulfils its claim: there is no other yes.
"""

from domain.bankpage.care import NOTE_MOST
from domain.deposit.claim_receipt import answered, standing
from domain.deposit.claimed import ReceiptClaimRefused
from domain.deposit.receipt_claim import Stage
from domain.deposit.state import Deposit
from domain.desk.pairing import blind
from domain.identifiers import deposit_code, lot_code
from domain.kernel import Command, Context, Decider, Decision, Rejected, StreamId, command
from domain.lot.state import Lot


@command("RefuseReceiptClaim", zh="来款认领不予确认")
class RefuseReceiptClaim(Command):
    """This claim of the deposit is no payment for it. `lot`: the deposit's, whose bids are open."""

    deposit: str
    lot: str
    claim: int
    reason: str

    def __post_init__(self) -> None:
        deposit_code(self.deposit)
        lot_code(self.lot)
        if not self.reason.strip() or len(self.reason) > NOTE_MOST:
            raise ValueError(f"reason: expected 1 to {NOTE_MOST} signs")


def decide(states: tuple[Deposit, Lot], asked: RefuseReceiptClaim, context: Context) -> Decision:
    """While it is open; before the opening every answer is the same, and refused again it changes
    nothing.
    """
    deposit, lot = states
    if refused := blind(context, asked, deposit, (lot,)):
        return refused
    found = standing(deposit, asked.deposit, asked.claim)
    if isinstance(found, Rejected):
        return found
    if (found.stage, found.reason) == (Stage.REFUSED, asked.reason):
        return ()
    if found.stage is not Stage.OPEN:
        return answered(asked.deposit, found)
    return (ReceiptClaimRefused(deposit=asked.deposit, claim=asked.claim, reason=asked.reason),)


REFUSE_RECEIPT_CLAIM = Decider(
    handles=RefuseReceiptClaim,
    touches=lambda asked: (StreamId("deposit", asked.deposit), StreamId("lot", asked.lot)),
    decide=decide,
)
