"""What everybody is told of a session: its terms, its offers by number, its end; never who."""

from dataclasses import replace
from typing import Any

import pytest

from domain.kernel import StreamId
from domain.lot.bidding import ReserveCompared
from projections.auctions import OFFERS, SESSIONS, project
from projections.projection import Put
from tests.kit.sessions import (
    ARRANGED,
    BEGUN,
    BIDDING,
    CLOSES,
    FIRST,
    LISTED,
    NUMBERS,
    PARCEL,
    QUOTED,
    RESERVE,
    SEALED,
    START,
    at,
    bid,
    digest_of,
    ended,
    qualified,
)
from tests.projections.kit import recorded

KEY = (PARCEL, 1)
BID = bid(3, FIRST, RESERVE, at(4, 7, 10, 1))
COMPARED = ReserveCompared(
    lot=PARCEL,
    session=1,
    ended_at=CLOSES,
    reserve_fen=RESERVE,
    highest_fen=RESERVE,
    number=NUMBERS[FIRST],
    met=True,
    winner=None,
    opens=True,
)


def told(event: Any, kind: str = "lot") -> list[Any]:
    return list(project(recorded(event, StreamId(kind, PARCEL))))


def test_its_terms_are_told_and_whether_there_is_a_reserve_is_not():
    (change,) = told(ARRANGED)
    assert change.key == KEY
    assert change.values["steps"] == ["0 200000000"]
    assert change.values["listing_from"] == LISTED
    assert "reserve_fen" not in change.values
    assert told(SEALED, "auction") == told(replace(SEALED, reserve_fen=0), "auction") == []


def test_an_offer_is_told_by_its_number():
    quoted, listed = told(QUOTED[0], "auction")
    highest = {"offers": 1, "highest_fen": START, "number": NUMBERS[FIRST]}
    assert quoted == Put(SESSIONS, KEY, highest)
    assert (listed.table, listed.key) == (OFFERS, (*KEY, 1))
    assert set(listed.values) == {"number", "amount_fen", "received_at", "timed"}
    assert listed.values["timed"] is False
    last, listed = told(BID, "auction")
    assert (last.values["ends_at"], listed.values["timed"]) == (BID.ends_at, True)


@pytest.mark.parametrize(
    ("event", "said"),
    [
        (BEGUN, {"started_at": LISTED}),
        (
            BIDDING,
            {
                "started_at": BIDDING.started_at,
                "free_until": BIDDING.free_until,
                "ends_at": BIDDING.ends_at,
            },
        ),
        (
            ended(*QUOTED, when=CLOSES, bidders=2),
            {"ended_at": CLOSES, "bidders": 2, "digest": digest_of(*QUOTED)},
        ),
        (COMPARED, {"reserve_fen": RESERVE, "met": True}),
    ],
)
def test_it_is_told_as_it_goes_on(event: Any, said: dict[str, Any]):
    assert told(event) == [Put(SESSIONS, KEY, said)]


def test_who_may_offer_is_told_nowhere():
    assert told(qualified(), "participation") == []
