"""What the books have beside a list from outside, over a whole city: deposits, guarantees, lots."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from api.appointing import appoint
from api.closing.bringing import bring
from api.closing.figures import figures
from api.closing.outside.given import lying_on
from api.wiring import System
from domain.calendar import beijing_day
from domain.deposit.stream import DEPOSIT
from domain.desk.approve_payout import ApprovePayout
from domain.desk.extend import ExtendGuarantee
from domain.desk.forfeit import ForfeitDeposit
from domain.desk.lodge import LodgeGuarantee, ReleaseGuarantee
from domain.desk.pay import OrderPayment
from domain.desk.propose_payout import ProposePayout
from domain.desk.settle import MatchDebit
from domain.identifiers import payment_id
from domain.kernel import StreamId
from domain.lot.close import FailLot
from domain.payee import Payee
from domain.payment.send import RecordPaymentsSent
from domain.payout.events import Part
from tests.kit import bidding, owing, passing, refunding, rows
from tests.kit.bidding import ACCOUNT, DAY, DEPOSITS, FEN, LOTS, USUAL
from tests.kit.city import Told, move_to
from tests.kit.story import fold

NUMBERS = [f"6228480402564890{n:04d}" for n in range(1, 7)]
PAYOUT = "Q00000000000000C1"
GUARANTEE, UNTIL = "G00000000000000E1", date(2026, 7, 31)
PROMISED = f"number,amount,valid_until\nBH-1,{FEN // 100},{UNTIL}\n".encode()
NOTHING = b"number,amount,valid_until\n"
SHOWN = "ee" * 32


def extending(until: date) -> ExtendGuarantee:
    """What is promised of the third deposit, until a later day."""
    of = {"guarantee": GUARANTEE, "deposit": DEPOSITS[2]}
    return ExtendGuarantee(**of, valid_until=until, evidence=SHOWN)


@pytest.fixture
def opened(staffed: Told, tmp_path: Path) -> Iterator[System]:
    """Of the first lot two deposits are paid and one is promised; its bids are open."""
    with staffed.copied(tmp_path) as system:
        bidding.define(system)
        bidding.enrol(system, "w")
        bidding.require(system, USUAL)
        lodged = LodgeGuarantee(
            guarantee=GUARANTEE,
            deposit=DEPOSITS[2],
            number="BH-1",
            guarantor="甲担保",
            amount_fen=FEN,
            valid_until=UNTIL,
        )
        system.ask("platform", lodged)
        bidding.bank(system, USUAL)
        bidding.matched(system, USUAL, (0, 1))
        bidding.open_bids(system, 0, USUAL)
        for person, role, organisation in (
            ("mock", "BANK", "mock-bank"),
            ("first", "GUARANTOR", "甲担保"),
            ("second", "GUARANTOR", "乙担保"),
        ):
            appoint(system, person, role, organisation)
        yield system


def brings(system: System, person: str, kind: str, data: bytes) -> None:
    posts = system.law().posts_of(person, system.clock())
    bring(system, ACCOUNT, DAY, kind, data, lambda one: system.ask(person, one), posts=posts)


def reports(system: System, lot: str, count: int) -> None:
    data = f"lot,count,amount\n{lot},{count},{count * FEN // 100}.00\n"
    brings(system, "cash", "REPORTED", data.encode())


def said(system: System, rule: str) -> Any:
    """The check of the day, and what its rows say."""
    (found,) = (one for one in figures(system, ACCOUNT, DAY).checks if one.check.rule == rule)
    return found.check.result, [(row.what, row.amount) for row in found.rows]


def test_r17_counts_whoever_promised_though_the_promise_was_given_back(opened: System):
    """Given three deposits of an open lot that were reported, one a guarantee; when the lot fails
    and the guarantee is given back; then three were whole, and three were reported."""
    reports(opened, LOTS[0], 3)
    assert said(opened, "R17") == ("PASS", [])
    move_to(opened, "2026-03-20T15:00:00+08:00")
    opened.ask("agency", FailLot(lot=LOTS[0], reason="有效投标不足三家"))
    back = ReleaseGuarantee(guarantee=GUARANTEE, deposit=DEPOSITS[2], lot=LOTS[0])
    opened.ask("agency", back)
    assert said(opened, "R17") == ("PASS", [])
    reports(opened, LOTS[0], 2)
    assert said(opened, "R17") == ("FAIL", [(LOTS[0], -FEN)])


def test_r16_each_guarantors_list_is_held_against_its_own_promises(opened: System):
    """Given a guarantor's list that agrees; when another brings its own, empty and rightly so;
    then both agree; and when the first leaves its guarantee out, it alone differs."""
    brings(opened, "first", "GUARANTEES", PROMISED)
    brings(opened, "second", "GUARANTEES", NOTHING)
    assert said(opened, "R16") == ("PASS", [])
    brings(opened, "first", "GUARANTEES", NOTHING)
    assert said(opened, "R16") == ("FAIL", [(DEPOSITS[2], FEN)])


def test_r16_a_day_s_list_is_held_against_the_register_as_it_stood_at_the_day_s_end(
    opened: System,
):
    """Given a list that agrees with the register; when a day later the guarantee is extended, and
    then given back; then the day's list agrees with what was promised on that day."""
    brings(opened, "first", "GUARANTEES", PROMISED)
    move_to(opened, "2026-03-18T00:00:00+08:00")
    later = extending(UNTIL.replace(month=8))
    opened.ask("platform", later)
    assert said(opened, "R16") == ("PASS", [])
    opened.ask("agency", FailLot(lot=LOTS[0], reason="有效投标不足三家"))
    back = ReleaseGuarantee(guarantee=GUARANTEE, deposit=DEPOSITS[2], lot=LOTS[0])
    opened.ask("agency", back)
    assert said(opened, "R16") == ("PASS", [])


