"""Whose bids a panel's report is on: handed in here and standing, or said by it to be on paper.

One rule for every way in which a report comes in.
"""

from collections.abc import Collection, Sequence

from domain.bid.state import Bid, Standing
from domain.kernel import Rejected
from domain.lot.state import Lot


def not_judged(
    lot: Lot,
    code: str,
    bids: Sequence[tuple[str, Bid]],
    parties: Collection[str],
    on_paper: Collection[str],
    *,
    all_of_them: bool = False,
) -> Rejected | None:
    """Why a report on these parties is not on bids for the lot; `all_of_them`: it is on every bid.

    `bids`: all that were ever handed in here, by their codes. The report says of each party without
    one that stands that its bid is on paper, and no more are than the opening had. Who withdrew
    before that may have come on paper, as who never came here: no answer tells the two apart.
    """
    stands = {str(bid.party) for _, bid in bids if bid.standing is Standing.RECEIVED}
    others = set(parties) - stands
    if differ := others ^ set(on_paper):
        return _said_otherwise(code, min(differ), here=min(differ) in stands)
    papers = lot.papers
    detail = f"{papers} bids for {code} are on paper, {len(others)} such were judged"
    if papers is not None and len(others) > papers:
        return Rejected("evaluation.nobodys", detail)
    if papers is not None and len(others) < papers and all_of_them:
        return Rejected("evaluation.not_all", detail)
    if gone := others & _counted(lot, bids):
        detail = f"{min(gone)} handed in a bid for {code} that stands no more"
        return Rejected("evaluation.nobodys", detail)
    return None


def _said_otherwise(code: str, party: str, *, here: bool) -> Rejected:
    """The report says of a party that its bid is on paper, and it is `here`; or neither."""
    if here:
        detail = f"{party} handed in a bid for {code} that stands: expected it not in on_paper"
    else:
        only = "expected in on_paper, if its bid is there"
        detail = f"{party} handed in no bid for {code} that stands: {only}"
    return Rejected("evaluation.nobodys", detail)


def _counted(lot: Lot, bids: Sequence[tuple[str, Bid]]) -> set[str]:
    """Whose bids were here when they were opened; of an opening of before, whose ever were."""
    told = lot.bids_opened
    if told is None or told.bids is None:
        return {str(bid.party) for _, bid in bids}
    counted = frozenset(told.bids)
    return {str(bid.party) for code, bid in bids if code in counted}
