"""A lot's money replayed from its events, and what two of its moments differ by."""

from dataclasses import replace
from datetime import date
from typing import Any

from api.lots.differing import changed, said, shifted
from api.lots.money import Flow, balances, flow, in_parts, moves, steps
from api.lots.standing import Standing
from api.lots.story import Leg, Told
from domain.bid.state import Bid
from domain.bid.state import Standing as BidStands
from domain.categories.construction import CONSTRUCTION
from domain.desk.withdraw_bid import RevokeBid
from domain.kernel import Post, StreamId
from tests.kit.ordering import refused
from tests.kit.tendering import (
    B3,
    CANDIDATES,
    DEADLINE,
    LAW,
    LOT,
    OWNER,
    PRICE,
    STEPS,
    TEXT,
    Tender,
)

P1, P2, STRANGER = "P00000000000000A1", "P00000000000000A2", "P00000000000000FF"
DAY = "CNY-DEPOSITS/2026-03-17"
BID, PLATFORM = "B00000000000000A3", Post("PLATFORM")
(_, _, REPORTED), (PUBLIC, _, SHOWN) = STEPS[6:8]


def told(position: int, name: str, *legs: tuple[str, str, int], book: str = "CUST") -> Told:
    return Told(
        position=position,
        kind="deposit",
        code=P1,
        sequence=position,
        name=name,
        occurred_at=DEADLINE,
        recorded_at=DEADLINE,
        person="",
        post="",
        custodial=False,
        legs=tuple(Leg(book, *leg) for leg in legs),
    )


STORY = (
    told(10, "ReceiptMatched", ("2001", DAY, 800), ("2002", P1, -800)),
    told(12, "ReceiptMatched", ("2001", DAY, 500), ("2002", P2, -500)),
    told(13, "ReceiptMatched", ("2001", DAY, 1), ("2002", STRANGER, -1)),
    told(14, "DepositSecured", ("9001", P2, 9), ("9002", P2, -9), book="MEMO"),
    told(20, "HoldPlaced", ("2002", P2, 500), ("2010", P2, -500)),
    told(30, "RefundApproved", ("2002", P1, 800), ("2005", f"{P1}/1", -800)),
    told(31, "RefundInstructed", ("2005", f"{P1}/1", 800), ("1009", f"{P1}/1", -800)),
    told(40, "RefundConfirmed", ("1009", f"{P1}/1", 800), ("1008", DAY, -800)),
)
MOVED = moves(STORY, [P1, P2])


def test_what_stood_at_a_position_is_the_sum_of_what_moved_until_then():
    assert balances(MOVED, 9) == {}
    assert balances(MOVED, 19) == {("2002", P1): 800, ("2002", P2): 500}
    assert balances(MOVED, 20) == {("2002", P1): 800, ("2010", P2): 500}
    assert balances(MOVED, 99) == {("2010", P2): 500}


def test_only_its_own_deposits_and_only_custody_count():
    assert {move.deposit for move in MOVED} == {P1, P2}
    assert not {"9001", "9002", "2001", "1008"} & {move.account for move in MOVED}


def test_a_refund_is_owed_until_the_bank_has_paid_it():
    parts = {at: in_parts(balances(MOVED, at)) for at in (30, 31, 40)}
    assert [parts[at]["owed"] for at in (30, 31, 40)] == [800, 800, 0]


def test_what_came_back_from_the_bank_is_owed_again():
    back = told(41, "RefundReturned", ("2001", DAY, 800), ("2012", f"{P1}/1", -800))
    moved = moves((*STORY, back), [P1, P2])
    assert in_parts(balances(moved, 41))["owed"] == 800


def test_what_came_and_went_is_told_event_by_event_and_what_is_left_is_here():
    """What a hold, an approval, an instruction move between accounts neither comes nor goes."""
    flows = {at: flow(MOVED, at) for at in (9, 12, 31, 40)}
    assert flows == {9: Flow(0, 0), 12: Flow(1300, 0), 31: Flow(1300, 0), 40: Flow(1300, 800)}
    for at, one in flows.items():
        assert one.here == sum(in_parts(balances(MOVED, at)).values())


