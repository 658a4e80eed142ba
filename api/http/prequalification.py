"""Who wants to bid is qualified first (资格预审): BIDDERs apply, the panel says who may bid.

As of bids the platform's key asks, for bidders and for members, and the access log names neither.
Who applied, how many, and what was found of whom nobody else reads: the panel the applications once
no more come, each bidder its own result once all have theirs.
"""

from datetime import datetime
from typing import Annotated, Any

from fastapi import APIRouter, Depends, HTTPException
from fastapi.concurrency import run_in_threadpool

from api.http.answers import Answer, Told
from api.http.asking import ASKED, Asks, Edits
from api.http.bids import bid_of
from api.http.deposits import demand_itself, unnamed
from api.http.identity import Identity
from api.http.panels import demand_member
from api.http.positions import When, asked
from api.http.qualifying import begun_of
from api.http.receipts import ReceiptOut
from api.http.seeing import demand, demand_its_own, holding
from api.http.shapes import ApplicationCode, Digest, Flag, LotCode, PartyCode, Wanted
from api.wiring import System
from domain.application.state import Application, Standing
from domain.kernel import StreamId
from domain.lot.prequalify import ConcludePrequalification
from domain.lot.standstill import is_stopped
from domain.lot.state import Lot
from domain.trade.apply import ReviewApplication, SubmitApplication
from domain.trade_codes import application_of
from projections.applications import APPLICATIONS

router = APIRouter(prefix="/v1", tags=["tenders"])

_ON_A_WISH = {**ASKED, "dependencies": [Depends(unnamed)]}


class ApplicationIn(Wanted):
    """An application. `file`: the SHA-256 of it, encrypted."""

    lot: LotCode
    party: PartyCode
    file: Digest


class ApplicationOut(ReceiptOut):
    """The application that was handed in; 0 and 0: it stands so already."""

    application: str


class ReviewIn(Wanted):
    """Whether this applicant may bid, and the SHA-256 of why."""

    lot: LotCode
    qualified: Flag
    grounds: Digest


class ConclusionIn(Wanted):
    """The SHA-256 of the report."""

    report: Digest


class OwnApplicationOut(Told):
    """One's own application as it stands; `grounds`: the SHA-256 of why it was found so; `invited`:
    the SHA-256 of its invitation to bid, once there is one.
    """

    lot: str
    standing: Standing
    file: str | None
    grounds: str | None
    invited: str | None


class ApplicationTold(Told):
    """An application, as its panel sees it; `qualified`: None while the panel, as it is now, did
    not review it.
    """

    application: str
    party: str
    file: str
    received_at: datetime
    qualified: bool | None


@router.post("/applications", **_ON_A_WISH)
async def submit(ask: Asks, wanted: ApplicationIn) -> ApplicationOut:
    """Applies for a lot, or in place of what was handed in before; the BIDDER itself."""
    demand_itself(ask, wanted.party)
    code = application_of(bid_of(ask.system, wanted.lot, wanted.party))
    receipt = await ask.as_platform()(SubmitApplication, application=code, **dict(wanted))
    return ApplicationOut(**receipt.model_dump(), application=code)


@router.get(
    "/applications/{application}",
    response_model=Answer[OwnApplicationOut],
    dependencies=[Depends(unnamed)],
)
def own(
    reader: Annotated[Identity, holding("BIDDER")],
    when: Annotated[When, asked(lambda r: (r.lots,))],
    application: ApplicationCode,
) -> dict[str, Any]:
    """One's own application, and its result once all have theirs; of any other 404."""
    state = when.system.replay.state(StreamId("application", application), when.position)
    assert isinstance(state, Application)
    demand_its_own(reader, state.party, f"application {application}")
    told = {name: getattr(state, name) for name in ("lot", "standing", "file", "grounds")}
    begun = begun_of(when, str(state.lot))
    if begun is None or begun.concluded is None:
        told |= {"standing": Standing.RECEIVED, "grounds": None}
    invited = begun and state.standing is Standing.QUALIFIED and begun.invited
    return when.answer(told | {"invited": invited.text if invited else None})


@router.get(
    "/lots/{lot}/applications",
    response_model=Answer[list[ApplicationTold]],
    dependencies=[Depends(unnamed)],
)
def of_a_lot(
    reader: Annotated[Identity, holding("EXPERT")],
    when: Annotated[When, asked(lambda r: (r.lots, r.sealed_applications))],
    lot: LotCode,
) -> dict[str, Any]:
    """All applications for a lot, once no more come; who is on its panel."""
    demand_member(when.system, reader, lot, drawn=True)
    if not _no_more_come(when.system, lot):
        raise HTTPException(404, f"applications for {lot} are not to be seen yet")
    rows = _applications(when.system, lot, when.position)
    names = ApplicationTold.model_fields
    told = [{name: row[name] for name in names} for row in rows]
    return when.answer(_as_the_panel_is(when, lot, told))


@router.post("/applications/{application}/review", **_ON_A_WISH)
async def review(ask: Asks, application: ApplicationCode, wanted: ReviewIn) -> ReceiptOut:
    """Finds whether an applicant may bid; an EXPERT who is on the lot's panel."""
    demand(ask.reader, "EXPERT")
    await run_in_threadpool(demand_member, ask.system, ask.reader, wanted.lot, drawn=True)
    return await ask.as_platform()(ReviewApplication, application=application, **dict(wanted))


@router.post("/lots/{lot}/prequalification/conclusion", **_ON_A_WISH)
async def conclude(ask: Edits, lot: LotCode, wanted: ConclusionIn) -> ReceiptOut:
    """Says that all are reviewed, and lets who is qualified bid; an EXPERT who is on the panel."""
    demand(ask.reader, "EXPERT")
    came = await run_in_threadpool(_all_that_came, ask.system, ask.reader, lot)
    concluding = ask.seen_of("lot", lot).as_platform()
    return await concluding(ConcludePrequalification, lot=lot, applications=came, **dict(wanted))


def _all_that_came(system: System, reader: Identity, lot: str) -> tuple[str, ...]:
    """All applications for a lot. 403 for who is not on the panel; 409 while more may come,
    whatever came by then.
    """
    demand_member(system, reader, lot, drawn=True)
    if not _no_more_come(system, lot):
        raise HTTPException(409, f"applications for {lot} are not to be judged yet")
    system.readers.runner.catch_up()
    return tuple(str(row["application"]) for row in _applications(system, lot))


def _as_the_panel_is(when: When, lot: str, told: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """The same, but what was found before a place on the panel was filled: that counts no more."""
    panel = StreamId("panel", lot)
    its = [StreamId("application", one["application"]) for one in told]
    states = when.system.replay.states([panel, *its], when.position)
    since = states[panel].filled_at
    anew = [not states[stream].reviewed_since(since) for stream in its]
    return [
        one | ({"qualified": None} if not_yet else {})
        for one, not_yet in zip(told, anew, strict=True)
    ]


def _no_more_come(system: System, lot: str) -> bool:
    """Whether it may be told by now, to its panel, who applied and how many."""
    state = system.replay.state(StreamId("lot", lot))
    assert isinstance(state, Lot)
    begun = state.prequalification
    if begun is None or is_stopped(state, begun.closes_at):
        return False
    return system.clock() >= begun.closes_at


def _applications(system: System, lot: str, as_of: int | None = None) -> list[dict[str, Any]]:
    reader, order = system.readers.sealed_applications, ("application",)
    return list(reader.rows(APPLICATIONS, {"lot": lot}, as_of=as_of, order=order).rows)
