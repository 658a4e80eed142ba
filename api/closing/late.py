"""What is over by an estimate is not late yet: its year's days off are not published (预估)."""

from datetime import date

from api.closing.books import Books
from api.closing.notes import Said, some
from domain.calendar import Unit
from domain.timing import is_estimate


def over(books: Books, since: date, working_days: int) -> tuple[bool, bool]:
    """Whether a term from a day on is over for certain; and whether it is by an estimate."""
    last = books.calendar.add(since, working_days, Unit.WORKING_DAYS)
    guessed = by_estimate(books, since, last)
    return last < books.day and not guessed, last < books.day and guessed


def by_estimate(books: Books, since: date, last: date) -> bool:
    """Whether a last day of a term that counts from another is an estimate."""
    return is_estimate(since, last, books.calendar)


def estimated(n: int) -> tuple[Said, ...]:
    """So many are over by an estimate: told, and held against nobody."""
    return some("finding.estimated", n)
