"""Likeness orders what a clerk compares. It never says that anything is the same."""

import pytest

from api.desk.likeness import ENOUGH, NOT_ALIKE, Likeness, likeness

NUMBER = "62284804025660180103"


def alike(payer: str = "", said: str = "", wanted: str = "", title: str = "水仙大街改造工程"):
    return likeness(payer=payer, said=said, wanted=wanted, sub_account=NUMBER, title=title)


@pytest.mark.parametrize(
    ("payer", "wanted"),
    [
        ("福建省龙海市政工程有限公司", "福建省龙海市政工程有限责任公司"),
        ("福建省龙海市政工程有限公司漳州分公司", "福建省龙海市政工程有限公司"),
        ("中建一局集团", "北京中建一局有限公司"),
        ("福健省龙海市政工程有限公司", "福建省龙海市政工程有限公司"),
    ],
    ids=["legal form", "branch", "short name", "one sign mistyped"],
)
def test_a_name_that_is_nearly_the_same_is_worth_a_look(payer, wanted):
    assert alike(payer=payer, wanted=wanted).name >= ENOUGH


def test_names_that_sound_the_same_are_told():
    found = alike(payer="漳州市宏达建设有限公司", wanted="漳州市鸿达建设有限公司")
    assert (found.name, found.sounds) == (100, True)


def test_a_name_that_is_the_same_does_not_only_sound_so():
    assert alike(payer="漳州宏达建设", wanted="漳州宏达建设").sounds is False


@pytest.mark.parametrize(
    ("payer", "wanted"),
    [
        ("厦门特房建设工程集团有限公司", "福州水务有限公司"),
        ("张三", "福建省龙海市政工程有限公司"),
        ("有限公司", "福建省龙海市政工程有限公司"),
        ("", "福建省龙海市政工程有限公司"),
    ],
    ids=["another's", "a person's", "a legal form alone", "none"],
)
def test_what_all_companies_have_in_common_is_no_likeness(payer, wanted):
    assert alike(payer=payer, wanted=wanted).name < ENOUGH


@pytest.mark.parametrize(
    ("said", "edits"),
    [
        (f"保证金 {NUMBER}", 0),
        (f"保证金 {NUMBER[:-1]}4", 1),
        (f"保证金 {NUMBER[:-1]}", 1),
        (f"{NUMBER[:-4]}1003", 1),
        (f"{NUMBER[:-3]}994", None),
        (f"{NUMBER[:8]} {NUMBER[8:]} 投标", 0),
        ("保证金", None),
        ("电话 0596-2023456", None),
    ],
    ids=["the same", "wrong", "missing", "changed about", "three", "spaces", "none", "short"],
)
def test_a_number_is_near_when_two_slips_of_a_finger_lead_to_it(said, edits):
    assert alike(said=said).edits == edits


def test_a_deposit_without_a_number_is_near_none():
    said = {"payer": "甲", "said": NUMBER, "wanted": "乙", "title": ""}
    assert likeness(**said, sub_account=None) == NOT_ALIKE


def test_what_the_payer_wrote_may_name_the_lot():
    assert alike(said="投标保证金-水仙大街改造工程").title == 100
    assert alike(said="水仙大街改造工呈 保证金").title >= ENOUGH
    assert alike(said="货款").title == 0


def test_a_title_too_short_says_nothing():
    assert alike(said="甲供水项目保证金", title="供水").title == 0


def test_the_strongest_likeness_counts():
    assert Likeness(name=40, edits=1, title=80).rank == 90
    assert Likeness(name=95, edits=2, title=80).rank == 95
    assert NOT_ALIKE.rank == 0
