"""An account's days are read once for a file, however many statements it has."""

from collections import Counter
from datetime import date, timedelta

from api.banks.closes import Closes

FIRST = date(2026, 3, 16)
DAYS = [FIRST + timedelta(days=n) for n in range(30)]


class Books:
    """Stands for what is banked, and counts how often it is asked what."""

    def __init__(self):
        self.asked = Counter()

    def closed_days(self, account, since):
        self.asked["closed"] += 1
        return [one for one in DAYS[:10] if one >= since]

    def reopened_days(self, account):
        self.asked["reopened"] += 1
        return DAYS[12:13]

    def last_stood(self, account, since):
        self.asked["stood"] += 1
        return DAYS[12]

    def stated(self, account, since):
        self.asked["stated"] += 1
        return [(one, None) for one in DAYS if one >= since]


def test_each_is_read_once_for_all_days_of_a_file():
    books = Books()
    closes = Closes(books)
    closes.from_(FIRST)
    for day in reversed(DAYS):
        assert closes.closed("A", day) == [one for one in DAYS[:10] if one >= day]
        assert closes.stood_since("A", day) is (day <= DAYS[12])
        assert closes.stated("A", day) == [(one, None) for one in DAYS if one >= day]
        assert closes.reopened("A") == DAYS[12:13]
    assert set(books.asked.values()) == {1}


def test_a_day_before_all_that_was_asked_of_is_read_all_the_same():
    closes = Closes(Books())
    assert closes.closed("A", DAYS[5]) == DAYS[5:10]
    assert closes.closed("A", DAYS[2]) == DAYS[2:10]
