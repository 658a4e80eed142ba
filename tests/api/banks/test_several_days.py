"""Statements of several days, as rolling exports are: none of their lines is banked twice.

Where another statement may have the same line, and nothing tells, a file waits.
"""

import pytest

from tests.kit.banked_in_memory import ACCOUNT, Banked
from tests.kit.statement_files import Row, file, statement

MON, TUE, WED = "2026-03-16", "2026-03-17", "2026-03-18"


def rolling(name, opening, *lines):
    """A statement of the day of its last line; lines with the day of each."""
    rows = [Row(fen, day=day) for fen, day in lines]
    told = statement(
        *rows, number=ACCOUNT.number, day=lines[-1][1], opening=opening, identifier=name
    )
    return file(told, message=name)


@pytest.fixture
def books():
    return Banked()


def there(books):
    return sorted(books.fen.elements())


def test_a_whole_day_that_has_the_day_before_as_well_tells_it_again(books):
    assert books.brought(rolling("S1", 0, (300, MON))) == 1
    assert books.brought(rolling("S2", 300, (-300, TUE))) == 1
    both = rolling("S3", 0, (300, MON), (-300, TUE))
    assert books.file(both, whole_day=True) == 0
    assert there(books) == [-300, 300]
