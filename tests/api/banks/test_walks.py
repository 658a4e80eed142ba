"""What came of a day, put together: by balances, in every way in which it may lie."""

import pytest

from api.banks.piecing import put_together
from api.banks.stretches import stretch
from api.banks.walks import Known
from domain.bankday.stated import Stated


def came(opening, closing, *lines, known=0, **told):
    """A statement that brought these lines, `+1a` each, and has so many more that were known."""
    stated = [Stated("", None, None, opening, closing, len(lines) + known)]
    return stretch(stated, {line: int(line[:-1]) for line in lines}, **told)


def walks(*some, turned=False):
    """Each way: its walks as lines, `|` between statements of which something may be missing."""
    return [_written(way) for way in put_together(some, turned=turned)]


def _written(way: Known):
    found = []
    for walk in way.walks:
        parts = [
            f"{'| ' if n in walk.seams else ''}{print_}" for n, print_ in enumerate(walk.prints)
        ]
        found.append(f"{walk.opening}: {' '.join(parts)}")
    return found + [f"lump {one.opening}" for one in way.lumps]


MORNING, NOON, EVENING = came(0, 1, "+1a"), came(1, 3, "+2a"), came(3, 2, "-1a")


def test_statements_that_touch_follow_on_in_whatever_order_they_came():
    together = ["0: +1a | +2a | -1a"]
    assert walks(MORNING, NOON, EVENING) == walks(EVENING, MORNING, NOON) == [together]
    assert walks(MORNING, EVENING) == [["0: +1a", "3: -1a"]]


def test_a_statement_that_brought_nothing_adds_nothing():
    assert walks(MORNING, came(0, 1, known=1)) == walks(MORNING)


@pytest.mark.parametrize(
    ("before", "one", "found"),
    [
        ([MORNING], came(0, 3, "+2a", known=1), "0: +1a +2a"),  # the day grew
        ([NOON], came(0, 3, "+1a", known=1), "0: +1a +2a"),
        (
            [MORNING, EVENING],
            came(0, 2, "+2a", known=2),
            "0: +1a +2a -1a",
        ),  # what was missing between
        ([came(0, 3, "+1a", "+2a")], came(1, 2, "-1a", known=1), "0: +1a +2a -1a"),  # they overlap
        ([came(1, 2, "+2a", "-1a")], came(0, 3, "+1a", known=1), "0: +1a +2a -1a"),
        (
            [MORNING, NOON],
            came(0, 3, "+5b", "-5b", known=2),
            "0: +1a +5b -5b +2a",
        ),  # back to a seam
    ],
)
def test_where_only_new_lines_are_told_the_others_lie_between_its_balances(before, one, found):
    """Within a statement nothing is missing: there is no seam, but where it begins or ends."""
    assert [found] in walks(*before, one)


def test_what_leads_back_to_where_it_began_may_lie_before_behind_or_between():
    loop = came(1, 1, "+5b", "-5b")
    assert walks(MORNING, NOON, loop) == [["0: +1a | +5b -5b | +2a"]]
    back = came(1, 0, "-1a")
    assert sorted(walks(MORNING, back, came(0, 0, "+5b", "-5b"))) == [
        ["0: +1a | -1a | +5b -5b"],
        ["0: +5b -5b | +1a | -1a"],
        ["1: -1a | +5b -5b | +1a"],
    ]


def test_what_no_balance_places_is_a_lump():
    assert walks(MORNING, came(0, 9, "+3c", known=1)) == [["0: +1a", "lump 0"]]
    assert walks(came(0, 3, "+1a", "+2a", ordered=False)) == [["lump 0"]]


def test_what_may_be_printed_the_other_way_round_is_turned_unless_it_is_sure():
    both = came(0, 3, "+1a", "+2a")
    assert walks(both, turned=True) == [["0: +2a +1a"]]
    assert walks(came(0, 3, "+1a", "+2a", sure=True), turned=True) == [["0: +1a +2a"]]


def test_beyond_some_ways_nobody_knows_the_order():
    loops = [came(0, 0, f"+{n}a", f"-{n}a") for n in range(1, 6)]
    assert put_together(loops) is None


def of_one_file(*moved, of):
    """Statements of a file, (opening, closing, lines), of which some lines were known."""
    stated = [Stated("", None, None, *each) for each in of]
    return stretch(stated, {f"{fen:+}{n}": fen for n, fen in enumerate(moved)}, several=True)


FIRST, THIRD = (0, 1, 1), (2, 3, 1)


@pytest.mark.parametrize(
    ("file", "found"),
    [
        (of_one_file(1, of=[FIRST, THIRD]), ["0: +1a", "2: +10"]),  # the first was known
        (of_one_file(1, of=[THIRD, FIRST]), ["0: +1a", "2: +10"]),  # in whatever order they stand
        (of_one_file(1, 1, of=[(0, 2, 2), THIRD]), ["0: +1a +10 | +11"]),  # the first grew
        (of_one_file(1, 5, -5, of=[FIRST, THIRD, (9, 9, 2)]), ["0: +1a", "2: +10", "9: +51 -52"]),
    ],
)
def test_which_of_a_files_statements_brought_which_lines_what_came_before_tells(file, found):
    assert walks(MORNING, file) == [found]


def test_where_nothing_tells_it_nobody_knows_where_they_lie():
    assert put_together([MORNING, of_one_file(1, of=[(5, 6, 1), (7, 8, 1)])]) is None
