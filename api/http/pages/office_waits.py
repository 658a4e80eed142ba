"""What waits for the office, at a page's moment: filings, targets, rooms, a year's calendar."""

from collections.abc import Iterator
from datetime import date, timedelta

from api.http.hall_day import rooms, titles
from api.http.pages.speech import Speech
from api.http.pages.views.lots import DueView, StepView
from api.http.pages.views.office import OfficeWait
from api.http.positions import When
from domain.calendar import Calendar, beijing_day
from domain.timing import is_estimate
from projections.filings import FILINGS
from projections.milestones import MILESTONES

MOST = 200
"""So many filings are listed, those that are due first."""
_SOON = timedelta(days=30)
"""So long before its certificate ends a room is to be certified anew."""
_ANNOUNCED = 11
"""The month in which the days off of the next year are announced, as a rule."""


def office_waits(when: When, calendar: Calendar, wish: Speech) -> tuple[OfficeWait, ...]:
    """What is the office's to do, the earliest first; `calendar`: as it is in force."""
    found = (
        *_filings(when, calendar, wish),
        *_targets(when, wish),
        *_rooms(when, wish),
        *_years(when, calendar, wish),
    )
    return tuple(sorted(found, key=_day_of))


def _day_of(one: OfficeWait) -> date:
    due = one.step.due
    return due.day if due and due.day else date.max


def _filings(when: When, calendar: Calendar, wish: Speech) -> Iterator[OfficeWait]:
    """That it says that it has what was filed."""
    of = when.system.readers.filings
    order, where = ("due", "filing"), {"open": True}
    rows = of.rows(FILINGS, where, as_of=when.position, order=order, limit=MOST).rows
    names = titles(when, {row["lot"] for row in rows})
    for row in rows:
        estimated = is_estimate(beijing_day(row["filed_at"]), row["due"], calendar)
        label = wish.say("office.filing", paper=wish.say(f"filing.{row['paper']}"))
        about = f"{names.get(row['lot'], row['lot'])} {row['filing']}"
        yield _wait(when, label, about, row["due"], estimated=estimated)


def _targets(when: When, wish: Speech) -> Iterator[OfficeWait]:
    """That it looks whether a target is reached, and says so."""
    of = when.system.readers.milestones
    for row in of.rows(MILESTONES, as_of=when.position).rows:
        if not row["reached"]:
            label = wish.say("office.target", title=row["title"])
            yield _wait(when, label, f"{row['body']} {row['milestone']}", row["due"])


def _rooms(when: When, wish: Speech) -> Iterator[OfficeWait]:
    """That it certifies a room anew, before its certificate ends."""
    for row in rooms(when):
        if row["purposes"] and row["valid_until"] <= when.today + _SOON:
            label = wish.say("office.room", name=row["name"])
            yield _wait(when, label, row["venue"], row["valid_until"])


def _years(when: When, calendar: Calendar, wish: Speech) -> Iterator[OfficeWait]:
    """That it publishes a year's calendar: until then its days are estimates."""
    today = when.today
    wanted = (today.year, *([today.year + 1] if today.month >= _ANNOUNCED else []))
    for year in wanted:
        if not calendar.published(year):
            label, about = wish.say("office.year", year=year), wish.say("office.year.about")
            yield _wait(when, label, about, date(year - 1, 12, 31))


def _wait(when: When, label: str, about: str, day: date, *, estimated: bool = False) -> OfficeWait:
    due = DueView(
        label=label,
        who="",
        day=day,
        at=None,
        origin="estimate" if estimated else "stated",
        least=False,
        late=day < when.today and not estimated,
    )
    return OfficeWait(StepView(label, "", wish=False, due=due), about)
