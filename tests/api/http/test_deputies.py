"""In whose name somebody asks: said where it can be for several; where for one, it is for that."""

import re
import secrets
from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import httpx
import pytest

from api.appointing import appoint
from api.demo.cast import BIDDERS
from api.embedded import Server
from api.http.pages.stored import read
from api.sessions import Sessions
from domain.governance.appoint import RemoveRole
from domain.governance.delegate import GrantDelegation, RevokeDelegation
from domain.kernel import Post
from domain.party.enrol import RegisterParty
from tests.api.http.test_matrix import DIRECT, NO_BASIC, STANDS, TEXT, edited, told
from tests.kit.asked_since import asked_since
from tests.kit.city import city
from tests.kit.databases import fresh
from tests.kit.door import Door, door, problem

COUNTER = "C-OPS"
NORTH, SOUTH = "350626", "350602"
PEOPLE = (
    ("works", "OWNER", "住建局", ""),
    ("water", "OWNER", "水利局", ""),
    ("north", COUNTER, "分中心", NORTH),
    ("south", COUNTER, "分中心", SOUTH),
    ("checker", "C-SET2", "centre", ""),
)
DEPUTIES = (
    ("both", "works", Post("OWNER", "住建局")),
    ("both", "water", Post("OWNER", "水利局")),
    ("north", "south", Post(COUNTER, "分中心", SOUTH)),
    ("one", "works", Post("OWNER", "住建局")),
    ("checker", "reviewer", Post("C-SET2", "centre")),
)
"""Who holds whose post: one for two owners, one beside a post of its own, one for one alone."""
PAPER = {"document": "代理令1号", "evidence": TEXT}
HERE = {"sec-fetch-site": "same-origin"}
PARTY = {"party": BIDDERS[0].party, "name": BIDDERS[0].name}


def delegate(at: Door, deputy: str, principal: str, held: Post) -> None:
    """For a month, from now on; who was nobody here gets a key first."""
    now = at.system.clock()
    lasts = {"since": now, "until": now + timedelta(days=30)}
    asked = GrantDelegation(deputy=deputy, principal=principal, post=held, **lasts, **PAPER)
    assert at.post(at.signed("office", asked)).status_code == 201


@pytest.fixture(scope="module")
def at(server: Server, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Door]:
    """A city with two owners, two branches, and deputies of theirs."""
    with city(fresh(server), tmp_path_factory.mktemp("deputies")) as system, door(system) as opened:
        for person, role, organisation, region in PEOPLE:
            appoint(system, person, role, organisation, region)
        for person in ("both", "one", "stand-in", "bare"):
            appoint(system, person, "COUNTY", "分中心", NORTH)
        (own,) = system.law().posts_of("bare", system.clock())
        system.ask("office", RemoveRole(person="bare", post=own, since=system.clock()))
        for one in DEPUTIES:
            delegate(opened, *one)
        yield opened


def asks(at: Door, person: str, path: str, behalf: str = "", **said: Any) -> httpx.Response:
    """One request, in a name if one is said."""
    headers = at.headers(person) | ({"on-behalf-of": behalf} if behalf else {})
    return at.ask("POST", f"/v1/{path}", json=said, headers=headers)


def said_for(at: Door, answer: httpx.Response) -> tuple[str, str | None]:
    """Who asked for what was answered so, and in whose name, by the event itself."""
    assert answer.status_code == 201, answer.text
    actor = read(at.system, answer.json()["last"]).body.actor
    return actor.person, actor.on_behalf_of


def lot(number: int, owner: str = "住建局", region: str = NORTH) -> dict[str, Any]:
    about = {"lot": f"D350600{number}-1", "owner": owner, "region": region, "agency": None}
    return DIRECT | about | {"category": "CONSTRUCTION"}


def test_where_it_can_be_for_one_alone_nothing_is_asked(at: Door):
    assert said_for(at, asks(at, "one", "lots", **lot(1))) == ("one", "works")


