"""A guarantee that ends too soon is told by the day's close (R16), from the sealed register."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from api.closing.figures import figures
from api.wiring import System
from domain.desk.extend import ExtendGuarantee
from domain.desk.lodge import LodgeGuarantee
from domain.desk.require import RequireDeposit
from domain.lot.award import AwardLot
from domain.lot.compete import OpenBids
from tests.kit import bidding
from tests.kit.bidding import ACCOUNT, COMPANY, DEPOSITS, FEN, LOTS
from tests.kit.city import Told, move_to

G, D, DAY = "G00000000000000E1", DEPOSITS[0], date(2026, 3, 17)


@pytest.fixture
def system(staffed: Told, tmp_path: Path) -> Iterator[System]:
    """A guarantee until 2026-03-30 stands in for a deposit; bids are opened on the 17th."""
    with staffed.copied(tmp_path) as made:
        bidding.define(made)
        bidding.enrol(made, "建行")
        made.ask("platform", RequireDeposit(deposit=D, lot=LOTS[0], party=COMPANY))
        promised = {"number": "BH-1", "guarantor": "某担保公司", "amount_fen": FEN}
        until = date(2026, 3, 30)
        lodged = LodgeGuarantee(guarantee=G, deposit=D, valid_until=until, **promised)
        made.ask("platform", lodged)
        move_to(made, bidding.OPENING)
        yield made


def r16(system: System) -> list[str]:
    found = figures(system, ACCOUNT, DAY).checks
    (one,) = (one for one in found if one.check.rule == "R16")
    return [row.said.key.removeprefix("finding.GUARANTEE_") for row in one.rows if row.said]


def extend(system: System, until: date) -> None:
    asked = ExtendGuarantee(guarantee=G, deposit=D, valid_until=until, evidence="ee" * 32)
    system.ask("platform", asked)


def test_it_is_told_once_its_lot_is_open_until_it_is_long_enough(system: System):
    assert r16(system) == [], "before the opening nobody hears of it"
    system.ask("platform", OpenBids(lot=LOTS[0], bidders=3))
    assert r16(system) == ["ENDS"]
    extend(system, date(2026, 4, 10))
    assert r16(system) == []
    system.ask("agency", AwardLot(lot=LOTS[0], winner=COMPANY, price_fen=FEN * 40))
    assert r16(system) == ["SHORT"], "the contract is due thirty days after the notice"
    extend(system, date(2026, 4, 16))
    assert r16(system) == []
