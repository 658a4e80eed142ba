"""What the books have beside a list from outside, over a whole city: deposits, guarantees, lots."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from api.appointing import appoint
from api.closing.bringing import bring
from api.closing.figures import figures
from api.wiring import System
from domain.desk.lodge import LodgeGuarantee, ReleaseGuarantee
from domain.lot.close import FailLot
from tests.kit import bidding
from tests.kit.bidding import ACCOUNT, DAY, DEPOSITS, FEN, LOTS, USUAL
from tests.kit.city import city, move_to

GUARANTEE, UNTIL = "G00000000000000E1", date(2026, 7, 31)
PROMISED = f"number,amount,valid_until\nBH-1,{FEN // 100},{UNTIL}\n".encode()
NOTHING = b"number,amount,valid_until\n"


@pytest.fixture
def opened(database: Any, tmp_path: Path) -> Iterator[System]:
    """Of the first lot two deposits are paid and one is promised; its bids are open."""
    with city(database, tmp_path) as system:
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
    bring(system, ACCOUNT, DAY, kind, data, lambda one: system.ask(person, one))


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
