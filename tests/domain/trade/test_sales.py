"""Land and state property by the rules of their packs: each fact in its turn."""

from dataclasses import replace
from datetime import date
from itertools import pairwise

import pytest

from domain.categories.land import LAND
from domain.categories.state_property import STATE_PROPERTY
from domain.governance.state import Law, Pack
from domain.kernel import KeyName, Rejected
from domain.lot.award import ConfirmTransaction
from domain.lot.bidding import (
    ReserveCompared,
    SessionEnded,
    TimedBiddingClosed,
    TimedBiddingStarted,
)
from domain.lot.close import FailLot
from domain.lot.concluded import (
    ExternalPaymentConfirmed,
    ResultPublished,
    TransactionCertificateIssued,
)
from domain.lot.default import RecordDefault
from domain.lot.ended import ArchiveSealed, SettlementClosed
from domain.lot.events import (
    ContractSigned,
    DepositDeadlinePassed,
    TransactionConfirmed,
)
from domain.lot.standing import hears
from domain.lot.stream import LOT
from domain.packs.written import written
from domain.phases import Phase
from tests.kit.fixture_calendar import FIXTURE
from tests.kit.sessions import (
    ANNOUNCED,
    BID_IN,
    BUILDING,
    CLOSES,
    DISCLOSED,
    NUMBERS,
    OWNER,
    PARCEL,
    PARTIES,
    RESERVE,
    SECOND_ID,
    at,
    ended,
)
from tests.kit.story import fold, given

LAW = Law(
    FIXTURE,
    packs=tuple(Pack(written(one), 1, date(2026, 1, 1)) for one in (LAND, STATE_PROPERTY)),
)
PRICE, WINNER = RESERVE + 26_000_000_00, PARTIES[SECOND_ID]
OVER = at(4, 7, 10, 46)
TEXT = "ab" * 32


def of_a_pack(facts):
    """The same lot, born under the published rules."""
    defined, *rest = facts
    return (replace(defined, pack=1), *rest)


def confirmed(lot, price=PRICE):
    return TransactionConfirmed(
        lot=lot, winner=WINNER, price_fen=price, confirmed_on=date(2026, 4, 7)
    )


def compared(lot):
    return ReserveCompared(
        lot=lot,
        session=1,
        ended_at=OVER,
        reserve_fen=RESERVE,
        highest_fen=PRICE,
        number=NUMBERS[SECOND_ID],
        winner=WINNER,
        met=True,
        opens=False,
    )


def result(lot):
    return ResultPublished(
        lot=lot, published_at=at(4, 10, 15), media=("中国土地市场网",), text=TEXT
    )


PAID = ExternalPaymentConfirmed(
    lot=PARCEL, amount_fen=1, paid_on=date(2026, 5, 12), document="1号", evidence=TEXT
)
LISTED = of_a_pack(
    (
        *BID_IN,
        ended(when=OVER, bidders=3),
        compared(PARCEL),
        confirmed(PARCEL),
        result(PARCEL),
        ContractSigned(lot=PARCEL, signed_on=date(2026, 4, 17), price_fen=PRICE),
        PAID,
        SettlementClosed(lot=PARCEL, settled_at=at(6, 10, 11), deposits=4),
    )
)
"""Scenario B, from its definition to its last payment, which settles it."""
SALE, ASCENDING, SAID, DISCLOSURE = DISCLOSED
AUCTIONED = of_a_pack(
    (
        SALE,
        ASCENDING,
        SAID,
        DepositDeadlinePassed(lot=BUILDING, deadline=SALE.deposit_deadline),
        DISCLOSURE,
        TimedBiddingStarted(
            lot=BUILDING,
            session=1,
            started_at=SALE.opening_at,
            free_until=SALE.opening_at,
            ends_at=CLOSES,
        ),
        replace(ended(when=OVER, bidders=2), lot=BUILDING),
        compared(BUILDING),
        confirmed(BUILDING),
        ContractSigned(lot=BUILDING, signed_on=date(2026, 4, 8), price_fen=PRICE),
        TransactionCertificateIssued(lot=BUILDING, number="1号", issued_at=at(4, 14, 9), text=TEXT),
        result(BUILDING),
        SettlementClosed(lot=BUILDING, settled_at=at(4, 22, 9), deposits=3),
        ArchiveSealed(
            lot=BUILDING,
            sealed_at=at(4, 30, 9),
            heads=(),
            streams=9,
            events=99,
            digest=TEXT,
            as_of=400,
        ),
    )
)
"""Scenario C, from its definition to its sealed record."""
UNASKED = (ReserveCompared, TimedBiddingClosed)
"""Facts that come with a session's end, and are not asked for alone."""


