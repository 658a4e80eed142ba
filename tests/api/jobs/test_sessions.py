"""Scenarios B and C over the door: the clock begins and ends what is bid for, the price is found.

Rows B 3, 5, 8, 13-15 and C 3, 7-9 of REFERENCE 8; whose they are, stands in `ROWS`. A bidder's own
rows are asked for by the platform on its wish: the actor of an event is told in clear.
"""

from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

import pytest

from api.appointing import appoint
from api.embedded import Server
from domain.auction.digest import begun, grown
from domain.calendar import BEIJING
from domain.categories import register
from domain.kernel import StreamId
from domain.lot.award import ConfirmTransaction
from domain.lot.disclose import CloseDisclosure
from domain.money import yuan
from domain.phases import Phase
from ledger.tickets import Refused
from projections.deposits import DEPOSITS
from projections.lots import LOTS
from tests.kit.asked_since import asked_since
from tests.kit.city import city
from tests.kit.databases import fresh
from tests.kit.door import door
from tests.kit.sold import (
    B1,
    B_SESSION,
    BUILDING,
    C1,
    C_SESSION,
    GRANTOR,
    L1,
    L2,
    L3,
    L4,
    P1,
    P2,
    P3,
    PARCEL,
    SELLER,
    Bidder,
    Market,
)

LAST = datetime.fromisoformat("2026-04-07T10:42:00+08:00")
WON_B, WON_C = yuan("306,000,000.00"), yuan("9,300,000.00")

ROWS = {
    "B 3": (("ListingStarted", "PLATFORM", "2026-03-27T09:00:00"),),
    "B 5": (("QuotationSubmitted", "PLATFORM", "2026-03-30T14:00:00"),),
    "B 8": (("QuotationSubmitted", "PLATFORM", "2026-03-31T15:00:00"),),
    "B 13": (("QuotationSubmitted", "PLATFORM", "2026-04-03T18:00:00"),),
    "B 14": (
        ("ListingClosed", "PLATFORM", "2026-04-07T10:00:00"),
        ("TimedBiddingStarted", "PLATFORM", "2026-04-07T10:00:02"),
    ),
    "B 15": (
        ("SessionEnded", "PLATFORM", "2026-04-07T10:46:00"),
        ("TimedBiddingClosed", "PLATFORM", "2026-04-07T10:46:00"),
        ("ReserveCompared", "PLATFORM", "2026-04-07T10:46:00"),
    ),
    "C 3": (
        ("DisclosureExtended", "PLATFORM", "2026-03-23T17:00:00"),
        ("DeadlinePostponed", "PLATFORM", None),
    ),
    "C 7": (("DisclosureClosed", "C-OPS", "2026-03-30T17:00:00"),),
    "C 8": (("TimedBiddingStarted", "PLATFORM", "2026-04-01T09:00:00"),),
    "C 9": (
        ("SessionEnded", "PLATFORM", "2026-04-01T09:37:00"),
        ("TimedBiddingClosed", "PLATFORM", "2026-04-01T09:37:00"),
        ("ReserveCompared", "PLATFORM", "2026-04-01T09:37:00"),
    ),
}
"""Row: what it says, under which post, at which legal time in Beijing."""


@pytest.fixture(scope="module")
def market(server: Server, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Market]:
    """Both scenarios until their prices are found, each row at its time."""
    with pytest.MonkeyPatch.context() as patch:
        offered = replace(register.of("LAND"), offered=True)
        patch.setitem(register._BY_CODE, "LAND", offered)
        with city(fresh(server), tmp_path_factory.mktemp("sold")) as system:
            made = Market(system)
            _before_april(made)
            _building_is_sold(made)
            _parcel_is_sold(made)
            yield made


