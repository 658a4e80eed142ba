"""The simulated bank: what we rely on of the package behind it, whose inner clock we hold."""

from xml.etree import ElementTree

import pytest

from api.banks.statements.register import read
from api.demo.bank import Bank, BankRefused, account_number

NUMBER = "6228480402564890"


@pytest.fixture
def bank():
    with Bank("2026-03-16T09:00") as made:
        made.open_account("DEPOSITS", NUMBER, "漳州市公共资源交易中心", 10_000)
        yield made
        assert made.unsent() == []


def pay(bank, amount=80_000_000, payer="漳州市第一建筑工程有限公司"):
    return bank.receive("DEPOSITS", amount, payer, "3505010001", f"{NUMBER}0001")


def test_a_credit_stands_on_the_statement_of_its_day(bank):
    pay(bank)
    assert bank.statements("DEPOSITS") == []
    bank.move_to("2026-03-17T08:00")
    (file,) = bank.statements("DEPOSITS")
    (statement,) = read(file)
    assert (statement.account, statement.currency) == (account_number(NUMBER), "CNY")
    assert (str(statement.to_date), statement.balanced) == ("2026-03-16", True)
    (line,) = statement.lines
    assert (line.amount_minor, line.credit, line.booked) == (80_000_000, True, True)
    assert line.counterparty == "漳州市第一建筑工程有限公司"
    assert line.counterparty_account == account_number("3505010001")
    assert line.reference == f"{NUMBER}0001"
    assert bank.balance("DEPOSITS") == 80_010_000


def test_a_statement_is_fetched_once(bank):
    bank.move_to("2026-03-17T08:00")
    assert len(bank.statements("DEPOSITS")) == 1
    assert bank.statements("DEPOSITS") == []


def test_the_statements_of_one_account_are_not_lost_by_fetching_another(bank):
    bank.open_account("FEES", "6228480402564891", "漳州市公共资源交易中心")
    bank.move_to("2026-03-17T08:00")
    counts = [len(bank.statements(name)) for name in ("FEES", "DEPOSITS", "FEES")]
    assert counts == [1, 1, 0]


def test_only_accounts_that_we_opened_have_statements(bank):
    bank.move_to("2026-03-18T08:00")
    accounts = {read(file)[0].account for file in bank.channel().statements()}
    assert accounts == {account_number(NUMBER)}


def test_a_statement_may_be_delivered_again_the_same_bytes(bank):
    bank.move_to("2026-03-18T08:00")
    first = bank.statements("DEPOSITS")
    bank.deliver_again("DEPOSITS")
    assert bank.statements("DEPOSITS") == first[1:]


def test_every_credit_has_the_number_that_its_statement_shows(bank):
    numbers = [pay(bank), pay(bank, 1)]
    bank.move_to("2026-03-17T08:00")
    (statement,) = read(bank.statements("DEPOSITS")[0])
    assert [line.serial for line in statement.lines] == numbers == ["MB-RCV-1", "MB-RCV-2"]


def test_it_works_on_the_days_it_is_told(bank):
    """Saturday 21 March is made a make-up working day, Friday the 20th a holiday."""
    bank.works_on(lambda day: day.weekday() < 5 if day.day not in (20, 21) else day.day == 21)
    bank.move_to("2026-03-19T17:30")
    pay(bank)
    bank.move_to("2026-03-23T08:00")
    days = {str(s.to_date): s.booked for f in bank.statements("DEPOSITS") for s in read(f)}
    assert list(days.items())[-2:] == [("2026-03-19", 0), ("2026-03-21", 1)]


def test_every_business_day_has_its_statement_an_empty_one_too(bank):
    bank.move_to("2026-03-20T08:00")
    days = [str(read(file)[0].to_date) for file in bank.statements("DEPOSITS")]
    assert days == ["2026-03-16", "2026-03-17", "2026-03-18", "2026-03-19"]


def test_after_the_cutoff_it_is_booked_on_the_next_day(bank):
    bank.move_to("2026-03-16T17:30")
    pay(bank)
    bank.move_to("2026-03-18T08:00")
    counts = [read(file)[0].booked for file in bank.statements("DEPOSITS")]
    assert counts == [0, 1]


def test_its_time_stands_still_until_it_is_moved_and_two_runs_give_the_same_bytes():
    runs = []
    for _ in range(2):
        with Bank("2026-03-16T09:00") as bank:
            bank.open_account("DEPOSITS", NUMBER, "交易中心")
            pay(bank)
            bank.move_to("2026-03-17T08:00")
            runs.append(bank.statements("DEPOSITS"))
    assert runs[0] == runs[1]
    ElementTree.fromstring(runs[0][0])


def test_its_time_never_goes_back(bank):
    with pytest.raises(ValueError, match="lies before the bank's time"):
        bank.move_to("2026-03-15T09:00")


def test_what_it_refuses_is_told_in_its_words(bank):
    with pytest.raises(BankRefused, match="NOSUCH"):
        bank.receive("NOSUCH", 1, "甲", "3505010001", "1")


@pytest.mark.parametrize("number", ["1", "3505010001", "6228480402564890"])
def test_an_account_number_has_check_digits_that_fit(number):
    iban = account_number(number)
    assert int(number + "1223" + iban[2:4]) % 97 == 1
