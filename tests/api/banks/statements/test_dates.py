"""The bank's day stays the bank's; an instant needs an offset."""

from datetime import UTC, date, datetime, timedelta, timezone

import pytest

from api.banks.statements.dates import moment
from api.banks.statements.format import StatementError

SHANGHAI = timezone(timedelta(hours=8))


@pytest.mark.parametrize(
    ("text", "day", "instant"),
    [
        ("2026-03-16", date(2026, 3, 16), None),
        ("2026-03-16+08:00", date(2026, 3, 16), None),
        ("2026-03-16T16:59:59", date(2026, 3, 16), None),
        (
            "2026-03-16T00:30:00+08:00",  # still the 15th in Greenwich
            date(2026, 3, 16),
            datetime(2026, 3, 16, 0, 30, tzinfo=SHANGHAI),
        ),
        (
            "2023-07-06T10:27:07.213294607Z",
            date(2023, 7, 6),
            datetime(2023, 7, 6, 10, 27, 7, 213_294, tzinfo=UTC),
        ),
        (
            "2023-07-06T10:27:07.5Z",
            date(2023, 7, 6),
            datetime(2023, 7, 6, 10, 27, 7, 500_000, tzinfo=UTC),
        ),
    ],
)
def test_a_day_and_where_it_can_be_told_an_instant(text, day, instant):
    assert moment(text) == (day, instant)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "16.03.2026",
        "20260316",
        "2026-03-16.5",
        "2026-W12-1",
        "2026-02-30",
        "2026-03-16T25:00:00Z",
        "2026-03-16T10:00:60Z",
        "2026-03-16T10:00:00+99:00",
        "0001-01-01T00:00:00+14:00",
        "2026-03-16 10:00:00",
        "２０２６-03-16",
    ],
)
def test_anything_else_is_refused_and_named(text):
    with pytest.raises(StatementError) as refusal:
        moment(text)
    assert repr(text) in str(refusal.value)
