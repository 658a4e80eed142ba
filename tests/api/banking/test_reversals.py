"""What the bank took back (冲正) is not paid out again, whatever was approved before (P09)."""

from datetime import date

import pytest

from api.banks.channels.channel import Outcome
from api.demo.cast import LOT
from api.refunding import judged
from domain.bankpage.events import Particulars
from domain.bankpage.import_lines import BankLine, ImportLines
from domain.deposit.refund import Standing
from domain.desk.reverse import MatchReversal
from domain.kernel import Rejected, StreamId
from domain.payment.state import Stage
from tests.kit import payouts as paying
from tests.kit.city import move_to
from tests.kit.payouts import ACCOUNT, Payer

DAY = date(2026, 3, 18)
ONE = Payer(2)
LATER = "2026-04-02T09:00:00+08:00"
"""When a stray of that day may be looked at by people."""


def taken_back(system, fen=ONE.fen, reversal=True):
    """The bank takes a credit back and does not say whose it was; the line."""
    said = Particulars(fingerprint="0f" * 32, reversal=reversal)
    line = BankLine(credit=False, amount=fen, value_date=DAY, booked_at=None, particulars=said)
    asked = ImportLines(
        account=ACCOUNT,
        holds="1001",
        currency="CNY",
        day=DAY,
        page=1,
        statement="ab" * 32,
        lines=(line,),
    )
    system.ask("bank", asked)
    return f"{ACCOUNT}/{DAY}/1#1"


def refund(system):
    return system.replay.state(StreamId("deposit", ONE.deposit)).refund(1)


def against(system):
    """What stands against the refunds that wait, by deposit."""
    system.readers.runner.catch_up()
    return {
        row["deposit"]: one.rule
        for row, one in judged(system, ACCOUNT)
        if isinstance(one, Rejected)
    }


def test_an_approved_refund_is_not_sent_while_nobody_knows_whose_money_is_gone(owing, bank):
    taken_back(owing)
    done = paying.step(owing)
    assert f"{ONE.deposit}/1/1 is not sent" in done.problem
    assert paying.stages(owing)[f"{ONE.deposit}/1/1"] == Stage.REJECTED.value
    assert sorted(len(one.payments) for one in done.sent if one.message) == [2]
    assert refund(owing).standing is Standing.FAILED
    assert against(owing) == {ONE.deposit: "refund.reversal_open"}
    assert [one.answer.outcome for one in done.sent if one.message] == [Outcome.TAKEN]


def test_by_hand_a_clerk_says_whose_and_nothing_is_owed_of_it_any_more(owing, bank):
    line = taken_back(owing)
    paying.step(owing)
    move_to(owing, LATER)
    paying.step(owing)
    (receipt,) = owing.replay.state(StreamId("deposit", ONE.deposit)).receipts
    asked = MatchReversal(
        line=line, line_seen=1, reversed=receipt.line, deposit=ONE.deposit, lot=LOT.lot
    )
    owing.ask("clerk", asked)
    assert refund(owing).standing is Standing.VOID
    assert against(owing) == {}
    assert paying.balance(owing, "1003") == 0
    assert len(bank.payments()) == 2
    assert ONE.payment not in [one for one, _ in bank.payments()]


@pytest.mark.parametrize(
    "other", [{"fen": 1}, {"reversal": False}], ids=["another amount", "no reversal"]
)
def test_another_debit_keeps_nobody_waiting(owing, bank, other):
    taken_back(owing, **other)
    (sent,) = paying.step(owing).sent
    assert len(sent.payments) == 3
