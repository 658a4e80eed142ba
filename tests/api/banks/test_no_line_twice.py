"""Where a balance is reached twice, or lines stand in another order than the bank booked them:
no line is banked twice, and none is lost; where nobody can tell, the file waits.
"""

from collections import Counter
from dataclasses import replace

import pytest

from api.banks.planning import CannotImport
from api.banks.statements.delimited import formats
from api.banks.statements.register import read
from tests.kit.bank_tables import csv_file
from tests.kit.banked_in_memory import ACCOUNT, Banked
from tests.kit.company_bank import HEADER, NUMBER, PROFILE, profile, row
from tests.kit.statement_files import Row, file, statement

DAY, NEXT = "2026-03-16", "2026-03-17"
WORD = {"whole_day": True}


def told(opening, *rows, name=None, day=DAY, number=None):
    rows = [one if isinstance(one, Row) else Row(one) for one in rows]
    name = name or f"S{opening}-{len(rows)}"
    said = {"number": ACCOUNT.number, "day": day, "opening": opening, "identifier": name}
    return statement(*rows, sequence=number, **said)


def one(opening, *rows, name=None, day=DAY, number=None):
    said = {"name": name, "day": day, "number": number}
    return file(told(opening, *rows, **said), message=f"{name}{opening}{number}")


def of(*statements):
    """One file of statements, each an opening balance and its lines."""
    return file(*(told(*each, name=f"n{n}") for n, each in enumerate(statements)))


def serials(*fen, since=1):
    return [Row(each, f"{n}") for n, each in enumerate(fen, since)]


def new(*files):
    """How many lines of each file were new, None where it was refused; and all that is banked."""
    books = Banked()
    return [books.brought(each) for each in files], sorted(books.fen.elements())


def test_a_zero_sum_afternoon_is_known_when_the_whole_day_comes():
    parts = one(0, 800), one(800, 500, -500)
    assert new(*parts, one(0, 800, 500, -500)) == ([1, 2, 0], [-500, 500, 800])


def test_so_it_is_with_the_banks_own_numbers():
    parts = one(0, *serials(800)), one(800, *serials(500, -500, since=2))
    found = new(*parts, one(0, *serials(800, 500, -500)))
    assert found == ([1, 2, 0], [-500, 500, 800])


def test_what_several_statements_brought_is_known_when_they_come_as_one():
    assert new(one(0, 100), one(100, -70), one(0, 100, -70)) == ([1, 1, 0], [-70, 100])


def test_what_leads_back_to_where_it_began_may_be_that_or_one_part_more():
    """Both files say the same to the byte but for their names: who brings it says which it is."""
    books, parts, more = Banked(), (one(0, 100), one(100, -100)), one(0, 100, -100)
    assert [books.brought(each) for each in (*parts, more)] == [1, 1, None]
    assert books.file(more, whole_day=True) == 0
    whole = one(0, 100, -100, 100, -100)
    assert (books.brought(whole), books.file(whole, whole_day=True)) == (None, 2)


def test_a_part_that_may_end_with_one_that_came_waits_though_that_follows_on():
    """The third closes where the fourth opens, and may be the end of it, were more unseen."""
    parts = one(0, 100), one(100, 40), one(140, -100), one(40, 100, -100)
    assert new(*parts, one(0, 100, 40, -100, 100, -100))[0] == [1, 1, 1, None, 2]


def test_a_file_whose_statements_stand_in_another_order_is_known_when_the_whole_day_comes():
    evening_first = file(told(5040, 100), told(4900, 40, 100))
    assert new(evening_first, one(5000, -100, 40, 100, 100))[1] == [-100, 40, 100, 100]
    morning = one(5000, -100)
    whole = one(5000, -100, 40, 100, 100, name="whole")
    assert new(evening_first, morning, whole) == ([3, 1, 0], [-100, 40, 100, 100])


@pytest.mark.parametrize("overlap", [(100, -100, 40), (100, -100)])
def test_the_end_of_one_export_is_the_beginning_of_the_next(overlap):
    """The balance at noon is that of the morning: by the bank's numbers, or nobody can tell."""
    first = one(0, *serials(500, 100, -100))
    assert new(first, one(500, *serials(*overlap, since=2)))[0] == [3, len(overlap) - 2]
    assert new(one(0, 500, 100, -100), one(500, *overlap))[0] == [3, None]


