"""The centre certifies a sale (交易凭证) once its whole price and both sides' fees came (SP-10)."""

from domain.accounts import PRICE_HELD
from domain.deposit.state import Deposit
from domain.desk.external import paid_fen
from domain.desk.pairing import blind
from domain.identifiers import deposit_code, digest, lot_code
from domain.kernel import Command, Context, Decider, Decision, Rejected, StreamId, command
from domain.lot.concluded import TransactionCertificateIssued
from domain.lot.standing import category_of, hears
from domain.lot.state import Lot
from domain.money import show


@command("IssueCertificate", zh="出具交易凭证")
class IssueCertificate(Command):
    """Certify a sale under this number. `deposit`: the buyer's; `text`: the paper's SHA-256."""

    lot: str
    deposit: str
    number: str
    text: str

    def __post_init__(self) -> None:
        lot_code(self.lot)
        deposit_code(self.deposit)
        digest(self.text)
        if not self.number.strip():
            raise ValueError("number: expected the certificate's own")


def decide(states: tuple[Lot, Deposit], asked: IssueCertificate, context: Context) -> Decision:
    """Of a sale whose price is settled here, once: the same again changes nothing."""
    lot, deposit = states
    if refused := blind(context, asked, deposit, (lot,)):
        return refused
    if (before := lot.certificate) is not None:
        same = (before.number, before.text) == (asked.number, asked.text)
        detail = f"{asked.lot} was certified as {before.number}"
        return () if same else Rejected("certificate.known", detail)
    known = hears(lot, asked.lot, context.law, TransactionCertificateIssued)
    category = known if isinstance(known, Rejected) else category_of(known, context.law)
    if isinstance(category, Rejected):
        return category
    if category.price_goes_to != "seller":
        return Rejected("certificate.no_sale", f"no price of {category.code} is a seller's")
    if deposit.terms is None or lot.winner != deposit.terms.party:
        return Rejected("price.not_the_buyers", f"{asked.deposit} is not the buyer's")
    if missing := _missing(lot, deposit, asked.lot):
        return missing
    issued = TransactionCertificateIssued(
        lot=asked.lot, number=asked.number, issued_at=context.received_at, text=asked.text
    )
    return (issued,)


def _missing(lot: Lot, deposit: Deposit, code: str) -> Rejected | None:
    """What of the price or of a fee did not come yet.

    The buyer's fee comes straight to the centre. The seller's does, or it is withheld of the price
    when that is given on (P22): a whole price that lies here is enough for it.
    """
    if lot.fees is None:
        return Rejected("fee.not_assessed", f"no fees were assessed for {code} yet")
    if missing := max(0, lot.price_fen - paid_fen(lot, deposit)):
        return Rejected("price.not_whole", f"{show(missing)} of the price is still to come")
    if buyers := lot.fee_fen("BUYER"):
        return Rejected("certificate.fee_missing", f"{show(buyers)} of the buyer's fee")
    sellers = lot.fee_fen("SELLER") - deposit.given.fees_fen - deposit.balance(PRICE_HELD.code)
    if sellers > 0:
        return Rejected("certificate.fee_missing", f"{show(sellers)} of the seller's fee")
    return None


ISSUE_CERTIFICATE = Decider(
    handles=IssueCertificate,
    touches=lambda asked: (StreamId("lot", asked.lot), StreamId("deposit", asked.deposit)),
    decide=decide,
)
