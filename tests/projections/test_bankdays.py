"""Bank days: the bank's own figures beside each other, its lines under seal."""

from typing import Any

import pytest

from domain.bankday.events import StatementImported
from domain.bankpage.events import LineAllocated, LineDivided, LineRejoined, LineReleased
from domain.kernel import StreamId
from ledger.events import KeyDestroyed
from projections.bankdays import ACCOUNTS, BANKDAYS, DAYS, LINES, project
from projections.projection import Erase, Put
from tests.kit.rows import (
    ACCOUNT,
    DAY,
    OPENED,
    OTHER_D,
    OWNER,
    PAGE,
    PAYER,
    PRICE,
    D,
    credit,
    debit,
)
from tests.projections.kit import recorded, shelf, told

LINE = (ACCOUNT, DAY, f"{PAGE.code}#1")
STATEMENT = StatementImported(
    account=ACCOUNT,
    day=DAY,
    statement="1",
    sequence=1,
    currency="CNY",
    lines=2,
    pages=1,
    follows=None,
    whole_day=False,
    sha256="ab" * 32,
    opening=100,
    closing=100 + PRICE - 7,
)


def changes(event: Any) -> list[Any]:
    return list(project(recorded(event, PAGE)))


def test_a_line_counts_for_its_day_and_stands_under_its_code() -> None:
    day, line = changes(credit())
    assert day == Put(DAYS, (ACCOUNT, DAY), {"currency": "CNY", "lines": 1, "credits": PRICE})
    assert (line.table, line.key) == (LINES, LINE)
    assert (line.values["amount"], line.values["payer"]) == (PRICE, PAYER)
    assert changes(debit(2, 7))[0].values == {"currency": "CNY", "lines": 1, "debits": 7}


def test_a_line_that_cannot_be_read_counts_all_the_same() -> None:
    unreadable = type(credit())(**{**as_fields(credit()), "particulars": None})
    assert [change.table for change in changes(unreadable)] == [DAYS]


def as_fields(event: Any) -> dict[str, Any]:
    return {name: getattr(event, name) for name in event.__dataclass_fields__}


def test_a_link_is_given_and_taken_back() -> None:
    day = (ACCOUNT, DAY)
    given = LineAllocated(number=1, deposit=D, amount=PRICE)
    assert changes(given) == [
        Put(DAYS, day, {"matched": 1}),
        Put(LINES, LINE, {"deposit": D, "allocated": PRICE, "version": 1}),
    ]
    taken = LineReleased(number=1, deposit=D, amount=PRICE)
    assert changes(taken) == [
        Put(DAYS, day, {"matched": -1}),
        Put(LINES, LINE, {"deposit": None, "allocated": -PRICE, "version": 1}),
    ]


def test_a_divided_line_counts_once_and_is_told_of_all_its_deposits() -> None:
    day, both = (ACCOUNT, DAY), [D, OTHER_D]
    none = {"deposit": None, "version": 1}
    assert changes(LineDivided(number=1, deposits=(D, OTHER_D), amount=PRICE)) == [
        Put(DAYS, day, {"matched": 1}),
        Put(LINES, LINE, {**none, "allocated": PRICE, "deposits": both}),
    ]
    assert changes(LineRejoined(number=1, amount=PRICE)) == [
        Put(DAYS, day, {"matched": -1}),
        Put(LINES, LINE, {**none, "allocated": -PRICE, "deposits": None}),
    ]


def test_a_link_that_cannot_be_read_counts_all_the_same() -> None:
    assert changes(LineAllocated()) == [Put(DAYS, (ACCOUNT, DAY), {"matched": 1})]
    assert changes(LineReleased()) == [Put(DAYS, (ACCOUNT, DAY), {"matched": -1})]
    assert changes(LineDivided()) == [Put(DAYS, (ACCOUNT, DAY), {"matched": 1})]
    assert changes(LineRejoined()) == [Put(DAYS, (ACCOUNT, DAY), {"matched": -1})]


def test_the_days_key_takes_the_days_lines_along() -> None:
    gone = KeyDestroyed(key=f"day/{OWNER}", reason="x")
    assert changes(gone) == [Erase(LINES, {"account": ACCOUNT, "day": DAY})]
    assert changes(KeyDestroyed(key="party/X", reason="x")) == []


def test_days_are_open_and_lines_are_not(database: Any) -> None:
    said = [
        (StreamId("account", ACCOUNT), OPENED),
        (PAGE, credit(1)),
        (PAGE, debit(2, 7)),
        (PAGE, LineAllocated(number=1, deposit=D, amount=PRICE)),
        (StreamId("bankday", OWNER), STATEMENT),
    ]
    with (
        told(database, *said) as (log, vault),
        shelf(database, log, vault, (BANKDAYS,)) as made,
    ):
        made.runner.catch_up()
        opened, closed = made.reader(BANKDAYS), made.reader(BANKDAYS, sealed=True)
        (account,), (day,) = opened.rows(ACCOUNTS).rows, opened.rows(DAYS).rows
        assert (account["account"], account["holds"]) == (ACCOUNT, "1001")
        assert (day["lines"], day["credits"], day["debits"]) == (2, PRICE, 7)
        assert day["opening"] + day["credits"] - day["debits"] == day["closing"]
        assert opened.rows(LINES).rows == []
        first, second = closed.rows(LINES).rows
        assert (first["deposit"], first["allocated"]) == (D, PRICE)
        assert (second["deposit"], second["credit"]) == (None, False)
        assert closed.rows(LINES, {"deposit": D}).rows == [first]


@pytest.mark.parametrize("key", ["day/CNY-DEPOSITS", "day/x", "day/", "party/N1", "room"])
def test_a_key_that_is_no_days_takes_nothing_along(key: str) -> None:
    assert changes(KeyDestroyed(key=key, reason="x")) == []
