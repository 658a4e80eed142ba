"""A statement that came is sent again, and a text of it is changed.

By what its lines say they are others; where the account is back at its balance all would follow on.
"""

from dataclasses import replace

import pytest

from api.banks.waiting import Waits
from tests.kit.banked_in_memory import ACCOUNT, Banked
from tests.kit.statement_files import Row, file, statement

DAY = "2026-03-16"
BID, *REST = [
    Row(fen, note=note)
    for fen, note in ((100, "甲"), (200, "乙"), (300, "丙"), (40, "丁"), (-640, "归集"))
]
SWEPT, CORRECTED = (BID, *REST), (replace(BID, note="甲 保证金"), *REST)


def one(*rows, opening=0, name="D16", message="", **said):
    told = {"number": ACCOUNT.number, "day": DAY, "opening": opening, "identifier": name}
    return file(statement(*rows, **(told | said)), message=message)


def timed(rows):
    return [replace(row, time=f"09:{n:02}:00+08:00") for n, row in enumerate(rows)]


def serials(rows, since=1):
    return [replace(row, serial=f"T{n}") for n, row in enumerate(rows, since)]


def new(*files):
    """How many lines of each were new; None where it waits."""
    books = Banked()
    return [books.brought(data) for data in files]


@pytest.mark.parametrize("name", ["D16", "D16-2"])
@pytest.mark.parametrize("known", [list, timed])
def test_a_day_that_came_to_nothing_and_is_sent_again_with_a_text_changed_waits(known, name):
    assert new(one(*known(SWEPT)), one(*known(CORRECTED), name=name)) == [5, None]


def test_so_it_is_where_the_account_came_back_to_that_balance_in_another_statement():
    first, changed = (one(row, REST[0], name="A") for row in (BID, CORRECTED[0]))
    back = one(Row(-300), opening=300, name="B")
    assert new(first, back, changed) == [2, 1, None]


def test_so_it_is_where_it_has_grown_under_its_name():
    assert new(one(*SWEPT[:3]), one(*CORRECTED)) == [3, None]
    assert new(one(*SWEPT[:3]), one(*SWEPT)) == [3, 2]


def test_so_it_is_where_its_only_lines_are_those_that_changed():
    """No line is the same any more, and what they move is."""
    swept = [replace(row, note=f"{row.note} 更正") for row in SWEPT]
    assert new(one(*SWEPT[:2]), one(*swept)) == [2, None]


MT940 = b"""\
:20:STMT
:25:62281
:28C:16/1
:60F:C260316CNY0,
:61:2603160316C1,00NTRFNONREF
:86:JIA
:61:2603160316D1,00NTRFNONREF
:86:SWEEP
:62F:C260316CNY0,
-
"""


def test_so_it_is_where_the_day_comes_in_another_form():
    """Whose notes stand in another place."""
    assert new(one(Row(100, note="JIA"), Row(-100, note="SWEEP")), MT940) == [2, None]


def test_so_it_is_where_the_banks_numbers_are_added_in_the_evening():
    assert new(one(*SWEPT), one(*serials(SWEPT))) == [5, None]


def test_where_all_lines_have_the_banks_numbers_these_tell():
    """The same day, and another that moves as much."""
    first = one(*serials(SWEPT))
    assert new(first, one(*serials(CORRECTED))) == [5, 0]
    assert new(first, one(*serials(SWEPT, since=6), name="evening")) == [5, 5]


def test_a_part_of_it_under_a_name_of_its_own_waits_where_instants_tell():
    """As a noon that is exported by itself in the evening, with what the bank has added."""
    first, noon = one(*timed(SWEPT)), timed(CORRECTED)[:1]
    assert new(first, one(*noon, name="part")) == [5, None]
    assert new(first, one(*serials(timed(SWEPT)[3:]), opening=600, name="part")) == [5, None]
    told, some = {"number": ACCOUNT.number, "day": DAY}, (timed(SWEPT), noon)
    both = [statement(*rows, identifier=f"{n}", **told) for n, rows in enumerate(some)]
    assert new(file(*both)) == [None], "in one file, too"


def test_what_moves_as_much_at_another_instant_or_behind_another_balance_is_new():
    """All who bid pay one sum: after noon was swept, and in the very minute in which noon ended."""
    paid = [Row(100, note=note, time=f"09:{n:02}:00+08:00") for n, note in enumerate("甲乙丙丁")]
    swept = one(*paid[:2], Row(-200, time="09:05:00+08:00"), name="noon")
    later = [replace(row, time=f"10:{n:02}:00+08:00") for n, row in enumerate(paid[2:])]
    assert new(swept, one(*later, name="evening")) == [3, 2]
    at_once = [paid[0], replace(paid[1], time=paid[0].time)]
    parts = [one(row, opening=100 * n, name=f"S{n}") for n, row in enumerate(at_once)]
    assert new(*parts) == [1, 1]


