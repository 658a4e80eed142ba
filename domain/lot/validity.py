"""Until when the bids for a lot bind who made them, once these were asked for longer."""

from datetime import date

from domain.kernel import Rejected
from domain.lot.state import Lot


def lapsed(lot: Lot, code: str, day: date) -> Rejected | None:
    """Why on a day no bid binds any more: all were asked until a day that is over, on paper or not.

    None where nobody was asked: how long they bind at first its procedure says, not the lot.
    """
    asked = lot.extended
    if asked is None or day <= asked.valid_until:
        return None
    detail = f"bids for {code} bound until {asked.valid_until}, and no longer"
    return Rejected("validity.over", detail)
