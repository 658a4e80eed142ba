"""A party registers once; a person's name never stands in clear."""

import pytest

from domain.kernel import KeyName, Post, fields_of
from domain.party.enrol import RegisterParty
from domain.party.events import PartyRegistered
from domain.party.stream import PARTY
from tests.kit.story import given

USCC = "91350100M000100Y43"
PERSON = "N00000000000000A1"


def asking(party=USCC, name="甲公司", account="123", bank="CCB"):
    return RegisterParty(party=party, name=name, basic_account=account, basic_bank=bank)


def company(**other):
    facts = {"party": USCC, "name": "甲公司", "basic_account": "123", "basic_bank": "CCB"}
    return PartyRegistered(**(facts | other))


def test_a_companys_name_is_public_and_its_account_is_not():
    given(PARTY).when(asking(), by="C-OPS").then(company())
    assert fields_of(PartyRegistered, "sealed") == ("person_name", "basic_account", "basic_bank")


def test_a_persons_name_is_sealed():
    given(PARTY).when(asking(PERSON, "张三", None, None), by="C-OPS").then(
        PartyRegistered(party=PERSON, name=None, person_name="张三")
    )


def test_a_bidder_registers_itself():
    given(PARTY).when(asking(), by=Post("BIDDER", USCC)).then(company())


def test_a_bidder_registers_nobody_else():
    for somebody in (Post("BIDDER", PERSON), Post("AGENCY", USCC), "BIDDER"):
        given(PARTY).when(asking(), by=somebody).refused_by("party.not_yours")


def test_asked_twice_it_is_registered_once():
    given(PARTY, company()).when(asking(), by="C-OPS").nothing_happens()


@pytest.mark.parametrize("other", [{"name": "乙公司"}, {"account": None}, {"bank": "ICBC"}])
def test_a_registered_party_keeps_its_name_and_account(other):
    given(PARTY, company()).when(asking(**other), by="C-OPS").refused_by("party.already_registered")


def test_its_key_is_born_with_it():
    assert PARTY.keys(company()) == (KeyName("party", USCC),)
    assert PARTY.owns(company()) == KeyName("party", USCC)


@pytest.mark.parametrize(
    ("other", "right"),
    [({"party": "甲"}, "party '甲': expected a USCC"), ({"name": "\u3000"}, "name: expected")],
)
def test_a_malformed_request_cannot_be_made(other, right):
    with pytest.raises(ValueError, match=f"^{right}"):
        asking(**other)
