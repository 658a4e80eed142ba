"""The files of bids: as they came, under the keys that the bids themselves lie under.

Each is kept before the bid that names it by its SHA-256 is handed in, under a name that bid and
SHA-256 make: who brings the same bytes for another bid hears nothing of these. None says how long
it is: some zeros stand behind it.
"""

from dataclasses import dataclass
from hashlib import sha256

from api.banks.statements.saying import Spoken
from api.wiring import System
from domain.kernel import StreamId
from domain.keys import keys_of
from domain.lot.state import Lot
from domain.party.state import Party
from domain.trade.submit_bid import HEARD
from ledger.blobs import NoBlob
from ledger.sealing import CannotOpen
from ledger.vault import NoKey

FILE_MAX = 33_554_432
"""Bytes of a file."""
MOST = 20
"""Files of one bid: a bid may be replaced, and what was kept stays."""
_LEAST = 65_536
"""Bytes that are kept of the shortest; of a longer one the next power of two."""
_LENGTH = 8
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
    """Keeps a file while bids come in for its lot; its SHA-256. The same again is kept once.

    Raises NoneWanted.
    """
    _demand_wanted(system, of)
    digest = sha256(data).hexdigest()
    if is_kept(system, of, digest):
        return digest
    free = (place for place in of.places() if not system.blobs.lies_under(place, *of.keys))
    place = next(free, None)
    if place is None:
        raise NoneWanted("bid_file.enough", bid=of.bid, most=MOST)
    system.blobs.keep(of.name(digest), _padded(data), _MEDIA, of.keys)
    system.blobs.keep(place, b"", _MEDIA, of.keys)
    return digest


def _demand_wanted(system: System, of: OfBid) -> None:
    """Raises NoneWanted where no bid could name it: what nobody can use takes no room."""
    lot = system.replay.state(StreamId("lot", of.lot))
    party = system.replay.state(StreamId("party", of.party))
    assert isinstance(lot, Lot)
    assert isinstance(party, Party)
    if lot.defined is None or lot.opened or lot.phase not in HEARD:
        raise NoneWanted("bid_file.closed", lot=of.lot)
    if party.registered is None:
        raise NoneWanted("bid_file.stranger", party=of.party)


def is_kept(system: System, of: OfBid, digest: str | None) -> bool:
    """Whether the file of this SHA-256 was brought for this bid; never of what nobody can read."""
    return digest is not None and system.blobs.lies_under(of.name(digest), *of.keys)


def demand_kept(system: System, of: OfBid, digest: str) -> None:
    """Raises NotBrought unless the file that a bid would name is here."""
    if not is_kept(system, of, digest):
        raise NotBrought(digest)


def read(system: System, of: OfBid, digest: str) -> bytes:
    """The file as it came. Raises NotHere, NotAsHandedIn.

    Who may read it, and when, its caller asks.
    """
    if not is_kept(system, of, digest):
        raise NotHere(of.bid)
    try:
        data = _unpadded(system.blobs.kept(of.name(digest)))
    except (NoBlob, NoKey):
        raise NotHere(of.bid) from None
    except CannotOpen:
        raise NotAsHandedIn(of.bid) from None
    if sha256(data).hexdigest() != digest:
        raise NotAsHandedIn(of.bid)
    return data


def _padded(data: bytes) -> bytes:
    """Its length, its bytes, and zeros up to a power of two."""
    whole = len(data).to_bytes(_LENGTH) + data
    room = max(_LEAST, 1 << (len(whole) - 1).bit_length())
    return whole.ljust(room, b"\0")


def _unpadded(kept: bytes) -> bytes:
    """The bytes that `_padded` was given."""
    return kept[_LENGTH : _LENGTH + int.from_bytes(kept[:_LENGTH])]
