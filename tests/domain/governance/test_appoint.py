"""Posts are held from an instant to another; two that check each other never by one person."""

from datetime import datetime, timedelta

import pytest

from domain.calendar import BEIJING
from domain.governance.appoint import AssignRole, RemoveRole
from domain.governance.events import RoleAssigned, RoleRemoved
from domain.governance.stream import GOVERNANCE
from domain.kernel import Post
from tests.kit.story import fold, given

SINCE = datetime(2026, 3, 1, tzinfo=BEIJING)
UNTIL = datetime(2026, 6, 1, tzinfo=BEIJING)
TICK = timedelta(microseconds=1)
CLERK, REVIEWER = Post("C-SET1", "中心"), Post("C-SET2", "中心")
ME, OTHER = "N0000000000000001", "N0000000000000002"


def assign(post=CLERK, person=ME, since=SINCE, until=UNTIL):
    return AssignRole(person=person, post=post, since=since, until=until)


def assigned(post=CLERK, person=ME, since=SINCE, until=UNTIL):
    return RoleAssigned(person=person, post=post, since=since, until=until)


def test_a_post_is_given_for_a_time():
    given(GOVERNANCE).when(assign()).then(assigned())


def test_it_is_held_from_its_first_instant_up_to_its_last():
    law = fold(GOVERNANCE, assigned(), assigned(REVIEWER, OTHER, until=None))
    assert law.posts_of(ME, SINCE - TICK) == ()
    assert law.posts_of(ME, SINCE) == (CLERK,)
    assert law.posts_of(ME, UNTIL - TICK) == (CLERK,)
    assert law.posts_of(ME, UNTIL) == ()
    assert law.posts_of(OTHER, UNTIL + timedelta(days=9_999)) == (REVIEWER,)
    assert law.posts_of("N0000000000000003", SINCE) == ()


def test_asked_twice_it_is_given_once():
    given(GOVERNANCE, assigned()).when(assign()).nothing_happens()


def test_the_same_post_for_an_overlapping_time_is_refused():
    longer = assign(until=None)
    given(GOVERNANCE, assigned()).when(longer).refused_by("role.already_held")


def test_the_same_post_in_another_organisation_or_region_is_another_post():
    for post in (Post("C-SET1", "分中心"), Post("C-SET1", "中心", "350602")):
        given(GOVERNANCE, assigned()).when(assign(post)).then(assigned(post))


@pytest.mark.parametrize(
    ("since", "until"),
    [
        (SINCE, UNTIL),
        (SINCE - timedelta(days=9), SINCE + TICK),
        (SINCE - timedelta(days=9), None),
        (UNTIL - TICK, None),
        (UNTIL - TICK, UNTIL + timedelta(days=9)),
    ],
)
def test_conflicting_posts_may_not_share_an_instant(since, until):
    given(GOVERNANCE, assigned()).when(assign(REVIEWER, since=since, until=until)).refused_by(
        "role.conflict"
    )


@pytest.mark.parametrize(
    ("since", "until"), [(SINCE - timedelta(days=9), SINCE), (UNTIL, None), (UNTIL, UNTIL + TICK)]
)
def test_conflicting_posts_may_follow_each_other(since, until):
    given(GOVERNANCE, assigned()).when(assign(REVIEWER, since=since, until=until)).then(
        assigned(REVIEWER, since=since, until=until)
    )


def test_a_post_without_end_conflicts_for_ever():
    later = assign(REVIEWER, since=UNTIL + timedelta(days=9_999), until=None)
    given(GOVERNANCE, assigned(until=None)).when(later).refused_by("role.conflict")


def test_two_persons_may_hold_conflicting_posts():
    given(GOVERNANCE, assigned(person=OTHER)).when(assign(REVIEWER)).then(assigned(REVIEWER))


def test_a_role_outside_the_table_is_refused():
    given(GOVERNANCE).when(assign(Post("KING"))).refused_by("role.unknown")


def test_the_office_is_for_every_region():
    """A county's officer would be the second who publishes the whole city's calendar."""
    of_a_county = assign(Post("OFFICE", "公管办", "350602"))
    given(GOVERNANCE).when(of_a_county).refused_by("role.everywhere")
    of_all = Post("OFFICE", "公管办")
    given(GOVERNANCE).when(assign(of_all)).then(assigned(of_all))


@pytest.mark.parametrize("until", [SINCE, SINCE - TICK])
def test_a_post_for_no_time_is_refused(until):
    given(GOVERNANCE).when(assign(until=until)).refused_by("role.no_time")


def test_a_post_is_taken_from_an_instant_on():
    removed = RoleRemoved(person=ME, post=CLERK, since=UNTIL - TICK)
    asked = RemoveRole(person=ME, post=CLERK, since=UNTIL - TICK)
    given(GOVERNANCE, assigned()).when(asked).then(removed)
    law = fold(GOVERNANCE, assigned(), assigned(person=OTHER), removed)
    assert law.posts_of(ME, UNTIL - TICK) == ()
    assert law.posts_of(ME, UNTIL - 2 * TICK) == (CLERK,)
    assert law.posts_of(OTHER, UNTIL - TICK) == (CLERK,)


def test_taking_one_post_leaves_the_others():
    county = Post("C-SET1", "分中心")
    removed = RoleRemoved(person=ME, post=CLERK, since=SINCE)
    later = assigned(since=UNTIL, until=None)
    law = fold(GOVERNANCE, assigned(), assigned(county), later, removed)
    assert law.posts_of(ME, SINCE) == (county,)
    assert law.posts_of(ME, UNTIL) == (CLERK,)


@pytest.mark.parametrize(
    "asked",
    [
        RemoveRole(person=OTHER, post=CLERK, since=SINCE),
        RemoveRole(person=ME, post=REVIEWER, since=SINCE),
        RemoveRole(person=ME, post=CLERK, since=UNTIL),
        RemoveRole(person=ME, post=CLERK, since=SINCE - TICK),
    ],
)
def test_what_is_not_held_is_not_taken(asked):
    given(GOVERNANCE, assigned()).when(asked).refused_by("role.not_held")


def test_a_malformed_request_cannot_be_made():
    naive = SINCE.replace(tzinfo=None)
    with pytest.raises(ValueError, match=r"^since 2026"):
        assign(since=naive)
    with pytest.raises(ValueError, match=r"^until 2026"):
        assign(until=naive)
    with pytest.raises(ValueError, match=r"^since 2026"):
        RemoveRole(person=ME, post=CLERK, since=naive)