def test_a_line_of_the_banks_own_number_is_the_same_whatever_balances_say():
    """Twice in one statement it is two, in another statement it is the one that is there."""
    twins = Row(100, "7"), Row(100, "7")
    assert new(one(0, *twins), one(200, Row(100, "7"), Row(5, "8"))) == ([2, 1], [5, 100, 100])
    assert new(one(0, Row(100, "7")), one(0, *twins)) == ([1, 1], [100, 100])


def test_lines_that_may_stand_newest_first_are_never_new_on_a_guess():
    """Nothing in the file says in which order it prints them."""
    for whole in (one(0, -100, 100), one(0, 100, -100)):
        found, there = new(one(0, 100, name="S1"), whole)
        assert there in ([100], [-100, 100]), found
    parts = one(5000, 40), one(5040, -40, -60, 700)
    again = one(5000, -40, -60, 700, 40), one(5000, 40, 700, -60, -40)
    assert new(*parts, *again)[1] == [-60, -40, 40, 700]


def at(*lines):
    """Lines that each move so much, at so many minutes past nine."""
    return [Row(fen, time=f"09:{minute:02}:00+08:00") for minute, fen in lines]


def test_instants_of_some_lines_do_not_tell_the_order_of_a_bank_that_sorts():
    """The second brings two lines of its three: these go on in time, and the third stood first."""
    day = at((0, 100), (1, 100), (2, -100), (3, -100), (4, -100))
    files = one(1000, day[4], name="A"), one(1000, day[2], *day[:2], name="B"), one(1000, *day[:2])
    assert new(*files) == ([1, 2, None], [-100, 100, 100])


def test_statements_of_one_file_that_do_not_go_on_in_time_do_not_follow_each_other():
    """The first closes where the second opens, and has what was booked after it."""
    day = at((0, 40), (1, 40), (2, -140), (3, 100))
    last = told(940, day[3], name="C")
    both = file(last, told(1040, day[1], name="D"), message="both")
    files = one(1000, *day[:3], name="A"), one(940, day[3], name="B"), both
    assert new(*files) == ([3, 1, None], [-140, 40, 40, 100])


def test_days_newest_first_are_read_oldest_first():
    """Money only comes in: none waits."""
    first = one(140, Row(100), day=NEXT)
    both = Row(100), Row(100), Row(40, day=DAY), Row(100, day=DAY)
    assert new(first, one(0, *both, day=NEXT)) == ([1, 3], [40, 100, 100, 100])


def test_lines_of_statements_that_overlap_are_not_lost():
    unordered = file(
        told(4900, -100, name="x"),
        told(5000, -100, -100),
        told(4800, -700),
        told(4800, 100, name="y"),
    )
    whole = one(5000, -100, -100, 100, -100, -700, name="whole")
    found, there = new(unordered, whole)
    assert None in found or there == [-700, -100, -100, -100, 100]


def table(*rows):
    data = csv_file([HEADER, *rows])
    toml = PROFILE.replace(NUMBER, ACCOUNT.number)
    return data, read(data, formats=formats(lambda: (profile(toml),)))


def banked(*tables):
    books = Banked()
    found = [books.file(*one) for one in tables]
    return found, books.fen


SERIALS = [({}, {}, {}, {}), tuple({"serial": n} for n in (1, 2, 3, 4))]


@pytest.mark.parametrize("said", SERIALS)
def test_a_table_newest_first_is_read_oldest_first(said):
    morning = row("", "40", "5040", **said[0])
    rest = [
        row("40", "", "5640", **said[3]),
        row("60", "", "5680", **said[2]),
        row("", "700", "5740", **said[1]),
    ]
    found = banked(table(morning), table(*rest), table(*rest, morning))
    assert found == ([1, 3, 0], Counter([4000, 70000, -6000, -4000]))


@pytest.mark.parametrize("said", SERIALS)
def test_so_are_two_days_of_which_the_newer_came_alone(said):
    third = row("", "70", "210", day="20260317", **said[2])
    first = row("", "40", "140", **said[1]), row("", "100", "100", **said[0])
    fourth = row("", "300", "510", day="20260317", **said[3])
    found = banked(table(third), table(fourth, third, *first))
    assert found == ([1, 3], Counter([7000, 4000, 10000, 30000]))


def test_a_table_that_may_be_read_either_way_brings_by_the_banks_numbers_what_is_new():
    first = row("", "1", "1", serial=7)
    found = banked(table(first), table(row("1", "", "0", serial=8), first))
    assert found == ([1, 1], Counter([100, -100]))


