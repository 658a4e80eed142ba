"""The working days of REFERENCE 2.9: a fixture, not the State Council's announcement."""

from datetime import date

from domain.calendar import Calendar


def days(*texts: str) -> list[date]:
    """`04-06` is a day of 2026."""
    return [date.fromisoformat(f"2026-{text}") for text in texts]


def day(text: str) -> date:
    """One day of 2026."""
    return days(text)[0]


FIXTURE = Calendar().with_year(
    2026,
    days(
        *("04-04", "04-05", "04-06"),
        *("05-01", "05-02", "05-03", "05-04", "05-05"),
        *("06-19", "06-20", "06-21"),
    ),
    days("05-09"),
)
