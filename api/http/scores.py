"""What a panel's members give bids (评分表), and who reads it when (REFERENCE 4.4).

A member its own sheet, at once. Owner, supervisor and auditor all of them once candidates are
public, or there is a result; then each bidder its own bid's. No row of any rules makes them public.
"""

from collections.abc import Collection
from typing import Annotated, Any

from fastapi import APIRouter, HTTPException, Request
from pydantic import Field

from api.http.answers import Answer, Told
from api.http.asking import Asks
from api.http.identity import Identity
from api.http.panels import BY_A_MEMBER, KNOWN, to_judge
from api.http.positions import When, asked
from api.http.receipts import ReceiptOut
from api.http.seeing import AUDIT, holding, holds_near, is_own, judges, supervises
from api.http.shapes import Count, Digest, LotCode, PartyCode, Wanted
from domain.kernel import StreamId
from domain.lot.state import Lot
from domain.panel.state import Given, Panel
from domain.party_codes import is_natural
from domain.roles import AUTHORITIES
from domain.trade.score_bids import MOST, POINTS_MOST, TOLD_SINCE, Score, ScoreBids

router = APIRouter(prefix="/v1/lots/{lot}/scores", tags=["tenders"])

_READS = ("OWNER", "AGENCY", "BIDDER", "EXPERT", *AUDIT, *AUTHORITIES)


class ScoreIn(Wanted):
    """What a bid gets, in hundredths of a point, and the SHA-256 of why."""

    party: PartyCode
    points: Annotated[Count, Field(le=POINTS_MOST)]
    reasons: Digest


class SheetIn(Wanted):
    """One's sheet; `on_paper`: those of the scored whose bid is on paper."""

    scores: Annotated[list[ScoreIn], Field(min_length=1, max_length=MOST)]
    on_paper: Annotated[tuple[PartyCode, ...], Field(max_length=MOST)] = ()


class ScoreTold(Told):
    """What a bid got on one sheet. `sheet`: which of them, from 1, null to bidders: it would
    tell whose it is; `member`: whose, null to whom the panel is not told yet, and to bidders.
    """

    sheet: int | None
    member: str | None
    party: str
    points: int
    reasons: str


@router.post("", **BY_A_MEMBER)
async def put(request: Request, ask: Asks, lot: LotCode, wanted: SheetIn) -> ReceiptOut:
    """Hands in one's sheet, or another in its place; an EXPERT who is on the panel, for whom the
    platform asks. 409 while the file of one of its bids is still closed.
    """
    bids = await to_judge(request, ask, lot)
    return await ask.as_platform()(
        ScoreBids,
        lot=lot,
        member=ask.reader.person,
        scores=tuple(Score(**dict(one)) for one in wanted.scores),
        bids=bids,
        on_paper=wanted.on_paper,
    )


@router.get("", response_model=Answer[list[ScoreTold]])
def scores(
    reader: Annotated[Identity, holding(*_READS)],
    when: Annotated[When, asked(lambda r: (r.lots,))],
    lot: LotCode,
) -> dict[str, Any]:
    """A member its own; once the evaluation is over OWNER and AGENCY of the lot, who supervises its
    kind in its region and AUD there companies' all, a BIDDER its own bid's. Before that 404; to a
    BIDDER nothing, as to one who did not bid.
    """
    streams = StreamId("panel", lot), StreamId("lot", lot)
    states = when.system.replay.states(streams, when.position)
    panel, state = (states[one] for one in streams)
    assert isinstance(panel, Panel)
    assert isinstance(state, Lot)
    if judges(reader, when.system, lot):
        own = [one for one in panel.scores.values() if one.member == reader.person]
        return when.answer(_told(panel, own, {reader.person}))
    oversees = supervises(reader, when.system, state)
    sees_all = oversees or is_own(reader, state) or holds_near(reader, state, *AUDIT)
    if not sees_all and not reader.holds("BIDDER"):
        raise HTTPException(403, f"scores of {lot} are its owner's, panel's, supervisor's to read")
    over = any(state.was(fact) for fact in TOLD_SINCE)
    if not sees_all:
        its = {post.organisation for post in reader.posts if post.role == "BIDDER"}
        got = [one for one in panel.scores.values() if over and one.party in its]
        return when.answer(_told(panel, got, None))
    if not over:
        raise HTTPException(404, f"of {lot} no scores are to be known")
    known = (panel.members or ()) if oversees or state.phase in KNOWN else ()
    companies = [one for one in panel.scores.values() if not is_natural(one.party)]
    return when.answer(_told(panel, companies, known))


def _told(panel: Panel, given: list[Given], known: Collection[str] | None) -> list[dict[str, Any]]:
    """These by sheet and party; whose a sheet is of those members that are `known`. None: not which
    sheet either (its number is the member's place in the panel), nor by their order.
    """
    sheets = {member: nth for nth, member in enumerate(panel.members or (), 1)}
    if known is None:
        sheets, known = {}, ()
    rows = (
        {
            "sheet": sheets.get(one.member),
            "member": one.member if one.member in known else None,
            "party": one.party,
            "points": one.points,
            "reasons": one.reasons,
        }
        for one in given
    )
    return sorted(
        rows, key=lambda row: (row["sheet"] or 0, row["party"], row["points"], row["reasons"])
    )