def under_numbers(numbers, *files):
    """Files of one statement each, numbered so by the bank."""
    told = zip(numbers, files, strict=True)
    return [one(*each, name=f"N{n}", number=number) for n, (number, each) in enumerate(told)]


@pytest.mark.parametrize("numbers", [(1, 2, 3), (75, 75, 75)], ids=["each its own", "one a day"])
def test_the_number_of_an_export_of_a_day_that_grows_brings_no_line_twice(numbers):
    """It sorts by what lines move, so no order of lines tells."""
    grown = (1000, -100, -100, 100, 100)
    there = new(*under_numbers(numbers, (1000, -100, 100), grown, grown))[1]
    assert Counter(there) <= Counter(grown[1:])


def test_exports_that_overlap_and_are_numbered_one_after_the_other_bring_no_line_twice():
    day = (1000, -140, 40, -140, 100), (860, 40, -140, 100)
    found, there = new(*under_numbers((1, 2), *day))
    assert (found, there) == ([4, None], [-140, -140, 40, 100])


def test_what_a_number_alone_says_is_known_is_told_to_whoever_brings_it():
    """The bank numbers by days, and between both -140 is unseen."""
    books = Banked()
    for data in under_numbers((75, 75), (1000, 40, 100), (1000, 100)):
        lost = books.brought(data) == 0
    assert not lost or "are taken for lines" in books.sentences[-1]


def test_a_line_of_the_banks_own_number_is_banked_once_in_whichever_file_it_stands():
    """By their balances the second follows the first, and would have a line of its number again."""
    day, noon = (1000, *serials(100, 50, -50)), (1100, *serials(50, since=2))
    assert new(one(*day), one(*noon)) == ([3, 0], [-50, 50, 100])
    assert new(of(day, noon)) == ([3], [-50, 50, 100])
    with pytest.raises(CannotImport, match="or the same lines are told twice"):
        Banked().file(of(day, noon), **WORD)


@pytest.mark.parametrize(
    "statements",
    [
        [(1000, 100, 50, -50), (1100, 50)],  # within it
        [(1100, 50), (1000, 100, 50, -50)],
        [(1000, 100, 50, -50), (1100, 50, -50, 7)],  # its end is the beginning of the next
        [(1000, 50, -50, 100), (1100, -50)],  # were it printed newest first
        [(1000, 50, -50, 100), (1100, -100, 50)],  # were each
    ],
)
def test_statements_of_one_file_that_may_have_the_same_lines_do_not_follow_each_other(statements):
    """Each is judged by itself, as in a file of its own, and the second waits."""
    apart = [one(*each, name=f"n{n}") for n, each in enumerate(statements)]
    assert new(*apart)[0] == [len(statements[0]) - 1, None]
    assert new(of(*statements)) == ([None], [])


def test_those_that_have_nothing_in_common_follow_each_other_in_whatever_order():
    """Together they have all that came, though a balance is reached twice."""
    whole = (1000, 40, -40), (1040, 100), (1140, -140)
    assert new(one(1000, 40), of((1140, -140), (1000, 40), (1040, 100))) == (
        [1, 2],
        [-140, 40, 100],
    )
    assert new(of(whole[1], whole[2]))[0] == [2]


FIRST, NEXT_TWO = (1000, *at((0, 100))), (1100, *at((1, 100), (2, -100)))


@pytest.mark.parametrize(
    ("statements", "lines"),
    [
        ([FIRST, NEXT_TWO], [-100, 100, 100]),
        ([NEXT_TWO, FIRST], [-100, 100, 100]),
        (
            [FIRST, NEXT_TWO, (1100, *at((3, -100))), (1000, *at((4, 40)))],
            [-100, -100, 40, 100, 100],
        ),
        ([(1000, 100), (1500, 100)], [100, 100]),  # they cannot follow, nor lie over each other
    ],
)
def test_statements_of_one_file_that_is_the_whole_day_tell_none_of_each_other_again(
    statements, lines
):
    """Where it is known in which order they have their lines."""
    books = Banked()
    books.file(of(*statements), **WORD)
    assert sorted(books.fen.elements()) == lines


