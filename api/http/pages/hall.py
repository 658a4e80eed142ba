"""`/hall`: 开标大厅, the openings and sessions of a day, and its rooms; all of it is public."""

from collections.abc import Sequence
from datetime import date, datetime, timedelta
from typing import Annotated
from urllib.parse import urlencode

from fastapi import APIRouter, HTTPException, Query, Request
from fastapi.responses import Response

from api.http.hall_day import Opening, Row, bookings, next_opening, openings, rooms, titles
from api.http.identity import Identity
from api.http.lasting import shown
from api.http.pages.drawing import Sheet, draw
from api.http.pages.failing import Drawn
from api.http.pages.hall_rooms import purpose, rooms_view, spans
from api.http.pages.kinds import kind_names
from api.http.pages.lot_words import phase_tag
from api.http.pages.names import event_name
from api.http.pages.shown import Shown
from api.http.pages.speech import Speech, speech
from api.http.pages.views.desk import Nothing, TagView
from api.http.pages.views.frame import Choice
from api.http.pages.views.hall import Hall, Session
from api.http.positions import When, asked
from api.http.seeing import HALL, holding
from api.lots.clocks import opens
from api.lots.way import ENDS
from domain.calendar import beijing_day, plausible

router = APIRouter(route_class=Drawn, include_in_schema=False)

SHEET = Sheet(
    "hall.html",
    "hall.title",
    place="hall",
    style="lots",
    keys=((("J", "K"), "key.rows", True), (("[", "]"), "hall.key.days", True)),
    lasting=True,
)


@shown(router, "/hall")
def hall(
    request: Request,
    reader: Annotated[Identity, holding(*HALL)],
    when: Annotated[When, asked(lambda r: (r.lots, r.auctions, r.disputes, r.venues))],
    day: Annotated[date | None, Query()] = None,
) -> Response:
    """A day's page: the day that is asked for, else the one it is."""
    try:
        wanted = plausible("day", day) if day else when.today
    except ValueError as wrong:
        raise HTTPException(422, str(wrong)) from None
    return draw(request, reader, SHEET, _view(when, wanted, speech(request)), when)


def _view(when: When, day: date, wish: Speech) -> Hall:
    found, booked = openings(when, day), bookings(when, day)
    names = titles(when, {row["lot"] for row in booked})
    every = rooms(when)
    now = when.instant
    sessions = tuple(_session(when, one, booked, every, now, wish) for one in found)
    return Hall(
        day=day,
        days=_days(when, day, wish),
        sessions=sessions,
        nothing=None if sessions else _nothing(when, day, wish),
        rooms=rooms_view(every, booked, names, day, wish),
    )


def _days(when: When, day: date, wish: Speech) -> tuple[Choice, ...]:
    """The day before, today, the day after."""
    a_day = timedelta(days=1)
    there = {"before": day - a_day, "today": when.today, "after": day + a_day}
    return tuple(
        Choice(wish.say(f"hall.{name}"), _path(when, one), one == day, name)
        for name, one in there.items()
    )


def _path(when: When, day: date) -> str:
    return when.there("/hall" if day == when.today else f"/hall?{urlencode({'day': day})}")


def _nothing(when: When, day: date, wish: Speech) -> Nothing:
    """That nothing is opened on a day; the next that is."""
    following = next_opening(when, day)
    words = wish.say("hall.none")
    if following is None:
        return Nothing(words, wish.say("hall.none.ahead"), "dash")
    at = following["opening_at"]
    more = wish.say("hall.none.next", moment=Shown(wish).line(at), title=following["title"])
    path = _path(when, beijing_day(at))
    return Nothing(words, more, "clock", label=wish.say("hall.none.go"), path=path)


def _session(
    when: When,
    one: Opening,
    booked: Sequence[Row],
    every: Sequence[Row],
    now: datetime,
    wish: Speech,
) -> Session:
    row, lot = one.row, one.of.lot
    kinds = kind_names(when.law, wish)
    about = (row["lot"], kinds.get(row["category"]) or row["category"], row["region"])
    names = {room["venue"]: room["name"] for room in every}
    return Session(
        at=row["opening_at"],
        label=event_name(when.system.log, opens(lot, one.of.lifecycle), wish),
        title=row["title"],
        about=" ".join(about),
        rooms=tuple(
            " ".join((names[its["venue"]], *spans(its, wish), purpose(its, wish)))
            for its in booked
            if its["lot"] == row["lot"]
        ),
        tag=how_far(one, now, wish),
    )


def how_far(one: Opening, now: datetime, wish: Speech) -> TagView:
    """How far it is, as everybody may know."""
    row, lot, session = one.row, one.of.lot, one.session or {}
    clock = Shown(wish).clock
    if lot.phase in ENDS:
        return phase_tag(lot.phase, wish)
    if row["opened_at"]:
        return TagView("done", "tick", wish.say("hall.opened", at=clock(row["opened_at"])))
    if session.get("ended_at"):
        return TagView("done", "tick", wish.say("hall.ended", at=clock(session["ended_at"])))
    if session.get("started_at") and lot.was("TimedBiddingStarted"):
        return TagView("way", "arrow", wish.say("hall.going_on"))
    if lot.suspended:
        return TagView("warn", "clock", wish.say("lot.still"))
    if row["opening_at"] < now:
        return TagView("danger", "warn", wish.say("lot.due.late"))
    return TagView("idle", "clock", wish.say("hall.waits"))
