"""What is alerted in a scenario is held: of which kind, shown by what, seen when, and no other."""

from dataclasses import replace
from datetime import UTC, date, datetime
from types import SimpleNamespace
from typing import Any

import pytest

from api.scenario import alerting, run
from api.scenario.alerting import Alerting
from api.scenario.size import AS_GIVEN, Size
from api.scenario.table import read
from domain.deposit.state import Deposit
from domain.trade.raise_alert import RaiseAlert
from tests.kit.scenarios import ORACLE

TABLE, SCRIPT = read(ORACLE).tables["A"], run.SCRIPTS["A"]
P1, P2, ANOTHER = (f"P{n:016X}" for n in (1, 2, 7))
DEPOSITS = {"A1/B1": P1, "A1/B2": P2}
THIRD_PARTY, SAME_PAYER, OPENING, DEFAULT = 14, 36, 34, 54


class Town(SimpleNamespace):
    """A town of which one refund is known, and what is told of a lot."""

    def settle(self) -> None:
        """Nothing follows."""


@pytest.fixture
def told_of(monkeypatch: pytest.MonkeyPatch) -> set[str]:
    """The kinds that are told of the lot by now; and nothing is overdue."""
    kinds = set[str]()
    monkeypatch.setattr(alerting, "to_explain", lambda *_: [{"kind": one} for one in kinds])
    monkeypatch.setattr(alerting, "unpaid_refunds", lambda *_: iter(()))
    return kinds


@pytest.fixture
def heard(told_of: set[str]) -> Alerting:
    due = SimpleNamespace(number=1, due=date(2026, 4, 28))
    deposit = replace(Deposit(), refunds=(due,))
    replay = SimpleNamespace(state=lambda _: deposit)
    town = Town(system=SimpleNamespace(replay=replay, readers=None), head=99)
    return Alerting(
        SimpleNamespace(town=town, table=TABLE, deposits=DEPOSITS, size=AS_GIVEN), SCRIPT
    )


def said(position: int, name: str, **event: Any) -> Any:
    body = SimpleNamespace(name=name)
    return SimpleNamespace(position=position, body=body, event=SimpleNamespace(**event))


def alert(position: int, kind: str, *causes: int) -> Any:
    about = {"lots": ("A1",), "deposits": (P1, P2), "causes": causes}
    return said(position, "AlertRaised", finding=SimpleNamespace(kind=kind, **about))


MISMATCH = said(7, "PayerMismatchDetected")
SEALED, RAISED = alert(8, "RF-02", 7), alert(20, "RF-01", 7)


def keys(heard: Alerting, row: int, *told: Any) -> list[str]:
    return [one.key for one in heard.after(TABLE.row(row), told)]


def test_an_alert_is_secret_until_the_opening_and_told_from_it_on(heard, told_of):
    assert keys(heard, THIRD_PARTY, MISMATCH, SEALED) == []
    told_of.add("RF-02")
    assert keys(heard, OPENING) == []
    told_of.add("RF-01")
    assert keys(heard, SAME_PAYER, RAISED) == []


def test_one_that_can_be_read_before_is_found(heard, told_of):
    told_of.add("RF-02")
    assert keys(heard, THIRD_PARTY, MISMATCH, SEALED) == ["RF-02 seen"]


def test_one_that_cannot_be_read_at_the_opening_is_found(heard):
    assert keys(heard, THIRD_PARTY, MISMATCH, SEALED) == []
    assert keys(heard, OPENING) == ["RF-02 seen"]


@pytest.mark.parametrize("causes", [(), (6,), (99,), (7, 99)], ids=str)
def test_one_is_shown_by_the_fact_of_its_kind_and_by_no_strange_position(heard, causes):
    told = (said(6, "ReceiptMatched"), MISMATCH, alert(8, "RF-02", *causes))
    assert keys(heard, THIRD_PARTY, *told) == ["RF-02 causes"]


def test_what_the_reference_has_beside_a_row_was_raised(heard, told_of):
    told_of.add("RF-18")
    defaulted = said(40, "WinnerDefaulted")
    assert keys(heard, DEFAULT, defaulted) == ["RF-18"]
    assert keys(heard, DEFAULT, defaulted, alert(41, "RF-18", 40)) == []


def test_an_alert_of_which_no_row_tells_is_found_at_the_end(heard, told_of):
    told_of |= {"RF-02", "MA-2"}
    keys(heard, THIRD_PARTY, MISMATCH, SEALED)
    assert list(heard.ended()) == []
    keys(heard, THIRD_PARTY + 1, alert(30, "MA-2", 7))
    (one,) = heard.ended()
    assert (one.key, one.expected, one.actual) == ("alerts", "RF-02", "MA-2, RF-02")


@pytest.mark.parametrize(("size", "odd"), [(AS_GIVEN, 1), (Size(3), 0), (Size(1, 1), 0)], ids=str)
def test_a_deposit_that_is_more_than_may_be_is_alerted_of_where_it_is_played_larger(
    heard, size, odd
):
    heard._stage.size = size
    keys(heard, 3, said(3, "LotDefined"), alert(4, "MA-1", 3))
    assert len(list(heard.ended())) == odd


def test_money_that_goes_back_after_its_day_is_found(heard):
    paid = said(50, "RefundConfirmed", deposit=P1, number=1)
    assert keys(heard, 60, paid) == []
    (one,) = heard.after(TABLE.row(61), (paid,))
    assert (one.key, one.expected, one.actual) == ("MA-2", "2026-04-28", "2026-04-29")


def test_money_that_is_still_due_after_its_day_is_found(heard, monkeypatch):
    at = datetime(2026, 5, 1, tzinfo=UTC)
    for whose, found in ((P2, ["MA-2"]), (ANOTHER, [])):
        about = {
            "lots": (SCRIPT.lots["A1"].code,),
            "deposits": (whose,),
            "causes": (7,),
            "arose_at": at,
        }
        wanted = RaiseAlert(alert="W1234567890ABCDEF", kind="MA-2", **about)
        due = [SimpleNamespace(wanted=wanted)]
        monkeypatch.setattr(alerting, "unpaid_refunds", lambda *_, due=due: iter(due))
        assert [one.key for one in heard.ended()] == found
