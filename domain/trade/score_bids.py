"""A member of a panel hands in its sheet (评分表): what it gives each bid, sealed like its name.

The platform asks on the member's wish (the door knows the members): whoever asks is named in clear,
and who is on the panel is a secret until there is a result.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from domain.bid.state import Bid
from domain.calendar import beijing_day
from domain.identifiers import digest, lot_code
from domain.kernel import Command, Context, Decider, Decision, Rejected, StreamId, command
from domain.lot.state import Lot
from domain.panel.events import BidScored
from domain.panel.state import Panel
from domain.party_codes import party_code
from domain.trade.evaluate import by_price, judging
from domain.trade.whose import not_judged
from domain.trade_codes import bid_code

MOST = 200
"""So many bids are on one sheet at most."""
BIDS_MOST = 1_000
"""So many a member scores at most, on all sheets that it hands in."""
TOLD_SINCE = ("CandidatesPublicised", "AwardNoticeIssued", "TransactionConfirmed")
"""By which fact the evaluation is over for all: its candidates stand in public, or one won."""
POINTS_MOST = 100_000
"""More than any sheet gives: the full mark is 100 points as a rule, some documents add to it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Score:
    """What a member gives a party's bid: hundredths of a point; `reasons`: the SHA-256 of why."""

    party: str
    points: int
    reasons: str


@command("ScoreBids", zh="提交评分表")
class ScoreBids(Command):
    """A member's sheet, or another in its place; `on_paper`: those of the scored who handed in no
    bid here that stands, but one on paper. `bids`: all that were ever handed in here.
    """

    lot: str
    member: str
    scores: tuple[Score, ...]
    bids: tuple[str, ...]
    on_paper: tuple[str, ...]

    def __post_init__(self) -> None:
        lot_code(self.lot)
        parties = [party_code(one.party) for one in self.scores]
        if not 0 < len(parties) <= MOST or len({*parties}) < len(parties):
            raise ValueError(f"scores: expected each party once, 1 to {MOST}")
        for one in self.scores:
            digest(one.reasons)
            if not 0 <= one.points <= POINTS_MOST:
                right = f"hundredths of a point, 0 to {POINTS_MOST}"
                raise ValueError(f"points {one.points} of {one.party}: expected {right}")
        for bid in self.bids:
            bid_code(bid)


def score(states: tuple[Any, ...], asked: ScoreBids, context: Context) -> Decision:
    """While the panel can hand in its report; what the member said before and says again, is
    nothing. No sheet where the lowest price has the lot: there prices are evaluated.
    """
    panel, lot, *bids = states
    if refused := _not_now(lot, panel, bids, asked, context):
        return refused
    before = {
        party: (one.points, one.reasons)
        for (member, party), one in panel.scores.items()
        if member == asked.member
    }
    if len(before.keys() | {one.party for one in asked.scores}) > BIDS_MOST:
        detail = f"{asked.member} scores {BIDS_MOST} bids of {asked.lot} at most"
        return Rejected("panel.too_many_scored", detail)
    return tuple(
        BidScored(
            lot=asked.lot,
            scored_at=context.received_at,
            member=asked.member,
            party=one.party,
            points=one.points,
            reasons=one.reasons,
        )
        for one in asked.scores
        if before.get(one.party) != (one.points, one.reasons)
    )


def _not_now(
    lot: Lot, panel: Panel, bids: Sequence[Bid], asked: ScoreBids, context: Context
) -> Rejected | None:
    """Why the panel does not judge these bids now, or the member is not on it."""
    parties = tuple(one.party for one in asked.scores)
    category = judging((lot, panel, bids), asked.lot, asked.bids, parties, context)
    if isinstance(category, Rejected):
        return category
    if by_price(category, lot, beijing_day(context.received_at)):
        detail = f"the lowest price has {asked.lot}: its panel evaluates prices"
        return Rejected("lot.by_price", detail)
    if not panel.has(asked.member):
        return Rejected("panel.no_member", f"{asked.member} is not on the panel of {asked.lot}")
    named = tuple(zip(asked.bids, bids, strict=True))
    return not_judged(lot, asked.lot, named, parties, asked.on_paper)


SCORE_BIDS = Decider(
    handles=ScoreBids,
    touches=lambda asked: (
        StreamId("panel", asked.lot),
        StreamId("lot", asked.lot),
        *(StreamId("bid", bid) for bid in asked.bids),
    ),
    decide=score,
)
