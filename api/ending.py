"""What the end of a lot is asked with: which deposits it has, how each of its streams stands."""

from collections.abc import Iterator
from hashlib import sha256
from typing import Any, NamedTuple

from api.wiring import System
from domain.kernel import StreamId
from domain.lot.archive import digest_of
from domain.lot.ended import StreamHead
from domain.lot.state import Lot
from domain.phases import SIGNED
from domain.session_codes import session_code
from ledger.envelope import part
from projections.applications import APPLICATIONS
from projections.bids import BIDS
from projections.deposits import DEPOSITS
from projections.disputes import CASES
from projections.downloads import DOWNLOADS
from projections.filings import FILINGS
from projections.questions import QUESTIONS


class Money(NamedTuple):
    """A lot's deposits, and the payouts that took of them."""

    deposits: tuple[str, ...]
    payouts: tuple[str, ...]


class Record(NamedTuple):
    """A lot's streams as they stood at a position: fields as in ArchiveSealed."""

    heads: tuple[StreamHead, ...]
    streams: int
    events: int
    digest: str
    as_of: int


def money_of(system: System, lot: str) -> Money:
    """All that is to be settled of a lot whose contract is signed; nothing of any other.

    Of a lot that is sealed nothing is named, so that nothing can be told of it by what was asked.
    """
    state = system.replay.state(StreamId("lot", lot))
    assert isinstance(state, Lot)
    if state.phase not in SIGNED:
        return Money((), ())
    system.readers.runner.catch_up()
    deposits = tuple(row["deposit"] for row in _deposits(system, lot))
    states = system.replay.states(StreamId("deposit", code) for code in deposits)
    payouts = {code for one in states.values() for code in one.given.payouts}
    return Money(deposits, tuple(sorted(payouts)))


def record_of(system: System, lot: str, until: int | None = None) -> Record:
    """How a lot's streams stood at a position (None: now, or as its record was sealed: whoever
    asks again for that, asks for the same).

    Public are the lot's own and its session's; the others are told together.
    """
    state = system.replay.state(StreamId("lot", lot), until)
    assert isinstance(state, Lot)
    if until is None and (sealed := state.archived) is not None:
        as_of = sealed.as_of or 0
        return Record(sealed.heads, sealed.streams, sealed.events, sealed.digest, as_of)
    as_of = system.store.tail().position if until is None else until
    public = [StreamId("lot", lot)]
    if (arranged := state.session.arranged) is not None:
        public.append(StreamId("auction", session_code(lot, arranged.session)))
    heads = _heads(system, public, as_of)
    every = (*heads, *_heads(system, [*_of_others(system, lot)], as_of))
    events = sum(one.events for one in every)
    return Record(heads, len(every), events, digest_of(every), as_of)


def _of_others(system: System, lot: str) -> Iterator[StreamId]:
    """Streams of those who bid (bids, deposits and who may offer, guarantees, payouts, disputes,
    questions, applications, downloads), of who was invited to, of who judged; what was filed of it.
    """
    yield StreamId("panel", lot)
    yield StreamId("invitation", lot)
    for row in system.readers.sealed_bids.rows(BIDS, {"lot": lot}).rows:
        yield StreamId("bid", row["bid"])
    _, payouts = money_of(system, lot)
    for row in _deposits(system, lot):
        yield StreamId("deposit", row["deposit"])
        yield StreamId("participation", row["deposit"])
        if row["guarantee"]:
            yield StreamId("guarantee", row["guarantee"])
    yield from (StreamId("payout", code) for code in payouts)
    for row in system.readers.disputes.rows(CASES, {"lot": lot}).rows:
        yield StreamId("dispute", row["case"])
    for row in system.readers.questions.rows(QUESTIONS, {"lot": lot}).rows:
        yield StreamId("question", row["question"])
    for row in system.readers.sealed_downloads.rows(DOWNLOADS, {"lot": lot}).rows:
        yield StreamId("download", row["download"])
    for row in system.readers.filings.rows(FILINGS, {"lot": lot}).rows:
        yield StreamId("filing", row["filing"])
    for row in system.readers.sealed_applications.rows(APPLICATIONS, {"lot": lot}).rows:
        yield StreamId("application", row["application"])


def _deposits(system: System, lot: str) -> Any:
    return system.readers.sealed_deposits.rows(DEPOSITS, {"lot": lot}, order=("deposit",)).rows


def _heads(system: System, streams: list[StreamId], until: int) -> tuple[StreamHead, ...]:
    """Those of them that there are, by number: how many events each has, and the last's digest."""
    wanted = [(stream.kind, stream.code) for stream in streams]
    numbers = system.store.numbers(wanted) if wanted else {}
    ends: dict[int, StreamHead] = {}
    for number, stored in system.store.events_of(dict.fromkeys(numbers.values(), 0), until):
        before = ends[number].events if number in ends else 0
        head = sha256(part(stored)[0]).hexdigest()
        ends[number] = StreamHead(number=number, events=before + 1, head=head)
    return tuple(ends[number] for number in sorted(ends))
