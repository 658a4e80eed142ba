"""MT940 into the books, whatever the order in which files come, and how often: each line once.

Pages that come as files of their own are joined by their balances, as parts of a day are; what
cannot be joined yet is refused, and comes again.
"""

from contextlib import suppress
from itertools import count, permutations

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from api.banks.planning import CannotImport, DoesNotAddUp
from api.banks.statements.archive import documents
from api.banks.statements.register import read
from tests.kit.mt940_habits import OPENING, cut, days, habits, total, written
from tests.kit.zips import zipped

DAY = "2026-03-16"
CHEAP = settings(max_examples=12, suppress_health_check=list(HealthCheck))
NUMBERS = count()


def opened(bankers):
    """A new account for each example: one database serves them all."""
    n = next(NUMBERS)
    bankers.account(f"CNY-{n:05}", f"6228{n:05}", opening=OPENING)
    return f"CNY-{n:05}", f"6228{n:05}"


def banked(bankers, code):
    return [line.particulars.fingerprint for line in bankers.lines(DAY, code)]


def money(bankers, code):
    return sum(one.amount if one.credit else -one.amount for one in bankers.lines(DAY, code))


def prints(data):
    return sorted(line.fingerprint(one.account) for one in read(data) for line in one.lines)


def brought(bankers, files):
    """Brings files until none of those that were refused comes in any more; what is left."""
    left = list(files)
    while left:
        refused = []
        for data in left:
            try:
                bankers.importer.file(data)
            except DoesNotAddUp:
                raise
            except CannotImport:
                refused.append(data)
        if len(refused) == len(left):
            break
        left = refused
    return left


pages_of_a_day = st.tuples(days(("260316",)), st.lists(st.integers(0, 8), max_size=3))


@CHEAP
@given(st.data(), habits, pages_of_a_day)
def test_single_pages_in_any_order_and_the_whole_are_each_line_once(bankers, data, habit, told):
    """Pages, some of them again in another envelope, and at last, where pages move nothing or a
    balance is reached twice, the whole in one file."""
    code, number = opened(bankers)
    (day, entries), at = told
    pages = cut(entries, at)
    again = data.draw(st.lists(st.sampled_from(pages), max_size=2))
    files = [written(data.draw(habits), day, [one], number) for one in (*pages, *again)]
    whole = written(habit, day, pages, number)
    brought(bankers, data.draw(st.permutations(files)))
    assert len(banked(bankers, code)) <= len(entries)
    assert brought(bankers, [whole]) == []
    assert sorted(banked(bankers, code)) == prints(whole)
    assert money(bankers, code) == total(entries)


def some(pages):
    """Some pages as one file has them: one alone, the first few, or any of them in any order."""
    few = st.integers(1, len(pages)).flatmap(lambda n: st.permutations(pages).map(lambda p: p[:n]))
    return st.one_of(few, st.integers(1, len(pages)).map(lambda n: pages[:n]))


@CHEAP
@given(st.data(), habits, pages_of_a_day)
def test_files_of_some_pages_in_any_order_and_the_whole_are_each_line_once(
    bankers, data, habit, told
):
    """Never more than the day has, on the way neither; a file that tells of itself that a page
    between others is missing waits in quarantine, and does not count."""
    code, number = opened(bankers)
    (day, entries), at = told
    pages = cut(entries, at)
    whole = written(habit, day, pages, number)
    for part in data.draw(st.lists(some(pages), min_size=2, max_size=3)):
        with suppress(CannotImport):
            bankers.importer.file(written(data.draw(habits), day, part, number))
        assert set(banked(bankers, code)) <= set(prints(whole))
    assert brought(bankers, [whole]) == []
    assert sorted(banked(bankers, code)) == prints(whole)
    assert money(bankers, code) == total(entries)


@CHEAP
@given(st.data(), habits, pages_of_a_day)
def test_a_day_that_grows_comes_in_whatever_order(bankers, data, habit, told):
    """Files that overlap: the day so far, again and again, its statement in any pages."""
    code, number = opened(bankers)
    (day, entries), at = told
    sizes = data.draw(st.lists(st.integers(0, len(entries)), max_size=3))
    parts = [entries, *(entries[:size] for size in sizes)]
    files = [written(data.draw(habits), day, cut(one, at), number) for one in parts]
    brought(bankers, data.draw(st.permutations(files)))
    assert brought(bankers, files[:1]) == []
    assert sorted(banked(bankers, code)) == prints(files[0])
    assert money(bankers, code) == total(entries)


@CHEAP
@given(habits, pages_of_a_day, st.sampled_from((-2, -1, 1, 2)))
def test_a_wrong_closing_goes_into_quarantine_and_the_right_file_comes_in(
    bankers, habit, told, off
):
    code, number = opened(bankers)
    (day, entries), at = told
    wrong = written(habit, day, cut(entries, at, off), number)
    for _ in range(2):
        with pytest.raises(DoesNotAddUp):
            bankers.importer.file(wrong)
    assert banked(bankers, code) == []
    right = written(habit, day, cut(entries, at), number)
    assert brought(bankers, [right]) == []
    assert sorted(banked(bankers, code)) == prints(right)


