"""What a row says is held fact by fact: one that is said otherwise differs, be all else right."""

from dataclasses import replace
from datetime import UTC, datetime
from types import SimpleNamespace
from typing import Any

import pytest

from api.scenario import run
from api.scenario.outcome import Difference
from api.scenario.saying import QUALIFIED, Saying
from api.scenario.table import Row, read
from domain.deposit.state import Deposit
from tests.kit.scenarios import ORACLE

AT = datetime(2026, 4, 6, tzinfo=UTC)


def row(*facts: str, actor: str = "Settlement", sealed: bool = False, seq: int = 1) -> Row:
    told: dict[str, Any] = {"at": AT, "note": "", "postings": ()}
    return Row(seq=seq, facts=facts, actor=actor, sealed=sealed, **told)


def said(name: str, post: str, sealed: Any = None, **event: Any) -> Any:
    body = SimpleNamespace(name=name, actor=SimpleNamespace(post=post), sealed=sealed)
    return SimpleNamespace(body=body, event=SimpleNamespace(**event))


def found(row: Row, *told: Any, scenario: str = "C", **deposit: Any) -> list[Difference]:
    """What differs; `deposit`: the one whose refunds tell of a cause."""
    return list(Saying(stage(**deposit), run.SCRIPTS[scenario]).after(row, told))


def stage(**deposit: Any) -> Any:
    states = SimpleNamespace(state=lambda _: deposit_of(**deposit))
    return SimpleNamespace(town=SimpleNamespace(system=SimpleNamespace(replay=states)))


def deposit_of(cause: str = "LOSER", line: str = "L") -> Any:
    refund = SimpleNamespace(cause=cause, line=line, number=1)
    return replace(Deposit(), refunds=(refund,))


CREDITED = said("BankCreditRecorded", "BANK")


def test_a_row_whose_every_fact_was_said_agrees():
    paid = row("BankCreditRecorded", "ReceiptMatched", actor="Bank")
    assert found(paid, CREDITED, said("ReceiptMatched", "MATCHER")) == []


def test_a_fact_that_nobody_said_is_named():
    (one,) = found(row("BankCreditRecorded", "ReceiptMatched", actor="Bank"), CREDITED)
    assert (one.key, one.actual) == ("facts", "- ['ReceiptMatched']")


def test_one_right_post_of_one_fact_is_not_enough():
    """Neither for the other facts of the row, nor for the same fact, said again."""
    paid = row("BankCreditRecorded", "ReceiptMatched", actor="Bank")
    (one,) = found(paid, CREDITED, said("ReceiptMatched", "OWNER"))
    assert (one.key, one.actual) == ("posts of ReceiptMatched", "OWNER")
    (one,) = found(
        paid,
        CREDITED,
        CREDITED,
        said("BankCreditRecorded", "AGENCY"),
        said("ReceiptMatched", "MATCHER"),
    )
    assert (one.key, one.actual) == ("posts of BankCreditRecorded", "AGENCY")


def test_what_follows_by_itself_the_platform_says_and_nothing_else():
    assert found(row("RefundInstructed"), said("RefundInstructed", "PLATFORM")) == []
    (one,) = found(row("RefundApproved"), said("RefundApproved", "PLATFORM"))
    assert one.key == "posts of RefundApproved"


@pytest.mark.parametrize(
    ("fact", "told", "other"),
    [
        ("DepositConverted(BID→PRICE)", {"to": "2004"}, {"to": "2003"}),
        ("DepositConverted(BID→PERFORMANCE)", {"to": "2003"}, {"to": "2004"}),
        ("HoldPlaced(H1)", {"hold": "H1"}, {"hold": "H2"}),
        ("HoldLifted(H1)", {"hold": "H1"}, {"hold": "H2"}),
        ("ComplaintDecided(DISMISSED)", {"conclusion": "DISMISSED"}, {"conclusion": "UPHELD"}),
        ("LotFailed(FEWER_THAN_3_BIDDERS)", {"reason": "FEWER_THAN_3_BIDDERS"}, {"reason": "x"}),
        ("ServiceFeeReceived(buyer)", {"of": "BUYER"}, {"of": "SELLER"}),
        (
            "AlertRaised(RF-01 SAME_PAYER_ACCOUNT)",
            {"finding": SimpleNamespace(kind="RF-01")},
            {"finding": SimpleNamespace(kind="RF-02")},
        ),
    ],
)
def test_a_fact_is_of_the_kind_that_the_row_has(fact, told, other):
    name = fact.partition("(")[0]
    asked = row(fact, actor="Settlement")
    assert found(asked, said(name, "C-SET2", **told)) == []
    (one,) = found(asked, said(name, "C-SET2", **other))
    assert (one.key, one.expected) == ("qualifier", fact)


@pytest.mark.parametrize(
    ("fact", "told", "cause", "other"),
    [
        ("RefundApproved(INSUFFICIENT)", {"number": 1}, "INSUFFICIENT", "LOSER"),
        ("ReceiptRejected(PAYER_MISMATCH)", {"line": "L"}, "MISMATCH", "LATE"),
    ],
)
def test_why_money_goes_back_is_read_where_it_is_owed(fact, told, cause, other):
    event = said(fact.partition("(")[0], "C-SET2", deposit="P1", **told)
    assert found(row(fact), event, cause=cause) == []
    (one,) = found(row(fact), event, cause=other)
    assert (one.key, one.actual) == ("qualifier", other)


def test_a_qualifier_that_nobody_can_read_does_not_pass():
    (one,) = found(row("PriceReleased(whole)"), said("PriceReleased", "C-SET2"))
    assert (one.key, one.expected) == ("qualifier", "PriceReleased(whole)")


def test_every_qualifier_of_the_file_can_be_read():
    """Of each fact that a table qualifies, in the log's name."""
    for name, table in read(ORACLE).tables.items():
        told_as = run.SCRIPTS[name].told_as
        facts = (fact for one in table.rows for fact in one.facts if "(" in fact)
        names = {told_as.get(fact, fact.partition("(")[0]) for fact in facts}
        assert names <= QUALIFIED.keys()


def test_each_event_of_a_sealed_row_is_sealed():
    issued = row("SubAccountIssued", actor="Bank", sealed=True)
    shut, open_ = (said("SubAccountIssued", "BANK", sealed=one) for one in (b"x", None))
    assert found(issued, shut, shut) == []
    (one,) = found(issued, shut, open_)
    assert (one.key, one.actual) == ("sealed SubAccountIssued", "readable")
    assert found(replace(issued, sealed=False), open_) == []
