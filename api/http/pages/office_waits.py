"""What waits for the office, at a page's moment: filings, targets, rooms, a year's calendar."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from api.http.hall_day import Row, rooms, titles
from api.http.pages.speech import Speech
from api.http.pages.views.lots import DueView, StepView
from api.http.pages.views.office import OfficeWait
from api.http.paging import DAY, Cursor, begun, page
from api.http.positions import When
from domain.calendar import Calendar, beijing_day
from domain.timing import is_estimate
from projections.filings import FILINGS
from projections.milestones import MILESTONES

PAGE = 50
"""So many filings stand on a page, those that are due first."""
_ORDER: Cursor = {"due": DAY, "filing": str}
_SOON = timedelta(days=30)
"""So long before its certificate ends a room is to be certified anew."""
_ANNOUNCED = 11
"""The month in which the days off of the next year are announced, as a rule."""


@dataclass(frozen=True, slots=True)
class Waits:
    """What is the office's to do, a page of it. `total`: how much there is in all; `more`: the
    filing after which it goes on, as `office_waits` takes it; None on the last page.
    """

    page: tuple[OfficeWait, ...]
    total: int
    more: str | None


def office_waits(when: When, calendar: Calendar, wish: Speech, after: str | None) -> Waits:
    """What is to be done, the earliest first; `calendar`: as it is in force.

    Of filings there may be thousands: they come page by page, `after` one of them. All else stands
    among those of its day; after the last the list begins anew. 422 for what no page ended with.
    """
    of, where = when.system.readers.filings, {"open": True}
    rows, more = page(when, of, FILINGS, _ORDER, after, PAGE, where)
    begun_after = begun(after, _ORDER).get("due", date.min)
    upto = rows[-1]["due"] if more else date.max
    others = (*_targets(when, wish), *_rooms(when, wish), *_years(when, calendar, wish))
    here = [one for one in others if begun_after < _day_of(one) <= upto]
    if after is not None and not rows and not here:
        return office_waits(when, calendar, wish, None)
    found = sorted((*_filings(when, rows, calendar, wish), *here), key=_day_of)
    return Waits(tuple(found), of.count(FILINGS, where, when.position) + len(others), more)


def _day_of(one: OfficeWait) -> date:
    assert one.step.due is not None, "what waits for the office has a day"
    assert one.step.due.day is not None, "and that is a legal one"
    return one.step.due.day


def _filings(
    when: When, rows: Sequence[Row], calendar: Calendar, wish: Speech
) -> Iterator[OfficeWait]:
    """That it says that it has what was filed."""
    names = titles(when, {row["lot"] for row in rows})
    for row in rows:
        estimated = is_estimate(beijing_day(row["filed_at"]), row["due"], calendar)
        label = wish.say("office.filing", paper=wish.say(f"filing.{row['paper']}"))
        about = f"{names.get(row['lot'], row['lot'])} {row['filing']}"
        path = f"/lots/{row['lot']}"
        yield _wait(when, label, about, row["due"], path, estimated=estimated)


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
    """That it publishes a year's calendar: until then its days are estimates; and what one of it
    proposed, today, for another.
    """
    today = when.today
    wanted = (today.year, *([today.year + 1] if today.month >= _ANNOUNCED else []))
    for year in wanted:
        if not calendar.published(year):
            label, about = wish.say("office.year", year=year), wish.say("office.year.about")
            path = f"/calendars?year={year}"
            yield _wait(when, label, about, date(year - 1, 12, 31), path)
    for said in when.law.proposed:
        label = wish.say("office.proposed", year=said.year, person=said.proposed_by)
        path = f"/calendars?year={said.year}"
        yield _wait(when, label, wish.say("office.proposed.about"), today, path)


def _wait(
    when: When, label: str, about: str, day: date, path: str = "", *, estimated: bool = False
) -> OfficeWait:
    due = DueView(
        label=label,
        who="",
        day=day,
        at=None,
        origin="estimate" if estimated else "stated",
        least=False,
        late=day < when.today and not estimated,
    )
    step = StepView(label, "", wish=False, due=due)
    return OfficeWait(step, about, when.there(path) if path else "")
