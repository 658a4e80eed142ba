"""Years of the working calendar (工作日历): published by the OFFICE, read by everybody."""

from datetime import date
from typing import Annotated, Any

from fastapi import APIRouter, HTTPException, Path
from pydantic import Field, ValidationInfo, field_validator

from api.calendars.days import days_of, slip
from api.http.answers import Answer, Told
from api.http.asking import ASKED, Asks
from api.http.positions import When, asked
from api.http.receipts import ReceiptOut
from api.http.shapes import Day, Wanted
from domain.calendar import Calendar
from domain.governance.publish import PublishCalendar

router = APIRouter(prefix="/v1/calendars", tags=["calendars"])

_MOST = 366
"""Days of a year."""

type YearIn = Annotated[int, Field(strict=True, ge=1900, le=2999)]
type DaysIn = Annotated[tuple[Day, ...], Field(max_length=_MOST)]
_Moment = Annotated[When, asked(lambda r: (r.trail,))]


class CalendarIn(Wanted):
    """A year whole: its days off, and the Saturdays and Sundays that are worked (调休).

    `no_days_off`: where no weekday is off, that this is meant so.
    """

    year: YearIn
    holidays: DaysIn
    workdays: DaysIn
    no_days_off: Annotated[bool, Field(strict=True, validate_default=True)] = False

    @field_validator("no_days_off")
    @classmethod
    def on_purpose(cls, said: bool, others: ValidationInfo) -> bool:
        """What it says. Raises ValueError where the days that are off say otherwise."""
        told = others.data
        read = {"year", "holidays"} <= told.keys()
        if read and (wrong := slip(told["year"], told["holidays"], said)):
            raise ValueError(wrong)
        return said


class CalendarOut(Told):
    """A year as it was published last; a year that is not here is reckoned by weekends alone."""

    year: int
    holidays: list[date]
    workdays: list[date]


@router.post("", **ASKED)
async def publish(ask: Asks, wanted: CalendarIn) -> ReceiptOut:
    """Publishes a year, or corrects one that was published; OFFICE. Where several persons hold that
    post the first who asks proposes it, and another who asks for the same days publishes it.
    """
    return await ask(PublishCalendar, **wanted.model_dump(exclude={"no_days_off"}))


@router.get("", response_model=Answer[list[CalendarOut]])
def told(when: _Moment) -> dict[str, Any]:
    """The years that are published, in order."""
    return when.answer(_told(when))


@router.get("/{year}", response_model=Answer[CalendarOut])
def one(when: _Moment, year: Annotated[int, Path(ge=1900, le=2999)]) -> dict[str, Any]:
    """One year. 404 while nobody published it: days in it are estimates."""
    found = next((row for row in _told(when) if row["year"] == year), None)
    if found is None:
        raise HTTPException(404, f"nobody published {year}, as of position {when.position}")
    return when.answer(found)


def _told(when: When) -> list[dict[str, Any]]:
    """As the law had it at the moment that is asked for."""
    system = when.system
    calendar: Calendar = system.replay.state(system.log.charter.law, when.position).calendar
    years = map(days_of, sorted(calendar.years, key=lambda one: one.year))
    return [{"year": one.year, "holidays": one.holidays, "workdays": one.workdays} for one in years]
