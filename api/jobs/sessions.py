"""Sessions and disclosures that begin or end by now: each is asked for under its legal instant."""

from collections.abc import Iterable, Iterator
from datetime import datetime, timedelta
from typing import Any

from api.days_in import missing_days
from api.wiring import System
from domain.ascending import SETTLED
from domain.auction.state import Auction
from domain.calendar import BEIJING, Unit, beijing_day, midnight
from domain.desk.sessions import (
    CloseListing,
    EndTimedBidding,
    StartListing,
    StartTimedBidding,
    ends_at,
    listing_ends,
)
from domain.kernel import StreamId
from domain.lot.disclose import CloseDisclosure, ExtendDisclosure, extensions, is_whole
from domain.lot.state import Lot
from domain.phases import Phase
from domain.rules import Rule
from domain.session_codes import session_code
from ledger.clockwork import Due
from projections.bids import BIDS
from projections.deposits import DEPOSITS
from projections.lacking import was_whole
from projections.lots import LOTS
from projections.reader import Row

_SOURCES = (Phase.ANNOUNCED, Phase.OPEN, Phase.CLOSED, Phase.COMPETITION)


def session_turns(system: System, at: datetime) -> Iterable[Due]:
    """What of the lots that have a session, or are disclosed, begins or ends by an instant."""
    where = {"phase": [phase.value for phase in _SOURCES]}
    for row in system.readers.lots.rows(LOTS, where).rows:
        if row["session"] is not None or row["phase"] == Phase.ANNOUNCED.value:
            yield from _TURNS[row["phase"]](system, row, at)


def is_disclosed(system: System, row: Row) -> Rule | None:
    """The row by which a lot's disclosure is extended, where it is disclosed: in the short order,
    and in the one order of a pack of before, where it has a session alone.
    """
    law = system.law()
    category = law.rules(row["category"], row["pack"])
    if category is None:
        return None
    if row["session"] is None and (not row["pack"] or category.is_former):
        return None
    lot: Lot = system.replay.state(StreamId("lot", row["lot"]))
    return next(iter(extensions(lot, beijing_day(row["deposit_deadline"]), law)), None)


def _of(row: Row) -> dict[str, Any]:
    return {"lot": row["lot"], "session": row["session"]}


def _announced(system: System, row: Row, at: datetime) -> Iterator[Due]:
    """A listing begins; a disclosure is over, or goes on; nothing while its lot stands still.

    That nobody has a deposit, is not known before the bank's days up to then are in; where none is
    asked, that nobody applied, not before whoever knows had the time to say so. An extension that
    was reckoned by weekends alone is over for certain once the calendar of its year is there, and
    goes on where that says that it was too short.
    """
    begins = row["listing_from"]
    if begins is not None and begins <= at and not _stands_still(system, row):
        yield Due("listing_begins", begins, row["lot"], StartListing(**_of(row), begins_at=begins))
    ends = row["deposit_deadline"]
    if ends > at or _stands_still(system, row):
        return
    extended = is_disclosed(system, row)
    if extended is None:
        return
    lot: Lot = system.replay.state(StreamId("lot", row["lot"]))
    full = is_whole(lot, system.law())
    if full is None:
        return
    if full and _somebody_qualifies(system, row):
        yield Due("disclosure", ends, row["lot"], CloseDisclosure(lot=row["lot"], ends_at=ends))
        return
    if not full:
        waits = False
    elif not row["deposit_fen"]:
        waits = at < _said_until(system, ends)
    else:
        waits = bool(missing_days(system, lot))
    if waits:
        return
    until = _longer(extended, system, ends, ends)
    if until <= at:  # it is found so late that it would be over already
        until = _longer(extended, system, at, ends)
    wanted = ExtendDisclosure(lot=row["lot"], ends_at=ends, until=until)
    yield Due("disclosure", ends, row["lot"], wanted)


def _longer(row: Rule, system: System, since: datetime, ends: datetime) -> datetime:
    """Until when it goes on since a day, at the time of day at which it ended."""
    day = row.term(beijing_day(since), system.law().calendar)
    return datetime.combine(day, ends.astimezone(BEIJING).timetz())


def _somebody_qualifies(system: System, row: Row) -> bool:
    """Whether a deposit came whole; what came late never counted. Where none is asked: whether a
    bid that was handed in here stands.
    """
    of = {"lot": row["lot"]}
    if not row["deposit_fen"]:
        return bool(system.readers.sealed_bids.rows(BIDS, of | {"stands": True}).rows)
    rows = system.readers.sealed_deposits.rows(DEPOSITS, of).rows
    return any(was_whole(one) for one in rows)


def _said_until(system: System, ends: datetime) -> datetime:
    """Until when whoever knows of an applicant that nothing here shows closes a disclosure without
    deposits: to the end of the working day after it. Our own term; its pack's extension counts from
    the disclosure's end all the same.
    """
    last = system.law().calendar.add(beijing_day(ends), 1, Unit.WORKING_DAYS)
    return midnight(last + timedelta(days=1))


def _listed(system: System, row: Row, at: datetime) -> Iterator[Due]:
    """A listing is over; later than was announced where its lot stood still, and never while it
    does.
    """
    if row["listing_from"] is None or row["opening_at"] + SETTLED > at:
        return
    auction, lot = _states(system, row)
    ends = listing_ends(lot)
    if ends is not None and ends + SETTLED <= at and not lot.suspended:
        wanted = CloseListing(**_of(row), ends_at=ends, participation=_leader(auction))
        yield Due("listing_ends", ends, row["lot"], wanted)


def _closed(system: System, row: Row, at: datetime) -> Iterator[Due]:
    """Bidding begins where nothing was listed before."""
    begins = row["opening_at"]
    if row["listing_from"] is None and begins <= at and not _stands_still(system, row):
        wanted = StartTimedBidding(**_of(row), begins_at=begins)
        yield Due("bidding_begins", begins, row["lot"], wanted)


def _bid_for(system: System, row: Row, at: datetime) -> Iterator[Due]:
    """Nobody offered more until the end; what is not read yet, is asked for at the next tick."""
    auction, lot = _states(system, row)
    ends = ends_at(lot, auction)
    if ends is not None and ends + SETTLED <= at and not lot.suspended:
        wanted = EndTimedBidding(**_of(row), ends_at=ends, participation=_leader(auction))
        yield Due("bidding_ends", ends, row["lot"], wanted)


def _stands_still(system: System, row: Row) -> bool:
    lot: Lot = system.replay.state(StreamId("lot", row["lot"]))
    return bool(lot.suspended)


def _states(system: System, row: Row) -> tuple[Auction, Lot]:
    """The session and its lot as they are now: the rows say nothing of offers."""
    session = StreamId("auction", session_code(row["lot"], row["session"]))
    lot = StreamId("lot", row["lot"])
    states = system.replay.states([session, lot])
    return states[session], states[lot]


def _leader(auction: Auction) -> str | None:
    return auction.highest.participation if auction.highest else None


_TURNS = {
    Phase.ANNOUNCED.value: _announced,
    Phase.OPEN.value: _listed,
    Phase.CLOSED.value: _closed,
    Phase.COMPETITION.value: _bid_for,
}
