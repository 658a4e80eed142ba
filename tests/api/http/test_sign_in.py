"""People sign in by a link, are known by a cookie, and no other site asks in their name."""

import shutil
from pathlib import Path
from urllib.parse import urlencode

import pytest

from api.embedded import Server
from api.home import Home
from api.http.limits import Limits, Rate, Turnstile
from api.sessions import Sessions
from api.wiring import assembled
from tests.api.http.test_commands import rate
from tests.kit.asked_since import asked_since
from tests.kit.databases import fresh
from tests.kit.door import Door, door, problem

HERE = {"sec-fetch-site": "same-origin"}


def enter(at: Door, person: str, token: str):
    return at.ask("GET", f"/sign-in/demo/{person}?token={token}")


def signed_in(at: Door, person: str) -> dict[str, str]:
    """The head of a request by a person who has signed in."""
    answer = enter(at, person, Sessions(at.system.home).link(person))
    assert answer.status_code == 303
    return {"cookie": answer.headers["set-cookie"].partition(";")[0]}


def me(at: Door, headers: dict[str, str]) -> str:
    person: str = at.ask("GET", "/v1/me", headers=headers).json()["person"]
    return person


def test_a_link_signs_in_and_leads_on_to_the_pages(at: Door):
    answer = enter(at, "auditor", Sessions(at.system.home).link("auditor"))
    assert (answer.status_code, answer.headers["location"]) == (303, "/")
    assert me(at, {"cookie": answer.headers["set-cookie"].partition(";")[0]}) == "auditor"


@pytest.mark.parametrize(
    ("to", "leads"),
    [("/trail?day=2026-03-16", "/trail?day=2026-03-16"), ("/\t/other.example", "/"), ("//x", "/")],
)
def test_a_link_leads_on_to_the_page_that_was_wanted_and_to_no_other_site(at: Door, to, leads):
    said = urlencode({"token": Sessions(at.system.home).link("auditor"), "to": to})
    answer = at.ask("GET", f"/sign-in/demo/auditor?{said}")
    assert (answer.status_code, answer.headers["location"]) == (303, leads)


def test_the_cookie_is_for_no_script_and_no_other_site(at: Door):
    answer = enter(at, "auditor", Sessions(at.system.home).link("auditor"))
    _, *said = answer.headers["set-cookie"].lower().split("; ")
    assert {"httponly", "samesite=strict", "path=/"} <= set(said)
    assert not any(one.startswith("domain") for one in said)


def test_over_https_it_is_secure_and_this_hosts_alone(at: Door):
    link = Sessions(at.system.home).link("auditor")
    answer = at.ask("GET", f"https://door/sign-in/demo/auditor?token={link}")
    name, *said = answer.headers["set-cookie"].lower().split("; ")
    assert name.startswith("__host-")
    assert "secure" in said
    cookie = answer.headers["set-cookie"].partition(";")[0]
    assert at.ask("GET", "https://door/v1/me", headers={"cookie": cookie}).json()["person"]
    assert me(at, {"cookie": cookie}) == "", "over plain HTTP another name is read"


@pytest.mark.parametrize(
    ("person", "token", "status"),
    [
        ("auditor", "x" * 43, 401),
        ("nobody-at-all", "x" * 43, 401),
        ("auditor", "", 422),
        ("auditor", "%00" * 20, 422),
        ("a b", "x" * 43, 422),
    ],
)
def test_a_link_that_is_none_of_ours_signs_nobody_in(at: Door, person, token, status: int):
    answer = enter(at, person, token)
    assert answer.status_code == status
    assert "set-cookie" not in answer.headers


def test_a_session_reads_what_its_person_reads(at: Door):
    headers = signed_in(at, "auditor")
    assert at.ask("GET", "/v1/balances", headers=headers).status_code == 200
    headers = signed_in(at, "ops")
    problem(at.ask("GET", "/v1/balances", headers=headers), 403, "forbidden")


def test_a_token_counts_before_a_session(at: Door):
    assert me(at, signed_in(at, "auditor") | at.headers("clerk")) == "clerk"


def test_a_session_that_is_over_is_the_publics(at: Door):
    assert me(at, {"cookie": "zhangben=over"}) == ""
    answer = at.ask("POST", "/v1/parties", json={}, headers={"cookie": "zhangben=over"} | HERE)
    problem(answer, 401, "sign-in")


def test_sign_out_ends_the_session_here_and_at_rest(at: Door):
    headers = signed_in(at, "auditor")
    answer = at.ask("POST", "/sign-out", headers=headers | HERE)
    assert (answer.status_code, answer.headers["location"]) == (303, "/")
    assert "max-age=0" in answer.headers["set-cookie"].lower()
    assert me(at, headers) == ""


def test_signed_out_already_is_signed_out(at: Door):
    assert at.ask("POST", "/sign-out").status_code == 303


@pytest.mark.parametrize(
    ("headers", "may"),
    [
        ({"sec-fetch-site": "same-origin"}, True),
        ({"sec-fetch-site": "same-origin", "origin": "null"}, True),
        ({"origin": "http://door"}, True),
        ({}, False),
        ({"sec-fetch-site": "cross-site"}, False),
        ({"sec-fetch-site": "same-site"}, False),
        ({"sec-fetch-site": "none"}, False),
        ({"sec-fetch-site": "cross-site", "origin": "http://door"}, False),
        ({"origin": "null"}, False),
        ({"origin": "https://door"}, False),
        ({"origin": "http://door.example"}, False),
        ({"origin": "http://door:81"}, False),
        ({"referer": "http://door/"}, False),
    ],
)
def test_no_other_site_signs_somebody_out(at: Door, headers: dict[str, str], may: bool):
    session = signed_in(at, "auditor")
    answer = at.ask("POST", "/sign-out", headers=session | headers)
    assert answer.status_code == (303 if may else 403)
    assert me(at, session) == ("" if may else "auditor")


def test_nor_asks_for_anything_in_the_name_of_somebody(at: Door):
    asked = {"party": "91350600MA3100001N", "name": "某公司"}
    headers = signed_in(at, "ops") | {"sec-fetch-site": "cross-site"}
    before = at.system.store.tail().position
    said = problem(at.ask("POST", "/v1/parties", json=asked, headers=headers), 403, "forbidden")
    assert "another site" in said["detail"]
    assert asked_since(at.system, before) == 0


def test_a_bearer_token_needs_no_such_thing(at: Door):
    answer = at.ask("POST", "/v1/parties", json={}, headers=at.headers("ops"))
    assert answer.status_code == 422


def test_who_tries_too_often_waits(at: Door):
    kept = at.app.state.turnstile
    at.app.state.turnstile = Turnstile(Limits(sign_in=Rate(2, 0.001)))
    try:
        answers = [enter(at, "auditor", "x" * 43) for _ in range(3)]
    finally:
        at.app.state.turnstile = kept
    assert [answer.status_code for answer in answers] == [401, 401, 429]
    assert int(answers[2].headers["retry-after"]) > 1


def test_a_production_log_refuses_links(server: Server, tmp_path: Path):
    home = Home(tmp_path / "books")
    home.make("real.example/log", "production", None)
    with assembled(home, fresh(server)) as system, door(system) as real:
        said = problem(enter(real, "office", "x" * 43), 403, "forbidden")
        assert "production" in said["detail"]
        assert real.post(real.signed("office", rate(1))).status_code == 201
    shutil.rmtree(home.root)
