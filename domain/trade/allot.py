"""A lot of one price is allotted to one of those who applied: the first, or whom the draw says."""

from typing import Any

from domain.calendar import beijing_day
from domain.drawing import bound, commitment, ranking
from domain.fixed_price import Applied, draw, first
from domain.identifiers import digest
from domain.kernel import Context, Decider, Decision, Rejected, command
from domain.lot.allotment import QuotaAllotted
from domain.lot.counted import BidsNotCounted, parts
from domain.lot.events import LotFailed
from domain.lot.standing import hears
from domain.lot.state import Lot
from domain.trade.handed_in import AllThatCame, Counted, counted, touches

NOBODY = "无有效申购"
"""Why a lot failed."""


@command("AllotQuota", zh="分配定额")
class AllotQuota(AllThatCame):
    """Say who has a lot of one price. `seed`: what it is drawn with, None where no draw says it."""

    seed: str | None

    def __post_init__(self) -> None:
        AllThatCame.__post_init__(self)
        if self.seed is not None:
            digest(self.seed)


def allot(states: Any, asked: AllotQuota, context: Context) -> Decision:
    """Once they are open: one has it, at the lot's own price, or the lot fails.

    That all applications are named is the platform's word, as no public stream counts them: it
    alone asks. One whose deposit is not here does not count, so that whoever has it can be held to
    it. The seed is the one that was committed to before anybody applied, and all that stand are
    drawn: whoever draws again needs to know of none whether it paid, but of those drawn before.
    """
    lot, *others = states if isinstance(states, tuple) else (states,)
    known = hears(lot, asked.lot, context.law, QuotaAllotted)
    if isinstance(known, Rejected):
        return known
    if refused := _other_seed(lot, asked):
        return refused
    came = counted(lot, asked, others)
    if isinstance(came, Rejected):
        return came
    drawn_from = None if asked.seed is None else bound(asked.lot, asked.bids)
    has_it, passed = _chosen(lot, asked, drawn_from, _applied(came))
    if has_it is None:
        failed_on = beijing_day(context.received_at)
        return (LotFailed(lot=asked.lot, reason=NOBODY, failed_on=failed_on),)
    assert known.estimate_fen is not None, "a lot of one price says it"
    *before, (rest, unsecured) = parts(passed, came.unsecured)
    allotted = QuotaAllotted(
        lot=asked.lot,
        winner=has_it.party,
        price_fen=known.estimate_fen,
        application=has_it.code,
        seed=asked.seed,
        drawn_from=drawn_from,
        passed_over=rest,
        unsecured=unsecured,
    )
    named = (BidsNotCounted(lot=asked.lot, passed_over=p, unsecured=u) for p, u in before)
    return (*named, allotted)


def _other_seed(lot: Lot, asked: AllotQuota) -> Rejected | None:
    """Why the lot is not drawn with this: no draw was announced for it, or one with another."""
    if lot.draw is None:
        detail = f"{asked.lot} goes to who applied first: expected no seed"
        return Rejected("draw.none", detail) if asked.seed is not None else None
    if asked.seed is None or commitment(asked.seed) != lot.draw.commitment:
        detail = f"{asked.lot} is drawn with the seed of {lot.draw.commitment} alone"
        return Rejected("draw.other_seed", detail)
    return None


def _chosen(
    lot: Lot, asked: AllotQuota, drawn_from: str | None, applied: list[Applied]
) -> tuple[Applied | None, tuple[str, ...]]:
    """Who has it, and who was drawn before and does not count; by the way it was committed to."""
    if lot.draw is None or asked.seed is None:
        return first(applied), ()
    return draw(asked.bids, applied, ranking(lot.draw.algorithm, asked.seed, drawn_from))


def _applied(came: Counted) -> list[Applied]:
    """Who applied, and since when; not by what nobody can read any more."""
    return [
        Applied(bid.party, code, bid.received_at)
        for code, bid in came.bids
        if bid.party is not None and bid.received_at is not None
    ]


ALLOT_QUOTA = Decider(handles=AllotQuota, touches=touches, decide=allot)
