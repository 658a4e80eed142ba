"""Dates and times as banks write them (xs:date, xs:dateTime)."""

import re
from datetime import date, datetime
from functools import lru_cache

from api.banks.statements.format import StatementError

_MOMENT = re.compile(
    r"((?:19|20|21)[0-9]{2}-[0-9]{2}-[0-9]{2})"
    r"(T[0-9]{2}:[0-9]{2}:[0-9]{2}(?:\.[0-9]+)?)?(Z|[+-][0-9]{2}:[0-9]{2})?"
)


_LONGEST = 40
_REMEMBERED = 1_024  # a statement has the same few days over and over


@lru_cache(_REMEMBERED)
def moment(text: str) -> tuple[date, datetime | None]:
    """The day as the bank writes it, and the instant where time and offset are given.

    The day is never converted to another zone: the bank's day is the bank's. A time without an
    offset is no instant and is left out. Digits beyond microseconds are cut off.
    """
    try:
        found = _MOMENT.fullmatch(text)
        if found is None or len(text) > _LONGEST:
            raise ValueError
        day, time, offset = found.groups()
        instant = f"{day}{time}{offset}" if time and offset else None
        return date.fromisoformat(day), datetime.fromisoformat(instant) if instant else None
    except ValueError:
        raise StatementError("unread.date", said=text[:_LONGEST]) from None