def test_what_was_delegated_is_the_deputys_no_more_once_it_is_revoked(at: Door):
    """Row 11: every signature leads to a person, a post and a delegation that was in force."""
    held = Post(COUNTER, "centre")
    delegate(at, "stand-in", "ops", held)
    posts = at.get("/v1/me", "stand-in").json()["posts"]
    assert [one.get("on_behalf_of") for one in posts] == [None, "ops"]
    assert said_for(at, asks(at, "stand-in", "parties", **PARTY)) == ("stand-in", "ops")
    revoked = RevokeDelegation(deputy="stand-in", principal="ops", post=held, since=None, **PAPER)
    assert at.post(at.signed("office", revoked)).status_code == 201
    again = problem(asks(at, "stand-in", "parties", **PARTY), 403, "refused")
    assert again["rule"] == "permission.missing"
    pretended = at.signed("stand-in", RegisterParty(**PARTY, **NO_BASIC), on_behalf_of="ops")
    assert problem(at.post(pretended), 409, "refused")["rule"] == "command.no_mandate"
    posts = at.get("/v1/me", "stand-in").json()["posts"]
    assert [one.get("on_behalf_of") for one in posts] == [None], "its own alone is left"


def test_who_holds_a_post_for_two_says_for_whom_it_asks(at: Door):
    """Nothing is asked of the Book before that; and then the other's post does not count."""
    asked = problem(asks(at, "both", "lots", **lot(2)), 400, "whose-name")
    assert asked["names"] == ["works", "water"]
    assert "On-Behalf-Of" in asked["next"]
    mine = asks(at, "both", "lots", behalf="works", **lot(2))
    assert said_for(at, mine) == ("both", "works")
    other = asks(at, "both", "lots", behalf="water", **lot(3))
    assert problem(other, 409, "refused")["rule"] == "lot.not_yours"


def test_who_holds_one_for_another_beside_its_own_says_for_whom_where_both_are_for_there(at: Door):
    """A party lies nowhere, a lot somewhere: there one post alone counts, and nothing is asked."""
    asked = problem(asks(at, "north", "parties", **PARTY), 400, "whose-name")
    assert asked["names"] == ["north", "south"]
    party = {"party": BIDDERS[1].party, "name": BIDDERS[1].name}
    own = asks(at, "north", "parties", behalf="north", **party)
    assert said_for(at, own) == ("north", None)
    for number, region in ((4, NORTH), (5, SOUTH)):
        assert asks(at, "works", "lots", **lot(number, region=region)).status_code == 201
        refused = edited(at, "north", lot(number)["lot"], "result", **STANDS)
        assert problem(refused, 409, "refused")["rule"] == "lot.wrong_phase", "the post counted"


def test_no_name_counts_but_ones_own_and_those_it_holds_a_post_for(at: Door):
    for name in ("water", "nobody", "%00"):
        answer = asks(at, "one", "lots", behalf=name, **lot(6))
        assert problem(answer, 403, "forbidden")["detail"].startswith("On-Behalf-Of")
    answer = asks(at, "one", "lots", behalf="one", **lot(6))
    assert problem(answer, 403, "refused")["rule"] == "permission.missing"


def test_who_says_a_name_reads_what_that_name_may_too(at: Door):
    """As itself it holds no post of an owner's, and reads none of an owner's lots."""
    asks(at, "works", "lots", **lot(0))
    at.system.readers.runner.catch_up()
    path = f"/v1/deposits?lot={lot(0)['lot']}"
    for name, status in (("", 200), ("works", 200), ("one", 403)):
        headers = at.headers("one") | ({"on-behalf-of": name} if name else {})
        assert at.ask("GET", path, headers=headers).status_code == status, name


def test_the_same_asked_again_in_another_name_is_not_the_same(at: Door):
    """Under one id one thing was asked, in one name."""
    party = {"party": BIDDERS[2].party, "name": BIDDERS[2].name}
    once = at.headers("north") | {"idempotency-key": "deputies-once"}
    first, again, other = (
        at.ask("POST", "/v1/parties", json=party, headers=once | {"on-behalf-of": name})
        for name in ("south", "south", "north")
    )
    assert said_for(at, first) == ("north", "south")
    assert again.json() == first.json() | {"repeated": True}
    assert problem(other, 409, "refused")["rule"] == "command.id_reused"


