"""The files of bids: as they came, under the keys that the bids themselves lie under.

Each is kept before the bid that names it by its SHA-256 is handed in, under a name that bid and
SHA-256 make: who brings the same bytes for another bid hears nothing of these. None says how long
it is: some zeros stand behind it.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from hashlib import sha256

from api.banks.statements.saying import Spoken
from api.envelopes import is_envelope
from api.wiring import System
from domain.kernel import Actor, Context, Rejected, StreamId
from domain.keys import keys_of
from domain.lot.key_time import takes_envelopes
from domain.lot.state import Lot
from domain.trade.submit_bid import SUBMIT_BID, SubmitBid
from ledger.blobs import NameTaken, NoBlob, NoPlace
from ledger.sealing import CannotOpen
from ledger.vault import NoKey

_LENGTH = 8
FILE_MAX = (1 << 25) - _LENGTH
"""Bytes of a file: with its length before it the largest fills its power of two, and no second."""
MOST = 20
"""Files of one bid: a bid may be replaced, and what was kept stays."""
_LEAST = 65_536
"""Bytes that are kept of the shortest; of a longer one the next power of two."""
_MEDIA = "application/octet-stream"


class NoneWanted(Spoken):
    """No file of such a bid is kept now; the sentence says why."""


class NotHere(Spoken):
    """The file of this bid does not lie here: it never came, or its key was destroyed."""

    def __init__(self, bid: str) -> None:
        super().__init__("bid_file.none", bid=bid)


class NotBrought(Spoken):
    """A bid would name a file that was not brought for it."""

    def __init__(self, digest: str) -> None:
        super().__init__("bid_file.first", file=digest)


class NotAsHandedIn(Spoken):
    """What lies here is not what the bid named by its SHA-256."""

    def __init__(self, bid: str) -> None:
        super().__init__("bid_file.changed", bid=bid)


@dataclass(frozen=True, slots=True)
class OfBid:
    """Whose files they are: a bid's, of this party for this lot."""

    bid: str
    lot: str
    party: str

    @property
    def keys(self) -> tuple[str, ...]:
        """The keys of all that is the bid's."""
        return tuple(str(key) for key in keys_of(self.lot, self.party))

    def name(self, digest: str) -> str:
        """Under which name the file of this SHA-256 is kept."""
        return sha256(f"zhangben/bid-file/v1\n{self.bid}\n{digest}\n".encode()).hexdigest()

    def places(self) -> tuple[str, ...]:
        """A name for each file that may be kept: taken, it counts."""
        return tuple(self.name(f"{number}") for number in range(MOST))


def keep(system: System, of: OfBid, data: bytes) -> str:
    """Keeps a file while a bid of this party may name it; its SHA-256. The same again is kept once.

    Raises NoneWanted.
    """
    digest = sha256(data).hexdigest()
    demand_wanted(system, of, digest)
    if is_envelope(data):
        _demand_envelopes(system, of.lot)
    try:
        system.blobs.keep(of.name(digest), _padded(data), _MEDIA, of.keys, of.places())
    except NoPlace:
        raise NoneWanted("bid_file.enough", bid=of.bid, most=MOST) from None
    except NameTaken:
        raise NoneWanted("bid_file.taken", file=digest) from None
    except NoKey:
        raise NoneWanted("bid_file.no_more_key", party=of.party) from None
    return digest


def demand_wanted(system: System, of: OfBid, digest: str = "0" * 64) -> None:
    """Raises NoneWanted where no bid could name a file now: what nobody can use takes no room.

    Who may hand in a bid at this moment, and nobody else, may bring its file.
    """
    named = {"bid": of.bid, "lot": of.lot, "party": of.party, "file": digest}
    try:
        asked = SubmitBid(**named, price_fen=None, deposit=None)
    except ValueError as wrong:
        raise _not_now(of, str(wrong)) from None
    states = tuple(system.replay.states(SUBMIT_BID.touches(asked)).values())
    now, nobody = system.clock(), Actor("", "", "")
    context = Context(nobody, (), received_at=now, at=now, law=system.law(), law_position=0)
    decided = SUBMIT_BID.decide(states, asked, context)
    if isinstance(decided, Rejected):
        raise _not_now(of, decided.detail)


