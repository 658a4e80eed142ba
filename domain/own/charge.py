"""What a bank charges on an account of the centre's own: its cost, and nobody else's (P31)."""

from datetime import date

from domain.accounts import BANK_CHARGES, OWN_BANK
from domain.calendar import beijing_day, plausible
from domain.identifiers import account_code, digest
from domain.kernel import Command, Context, Decider, Decision, Rejected, StreamId, command
from domain.own.events import OwnBankChargeRecorded
from domain.own.state import Charges
from domain.postings import moved


@command("RecordBankCharge", zh="登记自有账户银行手续费")
class RecordBankCharge(Command):
    """The bank charged so much on this account of the centre's own, as the document shows."""

    account: str
    day: date
    amount_fen: int
    document: str
    evidence: str

    def __post_init__(self) -> None:
        account_code(self.account)
        plausible("day", self.day)
        if self.amount_fen < 1:
            raise ValueError(f"amount_fen {self.amount_fen}: expected one or more")
        if not self.document.strip():
            raise ValueError("document: expected its reference")
        digest(self.evidence)


def record(charges: Charges, asked: RecordBankCharge, context: Context) -> Decision:
    """On a registered account, once for each document; the same again changes nothing."""
    if not context.law.is_own(asked.account):
        return Rejected("account.not_own", f"{asked.account} is no account of the centre's own")
    if asked.day > beijing_day(context.received_at):
        return Rejected("charge.to_come", f"{asked.day.isoformat()} has not come yet")
    owner = asked.account
    said = OwnBankChargeRecorded(
        account=asked.account,
        day=asked.day,
        document=asked.document,
        evidence=asked.evidence,
        entries=(moved("P31", (BANK_CHARGES, owner), (OWN_BANK, owner), asked.amount_fen),),
    )
    known = charges.by(asked.evidence)
    if known is None:
        return (said,)
    return () if known == said else Rejected("charge.known", "this document showed another charge")


RECORD_BANK_CHARGE = Decider(
    handles=RecordBankCharge,
    touches=lambda asked: (StreamId("own", asked.account),),
    decide=record,
)