def test_r16_what_is_promised_on_the_day_itself_is_in_its_register(opened: System):
    """On the list's own day up to its last moment the register counts as it was then."""
    brings(opened, "first", "GUARANTEES", PROMISED)
    later = extending(UNTIL.replace(month=8))
    opened.ask("platform", later)
    day = beijing_day(opened.clock())
    posts = opened.law().posts_of("first", opened.clock())
    bring(
        opened, ACCOUNT, day, "GUARANTEES", PROMISED, lambda c: opened.ask("first", c), posts=posts
    )
    (found,) = (one for one in figures(opened, ACCOUNT, day).checks if one.check.rule == "R16")
    assert found.check.result == "FAIL"


def holds(system: System, **fen: int) -> None:
    """The bank's list: of each sub-account, by its place among the deposits."""
    told = [f"{NUMBERS[int(place[1:])]},{held // 100}.00\n" for place, held in fen.items()]
    brings(system, "mock", "SUB_ACCOUNTS", f"子账号,余额\n{''.join(told)}".encode())


ELSE = {"_3": FEN, "_4": FEN, "_5": FEN, "_2": FEN}
"""What came for the others: nobody's yet, but named by its line."""


def test_r04_two_deposits_on_one_number_are_one_balance(staffed: Told, tmp_path: Path):
    """Given a number that two deposits share; then what it holds is what both are owed."""
    with staffed.copied(tmp_path) as system:
        shared = replace(USUAL, numbers=(1, 1, 3, 4, 5, 6))
        bidding.define(system)
        bidding.enrol(system, "w")
        bidding.require(system, shared)
        bidding.bank(system, shared)
        bidding.matched(system, shared, (0, 1))
        appoint(system, "mock", "BANK", "mock-bank")
        bidding.open_bids(system, 0, shared)
        holds(system, _0=2 * FEN, **ELSE)
        assert said(system, "R04") == ("PASS", [])
        holds(system, _0=FEN, **ELSE)
        assert said(system, "R04") == ("FAIL", [(", ".join(DEPOSITS[:2]), -FEN)])


