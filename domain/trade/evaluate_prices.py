"""The panel finds what each bid's price is worth, and the lowest is put forward by that alone."""

from collections.abc import Sequence
from itertools import batched
from typing import Any

from domain.bid.state import Bid, Standing
from domain.calendar import beijing_day
from domain.identifiers import digest, lot_code
from domain.kernel import Command, Context, Decider, Decision, Rejected, StreamId, command
from domain.lot.evaluation import check_on_paper
from domain.lot.events import LotFailed
from domain.lot.state import Lot
from domain.lot.tendered import EvaluationReportReceived, PricesEvaluated
from domain.lowest import MOST, Judged, ranked, unfit
from domain.money import show
from domain.party_codes import is_natural, party_code
from domain.trade.evaluate import by_price, judging, most_candidates
from domain.trade.whose import not_judged
from domain.trade_codes import bid_code

REJECTED = "全部投标被否决"
"""Why a lot failed."""
FORWARD = 1_000
"""So many are put forward where no row says how many: a term of our own (evidence A), more than
any lot comes to; 21,000 bytes of the 65,000 that the report may have.
"""


@command("EvaluatePrices", version=2, zh="提交最低价评审结果")
class EvaluatePrices(Command):
    """The panel's report on all bids of a lot that the lowest price has. `report`: its SHA-256.

    `judged`: what it found of each, on paper too; of equal prices the one it names first is put
    forward first. `bids`: all that were ever handed in for the lot here, of which it judges each
    that stands; `on_paper`: whose bids did not come here.
    """

    lot: str
    report: str
    judged: tuple[Judged, ...]
    bids: tuple[str, ...] = ()
    on_paper: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        lot_code(self.lot)
        digest(self.report)
        for bid in self.bids:
            bid_code(bid)
        for one in self.judged:
            party_code(one.party)
            if one.reasons is not None:
                digest(one.reasons)
        if right := unfit(self.judged):
            raise ValueError(f"judged: expected {right}")
        check_on_paper(self.on_paper, [one.party for one in self.judged])


def priced(states: tuple[Any, ...], asked: EvaluatePrices, context: Context) -> Decision:
    """Once the bids are open, by the panel, of every bid: who is put forward follows from prices.

    Where none is left the lot fails (法 42), and the same will compete again.
    """
    lot, panel, *bids = states
    parties = tuple(one.party for one in asked.judged)
    category = judging((lot, panel, bids), asked.lot, asked.bids, parties, context)
    if isinstance(category, Rejected):
        return category
    today = beijing_day(context.received_at)
    if not by_price(category, lot, today):
        detail = f"the panel of {asked.lot} says itself whom it puts forward"
        return Rejected("lot.not_by_price", detail)
    if refused := _not_of_these(lot, asked, bids):
        return refused
    order = ranked(asked.judged)
    if not order:
        return (LotFailed(lot=asked.lot, reason=REJECTED, failed_on=today),)
    row = most_candidates(category, lot, today)
    candidates = tuple(one.party for one in order[: row.limit() if row else FORWARD])
    told = (one for one in asked.judged if one.party in candidates or not is_natural(one.party))
    return (
        *(PricesEvaluated(lot=asked.lot, judged=some) for some in batched(told, MOST)),
        EvaluationReportReceived(
            lot=asked.lot, received_on=today, report=asked.report, candidates=candidates
        ),
    )


def _not_of_these(lot: Lot, asked: EvaluatePrices, bids: Sequence[Bid]) -> Rejected | None:
    """Why what was found is not of the bids that there are: all, at the prices that they name."""
    found = {one.party: one for one in asked.judged}
    for code, bid in zip(asked.bids, bids, strict=True):
        if bid.standing is not Standing.RECEIVED:
            continue
        judged = found.get(bid.party or "")
        if judged is None:
            return Rejected("evaluation.not_all", f"of {code} nothing was found")
        if bid.price_fen not in (None, judged.price_fen):
            detail = f"{code} names {show(bid.price_fen or 0)}, not {show(judged.price_fen)}"
            return Rejected("evaluation.other_price", detail)
    named = tuple(zip(asked.bids, bids, strict=True))
    return not_judged(lot, asked.lot, named, found, asked.on_paper, all_of_them=True)


EVALUATE_PRICES = Decider(
    handles=EvaluatePrices,
    touches=lambda asked: (
        StreamId("lot", asked.lot),
        StreamId("panel", asked.lot),
        *(StreamId("bid", bid) for bid in asked.bids),
    ),
    decide=priced,
)
