"""开标大厅: what is opened and bid for on a day, and who has which room."""

from dataclasses import dataclass
from datetime import date, datetime

from api.http.pages.views.desk import Nothing, TagView
from api.http.pages.views.frame import Choice


@dataclass(frozen=True, slots=True)
class Session:
    """One opening, or one session of offers. `about`: the lot's code, its kind of trade, where it
    lies; `rooms`: which it has, and from when until when, in words.
    """

    at: datetime
    label: str
    title: str
    about: str
    rooms: tuple[str, ...]
    tag: TagView


@dataclass(frozen=True, slots=True)
class Booked:
    """Who has a room for what. `spans`: from when until when, line by line; `lot`: its code."""

    spans: tuple[str, ...]
    purpose: str
    title: str
    lot: str


@dataclass(frozen=True, slots=True)
class Room:
    """A room; `tag`: that it is certified no more, or not for long; None where all is well."""

    code: str
    name: str
    about: str
    tag: TagView | None
    bookings: tuple[Booked, ...]


@dataclass(frozen=True, slots=True)
class Hall:
    """The page of a day. `days`: the day before, today, the day after; `nothing`: that nothing is
    opened on it, and when the next is.
    """

    day: date
    days: tuple[Choice, ...]
    sessions: tuple[Session, ...]
    nothing: Nothing | None
    rooms: tuple[Room, ...]
