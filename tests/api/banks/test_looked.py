"""A day's pages are looked at once for a file, whoever asks: repeating a long day stays cheap."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from api.banks.looked import Looked, prints
from api.banks.planning import CannotImport
from domain.bankday.stated import Stated
from domain.bankpage.state import Line, Page
from domain.identifiers import DayId
from tests.kit.rows import ACCOUNT, DAY, SAID, print_of


class Pages:
    """Stands for what is banked, and counts how often a day is read."""

    def __init__(self, **of):
        self.of, self.asked, self.states = of, [], 0

    def pages(self, of):
        self.asked.append(str(of.day))
        yield Page(tuple(self.of.get(str(of.day), ())))

    def stated(self, account, since):
        self.states += 1
        return [(DAY, Stated(file, "S1", None, 0, 2, 1)) for file in ("other", "own")]

    def last_stood(self, account, since):
        return None

    def days(self, account):
        assert account == ACCOUNT
        return [date.fromisoformat(day) for day in sorted(self.of)]


def line(n, *, readable=True):
    said = replace(SAID, fingerprint=print_of(n)) if readable else None
    return Line(
        number=n, credit=True, amount=n, currency="CNY", day=DAY,
        value_date=None, booked_at=None, particulars=said,
    )  # fmt: skip


def test_each_day_is_read_once():
    pages = Pages(**{str(DAY): [line(1), line(2)]})
    looked, of = Looked(pages), DayId(ACCOUNT, DAY)
    for _ in range(3):
        assert looked.known(of) == {print_of(1), print_of(2)}
        assert [one.number for one in looked.lines(of)] == [1, 2]
        assert list(looked.later(of)) == []
    assert pages.asked == [str(DAY)]


def test_later_days_are_those_behind_it():
    after = DAY + timedelta(days=1)
    looked = Looked(Pages(**{str(DAY): [line(1)], str(after): [line(2)]}))
    assert list(looked.later(DayId(ACCOUNT, DAY))) == [DayId(ACCOUNT, after)]


def test_what_cannot_be_read_any_more_is_never_taken_for_new():
    looked, of = Looked(Pages(**{str(DAY): [line(1, readable=False)]})), DayId(ACCOUNT, DAY)
    assert prints(looked.lines(of)) == set()
    with pytest.raises(CannotImport, match="cannot be read any more"):
        looked.known(of)


def test_what_other_files_brought_is_gathered_once_for_all_statements_of_a_file():
    """Not once a statement, nor once a line: of a long day that came before it was quadratic."""
    theirs, mine = replace(line(2), statement="other"), replace(line(3), statement="own")
    pages, days = Pages(**{str(DAY): [line(1), theirs, mine]}), (DayId(ACCOUNT, DAY),)
    looked = Looked(pages)
    found = looked.brought(days[0], days, "own")
    assert looked.brought(days[0], days, "own") is found
    since_the_day, of_its_files_before = 1, 1
    assert (pages.asked, pages.states) == ([str(DAY)], since_the_day + of_its_files_before)
    assert [(one.opening, one.closing, dict(one.lines)) for one in found.came] == [
        (0, 2, {print_of(2): 2})
    ]
    assert (found.loose, found.mine) == ({print_of(1): 1}, {print_of(3): 3})
    assert found.others == {print_of(1): 1, print_of(2): 2}