def test_what_a_court_took_has_gone_though_it_is_owned_by_an_order_on_the_deposit():
    took = told(50, "EnforcementExecuted", ("2010", P2, 500), ("2011", f"{P2}/H1", -500))
    moved = moves((*STORY, took), [P1, P2])
    assert flow(moved, 50) == Flow(1300, 1300)
    assert balances(moved, 50) == {}


def test_the_parts_are_told_after_every_move_and_sum_up():
    found = dict(steps(MOVED))
    assert list(found) == [10, 12, 20, 30, 31, 40]
    assert found[20] == {"held": 800, "owed": 0, "frozen": 500, "bond": 0, "other": 0}
    assert all(
        sum(parts.values()) == sum(balances(MOVED, at).values()) for at, parts in found.items()
    )


def test_two_moments_differ_by_balances_with_the_events_between_them():
    rows, alike = shifted(MOVED, 12, 30)
    assert [(one.account, one.deposit, one.before, one.after) for one in rows] == [
        ("2002", P1, 800, 0),
        ("2002", P2, 500, 0),
        ("2005", P1, 0, 800),
        ("2010", P2, 0, 500),
    ]
    assert [[move.position for move in one.by] for one in rows] == [[30], [20], [30], [20]]
    assert alike == 0
    assert shifted(MOVED, 20, 20) == ((), 2)


def test_what_moved_and_came_back_is_told_last():
    rows, _ = shifted(MOVED, 20, 40)
    assert [(one.account, one.deposit, one.after - one.before) for one in rows] == [
        ("2002", P1, -800),
        ("1009", P1, 0),
        ("2005", P1, 0),
    ]


def test_looking_back_is_the_same_difference_the_other_way_round():
    forth, back = shifted(MOVED, 12, 30)[0], shifted(MOVED, 30, 12)[0]
    assert [(one.before, one.after, one.by) for one in back] == [
        (one.after, one.before, one.by) for one in forth
    ]


def standing(done: int, cases: tuple[dict[str, Any], ...] = ()) -> Standing:
    return Standing(LOT, done + 1, Tender(done).lot, LAW, CONSTRUCTION, cases)


def test_before_it_was_defined_nothing_is_said():
    assert set(said(None).values()) == {None}
    (phase, *_) = changed(None, standing(0))
    assert (phase.name, phase.before, phase.after) == ("phase", None, "已登记")


def test_facts_that_two_moments_say_otherwise_are_told_in_their_order():
    differ = {one.name: (one.before, one.after) for one in changed(standing(8), standing(9))}
    assert differ == {
        "phase": ("公示中", "已成交"),
        "winner": (None, B3),
        "price_fen": (None, PRICE),
        "awarded_on": (None, date(2026, 3, 31)),
        "contract_due": (None, date(2026, 4, 30)),
    }
    assert list(changed(standing(8), standing(8))) == []


def test_candidates_are_nobodys_to_know_until_they_stand_in_public():
    assert said(standing(7))["candidates"] is None
    assert said(standing(8))["candidates"] == CANDIDATES


def test_a_candidate_that_left_stands_in_public_with_the_others_and_beside_them_that_it_left():
    tender = Tender(7)
    tender.memory.states[StreamId("bid", BID)] = Bid(BidStands.RECEIVED, LOT, B3)
    leaves = RevokeBid(bid=BID, lot=LOT, party=B3, document="撤销函", evidence=TEXT)
    tender.do(leaves, PLATFORM, REPORTED)
    told = said(replace(standing(7), lot=tender.lot))
    assert told["candidates"] is told["passed_over"] is None
    without = replace(PUBLIC, candidates=CANDIDATES[1:])
    refused(tender.ask(without, OWNER, SHOWN), "lot.other_candidates")
    tender.do(PUBLIC, OWNER, SHOWN)
    told = said(replace(standing(8), lot=tender.lot))
    assert (told["candidates"], told["passed_over"]) == (CANDIDATES, (B3,))


def test_open_disputes_are_told_and_ended_ones_are_not():
    cases = ({"case": "D1", "open": True}, {"case": "D2", "open": False})
    assert said(standing(6, cases))["open_cases"] == ("D1",)
