"""What a lot hears, the pack says that it was born under; of one that nobody knows, nothing."""

from dataclasses import replace

import pytest

from domain.kernel import Rejected
from domain.lot.events import LotDefined
from tests.domain.desk import test_listing as listing
from tests.domain.desk import test_timed_bidding as bidding
from tests.domain.desk.test_certificate import certify
from tests.domain.desk.test_close_settlement import PAID_BACK, settle
from tests.domain.desk.test_external import LAND, confirm
from tests.kit.lots import AUCTION, TENDER

NOBODYS = 7
"""A version that was never published."""


def born(lot):
    """The same lot, defined under it."""
    return tuple(replace(one, pack=NOBODYS) if isinstance(one, LotDefined) else one for one in lot)


@pytest.mark.parametrize(
    "asking",
    [
        lambda: certify(lot=born(AUCTION)),
        lambda: settle(*PAID_BACK, lot=born(TENDER)),
        lambda: confirm(lot=born(LAND)),
        lambda: listing.begun(born(listing.WAITING)),
        lambda: listing.over(*listing.QUOTED, past=born(listing.LISTING)),
        lambda: bidding.begun(born(bidding.DISCLOSED)),
        lambda: bidding.over(bidding.WON, past=born(bidding.BID_IN)),
    ],
    ids=["certificate", "settlement", "outside", "listing", "listed", "session", "ended"],
)
def test_of_a_pack_that_nobody_knows_a_lot_hears_nothing(asking):
    said = asking().decision
    assert isinstance(said, Rejected), said
    assert said.rule == "category.unknown"
