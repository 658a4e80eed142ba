"""Who signs a joint act too, and in whose name: asked before the Book, whose refusal ends it."""

from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import httpx
import pytest

from api.appointing import appoint
from api.embedded import Server
from api.http.regional import far_accounts
from api.joint import MayNotSign, by_key, sign_too
from domain.account.open import OpenAccount
from domain.account.place import PlaceAccount
from domain.governance.delegate import GrantDelegation
from tests.api.http.test_quarantine import ENDS, kept, next_day
from tests.kit.closing import ACCOUNT, DAY, office
from tests.kit.databases import fresh
from tests.kit.door import Door, door, envelope, problem

THERE, ELSEWHERE = "350626", "350602"
PAPER = {"document": "代理令1号", "evidence": "ab" * 32}
PEOPLE = (
    ("south", "C-SET2", "分中心", ELSEWHERE),
    ("far", "C-SET2", "分中心", ELSEWHERE),
    ("far-cash", "C-CASH", "分中心", ELSEWHERE),
    ("reviewer3", "C-SET2", "centre", ""),
    ("cash2", "C-CASH", "centre", ""),
    ("night", "COUNTY", "中心", ""),
    ("dusk", "COUNTY", "中心", ""),
)
DEPUTIES = (
    ("south", "reviewer"),
    ("night", "reviewer"),
    ("night", "reviewer3"),
    ("dusk", "cash"),
    ("dusk", "cash2"),
)


@pytest.fixture(scope="module")
def at(server: Server, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Door]:
    """A desk with deputies, whose account is one county's; posts of another are far."""
    place = tmp_path_factory.mktemp("second")
    with office(fresh(server), place) as books, door(books.system) as opened:
        for person, role, organisation, region in PEOPLE:
            appoint(books.system, person, role, organisation, region)
        now = books.system.clock()
        for deputy, principal in DEPUTIES:
            (held,) = books.system.law().posts_of(principal, now)
            who = {"deputy": deputy, "principal": principal, "post": held}
            lasts = {"since": now, "until": now + timedelta(days=9)}
            books.system.ask("office", GrantDelegation(**who, **lasts, **PAPER))
        books.system.ask("office", PlaceAccount(account=ACCOUNT, region=THERE, **PAPER))
        yield opened


@pytest.fixture(scope="module")
def file_of(at: Door) -> str:
    return kept(at, next_day(ENDS + 5))


@pytest.fixture
def act(at: Door, file_of: str) -> Iterator[str]:
    """A release that waits; taken back where nobody signed it."""
    proposed = asks(at, "cash", f"quarantine/{file_of}/release", reason="x")
    assert proposed.status_code == 201, proposed.text
    digest = str(proposed.json()["digest"])
    yield digest
    asks(at, "cash", f"joint-acts/{digest}/withdrawal")


def asks(at: Door, person: str, path: str, name: str = "", **said: Any) -> httpx.Response:
    """One request, in a name if one is said, under an id if `key` is."""
    headers = at.headers(person) | ({"on-behalf-of": name} if name else {})
    if key := said.pop("key", ""):
        headers |= {"idempotency-key": key}
    return at.ask("POST", f"/v1/{path}", json=said, headers=headers)


def signs(at: Door, person: str, act: str, name: str = "") -> httpx.Response:
    return asks(at, person, f"joint-acts/{act}/signature", name)


def waits(at: Door, act: str) -> bool:
    return act in {one.digest for one in at.system.joint.waiting()}


def test_who_may_not_sign_is_turned_away_and_the_proposal_goes_on_waiting(at: Door, act: str):
    """By no post, by one for elsewhere, by two names of which none can be chosen."""
    for person, why in (
        ("clerk", "is signed by C-SET2 too"),
        ("far", "no post of whoever signs it too is for there"),
        ("night", "could sign in more than one name"),
    ):
        for name in ("", person):
            assert why in problem(signs(at, person, act, name), 403, "forbidden")["detail"]
        with pytest.raises(MayNotSign, match=why):
            sign_too(at.system, person, act, by_key(at.system.home.custodial(person)))
    assert waits(at, act)


def test_the_page_offers_no_signature_that_the_door_would_refuse(at: Door, act: str):
    page = at.get("/quarantine", "night").text
    assert "看不出以谁的名义会签" in page
    path = f"/quarantine/acts/{act}/signature"
    pressed = {"data": {"command_id": "night-press-0001"}, "headers": at.headers("night")}
    told = at.ask("POST", path, **pressed)
    assert told.headers["location"] == "/quarantine?refused=joint.whose_name"
    own = at.headers("south") | {"on-behalf-of": "reviewer"}
    assert "由结算复核会签" not in at.ask("GET", "/quarantine", headers=own).text
    assert waits(at, act)


def test_what_is_signed_in_anothers_name_is_signed_in_no_other_and_the_event_says_it(
    at: Door, act: str
):
    """Whose own post is for elsewhere signs in the name whose post is for there."""
    said = problem(signs(at, "south", act, "south"), 409, "http")
    assert said["detail"] == "a second signature of yours is in the name of reviewer"
    done = signs(at, "south", act, "reviewer")
    assert done.status_code == 201, done.text
    at.system.readers.runner.catch_up()
    page = at.get(f"/events/{done.json()['first']}", "auditor").text
    assert "south 代表 reviewer" in page


def test_nobody_proposes_what_lies_where_no_post_of_theirs_is_for(at: Door):
    """Neither by the platform's key nor by one's own: it would bar those whose it is."""
    path = f"closes/{ACCOUNT}/{DAY}/reopening"
    why = f"far-cash has no post to ask for ReopenDay in {THERE}"
    assert problem(asks(at, "far-cash", path, reason="x"), 403, "forbidden")["detail"] == why
    near = asks(at, "cash", path, reason="x").json()
    (waiting,) = at.system.joint.waiting()
    own = envelope(at.signed("far-cash", waiting.wanted))
    brought = at.ask("POST", "/v1/joint-acts", json=own, headers=at.headers("far-cash"))
    assert problem(brought, 403, "forbidden")["detail"] == why
    assert [one.person for one in at.system.joint.waiting()] == ["cash"]
    asks(at, "cash", f"joint-acts/{near['digest']}/withdrawal")


def test_the_same_id_in_another_name_is_another_command(at: Door):
    path, same = f"closes/{ACCOUNT}/{DAY}/reopening", {"reason": "x", "key": "joint-same-id-1"}
    first = asks(at, "dusk", path, "cash", **same)
    assert first.json()["on_behalf_of"] == "cash"
    assert asks(at, "dusk", path, "cash", **same).json() == first.json()
    other = problem(asks(at, "dusk", path, "cash2", **same), 409, "http")
    assert "proposed something else before" in other["detail"]
    asks(at, "dusk", f"joint-acts/{first.json()['digest']}/withdrawal")


def test_an_account_is_far_as_soon_as_the_log_says_so(at: Door):
    """Also while what lists accounts for pages rests: nothing is open because it is new."""
    facts = {"bank": "mock-bank", "number": "6228480402564999", "currency": "CNY"}
    new = OpenAccount(account="CNY-NEW", holds="1001", opening=0, day=DAY, statement=None, **facts)
    at.system.ask("cash", new)
    at.system.ask("office", PlaceAccount(account="CNY-NEW", region=THERE, **PAPER))
    assert "CNY-NEW" in far_accounts(at.system, frozenset({ELSEWHERE}))
    assert "CNY-NEW" not in far_accounts(at.system, frozenset({THERE}))
