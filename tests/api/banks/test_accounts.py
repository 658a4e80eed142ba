"""A statement is of the account that the bank calls so, in its currency; of none where two are."""

from dataclasses import replace

import pytest

from api.banks.accounts import accounts_of
from api.banks.planning import CannotImport, plans
from api.banks.statements.register import read
from tests.kit.banked_in_memory import ACCOUNT
from tests.kit.statement_files import Row, file, statement

READ = read(file(statement(Row(100), number=ACCOUNT.number, day="2026-03-16", opening=0)))
IN_DOLLARS = replace(ACCOUNT, account="USD-P", currency="USD")
BESIDE = replace(ACCOUNT, account="CNY-Q")


def account(*opened):
    (plan,) = plans(READ, accounts_of(opened))
    return plan.account


@pytest.mark.parametrize("opened", [(ACCOUNT, IN_DOLLARS), (IN_DOLLARS, None, ACCOUNT)])
def test_one_number_may_be_that_of_several_currencies(opened):
    assert account(*opened) == ACCOUNT


def test_of_none_in_its_currency_it_says_which_there_are():
    with pytest.raises(CannotImport, match="is in USD, the statement in CNY"):
        account(IN_DOLLARS)


def test_of_two_that_the_bank_calls_the_same_nobody_can_tell():
    """All of its files went to the one that was opened last, what had come to the first as well."""
    with pytest.raises(CannotImport, match=r"CNY-P, CNY-Q are open under the bank's number 62281"):
        account(ACCOUNT, BESIDE)
