"""After the opening of one lot its deposits are seen, and the other lot tells as little as before.

Two logs are told that differ in the second lot alone; in both the first lot's bids are opened.
"""

from typing import Any

import pytest

from api.http.seeing import DESK
from tests.kit.bidding import ACCOUNT, DAY, DEPOSITS, LOTS, PAGE, Sealed, subject
from tests.kit.desk_facts import OWED, STRANGE
from tests.kit.door import Door
from tests.noninterference.asking import (
    TURNS,
    answered,
    at_each,
    differences,
    plain,
)
from tests.noninterference.conftest import Logs
from tests.noninterference.turns import everything, in_turn

OTHER_SECOND_LOT = Sealed(
    parties=(0, 1, 2, 6, 3, 5),
    lines=(1, 2, 3, 6, 4, 5),
    numbers=(1, 2, 3, 5, 6, 4),
    stranger="王五",
    words="另一家银行，另一些话",
    first_words=Sealed().words,
    refused=((5, 6), (1, 4)),
    owing=((1, 4), (1, 6), (0, 3), (1, 5)),
)
"""As usual, but for the deposits of the second lot."""

OPEN = (*DEPOSITS[:3], STRANGE)
"""The deposits of the first lot."""

SEES = ("C-SET1", "C-SET2", "C-CASH", "FIN", "AUD", "V-HOUSING", "V-WATER")
"""Some of the roles that see deposits after an opening."""


@pytest.fixture(scope="module")
def one(logs: Logs) -> Door:
    """The usual log, its first lot open."""
    return logs.told(Sealed(), opened=True)


@pytest.fixture(scope="module")
def other(logs: Logs) -> Door:
    """The log with another second lot."""
    return logs.told(OTHER_SECOND_LOT, opened=True)


def test_the_other_lot_stays_sealed(one: Door, other: Door):
    size = one.system.tree.size()
    said = everything(one, plain(size))
    assert differences(said, answered(other, in_turn(said, plain(size)))) == []
    asked = in_turn(said, at_each(range(size - 20, size + 1), size), alone=TURNS > 1)
    assert differences(answered(one, asked), answered(other, asked)) == []


@pytest.mark.parametrize("role", SEES)
def test_who_may_sees_the_deposits_of_the_open_lot(one: Door, role: str):
    rows = one.get("/v1/deposits", f"reader-{role}").json()["data"]
    assert [(row["lot"], row["deposit"]) for row in rows] == [(LOTS[0], d) for d in OPEN]
    assert ("evidence" in rows[0]) == (role == "AUD")
    named = {row["owner"] for row in one.get("/v1/balances", f"reader-{role}").json()["data"]}
    assert named & {*DEPOSITS, *OWED} == set(DEPOSITS[:3])
    assert f"{STRANGE}/1" in named


def test_a_county_sees_those_of_lots_that_lie_there_and_no_others(one: Door):
    """4.3: a supervisor of the lots' region; and a clerk of a branch elsewhere."""

    def told(path: str, person: str) -> list[Any]:
        return one.get(path, person).json()["data"]

    for of in ("", f"?lot={LOTS[0]}"):
        assert [row["deposit"] for row in told(f"/v1/deposits{of}", "reader-county")] == [*OPEN]
        assert told(f"/v1/deposits{of}", "branch") == []
        alerts = [told(f"/v1/alerts{of}", f"reader-{who}") for who in ("county", "V-HOUSING")]
        assert alerts[0] == alerts[1] != []
        assert told(f"/v1/alerts{of}", "branch") == []
    (alert, *_) = (row["alert"] for row in told("/v1/alerts", "reader-county"))
    answers = {
        p: one.get(f"/v1/alerts/{alert}", p).status_code for p in ("reader-county", "branch")
    }
    assert answers == {"reader-county": 200, "branch": 404}
    assert told(f"/v1/lots/{LOTS[0]}/receipt-claims", "branch") == []
    name = subject(0)[0]
    pages = {p: name in one.get(f"/lots/{LOTS[0]}", p).text for p in ("reader-county", "branch")}
    assert pages == {"reader-county": True, "branch": False}


@pytest.mark.parametrize("role", DESK)
def test_the_desk_lists_the_lines_of_the_open_lot(one: Door, role: str):
    page = one.get(f"/desk?account={ACCOUNT}&day={DAY}&tab=all", f"reader-{role}").text
    assert [f"{PAGE}#{n}" in page for n in range(1, 7)] == [True] * 3 + [False] * 3
    names = [subject(code)[0] in page for code in range(6)]
    assert names == [True] * 3 + [False] * 3
    assert "6 笔" not in page, "what is left of a total names what it is left of"


@pytest.mark.parametrize("role", DESK)
def test_the_desk_reads_what_is_claimed_for_the_open_lot(one: Door, role: str):
    claims = (one.get(f"/v1/lots/{lot}/receipt-claims", f"reader-{role}").json() for lot in LOTS)
    told = [[(row["deposit"], row["claim"]) for row in of["data"]] for of in claims]
    assert told == [[(STRANGE, 1)], []]


@pytest.mark.parametrize("role", [role for role in SEES if role not in DESK])
def test_others_see_no_lines_at_all(one: Door, role: str):
    assert one.get("/desk", f"reader-{role}").status_code == 403


@pytest.mark.parametrize("role", ["OWNER", "AGENCY"])
def test_owner_and_agency_see_a_lot_of_their_own(one: Door, role: str):
    rows = one.get(f"/v1/deposits?lot={LOTS[0]}", f"reader-{role}").json()["data"]
    assert [row["deposit"] for row in rows] == list(OPEN)
    assert not {"sub_account", "lines", "evidence"} & set(rows[0])
    assert one.get(f"/v1/deposits?lot={LOTS[1]}", f"reader-{role}").json()["data"] == []
    refunds = one.get(f"/v1/refunds?lot={LOTS[0]}", f"reader-{role}").json()["data"]
    assert [row["refund"] for row in refunds] == [f"{STRANGE}/1"]
    for path in (f"/v1/refunds?lot={LOTS[1]}", f"/v1/lots/{LOTS[1]}/guarantees"):
        assert one.get(path, f"reader-{role}").json()["data"] == []
    for path in ("/v1/deposits", "/v1/refunds"):
        for query in ("", "?lot=E3506000001000001001009"):
            assert one.get(f"{path}{query}", f"reader-{role}").status_code == 403


@pytest.mark.parametrize("person", [None, "nobody", "bidder", "ops", "stranger"])
def test_others_see_no_deposit_at_all(one: Door, person: str | None):
    own = (f"/v1/deposits?lot={LOTS[0]}", f"/v1/refunds?lot={LOTS[0]}")
    others = (f"/v1/lots/{LOTS[0]}/guarantees", f"/v1/lots/{LOTS[0]}/bids")
    for path in ("/v1/deposits", *own, *others, "/v1/balances", "/v1/events"):
        assert one.get(path, person).status_code == 403
