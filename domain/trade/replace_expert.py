"""Who left a panel is replaced: by the draw that made the panel, or by another of its owner's own.

A replaced member's findings count for nothing: who takes its place evaluates anew (条例 48).
"""

from typing import Any

from domain.drawing import ALGORITHM, commitment, drawn, pool_digest
from domain.identifiers import digest, lot_code
from domain.kernel import Command, Context, Decider, Decision, Rejected, StreamId, command
from domain.lot.standing import standing
from domain.lot.suspended import stands_still
from domain.panel.events import ExpertReplaced
from domain.panel.state import Panel, Place
from domain.trade.experts import Experts, known_bidders, phases_of
from domain.trade_codes import bid_code


@command("ReplaceExpert", version=2, zh="补抽评标专家")
class ReplaceExpert(Command):
    """Fill the first place of a panel that is vacant: of one who was drawn, by drawing another;
    of the owner's own, with this `representative`.

    `avoid`: the same as when the panel was drawn; `seed`: 64 digits that nobody chose; `bids`: as
    of DrawPanel.
    """

    lot: str
    representative: str | None
    avoid: tuple[str, ...]
    seed: str
    bids: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        lot_code(self.lot)
        digest(self.seed)
        for bid in self.bids:
            bid_code(bid)


def fill(states: tuple[Any, ...], asked: ReplaceExpert, context: Context) -> Decision:
    """Before the report, on the owner's wish, while the procedure goes on; the platform asks, whose
    seed nobody knows.
    """
    panel, lot, *bids = states
    known = standing(lot, asked.lot, *phases_of(lot))
    if isinstance(known, Rejected):
        return known
    if refused := stands_still(lot, asked.lot):
        return refused
    place = panel.place(representative=asked.representative is not None)
    if place is None:
        whose = "of the owner's own" if asked.representative else "of one who was drawn"
        return Rejected("panel.no_vacancy", f"on the panel of {asked.lot} no place {whose} is free")
    experts = Experts(context, known, panel.agencies)
    if asked.representative is not None:
        return _named(panel, place, asked, experts, context)
    bidders = known_bidders(lot, asked.lot, asked.bids, bids)
    if isinstance(bidders, Rejected):
        return bidders
    return _drawn(panel, place, asked, experts, bidders, context)


def _named(
    panel: Panel, place: Place, asked: ReplaceExpert, experts: Experts, context: Context
) -> Decision:
    """Another of the owner's own, who was not on the panel before."""
    person = asked.representative
    assert person is not None, "a representative was named"
    if refused := experts.no_representative(person):
        return refused
    if panel.has(person) or person in panel.gone:
        return Rejected("panel.no_representative", f"{person} is on the panel, or left it")
    return (_told(place, asked, context, person),)


def _drawn(
    panel: Panel,
    place: Place,
    asked: ReplaceExpert,
    experts: Experts,
    bidders: tuple[str, ...],
    context: Context,
) -> Decision:
    """One of the experts there are now: none who is on the panel, left it, or is to keep away.

    Who is to keep away was said before the draw: whoever could say so now would know whom not to
    get, and a second list would choose.
    """
    if panel.avoid is not None and pool_digest(panel.seed or "", asked.avoid) != panel.avoid:
        detail = f"when the panel of {asked.lot} was drawn, others were to keep away"
        return Rejected("panel.other_avoided", detail)
    others = (*(panel.members or ()), *panel.gone)
    pool = experts.pool(1, asked.avoid, others, bidders)
    if isinstance(pool, Rejected):
        return pool
    (person,) = drawn(asked.seed, pool, 1)
    return (_told(place, asked, context, person, pool),)


def _told(
    place: Place,
    asked: ReplaceExpert,
    context: Context,
    person: str,
    pool: list[str] | None = None,
) -> ExpertReplaced:
    """Who takes the place; `pool`: whom one was drawn of."""
    return ExpertReplaced(
        lot=asked.lot,
        drawn_at=context.received_at,
        representative=place.representative,
        algorithm=None if pool is None else ALGORITHM,
        commitment=None if pool is None else commitment(asked.seed),
        pool=None if pool is None else pool_digest(asked.seed, pool),
        seed=None if pool is None else asked.seed,
        left=place.left,
        member=person,
    )


REPLACE_EXPERT = Decider(
    handles=ReplaceExpert,
    touches=lambda asked: (
        StreamId("panel", asked.lot),
        StreamId("lot", asked.lot),
        *(StreamId("bid", bid) for bid in asked.bids),
    ),
    decide=fill,
)
