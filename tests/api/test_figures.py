"""What one deal adds to the figures: held against its estimate, whichever way money goes."""

from typing import Any

import pytest

from api.figures import _deal, digest_of
from domain.categories.register import CATEGORIES

DEAL: dict[str, Any] = {"price_fen": 90, "estimate_fen": 100, "bidders": 3, "winner": None}


@pytest.mark.parametrize(
    ("buys", "other", "told"),
    [
        (True, {}, {"saved_fen": 10}),
        (True, {"price_fen": 110}, {"saved_fen": -10}),
        (False, {}, {"gained_fen": -10}),
        (False, {"price_fen": 110}, {"gained_fen": 10}),
    ],
    ids=str,
)
def test_where_the_owner_pays_less_is_saved_and_where_it_sells_more_is_gained(
    buys: bool, other: dict[str, int], told: dict[str, int]
) -> None:
    deal = DEAL | other
    whole = {"deals": 1, "price_fen": deal["price_fen"], "estimated": 1, "estimate_fen": 100}
    counted = {"counted": 1, "bidders": 3, "single": 0}
    assert _deal(deal, buys=buys) == whole | counted | told


def test_what_a_deal_does_not_tell_it_is_not_counted_among() -> None:
    bare = DEAL | {"estimate_fen": None, "bidders": None}
    assert _deal(bare, buys=True) == {"deals": 1, "price_fen": 90}
    assert _deal(DEAL | {"bidders": 1}, buys=True)["single"] == 1


@pytest.mark.parametrize(
    ("winner", "told"),
    [
        ("91350600M0001000XX", (1, 0)),
        ("91350100M000100Y43", (1, 1)),
        ("91110000M000100YXX", (1, 1)),
        ("N00000000000000A1", (None, None)),
    ],
)
def test_winners_from_elsewhere_are_counted_by_their_codes_but_of_natural_persons(
    winner: str, told: tuple[int | None, int | None]
) -> None:
    deal = _deal(DEAL | {"winner": winner}, buys=True)
    assert (deal.get("placed"), deal.get("elsewhere")) == told


def test_who_builds_and_delivers_is_paid_and_who_buys_pays() -> None:
    assert {one.code for one in CATEGORIES if one.buys} == {"CONSTRUCTION", "GOV_PROCUREMENT"}


def test_the_digest_is_of_all_that_is_told() -> None:
    told: list[dict[str, Any]] = [{"month": "2026-03", "deals": 1}]
    every = {
        digest_of("2026-03", "2026-03", 7, told),
        digest_of("2026-02", "2026-03", 7, told),
        digest_of("2026-03", "2026-04", 7, told),
        digest_of("2026-03", "2026-03", 8, told),
        digest_of("2026-03", "2026-03", 7, []),
    }
    assert len(every) == 5
