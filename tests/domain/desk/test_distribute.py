"""One sum of interest for all of an account is distributed by what lay there, to the fen (E19)."""

from datetime import date
from itertools import permutations

import pytest

from domain.account.events import InterestDistributed
from domain.bankpage.events import Particulars
from domain.bankpage.import_lines import BankLine, ImportLines
from domain.deposit.owed import BankInterestCredited, InterestAllocated
from domain.desk.distribute import MOST, DistributeInterest
from domain.kernel import Rejected
from domain.money import yuan
from domain.permissions import PERMITTED
from tests.kit.lumps import (
    AGREED,
    B1,
    B3,
    B4,
    DEPOSITS,
    LUMP,
    PARTS,
    SETTLED,
    agreeing,
    before,
    distributed,
    distributing,
    lump,
    lying,
)
from tests.kit.sentences import hear
from tests.kit.till import ACCOUNT, FILE, SETTLEMENT, Till, at, nonzero


def refused(till, line, rule, *deposits):
    decided = till.ask(distributing(till, line, *deposits), "MATCHER", when=at(SETTLED))
    assert isinstance(decided, Rejected), decided
    assert decided.rule == rule
    hear(rule, decided.detail)
    return decided.detail


def test_e19_a_lump_is_distributed_by_day_products_with_the_largest_remainder():
    till = lying()
    distributed(till, lump(till))
    parts = {code: till.deposit(code).balance("2007") for code in DEPOSITS}
    assert parts == PARTS
    assert sum(parts.values()) == yuan(LUMP)
    assert till.total("2001") == 0
    (told,) = [one for one in till.memory.said if isinstance(one, InterestDistributed)]
    assert (told.since, told.until, told.amount_fen) == (AGREED, SETTLED, yuan(LUMP))
    assert told.day_products == 80_280_000 * 100


def test_the_order_in_which_they_are_named_changes_nothing():
    for named in permutations(DEPOSITS):
        till = lying()
        distributed(till, lump(till), *named)
        assert {one: till.deposit(one).balance("2007") for one in DEPOSITS} == PARTS


def test_equal_remainders_go_by_the_deposits_ids():
    """One fen over two equal deposits: the first id has it, and the other no fact of its own."""
    till = lying()
    till.bidder("P00000000000000D9", "A3506000001000001001003", "N00000000000000B9")
    till.pays("P00000000000000D9", "N00000000000000B9", "240,000.00", before(7))
    distributed(till, lump(till, "0.01"), "P00000000000000D9", B4)
    assert till.deposit(B4).balance("2007") == 1
    assert till.deposit("P00000000000000D9").paid_interest == ()


def test_asked_twice_it_is_distributed_once():
    till = lying()
    line = lump(till)
    distributed(till, line)
    assert till.ask(distributing(till, line), "MATCHER") == ()


def test_the_next_sum_is_for_the_days_since():
    """Nothing moved: for one day more, by what lies there now."""
    till = lying()
    distributed(till, lump(till))
    line = lump(till, "22.40", date(2026, 6, 22))
    distributed(till, line)
    came = [one for one in till.memory.said if isinstance(one, InterestDistributed)]
    assert [(one.since, one.until) for one in came] == [
        (AGREED, SETTLED),
        (SETTLED, date(2026, 6, 22)),
    ]
    assert till.total("2007") == -yuan("802.89")
    assert till.deposit(B1).balance("2007") == PARTS[B1] + 838


def test_what_is_held_still_says_why_its_interest_stays():
    """R14: no refund is owed yet; B3's was owed without interest, and has gone."""
    till = lying()
    distributed(till, lump(till))
    told = [one for one in till.memory.said if isinstance(one, InterestAllocated)]
    assert {(one.deposit, one.left_fen, one.reason) for one in told} == {
        (code, fen, "MAY_BE_OWED") for code, fen in PARTS.items()
    }


def test_whoever_had_no_money_there_has_no_part():
    till = lying()
    till.bidder("P00000000000000D9", "A3506000001000001001003", "N00000000000000B9")
    distributed(till, lump(till), *DEPOSITS, "P00000000000000D9")
    came = [one.deposit for one in till.memory.said if isinstance(one, BankInterestCredited)]
    assert sorted(came) == sorted(DEPOSITS)


def test_where_none_lay_there_it_stays_nobodys():
    till = Till()
    till.do(agreeing(), "OFFICE")
    line = lump(till)
    refused(till, line, "interest.nothing_lay")
    assert nonzero(till)["2001", f"{ACCOUNT}/{SETTLED}"] == -yuan(LUMP)


