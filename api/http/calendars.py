"""Years of the working calendar (工作日历): published by the OFFICE, read by everybody."""

from datetime import date
from typing import Annotated, Any

from fastapi import APIRouter, HTTPException, Path
from fastapi.concurrency import run_in_threadpool
from pydantic import Field, ValidationInfo, field_validator

from api.calendars.days import Step, came_to, slip, years_told
from api.http.answers import Answer, Told
from api.http.asking import ASKED, Asks
from api.http.positions import When, asked
from api.http.receipts import ReceiptOut
from api.http.shapes import Day, Wanted
from api.wiring import System
from domain.governance.publish import PublishCalendar
from domain.governance.state import Law

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


class CalendarReceiptOut(ReceiptOut):
    """The same, with what it came to: `proposed`, and another of the office publishes it; `waits`
    for that, as it was proposed before; `published`; it is so `already`, or so and what was
    proposed instead is `dropped`.
    """

    step: Step


class ProposedOut(Told):
    """A year's days as one of the office proposed them: another publishes them."""

    holidays: list[date]
    workdays: list[date]
    proposed_by: str


class CalendarOut(Told):
    """A year as it was published last; null while nobody did: it is reckoned by weekends alone.

    `proposed`: what waits for another of the office, null where nothing does.
    """

    year: int
    holidays: list[date] | None
    workdays: list[date] | None
    proposed: ProposedOut | None


@router.post("", **ASKED)
async def publish(ask: Asks, wanted: CalendarIn) -> CalendarReceiptOut:
    """Publishes a year, or corrects one that was published; OFFICE. Where several persons hold that
    post the first who asks proposes it, and another who asks for the same days publishes it; who
    asks for those that stand drops what was proposed.
    """
    days = wanted.model_dump(exclude={"no_days_off"})
    receipt = await ask(PublishCalendar, **days)
    step = await run_in_threadpool(_step, ask.system, PublishCalendar(**days), receipt.last)
    return CalendarReceiptOut(**dict(receipt), step=step)


@router.get("", response_model=Answer[list[CalendarOut]])
def told(when: _Moment) -> dict[str, Any]:
    """The years that are published, or proposed, in order."""
    return when.answer(_told(when))


@router.get("/{year}", response_model=Answer[CalendarOut])
def one(when: _Moment, year: Annotated[int, Path(ge=1900, le=2999)]) -> dict[str, Any]:
    """One year. 404 while nobody published it: days in it are estimates."""
    found = next((row for row in _told(when) if row["year"] == year), None)
    if found is None or found["holidays"] is None:
        raise HTTPException(404, f"nobody published {year}, as of position {when.position}")
    return when.answer(found)


def _step(system: System, asked: PublishCalendar, last: int) -> Step:
    """What it came to, as the law stood right after it."""
    if not last:
        stands = system.law().calendar
        return came_to(stands, stands, asked, wrote=False)
    states = (system.replay.state(system.log.charter.law, at) for at in (last - 1, last))
    before, after = (law.calendar for law in states)
    return came_to(before, after, asked, wrote=True)


def _told(when: When) -> list[dict[str, Any]]:
    """As the law had it at the moment that is asked for."""
    system = when.system
    law: Law = system.replay.state(system.log.charter.law, when.position)
    return years_told(law)
