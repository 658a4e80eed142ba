"""Queries: the figures of the story, page by page, as of any moment; and who may ask for them."""

from typing import Any

import pytest

from domain.account.open import OpenAccount
from ledger.checkpoint import verify
from tests.kit.bidding import ACCOUNT, DAY, FEN, LOTS
from tests.kit.door import Door, problem

OWNED = {
    ("1001", ACCOUNT): 1_000_00 + 6 * FEN,
    ("2001", f"{ACCOUNT}/{DAY}"): -2 * FEN,
    ("2015", ACCOUNT): -1_000_00,
}
"""Balances in fen that everybody of the money may name; the deposits' are in the totals only."""
TOTALS = {"1001": 1_000_00 + 6 * FEN, "2001": -2 * FEN, "2002": -4 * FEN, "2015": -1_000_00}
LISTS = (
    "/v1/balances?by=owner",
    "/v1/balances?by=account",
    "/v1/bankdays?",
    "/v1/lots?",
    "/v1/events?",
)


def data(at: Door, path: str, person: str = "auditor") -> list[dict[str, Any]]:
    answer = at.get(path, person)
    assert answer.status_code == 200, answer.text
    found: list[dict[str, Any]] = answer.json()["data"]
    return found


def owned(at: Door, query: str = "") -> dict[tuple[str, str], int]:
    rows = data(at, f"/v1/balances?by=owner{query}")
    return {(row["account"], row["owner"]): row["amount"] for row in rows}


def position_of(at: Door, name: str) -> int:
    """Where the first event of a name stands that is not sealed."""
    return next(row["position"] for row in data(at, "/v1/events?limit=1000") if _is(row, name))


def _is(row: dict[str, Any], name: str) -> bool:
    return row.get("name") == name


def test_balances_by_owner(at: Door):
    assert owned(at) == OWNED


def test_balances_by_account(at: Door):
    rows = data(at, "/v1/balances?by=account")
    assert {row["account"]: row["amount"] for row in rows} == TOTALS
    assert all(row["amount"] == row["debit"] - row["credit"] for row in rows)
    assert {(row["book"], row["currency"], row["owner"]) for row in rows} == {("CUST", "CNY", None)}


def test_balances_as_of_a_position(at: Door):
    opened = position_of(at, "AccountOpened")
    assert owned(at, f"&as_of={opened - 1}") == {}
    assert owned(at, f"&as_of={opened}") == {
        ("1001", ACCOUNT): 1_000_00,
        ("2015", ACCOUNT): -1_000_00,
    }


def test_balances_as_of_an_instant_are_what_was_known_then(at: Door):
    before = owned(at, "&as_of=2026-03-16T17:59:59%2B08:00")
    assert before == {("1001", ACCOUNT): 1_000_00, ("2015", ACCOUNT): -1_000_00}
    assert owned(at, "&as_of=2026-03-16T18:00:00%2B08:00") == OWNED
    assert owned(at, "&as_of=2026-03-16T18:00:00+08:00") == OWNED, "a plus is sent as a blank"


def test_balances_as_of_a_day_are_what_belongs_to_it(at: Door):
    assert owned(at, "&as_of=2026-03-15") == {}, "the account is opened as of the sixteenth"
    assert owned(at, "&as_of=2026-03-16") == OWNED


def test_a_bank_day_closes_without_a_difference(at: Door):
    (day,) = data(at, "/v1/bankdays")
    assert day == {
        "account": ACCOUNT,
        "day": str(DAY),
        "currency": "CNY",
        "lines": 6,
        "matched": 4,
        "credits": 6 * FEN,
        "debits": 0,
        "opening": 1_000_00,
        "closing": 1_000_00 + 6 * FEN,
        "ledger": 1_000_00 + 6 * FEN,
        "difference": 0,
    }


def test_a_bank_day_without_its_statement_has_no_difference_yet(at: Door):
    (day,) = data(at, f"/v1/bankdays?as_of={position_of(at, 'StatementImported') - 2}")
    assert (day["lines"], day["closing"], day["difference"]) == (6, None, None)


def test_a_day_elsewhere_is_what_was_known_at_its_end(at: Door):
    assert data(at, "/v1/bankdays?as_of=2026-03-15") == []
    assert len(data(at, "/v1/bankdays?as_of=2026-03-16")) == 1
    assert data(at, "/v1/lots?as_of=2026-03-01") == []


def test_lots_are_public(at: Door):
    rows = at.get("/v1/lots").json()["data"]
    assert [row["lot"] for row in rows] == list(LOTS)
    assert [row["deposit_fen"] for row in rows] == [FEN, FEN]
    assert {row["opened_at"] for row in rows} == {None}


def test_before_an_opening_no_deposit_is_told(at: Door):
    for query in ("", f"?lot={LOTS[0]}"):
        assert data(at, f"/v1/deposits{query}") == []


def test_the_trail_tells_sealed_events_by_position_only(at: Door):
    rows = data(at, "/v1/events?limit=1000")
    assert [row["position"] for row in rows] == list(range(1, len(rows) + 1))
    sealed = [row for row in rows if "kind" not in row]
    assert sealed
    assert all(set(row) == {"position", "recorded_at", "sealed"} for row in sealed)
    kinds = {row["kind"] for row in rows if "kind" in row}
    of_accounts = {"account", "accountnumber", "bankday"}
    assert kinds == {"governance", "keys", "heads", "lot", "party"} | of_accounts