@pytest.mark.parametrize("life", [LISTED, AUCTIONED], ids=["land", "state property"])
def test_each_fact_of_a_sale_is_heard_in_its_turn(life):
    for n, fact in enumerate(life):
        if n and type(fact) not in UNASKED:
            heard = hears(fold(LOT, *life[:n]), fact.lot, LAW, type(fact))
            assert not isinstance(heard, Rejected), heard


@pytest.mark.parametrize("life", [LISTED, AUCTIONED], ids=["land", "state property"])
def test_no_sale_is_confirmed_before_its_session_ended_nor_twice(life):
    end = next(n for n, fact in enumerate(life) if isinstance(fact, SessionEnded))
    done = next(n for n, fact in enumerate(life) if isinstance(fact, TransactionConfirmed))
    for n in (*range(1, end + 1), *range(done + 1, len(life) + 1)):
        heard = hears(fold(LOT, *life[:n]), life[0].lot, LAW, TransactionConfirmed)
        agreed = life is AUCTIONED and n == life.index(DISCLOSURE) + 1  # SP-07: one applicant
        assert isinstance(heard, Rejected) or agreed, n


def test_land_is_not_announced_before_how_it_is_bid_for_is_arranged():
    lot = fold(LOT, LISTED[0])
    assert hears(lot, PARCEL, LAW, type(ANNOUNCED)).rule == "lot.not_yet_done"


def test_one_applicant_may_agree_without_a_session():
    """SP-07: at no less than the base price, once the disclosure is over."""
    past = of_a_pack((SALE, SAID, DISCLOSURE))
    asked = ConfirmTransaction(lot=BUILDING, winner=WINNER, price_fen=SALE.estimate_fen)
    told = replace(confirmed(BUILDING, SALE.estimate_fen), opened_at=at(4, 7, 10))
    given(LOT, *past).when(asked, by=OWNER, at=at(4, 7, 10), law=LAW).then(told)
    cheap = replace(asked, price_fen=SALE.estimate_fen - 1)
    given(LOT, *past).when(cheap, by=OWNER, at=at(4, 7, 10), law=LAW).refused_by(
        "lot.below_start_price"
    )


def test_what_is_agreed_without_a_session_opens_its_lot_and_nothing_opens_twice():
    """Else nobody could make its buyer's deposit a price, nor anybody read who applied."""
    agreed = replace(confirmed(BUILDING), opened_at=at(4, 7, 10))
    lot = fold(LOT, *of_a_pack((SALE, SAID, DISCLOSURE)), agreed)
    assert (lot.phase, lot.opened) == (Phase.AWARDED, True)
    assert agreed.releases() == (KeyName("lot", BUILDING),)
    assert confirmed(BUILDING).releases() == ()
    before = AUCTIONED[: AUCTIONED.index(confirmed(BUILDING))]
    asked = ConfirmTransaction(lot=BUILDING, winner=WINNER, price_fen=PRICE)
    (told,) = given(LOT, *before).when(asked, by=OWNER, at=at(4, 7, 10), law=LAW).decision
    assert told.opened_at is None


def test_a_buyer_that_does_not_sign_has_no_next_one_and_the_lot_fails():
    """Scenario B, variant: 04-22, the day after the contract was due."""
    past = LISTED[: LISTED.index(confirmed(PARCEL)) + 1]
    finding = RecordDefault(lot=PARCEL, document="认定书", evidence=TEXT)
    (defaulted,) = given(LOT, *past).when(finding, by=OWNER, at=at(4, 22, 9), law=LAW).decision
    assert (defaulted.winner, defaulted.defaulted_on) == (WINNER, date(2026, 4, 22))
    after = (*past, defaulted)
    again = ConfirmTransaction(lot=PARCEL, winner=WINNER, price_fen=PRICE)
    given(LOT, *after).when(again, by=OWNER, at=at(4, 22, 9), law=LAW).refused_by(
        "lot.no_candidate"
    )
    failing = FailLot(lot=PARCEL, reason="竞得人违约")
    (failed,) = given(LOT, *after).when(failing, by=OWNER, at=at(4, 22, 9), law=LAW).decision
    assert fold(LOT, *after, failed).phase is Phase.FAILED


def test_the_lives_told_here_go_along_the_skeleton():
    for life in (LISTED, AUCTIONED):
        phases = [fold(LOT, *life[: n + 1]).phase for n in range(len(life))]
        order = list(Phase)
        assert all(order.index(one) <= order.index(other) for one, other in pairwise(phases))
        assert phases[-1] is (Phase.SETTLED if life is LISTED else Phase.ARCHIVED)


def test_state_property_is_not_settled_before_its_certificate():
    before = AUCTIONED[: AUCTIONED.index(result(BUILDING)) - 1]
    assert hears(fold(LOT, *before), BUILDING, LAW, SettlementClosed).rule == "lot.not_yet_done"
