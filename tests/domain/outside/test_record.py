"""What others say of a day is written down; of each kind the newest counts."""

from datetime import date

import pytest

from domain.outside.events import KIND_CODES, OutsideListRecorded
from domain.outside.record import RecordOutsideList
from domain.outside.stream import OUTSIDE
from tests.kit.story import given

FACTS = {"account": "CNY-DEPOSITS", "day": date(2026, 3, 17), "kind": "SUB_ACCOUNTS"}


def asking(sha="ab", **other):
    return RecordOutsideList(**(FACTS | {"sha256": sha * 32} | other))


def recorded(sha="ab", **other):
    return OutsideListRecorded(**(FACTS | {"sha256": sha * 32} | other))


def story(*facts):
    return given(OUTSIDE, *facts).when(asking(), by="BANK")


def test_a_list_is_recorded():
    story().then(recorded())


def test_the_same_list_again_is_nothing_new():
    story(recorded()).nothing_happens()


def test_another_list_of_the_kind_takes_its_place():
    story(recorded("cd"), recorded("ef")).then(recorded())
    state = OUTSIDE.initial
    for fact in (recorded("cd"), recorded("ab"), recorded("ef", kind="ANCHOR")):
        state = OUTSIDE.evolve(state, fact)
    assert [state.file(kind) for kind in KIND_CODES] == ["ab" * 32, None, None, "ef" * 32]


def test_an_earlier_list_that_comes_again_is_the_newest_again():
    story(recorded("ab"), recorded("cd")).then(recorded("ab"))


@pytest.mark.parametrize(
    ("kind", "role"),
    [("SUB_ACCOUNTS", "BANK"), ("GUARANTEES", "GUARANTOR"), ("REPORTED", "C-CASH"),
     ("ANCHOR", "C-CASH")],
)  # fmt: skip
def test_each_kind_is_brought_by_who_has_it(kind, role):
    """A list of sub-accounts in the centre's hands would tell what is sealed."""
    for other in ("BANK", "GUARANTOR", "C-CASH"):
        answer = given(OUTSIDE).when(asking(kind=kind), by=other)
        if other == role:
            answer.then(recorded(kind=kind))
        else:
            answer.refused_by("outside.not_theirs")


@pytest.mark.parametrize(
    ("field", "value", "expected"),
    [
        ("kind", "BALANCES", "expected one of SUB_ACCOUNTS, GUARANTEES, REPORTED, ANCHOR"),
        ("sha256", "abc", "64 lower-case hexadecimal digits"),
        ("account", "x/y", "account"),
    ],
)
def test_what_is_wrong_is_named(field, value, expected):
    with pytest.raises(ValueError, match=expected) as problem:
        asking(**{field: value})
    assert field in str(problem.value)
