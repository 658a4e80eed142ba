"""A bid cannot be deciphered at its opening: by whose fault, its lot's owner or agency says.

The bidder's: it counts as revoked, and what may be kept of its deposit is another act (CT-22).
Anybody else's, the platform's too: it counts as withdrawn, and its deposit goes back.
"""

from typing import Any

from domain.bid.events import DecryptionFailed, Fault
from domain.bid.state import Standing
from domain.calendar import beijing_day
from domain.desk.withdraw_bid import given_back
from domain.identifiers import deposit_code, digest, lot_code
from domain.kernel import Command, Context, Decider, Decision, Rejected, StreamId, command
from domain.lot.standing import category_of, owned_in
from domain.lot.suspended import stands_still
from domain.phases import Phase
from domain.trade_codes import bid_code

_ROWS = {
    Fault.BIDDER: "decryption.bidders_fault",
    Fault.OTHER: "decryption.others_fault",
}
"""The subject of the row by which a bid counts as what it counts as."""


@command("RecordDecryptionFailure", zh="记录解密失败")
class RecordDecryptionFailure(Command):
    """A bid that was opened cannot be deciphered. `fault`: BIDDER or OTHER; `document`: what says
    so, `evidence` its SHA-256.

    `deposit`: what its bidder owes for the lot, which goes back where the fault is not its own;
    None where it owes none, or where the fault is.
    """

    bid: str
    lot: str
    deposit: str | None
    fault: str
    document: str
    evidence: str

    def __post_init__(self) -> None:
        bid_code(self.bid)
        lot_code(self.lot)
        digest(self.evidence)
        if self.fault not in tuple(Fault):
            raise ValueError(f"fault {self.fault!r}: expected BIDDER or OTHER")
        if self.deposit is not None:
            deposit_code(self.deposit)
        if self.deposit is not None and self.fault == Fault.BIDDER:
            raise ValueError("deposit: expected none where the fault is the bidder's")
        if not self.document.strip():
            raise ValueError("document: expected the record's reference")


def failed(states: tuple[Any, ...], asked: RecordDecryptionFailure, context: Context) -> Decision:
    """Once, between the opening and the panel's report, where the lot's rules have a row for it.

    That the bidder owes no deposit is the asker's word, as when a bid is withdrawn.
    """
    bid, lot, *owing = states
    known = owned_in(lot, asked.lot, context, Phase.COMPETITION)
    category = known if isinstance(known, Rejected) else category_of(known, context.law)
    if isinstance(category, Rejected):
        return category
    today = beijing_day(context.received_at)
    if not category.about(_ROWS[Fault(asked.fault)], today, lot.scopes):
        detail = f"no row of {category.code} says what a bid is that cannot be deciphered"
        return Rejected("bid.no_rule", detail)
    if refused := stands_still(lot, asked.lot):
        return refused
    if bid.standing is not Standing.RECEIVED or bid.lot != asked.lot:
        return Rejected("bid.unknown", f"{asked.bid} is no bid for {asked.lot} that stands")
    if bid.secret is not None:
        return Rejected("bid.deciphered", f"the key to {asked.bid} was handed in, and opens it")
    back = () if asked.deposit is None else given_back(asked.deposit, owing[0], bid, lot, context)
    if isinstance(back, Rejected):
        return back
    found = DecryptionFailed(
        bid=asked.bid,
        failed_at=context.received_at,
        fault=asked.fault,
        document=asked.document,
        evidence=asked.evidence,
    )
    return (found, *back)


RECORD_DECRYPTION_FAILURE = Decider(
    handles=RecordDecryptionFailure,
    touches=lambda asked: (
        StreamId("bid", asked.bid),
        StreamId("lot", asked.lot),
        *((StreamId("deposit", asked.deposit),) if asked.deposit is not None else ()),
    ),
    decide=failed,
)
