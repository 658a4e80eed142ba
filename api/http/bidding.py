"""Sessions at the door: arranged by a lot's owner, seen by all; bidders get numbers, and offer.

As of deposits, the platform's key asks, and the access log names no person where a bidder asks.
"""

import hmac
from datetime import datetime
from typing import Annotated

from fastapi import APIRouter, Depends, HTTPException
from fastapi.concurrency import run_in_threadpool
from pydantic import Field

from api.http.answers import Answer, Told
from api.http.asking import ASKED, Asks, Edits
from api.http.deposits import DepositIn, asked_before, demand_itself, unnamed
from api.http.paging import number, page
from api.http.positions import After, Limit, When, asked
from api.http.receipts import ReceiptOut
from api.http.shapes import Count, DepositCode, Fen, Instant, LotCode, PartyCode, Wanted
from api.wiring import System
from domain.ascending import Rung, least_fen
from domain.desk.arrange import ArrangeSession
from domain.desk.offer import PlaceOffer
from domain.desk.qualify import ConfirmQualification
from domain.kernel import StreamId
from domain.lot.disclose import CloseDisclosure
from domain.lot.overlay import put_back
from domain.lot.state import Lot
from projections.auctions import OFFERS, SESSIONS
from projections.reader import Row

router = APIRouter(prefix="/v1/lots/{lot}", tags=["sessions"])

_ON_A_WISH = {**ASKED, "dependencies": [Depends(unnamed)]}

type Session = Annotated[int, Field(strict=True, ge=1, le=99)]


class RungIn(Wanted):
    """While the price stands at `from_fen` or more, the next offer is at least so much higher."""

    from_fen: Fen
    step_fen: Annotated[Fen, Field(ge=1)]


class SessionIn(Wanted):
    """How the price will rise; `reserve_fen` is sealed, and so is that there is none."""

    session: Session
    protocol: Annotated[str, Field(pattern="^[A-Z_]{3,40}$")]
    start_fen: Annotated[Fen, Field(ge=1)]
    steps: Annotated[list[RungIn], Field(min_length=1, max_length=50)]
    listing_from: Instant | None = None
    free_s: Count = 0
    countdown_s: Annotated[Count, Field(ge=1)]
    reserve_fen: Fen | None = None


class SessionOut(Told):
    """A session as it stands; `least_fen`: the least that may be offered next.

    `ends_at`: when bidding ends, unless somebody offers more; no time passes while the lot is
    suspended. `reserve_fen`, `met`: once compared.
    """

    lot: str
    session: int
    protocol: str
    start_fen: int
    steps: list[RungIn]
    listing_from: datetime | None
    free_s: int
    countdown_s: int
    started_at: datetime | None
    free_until: datetime | None
    ends_at: datetime | None
    offers: int
    highest_fen: int | None
    number: str | None
    least_fen: int
    ended_at: datetime | None
    bidders: int | None
    digest: str | None
    reserve_fen: int | None
    met: bool | None


class OfferOut(Told):
    """The n-th offer of a session; `timed`: bid within a time, not quoted while that was free."""

    session: int
    offer: int
    number: str
    amount_fen: int
    received_at: datetime
    timed: bool


class DisclosureIn(Wanted):
    """The end that was announced."""

    ends_at: Instant


class OfBidder(Wanted):
    """The bidder who takes part."""

    party: PartyCode


class QualifiedOut(ReceiptOut):
    """Its participation, and the number under which it offers; 0 and 0: it had them before."""

    participation: str
    number: str


class OfferIn(OfBidder):
    """So much, in this session."""

    participation: DepositCode
    session: Session
    amount_fen: Annotated[Fen, Field(ge=1)]


