"""Anybody can reckon the digest of a session's offers from what is public of them."""

from datetime import UTC
from hashlib import sha256

import pytest

from domain.auction.state import Auction, Highest
from domain.auction.stream import AUCTION
from domain.kernel import KeyName, fields_of
from tests.kit.sessions import (
    FIRST,
    NUMBERS,
    PARCEL,
    QUOTED,
    RESERVE,
    SEALED,
    SECOND_ID,
    START,
    at,
    bid,
    digest_of,
)
from tests.kit.story import fold

BID = bid(3, FIRST, START + 60_000_000_00, at(4, 7, 10, 1))


def test_it_is_made_of_these_very_bytes():
    digest = sha256(b"2026P03/1\n").digest()
    digest = sha256(
        digest + b"1 Q 40712358 25000000000 2026-03-30T06:00:00.000000+00:00\n"
    ).digest()
    digest = sha256(
        digest + b"2 Q 88103924 25400000000 2026-03-31T07:00:00.000000+00:00\n"
    ).digest()
    digest = sha256(
        digest + b"3 B 40712358 31000000000 2026-04-07T02:01:00.000000+00:00\n"
    ).digest()
    assert fold(AUCTION, SEALED, *QUOTED, BID).digest == digest.hex()
    assert digest_of(*QUOTED, BID) == digest.hex()


def test_it_does_not_hang_on_the_zone_an_instant_is_told_in():
    same = bid(3, FIRST, BID.amount_fen, BID.received_at.astimezone(UTC))
    assert digest_of(*QUOTED, same) == digest_of(*QUOTED, BID)


@pytest.mark.parametrize(
    "changed",
    [
        bid(4, FIRST, BID.amount_fen, BID.received_at),
        bid(3, SECOND_ID, BID.amount_fen, BID.received_at),
        bid(3, FIRST, BID.amount_fen + 1, BID.received_at),
        bid(3, FIRST, BID.amount_fen, at(4, 7, 10, 1, 1)),
    ],
)
def test_whatever_is_changed_of_an_offer_changes_it(changed):
    assert digest_of(*QUOTED, changed) != digest_of(*QUOTED, BID)


def test_another_order_or_another_session_is_another_digest():
    assert digest_of(*reversed(QUOTED)) != digest_of(*QUOTED)
    assert digest_of(*QUOTED, lot="2026P04") != digest_of(*QUOTED)


def test_a_session_remembers_the_highest_and_who_offered_not_every_offer():
    once = fold(AUCTION, SEALED, *QUOTED, BID)
    assert once == Auction(
        reserve_fen=RESERVE,
        offers=3,
        digest=digest_of(*QUOTED, BID),
        highest=Highest(BID.amount_fen, NUMBERS[FIRST], FIRST),
        numbers=frozenset({NUMBERS[FIRST], NUMBERS[SECOND_ID]}),
        ends_at=BID.ends_at,
        bid_at=BID.received_at,
    )


def test_who_offers_and_the_reserve_lie_under_the_lots_key():
    assert AUCTION.keys(SEALED) == (KeyName("lot", PARCEL),)
    assert fields_of(type(SEALED), "sealed") == ("reserve_fen",)
    for offer in (*QUOTED, BID):
        assert fields_of(type(offer), "sealed") == ("participation",)
        assert "party" not in offer.__dataclass_fields__
        assert offer.happened_at() == offer.received_at
