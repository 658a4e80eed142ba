"""Months as figures are told by, and which of them a report is of."""

import re
from datetime import date

MOST = 60
"""Months of one report."""
_MONTH = re.compile(r"(20[0-9]{2})-(0[1-9]|1[0-2])")


def month_of(day: date) -> str:
    """`2026-03`."""
    return f"{day.year}-{day.month:02}"


def months(since: str, until: str) -> tuple[str, ...]:
    """Each from one to the other. Raises ValueError for what are none, or too many."""
    first, last = _number("since", since), _number("until", until)
    if not 0 <= last - first < MOST:
        raise ValueError(f"until {until!r}: expected {since}, or up to {MOST - 1} months later")
    return tuple(f"{n // 12}-{n % 12 + 1:02}" for n in range(first, last + 1))


def period_code(since: str, until: str) -> str:
    """The code of these months, and of all reports of them: `2026-01-2026-03`."""
    return f"{since}-{until}"


def _number(name: str, text: str) -> int:
    found = _MONTH.fullmatch(text)
    if found is None:
        raise ValueError(f"{name} {text[:60]!r}: expected a month such as 2026-03")
    return int(found[1]) * 12 + int(found[2]) - 1