def _not_now(of: OfBid, why: str) -> NoneWanted:
    return NoneWanted("bid_file.not_now", lot=of.lot, party=of.party, why=why)


def _demand_envelopes(system: System, lot: str) -> None:
    """Raises NoneWanted where no row says what a bid is that its bidder does not open."""
    state = system.replay.state(StreamId("lot", lot))
    assert isinstance(state, Lot)
    if not takes_envelopes(state, system.law()):
        raise NoneWanted("bid_file.no_envelopes", lot=lot)


def is_kept(system: System, of: OfBid, digest: str | None) -> bool:
    """Whether the file of this SHA-256 was brought for this bid; never of what nobody can read, as
    one of its keys was destroyed.
    """
    if digest is None or any(map(system.blobs.is_destroyed, of.keys)):
        return False
    return system.blobs.lies_under(of.name(digest), *of.keys)


def demand_kept(system: System, of: OfBid, digest: str) -> None:
    """Raises NotBrought unless the file that a bid would name is here."""
    if not is_kept(system, of, digest):
        raise NotBrought(digest)


@dataclass(frozen=True, slots=True)
class Pieces:
    """What may be read of a file: how many bytes, their SHA-256, and they themselves in pieces, as
    often as they are asked for. However slowly that is, no more than one stands in memory.
    """

    length: int
    digest: bytes
    again: Callable[[], Iterator[bytes]]

    @classmethod
    def of(cls, again: Callable[[], Iterator[bytes]]) -> "Pieces":
        """Reads all of it once."""
        length, digest = 0, sha256()
        for piece in again():
            length += len(piece)
            digest.update(piece)
        return cls(length, digest.digest(), again)


def in_pieces(system: System, of: OfBid, digest: str) -> Pieces:
    """The file as it came. Raises NotHere, NotAsHandedIn.

    Who may read it, and when, its caller asks.
    """
    if not is_kept(system, of, digest):
        raise NotHere(of.bid)
    try:
        found = Pieces.of(lambda: _unpadded(system.blobs.pieces(of.name(digest))))
    except (NoBlob, NoKey):
        raise NotHere(of.bid) from None
    except CannotOpen:
        raise NotAsHandedIn(of.bid) from None
    if found.digest.hex() != digest:
        raise NotAsHandedIn(of.bid)
    return found


def read(system: System, of: OfBid, digest: str) -> bytes:
    """The same, whole."""
    return b"".join(in_pieces(system, of, digest).again())


def begins(system: System, of: OfBid, digest: str, mark: bytes) -> bool:
    """Whether a file that is here begins so; of a large one no more than its beginning is read."""
    if not is_kept(system, of, digest):
        return False
    try:
        return next(_unpadded(system.blobs.pieces(of.name(digest)))).startswith(mark)
    except (NoBlob, NoKey, CannotOpen):
        return False


def _padded(data: bytes) -> bytes:
    """Its length, its bytes, and zeros up to a power of two."""
    whole = len(data).to_bytes(_LENGTH) + data
    room = max(_LEAST, 1 << (len(whole) - 1).bit_length())
    return whole.ljust(room, b"\0")


def _unpadded(kept: Iterator[bytes]) -> Iterator[bytes]:
    """The bytes that `_padded` was given; the last of them once all that is kept was read."""
    held = b""
    while len(held) < _LENGTH and (piece := next(kept, b"")):
        held += piece
    left = int.from_bytes(held[:_LENGTH])
    last = held[_LENGTH:][:left]
    for piece in kept:
        if left > len(last):
            yield last
            left -= len(last)
            last = piece[:left]
    yield last
