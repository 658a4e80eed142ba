"""What else is held: who bid, all the interest, whom nothing may name after the first opening."""

from dataclasses import replace
from datetime import date
from types import SimpleNamespace
from typing import Any

import pytest

from api.scenario import run
from api.scenario.holding import Holding
from api.scenario.seals import Seals
from api.scenario.table import read
from api.scenario.tender_panel import bidders_of, who_bid
from domain.bid.state import Bid, Standing
from tests.kit.scenarios import ORACLE

FILE = read(ORACLE)
SCRIPT, TABLE = run.SCRIPTS["A"], FILE.tables["A"]
OPENING = TABLE.row(34)
BIDS = [*(f"A1/B{n}" for n in (1, 2, 3, 4)), *(f"A2/B{n}" for n in (1, 3, 4)), "A3/B2"]


def bidding(*but: str, standing: Standing = Standing.WITHDRAWN) -> Any:
    """A stage with a bid of each, and what became of some of them."""
    kept = {f"bid {key}": key for key in BIDS}
    state = {key: Bid(standing if key in but else Standing.RECEIVED) for key in BIDS}
    town = SimpleNamespace(state=lambda _, key: state[key])
    return SimpleNamespace(kept=kept, town=town)


def test_who_bid_is_counted_in_the_log_and_held_against_the_note():
    assert bidders_of(bidding(), "A2") == ["B1", "B3", "B4"]
    assert list(who_bid(bidding(), OPENING)) == []


@pytest.mark.parametrize("standing", [Standing.WITHDRAWN, Standing.REVOKED, Standing.NONE])
def test_a_bid_that_does_not_stand_is_no_bidder_though_the_note_names_it(standing):
    (one,) = who_bid(bidding("A2/B3", standing=standing), OPENING)
    assert (one.key, one.expected, one.actual) == ("bidders of A2", "B1, B3, B4", "B1, B4")


def test_a_bidder_that_the_note_does_not_name_is_found():
    less = replace(OPENING, note="A1: B1,B2,B3,B4; A2: B1,B3")
    (one,) = who_bid(bidding(), less)
    assert (one.expected, one.actual) == ("B1, B3", "B1, B3, B4")


def test_the_total_of_the_interest_is_what_the_bank_credited():
    """Named amounts may be what was given on; a fen of the bank's that nobody names is missed."""
    table = replace(FILE.tables["C"], interest={"i1": 5, "total": 12})
    holding = Holding(SimpleNamespace(table=table), run.SCRIPTS["C"])
    holding._interest, holding._paid = [5, 7], 12
    assert list(holding._interest_differs()) == []
    holding._paid = 11
    (one,) = holding._interest_differs()
    assert (one.key, one.expected, one.actual) == ("total", 12, 11)


CONTRACT = date(2026, 5, 29)


def derived(seq: int, *days: date) -> list[tuple[object, object]]:
    """What differs of the days of a row, where these follow from it."""
    dues = {seq: tuple(lambda *_, day=day: day for day in days)}
    stage: Any = SimpleNamespace(table=TABLE)
    holding = Holding(stage, replace(SCRIPT, dues=dues))
    found = [(one.expected, one.actual) for one in holding._days(TABLE.row(seq))]
    assert holding.dues == days
    return found


def test_a_day_follows_as_the_note_has_it_or_as_the_script_where_no_note_names_it():
    assert derived(46, date(2026, 4, 30)) == []
    assert derived(46, date(2026, 4, 29)) == [("2026-04-30", "2026-04-29")]
    assert derived(61, CONTRACT) == []
    assert derived(61, date(2026, 5, 28)) == [("2026-05-29", "2026-05-28")]


def test_a_day_that_is_named_and_follows_from_nothing_is_found_and_the_other_way_round():
    assert derived(46) == [("2026-04-30", "")]
    assert derived(61) == [("2026-05-29", "")]
    assert derived(47, CONTRACT) == [("", "2026-05-29")]
    assert derived(47) == []


BIDDER = SCRIPT.bidders["B2"]
OPEN, CLOSED = SCRIPT.lots["A1"].code, SCRIPT.lots["A3"].code


class _Readers:
    """Nobody reads a deposit yet."""

    def rows(self, *_: Any) -> Any:
        """None."""
        return SimpleNamespace(rows=())


@pytest.fixture
def seals() -> Seals:
    """The first lots were opened a row ago; the third never was."""
    readers = SimpleNamespace(deposits=_Readers())
    town = SimpleNamespace(settle=lambda: None, system=SimpleNamespace(readers=readers))
    deposits = {"A1/B2": "P1", "A3/B2": "P3"}
    stage = SimpleNamespace(
        town=town,
        deposits=deposits,
        lot=lambda name: SCRIPT.lots[name].code,
        of=lambda lot: [key for key in deposits if key.startswith(f"{lot}/")],
        bidder=lambda _: BIDDER,
    )
    found = Seals(stage, SCRIPT)
    list(found.after(OPENING, ()))
    return found


def said(stored: str, **event: str) -> Any:
    body = SimpleNamespace(name="RefundInstructed")
    event = SimpleNamespace(**event)
    return SimpleNamespace(position=9, body=body, event=event, stored=stored.encode())


@pytest.mark.parametrize("sign", [BIDDER.party, BIDDER.name, BIDDER.account])
@pytest.mark.parametrize(
    ("about", "named"),
    [
        ({"lot": CLOSED}, True),
        ({"deposit": "P3"}, True),
        ({"lot": OPEN}, False),
        ({"deposit": "P1"}, False),
        ({"payout": "Q1"}, False),
    ],
    ids=str,
)
def test_of_a_lot_that_stays_closed_nobody_is_named_after_others_opened(seals, sign, about, named):
    found = [one.key for one in seals.after(TABLE.row(37), [said(f"…{sign}…", **about)])]
    assert found == (["seals"] if named else [])
    assert list(seals.after(TABLE.row(37), [said("…", **about)])) == []


def test_while_all_are_closed_no_event_names_a_bidder(seals):
    seals._closed = set(SCRIPT.lots)
    (one,) = seals.after(TABLE.row(11), [said(BIDDER.party, payout="Q1")])
    assert (one.key, one.actual) == ("seals", "#9 RefundInstructed")
