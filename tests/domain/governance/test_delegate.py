"""A deputy holds another's post for a time; beside one that checks it, in a county branch alone."""

from dataclasses import replace
from datetime import datetime, timedelta

import pytest

from domain.calendar import BEIJING
from domain.delegations import LONGEST, PERSONAL
from domain.governance.appoint import AssignRole
from domain.governance.delegate import GrantDelegation, RevokeDelegation
from domain.governance.deputised import DelegationGranted, DelegationRevoked
from domain.governance.events import RoleAssigned, RoleRemoved
from domain.governance.stream import GOVERNANCE
from domain.kernel import Post
from domain.permissions import PERMITTED
from tests.kit.story import fold, given

SINCE = datetime(2026, 3, 1, tzinfo=BEIJING)
UNTIL = datetime(2026, 6, 1, tzinfo=BEIJING)
TICK = timedelta(microseconds=1)
CLERK, REVIEWER = Post("C-SET1", "中心"), Post("C-SET2", "中心")
COUNTER = Post("C-OPS", "分中心", "350626")
BRANCH_CLERK = Post("C-SET1", "分中心", "350626")
PRINCIPAL, DEPUTY, OTHER = (f"N000000000000000{n}" for n in "123")
ORDER = {"document": "代理令1号", "evidence": "ab" * 32}


def held(post=REVIEWER, person=PRINCIPAL, since=SINCE, until=None):
    return RoleAssigned(person=person, post=post, since=since, until=until)


def grant(post=REVIEWER, since=SINCE, until=UNTIL, **other):
    told = {"deputy": DEPUTY, "principal": PRINCIPAL, "post": post} | other
    return GrantDelegation(**told, since=since, until=until, **ORDER)


def granted(post=REVIEWER, since=SINCE, until=UNTIL):
    told = {"deputy": DEPUTY, "principal": PRINCIPAL, "post": post}
    return DelegationGranted(**told, since=since, until=until, **ORDER)


def revoke(since=None, post=REVIEWER):
    told = {"deputy": DEPUTY, "principal": PRINCIPAL, "post": post}
    return RevokeDelegation(**told, since=since, **ORDER)


def revoked(since, post=REVIEWER):
    told = {"deputy": DEPUTY, "principal": PRINCIPAL, "post": post}
    return DelegationRevoked(**told, since=since, **ORDER)


def test_a_deputy_holds_a_post_for_whose_it_is_and_not_as_its_own():
    given(GOVERNANCE, held()).when(grant()).then(granted())
    law = fold(GOVERNANCE, held(), granted())
    assert law.posts_of(DEPUTY, SINCE) == ()
    assert law.deputised(DEPUTY, PRINCIPAL, SINCE) == (REVIEWER,)
    assert law.deputised(DEPUTY, OTHER, SINCE) == law.deputised(OTHER, PRINCIPAL, SINCE) == ()
    assert law.principals(DEPUTY, SINCE) == (PRINCIPAL,)


def test_from_its_first_instant_up_to_its_last():
    law = fold(GOVERNANCE, held(since=SINCE - TICK), granted())
    at = {when: law.deputised(DEPUTY, PRINCIPAL, when) for when in (SINCE - TICK, UNTIL - TICK)}
    assert at == {SINCE - TICK: (), UNTIL - TICK: (REVIEWER,)}
    assert law.deputised(DEPUTY, PRINCIPAL, UNTIL) == law.principals(DEPUTY, UNTIL) == ()


def test_what_the_principal_loses_the_deputy_does_not_hold():
    taken = RoleRemoved(person=PRINCIPAL, post=REVIEWER, since=SINCE + TICK)
    law = fold(GOVERNANCE, held(), granted(), taken)
    assert law.deputised(DEPUTY, PRINCIPAL, SINCE) == (REVIEWER,)
    assert law.deputised(DEPUTY, PRINCIPAL, SINCE + TICK) == ()


def test_it_ends_by_an_order_too():
    given(GOVERNANCE, held(), granted()).when(revoke(), at=SINCE).then(revoked(SINCE))
    given(GOVERNANCE, held(), granted()).when(revoke(UNTIL - TICK), at=SINCE).then(
        revoked(UNTIL - TICK)
    )
    law = fold(GOVERNANCE, held(), granted(), revoked(SINCE + TICK))
    assert law.deputised(DEPUTY, PRINCIPAL, SINCE) == (REVIEWER,)
    assert law.deputised(DEPUTY, PRINCIPAL, SINCE + TICK) == ()


def test_none_ends_backwards_nor_what_is_not_held():
    story = given(GOVERNANCE, held(), granted())
    story.when(revoke(SINCE), at=SINCE + TICK).refused_by("delegation.backwards")
    story.when(revoke(), at=UNTIL).refused_by("delegation.not_held")
    story.when(revoke(post=CLERK), at=SINCE).refused_by("delegation.not_held")
    given(GOVERNANCE, held()).when(revoke(), at=SINCE).refused_by("delegation.not_held")


def test_asked_twice_it_is_given_once():
    given(GOVERNANCE, held(), granted()).when(grant()).nothing_happens()


@pytest.mark.parametrize("until", [SINCE, SINCE - TICK, SINCE + LONGEST + TICK])
def test_for_no_time_or_for_more_than_a_year_it_is_refused(until):
    given(GOVERNANCE, held()).when(grant(until=until)).refused_by("delegation.no_time")


def test_a_year_is_not_too_long():
    year = SINCE + LONGEST
    given(GOVERNANCE, held()).when(grant(until=year)).then(granted(until=year))


