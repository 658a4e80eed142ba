"""An account of which the bank shows a part is nobody's: its text stays with the note."""

import pytest

from api.banks.covered import whole, with_covered
from api.banks.planning import plans
from api.banks.statements.shelf import VARIABLE
from domain.payee import is_account, payee_of
from tests.api.banks.conftest import NUMBER
from tests.kit.bank_tables import csv_file
from tests.kit.company_bank import HEADER, PROFILE, by, row
from tests.kit.company_bank import NUMBER as COMPANY

DAY = "2026-03-16"
COVERED = (
    *("6222****1234", "****1234", "6222…1234", "6222•••1234", "6222####1234", "6222··1234"),
    *("6222xxxx1234", "6222XX1234", "xxxx1234", "6222 xxxx xxxx 1234", "6222----1234"),
    *("尾号1234", "６２２２００", "6" * 35, "6222/1"),
)
WHOLE = ("6222000000000001", "6222 0000 0000 0001", "35-001", "MT84MALTXX12345", "1234X", "x1")
PARTY = PROFILE.replace(COMPANY, NUMBER).replace(
    'counterparty = "对方户名"\ncounterparty_account = "对方账号"', 'party = "对方户名"'
)
SAID = "that no transfer could carry (masked?): kept in the note, nobody's account"


@pytest.fixture
def bring(bankers, tmp_path, monkeypatch):
    """Imports a table in which name and account stand in one column; what was said of it."""
    monkeypatch.setenv(VARIABLE, str(tmp_path))
    (tmp_path / "company.toml").write_text(PARTY, encoding="utf-8")

    def brought(*rows):
        (one,) = bankers.importer.file(csv_file([HEADER, *rows]))
        return one.new, one.warnings

    return brought


@pytest.mark.parametrize("account", COVERED)
def test_what_is_covered_is_no_account_and_stands_before_the_note(account):
    assert whole(account) is None
    assert with_covered("保证金", account) == f"{account}\n保证金"
    assert with_covered(None, account) == account


@pytest.mark.parametrize("account", WHOLE)
def test_what_a_transfer_can_carry_is_left_as_it_is(account):
    assert is_account(account)
    assert whole(account) == account
    assert with_covered("保证金", account) == "保证金"
    assert with_covered(None, account) is None


def test_no_account_is_none():
    assert (whole(None), with_covered(None, None), with_covered("保证金", None)) == (
        *(None, None),
        "保证金",
    )


def test_money_from_a_covered_account_is_banked_and_no_payee_is_known(bankers, bring):
    """The refund waits for evidence, where no bank could ever be told to pay it."""
    covered = row("", "5", "5", name="甲公司 6222****1234")
    usual = row("", "6", "11", name="乙公司 6222000000000001")
    assert bring(covered, usual) == (2, (f"1 counterparty account {SAID}",))
    one, other = (line.particulars for line in bankers.lines(DAY))
    assert (one.payer, one.payer_account, one.note) == ("甲公司", None, "6222****1234\n保证金")
    assert payee_of(one.payer, one.payer_account) is None
    assert (other.payer_account, other.note) == ("6222000000000001", "保证金")
    again = row("", "7", "18", name="丙公司 ****5678")
    new, (said, taken) = bring(covered, usual, again)
    assert (new, said) == (1, f"2 counterparty accounts {SAID}")
    assert taken.startswith("2 of its 3 lines are taken for lines that are banked")


def test_a_covered_line_is_known_by_what_the_bank_said(bankers, bring):
    """Lines that were banked with such an account before are not banked a second time."""
    said = row("", "5", "5", name="甲公司 6222****1234")
    (statement,) = by(PARTY, csv_file([HEADER, said]))
    (line,) = statement.lines
    assert (line.counterparty_account, line.note) == ("6222****1234", "保证金")
    (plan,) = plans([statement], bankers.importer.accounts())
    ((banked,),) = plan.lines.values()
    assert banked.particulars.fingerprint == line.fingerprint(NUMBER)
