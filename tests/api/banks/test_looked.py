"""A day's pages are looked at once for a file, whoever asks: repeating a long day stays cheap."""

from dataclasses import replace
from datetime import date, timedelta
from types import SimpleNamespace

import pytest

from api.banks.held import Held
from api.banks.looked import Looked, prints
from api.banks.planning import CannotImport
from domain.bankpage.state import Line, Page
from domain.identifiers import DayId
from tests.kit.rows import ACCOUNT, DAY, SAID, print_of


class Pages:
    """Stands for what is banked, and counts how often a day is read."""

    def __init__(self, **of):
        self.of, self.asked = of, []

    def pages(self, of):
        self.asked.append(str(of.day))
        yield Page(tuple(self.of.get(str(of.day), ())))

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


def test_the_lines_of_others_are_gathered_once_for_a_whole_statement(monkeypatch):
    """Not once a line: of a long day that came before in another file that was quadratic."""
    counted = []
    monkeypatch.setattr("api.banks.held.prints", lambda lines: counted.append(1) or prints(lines))
    monkeypatch.setattr("api.banks.held.contradicted", lambda *_: None)
    banked = tuple(line(n) for n in range(1, 50))
    plan = SimpleNamespace(lines={DAY: banked})
    Held("other", [], banked).refuse_contradicted(plan, banked)
    assert len(counted) == 2
