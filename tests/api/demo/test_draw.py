"""The demonstration's draw: the same for the same seed, and every way to pay occurs."""

import pytest

from api.demo.cast import BUYERS, LOT, SALE
from api.demo.draw import Fate, drawn


@pytest.mark.parametrize("seed", range(40))
def test_the_draw_follows_from_the_seed_and_every_fate_occurs(seed):
    draw = drawn(seed)
    assert draw == drawn(seed)
    assert {bid.fate for bid in draw.of(LOT.lot)} == set(Fate)
    assert len({bid.number for bid in draw.bids}) == len(draw.bids)
    for bid in draw.bids:
        came = bid.first_fen + bid.rest_fen
        assert came == bid.deposit_fen + bid.excess_fen
        assert (bid.rest_fen > 0) is (bid.fate is Fate.PARTIAL)
        assert (bid.excess_fen > 0) is (bid.fate is Fate.OVER)
    (builder,) = [bid for bid in draw.of(LOT.lot) if bid.bidder == draw.builder]
    assert builder.admitted
    assert draw.buyer in [bid.bidder for bid in draw.of(SALE.lot)]


def test_the_interest_to_come_is_reckoned_by_hand():
    """Seed 3: two of 800,000.00 for six days, of the third 400,044.31 for three of them only."""
    assert drawn(3).interest_fen == 4_667 + 4_667 + 3_500


def test_other_seeds_are_other_draws():
    draws = [drawn(seed) for seed in range(40)]
    assert len({tuple(bid.fate for bid in draw.bids) for draw in draws}) > 30
    assert {draw.buyer for draw in draws} == set(BUYERS)