@pytest.mark.parametrize(
    ("said", "rule"),
    [
        ({"kind": "PAYMENT"}, "interest.no_interest"),
        ({"kind": None}, "interest.no_interest"),
        ({"reference": Till.number(B1)}, "interest.of_one"),
        ({"account": SETTLEMENT}, "interest.no_lump"),
        ({"day": AGREED}, "interest.no_lump"),
        ({"day": before(93)}, "interest.no_lump"),
        ({"returned": True}, "desk.returned_payment"),
    ],
)
def test_only_the_banks_own_sum_for_an_account_that_is_paid_so(said, rule):
    till = lying()
    refused(till, lump(till, **said), rule)


def test_a_bank_that_pays_on_each_sub_account_again_pays_no_sum():
    till = lying()
    till.do(agreeing(since=date(2026, 6, 1), lump=False), "OFFICE")
    refused(till, lump(till), "interest.no_lump")


def test_what_is_agreed_anew_in_the_middle_changes_nothing_of_the_sum():
    till = lying()
    till.do(agreeing(since=before(10), evidence="ab" * 32), "OFFICE")
    distributed(till, lump(till))
    assert {one: till.deposit(one).balance("2007") for one in DEPOSITS} == PARTS


def test_the_last_sum_comes_on_the_day_from_which_the_bank_pays_on_sub_accounts():
    till = lying()
    till.do(agreeing(since=SETTLED, lump=False), "OFFICE")
    distributed(till, lump(till))
    assert {one: till.deposit(one).balance("2007") for one in DEPOSITS} == PARTS


def test_a_second_sum_of_the_same_days_is_nobodys():
    till = lying()
    distributed(till, lump(till))
    detail = refused(till, lump(till, "1.00"), "interest.no_days")
    assert detail == f"on {ACCOUNT} interest is distributed up to {SETTLED}"


def test_it_is_for_the_days_up_to_its_value_date_and_each_part_is_taken_in_by_its_row():
    """P16, on the day of its line, which the bank may book later."""
    till = lying()
    said = Particulars(fingerprint="f" * 64, kind="INTEREST")
    facts = {"credit": True, "amount": yuan(LUMP), "booked_at": None, "particulars": said}
    account = {"account": ACCOUNT, "holds": "1001", "currency": "CNY"}
    banked = BankLine(value_date=before(1), **facts)
    page = {"day": SETTLED, "page": 1, "statement": FILE, "lines": (banked,)}
    till.do(ImportLines(**account, **page), "C-CASH")
    distributed(till, f"{ACCOUNT}/{SETTLED}/1#1")
    (told,) = [one for one in till.memory.said if isinstance(one, InterestDistributed)]
    assert told.until == before(1)
    came = [one for one in till.memory.said if isinstance(one, BankInterestCredited)]
    rows = {leg.p for one in came for entry in one.entries for leg in entry.legs}
    assert rows == {"P16"}


def test_the_matcher_alone_knows_whose_money_lay_there():
    assert dict(PERMITTED)["DistributeInterest"] == ("MATCHER",)


def test_b3_was_given_back_what_was_too_much_ten_days_before():
    """500,000.00 for 20 days and 300,000.00 for 10: as its lines and payments tell."""
    spans = lying().deposit(B3).lay_on(ACCOUNT, AGREED, SETTLED)
    assert [(one.balance_fen, one.days) for one in spans] == [(50_000_000, 20), (30_000_000, 10)]


@pytest.mark.parametrize(
    ("deposits", "told"),
    [
        ((), f"deposits: 0, expected 1 to {MOST}"),
        ((B1,) * (MOST + 1), f"deposits: {MOST + 1}, expected 1 to {MOST}"),
        ((B1, B1), "deposits: one has one part"),
        (("x",), "deposit 'x': expected"),
    ],
)
def test_a_malformed_request_cannot_be_made(deposits, told):
    most = tuple(f"P{n:016X}" for n in range(MOST))
    facts = {"line": f"{ACCOUNT}/{SETTLED}/1#1", "line_seen": 1}
    assert len(DistributeInterest(**facts, deposits=most).deposits) == MOST
    with pytest.raises(ValueError, match=f"^{told}"):
        DistributeInterest(line=f"{ACCOUNT}/{SETTLED}/1#1", line_seen=1, deposits=deposits)
