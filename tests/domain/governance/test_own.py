"""The centre's own bank accounts are registered by the office: there fees go (P31)."""

from dataclasses import replace

import pytest

from domain.governance.events import OwnAccountRegistered
from domain.governance.own import RegisterOwnAccount
from domain.governance.owned import OwnAccount
from domain.governance.stream import GOVERNANCE
from domain.permissions import PERMITTED
from tests.kit.story import fold, given

OWN = {"account": "ZZ-OWN", "name": "漳州市交易中心", "number": "3505 0161", "bank": "建行漳州分行"}
ASKED = RegisterOwnAccount(**OWN, evidence="ee" * 32)
SAID = OwnAccountRegistered(**OWN, evidence="ee" * 32)


def test_it_is_the_centres_own_from_then_on():
    given(GOVERNANCE).when(ASKED, by="OFFICE").then(SAID)
    law = fold(GOVERNANCE, SAID)
    assert law.own == (OwnAccount(**OWN),)
    assert law.is_own("ZZ-OWN")
    assert not law.is_own("ZZ-OTHER")


def test_holder_and_number_both_tell_it_but_for_spaces():
    law = fold(GOVERNANCE, SAID)
    assert law.owns("漳州市交易中心", "35050161")
    assert not law.owns("漳州市交易中心", "35050162")
    assert not law.owns("某公司", "35050161")


def test_the_same_again_is_nothing_and_another_replaces_it():
    given(GOVERNANCE, SAID).when(ASKED, by="OFFICE").nothing_happens()
    moved = replace(SAID, number="777")
    given(GOVERNANCE, SAID).when(replace(ASKED, number="777"), by="OFFICE").then(moved)
    law = fold(GOVERNANCE, SAID, replace(SAID, account="ZZ-SECOND"), moved)
    assert [(one.account, one.number) for one in law.own] == [
        ("ZZ-SECOND", "3505 0161"),
        ("ZZ-OWN", "777"),
    ]


def test_by_the_office_alone_which_moves_no_money():
    assert dict(PERMITTED)["RegisterOwnAccount"] == ("OFFICE",)


@pytest.mark.parametrize(
    ("field", "value", "told"),
    [
        ("account", "x", "account 'x': expected"),
        ("name", " ", "name, number, bank: expected all three"),
        ("number", "", "name, number, bank: expected all three"),
        ("bank", " ", "name, number, bank: expected all three"),
        ("evidence", "ee", "sha256 'ee': expected"),
    ],
)
def test_a_malformed_request_cannot_be_made(field, value, told):
    with pytest.raises(ValueError, match=f"^{told}"):
        replace(ASKED, **{field: value})
