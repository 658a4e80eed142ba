"""The keys to files that bidders encrypted themselves: handed in once bids are open, not before."""

from collections.abc import Iterable

from api.banks.statements.saying import Spoken
from api.bid_files import NotAsHandedIn, NotHere, OfBid, Pieces, begins, in_pieces, read
from api.envelopes import MAGIC, NotItsKey, is_envelope, opened, opening
from api.wiring import System
from domain.bid.state import Bid
from domain.desk.fail_decryption import Found
from domain.kernel import StreamId
from domain.lot.key_time import takes_envelopes
from domain.lot.state import Lot


class NotYet(Spoken):
    """Bids for this lot are not open: nobody is to have the key to one of them."""

    def __init__(self, lot: str) -> None:
        super().__init__("bid_file.early", lot=lot)


class WrongKey(Spoken):
    """It does not open the file, or that is no envelope for this lot."""

    def __init__(self) -> None:
        super().__init__("bid_file.other_key")


class NoKeyYet(Spoken):
    """Nobody handed in a key to the file of this bid."""

    def __init__(self, bid: str) -> None:
        super().__init__("bid_file.no_key", bid=bid)


class StillClosed(Spoken):
    """The panel cannot judge what nobody can read yet."""

    def __init__(self, bid: str) -> None:
        super().__init__("bid_file.closed", bid=bid)


def demand_opened(system: System, lot: str, bids: Iterable[str]) -> None:
    """Raises StillClosed where one of the opened bids of a lot lies here as its bidder encrypted
    it, and no key came: it is judged once it did, or it counts no more since it was said that it
    cannot be deciphered. Where no row says what follows of that, none was taken.
    """
    state = system.replay.state(StreamId("lot", lot))
    assert isinstance(state, Lot)
    if not state.opened or not takes_envelopes(state, system.law()):
        return
    states = system.replay.states(StreamId("bid", bid) for bid in bids)
    for stream, bid in states.items():
        if bid.secret is None and _is_envelope(system, stream.code, bid):
            raise StillClosed(stream.code)


def _is_envelope(system: System, code: str, bid: Bid) -> bool:
    """By its beginning alone: however large all of them are, who asks waits for none."""
    if bid.lot is None or bid.party is None or bid.file is None:
        return False
    return begins(system, OfBid(code, bid.lot, bid.party), bid.file, MAGIC)


def demand_opens(system: System, of: OfBid, secret: str) -> None:
    """Raises NotYet; WrongKey where the secret opens no file that this bid named, and what `read`
    raises. Of a bid that is not this party's it says nothing: the Book refuses it.
    """
    lot, bid = system.replay.states((StreamId("lot", of.lot), StreamId("bid", of.bid))).values()
    assert isinstance(lot, Lot)
    assert isinstance(bid, Bid)
    if not lot.opened:
        raise NotYet(of.lot)
    if bid.file is not None and (bid.lot, bid.party) == (of.lot, of.party):
        file = read(system, of, bid.file)
        try:
            opened(file, of.lot, of.party, bytes.fromhex(secret))
        except NotItsKey:
            raise WrongKey from None


def found(system: System, bid: str, lot: str) -> tuple[Found, str | None]:
    """How the file of a bid for an open lot lies here, and whose the bid is.

    Of a lot that is not open, and of what is no bid for it, nothing is looked at and nothing told:
    the Book refuses both, whatever was found.
    """
    state, its = system.replay.states((StreamId("lot", lot), StreamId("bid", bid))).values()
    assert isinstance(state, Lot)
    assert isinstance(its, Bid)
    if not state.opened or its.lot != lot or its.party is None or its.file is None:
        return Found.LOST, None
    try:
        file = read(system, OfBid(bid, lot, its.party), its.file)
    except (NotHere, NotAsHandedIn):
        return Found.LOST, its.party
    closed = is_envelope(file) and its.secret is None
    return Found.CLOSED if closed else Found.READABLE, its.party


def deciphered_by_key(system: System, of: OfBid, digest: str, at: int) -> Pieces:
    """The file by the key that was handed in until a position. Raises NoKeyYet, and as `in_pieces`.

    A file that its bidder did not encrypt has no key, and is read as it came.
    """
    bid = system.replay.state(StreamId("bid", of.bid), at)
    assert isinstance(bid, Bid)
    if bid.secret is None:
        raise NoKeyYet(of.bid)
    file, secret = in_pieces(system, of, digest), bytes.fromhex(bid.secret)
    return Pieces.of(lambda: opening(file.again(), of.lot, of.party, secret))
