"""Years of the calendar as the law knows them: as they are in force, and as each came first."""

from domain.calendar import Calendar, Year


def as_first(corrected: tuple[Year, ...], calendar: Calendar, year: int) -> tuple[Year, ...]:
    """The years that were corrected, each as it was published first, now that this one is told: it
    is one of them where the calendar had it before.
    """
    if any(one.year == year for one in corrected):
        return corrected
    return (*corrected, *(one for one in calendar.years if one.year == year))


def both(corrected: tuple[Year, ...], calendar: Calendar) -> tuple[Calendar, Calendar]:
    """The calendar in force, and as each of its years was published first."""
    first = {one.year: one for one in corrected}
    return calendar, Calendar(tuple(first.get(one.year, one) for one in calendar.years))
