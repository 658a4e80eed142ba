"""Statements of a bank day as they were recorded, and with which of them it begins and ends."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class Stated:
    """A statement that was recorded: the SHA-256 of its file, the bank's id and number for it,
    where it opens and closes (minor units), how many booked lines it has, and from which to which
    day these are booked (None: it has none, or that was not written down). `whole_day`: a person
    said that it is all of its day.
    """

    sha256: str
    statement: str | None
    sequence: int | None
    opening: int
    closing: int
    lines: int
    since: date | None = None
    until: date | None = None
    whole_day: bool = False

    @property
    def key(self) -> tuple[str, str | None]:
        """What makes it the same statement: its file, and the bank's id within."""
        return self.sha256, self.statement


def first_of(statements: Sequence[Stated]) -> Stated:
    """The one of a day's statements with which it begins, in whatever order they came.

    With what was said to be all of the day, whatever else came of it. Else by the bank's own
    numbers, where each has another one; else what goes on from no other. Where that tells nothing,
    the oldest.
    """
    return _begins(_whole(statements) or statements)


def last_of(statements: Sequence[Stated]) -> Stated:
    """The one of a day's statements with which it ends, in whatever order they came.

    With what was said to be all of the day last, or what was recorded since and goes on from it:
    a part of it that comes late ends nothing. Where it ends as it began nobody can tell these two
    apart, and it is a part. Nor can a part from within be told that begins at the balance with
    which the day ends: it is taken to go on from it, R01 finds another balance than the lines, and
    what is said to be all of the day once more ends it. Else by the bank's own numbers, where each
    has another one; else what no other goes on from. Where that tells nothing, the newest: a bank
    that corrects a statement sends it again.
    """
    whole = _whole(statements)
    last = _ends(whole or statements)
    if not whole or last.closing == _begins(whole).opening:
        return last
    left = list(reversed(statements[statements.index(whole[-1]) + 1 :]))
    while on := next((one for one in left if one.opening == last.closing != one.closing), None):
        left.remove(on)
        last = on
    return last


def _whole(statements: Sequence[Stated]) -> list[Stated]:
    """Those of the file that was said last to be all of the day; none where that was never said."""
    files = [one.sha256 for one in statements if one.whole_day]
    return [one for one in statements if one.whole_day and one.sha256 == files[-1]]


def _begins(statements: Sequence[Stated]) -> Stated:
    if _are_numbered(statements):
        return min(statements, key=lambda one: one.sequence or 0)
    closed = {one.closing for one in statements if one.opening != one.closing}
    begins = [one for one in statements if one.opening not in closed]
    return (begins or statements)[0]


def _ends(statements: Sequence[Stated]) -> Stated:
    if _are_numbered(statements):
        return max(statements, key=lambda one: one.sequence or 0)
    opened = {one.opening for one in statements if one.opening != one.closing}
    ends = [one for one in statements if one.closing not in opened]
    return (ends or statements)[-1]


def _are_numbered(statements: Sequence[Stated]) -> bool:
    """Whether the bank gave each of them a number of its own."""
    numbers = [one.sequence for one in statements]
    return None not in numbers and len(set(numbers)) == len(numbers)
