"""`/calendars`: 工作日历, a year as a sheet; what was said of it, what turned; proposed, published.

What is typed is an address. Where several persons hold the office one proposes it, and another
finds it here, looks at what it changes, and publishes.
"""

from typing import Annotated, Any, Literal
from urllib.parse import urlencode

from fastapi import APIRouter, Form, Path, Query, Request
from fastapi.concurrency import run_in_threadpool
from fastapi.responses import RedirectResponse, Response

from api.calendars.days import Days
from api.http.identity import Identity
from api.http.lasting import shown
from api.http.pages.acting import SEE_OTHER, acted, answered, asking_as
from api.http.pages.calendar_proposal import (
    TYPED_MAX,
    Office,
    Typed,
    Wrong,
    days_typed,
    proposed,
)
from api.http.pages.calendar_year import first_estimate, said_of, sheet, standing
from api.http.pages.drawing import Sheet, draw
from api.http.pages.dues import CommandId
from api.http.pages.failing import Drawn
from api.http.pages.last_act import last_act
from api.http.pages.speech import Speech, speech
from api.http.pages.views.calendars import CalendarYear
from api.http.pages.views.desk import TagView
from api.http.pages.views.frame import Choice
from api.http.positions import When, asked
from api.http.seeing import TRAIL, holding
from api.wiring import System
from domain.calendar import Calendar
from domain.governance.publish import comes_to

router = APIRouter(route_class=Drawn, include_in_schema=False)

PAGE = "/calendars"
SHEET = Sheet("calendars.html", "calendars.title", place="lots", style="desk", lasting=True)
OFFICE = "OFFICE"

type Text = Annotated[str, Query(max_length=TYPED_MAX, pattern=r"^[^\x00]*$")]
type Written = Annotated[str, Form(max_length=TYPED_MAX)]
Officer = Annotated[Identity, asking_as(OFFICE)]


@shown(router, PAGE)
def calendars(
    request: Request,
    reader: Annotated[Identity, holding(*TRAIL)],
    when: Annotated[When, asked(lambda r: (r.trail,))],
    year: Annotated[int | None, Query(ge=1900, le=2999)] = None,
    by: Literal["", "package", "typed"] = "",
    holidays: Text = "",
    workdays: Text = "",
    no_days_off: Annotated[str, Query(pattern="^(yes)?$")] = "",
) -> Response:
    """A year: the one asked for, else the moment's own; `by`: proposed so, for the office."""
    typed = Typed(by, holidays, workdays, bool(no_days_off))
    view = _view(request, reader, when, year or when.today.year, typed)
    return draw(request, reader, SHEET, view, when)


def _view(request: Request, reader: Identity, when: When, year: int, typed: Typed) -> CalendarYear:
    wish, calendar = speech(request), when.law.calendar
    may = reader.holds(OFFICE) and not when.past
    office = Office(when.law, reader.person, when.system.clock())
    days, since = standing(calendar, year), first_estimate(calendar, when.today)
    last, refused = last_act(when, reader, wish)
    return CalendarYear(
        year=year,
        years=tuple(_years(when, calendar, year, since.year, wish)),
        state=_state(calendar, year, wish),
        estimate_since=since,
        months=sheet(days, wish),
        counts=(len(days.holidays), len(days.workdays)),
        said=said_of(when, reader, year, wish),
        propose=f"{PAGE}?{urlencode({'year': year, 'by': 'package'})}" if may else None,
        proposal=proposed(office, year, typed, wish) if may else None,
        last=last,
        refused=refused,
    )


def _years(when: When, calendar: Calendar, chosen: int, next_one: int, wish: Speech) -> Any:
    """The published years, the next one, and the one that is looked at."""
    for year in sorted({chosen, next_one, *(one.year for one in calendar.years)}):
        key = "calendars.year" if calendar.published(year) else "calendars.year.estimate"
        path = when.there(f"{PAGE}?{urlencode({'year': year})}")
        yield Choice(wish.say(key, year=year), path, year == chosen, str(year))


def _state(calendar: Calendar, year: int, wish: Speech) -> TagView:
    if calendar.published(year):
        return TagView("done", "tick", wish.say("calendars.published"))
    return TagView("warn", "clock", wish.say("calendars.estimate"))


@router.post("/calendars/{year}")
async def publish(
    request: Request,
    reader: Officer,
    year: Annotated[int, Path(ge=1900, le=2999)],
    command_id: CommandId,
    holidays: Written = "",
    workdays: Written = "",
    no_days_off: Annotated[str, Form(pattern="^(yes)?$")] = "",
    step: Annotated[str, Form(max_length=20)] = "",
) -> Response:
    """Proposes or publishes what the page showed; what is no year leads back to it, with what is
    wrong; and so does a sentence that says another `step` than it would be by now.
    """
    typed = Typed("typed", holidays, workdays, bool(no_days_off))
    again = f"{PAGE}?{urlencode({'year': year, 'no_days_off': no_days_off, **_said(typed)})}"
    try:
        days = days_typed(year, typed, speech(request))
    except Wrong:
        return RedirectResponse(again, SEE_OTHER)
    if not await run_in_threadpool(_comes_to, request, reader, days, step, command_id):
        return RedirectResponse(again, SEE_OTHER)
    back = f"{PAGE}?{urlencode({'year': year})}"
    return await acted(request, reader, days.command, back, command_id=command_id, refused_to=again)


def _comes_to(request: Request, reader: Identity, days: Days, step: str, command_id: str) -> bool:
    """Whether to ask for these days is still what the sentence says; of what was answered already,
    it is told again.
    """
    system: System = request.app.state.system
    found = comes_to(system.law(), days.command, reader.person, system.clock())
    return step == found or answered(system, command_id)


def _said(typed: Typed) -> dict[str, str]:
    return {"by": typed.by, "holidays": typed.holidays, "workdays": typed.workdays}