def page(number, index, opening, closing, *entries):
    """One page of statement 75 as a file."""
    lines = [f":60{'F' if index == 1 else 'M'}:C260316CNY{opening},00", *entries]
    last = "F" if index == 3 else "M"
    head = [":20:STARTUMS", f":25:{number}", f":28C:75/{index}"]
    return "\n".join([*head, *lines, f":62{last}:C260316CNY{closing},00", "-"]).encode()


TWIN = ":61:2603160316C1,00NTRFNONREF"


def test_a_page_before_the_one_between_is_banked_and_the_gap_is_told(bankers):
    """Its balances are all beyond those of the first: its equal payment is another."""
    code, number = opened(bankers)
    first, second, third = (page(number, n, 49 + n, 50 + n, TWIN) for n in (1, 2, 3))
    bankers.importer.file(first)
    (one,) = bankers.importer.file(third)
    told = "leads from 52.00 to 53.00, and nothing that came of its day closes or opens there"
    assert (one.new, [told in said for said in one.warnings]) == (1, [False, True])
    assert [one.new for data in (second, third) for one in bankers.importer.file(data)] == [1, 0]
    assert money(bankers, code) == 300


def turning(number):
    """Three pages of a day on which money goes out between: balances may be those of any."""
    told = (
        (1, 50, 56, (TWIN, TWIN.replace("C1", "C5"))),
        (2, 56, 52, (TWIN.replace("C1", "D4"),)),
        (3, 52, 53, (TWIN,)),
    )
    return [page(number, n, opens, closes, *lines) for n, opens, closes, lines in told]


def test_a_page_that_may_lie_in_what_came_waits_and_says_for_what(bankers):
    """Its equal payment could be one that was banked, or one more: only its neighbour tells."""
    code, number = opened(bankers)
    first, second, third = turning(number)
    bankers.importer.file(first)
    told = (
        rf"statement STARTUMS 75/3 of {code}/{DAY} leads from 52\.00 to 53\.00: 1 of its 1 lines .*"
        "Bring the statement before or behind it first, or the whole day in one file"
    )
    with pytest.raises(CannotImport, match=told):
        bankers.importer.file(third)
    assert [one.new for data in (second, third) for one in bankers.importer.file(data)] == [1, 1]
    assert money(bankers, code) == 300


def test_a_page_that_moves_nothing_and_repeats_nothing_comes_in(bankers):
    code, number = opened(bankers)
    other = (":61:2603160316C2,00NTRFNONREF", ":61:2603160316D2,00NTRFNONREF")
    bankers.importer.file(page(number, 1, 50, 51, TWIN))
    (one,) = bankers.importer.file(page(number, 2, 51, 51, *other))
    assert (one.new, len(banked(bankers, code))) == (2, 3)


@pytest.mark.parametrize(
    "orders",
    [((1, 2), (1, 3, 2)), ((2,), (2, 3, 1), (1, 2, 3)), ((1,), (3, 2))],
    ids=lambda orders: " ".join("".join(map(str, one)) for one in orders),
)
def test_pages_in_another_order_behind_others_of_their_day_bring_what_is_new(bankers, orders):
    """Each with two equal payments; those that follow each other are one, however they stand."""
    code, number = opened(bankers)
    pages = {n: page(number, n, 48 + 2 * n, 50 + 2 * n, TWIN, TWIN) for n in (1, 2, 3)}
    came = set()
    for order in orders:
        brought_ = bankers.importer.file(b"\n".join(pages[n] for n in order))
        assert sum(one.new for one in brought_) == 2 * len({*order} - came)
        came |= {*order}
    whole = b"\n".join(pages.values())
    bankers.importer.file(whole)
    assert (sorted(banked(bankers, code)), money(bankers, code)) == (prints(whole), 600)


def test_pages_in_another_order_that_only_repeat_are_let_in(bankers):
    """Given the whole of a statement; when its pages come in another order; then none is new."""
    code, number = opened(bankers)
    pages = {n: page(number, n, 48 + 2 * n, 50 + 2 * n, TWIN, TWIN) for n in (1, 2, 3)}
    bankers.importer.file(b"\n".join(pages.values()))
    for order in permutations(pages):
        found = bankers.importer.file(b"\n".join(pages[n] for n in order))
        assert [one.new for one in found] == [0] * len(found)
    assert money(bankers, code) == 600


def zip_of(number, *order):
    """Pages of one day and one equal payment each, as files of a zip in this order."""
    named = [(f"p{n}.sta", page(number, n, 49 + n, 50 + n, TWIN)) for n in order]
    return documents(zipped(*named), "may.zip")


def test_single_pages_of_a_zip_come_in_whatever_their_order(bankers):
    """By name `p10` stands before `p2`: what does not go on yet has its turn again."""
    code, number = opened(bankers)
    found = bankers.importer.files(zip_of(number, 1, 4, 3, 2))
    assert sorted((one.file, one.new) for one in found) == [
        (f"may.zip/p{n}.sta", 1) for n in range(1, 5)
    ]
    assert (len(banked(bankers, code)), money(bankers, code)) == (4, 400)


def test_a_page_of_a_zip_that_never_goes_on_is_named(bankers):
    code, number = opened(bankers)
    first, _, third = turning(number)
    told = r"may\.zip/p3\.sta: statement STARTUMS 75/3 .* do not tell which are the same"
    with pytest.raises(CannotImport, match=told):
        bankers.importer.files(documents(zipped(("p1.sta", first), ("p3.sta", third)), "may.zip"))
    assert money(bankers, code) == 600