def test_the_trail_tells_in_whose_name_it_was(at: Door):
    asked = asks(at, "both", "lots", behalf="water", **lot(7, owner="水利局"))
    place = asked.json()["last"]
    (row,) = told(at, f"events?after={place - 1}&limit=1", "auditor").json()["data"]
    assert (row["person"], row["on_behalf_of"]) == ("both", "water")
    own = told(at, "events?after=0&limit=1", "auditor").json()["data"]
    assert own[0].get("on_behalf_of") is None
    page = at.get("/trail?person=both", "auditor").text
    assert "代表 water" in page


def entered(at: Door, person: str) -> dict[str, str]:
    """A browser in which the person has signed in."""
    link = Sessions(at.system.home).link(person)
    answer = at.ask("GET", f"/sign-in/demo/{person}?token={link}")
    return HERE | {"cookie": answer.headers["set-cookie"].partition(";")[0]}


def chosen(at: Door, browser: dict[str, str], name: str) -> httpx.Response:
    """The answer to a choice in the first line of a page."""
    said = {"name": name, "to": "/lots"}
    return at.ask("POST", "/in-whose-name", data=said, headers=browser)


def test_on_a_page_a_deputy_chooses_and_the_first_line_says_so(at: Door):
    browser = entered(at, "both")
    assert "/in-whose-name" in at.ask("GET", "/lots", headers=browser).text
    answer = chosen(at, browser, "water")
    assert (answer.status_code, answer.headers["location"]) == (303, "/lots")
    named = browser | {
        "cookie": "; ".join((browser["cookie"], answer.headers["set-cookie"].partition(";")[0]))
    }
    assert "代表 water" in at.ask("GET", "/lots", headers=named).text
    made = at.ask("POST", "/v1/lots", json=lot(8, owner="水利局"), headers=named)
    assert said_for(at, made) == ("both", "water")
    nothing = chosen(at, named, "")
    assert "max-age=0" in nothing.headers["set-cookie"].lower()


def test_a_form_that_could_be_in_several_names_is_answered_by_a_page_that_asks_for_one(at: Door):
    sent = {"reason": "收款人不符", "command_id": "deputies-form"}
    path = "/payouts/Q00000000000000A1/return"
    answer = at.ask("POST", path, data=sent, headers=at.headers("checker"))
    assert answer.status_code == 400
    assert "请指明以谁的名义办理" in answer.text
    named = at.headers("checker") | {"on-behalf-of": "reviewer"}
    assert at.ask("POST", path, data=sent, headers=named).status_code == 303, "the Book was asked"


def named(at: Door, browser: dict[str, str], name: str) -> dict[str, str]:
    """The same browser after this choice."""
    cookie = chosen(at, browser, name).headers["set-cookie"].partition(";")[0]
    return browser | {"cookie": f"{browser['cookie']}; {cookie}"}


def drawn_for(at: Door, browser: dict[str, str]) -> str:
    """What every form of a page that is drawn now says of for whom it is."""
    page = at.ask("GET", "/lots", headers=browser).text
    said = re.findall(
        r'<form method="post"[^>]*><input type="hidden" name="drawn_for" value="([^"]*)">', page
    )
    assert len(said) == page.count('<form method="post"') > 1
    (one,) = {*said}
    return str(one)


def test_a_form_is_sent_in_the_name_that_its_page_was_drawn_in_or_not_at_all(at: Door):
    """In another window another name was chosen meanwhile, or none, or another person came."""
    browser = entered(at, "checker")
    once = named(at, browser, "reviewer")
    drawn = {"plain": drawn_for(at, browser), "reviewer": drawn_for(at, once)}
    assert drawn == {"plain": "checker/", "reviewer": "checker/reviewer"}
    sent = {"reason": "收款人不符"}

    def answer(here: dict[str, str], **said: str) -> httpx.Response:
        path = "/payouts/Q00000000000000A1/return"
        form = sent | {"command_id": f"deputies-drawn-{secrets.token_hex(4)}"} | said
        return at.ask("POST", path, data=form, headers=here)

    assert answer(once, drawn_for=drawn["reviewer"]).status_code == 303, "the Book was asked"
    for here, said in (
        (named(at, browser, "checker"), {"drawn_for": drawn["reviewer"]}),
        (browser, {"drawn_for": drawn["reviewer"]}),
        (once, {"drawn_for": drawn["plain"]}),
        (once, {}),
        (entered(at, "reviewer"), {"drawn_for": drawn["plain"]}),
    ):
        before = at.system.store.tail().position
        refused = answer(here, **said)
        assert refused.status_code == 409
        assert "这一页是以别的名义打开的" in refused.text
        assert "什么都没有写入" in refused.text
        assert asked_since(at.system, before) == 0


