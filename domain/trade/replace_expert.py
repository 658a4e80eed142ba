"""Who left a panel is replaced: by the draw that made the panel, or by another of its owner's own.

A replaced member's findings count for nothing: who takes its place evaluates anew (条例 48).
"""

from domain.identifiers import digest, lot_code
from domain.kernel import Command, Context, Decider, Decision, Rejected, StreamId, command
from domain.lot.standing import standing
from domain.lot.state import Lot
from domain.lot.suspended import stands_still
from domain.panel.drawing import ALGORITHM, commitment, drawn, pool_digest
from domain.panel.events import ExpertReplaced
from domain.panel.state import Panel, Place
from domain.trade.experts import Experts, phases_of


@command("ReplaceExpert", zh="补抽评标专家")
class ReplaceExpert(Command):
    """Fill the first place of a panel that is vacant: of one who was drawn, by drawing another;
    of the owner's own, with this `representative`.

    `avoid`: the same as when the panel was drawn; `seed`: 64 digits that nobody chose.
    """

    lot: str
    representative: str | None
    avoid: tuple[str, ...]
    seed: str

    def __post_init__(self) -> None:
        lot_code(self.lot)
        digest(self.seed)


def fill(states: tuple[Panel, Lot], asked: ReplaceExpert, context: Context) -> Decision:
    """Before the report, on the owner's wish, while the procedure goes on; the platform asks, whose
    seed nobody knows.
    """
    panel, lot = states
    known = standing(lot, asked.lot, *phases_of(lot))
    if isinstance(known, Rejected):
        return known
    if refused := stands_still(lot, asked.lot):
        return refused
    place = panel.place(representative=asked.representative is not None)
    if place is None:
        whose = "of the owner's own" if asked.representative else "of one who was drawn"
        return Rejected("panel.no_vacancy", f"on the panel of {asked.lot} no place {whose} is free")
    experts = Experts(context, known.owner)
    if asked.representative is not None:
        return _named(panel, place, asked, experts, context)
    return _drawn(panel, place, asked, experts, context)


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
    panel: Panel, place: Place, asked: ReplaceExpert, experts: Experts, context: Context
) -> Decision:
    """One of the experts there are now: none who is on the panel, left it, or is to keep away.

    Who is to keep away was said before the draw: whoever could say so now would know whom not to
    get, and a second list would choose.
    """
    if panel.avoid is not None and pool_digest(panel.seed or "", asked.avoid) != panel.avoid:
        detail = f"when the panel of {asked.lot} was drawn, others were to keep away"
        return Rejected("panel.other_avoided", detail)
    pool = experts.pool(1, asked.avoid, (*(panel.members or ()), *panel.gone))
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
    touches=lambda asked: (StreamId("panel", asked.lot), StreamId("lot", asked.lot)),
    decide=fill,
)
