"""Whatever a bank's habits: lines in are lines out, each exactly once, balanced or told."""

from itertools import pairwise

from hypothesis import given, settings
from hypothesis import strategies as st

from api.banks.statements.archive import documents
from api.banks.statements.register import read
from tests.kit.bank_habits import Habit, Told, booked, days, file, habits
from tests.kit.zips import zipped

OPENING = 5_000


def prints(data: bytes) -> list[str]:
    """The fingerprints of a file's lines, in its order."""
    return [line.fingerprint(one.account) for one in read(data) for line in one.lines]


def whole(habit: Habit, entries: list[Told]) -> bytes:
    return file(habit, (entries, OPENING, OPENING + booked(entries)))


@settings(deadline=None)
@given(habits, days())
def test_each_payment_is_one_line_and_the_money_is_that_of_the_booked(habit, entries):
    (seen,) = read(whole(habit, entries))
    ways = [line.amount_minor if line.credit else -line.amount_minor for line in seen.lines]
    told = [(fen, one) for one in entries for fen in one.payments]
    assert ways == [fen for fen, _ in told]
    assert [line.status for line in seen.lines] == [one.status for _, one in told]
    assert [line.reversal for line in seen.lines] == [one.reversal for _, one in told]
    assert (seen.entries, seen.booked) == (
        len(entries),
        len([1 for e in entries if e.status == "BOOK"]),
    )
    assert seen.credits_minor - seen.debits_minor == booked(entries)
    assert seen.balanced is True
    assert len(set(prints(whole(habit, entries)))) == len(told)


@settings(deadline=None)
@given(habits, days(), st.integers(-3, 3))
def test_a_fen_too_much_or_too_little_is_told(habit, entries, off):
    (seen,) = read(file(habit, (entries, OPENING, OPENING + booked(entries) + off)))
    assert seen.balanced is (off == 0)
    (silent,) = read(file(habit, (entries, OPENING, None)))
    assert silent.balanced is None


@settings(deadline=None)
@given(habits, days())
def test_a_batch_is_told_payment_by_payment_only_where_it_adds_up(habit, entries):
    (seen,) = read(whole(habit, entries))
    counts = [len(one.payments) for one in entries for _ in one.payments]
    assert [line.batch_count or 1 for line in seen.lines] == counts
    kept = [one for one in entries if one.batch > 1 and len(one.payments) == 1]
    assert any(told.startswith("batch: ") for told in seen.warnings) is bool(kept)


@settings(deadline=None)
@given(habits, habits, days())
def test_another_version_of_the_same_day_has_the_same_lines(one, other, entries):
    assert prints(whole(one, entries)) == prints(whole(other, entries))


@settings(deadline=None)
@given(st.data(), days())
def test_files_that_overlap_bring_each_line_once_in_any_order(data, entries):
    """The day again and again as it grows, or any part of it where each entry has its number."""
    numbered = all(one.serial for one in entries)
    places = st.integers(0, len(entries))
    cuts = data.draw(st.lists(places, max_size=4))
    spans = [(0, len(entries)), *((0, cut) for cut in cuts)]
    if numbered:
        spans += [tuple(sorted(one)) for one in data.draw(st.lists(st.tuples(places, places)))]
    banked: list[str] = []
    for begin, end in data.draw(st.permutations(spans)):
        part = entries[begin:end]
        habit = data.draw(habits)
        known = set(banked)
        banked += [one for one in prints(whole(habit, part)) if one not in known]
    assert sorted(banked) == sorted(prints(whole(data.draw(habits), entries)))
    assert len(banked) == sum(len(one.payments) for one in entries)


@settings(deadline=None)
@given(habits, days(), st.lists(st.integers(0, 12), max_size=3))
def test_pages_follow_each_other_and_together_have_every_entry(habit, entries, cuts):
    bounds = [0, *sorted(min(cut, len(entries)) for cut in cuts), len(entries)]
    pages, at = [], OPENING
    for begin, end in pairwise(bounds):
        page = entries[begin:end]
        pages.append((page, at, at + booked(page)))
        at += booked(page)
    seen = read(file(habit, *pages))
    assert [one.balanced for one in seen] == [True] * len(pages)
    assert all(one.closing_minor == next_.opening_minor for one, next_ in pairwise(seen))
    lines = [line for one in seen for line in one.lines]
    assert [line.amount_minor for line in lines] == [
        abs(fen) for one in entries for fen in one.payments
    ]


@settings(deadline=None, max_examples=30)
@given(st.lists(st.tuples(habits, days()), min_size=1, max_size=4))
def test_files_in_a_zip_read_as_by_themselves(found):
    files = [whole(habit, entries) for habit, entries in found]
    packed = zipped(*((f"{n}.xml", data) for n, data in enumerate(files)))
    assert [read(one.file) for one in documents(packed, "a.zip")] == list(map(read, files))