def _before_april(market: Market) -> None:
    market.opens()
    market.announces(GRANTOR, B1, B_SESSION, "03-06")
    market.announces(SELLER, C1, C_SESSION, "03-09")
    for who in (L1, L2, L3, L4):
        market.applies(who, PARCEL)
    market.ticks("03-23T17:00:00")
    building = market.system.replay.state(StreamId("lot", BUILDING))
    assert not building.was("DisclosureExtended"), "who paid is not known yet"
    market.nothing_came("03-23T17:00:00")
    for who in (P1, P2, P3):
        market.applies(who, BUILDING)
    market.pays(P1, "2,400,000.00", "03-26T10:00:00")
    market.ticks("03-27T09:00:00")
    market.pays(P2, "2,400,000.00", "03-27T10:00:00")
    market.pays(L1, "50,000,000.00", "03-30T10:11:00")
    market.qualifies(L1, PARCEL)
    market.offers(L1, PARCEL, "250,000,000.00", "03-30T14:00:00")
    market.pays(P3, "2,400,000.00", "03-30T15:30:00")
    market.at("03-30T17:00:00")
    closed = CloseDisclosure(lot=BUILDING, ends_at=market.system.clock())
    market.system.ask("ops", closed)
    for who in (P1, P2, P3):
        market.qualifies(who, BUILDING)
    market.pays(L2, "30,000,000.00", "03-31T09:12:00")
    market.pays(L2, "20,000,000.00", "03-31T11:40:00")
    market.qualifies(L2, PARCEL)
    market.offers(L2, PARCEL, "254,000,000.00", "03-31T15:00:00")


def _building_is_sold(market: Market) -> None:
    market.ticks("04-01T09:00:00")
    for who, amount, minute in (
        (P1, "8,000,000.00", 5),
        (P2, "8,400,000.00", 12),
        (P3, "8,900,000.00", 18),
        (P2, "9,150,000.00", 23),
        (P3, "9,300,000.00", 27),
    ):
        market.offers(who, BUILDING, amount, f"04-01T09:{minute:02}:00")
    market.ticks("04-01T09:37:01")  # too early: the last offers may still be in a queue
    market.ticks("04-01T09:37:02")


def _parcel_is_sold(market: Market) -> None:
    market.pays(L3, "49,000,000.00", "04-02T16:05:00")
    market.pays(L4, "50,000,000.00", "04-03T16:40:00")
    market.ticks("04-03T17:00:00")
    _at_the_door(market)
    market.ticks("04-07T10:00:02")
    for n in range(12):  # 262 to 306 million, the last by L2 at 10:42
        who = (L1, L4, L2)[n % 3]
        at = LAST - timedelta(seconds=218 * (11 - n))
        market.offers(who, PARCEL, f"{262 + 4 * n},000,000.00", f"{at:%m-%dT%H:%M:%S}")
    market.ticks("04-07T10:46:02")


def _at_the_door(market: Market) -> None:
    """L4 gets its number, twice the same, and offers, as bidders do."""
    market.at("04-03T18:00:00")
    appoint(market.system, "l4", "BIDDER", L4.party)
    with door(market.system) as opened:

        def asks(path: str, **said: Any) -> Any:
            market.system.readers.runner.catch_up()
            answer = opened.ask(
                "POST",
                f"/v1/lots/{PARCEL}/{path}",
                json={"party": L4.party, **said},
                headers=opened.headers("l4"),
            )
            assert answer.status_code == 201, answer.text
            return answer.json()

        told, again = asks("qualification"), asks("qualification")
        assert told["participation"] == again["participation"] == L4.deposit
        assert told["number"] == again["number"] != L4.number
        assert again["first"] == 0
        fen = yuan("260,000,000.00")
        asks("offers", participation=L4.deposit, session=1, amount_fen=fen)
        market.system.readers.runner.catch_up()
        session = opened.get(f"/v1/lots/{PARCEL}/session").json()["data"]
        assert (session["highest_fen"], session["number"]) == (fen, told["number"])
        assert session["least_fen"] == fen + yuan("2,000,000.00")
        assert session["reserve_fen"] is None
        told = opened.get(f"/v1/lots/{PARCEL}/offers?limit=2").json()
        assert [one["offer"] for one in told["data"]] == [1, 2]
        (last,) = opened.get(told["links"]["next"]).json()["data"]
        assert (last["offer"], last["amount_fen"], last["timed"]) == (3, fen, False)


def _of(market: Market, lot: str, *kinds: str) -> list[Any]:
    return [one for one in market.told(*kinds) if getattr(one.event, "lot", None) == lot]


def _session_of(market: Market, lot: str) -> list[Any]:
    return [one for one in market.told("auction") if one.stream.code == f"{lot}/1"]


