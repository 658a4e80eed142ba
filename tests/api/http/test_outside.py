"""Lists of others over HTTP: recorded for a day, refused whole, read only of who may bring them."""

from typing import Any

import pytest

from api.appointing import appoint
from domain.account.open import OpenAccount
from domain.kernel import StreamId
from tests.kit import bidding
from tests.kit.door import Door

LIST = "子账号,余额\n62284804025660180101,12.30\n".encode()
OF = {"account": "CNY-LISTS", "day": str(bidding.DAY), "kind": "SUB_ACCOUNTS"}


@pytest.fixture(scope="module", autouse=True)
def account(at: Door) -> None:
    opened = OpenAccount(
        account="CNY-LISTS",
        bank="mock-bank",
        number="35001000000088",
        currency="CNY",
        holds="1001",
        opening=0,
        day=bidding.DAY,
        statement=None,
    )
    at.system.ask("cash", opened)
    for person, bank in (("mock", "mock-bank"), ("other", "bank-of-others")):
        appoint(at.system, person, "BANK", bank)


def bring(at: Door, data: bytes, person: str | None = "mock", **other: str) -> Any:
    sent = at.headers(person) | {"content-type": "text/csv"}
    params = OF | other
    return at.ask("POST", "/v1/outside-lists", content=data, headers=sent, params=params)


def recorded(at: Door) -> Any:
    """What the log has of the day's lists."""
    return at.system.replay.state(StreamId("outside", f"{OF['account']}/{OF['day']}"))


def test_a_list_is_recorded_once(at: Door):
    said = bring(at, LIST)
    assert said.status_code == 201
    assert said.json()["last"] > 0
    again = bring(at, LIST)
    assert (again.status_code, again.json()["last"]) == (201, 0)


@pytest.mark.parametrize("person", [None, "clerk", "auditor", "agency"])
def test_only_who_may_brings_one(at: Door, person: str | None):
    before = recorded(at)
    assert bring(at, LIST + b"\n", person).status_code in (401, 403)
    assert recorded(at) == before


def test_another_bank_brings_none(at: Door):
    before = recorded(at)
    refused = bring(at, LIST + b"\n", "other")
    assert (refused.status_code, recorded(at)) == (409, before)
    assert "outside.other_bank" in refused.text


def test_the_centre_brings_no_list_of_sub_accounts(at: Door):
    """What stands in it may not be seen there before an opening."""
    assert "a list of SUB_ACCOUNTS is brought by BANK" in bring(at, LIST, "cash").text


@pytest.mark.parametrize(
    ("data", "other", "status", "words"),
    [
        (b"a,b\n", {}, 422, "the header row lacks"),
        (b"\xff\xff", {}, 422, "line 1: it is no CSV text in UTF-8 or GB18030"),
        (LIST, {"kind": "ANCHOR"}, 422, "it is no checkpoint"),
        (LIST, {"kind": "BALANCES"}, 422, "kind"),
        (LIST, {"day": "2026-13-01"}, 422, "day"),
        (LIST, {"account": "OTHER"}, 404, "is not opened in the books"),
    ],
)
def test_what_is_wrong_is_refused_whole(at: Door, data, other, status, words):
    before = recorded(at)
    said = bring(at, data, **other)
    assert said.status_code == status
    assert said.headers["content-type"] == "application/problem+json"
    assert words in said.text
    assert recorded(at) == before
