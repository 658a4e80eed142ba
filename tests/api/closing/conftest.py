"""A day with nothing wrong with it, and what every check says of it once something is."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from api.closing.books import Books, Line, Whole
from api.closing.checks import CHECKS
from api.closing.found import Found
from projections.balance_reader import Balance
from tests.kit import closing
from tests.kit.city import Told
from tests.kit.closing import Office
from tests.kit.fixture_calendar import FIXTURE

ACCOUNT, DAY = "CNY-DEPOSITS", date(2026, 3, 18)
D = "P0123456789ABCDEF"


def credit(key: str, fen: int, **told: Any) -> Line:
    """A line of money that came in; its serial is its key."""
    return Line(key, told.pop("place", key), True, fen, **told)


def debit(key: str, fen: int) -> Line:
    """A line of money that went out."""
    return Line(key, key, False, fen)


def balance(
    account: str, owner: str, fen: int, book: str = "CUST", currency: str = "CNY"
) -> Balance:
    """A balance, debit positive."""
    return Balance(book, currency, account, owner, max(fen, 0), max(-fen, 0), 1)


SOUND = Books(
    account=ACCOUNT,
    day=DAY,
    position=400,
    currency="CNY",
    calendar=FIXTURE,
    closing=449_002_333,
    ledger=449_002_333,
    bank_lines=(),
    book_lines=(),
    log=Whole(0, 400, checkpoint=390, agrees=True),
)


@pytest.fixture
def sound() -> Books:
    """Everything passes, or has nothing to look at."""
    return SOUND


@pytest.fixture
def says() -> Callable[..., Found]:
    """What one rule says of the sound day with something changed."""

    def ask(rule: str, **changed: Any) -> Found:
        found = dict(CHECKS)[rule](replace(SOUND, **changed))
        assert found.check.rule == rule
        return found

    return ask


@pytest.fixture
def office(evening: Told, tmp_path: Path) -> Iterator[Office]:
    """A running installation at the evening of a day."""
    with closing.copied(evening, tmp_path) as made:
        yield made
