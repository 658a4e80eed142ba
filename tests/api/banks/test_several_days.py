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


def test_a_line_of_the_end_of_one_export_is_not_new_in_the_next(books):
    assert books.brought(rolling("S1", 0, (300, MON), (50, TUE))) == 2
    again = rolling("S2", 300, (50, TUE), (-350, WED))
    assert books.brought(again) is None
    assert there(books) == [50, 300]


@pytest.mark.parametrize(
    "some",
    [
        [
            rolling("S1", 1000, (-100, WED)),
            rolling("S2", 1000, (-40, MON), (40, TUE), (-100, WED), (100, WED), (100, WED)),
            rolling("S3", 960, (40, TUE), (-100, WED), (100, WED), (100, WED)),
        ],
        [
            rolling("S1", 980, (40, WED)),
            rolling("S2", 960, (-40, MON), (-40, TUE), (100, TUE), (40, WED)),
            rolling("S3", 920, (-40, TUE), (100, TUE), (40, WED)),
        ],
    ],
)
def test_exports_that_overlap_bring_no_line_twice(books, some):
    """Each tells nothing that the second does not: a line is banked as often as that has it."""
    for data in some:
        books.brought(data)
    whole = Banked()
    whole.brought(some[1])
    assert books.fen <= whole.fen


def test_a_line_of_a_statement_that_no_order_reaches_is_new(books):
    assert books.brought(rolling("S1", 0, (300, MON), (50, TUE))) == 2
    assert books.brought(rolling("S2", 350, (50, WED))) == 1


def test_a_sorted_day_that_was_swept_does_not_bring_again_what_came(books):
    """The way in which it could lie beside tells nothing of what came; it has all of it."""
    assert books.brought(rolling("S1", 0, (500, MON), (-500, MON))) == 2
    day = (-500, MON), (-300, MON), (300, MON), (500, MON)
    whole = rolling("S2", 0, *day)
    assert books.brought(whole) is None
    assert books.file(whole, whole_day=True) == 2
    assert there(books) == [-500, -300, 300, 500]


def test_a_statement_that_has_lines_behind_its_own_day_is_found_from_that_day(books):
    """What follows on it has two more of its 100."""
    said = {"number": ACCOUNT.number}
    early = Row(100, day=MON), Row(100, day=TUE)
    files = (
        statement(*early, day=MON, opening=1000, identifier="early", **said),
        statement(*early[1:] * 2, day=TUE, opening=1200, identifier="next", **said),
    )
    assert [books.file(file(one)) for one in files] == [2, 2]
    assert books.sentences == []


def test_so_is_one_before_a_later_statement_of_its_file_and_no_other_payment_is_taken_for_its_line(
    books,
):
    """Something between is missing. The later one seemed to have brought all that its file did of
    that day, and what came behind it to be a line of its own."""
    said, hundred = {"number": ACCOUNT.number}, Row(100, day=TUE)
    early = Row(50, day=MON), Row(50, day=TUE), hundred
    both = file(
        statement(*early, day=MON, opening=1000, identifier="early", **said),
        statement(hundred, hundred, day=TUE, opening=1200, identifier="later", **said),
    )
    behind = file(statement(hundred, day=TUE, opening=1450, identifier="behind", **said))
    assert [books.file(one) for one in (both, behind)] == [5, 1]
