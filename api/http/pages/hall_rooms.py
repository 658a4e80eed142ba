"""Rooms of a day in words: who has each for what, and whether it is certified still."""

from collections.abc import Mapping, Sequence
from datetime import date, timedelta

from api.http.hall_day import Row
from api.http.pages.shown import Shown
from api.http.pages.speech import Speech
from api.http.pages.views.desk import TagView
from api.http.pages.views.hall import Booked, Room
from domain.calendar import beijing_day

_SOON = timedelta(days=30)
"""So long before its certificate ends a room is marked."""


def rooms_view(
    every: Sequence[Row], booked: Sequence[Row], names: Mapping[str, str], day: date, wish: Speech
) -> tuple[Room, ...]:
    """All rooms that are fit for something, and those that somebody has; `names`: of lots."""
    had: dict[str, list[Booked]] = {}
    for one in booked:
        had.setdefault(one["venue"], []).append(_booked(one, names, wish))
    return tuple(
        Room(
            code=row["venue"],
            name=row["name"],
            about=wish.say("hall.room.about", region=row["region"], n=row["seats"]),
            tag=_tag(row, day, wish),
            bookings=tuple(had.get(row["venue"], ())),
        )
        for row in every
        if row["purposes"] or row["venue"] in had
    )


def purpose(booking: Row, wish: Speech) -> str:
    """`开标`, `evaluation`: what a room is booked for."""
    return wish.say(f"venue.{booking['purpose']}")


def spans(booking: Row, wish: Speech) -> tuple[str, ...]:
    """`09:00–11:30`; of several days both with theirs, in two lines."""
    shown = Shown(wish)
    if _several(booking):
        return shown.line(booking["since"]), f"– {shown.line(booking['until'])}"
    return (f"{shown.clock(booking['since'])}–{shown.clock(booking['until'])}",)


def _booked(row: Row, names: Mapping[str, str], wish: Speech) -> Booked:
    return Booked(spans(row, wish), purpose(row, wish), names.get(row["lot"], ""), row["lot"])


def _several(booking: Row) -> bool:
    return beijing_day(booking["since"]) != beijing_day(booking["until"])


def _tag(row: Row, day: date, wish: Speech) -> TagView | None:
    """Up to which day it is certified, where that is over or near."""
    if not row["purposes"] or row["valid_until"] < day:
        return TagView("danger", "stop", wish.say("hall.room.over"))
    if row["valid_until"] <= day + _SOON:
        until = row["valid_until"].isoformat()
        return TagView("warn", "clock", wish.say("hall.room.soon", day=until))
    return None