def test_nor_is_a_statement_brought_in_another(at: Door):
    browser = entered(at, "cash")
    file = {"file": ("a.csv", b"x", "text/csv")}
    other = {"drawn_for": "somebody/"}
    refused = at.ask("POST", "/desk/import", data=other, files=file, headers=browser)
    assert refused.status_code == 409
    assert "这一页是以别的名义打开的" in refused.text
    mine = {"drawn_for": "cash/"}
    assert at.ask("POST", "/desk/import", data=mine, files=file, headers=browser).status_code == 422


def test_on_a_page_nobody_chooses_whose_post_it_does_not_hold(at: Door):
    browser = entered(at, "one")
    assert chosen(at, browser, "water").status_code == 403
    assert "/in-whose-name" not in at.ask("GET", "/lots", headers=entered(at, "works")).text


def test_whoever_holds_posts_for_others_alone_does_not_act_in_its_own_name(at: Door):
    """Nothing counts in it: it is offered nowhere, and taken nowhere."""
    delegate(at, "bare", "works", Post("OWNER", "住建局"))
    browser = entered(at, "bare")
    page = at.ask("GET", "/lots", headers=browser).text
    assert 'value="works"' in page
    assert 'value="bare"' not in page
    assert chosen(at, browser, "bare").status_code == 403
    assert chosen(at, browser, "works").status_code == 303
    told = problem(asks(at, "bare", "lots", "bare", **lot(10)), 403, "forbidden")["detail"]
    assert told == "On-Behalf-Of 'bare': you hold no post of your own"
    stale = browser | {"cookie": f"{browser['cookie']}; zhangben-name=water"}
    assert problem(at.ask("POST", "/v1/lots", json=lot(10), headers=stale), 400, "whose-name")[
        "names"
    ] == ["works"]


def test_a_form_in_a_name_that_counts_no_more_is_not_signed_as_oneself(at: Door):
    """What was drawn in another's name was to be signed in that name, or not at all."""
    browser = entered(at, "one")
    stale = browser | {"cookie": f"{browser['cookie']}; zhangben-name=water"}
    made = at.ask("POST", "/v1/lots", json=lot(9), headers=stale)
    told = problem(made, 400, "whose-name")
    assert "water" in told["detail"]
    assert told["names"] == ["one", "works"]
    sent = {"reason": "收款人不符", "command_id": "deputies-stale"}
    drawn = at.ask("POST", "/payouts/Q00000000000000A1/return", data=sent, headers=stale)
    assert drawn.status_code == 400
    assert "请指明以谁的名义办理" in drawn.text
    assert "/in-whose-name" in drawn.text
    assert at.ask("GET", "/own", headers=stale).status_code == 200
    anew = chosen(at, stale, "")
    assert (anew.status_code, "max-age=0" in anew.headers["set-cookie"].lower()) == (303, True)
    made = at.ask("POST", "/v1/lots", json=lot(9), headers=browser)
    assert said_for(at, made) == ("one", "works")
    assert at.ask("POST", "/sign-out", headers=stale).status_code == 303


def test_a_name_that_counts_no_more_is_given_up_by_whoever_has_no_other(at: Door):
    browser = entered(at, "works")
    stale = browser | {"cookie": f"{browser['cookie']}; zhangben-name=water"}
    assert "/in-whose-name" in at.ask("GET", "/lots", headers=stale).text


def test_the_next_person_at_a_browser_begins_without_the_last_ones_name(at: Door):
    link = Sessions(at.system.home).link("one")
    answer = at.ask("GET", f"/sign-in/demo/one?token={link}", headers={"cookie": "zhangben-name=x"})
    gone = [one for one in answer.headers.get_list("set-cookie") if "zhangben-name=" in one]
    assert len(gone) == 1
    assert "max-age=0" in gone[0].lower()
