"""On which days orders kept a deposit's money back: by none of them a refund is late."""

from collections.abc import Iterable, Iterator
from datetime import date

from domain.deposit.holding import Hold

type Days = tuple[date, date]
"""From a day on, up to but not including another."""


def ended(kept: tuple[Days, ...], hold: Hold, until: date | None) -> tuple[Days, ...]:
    """With those of an order that is over since a day; none where nobody wrote its days down."""
    if hold.since is None or until is None:
        return kept
    return (*kept, (hold.since, until))


def besides(
    since: date, until: date, kept: Iterable[Days], holds: Iterable[Hold]
) -> Iterator[Days]:
    """What of a time no order kept it back; `holds`: those that stand at its end."""
    standing = ((hold.since, until) for hold in holds if hold.since is not None)
    for begins, ends in sorted((*kept, *standing)):
        if since < min(begins, until):
            yield since, min(begins, until)
        since = max(since, ends)
    if since < until:
        yield since, until
