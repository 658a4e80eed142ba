"""The chart of accounts: complete, each code once, each book apart."""

from collections import Counter

from domain.accounts import ACCOUNTS, BY_CODE, CASH, CUST, MEMO, OWN


def test_no_code_is_given_twice():
    assert Counter(Counter(account.code for account in ACCOUNTS).values()) == {1: len(ACCOUNTS)}
    assert set(BY_CODE) == {account.code for account in ACCOUNTS}


def test_the_chart_is_the_references_with_1008_and_2015():
    codes = {
        book: " ".join(sorted(a.code for a in ACCOUNTS if a.book == book))
        for book in (CUST, OWN, MEMO)
    }
    assert codes == {
        "CUST": "1001 1002 1003 1008 1009 2001 2002 2003 2004 2005 2006 2007 2008 2009 2010 2011"
        " 2012 2013 2014 2015",
        "OWN": "1101 2101 4101 5101 5102",
        "MEMO": "9001 9002 9003 9004",
    }


def test_money_in_transit_is_a_contra_of_the_bank():
    assert BY_CODE["1009"].normal == "Cr"
    assert {a.code for a in ACCOUNTS if a.normal == "Dr"} == {
        *("1001", "1002", "1003", "1008", "1101", "5101", "5102", "9001", "9003")
    }


def test_only_the_two_custody_banks_are_cash():
    assert [account.code for account in CASH] == ["1001", "1002"]


def test_every_account_has_both_names():
    assert all(account.zh and account.en.isascii() for account in ACCOUNTS)
