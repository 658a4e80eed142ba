"""How many lines one command banks: a page's at most, or as many as is set."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date
from hashlib import sha256

import pytest

from api.banks.paging import BESIDE_OTHERS, VARIABLE, Pages
from domain.bankpage.events import Particulars
from domain.bankpage.import_lines import BankLine, ImportLines
from domain.bankpage.state import Line, Page
from tests.kit.banked_in_memory import ACCOUNT

DAY = date(2026, 3, 16)


def lines(count: int) -> list[BankLine]:
    marks = (sha256(f"{n}".encode()).hexdigest() for n in range(count))
    return [BankLine(credit=True, amount=1, value_date=None, booked_at=None,
                     particulars=Particulars(fingerprint=mark)) for mark in marks]  # fmt: skip


@dataclass
class Books:
    """The pages of one day, and what was asked: page and number of lines."""

    pages: dict[int, Page] = field(default_factory=dict)
    asked: list[tuple[int, int]] = field(default_factory=list)

    def page(self, _day: object, number: int) -> Page:
        return self.pages.get(number, Page())

    def ask(self, wanted: ImportLines) -> None:
        self.asked.append((wanted.page, len(wanted.lines)))
        have = self.page(DAY, wanted.page).lines
        new = (
            Line(
                number=len(have) + n,
                credit=one.credit,
                amount=one.amount,
                currency="CNY",
                day=DAY,
                value_date=None,
                booked_at=None,
                particulars=one.particulars,
            )
            for n, one in enumerate(wanted.lines, 1)
        )
        self.pages[wanted.page] = Page((*have, *new))

    def bank(self, count: int, others: Callable[[], bool] = lambda: False) -> tuple[int, int]:
        told: list[int] = []
        pages = Pages(self, self.ask, others)  # type: ignore[arg-type]
        done = pages.bank(ACCOUNT, DAY, lines(count), "ab" * 32, told.append)
        assert sum(told) == count
        return done


@pytest.mark.parametrize(
    ("at_once", "asked"),
    [
        (None, [(1, 500), (2, 100)]),
        ("500", [(1, 500), (2, 100)]),
        ("200", [(1, 200), (1, 200), (1, 100), (2, 100)]),
    ],
)
def test_a_command_banks_a_page_or_as_many_lines_as_is_set(monkeypatch, at_once, asked):
    if at_once is not None:
        monkeypatch.setenv(VARIABLE, at_once)
    books = Books()
    assert books.bank(600) == (600, 2)
    assert books.asked == asked
    assert books.bank(600) == (0, 2), "the pages are those of any other setting"


@pytest.mark.parametrize(("at_once", "most"), [(None, BESIDE_OTHERS), ("200", 125), ("50", 50)])
def test_while_others_ask_a_command_banks_fewer_and_afterwards_as_before(
    monkeypatch, at_once, most
):
    """Somebody asks until the second command was answered."""
    if at_once is not None:
        monkeypatch.setenv(VARIABLE, at_once)
    books = Books()
    assert books.bank(600, others=lambda: len(books.asked) < 2) == (600, 2)
    usual = int(at_once or 500)
    assert books.asked[:3] == [(1, most), (1, most), (1, min(usual, 500 - 2 * most))]
    assert sum(lines for _, lines in books.asked) == 600


def test_lines_that_come_later_go_where_there_is_room(monkeypatch):
    monkeypatch.setenv(VARIABLE, "125")
    books = Books()
    books.bank(130)
    books.asked.clear()
    assert books.bank(520) == (390, 2)
    assert books.asked == [(1, 125), (1, 125), (1, 120), (2, 20)]


@pytest.mark.parametrize("told", ["0", "501", "-1", "x", ""])
def test_any_other_setting_is_refused_with_what_would_be_right(monkeypatch, told):
    monkeypatch.setenv(VARIABLE, told)
    with pytest.raises(ValueError, match=f"{VARIABLE} '{told}': a number of lines from 1 to 500"):
        Pages(Books(), print)  # type: ignore[arg-type]