@pytest.mark.parametrize("row", ROWS)
def test_every_row_is_told_by_its_own_and_at_its_legal_time(market: Market, row: str):
    lot = PARCEL if row.startswith("B") else BUILDING
    said = [
        (one.body.name, one.body.actor.post, f"{one.body.occurred_at.astimezone(BEIJING):%FT%T}")
        for one in (*_of(market, lot, "lot"), *_session_of(market, lot))
    ]
    for name, post, when in ROWS[row]:
        assert any((name, post) == found[:2] and when in (None, found[2]) for found in said)


@pytest.mark.parametrize(
    ("lot", "price", "value_added"),
    [(PARCEL, WON_B, yuan("56,000,000.00")), (BUILDING, WON_C, yuan("1,300,000.00"))],
)
def test_the_price_is_found_to_the_fen(market: Market, lot: str, price: int, value_added: int):
    market.system.readers.runner.catch_up()
    (row,) = market.system.readers.lots.rows(LOTS, {"lot": lot}).rows
    assert (row["phase"], row["price_fen"]) == (Phase.RESULT_PROPOSED.value, price)
    assert price - row["estimate_fen"] == value_added


@pytest.mark.parametrize(
    ("lot", "who", "reserve"),
    [(PARCEL, L2, yuan("280,000,000.00")), (BUILDING, P3, yuan("8,000,000.00"))],
)
def test_the_reserve_becomes_readable_and_so_does_who_won(
    market: Market, lot: str, who: Bidder, reserve: int
):
    (compared,) = [
        one.event for one in _of(market, lot, "lot") if "compared" in one.body.name.lower()
    ]
    assert (compared.reserve_fen, compared.number) == (reserve, who.number)
    assert (compared.met, compared.winner) == (True, who.party)


@pytest.mark.parametrize(("lot", "offers", "bidders"), [(PARCEL, 15, 3), (BUILDING, 5, 3)])
def test_whoever_holds_no_key_reckons_the_digest_of_all_offers(
    market: Market, lot: str, offers: int, bidders: int
):
    digest = begun(lot, 1)
    told = [one for one in _session_of(market, lot) if one.body.name != "ReserveSealed"]
    for recorded in told:
        one, kind = recorded.event, "B" if recorded.body.name == "BidPlaced" else "Q"
        assert one.participation is None, "this reader has no key"
        said = (one.offer, kind, one.number, one.amount_fen, one.received_at)
        digest = grown(digest, *said)
    (ended,) = [one.event for one in _of(market, lot, "lot") if one.body.name == "SessionEnded"]
    assert (ended.offers, ended.bidders, ended.digest) == (offers, bidders, digest)


@pytest.mark.parametrize(("lot", "who"), [(PARCEL, (L1, L2, L3, L4)), (BUILDING, (P1, P2, P3))])
def test_before_the_end_no_byte_of_lot_session_or_participation_names_a_bidder(
    market: Market, lot: str, who: tuple[Bidder, ...]
):
    (ended,) = [one for one in _of(market, lot, "lot") if one.body.name == "SessionEnded"]
    before = [
        one
        for one in market.told("lot", "auction", "participation")
        if one.position < ended.position
    ]
    for one in who:
        assert not any(one.party.encode() in recorded.stored for recorded in before)
    reserves = [one for one in before if one.body.name == "ReserveSealed"]
    assert reserves
    assert not any(b"28000000000" in one.stored for one in reserves)


@pytest.mark.parametrize(("lot", "who"), [(PARCEL, (L1, L2, L3, L4)), (BUILDING, (P1, P2, P3))])
def test_after_it_the_deposits_may_be_seen(market: Market, lot: str, who: tuple[Bidder, ...]):
    market.system.readers.runner.catch_up()
    rows = market.system.readers.deposits.rows(DEPOSITS, {"lot": lot}).rows
    assert {row["party"] for row in rows} == {one.party for one in who}


def test_the_sale_is_confirmed_to_nobody_else(market: Market):
    wrong = ConfirmTransaction(lot=BUILDING, winner=P2.party, price_fen=WON_C)
    with pytest.raises(Refused, match=r"lot\.other_winner"):
        market.system.ask(SELLER, wrong)


def test_a_clock_that_ticks_again_finds_nothing(market: Market):
    before = market.system.store.tail().position
    market.ticks("04-07T10:46:03")
    assert asked_since(market.system, before) == 0
