"""The record of an opening (开标记录): who had bid for a lot, at which price, with which deposit.

It says what was known at that position, and nothing that came later; of natural persons nothing,
but to the panel, which judges their bids too.
"""

from dataclasses import dataclass
from datetime import datetime

from api.counted import counted_at
from api.lots.standing import is_so
from api.wiring import System
from domain.kernel import StreamId
from domain.lot.events import LotDefined
from domain.lot.state import Lot
from domain.party_codes import is_natural
from projections.bids import BIDS, OPENINGS
from projections.deposits import DEPOSITS
from projections.lacking import was_whole

PUBLIC = "opening.record_public"
"""The subject of the row by which the record is for everybody."""
_CAME = ("received_at", "bid")


@dataclass(frozen=True, slots=True)
class Bid:
    """One bid as it was opened. `price_fen`: None where the kind of trade opens none; `deposit`:
    whether it was there whole, in money or by a guarantee, None where the lot asks for none, and of
    a natural person's.
    """

    bid: str
    party: str
    name: str
    received_at: datetime
    file: str | None
    price_fen: int | None
    deposit: bool | None


@dataclass(frozen=True, slots=True)
class Record:
    """What was opened, at which position; `bidders`: how many there were, as whoever opened said.

    `public`: whether the lot's rules let everybody read it.
    """

    lot: str
    position: int
    opened_at: datetime
    bidders: int
    public: bool
    bids: tuple[Bid, ...]


def record_of(system: System, lot: str, at: int) -> Record | None:
    """The record of a lot's opening, as of a position; None where its bids were not open yet."""
    found = system.readers.bids.rows(OPENINGS, {"lot": lot}, as_of=at).rows
    if not found:
        return None
    (opening,) = found
    state = system.replay.state(StreamId("lot", lot), at)
    assert isinstance(state, Lot)
    assert state.defined is not None, "only what was defined is opened"
    return Record(
        lot=lot,
        position=opening["position"],
        opened_at=opening["opened_at"],
        bidders=opening["bidders"],
        public=is_so(system, state, PUBLIC),
        bids=_bids(system, state.defined, opening["position"]),
    )


def judged_of(system: System, record: Record) -> tuple[Bid, ...]:
    """All that its panel judges, and nobody else is told: natural persons' bids too, by their codes
    alone; nobody may know whether such a person paid. As they came, one after the other.
    """
    lot = system.replay.state(StreamId("lot", record.lot), record.position)
    assert isinstance(lot, Lot)
    streams = [StreamId("bid", bid) for bid in counted_at(system, lot, record.position)]
    persons = (
        Bid(
            bid=of.code,
            party=bid.party,
            name=bid.party,
            received_at=bid.received_at,
            file=bid.file,
            price_fen=bid.price_fen,
            deposit=None,
        )
        for of, bid in system.replay.states(streams, record.position).items()
        if bid.party is not None and is_natural(bid.party)
    )
    return tuple(sorted((*record.bids, *persons), key=lambda bid: (bid.received_at, bid.bid)))


def _bids(system: System, defined: LotDefined, position: int) -> tuple[Bid, ...]:
    """As they came, one after the other."""
    where = {"lot": defined.lot}
    rows = system.readers.bids.rows(BIDS, where, as_of=position, order=_CAME).rows
    deposits = system.readers.deposits.rows(DEPOSITS, where, as_of=position).rows
    whole = {row["party"]: was_whole(row) for row in deposits}
    names = _names(system, [row["party"] for row in rows])
    return tuple(
        Bid(
            bid=row["bid"],
            party=row["party"],
            name=names[row["party"]],
            received_at=row["received_at"],
            file=row["file"],
            price_fen=row["price_fen"],
            deposit=whole.get(row["party"], False) if defined.deposit_fen else None,
        )
        for row in rows
    )


def _names(system: System, parties: list[str]) -> dict[str, str]:
    """What companies are called in the register."""
    states = system.replay.states(StreamId("party", party) for party in parties)
    return {
        stream.code: (party.registered and party.registered.name) or stream.code
        for stream, party in states.items()
    }