def test_nobody_lets_another_hold_what_is_not_its_own():
    given(GOVERNANCE).when(grant()).refused_by("delegation.not_theirs")
    given(GOVERNANCE, held(CLERK)).when(grant()).refused_by("delegation.not_theirs")
    late = held(since=SINCE + TICK)
    given(GOVERNANCE, late).when(grant()).refused_by("delegation.not_theirs")
    elsewhere = held(replace(REVIEWER, region="350626"))
    given(GOVERNANCE, elsewhere).when(grant()).refused_by("delegation.not_theirs")


def test_of_a_post_for_all_regions_one_may_be_given():
    there = replace(REVIEWER, region="350626")
    given(GOVERNANCE, held()).when(grant(there)).then(granted(there))


def test_a_deputy_has_no_deputy():
    onward = grant(deputy=OTHER, principal=DEPUTY)
    given(GOVERNANCE, held(), granted()).when(onward).refused_by("delegation.not_theirs")


@pytest.mark.parametrize("role", PERSONAL)
def test_some_posts_nobody_holds_for_another(role):
    post = Post(role, "中心")
    given(GOVERNANCE, held(post)).when(grant(post)).refused_by("delegation.personal")


def test_posts_that_check_each_other_are_not_held_for_another_either():
    clashing = held(CLERK, DEPUTY)
    given(GOVERNANCE, held(), clashing).when(grant()).refused_by("role.conflict")
    before = held(CLERK, DEPUTY, SINCE - timedelta(days=9), SINCE)
    given(GOVERNANCE, held(), before).when(grant()).then(granted())
    asked = AssignRole(person=DEPUTY, post=CLERK, since=UNTIL - TICK, until=None)
    given(GOVERNANCE, held(), granted()).when(asked).refused_by("role.conflict")
    later = replace(asked, since=UNTIL)
    given(GOVERNANCE, held(), granted()).when(later).then(held(CLERK, DEPUTY, UNTIL))


def test_nor_two_of_them_for_two_persons():
    first = granted(CLERK)
    story = given(GOVERNANCE, held(CLERK), held(REVIEWER, OTHER), first)
    story.when(grant(principal=OTHER)).refused_by("role.conflict")


def test_in_a_county_branch_of_few_one_person_may_receive_and_instruct():
    """4.2 ‡: by delegation, for a time, both in the one county."""
    few = (held(BRANCH_CLERK), held(COUNTER, DEPUTY))
    given(GOVERNANCE, *few).when(grant(BRANCH_CLERK)).then(granted(BRANCH_CLERK))
    law = fold(GOVERNANCE, *few, granted(BRANCH_CLERK))
    assert law.alone_in_branch(DEPUTY)
    assert not law.alone_in_branch(PRINCIPAL)
    assert not fold(GOVERNANCE, *few).alone_in_branch(DEPUTY)


def test_or_both_by_delegation_and_none_of_its_own():
    """Who holds both for others works alone there as well; what did not meet in time does not."""
    few = (held(COUNTER, OTHER), held(BRANCH_CLERK))
    first = replace(granted(COUNTER), principal=OTHER)
    given(GOVERNANCE, *few, first).when(grant(BRANCH_CLERK)).then(granted(BRANCH_CLERK))
    law = fold(GOVERNANCE, *few, first, granted(BRANCH_CLERK))
    assert [law.alone_in_branch(one) for one in (DEPUTY, PRINCIPAL, OTHER)] == [True, False, False]
    before = replace(first, since=SINCE - timedelta(days=9), until=SINCE)
    assert not fold(GOVERNANCE, *few, before, granted(BRANCH_CLERK)).alone_in_branch(DEPUTY)


@pytest.mark.parametrize(
    ("own", "other"),
    [
        (replace(COUNTER, region="350627"), BRANCH_CLERK),
        (replace(COUNTER, region=""), replace(BRANCH_CLERK, region="")),
        (replace(COUNTER, region="350600"), replace(BRANCH_CLERK, region="350600")),
        (replace(COUNTER, role="C-CASH"), BRANCH_CLERK),
        (COUNTER, replace(BRANCH_CLERK, role="C-SET2")),
    ],
)
def test_nowhere_else_and_in_no_other_two(own, other):
    given(GOVERNANCE, held(other), held(own, DEPUTY)).when(grant(other)).refused_by("role.conflict")


def test_as_its_own_nobody_holds_both_in_a_branch_either():
    asked = AssignRole(person=DEPUTY, post=BRANCH_CLERK, since=SINCE, until=UNTIL)
    given(GOVERNANCE, held(COUNTER, DEPUTY)).when(asked).refused_by("role.conflict")


def test_by_the_office_alone_which_gives_out_posts():
    rows = dict(PERMITTED)
    assert rows["GrantDelegation"] == rows["RevokeDelegation"] == rows["AssignRole"] == ("OFFICE",)


@pytest.mark.parametrize(
    ("other", "told"),
    [
        ({"deputy": PRINCIPAL}, f"deputy: {PRINCIPAL} holds the post itself"),
        ({"deputy": " "}, "deputy: expected what it is"),
        ({"since": SINCE.replace(tzinfo=None)}, "since 2026"),
        ({"until": UNTIL.replace(tzinfo=None)}, "until 2026"),
    ],
)
def test_what_cannot_be_meant_is_not_asked(other, told):
    with pytest.raises(ValueError, match=f"^{told}"):
        grant(**other)
    with pytest.raises(ValueError, match=r"^since 2026"):
        revoke(SINCE.replace(tzinfo=None))
    with pytest.raises(ValueError, match=r"^sha256"):
        replace(grant(), evidence="x")
