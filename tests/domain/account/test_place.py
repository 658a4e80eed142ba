"""An account is one region's or all regions': who acts on it then, its region says."""

from dataclasses import replace

import pytest

from domain.account.events import AccountPlaced
from domain.account.place import PlaceAccount
from domain.account.stream import ACCOUNT
from domain.permissions import PERMITTED
from tests.kit.rows import ACCOUNT as CODE
from tests.kit.rows import OPENED
from tests.kit.story import fold, given

AGREED = {"document": "监管协议1号", "evidence": "ab" * 32}
THERE = AccountPlaced(account=CODE, region="350626", **AGREED)


def placing(region="350626"):
    return PlaceAccount(account=CODE, region=region, **AGREED)


def test_it_is_a_regions_from_then_on():
    given(ACCOUNT, OPENED).when(placing(), by="OFFICE").then(THERE)
    assert ACCOUNT.region(fold(ACCOUNT, OPENED)) is None
    assert ACCOUNT.region(fold(ACCOUNT, OPENED, THERE)) == "350626"


def test_or_anothers_or_of_all_again():
    story = given(ACCOUNT, OPENED, THERE)
    story.when(placing(), by="OFFICE").nothing_happens()
    story.when(placing("350600-GL"), by="OFFICE").then(replace(THERE, region="350600-GL"))
    everywhere = replace(THERE, region="")
    story.when(placing(""), by="OFFICE").then(everywhere)
    assert ACCOUNT.region(fold(ACCOUNT, OPENED, THERE, everywhere)) is None
    given(ACCOUNT, OPENED).when(placing(""), by="OFFICE").nothing_happens()


def test_never_of_a_region_that_is_not_in_force_nor_an_account_that_is_not_open():
    story = given(ACCOUNT, OPENED)
    story.when(placing("350681"), by="OFFICE").refused_by("region.not_in_force")
    given(ACCOUNT).when(placing(), by="OFFICE").refused_by("account.not_open")


def test_by_the_office_alone():
    assert dict(PERMITTED)["PlaceAccount"] == ("OFFICE",)


@pytest.mark.parametrize(
    ("field", "value", "told"),
    [
        ("account", "x", "account 'x'"),
        ("evidence", "x", "sha256 'x'"),
        ("document", " ", "document: expected"),
    ],
)
def test_what_cannot_be_meant_is_not_asked(field, value, told):
    with pytest.raises(ValueError, match=f"^{told}"):
        replace(placing(), **{field: value})