def test_one_instant_that_a_bank_gives_to_all_lines_tells_nothing():
    noon = [replace(row, time="12:00:00+08:00") for row in (BID, Row(-100, note="归集"))]
    evening = [replace(row, time=noon[0].time) for row in (Row(100, note="乙"), Row(50))]
    assert new(one(*noon, name="noon"), one(*evening, name="evening")) == [2, 2]


def test_two_statements_of_one_file_that_may_be_that_wait():
    told = {"number": ACCOUNT.number, "day": DAY, "opening": 0}
    both = (
        statement(*rows, identifier=f"{n}", **told) for n, rows in enumerate((SWEPT, CORRECTED))
    )
    assert new(file(*both)) == [None]


def test_what_moves_otherwise_is_another_statement():
    """In and out again, twice: other lines, and other amounts."""
    assert new(one(*SWEPT), one(Row(70), Row(-70), name="evening")) == [5, 2]


WORD = {"whole_day": True}


@pytest.mark.parametrize("known", [list, timed])
def test_the_whole_day_tells_what_came_otherwise_each_by_day_amount_and_way(known):
    books, evening = Banked(), one(*known((*CORRECTED, Row(9))), name="evening")
    books.file(one(*known(SWEPT)))
    assert books.file(evening, **WORD) == 1
    assert "1 banked lines of 2026-03-16 are told otherwise by now" in books.sentences[-1]
    assert books.said[100, "甲"] == 1, "as it was told"


def test_so_it_tells_the_banks_numbers_that_were_added():
    books = Banked()
    books.file(one(*SWEPT))
    assert books.file(one(*serials(SWEPT)), **WORD) == 0


def test_of_equal_amounts_each_stands_for_one_that_came():
    books, noon = Banked(), (Row(100, note="甲"), Row(100, note="乙"))
    books.file(one(*noon))
    assert books.file(one(Row(100, note="丙"), *noon[1:], Row(100, note="丁")), **WORD) == 1
    assert books.fen == {100: 3}


@pytest.mark.parametrize(
    ("came", "whole"),
    [
        ([Row(100, note="甲")], [Row(70, note="甲")]),  # another amount
        ([Row(100, note="甲")], [Row(-100, note="甲"), Row(7)]),  # another way
        ([Row(100, "T1")], [Row(100, "T2")]),  # the bank says that it is another
        ([Row(100), Row(100)], [Row(100)]),
    ],
)
def test_where_none_of_its_lines_can_be_it_the_whole_day_waits(came, whole):
    books = Banked()
    books.file(one(*came))
    with pytest.raises(Waits):
        books.file(one(*whole, name="whole"), **WORD)


def test_of_what_has_the_banks_own_number_that_tells_where_only_some_have_one():
    """Who pays the same sum under another number is somebody else."""
    books = Banked()
    books.file(one(Row(100, "T1"), Row(7)))
    with pytest.raises(Waits):
        books.file(one(Row(100, "T2"), Row(7), name="whole"), **WORD)
    both = one(Row(100, "T1"), Row(7), Row(100, "T2"), name="whole")
    assert (books.file(both, **WORD), books.fen) == (1, {100: 2, 7: 1})


def test_a_number_that_was_added_is_no_line_more_where_others_had_theirs():
    books = Banked()
    books.file(one(Row(100), Row(100, "T1")))
    assert books.file(one(Row(100, "T5"), Row(100, "T1")), **WORD) == 0


def test_another_part_of_the_day_is_never_paired_whoever_says_that_it_is_the_whole():
    """All who bid for a lot pay one sum: three in the evening are not the three of noon."""
    books, three = Banked(), [Row(100, note=note) for note in "甲乙丙"]
    books.file(one(*three, name="noon"))
    evening = [Row(100, note=note) for note in "丁戊己"]
    with pytest.raises(Waits):
        books.file(one(*evening, opening=300, name="evening"), **WORD)
    assert books.file(one(*three, *evening, name="whole"), **WORD) == 3


def test_what_came_so_comes_again_and_nothing_of_it_is_new():
    """By itself, too: the word is written with it."""
    books, whole = Banked(), one(*CORRECTED, Row(9))
    books.file(one(*SWEPT))
    assert [books.file(whole, **WORD), books.file(whole), books.file(whole, **WORD)] == [1, 0, 0]


def test_that_lines_are_told_otherwise_is_said_as_often_as_the_file_comes():
    """Who brought it may have died before anybody heard of it."""
    books, whole = Banked(), one(*CORRECTED, Row(9))
    books.file(one(*SWEPT))
    for _ in range(2):
        books.file(whole, **WORD)
    told = [said for said in books.sentences if "are told otherwise by now" in said]
    assert len(told) == 2
    assert told[0] == told[1]
