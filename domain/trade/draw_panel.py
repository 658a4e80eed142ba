"""The panel of a lot is drawn by lot from the register of experts (CT-14; 法 37, 条例 46)."""

from datetime import date
from typing import Any

from domain.calendar import beijing_day
from domain.categories.category import Category
from domain.drawing import ALGORITHM, commitment, drawn, pool_digest
from domain.identifiers import digest, lot_code
from domain.kernel import Command, Context, Decider, Decision, Rejected, StreamId, command
from domain.lot.standing import category_of, standing
from domain.lot.state import Lot
from domain.lot.suspended import stands_still
from domain.panel.events import ExpertsDrawn
from domain.rules import Severity
from domain.trade.experts import Experts, agencies_of, known_bidders, phases_of
from domain.trade_codes import bid_code

MOST = 15
"""Members of a panel: what fits under its seal."""
_MEMBERS = "panel.members"
"""The subject of the row by which there is one."""


@command("DrawPanel", version=2, zh="抽取评标专家")
class DrawPanel(Command):
    """Draw so many experts for a lot, beside its owner's own `representatives`.

    `avoid`: who may not be drawn for this lot; `seed`: 64 digits that nobody chose; `bids`: all
    that stand, once they are open, so that nobody is drawn who is tied to a bidder.
    """

    lot: str
    experts: int
    representatives: tuple[str, ...]
    avoid: tuple[str, ...]
    seed: str
    bids: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        lot_code(self.lot)
        digest(self.seed)
        for bid in self.bids:
            bid_code(bid)
        members = self.experts + len(self.representatives)
        if self.experts < 1 or members > MOST:
            raise ValueError(f"experts {self.experts}: expected one or more, {MOST} in all at most")
        if len(set(self.representatives)) < len(self.representatives):
            raise ValueError("representatives: expected each once")


def draw(states: tuple[Any, ...], asked: DrawPanel, context: Context) -> Decision:
    """Once, before the report, on the owner's wish, while the procedure goes on; the platform asks,
    whose seed nobody knows.
    """
    panel, lot, *bids = states
    known = standing(lot, asked.lot, *phases_of(lot))
    category = known if isinstance(known, Rejected) else category_of(known, context.law)
    if isinstance(category, Rejected):
        return category
    if refused := stands_still(lot, asked.lot):
        return refused
    if panel.drawn:
        return Rejected("panel.drawn", f"the panel of {asked.lot} was drawn before")
    assert lot.defined is not None, "a lot in these phases was defined"
    scopes = _scopes(lot, category)
    if refused := _not_so(category, scopes, asked, beijing_day(context.received_at)):
        return refused
    bidders = known_bidders(lot, asked.lot, asked.bids, bids)
    if isinstance(bidders, Rejected):
        return bidders
    agencies = agencies_of(context, lot.defined)
    experts = Experts(context, lot.defined, agencies)
    for person in asked.representatives:
        if refused := experts.no_representative(person):
            return refused
    pool = experts.pool(asked.experts, asked.avoid, asked.representatives, bidders)
    if isinstance(pool, Rejected):
        return pool
    told = ExpertsDrawn(
        lot=asked.lot,
        drawn_at=context.received_at,
        experts=asked.experts,
        representatives=len(asked.representatives),
        algorithm=ALGORITHM,
        commitment=commitment(asked.seed),
        pool=pool_digest(asked.seed, pool),
        avoid=pool_digest(asked.seed, asked.avoid),
        agencies=agencies,
        seed=asked.seed,
        avoided=len(asked.avoid),
        members=(*drawn(asked.seed, pool, asked.experts), *asked.representatives),
    )
    return (told,)


def has_panel(lot: Lot, category: Category, day: date) -> bool:
    """Whether a row of its rules that is in force on a day is about who evaluates its bids."""
    return bool(category.about(_MEMBERS, day, _scopes(lot, category)))


def _scopes(lot: Lot, category: Category) -> tuple[str, ...]:
    """Of a lot of no procedure nobody said the method: it is traded by the first of its kind."""
    return category.methods[0].scopes if lot.is_direct else lot.scopes


def _not_so(
    category: Category, scopes: tuple[str, ...], asked: DrawPanel, day: date
) -> Rejected | None:
    """Why a panel cannot be so by the rows that block; lots that no row is about have none."""
    members = asked.experts + len(asked.representatives)
    if not category.about(_MEMBERS, day, scopes):
        return Rejected("panel.not_of_this_kind", f"no lot of {category.code} has a panel")
    for row in category.about(_MEMBERS, day, scopes):
        if row.severity is Severity.BLOCK and not row.allows(members):
            return Rejected(
                "panel.too_small", f"{row.id}: {members} members, {row.limit()} must be"
            )
    for row in category.about("panel.odd", day, scopes):
        if row.severity is Severity.BLOCK and members % 2 == 0:
            return Rejected("panel.even", f"{row.id}: {members} members, expected an odd number")
    for row in category.about("panel.experts", day, scopes):
        if row.severity is Severity.BLOCK and not row.allows(asked.experts, members):
            least = row.limit(members)
            detail = f"{row.id}: {asked.experts} experts of {members}, {least} must be"
            return Rejected("panel.too_few_experts", detail)
    return None


DRAW_PANEL = Decider(
    handles=DrawPanel,
    touches=lambda asked: (
        StreamId("panel", asked.lot),
        StreamId("lot", asked.lot),
        *(StreamId("bid", bid) for bid in asked.bids),
    ),
    decide=draw,
)
