"""Rounds over the channels of an installation: everything once, and a bank that is away waits."""

from domain.accounts import BANK_DEBITS, IN_TRANSIT, REFUNDS_PAYABLE, UNIDENTIFIED
from tests.api.banking.conftest import COUNT
from tests.kit import payouts as paying
from tests.kit.city import move_to
from tests.kit.payouts import ACCOUNT

SENT, ACCEPTED, SETTLED = "已发送", "银行已受理", "已记账"
NEXT_MORNING = "2026-03-19T08:30"


def next_day(system, bank):
    """The bank's night passes."""
    bank.move_to(NEXT_MORNING)
    move_to(system, f"{NEXT_MORNING}:00+08:00")


def test_what_came_in_is_imported_and_matched_by_the_same_round(system, bank):
    paying.pay_in(bank, paying.payers(COUNT))
    move_to(system, f"{paying.MORNING}:00+08:00")
    done = paying.step(system)
    assert (sum(one.new for one in done.imported), done.problem) == (COUNT, None)
    assert [one.matched for one in done.proposals] == [True] * COUNT
    assert paying.balance(system, UNIDENTIFIED.code) == 0
    assert paying.balance(system, REFUNDS_PAYABLE.code) == -sum(
        one.fen for one in paying.payers(COUNT)
    )


def test_an_idle_round_adds_nothing_to_the_log(owing, bank):
    paying.step(owing)
    next_day(owing, bank)
    paying.step(owing)
    before = owing.tree.size()
    done = paying.step(owing)
    assert (done.reports, done.sent, done.asked, done.imported) == (0, [], [], [])
    assert owing.tree.size() == before


def test_what_is_ordered_is_sent_accepted_and_settled_by_the_statement(owing, bank):
    assert [len(one.payments) for one in paying.step(owing).sent] == [COUNT]
    paying.step(owing)
    assert set(paying.stages(owing).values()) == {ACCEPTED}
    next_day(owing, bank)
    paying.step(owing)
    assert set(paying.stages(owing).values()) == {SETTLED}
    assert paying.balance(owing, IN_TRANSIT.code) == paying.balance(owing, BANK_DEBITS.code) == 0
    assert paying.balance(owing, "1001") == bank.balance(ACCOUNT) == 0
