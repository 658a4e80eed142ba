"""Statements of a day in whatever order, with gaps, with equal payments across them, of any format:
a file is banked whole, each of its lines exactly once, or refused with a sentence that says why.
"""

from collections import Counter
from itertools import count

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from api.banks.planning import CannotImport, DoesNotAddUp
from tests.kit import banked_in_memory
from tests.kit.banked_in_memory import ACCOUNT
from tests.kit.days_in_parts import (
    DAY,
    OPENING,
    Day,
    Statement,
    camt,
    days,
    files,
    forms,
    mt940,
    newest_first,
    ordered,
    timed,
    untold,
)

MANY = settings(max_examples=150, deadline=None, suppress_health_check=list(HealthCheck))
FEW = settings(max_examples=6, deadline=None, suppress_health_check=list(HealthCheck))
NUMBERS, MESSAGES = count(), count()


class Told:
    """An account's day as files tell it one after the other, kept in memory."""

    def __init__(self, day, form):
        self.day, self.form, self.books = day, form, banked_in_memory.Banked()
        self.number, self.came = ACCOUNT.number, set()

    def brought(self, told, **said):
        """Brings a file; why it was refused, if it was: nothing is new then."""
        data = self.form(self.day, told, self.number, next(MESSAGES))
        if (why := self._refused(data, **said)) is None:
            cuts = self.day.cuts
            self.came |= {n for one in told for n in range(cuts[one.begin], cuts[one.end])}
        return why

    def _refused(self, data, **said):
        try:
            self.books.file(data, **said)
        except CannotImport as refused:
            return str(refused)
        return None

    def said(self):
        """What there is, each line with its note."""
        return self.books.said

    def is_banked_once(self):
        """Whether what is there is what came of the day, no line more and none less."""
        return self.said() == Counter(self.day.entries[n] for n in self.came)


class Banked(Told):
    """The same in the books: a new account for each example, one database for them all."""

    def __init__(self, bankers, day, form):
        super().__init__(day, form)
        n = next(NUMBERS)
        self.code, self.number = f"CNY-P{n:05}", f"6229{n:05}"
        bankers.account(self.code, self.number, opening=OPENING)
        self.bankers = bankers

    def _refused(self, data):
        before = self.bankers.position(), self.bankers.blobs()
        try:
            self.bankers.importer.file(data)
        except DoesNotAddUp:
            raise
        except CannotImport as refused:
            assert (self.bankers.position(), self.bankers.blobs()) == before
            return str(refused)
        return None

    def said(self):
        return Counter(
            (one.amount if one.credit else -one.amount, one.particulars.note)
            for one in self.bankers.lines(DAY, self.code)
        )


def each_file_is_banked_once_or_refused(account, some):
    """At last the whole day in one file, which is never refused: where no balance is reached twice,
    and the order of lines is known."""
    for told in some:
        why = account.brought(told)
        assert why is None or "Bring the statement before or behind it first" in why
        assert account.is_banked_once()
    assert account.brought([account.day.whole]) is None
    assert len(account.came) == len(account.day.entries)
    assert account.is_banked_once()


@MANY
@given(st.data(), days(), ordered)
def test_each_file_is_told_line_by_line_exactly_once_or_refused(data, day, form):
    each_file_is_banked_once_or_refused(Told(day, form), data.draw(files(day)))


@FEW
@given(st.data(), days(), ordered)
def test_and_so_it_is_banked(bankers, data, day, form):
    each_file_is_banked_once_or_refused(Banked(bankers, day, form), data.draw(files(day)))


@MANY
@given(days(twice=True), st.sampled_from((camt, mt940, timed, newest_first, untold)))
def test_in_the_banks_order_none_is_lost_and_none_twice_where_a_balance_is_reached_twice(day, form):
    """What waits comes in with the whole day, where it is said to be that. Until then it is unseen:
    what comes behind it is never banked twice, and may be taken for what came. Unless it is said,
    the whole day may wait as well: it may be one more part."""
    account, waited = Told(day, form), None
    for part in (*day.parts, day.whole):
        waited = account.brought([part]) or waited
        assert account.is_banked_once() or waited
        assert not account.said() - Counter(day.entries[n] for n in account.came)
    assert account.brought([day.whole], whole_day=True) is None
    assert len(account.came) == len(day.entries)
    assert account.is_banked_once()


@MANY
@given(st.data(), days(twice=True), st.sampled_from((camt, mt940, timed, newest_first, untold)))
def test_in_any_order_none_is_banked_twice_and_the_whole_day_brings_all(data, day, form):
    """Where money is unseen, and comes back unseen to a balance that was reached, a part may be
    taken for one that came; never is it banked twice."""
    account = Told(day, form)
    for told in data.draw(files(day)):
        account.brought(told)
        assert not account.said() - Counter(day.entries[n] for n in account.came)
    assert account.brought([day.whole], whole_day=True) is None
    assert account.is_banked_once()


def test_what_may_have_all_that_came_in_no_order_of_its_own_is_not_taken_for_that():
    """It opens where a part that came opens, and looks like having one more, which lies before it;
    with one line lost so, a later part would have brought another twice."""
    moved = 100, 100, 100, 100, -100, 100, 100, 100, -100
    account = Told(Day(tuple((fen, "甲") for fen in moved), (0, 1, 2, 3, 9)), camt)
    for begin, end in ((0, 1), (2, 3), (2, 4), (3, 4), (1, 2)):
        account.brought([Statement(begin, end)])
        assert account.is_banked_once()
    assert account.brought([account.day.whole], whole_day=True) is None
    assert account.is_banked_once()


@MANY
@given(st.data(), days(), ordered)
def test_in_the_banks_order_none_waits_and_in_any_order_none_is_new_again(data, day, form):
    account = Told(day, form)
    for part in day.parts:
        assert account.brought([part]) is None
        assert account.is_banked_once()
    again = data.draw(st.permutations([*day.parts, day.whole]))
    assert [account.brought([one]) for one in again] == [None] * len(again)
    assert account.is_banked_once()


@MANY
@given(st.data(), days(turning=False), forms)
def test_where_money_only_comes_in_no_part_ever_waits(data, day, form):
    """Balances that only rise tell all of it: with any gap, in any order."""
    account = Told(day, form)
    for part in data.draw(st.permutations(day.parts)):
        assert account.brought([part]) is None
        assert account.is_banked_once()