def test_r04_a_number_is_told_only_once_every_lot_on_it_is_open(staffed: Told, tmp_path: Path):
    with staffed.copied(tmp_path) as system:
        shared = replace(USUAL, numbers=(1, 2, 3, 1, 5, 6))
        bidding.define(system)
        bidding.enrol(system, "w")
        bidding.require(system, shared)
        bidding.bank(system, shared)
        bidding.matched(system, shared, (0, 3))
        appoint(system, "mock", "BANK", "mock-bank")
        bidding.open_bids(system, 0, shared)
        holds(system, _0=FEN, _1=FEN, _2=FEN, _4=FEN, _5=FEN)
        assert said(system, "R04") == ("FAIL", [("", -FEN)])


def forfeited(system: System) -> None:
    """The lot's owner keeps the first deposit."""
    kept = ForfeitDeposit(
        deposit=DEPOSITS[0],
        lot=LOTS[0],
        ground="BID_REVOKED",
        amount_fen=FEN,
        fees_fen=0,
        document="住建〔2026〕17号",
        evidence="ee" * 32,
    )
    system.ask("tenderer", kept)


def paid_out(system: System) -> Iterator[str]:
    """It is paid to the owner by two, step by step."""
    asked: dict[str, Any] = {
        "payout": PAYOUT,
        "lot": LOTS[0],
        "account": ACCOUNT,
        "to": "2008",
        "owner": "owner",
        "payee": Payee(name="住建局", account="35050161000000007777"),
        "document": "dd" * 32,
        "parts": (Part(deposit=DEPOSITS[0], amount_fen=FEN),),
    }
    system.ask("clerk", ProposePayout(**asked))
    maker = system.replay.state(StreamId("payout", PAYOUT)).proposed.proposal
    yield "proposed"
    system.ask("reviewer", ApprovePayout(**asked), maker=maker)
    yield "approved"
    system.ask("platform", OrderPayment(payment=PAYOUT, account=ACCOUNT))
    yield "instructed"
    sent = RecordPaymentsSent(message="MSG-1", sha256="a" * 64, payments=(PAYOUT,))
    system.ask("platform", sent)
    shown = refunding.line(1, FEN, "", None, credit=False)
    told = replace(shown.particulars, end_to_end=payment_id(PAYOUT).end_to_end)
    refunding.banked(system, replace(shown, particulars=told))
    line = f"{ACCOUNT}/{refunding.PAID_OUT}/1#1"
    system.ask("matcher", MatchDebit(line=line, line_seen=1, payment=PAYOUT))


def test_r04_what_a_deposit_gave_on_lies_on_its_number_until_it_is_paid(opened: System):
    """Given a deposit that is kept for the lot's owner; then its number holds it while it is
    payable, and under its payout, and no more once the bank has paid."""
    appoint(opened, "tenderer", "OWNER", "owner")
    holds(opened, _0=FEN, _1=FEN, **ELSE)
    assert said(opened, "R04") == ("PASS", [])
    forfeited(opened)
    assert said(opened, "R04") == ("PASS", []), "as forfeited"
    for stage in paid_out(opened):
        assert said(opened, "R04") == ("PASS", []), stage
    assert said(opened, "R04") == ("FAIL", [("", FEN)]), "the bank paid it"
    holds(opened, _1=FEN, **ELSE)
    assert said(opened, "R04") == ("PASS", [])


def test_what_was_given_on_lies_on_one_account_and_is_told_until_it_is_paid():
    """Given a deposit of which fees and the rest are kept, and a payout of the rest; then the fees
    are told, and the rest while nobody has got it, on the account that the deposit came to."""
    kept = fold(DEPOSIT, passing.WINNERS, owing.matched(), passing.forfeited(fees=7))
    assert lying_on(rows.ACCOUNT, rows.D, kept, ()) == rows.PRICE
    assert lying_on("CNY-OTHER", rows.D, kept, ()) == 0
    taken = DEPOSIT.evolve(kept, passing.assigned(rows.PRICE - 7))
    assert lying_on(rows.ACCOUNT, rows.D, taken, (passing.Q,)) == rows.PRICE
    assert lying_on(rows.ACCOUNT, rows.D, taken, ()) == 7