@pytest.mark.parametrize(
    "statements",
    [
        [(1000, 100, -100), (1000, 100, -100, 7)],
        [(1000, 100, -100, 7), (1000, 100, -100)],
        [(1000, 100, -100), (1000, 100, -100)],
        [(1000, 100), (1100, 100, -100), (1100, -100), (1000, 100)],
        [(1000, 40), (1040, 100, -100), (1040, 100, -100, 7)],
        [(1000, -100, 100), (1000, -100, 7, 100)],  # a bank that sorts
        [(1040, 100, -100), (1000, 40, 100, -100)],  # its end
        [(1100, 7), (1000, 100, 7, -7)],  # within it
        [(1000, -100), (900, 100, -100), (1000, -100, 100)],  # along two that follow each other
        [(900, 100), (1000, 100, -100, 7), (1000, 100), (1100, -100)],  # two, not one alone
        [(1000, 100), (1100, 100, -100)],  # were the second printed newest first
        [(1000, -100), (900, -100, 100)],
        [(1000, -140, 40, 100), (1000, 100, -140)],  # were both sorted
        [(1000, 100, 50, -50), (1100, 50, -50, 7)],  # the end of one, the beginning of the next
        [(1000, *at((0, 100), (1, 50), (2, -50))), (1100, *at((1, 50), (2, -50), (3, 7)))],
        [(1000, *at((0, 100), (1, 50), (2, -50))), (1100, *at((1, 50)))],
    ],
)
def test_but_where_one_may_be_a_part_of_another_it_waits(statements):
    """The balance was reached twice, or it is the same: the lines say both, and the word too."""
    books = Banked()
    with pytest.raises(CannotImport) as refused:
        books.file(of(*statements), **WORD)
    assert "or the same lines are told twice" in str(refused.value)
    assert "bring the whole day as one statement and say that it is" in str(refused.value)
    assert "请导出整日的一份" in refused.value.said("zh")
    assert not books.fen


def test_of_more_that_may_be_parts_than_are_looked_at_together_it_waits():
    """Each of nine lies in the first, and none alone may be left out."""
    fens = range(1, 10)
    there = [fen for one in fens for fen in (one, -one)]
    pairs = [each for one in fens for each in ((1000, one), (1000 + one, -one))]
    with pytest.raises(CannotImport, match="or the same lines are told twice"):
        Banked().file(of((900, 100), (1000, *there, 77), *pairs), **WORD)


def test_all_of_it_as_one_statement_brings_what_waited():
    books, part = Banked(), (100, -100)
    with pytest.raises(CannotImport):
        books.file(of((1000, *part), (1000, *part, 7)), **WORD)
    assert books.file(one(1000, *part, *part, 7), **WORD) == 5


@pytest.mark.parametrize(
    "statements",
    [
        [(1000, 100, -100), (1000, -100, 100, 7)],  # in an order that is known it does not begin so
        [(1000, 100, -100), (1000, 40, 100)],  # nor by its lines
        [(900, 100), (1000, 100), (1100, -100), (1000, 100, 7)],  # nothing else leads to 1100
    ],
)
def test_what_follows_only_if_it_is_more_is_more(statements):
    books = Banked()
    timed = [
        (opening, *(Row(fen, time=f"1{n}:0{m}:00+08:00") for m, fen in enumerate(fens)))
        for n, (opening, *fens) in enumerate(statements)
    ]
    assert books.file(of(*timed), **WORD) == sum(len(each) - 1 for each in statements)


@pytest.mark.parametrize(
    "statements",
    [
        [(1000, 100), (1100, 100, 100), (1300, 100, 100)],  # money only comes in
        [(900, 100), (1000, 100), (1100, -100), (1000, 100, 7)],  # nothing else leads to 1100
    ],
)
def test_so_it_is_in_whatever_order_they_have_their_lines(statements):
    assert Banked().file(of(*statements), **WORD) == sum(len(each) - 1 for each in statements)


@pytest.mark.parametrize(
    "statements",
    [
        [(1000, -40, 100), (1060, -40), (1060, -40)],  # two lead from one balance to another
        [(1000, 100), (1100, -100), (1000, 100), (1000, 100)],
    ],
)
def test_those_that_do_not_follow_lose_no_line_under_the_word_which_they_bring_without_it(
    statements,
):
    """Each is judged by itself, and not as all of its day, where none has the lines of the rest."""
    with pytest.raises(CannotImport, match="do not follow each other, and none has all lines"):
        Banked().file(of(*statements), **WORD)


def test_pages_of_one_statement_follow_each_other_whatever_they_say():
    pages = [
        replace(one, page_of="75")
        for data in (one(1000, 100, -100, name="a"), one(1000, 100, -100, 7, name="b"))
        for one in read(data)
    ]
    assert Banked().file(b"pages", tuple(pages), **WORD) == 5


