"""Sessions: begun, over, ended; nothing at rest lets anybody in; no demonstration in production."""

from datetime import UTC, datetime, timedelta
from pathlib import Path
from threading import Thread

import pytest

from api.home import Home
from api.sessions import _SESSIONS_MAX, LINK_S, SESSION_S, NoDemoHere, Sessions

NOON = datetime(2026, 3, 2, 12, tzinfo=UTC)


class Now:
    """A clock that is moved."""

    def __init__(self) -> None:
        self.at = NOON

    def __call__(self) -> datetime:
        return self.at

    def wait(self, seconds: int) -> None:
        self.at += timedelta(seconds=seconds)


def home(folder: Path, mode: str = "demo") -> Home:
    made = Home(folder / "books")
    made.make("sessions.example/log", mode, None)
    return made


@pytest.fixture
def now() -> Now:
    return Now()


@pytest.fixture
def sessions(tmp_path: Path, now: Now) -> Sessions:
    return Sessions(home(tmp_path), now)


def test_a_session_is_its_persons_until_it_is_over(sessions: Sessions, now: Now):
    secret = sessions.begin("clerk")
    now.wait(SESSION_S - 1)
    assert sessions.person_of(secret) == "clerk"
    now.wait(1)
    assert sessions.person_of(secret) is None


def test_a_session_that_was_ended_is_nobodys(sessions: Sessions):
    mine, other = sessions.begin("clerk"), sessions.begin("clerk")
    sessions.end(mine)
    sessions.end(mine)
    assert (sessions.person_of(mine), sessions.person_of(other)) == (None, "clerk")


def test_a_person_is_signed_out_everywhere(sessions: Sessions):
    mine, theirs = [sessions.begin("clerk") for _ in range(2)], sessions.begin("cash")
    assert sessions.end_all("clerk") == 2
    assert [sessions.person_of(one) for one in (*mine, theirs)] == [None, None, "cash"]


def test_of_too_many_sessions_the_oldest_ends(sessions: Sessions, now: Now):
    begun = []
    for _ in range(_SESSIONS_MAX + 1):
        begun.append(sessions.begin("clerk"))
        now.wait(1)
    assert [sessions.person_of(one) for one in begun] == [None] + ["clerk"] * _SESSIONS_MAX


def test_what_lies_at_rest_signs_nobody_in(sessions: Sessions, tmp_path: Path):
    session, link = sessions.begin("clerk"), sessions.link("cash")
    path = tmp_path / "books" / "keys" / "sessions.json"
    kept = path.read_text("utf-8")
    assert session not in kept
    assert link not in kept
    assert path.stat().st_mode & 0o077 == 0
    for word in kept.replace('"', " ").split():
        assert sessions.person_of(word) is None
        assert sessions.enter("cash", word) is None


def test_a_link_signs_its_person_in_as_often_as_wanted(sessions: Sessions, now: Now):
    token = sessions.link("clerk")
    entered = [sessions.enter("clerk", token) for _ in range(2)]
    assert [sessions.person_of(one or "") for one in entered] == ["clerk", "clerk"]
    now.wait(LINK_S)
    assert sessions.enter("clerk", token) is None


def test_a_link_signs_nobody_else_in(sessions: Sessions):
    token, session = sessions.link("clerk"), sessions.begin("clerk")
    assert sessions.enter("cash", token) is None
    assert sessions.enter("clerk", session) is None
    assert sessions.person_of(token) is None


def test_a_new_link_ends_the_one_before(sessions: Sessions):
    old, new = sessions.link("clerk"), sessions.link("clerk")
    assert sessions.enter("clerk", old) is None
    assert sessions.enter("clerk", new)


def test_a_production_log_has_no_links(tmp_path: Path):
    real = Sessions(home(tmp_path, "production"))
    with pytest.raises(NoDemoHere):
        real.link("clerk")
    with pytest.raises(NoDemoHere):
        real.enter("clerk", "x")
    assert real.person_of(real.begin("clerk")) == "clerk", "whoever was recognised otherwise"


def test_sessions_that_begin_at_once_are_all_kept(sessions: Sessions):
    begun: dict[str, str] = {}
    people = [f"person-{n}" for n in range(12)]

    def begin(person: str) -> None:
        begun[person] = sessions.begin(person)

    threads = [Thread(target=begin, args=(person,)) for person in people]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert [sessions.person_of(begun[person]) for person in people] == people
