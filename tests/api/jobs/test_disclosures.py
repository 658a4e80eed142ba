"""What the clock makes of a disclosure: it looks for deposits, or for bids where none is asked."""

from dataclasses import replace
from datetime import date, timedelta
from types import SimpleNamespace
from typing import Any

import pytest

from api.jobs import sessions
from api.jobs.sessions import is_disclosed, session_turns
from domain.calendar import Calendar, midnight
from domain.categories.state_property import STATE_PROPERTY
from domain.governance.state import Pack
from domain.kernel import Post
from domain.lot.disclose import CloseDisclosure, ExtendDisclosure
from domain.packs.former import WrittenPackV1, today
from domain.packs.written import written
from domain.phases import Phase
from tests.kit.ordering import A_DAY, ANNOUNCES, CLOCK, DEADLINE, asks_for_none, registered
from tests.kit.tendering import LOT, Tender
from tests.kit.till import at


def announced(*, asks: bool) -> Tender:
    """To be agreed with whoever applies: no session is arranged."""
    tender = registered(STATE_PROPERTY, "协议转让", "SINGLE_SOURCE")
    tender.do(*ANNOUNCES)
    return tender if asks else asks_for_none(tender)


def beheld(
    tender: Tender, *deposits: dict[str, Any], session: int | None = None, bids: int = 0
) -> Any:
    """The lot, its deposits and so many bids that stand, as the clock reads them."""
    lot, known = tender.lot, tender.lot.defined
    row = {
        "lot": LOT,
        "session": session,
        "phase": lot.phase.value,
        "pack": known.pack,
        "category": known.category,
        "deposit_fen": known.deposit_fen,
        "deposit_deadline": lot.deposit_deadline,
        "opening_at": lot.opening_at,
        "listing_from": None,
    }

    def of(*rows: dict[str, Any]) -> Any:
        return SimpleNamespace(rows=lambda *_: SimpleNamespace(rows=rows))

    return SimpleNamespace(
        readers=SimpleNamespace(
            lots=of(row), sealed_deposits=of(*deposits), sealed_bids=of(*[{}] * bids)
        ),
        law=lambda: tender.law,
        replay=SimpleNamespace(state=lambda _: lot),
        row=row,
    )


