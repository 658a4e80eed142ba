"""Who signs a joint act too, and in whose name: asked before the Book, whose refusal ends it."""

from collections.abc import Callable, Iterator
from datetime import timedelta
from typing import Any

import httpx
import pytest

from api.appointing import appoint
from api.embedded import Server
from api.http.pages import event_parts
from api.http.regional import far_accounts
from api.http.seeing import may_see_event
from api.joint import MayNotSign, by_key, sign_too
from api.wiring import System
from domain.account.open import OpenAccount
from domain.account.place import PlaceAccount
from domain.desk.open_account import number_of
from domain.governance.appoint import RemoveRole
from domain.governance.delegate import GrantDelegation, RevokeDelegation
from domain.kernel import Post, Rejected
from ledger.keys import RevokeKey
from ledger.signing import key_id
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
    ("posted", "C-CASH", "centre", ""),
    ("moved", "C-CASH", "centre", ""),
    ("keyed", "C-CASH", "centre", ""),
    ("dawn", "COUNTY", "中心", ""),
    ("night", "COUNTY", "中心", ""),
    ("dusk", "COUNTY", "中心", ""),
)
DEPUTIES = (
    ("south", "reviewer"),
    ("night", "reviewer"),
    ("night", "reviewer3"),
    ("dawn", "cash"),
    ("dusk", "cash"),
    ("dusk", "cash2"),
)


def post_of(system: System, person: str) -> Post:
    (held,) = system.law().posts_of(person, system.clock())
    return held


def delegate(system: System, deputy: str, principal: str) -> None:
    now = system.clock()
    who = {"deputy": deputy, "principal": principal, "post": post_of(system, principal)}
    lasts = {"since": now, "until": now + timedelta(days=9)}
    system.ask("office", GrantDelegation(**who, **lasts, **PAPER))


def undelegate(system: System, deputy: str, principal: str) -> None:
    who = {"deputy": deputy, "principal": principal, "post": post_of(system, principal)}
    system.ask("office", RevokeDelegation(**who, since=None, **PAPER))


def unpost(system: System, person: str) -> None:
    held, now = post_of(system, person), system.clock()
    system.ask("office", RemoveRole(person=person, post=held, since=now))


def move(system: System, person: str) -> None:
    unpost(system, person)
    appoint(system, person, "C-CASH", "分中心", ELSEWHERE)


def revoke(system: System, person: str) -> None:
    key = system.home.custodial(person)
    gone = RevokeKey(key=key_id(key.algorithm, key.public), reason="lost")
    system.ask("office", gone)


@pytest.fixture(scope="module")
def at(server: Server, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Door]:
    """A desk with deputies, whose account is one county's; posts of another are far."""
    place = tmp_path_factory.mktemp("second")
    with office(fresh(server), place) as books, door(books.system) as opened:
        for person, role, organisation, region in PEOPLE:
            appoint(books.system, person, role, organisation, region)
        for deputy, principal in DEPUTIES:
            delegate(books.system, deputy, principal)
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


@pytest.mark.parametrize(
    ("person", "name", "ends"),
    [
        ("posted", "", lambda system: unpost(system, "posted")),
        ("dawn", "cash", lambda system: undelegate(system, "dawn", "cash")),
        ("moved", "", lambda system: move(system, "moved")),
        ("keyed", "", lambda system: revoke(system, "keyed")),
    ],
)
def test_what_its_proposer_could_not_propose_any_more_bars_nobody_and_is_cleared(
    at: Door, file_of: str, person: str, name: str, ends: Callable[[System], None]
):
    """Nobody could sign it: it is said so, and whoever could propose it may take it back."""
    proposed = asks(at, person, f"quarantine/{file_of}/release", name, reason="x")
    assert proposed.status_code == 201, proposed.text
    digest = proposed.json()["digest"]
    back, gone = f"/quarantine/acts/{digest}/withdrawal", "提议人已无权提议"
    before = at.get("/quarantine", "cash").text
    assert "已提议，见上方会签" in before
    assert back not in before
    assert asks(at, "cash", f"joint-acts/{digest}/withdrawal").status_code == 409
    ends(at.system)
    told = problem(signs(at, "reviewer", digest), 403, "forbidden")["detail"]
    assert told.startswith(f"{person} proposed it, and ")
    assert told.endswith(" now: propose it anew")
    reviewers, mine = (at.get("/quarantine", one).text for one in ("reviewer", "cash"))
    assert gone in reviewers
    assert back not in reviewers
    assert gone in mine
    assert back in mine
    assert "已提议，见上方会签" not in mine
    for other in ("reviewer", "far-cash", "office"):
        assert asks(at, other, f"joint-acts/{digest}/withdrawal").status_code == 409
    assert waits(at, digest)
    assert asks(at, "cash", f"joint-acts/{digest}/withdrawal").status_code == 204


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
    at: Door, act: str, monkeypatch: pytest.MonkeyPatch
):
    """Whose own post is for elsewhere signs in the name whose post is for there."""
    said = problem(signs(at, "south", act, "south"), 409, "http")
    assert said["detail"] == "a second signature of yours is in the name of reviewer"
    done = signs(at, "south", act, "reviewer")
    assert done.status_code == 201, done.text
    at.system.readers.runner.catch_up()
    page = at.get(f"/events/{done.json()['first']}", "auditor").text
    assert "south 代表 reviewer" in page
    untold = {"body_of": None, "second_of": Rejected("permission.region", "x")}
    for name, found in untold.items():
        with monkeypatch.context() as other:
            other.setattr(event_parts, name, lambda *_, found=found: found)
            page = at.get(f"/events/{done.json()['first']}", "auditor").text
            assert "south （以谁的名义已无从查知）" in page, "never told as its own name"
    undelegate(at.system, "south", "reviewer")
    again = signs(at, "south", act)
    assert again.status_code == 201, again.text
    assert [again.json()[of] for of in ("id", "first", "last", "repeated")] == [
        *(done.json()[of] for of in ("id", "first", "last")),
        True,
    ]
    assert "more than one name" in problem(signs(at, "night", act), 403, "forbidden")["detail"]
    delegate(at.system, "south", "reviewer")


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
    named = at.headers("dusk") | {"on-behalf-of": "dusk"}
    theirs = envelope(at.signed("dusk", waiting.wanted, on_behalf_of="cash"))
    said = problem(at.ask("POST", "/v1/joint-acts", json=theirs, headers=named), 409, "http")
    assert said["detail"] == "what you signed is in the name of cash"
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
    far = far_accounts(at.system, frozenset({ELSEWHERE}))
    assert "CNY-NEW" in far
    assert "CNY-NEW" not in far_accounts(at.system, frozenset({THERE}))
    number = number_of(new).code
    assert not may_see_event("accountnumber", number, frozenset(), far), "its number is as far"
    assert may_see_event("accountnumber", number, frozenset(), frozenset())
