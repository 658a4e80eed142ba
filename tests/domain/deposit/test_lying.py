"""What lay on an account in a deposit's name, by its own facts; what is others' never counts."""

from dataclasses import replace
from datetime import date

from domain.accounts import BANK_DEBITS, BY_CODE, DEPOSITS_HELD, IN_TRANSIT
from domain.deposit.lying import lay
from domain.deposit.owed import DepositConverted
from domain.deposit.stream import DEPOSIT
from domain.deposit.take_back import give_up, reverse
from domain.postings import moved
from tests.kit.owing import (
    UNTIL,
    approved,
    confirmed,
    credited,
    instructed,
    late,
    line,
    matched,
    owed,
    returned,
)
from tests.kit.rows import ACCOUNT, PRICE, REQUIRED, D
from tests.kit.story import fold
from tests.kit.two_accounts import OTHER

ARRIVED, END = date(2026, 3, 17), date(2026, 6, 21)
START, PAID = date(2026, 3, 1), date(2026, 5, 14)


def lying(*events, since=START, until=END, account=ACCOUNT):
    spans = fold(DEPOSIT, REQUIRED, *events).lay_on(account, since, until)
    return [(one.balance_fen, one.since, one.until) for one in spans]


def paid_back(day):
    """All of it, as the statement of a day shows."""
    shown = moved("P13", (IN_TRANSIT, f"{D}/1"), (BANK_DEBITS, f"{ACCOUNT}/{day}"), PRICE)
    paid = replace(confirmed(), entries=(shown,))
    return matched(), owed(interest=False), approved(), instructed(), paid


def test_it_lies_from_its_value_date_on_up_to_the_end():
    assert lying(matched()) == [(PRICE, ARRIVED, END)]
    friday = replace(matched(), value_date=date(2026, 3, 13))
    assert lying(friday) == [(PRICE, date(2026, 3, 13), END)]
    booked = replace(matched(), value_date=None)
    assert lying(booked) == [(PRICE, ARRIVED, END)]


def test_a_fen_lies_there_like_a_million():
    assert lying(matched(1, 1)) == [(1, ARRIVED, END)]


def test_interest_lies_there_from_the_day_up_to_which_the_bank_paid_it():
    assert lying(matched(), credited(5)) == [
        (PRICE, ARRIVED, UNTIL),
        (PRICE + 5, UNTIL, END),
    ]


def test_of_what_is_others_so_much_is_left_out_of_what_came_first_on_whichever_account():
    """Of a day the accounts in their order; what went never counts as having come."""
    second = date(2026, 4, 1)
    came = {(OTHER, ARRIVED): 100, (ACCOUNT, second): 50, (ACCOUNT, ARRIVED): 1, (OTHER, second): 9}

    def left(others):
        return {
            (of, one.since): one.balance_fen
            for of in (ACCOUNT, OTHER)
            for one in lay(came, others, of, START, END)
        }

    assert left(0) == {
        (ACCOUNT, ARRIVED): 1,
        (ACCOUNT, second): 51,
        (OTHER, ARRIVED): 100,
        (OTHER, second): 109,
    }
    assert left(1) == {
        (ACCOUNT, second): 50,
        (OTHER, ARRIVED): 100,
        (OTHER, second): 109,
    }
    assert left(131) == {(ACCOUNT, second): 20, (OTHER, second): 9}


def test_of_a_time_only_what_lay_in_it():
    later = date(2026, 4, 1)
    assert lying(matched(), since=later) == [(PRICE, later, END)]
    assert lying(matched(), until=ARRIVED) == []
    assert lying(matched(), account="ZZ-OTHER") == []


def test_what_was_paid_back_lies_there_no_more_from_the_day_its_statement_shows():
    assert lying(*paid_back(PAID)) == [(PRICE, ARRIVED, PAID)]


def test_what_came_back_lies_there_again():
    paid = (matched(), owed(interest=False), approved(), instructed(), confirmed())
    assert lying(*paid, returned())[-1][2] == END


def test_what_never_counted_lies_there_too():
    assert lying(*late()) == [(PRICE, ARRIVED, END)]


def test_a_line_that_is_anothers_after_all_never_lay_there():
    deposit = fold(DEPOSIT, REQUIRED, matched())
    friday = replace(matched(), value_date=date(2026, 3, 13))
    assert lying(matched(), *give_up(D, deposit, line(1), "错配")) == []
    of_friday = fold(DEPOSIT, REQUIRED, friday)
    assert lying(friday, *give_up(D, of_friday, line(1), "错配")) == []


def test_what_the_bank_took_back_lay_there_until_it_did():
    deposit = fold(DEPOSIT, REQUIRED, matched())
    day = f"{ACCOUNT}/2026-03-20"
    assert lying(matched(), *reverse(D, deposit, line(1), line(8), day)) == [
        (PRICE, ARRIVED, date(2026, 3, 20))
    ]


def test_what_the_bank_took_back_when_it_had_gone_leaves_nothing():
    """Nor less than nothing from then on."""
    paid = paid_back(PAID)
    deposit = fold(DEPOSIT, REQUIRED, *paid)
    back = reverse(D, deposit, line(1), line(8), f"{ACCOUNT}/2026-05-20")
    assert lying(*paid, *back) == [(PRICE, ARRIVED, PAID)]


def test_a_bond_lies_there_still_and_a_price_is_others():
    entry = {"2003": "P19", "2004": "P20"}
    for account, whose in (("2003", [(PRICE, ARRIVED, END)]), ("2004", [])):
        made = DepositConverted(
            deposit=D, to=account, earnest_fen=0, entries=(moved_to(entry[account], account),)
        )
        assert lying(matched(), made) == whose


def moved_to(row, account):
    return moved(row, (DEPOSITS_HELD, D), (BY_CODE[account], D), PRICE)
