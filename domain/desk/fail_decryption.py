"""A bid cannot be deciphered at its opening: by whose fault, its lot's owner or agency says.

The bidder's: it counts as revoked, and what may be kept of its deposit is another act (CT-22).
Anybody else's, the platform's too: it counts as withdrawn, and its deposit goes back.

The platform asks on their wish, and says how it found the file: what can be read nobody says to be
closed, and what was lost here is no fault of its bidder's.
"""

from enum import StrEnum
from typing import Any

from domain.bid.events import DecryptionFailed, Fault
from domain.bid.state import Bid, Standing
from domain.calendar import beijing_day
from domain.desk.withdraw_bid import given_back
from domain.identifiers import deposit_code, digest, lot_code
from domain.kernel import Command, Context, Decider, Decision, Rejected, StreamId, command
from domain.lot.key_time import BIDDERS_FAULT, keys_are_over, keys_until
from domain.lot.standing import category_of, standing
from domain.lot.state import Lot
from domain.lot.suspended import stands_still
from domain.phases import Phase
from domain.trade_codes import bid_code

_ROWS = {
    Fault.BIDDER: BIDDERS_FAULT,
    Fault.OTHER: "decryption.others_fault",
}
"""The subject of the row by which a bid counts as what it counts as."""


class Found(StrEnum):
    """How the file of a bid lies here once its lot is open."""

    READABLE = "READABLE"
    """As it was handed in; of an envelope, its bidder's key opens it."""
    CLOSED = "CLOSED"
    """An envelope, as it was handed in, to which no key came."""
    LOST = "LOST"
    """Not there, or not what was handed in."""


_WHILE = (Phase.COMPETITION, Phase.RESULT_PROPOSED, Phase.RESULT_PUBLICITY)


@command("RecordDecryptionFailure", version=2, zh="记录解密失败")
class RecordDecryptionFailure(Command):
    """A bid that was opened cannot be deciphered. `fault`: BIDDER or OTHER; `found`: as in Found;
    `document`: what says so, `evidence` its SHA-256.

    `deposit`: what its bidder owes for the lot, which goes back where the fault is not its own;
    None where it owes none, or where the fault is.
    """

    bid: str
    lot: str
    deposit: str | None
    fault: str
    found: str
    document: str
    evidence: str

    def __post_init__(self) -> None:
        bid_code(self.bid)
        lot_code(self.lot)
        digest(self.evidence)
        if self.fault not in tuple(Fault):
            raise ValueError(f"fault {self.fault!r}: expected BIDDER or OTHER")
        if self.found not in tuple(Found):
            raise ValueError(f"found {self.found!r}: expected one of {', '.join(Found)}")
        if self.deposit is not None:
            deposit_code(self.deposit)
        if self.deposit is not None and self.fault == Fault.BIDDER:
            raise ValueError("deposit: expected none where the fault is the bidder's")
        if not self.document.strip():
            raise ValueError("document: expected the record's reference")


def failed(states: tuple[Any, ...], asked: RecordDecryptionFailure, context: Context) -> Decision:
    """Once, from the opening until it is known who has the lot, where its rules have a row for it:
    a panel may report before the time for keys is over.

    How the file lies here, and that the bidder owes no deposit, is the platform's word.
    """
    bid, lot, *owing = states
    known = standing(lot, asked.lot, *_WHILE)
    category = known if isinstance(known, Rejected) else category_of(known, context.law)
    if isinstance(category, Rejected):
        return category
    today = beijing_day(context.received_at)
    if not category.about(_ROWS[Fault(asked.fault)], today, lot.scopes):
        detail = f"no row of {category.code} says what a bid is that cannot be deciphered"
        return Rejected("bid.no_rule", detail)
    if refused := stands_still(lot, asked.lot) or _stands(bid, lot, asked, context):
        return refused
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


def _stands(
    bid: Bid, lot: Lot, asked: RecordDecryptionFailure, context: Context
) -> Rejected | None:
    """Why the bid stands as it is: it was ended before, or can be read, or may be yet."""
    if bid.lot == asked.lot and bid.fault is not None:
        detail = f"{asked.bid} could not be deciphered by the fault of {bid.fault}: that was said"
        return Rejected("bid.failed_before", detail)
    if bid.standing is not Standing.RECEIVED or bid.lot != asked.lot:
        return Rejected("bid.unknown", f"{asked.bid} is no bid for {asked.lot} that stands")
    if bid.party in lot.candidates:
        return Rejected("bid.is_candidates", f"{asked.bid} was judged, and is put forward")
    match Found(asked.found):
        case Found.LOST if asked.fault == Fault.BIDDER:
            detail = f"what lies here is not what {asked.bid} was handed in as: the fault is OTHER"
            return Rejected("bid.not_its_bidders_fault", detail)
        case Found.LOST:
            return None
        case Found.CLOSED if bid.secret is None:
            return _awaited(lot, asked, context)
        case _:
            detail = f"the file of {asked.bid} is here as it was handed in, and can be read"
            return Rejected("bid.readable", detail)


def _awaited(lot: Lot, asked: RecordDecryptionFailure, context: Context) -> Rejected | None:
    """Why its bidder may hand in the key yet."""
    until = keys_until(lot, context.law)
    if until is None:
        return Rejected("bid.no_rule", f"no row says until when keys to bids for {asked.lot} come")
    if not keys_are_over(lot, until, context.received_at):
        detail = f"the key to {asked.bid} may be handed in until {until.isoformat()}"
        return Rejected("bid.key_awaited", detail)
    return None


RECORD_DECRYPTION_FAILURE = Decider(
    handles=RecordDecryptionFailure,
    touches=lambda asked: (
        StreamId("bid", asked.bid),
        StreamId("lot", asked.lot),
        *((StreamId("deposit", asked.deposit),) if asked.deposit is not None else ()),
    ),
    decide=failed,
)
