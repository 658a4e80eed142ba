"""A year of the calendar as a file: JSON, in the form that a proposal is printed in."""

from pathlib import Path

import msgspec

from api.calendars.days import Days, slip

MOST_BYTES = 100_000
"""Of a file: a year whose every day was named would be a tenth of it."""


class NoCalendar(ValueError):
    """The file holds no year; the sentence says where it goes wrong, and what would be right."""


def read(path: Path, year: int) -> Days:
    """The days of a file, of the year that is to be published.

    Raises NoCalendar, and OSError where it cannot be read.
    """
    with path.open("rb") as file:
        data = file.read(MOST_BYTES + 1)
    if len(data) > MOST_BYTES:
        raise NoCalendar(f"{path.name}: larger than {MOST_BYTES:,} bytes")
    try:
        days = msgspec.json.decode(data, type=Days)
    except (msgspec.DecodeError, msgspec.ValidationError) as problem:
        raise NoCalendar(f"{path.name}: {problem}") from None
    if days.year != year:
        raise NoCalendar(f"{path.name}: year {days.year}: {year} is to be published")
    if wrong := slip(year, days.holidays, days.no_days_off):
        said = "true" if days.no_days_off else "false"
        raise NoCalendar(f"{path.name}: no_days_off {said}: {wrong}")
    return days