@pytest.mark.parametrize("path", LISTS)
def test_pages_follow_each_other_and_are_all(at: Door, path: str):
    whole = at.get(f"{path}&limit=1000", "auditor").json()
    assert "next" not in whole["links"]
    rows, here = [], f"{path}&limit=2&as_of={whole['as_of']['position']}"
    while True:
        page = at.get(here, "auditor").json()
        assert len(page["data"]) <= 2
        rows += page["data"]
        if "next" not in page["links"]:
            break
        here = page["links"]["next"]
    assert rows == whole["data"]


@pytest.mark.parametrize("path", LISTS)
def test_what_was_shown_can_be_shown_again(at: Door, path: str):
    before = at.get(path, "auditor").json()
    asked = OpenAccount(
        account=f"MORE-{LISTS.index(path)}",
        bank="mock-bank",
        number=f"62284804025648{LISTS.index(path):02d}",
        currency="CNY",
        holds="1001",
        opening=1,
        day=DAY,
        statement=None,
    )
    last = at.system.ask("cash", asked).last
    assert at.get(f"{path}&min_position={last}", "auditor").json()["as_of"]["position"] >= last
    assert at.get(before["links"]["self"], "auditor").json()["data"] == before["data"]


def test_every_answer_says_what_it_stands_for(at: Door):
    said = at.get("/v1/lots").json()["as_of"]
    assert said["mode"] == "simulated"
    assert 0 < said["position"] <= said["head"]
    assert said["recorded_at"].endswith("Z") or "+" in said["recorded_at"]
    assert said["lag_ms"] >= 0


def test_an_answer_carries_a_checkpoint_that_covers_it(at: Door):
    at.system.publisher.publish()
    said = at.get("/v1/lots").json()["as_of"]
    key = at.system.home.signer("checkpoint").public
    signed = verify(said["checkpoint"], at.system.log.origin, key)
    assert signed.size >= said["position"]
    assert signed.origin == at.system.log.origin


def test_a_quiet_fortnight_makes_no_answer_old(at: Door):
    """All that is not in this one came at its end."""
    old = at.get("/v1/lots?as_of=2026-03-02T10:00:00%2B08:00").json()["as_of"]
    assert (old["lag_ms"], old["position"] < old["head"]) == (0, True)


def test_position_0_is_before_everything(at: Door):
    said = at.get("/v1/lots?as_of=0").json()
    assert said["data"] == []
    assert (said["as_of"]["position"], said["as_of"]["checkpoint"]) == (0, None)


def test_a_position_beyond_the_log_is_not_there(at: Door):
    head = at.system.tree.size()
    said = problem(at.get(f"/v1/lots?as_of={head + 1_000}"), 404, "not-found")
    assert str(head + 1_000) in said["detail"]


@pytest.mark.parametrize(
    "as_of",
    [
        "yesterday",
        "-1",
        "1.5",
        "2026-02-30",
        "2026-03-16T10:00:00",
        "0001-01-01",
        "9999-12-31",
        "9999-12-31T23:59:59-14:00",
        "٣",
        "%00",
        "",
    ],
)
def test_a_moment_that_is_none_is_told_what_is_right(at: Door, as_of: str):
    said = problem(at.get(f"/v1/lots?as_of={as_of}"), 422, "invalid")
    assert "a position, a day, or an instant" in said["detail"]


@pytest.mark.parametrize(
    ("query", "field"),
    [
        ("balances?by=colour", "query.by"),
        ("balances?limit=0", "query.limit"),
        ("bankdays?limit=1001", "query.limit"),
        ("lots?after=%00", "query.after"),
        ("lots?min_position=-1", "query.min_position"),
        ("deposits?lot=a", "query.lot"),
        ("events?after=x", "query.after"),
    ],
)
def test_a_parameter_out_of_range_is_told(at: Door, query: str, field: str):
    said = problem(at.get(f"/v1/{query}", "auditor"), 422, "invalid")
    assert [one["field"] for one in said["errors"]] == [field]


@pytest.mark.parametrize(
    ("query", "right"),
    [
        ("balances?after=CUST/CNY/2002", "book/currency/account/owner"),
        ("balances?by=account&after=x", "book/currency/account"),
        ("bankdays?after=2026-02-30/A", "day/account"),
        ("closes?after=A/yesterday", "account/day"),
        ("refunds?after=P0/x", "deposit/number"),
        ("refunds?after=P0/99999999999999999999", "deposit/number"),
    ],
)
def test_a_cursor_that_no_page_ended_with_is_told_what_is_right(at: Door, query: str, right: str):
    said = problem(at.get(f"/v1/{query}", "auditor"), 422, "invalid")
    assert f"{right} is right" in said["detail"]


MONEY = ("clerk", "reviewer", "cash", "auditor", "supervisor")


@pytest.mark.parametrize(
    ("path", "may"),
    [
        ("/v1/balances", MONEY),
        ("/v1/bankdays", MONEY),
        ("/v1/deposits", MONEY),
        ("/v1/events", (*MONEY, "office")),
        ("/v1/lots", (*MONEY, "office", "ops", "agency", "bidder", "bank", "nobody", None)),
    ],
)
def test_who_may_read_what(at: Door, path: str, may: tuple[str | None, ...]):
    people = (*MONEY, "office", "ops", "agency", "bidder", "bank", "nobody", None)
    answered = {person for person in people if at.get(path, person).status_code == 200}
    assert answered == set(may)
    for person in set(people) - answered:
        assert "posts" in problem(at.get(path, person), 403, "forbidden")["detail"] or (
            path == "/v1/deposits"
        )
