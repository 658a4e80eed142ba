"""What a court takes lies on one account of ours, so that a payout can bring it there (P27)."""

from dataclasses import replace
from datetime import date

import pytest

from domain.deposit.enforce import ExecuteEnforcement
from domain.deposit.hold import LiftHold
from domain.desk.convert import ConvertDeposit
from domain.desk.price import MatchPrice, ReleasePrice
from domain.lot.compete import OpenBids
from domain.money import yuan
from tests.domain.desk import test_posting_rows as rows
from tests.domain.desk import test_posting_rows_out as out
from tests.domain.desk.test_frozen import COURT, LOT, TAKEN, B, D, Stands, tender
from tests.kit.till import ACCOUNT, ACCOUNTS, SETTLEMENT

REST = out.PRICE - out.DEPOSIT
PAID, LATER = date(2026, 4, 13), date(2026, 4, 20)
OTHER = "ZZ-OTHER-DEPOSITS"
SECOND = {"document": "(2026)闽06执2号", "evidence": "ee" * 32}
HALF = yuan("400,000.00")


def half_paid(rest=REST):
    """A price: what was the deposit lies where that came to, the rest where prices do."""
    till = out.sale.__wrapped__()
    if rest:
        line = till.line(rest, PAID, account=SETTLEMENT, payer=B)
        till.match(MatchPrice, line, deposit=D, lot=out.SALE)
    return Stands(till, "2004", rest + out.DEPOSIT, "")


def take(here, fen, how="do", **order):
    asked = ExecuteEnforcement(deposit=D, hold="H1", amount_fen=fen, **(order or TAKEN))
    return getattr(here.till, how)(asked, COURT)


def lies(here):
    return here.till.deposit(D).given.lies.get(("2011", f"{D}/H1"))


def paid_out(here, fen, account, lot=LOT):
    """The court has it, from this account of ours."""
    payout = here.till.passes_on(lot, "2011", f"{D}/H1", {D: fen}, account)
    here.till.debit(here.till.send(payout), LATER)
    return here.till.total("2011")


def test_of_a_price_on_two_accounts_what_was_paid_is_taken_first_and_can_be_paid_out():
    """The deposit's part is still transferred to the fen, and what is missing may come again."""
    here = half_paid()
    fen = yuan("320,000.00")
    here.frozen(fen)
    take(here, fen)
    assert lies(here) == {SETTLEMENT}
    assert paid_out(here, fen, SETTLEMENT, out.SALE) == 0
    here.till.part_moves(out.SALE, D, LATER)
    line = here.till.line(fen, LATER, account=SETTLEMENT, payer=B)
    here.till.match(MatchPrice, line, deposit=D, lot=out.SALE)
    here.till.assess(out.SALE, out.FEE)
    released = ReleasePrice(deposit=D, lot=out.SALE, fee_fen=out.FEE, **out.DECISION)
    here.till.do(released, "C-SET2")
    assert here.till.total("2004") == 0


def test_more_than_was_paid_is_taken_once_the_deposits_part_lies_with_it():
    here = half_paid()
    here.frozen(REST + 1)
    refused = take(here, REST + 1, "ask")
    both = f"what H1 takes lies on {ACCOUNT} and {SETTLEMENT}: transfer the deposit's part"
    assert (refused.rule, refused.detail) == ("hold.two_accounts", both)
    here.till.part_moves(out.SALE, D, LATER)
    take(here, REST + 1)
    assert paid_out(here, REST + 1, SETTLEMENT, out.SALE) == 0


def test_where_nothing_was_paid_yet_it_is_taken_of_the_part_where_that_lies():
    here = half_paid(0)
    here.frozen(1)
    take(here, 1)
    assert lies(here) == {ACCOUNT}
    assert here.till.deposit(D).price.part_fen == out.DEPOSIT - 1


@pytest.fixture
def of_two(monkeypatch):
    """A deposit of which half came to each of two accounts of ours that hold deposits."""
    monkeypatch.setitem(ACCOUNTS, OTHER, ("35050161000000009999", "1001", "CNY"))
    till = tender()
    for account in (ACCOUNT, OTHER):
        till.pays(D, B, "400,000.00", rows.DAY, account=account)
    return Stands(till, "2002", 2 * HALF, "")


def frozen_of_a_deposit(here):
    return here.frozen(here.fen)


def frozen_of_a_bond(here):
    rows.won(here.till)
    here.till.do(ConvertDeposit(deposit=D, lot=LOT), "C-SET2")
    here.account = "2003"
    return here.frozen(here.fen)


@pytest.mark.parametrize("frozen", [frozen_of_a_deposit, frozen_of_a_bond])
def test_what_came_to_two_accounts_is_taken_and_paid_out_from_one_after_the_other(of_two, frozen):
    """What came first is taken first."""
    here = frozen(of_two)
    refused = take(here, HALF + 1, "ask")
    both = f"what H1 takes lies on {ACCOUNT} and {OTHER}: take less, the rest once that is paid"
    assert (refused.rule, refused.detail) == ("hold.two_accounts", both)
    take(here, HALF)
    assert lies(here) == {ACCOUNT}
    assert take(here, 1, "ask", **SECOND).rule == "hold.two_accounts", "the first is not paid out"
    if frozen is frozen_of_a_deposit:
        here.till.do(OpenBids(lot=LOT, bidders=3), "PLATFORM", when=rows.OPENING)
    assert paid_out(here, HALF, ACCOUNT) == 0
    take(here, HALF, **SECOND)
    assert paid_out(here, HALF, OTHER) == 0


def test_of_a_bond_what_was_lifted_is_taken_no_more(of_two):
    """It lies where it did: what the court took before was the first that came."""
    here = frozen_of_a_bond(of_two)
    take(here, HALF - 1)
    assert lies(here) == {ACCOUNT}
    here.till.do(LiftHold(deposit=D, hold="H1"), COURT)
    here.till.do(here.placing(2, "H2"), COURT)
    asked = ExecuteEnforcement(deposit=D, hold="H2", amount_fen=2, **TAKEN)
    assert here.till.ask(asked, COURT).rule == "hold.two_accounts"
    here.till.do(replace(asked, amount_fen=1), COURT)
    assert here.till.deposit(D).given.lies["2011", f"{D}/H2"] == {ACCOUNT}