@router.get("/session", response_model=Answer[SessionOut])
def look(lot: LotCode, when: Annotated[When, asked(lambda r: (r.auctions,))]) -> dict[str, object]:
    """A lot's session as it stands; public. Its last, where it has several."""
    reader = when.system.readers.auctions
    rows = reader.rows(SESSIONS, {"lot": lot}, as_of=when.position, order=("session",)).rows
    if not rows:
        raise HTTPException(404, f"{lot} has no session, as of position {when.position}")
    row = rows[-1]
    steps = [Rung(from_fen=int(one), step_fen=int(by)) for one, by in map(str.split, row["steps"])]
    least = least_fen(row["start_fen"], steps, row["highest_fen"])
    told = [{"from_fen": one.from_fen, "step_fen": one.step_fen} for one in steps]
    row |= _times(when, row) | {"steps": told, "least_fen": least}
    return when.answer({name: value for name, value in row.items() if name != "bid_at"})


def _times(when: When, row: Row) -> dict[str, datetime | None]:
    """Until when what goes on in a session goes on, as its lot stood still or did not."""
    state = when.system.replay.state(StreamId("lot", row["lot"]), when.position)
    assert isinstance(state, Lot)
    begun, ends = row["started_at"], row["ends_at"]
    if ends is None:
        return {}
    return {
        "free_until": put_back(row["free_until"], begun, state.suspensions),
        "ends_at": put_back(ends, row["bid_at"] or begun, state.suspensions),
    }


@router.get("/offers", response_model=Answer[list[OfferOut]])
def offers(
    lot: LotCode,
    when: Annotated[When, asked(lambda r: (r.auctions,))],
    after: After = None,
    limit: Limit = 100,
) -> dict[str, object]:
    """What was offered for a lot, in its order, by anonymous numbers; public."""
    cursor = {"session": number, "offer": number}
    reader = when.system.readers.auctions
    rows, more = page(when, reader, OFFERS, cursor, after, limit, {"lot": lot})
    return when.answer(rows, more)


@router.post("/session", **ASKED)
async def arrange(ask: Edits, lot: LotCode, wanted: SessionIn) -> ReceiptOut:
    """Arranges a lot's session, until it is announced; OWNER, or the AGENCY that it charged."""
    steps = tuple(Rung(from_fen=one.from_fen, step_fen=one.step_fen) for one in wanted.steps)
    facts = dict(wanted) | {"steps": steps}
    return await ask.seen_of("lot", lot)(ArrangeSession, lot=lot, **facts)


@router.post("/disclosure-end", **ASKED)
async def close_disclosure(ask: Asks, lot: LotCode, wanted: DisclosureIn) -> ReceiptOut:
    """Says that a disclosure is over, at its end or later; C-OPS."""
    return await ask(CloseDisclosure, lot=lot, **dict(wanted))


@router.post("/qualification", **_ON_A_WISH)
async def qualify(ask: Asks, lot: LotCode, wanted: OfBidder) -> QualifiedOut:
    """Confirms that one's deposit is here, and gives a number to offer under; the BIDDER itself."""
    demand_itself(ask, wanted.party)
    of = DepositIn(lot=lot, party=wanted.party)
    deposit = await run_in_threadpool(asked_before, ask.system, of)
    if deposit is None:
        raise HTTPException(404, f"you have no deposit of {lot}")
    facts = {"lot": lot, "party": wanted.party, "number": _number(ask.system, of)}
    receipt = await ask.as_platform()(ConfirmQualification, participation=deposit, **facts)
    stream = StreamId("participation", deposit)
    state = await run_in_threadpool(ask.system.replay.state, stream)
    return QualifiedOut(**receipt.model_dump(), participation=deposit, number=state.number)


@router.post("/offers", **_ON_A_WISH)
async def offer(ask: Asks, lot: LotCode, wanted: OfferIn) -> ReceiptOut:
    """Offers so much, as of the instant it was at the door; the BIDDER itself."""
    demand_itself(ask, wanted.party)
    return await ask.as_platform()(PlaceOffer, lot=lot, **dict(wanted))


def _number(system: System, of: DepositIn) -> str:
    """A number that nobody can tell the bidder by, without the installation's secret.

    The same whoever asks, in whatever process: asked twice is asked the same.
    """
    secret = hmac.digest(system.home.master(), b"zhangben numbers", "sha256")
    drawn = hmac.digest(secret, f"{of.lot}\n{of.party}".encode(), "sha256")
    return f"{int.from_bytes(drawn[:8]) % 10**8:08}"
