"""A bank line that may be seen: nobody's, of a company, naming nothing; told by its fields."""

from datetime import date
from typing import Any

from api.desk.seen_line import SeenLine


def seen(**said: Any) -> SeenLine:
    """The line, with what is said of it."""
    unsaid = ("booked_at", "serial", "account", "reference", "note", "end_to_end", "kind")
    plain: dict[str, Any] = {
        "code": "CNY-DEPOSITS/2026-05-13/1#1",
        "version": 1,
        "position": 9,
        "day": date(2026, 5, 13),
        "credit": True,
        "minor": 500_000,
        "currency": "CNY",
        "name": "甲公司",
        "returned": False,
        "reversal": False,
        "whose": None,
        "about": None,
        "assignee": "",
        "suspense": False,
        "notes": 0,
        **dict.fromkeys(unsaid),
    }
    return SeenLine(**(plain | said))
