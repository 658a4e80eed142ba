"""The committee sets what is to be reached; the office finds whether it was, by events."""

from dataclasses import replace
from datetime import timedelta

import pytest

from domain.kernel import Rejected
from domain.milestone.events import TargetReviewed, TargetSet
from domain.milestone.review import ReviewTarget, SetTarget
from domain.milestone.stream import MILESTONE
from domain.permissions import may
from domain.roles import ROLE_CODES
from tests.kit.story import LAST, NOON, given
from tests.kit.story import asked as asked_by

CODE, TEXT = "PLAN-2026-01", "ab" * 32
SETS = SetTarget(
    milestone=CODE,
    title="整合县级交易平台",
    body="市公管办",
    region="350600",
    due=NOON.date() + timedelta(days=30),
)
SET = TargetSet(
    milestone=CODE, set_at=NOON, title=SETS.title, body=SETS.body, region="350600", due=SETS.due
)
REVIEWS = ReviewTarget(milestone=CODE, reached=True, positions=(7, 9), document=TEXT)
REACHED = TargetReviewed(
    milestone=CODE, reviewed_at=NOON, reached=True, positions=(7, 9), document=TEXT
)
NOT_YET = replace(REACHED, reached=False, positions=())


def asking(asked, *past):
    by = "OFFICE" if asked.NAME == "ReviewTarget" else "COMMITTEE"
    return given(MILESTONE, *past).when(asked, by=by, received_at=NOON)


def test_it_is_set_and_set_anew_until_it_is_reached():
    later = replace(SETS, due=SETS.due + timedelta(days=30))
    asking(SETS).then(SET)
    asking(SETS, SET).nothing_happens()
    asking(later, SET, NOT_YET).then(replace(SET, due=later.due))
    asking(later, SET, REACHED).refused_by("milestone.reached")
    asking(SETS, SET, REACHED).nothing_happens()
    asking(replace(SETS, region="999999")).refused_by("region.not_in_force")


def test_that_it_is_reached_is_shown_by_events():
    asking(REVIEWS).refused_by("milestone.unknown")
    asking(REVIEWS, SET).then(REACHED)
    asking(REVIEWS, SET, REACHED).nothing_happens()
    asking(replace(REVIEWS, positions=()), SET).refused_by("milestone.no_evidence")
    asking(replace(REVIEWS, reached=False, positions=()), SET).then(NOT_YET)


def test_what_nobody_said_yet_shows_nothing():
    """Whichever way it is asked: by the route, or as a signed command."""
    shown = (7, LAST)
    asking(replace(REVIEWS, positions=shown), SET).then(replace(REACHED, positions=shown))
    asking(replace(REVIEWS, positions=(7, LAST + 1)), SET).refused_by("milestone.no_such_events")
    asking(replace(REVIEWS, positions=(2**52,)), SET).refused_by("milestone.no_such_events")


@pytest.mark.parametrize(("asked", "right"), [(SETS, {"COMMITTEE"}), (REVIEWS, {"OFFICE"})])
def test_who_sets_it_does_not_find_it_reached(asked, right):
    by = {role for role in ROLE_CODES if not isinstance(may(asked_by(role), asked), Rejected)}
    assert by == right


@pytest.mark.parametrize(
    ("asked", "wrong", "said"),
    [
        (SETS, {"milestone": "x"}, "milestone 'x': expected"),
        (SETS, {"due": NOON.date().replace(year=1226)}, "due 1226"),
        (SETS, {"body": " "}, "title, body: expected"),
        (REVIEWS, {"milestone": "x"}, "milestone 'x': expected"),
        (REVIEWS, {"document": "x"}, "sha256 'x': expected"),
        (REVIEWS, {"positions": (7, 7)}, "positions: expected each once"),
        (REVIEWS, {"positions": (0,)}, "positions: expected those of events"),
    ],
    ids=str,
)
def test_what_cannot_be_meant_is_not_asked(asked, wrong, said):
    with pytest.raises(ValueError, match=f"^{said}"):
        replace(asked, **wrong)
