"""A page keeps its lines in order, and counts every change of a line."""

from dataclasses import replace
from datetime import datetime, timedelta, timezone

import pytest

from domain.bankpage.events import LineAllocated, LineDivided, LineRejoined, LineReleased
from domain.bankpage.state import Line
from domain.bankpage.stream import BANKPAGE
from domain.calendar import midnight
from domain.kernel import KeyName, fields_of
from tests.kit.rows import DAY, OTHER_D, D, credit, debit, print_of
from tests.kit.story import fold

ALLOCATED = LineAllocated(number=2, deposit=D, amount=70)


def test_lines_stand_as_the_bank_told_them():
    noon = datetime(2026, 3, 17, 12, tzinfo=timezone(timedelta(hours=8)))
    page = fold(BANKPAGE, credit(1, 50, booked_at=noon, currency="EUR"), debit(2, 70))
    assert page.lines == (
        Line(
            number=1,
            credit=True,
            amount=50,
            currency="EUR",
            day=DAY,
            value_date=DAY,
            booked_at=noon,
            particulars=credit(1).particulars,
            statement=credit(1).statement,
        ),
        Line(
            number=2,
            credit=False,
            amount=70,
            currency="CNY",
            day=DAY,
            value_date=DAY,
            booked_at=None,
            particulars=debit(2).particulars,
            statement=debit(2).statement,
        ),
    )


def test_a_line_is_found_by_its_number():
    page = fold(BANKPAGE, credit(1), credit(2))
    assert [page.line(n) and page.line(n).number for n in (-1, 0, 1, 2, 3)] == [
        None,
        None,
        1,
        2,
        None,
    ]


def test_its_fingerprints_are_told_once_and_none_where_a_line_cannot_be_read():
    page = fold(BANKPAGE, credit(1), credit(2))
    assert page.prints == {print_of(1), print_of(2)}
    assert page.prints is page.prints
    assert fold(BANKPAGE, credit(1), replace(credit(2), particulars=None)).prints == {
        print_of(1),
        None,
    }


def test_an_allocation_changes_its_line_only():
    page = fold(BANKPAGE, credit(1, 50), credit(2, 70), credit(3, 90), ALLOCATED)
    second = page.lines[1]
    assert (second.deposit, second.allocated, second.version) == (D, 70, 2)
    assert [line.number for line in page.lines] == [1, 2, 3]
    assert all((n.deposit, n.allocated, n.version) == (None, 0, 1) for n in page.lines[::2])


def test_a_released_line_is_nobodys_and_has_changed_twice():
    released = LineReleased(number=2, deposit=D, amount=70)
    page = fold(BANKPAGE, credit(1, 50), credit(2, 70), ALLOCATED, released)
    second = page.lines[1]
    assert (second.deposit, second.allocated, second.version) == (None, 0, 3)
    again = fold(
        BANKPAGE, credit(1, 50), credit(2, 70), ALLOCATED, released,
        LineAllocated(number=2, deposit=OTHER_D, amount=70),
    ).lines[1]  # fmt: skip
    assert (again.deposit, again.allocated, again.version) == (OTHER_D, 70, 4)
    assert second.let_go == again.let_go == {D}


def test_a_divided_line_is_of_several_and_whole_again_once_it_is_taken_back():
    divided = LineDivided(number=2, deposits=(D, OTHER_D), amount=70)
    page = fold(BANKPAGE, credit(1, 50), credit(2, 70), divided)
    second = page.lines[1]
    assert (second.deposit, second.deposits, second.allocated) == (None, (D, OTHER_D), 70)
    assert (second.version, second.stray, page.lines[0].stray) == (2, False, True)
    rejoined = LineRejoined(number=2, amount=70)
    back = fold(BANKPAGE, credit(1, 50), credit(2, 70), divided, rejoined)
    assert (back.lines[1].deposits, back.lines[1].let_go) == ((), {D, OTHER_D})
    assert (back.lines[1].allocated, back.lines[1].version, back.lines[1].stray) == (0, 3, True)
    again = fold(BANKPAGE, credit(1, 50), credit(2, 70), divided, rejoined, ALLOCATED).lines[1]
    assert (again.deposit, again.deposits, again.allocated) == (D, (), 70)
    for unreadable in (LineDivided(), LineRejoined()):
        assert fold(BANKPAGE, credit(1), unreadable) == fold(BANKPAGE, credit(1))


def test_a_link_that_cannot_be_read_changes_nothing():
    page = fold(BANKPAGE, credit(1))
    for unreadable in (
        LineAllocated(),
        LineReleased(),
        LineAllocated(number=9, deposit=D, amount=1),
    ):
        assert BANKPAGE.evolve(page, unreadable) == page


def test_it_happened_when_the_bank_booked_it():
    noon = datetime(2026, 3, 17, 12, tzinfo=timezone(timedelta(hours=2)))
    assert credit(booked_at=noon).happened_at() == noon
    assert debit().happened_at() == midnight(DAY)


def test_what_came_late_happens_on_the_day_that_received_it():
    """A closed day's balance must not move: late lines post on the day received (3.9)."""
    eve = midnight(DAY) - timedelta(seconds=1)
    assert credit(booked_at=eve).happened_at() == midnight(DAY)
    assert credit(booked_at=midnight(DAY)).happened_at() == midnight(DAY)


def test_which_line_went_where_is_sealed():
    for shape in (LineAllocated, LineReleased):
        assert fields_of(shape, "sealed") == ("number", "deposit", "amount")
        assert fields_of(shape, "public") == ()
    assert fields_of(type(credit()), "sealed") == ("particulars",)
    assert fields_of(type(credit()), "restricted") == ("statement",)


def test_the_key_is_the_days_and_born_with_its_first_page():
    day = KeyName("day", "ZZ-DEPOSITS/2026-03-17")
    assert BANKPAGE.keys(debit()) == (day,)
    assert BANKPAGE.owns(credit()) == day


def test_an_event_of_another_stream_is_an_error():
    with pytest.raises(AssertionError):
        BANKPAGE.evolve(fold(BANKPAGE), print_of(1))
