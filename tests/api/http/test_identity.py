"""Who reads: a token names a person, the log's law the posts, at this very instant."""

from datetime import timedelta

import pytest

from api.appointing import appoint
from api.http.identity import Identity
from api.tokens import issue_token
from api.wiring import assembled
from domain.governance.appoint import AssignRole, RemoveRole
from domain.kernel import Post
from domain.roles import ROLE_CODES
from tests.kit.city import move_to
from tests.kit.door import Door, problem

AUD = Post("AUD", "audit")


def ask_with(at: Door, authorization: str, path: str = "/v1/balances") -> int:
    answer = at.ask("GET", path, headers={"Authorization": authorization})
    if answer.status_code == 401:
        problem(answer, 401, "sign-in")
        assert answer.headers["www-authenticate"] == "Bearer"
    return answer.status_code


def may_read(at: Door, person: str) -> bool:
    return at.get("/v1/balances", person).status_code == 200


def test_who_brings_no_token_is_the_public(at: Door):
    assert at.get("/v1/lots").status_code == 200
    assert problem(at.get("/v1/balances"), 403, "forbidden")["detail"].startswith("one of")


@pytest.mark.parametrize(
    "authorization", ["Bearer wrong", "Bearer", "Bearer ", "", "Basic YTpi", "bearer\tx", "x"]
)
def test_a_token_that_nobody_was_given_is_not_taken(at: Door, authorization: str):
    assert ask_with(at, authorization) == 401


def test_the_scheme_is_written_as_one_likes(at: Door):
    assert ask_with(at, f"bEARER {at.token('auditor')}") == 200


def test_another_scheme_with_a_good_token_is_not_taken(at: Door):
    assert ask_with(at, f"Basic {at.token('auditor')}") == 401


def test_a_new_token_ends_the_old_one(at: Door):
    old, new = (issue_token(at.system.home, "reviewer") for _ in range(2))
    assert ask_with(at, f"Bearer {old}") == 401
    assert ask_with(at, f"Bearer {new}") == 200


def test_a_person_without_a_post_sees_what_the_public_sees(at: Door):
    assert at.get("/v1/lots", "nobody").status_code == 200
    assert at.get("/v1/balances", "nobody").status_code == 403


def test_who_loses_the_post_reads_no_more(at: Door):
    appoint(at.system, "leaver", "AUD", "audit")
    assert may_read(at, "leaver")
    removed = RemoveRole(person="leaver", post=AUD, since=at.system.clock())
    at.system.ask("office", removed)
    assert not may_read(at, "leaver")


def test_what_another_process_decides_is_seen_at_once(at: Door):
    appoint(at.system, "mover", "AUD", "audit")
    assert may_read(at, "mover")
    with assembled(at.system.home, at.system.databases) as rival:
        removed = RemoveRole(person="mover", post=AUD, since=rival.clock())
        rival.ask("office", removed)
        assert not may_read(at, "mover")
        appoint(rival, "mover", "FIN", "finance")
        assert may_read(at, "mover")


def test_a_post_is_held_from_its_first_instant_to_its_last(at: Door):
    since = at.system.clock() + timedelta(minutes=1)
    until = since + timedelta(minutes=1)
    asked = AssignRole(person="guest", post=AUD, since=since, until=until)
    at.system.ask("office", asked)
    seen = []
    for moment in (since - timedelta(seconds=1), since, until - timedelta(seconds=1), until):
        move_to(at.system, moment.isoformat())
        seen.append(may_read(at, "guest"))
    assert seen == [False, True, True, False]


@pytest.mark.parametrize("role", [role for role in ROLE_CODES if role.startswith("V")])
def test_every_supervisor_is_one(role: str):
    assert Identity("p", (Post(role),)).holds("V-")


@pytest.mark.parametrize("role", ["VISITOR", "AUD", "PUBLIC"])
def test_nobody_else_is(role: str):
    assert not Identity("p", (Post(role),)).holds("V-")


def test_a_supervisor_holds_no_other_post():
    assert not Identity("p", (Post("V-WATER"),)).holds("AUD", "V-HOUSING")
