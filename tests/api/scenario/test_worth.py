"""What a sale came to is held to the fen; and what nobody bought stands there anew."""

from dataclasses import replace
from datetime import date
from types import SimpleNamespace
from typing import Any

import pytest

from api.scenario import worth
from api.scenario.anew import is_anew
from api.scenario.size import Size
from api.scenario.table import read
from domain.categories.land import LAND
from domain.deposit.owed import DepositConverted
from domain.lot.state import Lot
from domain.money import yuan
from domain.phases import Phase
from domain.postings import Entry, Leg
from tests.kit.scenarios import ORACLE

TABLE = read(ORACLE).tables["B"]
SIGNED, CONVERTED, LAST = TABLE.row(26), TABLE.row(27), TABLE.row(34)
HELD, PRICE = yuan("50,000,000.00"), yuan("306,000,000.00")


def stage(size: int = 1) -> Any:
    """Scenario B, its contract signed."""
    return SimpleNamespace(
        price=lambda seq, label="": Size(size).price(TABLE.row(seq).said(label)),
        setting=SimpleNamespace(category=LAND),
        lot_now=lambda _: Lot(ended_on=date(2026, 4, 17)),
        town=SimpleNamespace(settle=lambda: None, system=None, head=9),
    )


def differing(hold: Any, row: Any, *told: Any, of: Any = None) -> list[tuple[str, int, int]]:
    found = hold(of or stage(), row, told)
    return [(one.key, one.expected, one.actual) for one in found]


def converted(earnest: int) -> Any:
    legs = (Leg("2002", "P1", HELD, "P20"), Leg("2004", "P1", -HELD, "P20"))
    entry = Entry("CUST", "CNY", legs)
    event = DepositConverted(deposit="P1", to="2004", earnest_fen=earnest, entries=(entry,))
    return SimpleNamespace(event=event)


def test_the_whole_deposit_is_earnest_as_far_as_it_is_no_more_than_the_note_lets_be():
    assert differing(worth.earnest(26), CONVERTED, converted(HELD)) == []
    found = differing(worth.earnest(26), CONVERTED, converted(HELD - 1))
    assert found == [("earnest", HELD, HELD - 1)]
    assert differing(worth.earnest(26), CONVERTED) == [("earnest", HELD, 0)]
    cap, more = yuan("61,200,000.00"), yuan("70,000,000.00")
    large = replace(CONVERTED, postings=(("2002/P03/L2", more), ("2004/P03/L2", -more)))
    assert differing(worth.earnest(26), large, converted(cap)) == []
    assert differing(worth.earnest(26), large, converted(more)) == [("earnest", cap, more)]


@pytest.mark.parametrize("size", [1, 3])
def test_shares_of_the_price_are_those_of_the_rules(monkeypatch: Any, size: int):
    def rule(_stage: Any, _lot: str, subject: str, day: date) -> Any:
        return next(one for one in LAND.rules if one.subject == subject)

    monkeypatch.setattr(worth, "in_force", rule)
    assert differing(worth.shares("P03"), SIGNED, of=stage(size)) == []
    dearer = replace(SIGNED, note=SIGNED.note.replace("61,200,000.00", "61,200,000.01"))
    said = SimpleNamespace(price=lambda _, label="": dearer.said(label))
    (found,) = differing(worth.shares("P03"), dearer, of=said)
    assert found == ("earnest.share", yuan("61,200,000.01"), yuan("61,200,000.00"))


def test_what_came_above_the_start_is_what_the_figures_of_its_kind_say(monkeypatch: Any):
    hold = worth.gained("P03", (15, "highest L2"), (1, "start"))
    more = yuan("56,000,000.00")
    cells = [{"category": "LAND", "gained_fen": more}, {"category": "OTHER", "gained_fen": 1}]
    asked: list[Any] = []
    monkeypatch.setattr(worth, "figures_of", lambda *of: asked.append(of) or cells)
    assert differing(hold, LAST) == []
    assert asked == [(None, "2026-04", "2026-04", 9)]
    cells[0]["gained_fen"] -= 1
    assert differing(hold, LAST) == [("gained", more, more - 1)]
    assert differing(hold, LAST, of=stage(3)) == [("gained", 3 * more, more - 1)]


FAILED = Lot(phase=Phase.FAILED, next_lot="P03-2")


@pytest.mark.parametrize(
    ("lot", "following", "keys"),
    [
        (FAILED, Lot(failed_lot="P03"), []),
        (replace(FAILED, phase=Phase.RESULT_PROPOSED), Lot(failed_lot="P03"), ["P03 is"]),
        (FAILED, Lot(failed_lot="P99"), ["P03 anew"]),
        (FAILED, Lot(), ["P03 anew"]),
        (replace(FAILED, next_lot=None), Lot(failed_lot="P03"), ["P03 anew"]),
    ],
)
def test_what_nobody_bought_has_failed_and_stands_there_as_another(lot, following, keys):
    of = SimpleNamespace(
        setting=SimpleNamespace(lots={"P03": None}),
        lot=lambda name: name,
        lot_now=lambda _: lot,
        town=SimpleNamespace(state=lambda *_: following),
    )
    assert [one.key for one in is_anew(of, LAST, ())] == keys
