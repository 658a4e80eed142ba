"""Files that bidders encrypt themselves: where rules take them, and until when their keys come.

Two rows say it (CT-13, CT-A8): what a bid is whose bidder does not open it, and within how many
hours of the opening it has to. Without both nobody could be held to it, or nobody was told.
"""

from datetime import date, datetime

from domain.bounds import Quantity
from domain.calendar import add_hours, beijing_day
from domain.kernel import Rejected
from domain.lot.overlay import put_back
from domain.lot.standing import category_of
from domain.lot.standstill import is_stopped
from domain.lot.state import Lot
from domain.packs.rulebook import Rulebook

BIDDERS_FAULT = "decryption.bidders_fault"
_TIME = "decryption.time"


def takes_envelopes(lot: Lot, law: Rulebook) -> bool:
    """Whether the rules of this lot say, of the day of its opening as it is to be now, what follows
    of a file that stays closed.
    """
    if lot.defined is None or lot.opening_at is None:
        return False
    category, day = category_of(lot.defined, law), beijing_day(lot.opening_at)
    if isinstance(category, Rejected):
        return False
    fault = category.about(BIDDERS_FAULT, day, lot.scopes)
    return bool(fault) and _hours(lot, law, day) is not None


def keys_until(lot: Lot, law: Rulebook) -> datetime | None:
    """From when on no key to a bid of this lot is taken; None where no row says, or none is open.

    What the lot stood still since its opening does not count; while it does, `keys_are_over` knows.
    """
    if lot.bids_opened is None:
        return None
    since = lot.bids_opened.opened_at
    hours = _hours(lot, law, beijing_day(since))
    return None if hours is None else put_back(add_hours(since, hours), since, lot.suspensions)


def keys_are_over(lot: Lot, until: datetime, at: datetime) -> bool:
    """Whether that instant has passed by the lot's clock, which stands still as the lot does."""
    return at >= until and not is_stopped(lot, until)


def _hours(lot: Lot, law: Rulebook, day: date) -> int | None:
    assert lot.defined is not None, "a lot with rules was defined"
    category = category_of(lot.defined, law)
    if isinstance(category, Rejected):
        return None
    bounds = (row.at_most for row in category.about(_TIME, day, lot.scopes))
    said = (bound.n for bound in bounds if bound is not None and bound.unit is Quantity.HOURS)
    return next((hours for hours in said if hours), None)