@pytest.fixture(autouse=True)
def missing(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The days of our accounts that are not in: none, unless a test says so."""
    days: list[str] = []
    monkeypatch.setattr(sessions, "missing_days", lambda *_: tuple(days))
    return days


def test_where_a_deposit_is_asked_the_clock_extends_while_none_came(missing):
    """Not before the bank's days up to then are in: whoever paid in time would be told to wait."""
    tender = announced(asks=True)
    missing.append("A/2026-03-25")
    assert not list(session_turns(beheld(tender), DEADLINE))
    missing.clear()
    (due,) = session_turns(beheld(tender), DEADLINE)
    assert isinstance(due.wanted, ExtendDisclosure)
    tender.do(due.wanted, CLOCK, DEADLINE)


def test_what_is_found_late_still_leaves_bidders_their_days():
    """SP-02: five working days; from the day on which it is found, where they would be over."""
    tender = announced(asks=True)
    found = {
        late: next(iter(session_turns(beheld(tender), DEADLINE + late * A_DAY))).wanted.until
        for late in (0, 1, 20)
    }
    assert found[0] == found[1] == DEADLINE + 7 * A_DAY
    assert found[20] > DEADLINE + 25 * A_DAY


@pytest.mark.parametrize(
    ("days_off", "then"), [((), CloseDisclosure), ((date(2026, 3, 30),), ExtendDisclosure)]
)
def test_an_extension_by_an_estimate_is_over_once_its_calendar_says_so(days_off, then):
    """Given an extension while nobody had published the year; then whoever came by its end waits
    for the calendar, and what was too short by that goes on."""
    tender = announced(asks=False)
    by_weekends = replace(tender.law, calendar=Calendar())
    tender.law = by_weekends
    (due,) = session_turns(beheld(tender), SAID_UNTIL)
    tender.do(due.wanted, CLOCK, SAID_UNTIL)
    end = due.wanted.until
    assert not list(session_turns(beheld(tender, bids=1), end))
    tender.law = replace(by_weekends, calendar=Calendar().with_year(2026, days_off, ()))
    (due,) = session_turns(beheld(tender, bids=1), end)
    assert isinstance(due.wanted, then)
    told = tender.do(due.wanted, CLOCK, end)[0]
    assert getattr(told, "too_short", True), "it does not say that nobody had qualified"


def test_an_extension_that_was_certain_is_over_at_its_end_whatever_is_corrected():
    """Given a day of it that is called off after all: who was told its end is held to it."""
    tender = announced(asks=False)
    tender.law = replace(tender.law, calendar=Calendar().with_year(2026, (), ()))
    (due,) = session_turns(beheld(tender), SAID_UNTIL)
    tender.do(due.wanted, CLOCK, SAID_UNTIL)
    later = tender.law.calendar.with_year(2026, (date(2026, 3, 30),), ())
    said = (*tender.law.calendar.years, *later.years)
    tender.law = replace(tender.law, calendar=later, said=said)
    (due,) = session_turns(beheld(tender, bids=1), due.wanted.until)
    assert isinstance(due.wanted, CloseDisclosure)


SAID_UNTIL = midnight(date(2026, 3, 27))
"""The end of the working day after the disclosure's."""


def test_where_none_is_asked_a_bid_that_stands_closes_it_at_its_end():
    tender = announced(asks=False)
    (due,) = session_turns(beheld(tender, bids=1), DEADLINE)
    assert due.wanted == CloseDisclosure(lot=LOT, ends_at=DEADLINE)
    tender.do(due.wanted, CLOCK, DEADLINE)


def test_where_no_bid_is_here_either_and_nobody_says_that_one_applied_it_is_extended():
    """As the pack says (SP-02), from its end on; not before whoever knows had a working day."""
    tender = announced(asks=False)
    assert not list(session_turns(beheld(tender), SAID_UNTIL - timedelta(seconds=1)))
    (due,) = session_turns(beheld(tender), SAID_UNTIL)
    assert due.wanted == ExtendDisclosure(lot=LOT, ends_at=DEADLINE, until=at(date(2026, 4, 1), 17))
    tender.do(due.wanted, CLOCK, SAID_UNTIL)
    assert tender.lot.deposit_deadline == due.wanted.until
    assert not list(session_turns(beheld(tender), SAID_UNTIL)), "it goes on, and ends anew"


def test_until_then_somebody_says_who_applied_and_it_is_closed():
    """On paper, or to the centre: nobody ever has a deposit there."""
    tender = announced(asks=False)
    seen = beheld(tender)
    assert is_disclosed(seen, seen.row), "nor does the deadline pass by itself"
    tender.do(CloseDisclosure(lot=LOT, ends_at=DEADLINE), Post("C-OPS"), DEADLINE)
    assert tender.lot.phase is Phase.CLOSED


def test_a_pack_of_one_order_that_is_written_today_is_none_of_before():
    """By its order nothing but the end of its disclosure closes it, a session or none."""
    methods = tuple(one for one in STATE_PROPERTY.methods if not one.scopes)
    one_order = replace(STATE_PROPERTY, methods=methods, orders=())
    tender = registered(one_order, "协议转让", "SINGLE_SOURCE", deposit_fen=100)
    tender.do(*ANNOUNCES)
    seen = beheld(tender)
    assert is_disclosed(seen, seen.row)


@pytest.mark.parametrize("session", [None, 1])
def test_a_lot_of_a_pack_of_before_is_disclosed_where_it_has_a_session(session):
    """Its order is one for all lots of its kind: those without a session went on without."""
    pack = written(STATE_PROPERTY)
    alike = {name: getattr(pack, name) for name in WrittenPackV1.__slots__ if name != "protocols"}
    tender = announced(asks=True)
    old = Pack(
        today(WrittenPackV1(protocols=("ASCENDING",), **alike)), 1, tender.law.packs[0].since
    )
    tender.law = SimpleNamespace(rules=lambda *_: old.category, calendar=tender.law.calendar)
    seen = beheld(tender, session=session)
    assert bool(is_disclosed(seen, seen.row)) is (session is not None)
