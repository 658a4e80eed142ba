"""A fee that came straight to the centre's own account, and through no custody (P31)."""

from domain.accounts import FEE_INCOME, OWN_BANK
from domain.deposit.state import Deposit
from domain.desk.pairing import blind
from domain.identifiers import account_code, deposit_code, digest, lot_code
from domain.kernel import Command, Context, Decider, Decision, Rejected, StreamId, command
from domain.lot.events import ServiceFeeReceived
from domain.lot.state import Lot
from domain.money import show
from domain.postings import moved

SIDES = ("SELLER", "BUYER", "DEFAULT")
"""The fees that are assessed: the seller's, the buyer's, and both sides' once a winner defaults."""


@command("RecordServiceFee", zh="登记服务费到账")
class RecordServiceFee(Command):
    """So much of an assessed fee came to this account of the centre's own, as the document shows.

    `deposit`: the winner's, out of which fees may have been withheld.
    """

    lot: str
    deposit: str
    of: str
    account: str
    amount_fen: int
    document: str
    evidence: str

    def __post_init__(self) -> None:
        lot_code(self.lot)
        deposit_code(self.deposit)
        account_code(self.account)
        if self.of not in SIDES:
            raise ValueError(f"of {self.of!r}: expected one of {', '.join(SIDES)}")
        if self.amount_fen < 1:
            raise ValueError(f"amount_fen {self.amount_fen}: expected one or more")
        if not self.document.strip():
            raise ValueError("document: expected its reference")
        digest(self.evidence)


def decide(states: tuple[Lot, Deposit], asked: RecordServiceFee, context: Context) -> Decision:
    """No more than was assessed, and neither came straight before nor was withheld in custody.

    Once for each document; the same again changes nothing.
    """
    lot, deposit = states
    if refused := blind(context, asked, deposit, (lot,)):
        return refused
    if not context.law.is_own(asked.account):
        return Rejected("account.not_own", f"{asked.account} is no account of the centre's own")
    if deposit.terms is None or lot.winner != deposit.terms.party:
        return Rejected("fee.not_the_winners", f"{asked.deposit} is not the winner's")
    if lot.fees is None:
        return Rejected("fee.not_assessed", f"no fees were assessed for {asked.lot} yet")
    said = ServiceFeeReceived(
        lot=asked.lot,
        of=asked.of,
        account=asked.account,
        document=asked.document,
        evidence=asked.evidence,
        entries=(moved("P31", (OWN_BANK, asked.lot), (FEE_INCOME, asked.lot), asked.amount_fen),),
    )
    known = next((one for one in lot.fees_in if one.evidence == asked.evidence), None)
    if known is not None:
        return () if known == said else Rejected("fee.known", "this document showed another fee")
    withheld = 0 if asked.of == "BUYER" else deposit.given.fees_fen
    due = max(0, lot.fee_fen(asked.of) - withheld)
    if asked.amount_fen > due:
        return Rejected("fee.too_much", f"{show(due)} of that fee of {asked.lot} is still to come")
    return (said,)


RECORD_SERVICE_FEE = Decider(
    handles=RecordServiceFee,
    touches=lambda asked: (StreamId("lot", asked.lot), StreamId("deposit", asked.deposit)),
    decide=decide,
)
