"""Bids stand under seal until the opening, which releases those that stand then."""

from dataclasses import replace
from typing import Any

import pytest

from domain.bid.events import (
    BidReceived,
    BidRevoked,
    BidWithdrawn,
    DecryptionFailed,
    ExtensionRefused,
)
from domain.kernel import StreamId
from domain.lot.events import BidOpened
from domain.party.events import PartyRegistered
from ledger.events import KeyDestroyed
from projections.bids import BID_BOOK, BIDS, OPENINGS, project
from projections.projection import Erase, Put, Release
from tests.kit.rows import (
    BIDS_OPENED,
    DEADLINE,
    LOT_CODE,
    LOT_DEFINED,
    OPENING,
    PERSON,
    PRICE,
    USCC,
)
from tests.projections.kit import recorded, shelf, told

BID, OTHER, LAST = (f"B00000000000000A{n}" for n in "123")
FILE = "cd" * 32
RECEIVED = BidReceived(
    bid=BID, received_at=DEADLINE, lot=LOT_CODE, party=USCC, file=FILE, price_fen=PRICE
)
WITHDRAWN = BidWithdrawn(bid=OTHER, withdrawn_at=DEADLINE)
REVOKED = BidRevoked(bid=BID, revoked_at=OPENING)


def changes(event: Any) -> list[Any]:
    return list(project(recorded(event, StreamId("bid", BID))))


def test_a_bid_is_a_row_as_it_was_handed_in_last() -> None:
    said = {"received_at": DEADLINE, "file": FILE, "price_fen": PRICE, "stands": True}
    said |= {"fault": None}
    of = {"lot": LOT_CODE, "party": USCC, "natural": False}
    assert changes(RECEIVED) == [Put(BIDS, (BID,), of | said)]
    assert changes(replace(RECEIVED, party=PERSON))[0].values["natural"] is True


LAPSED = ExtensionRefused(bid=BID, refused_at=OPENING)


@pytest.mark.parametrize("event", [WITHDRAWN, REVOKED, LAPSED])
def test_what_was_taken_back_stands_no_more_where_there_was_one(event: Any) -> None:
    assert changes(event) == [Put(BIDS, (event.bid,), {"stands": False}, known=True)]


@pytest.mark.parametrize("fault", ["BIDDER", "OTHER"])
def test_what_could_not_be_deciphered_stands_no_more_and_says_by_whose_fault(fault: str) -> None:
    failed = DecryptionFailed(bid=BID, failed_at=OPENING, fault=fault)
    assert changes(failed) == [Put(BIDS, (BID,), {"stands": False, "fault": fault}, known=True)]


def test_an_opening_is_a_row_and_releases_what_companies_have_standing() -> None:
    opening, released = changes(BIDS_OPENED)
    said = {"opened_at": OPENING, "bidders": BIDS_OPENED.bidders}
    assert opening == Put(OPENINGS, (LOT_CODE,), said)
    stands = {"lot": LOT_CODE, "natural": False, "stands": True}
    assert released == Release(BIDS, stands)


def test_what_nobody_can_read_is_told_nowhere() -> None:
    assert changes(BidReceived(bid=BID, received_at=DEADLINE)) == []


def test_a_key_takes_its_bids_along_and_no_other_key_does() -> None:
    for kind, code in (("party", PERSON), ("lot", LOT_CODE)):
        gone = changes(KeyDestroyed(key=f"{kind}/{code}", reason="x"))
        assert gone == [Erase(BIDS, {kind: code})]
    assert changes(KeyDestroyed(key="panel/x", reason="x")) == []


def test_what_was_withdrawn_or_is_a_persons_stays_sealed_when_the_others_are_opened(
    database: Any,
) -> None:
    lot = StreamId("lot", LOT_CODE)
    bids = [
        replace(RECEIVED, bid=BID),
        replace(RECEIVED, bid=OTHER),
        replace(RECEIVED, bid=LAST, party=PERSON),
        WITHDRAWN,
    ]
    person = PartyRegistered(party=PERSON, name=None, person_name="王小明")
    known = (lot, LOT_DEFINED), (StreamId("party", PERSON), person)
    said = [*known, *((StreamId("bid", one.bid), one) for one in bids)]
    opened = BidOpened(lot=LOT_CODE, opened_at=OPENING, bidders=1)
    with (
        told(database, *said, (lot, opened), (StreamId("bid", BID), REVOKED)) as (log, vault),
        shelf(database, log, vault, (BID_BOOK,)) as made,
    ):
        made.runner.catch_up()
        of = made.reader(BID_BOOK)
        (opening,) = of.rows(OPENINGS).rows
        at = opening["position"]
        assert of.rows(BIDS, as_of=at - 1).rows == []
        read = [(row["bid"], row["stands"]) for row in of.rows(BIDS, as_of=at).rows]
        assert read == [(BID, True)]
        assert [row["stands"] for row in of.rows(BIDS).rows] == [False]
        every = made.reader(BID_BOOK, sealed=True).rows(BIDS).rows
        assert {row["bid"] for row in every} == {BID, OTHER, LAST}