def test_but_where_they_lie_over_each_other_no_line_is_banked_twice_and_it_is_said():
    books, grown = Banked(), file(told(1000, 100, name="m"), told(1000, 100, 7, name="n"))
    assert books.file(grown, whole_day=True) == 2
    assert "are taken for lines" in books.sentences[-1]


def test_nor_do_two_of_them_both_tell_again_the_same_line_of_another_file():
    """The whole day has two of 100, one of which came."""
    day = (1000, *at((0, -140), (1, 40), (2, 100))), (1000, *at((3, 100), (4, -140)))
    books = Banked()
    for part in (one(1000, 100), one(1000, -140)):
        books.file(part)
    assert books.file(of(*day), **WORD) == 3
    assert sorted(books.fen.elements()) == [-140, -140, 40, 100, 100]


def test_all_that_came_is_in_the_whole_day_whichever_of_its_statements_has_it():
    books, day = Banked(), ((1000, *at((0, -100))), (900, *at((1, -100), (2, 100))))
    assert books.file(one(1000, -100, -100)) == 2
    assert books.file(of(*day), **WORD) == 1


def test_a_released_file_whose_balances_contradict_it_brings_no_line_twice():
    """It lacks a line of its own: by its balances its 40 would lie elsewhere than it does."""
    whole = told(1000, -100, 40, name="whole")
    lacks = statement(
        Row(40), number=ACCOUNT.number, day=DAY, opening=1000, closing=940, identifier="lacks"
    )
    books = Banked()
    assert books.file(file(whole)) == 2
    assert books.file(file(lacks, message="lacks")) == 0
    assert "are taken for lines" in books.sentences[-1]
    assert "its balances do not add up" in books.sentences[-1]


def test_nor_do_two_of_them_in_one_file():
    """The first lacks its 100: by its own lines it closes elsewhere than the second opens."""
    lacks = statement(
        *map(Row, (50, -50)), number=ACCOUNT.number, day=DAY, opening=1000, closing=1100
    )
    books = Banked()
    books.brought(file(lacks, told(1100, 50, -50, 7, name="next")))
    assert not books.fen - Counter([50, -50, 7])


def test_what_no_balances_tell_is_told_to_whoever_brings_it():
    """Another equal payment, or the same: nobody can tell, and it is not said that it is banked."""
    books, bare = Banked(), statement(Row(100), number=ACCOUNT.number, day=DAY, opening=None)
    assert [books.file(one(1000, 100)), books.file(file(bare))] == [1, 0]
    (said,) = books.sentences
    assert said.startswith(
        "1 of its 1 lines are taken for lines that are banked: they say the same"
    )
    assert "it states no balances" in said


@pytest.mark.parametrize("numbers", [(None, None, None), (1, 2, 3)])
def test_a_line_lost_by_a_name_that_the_bank_gives_to_all_is_never_lost_unsaid(numbers):
    """In, out, and in again: the third looks just like the first."""
    books, told_ = Banked(), ((1000, 100), (1100, -100), (1000, 100))
    *_, last = [
        books.brought(file(told(*each, name="S", number=number), message=f"M{n}"))
        for n, (each, number) in enumerate(zip(told_, numbers, strict=True))
    ]
    assert last is None or "are taken for lines" in books.sentences[-1]


def test_what_was_taken_is_said_each_time_the_file_comes():
    """It may have died behind its first statement, and told nobody."""
    books, both = Banked(), file(told(1000, 100), told(1100, 7, day=NEXT))
    books.file(one(1000, 100, name="E"))
    assert [books.file(both), books.file(both)] == [1, 0]
    first, again = books.sentences
    assert first == again
    assert "1 of its 1 lines are taken for lines" in first


@pytest.mark.parametrize("first", ["released", "true"])
def test_of_what_is_released_nobody_knows_where_its_lines_lie(first):
    """It lacks its -140: by its opening its 40 lies where no other statement has one."""
    said = {"number": ACCOUNT.number, "day": DAY}
    lacks = file(statement(Row(40), opening=1200, closing=1100, identifier="lacks", **said))
    files, books = [lacks, one(1060, 40)], Banked()
    for data in files if first == "released" else reversed(files):
        books.brought(data)
    assert books.fen == Counter([40])


def test_what_is_said_again_in_all_that_it_says_is_known_and_it_is_said():
    """Named and numbered by its day: another, behind money that is unseen, looks so too."""
    books, day = Banked(), told(1000, 100, name="D16", number=16)
    assert [books.file(file(day, message=f"M{n}")) for n in (1, 2)] == [1, 0]
    assert "are taken for lines" in books.sentences[-1]
