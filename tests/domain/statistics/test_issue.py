"""Figures of months are reported as of a position; as of one they are the same for ever."""

from dataclasses import replace

import pytest
from hypothesis import given as drawn_of
from hypothesis import strategies as st

from domain.kernel import Rejected
from domain.permissions import may
from domain.roles import ROLE_CODES
from domain.statistics.events import StatReportIssued
from domain.statistics.issue import IssueStatistics
from domain.statistics.months import MOST, months, period_code
from domain.statistics.stream import STATISTICS
from tests.kit.story import LAST, NOON, given
from tests.kit.story import asked as asked_by

TEXT, OTHER = "ab" * 32, "cd" * 32
SAYS = {"period": "2026-01-2026-03", "since": "2026-01", "until": "2026-03"}
ISSUES = IssueStatistics(**SAYS, as_of=7, digest=TEXT)
ISSUED = StatReportIssued(**SAYS, as_of=7, digest=TEXT, issued_at=NOON)


def asking(asked, *past):
    return given(STATISTICS, *past).when(asked, by="PLATFORM", received_at=NOON)


def test_a_report_is_issued_and_issued_again_it_is_the_same():
    asking(ISSUES).then(ISSUED)
    asking(ISSUES, ISSUED).nothing_happens()
    asking(replace(ISSUES, digest=OTHER), ISSUED).refused_by("statistics.otherwise")


def test_once_more_is_known_there_is_another_and_the_first_stays():
    later = replace(ISSUES, as_of=LAST, digest=OTHER)
    issued = replace(ISSUED, as_of=LAST, digest=OTHER)
    asking(later, ISSUED).then(issued)
    asking(ISSUES, ISSUED, issued).nothing_happens()
    asking(replace(ISSUES, digest=OTHER), ISSUED, issued).refused_by("statistics.otherwise")


def test_of_what_is_still_to_come_there_are_no_figures():
    asking(replace(ISSUES, as_of=LAST + 1)).refused_by("statistics.no_such_position")
    year = {"period": "2026-01-2026-12", "until": "2026-12"}
    asking(replace(ISSUES, **year)).refused_by("statistics.not_yet")


def test_the_platform_alone_says_what_the_figures_are():
    by = {role for role in ROLE_CODES if not isinstance(may(asked_by(role), ISSUES), Rejected)}
    assert by == {"PLATFORM"}


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        ({"since": "2026-13"}, "since '2026-13': expected a month such as 2026-03"),
        ({"until": "2026-3"}, "until '2026-3': expected a month"),
        ({"until": "2025-12"}, "until '2025-12': expected 2026-01, or up to 59 months later"),
        ({"until": "2031-01"}, "until '2031-01': expected 2026-01, or up to"),
        ({"period": "2026-01"}, "period '2026-01': expected 2026-01-2026-03"),
        ({"as_of": 0}, "as_of 0: expected a position"),
        ({"digest": "x"}, "sha256 'x': expected"),
    ],
    ids=str,
)
def test_what_cannot_be_meant_is_not_asked(wrong, said):
    with pytest.raises(ValueError, match=f"^{said}"):
        replace(ISSUES, **wrong)


@drawn_of(st.integers(0, 900), st.integers(1, MOST))
def test_months_follow_on_each_other_and_each_stands_once(begin, count):
    every = [f"{2000 + n // 12}-{n % 12 + 1:02}" for n in range(begin, begin + count)]
    assert [*months(every[0], every[-1])] == every == sorted({*every})
    assert period_code(every[0], every[-1]).startswith(every[0])
