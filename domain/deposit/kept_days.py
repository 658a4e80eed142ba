"""What of a time no order kept a refund back: only on those days it is late."""

from collections.abc import Iterable, Iterator
from datetime import date

type Days = tuple[date, date]
"""From a day on, up to but not including another."""


def besides(since: date, until: date, kept: Iterable[Days]) -> Iterator[Days]:
    """What of a time lies outside of the days on which it was kept back; these may overlap."""
    for begins, ends in sorted(kept):
        if since < min(begins, until):
            yield since, min(begins, until)
        since = max(since, ends)
    if since < until:
        yield since, until


def late_since(due: date, day: date, kept: Iterable[Days]) -> date | None:
    """Since when what is not paid on a day is late, compensation being owed from then on; None: it
    is not, though it was `due` before, as it was kept back.
    """
    return next((since for since, _ in besides(due, day, kept)), None)
