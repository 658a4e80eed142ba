"""What others say of a day is written down; of each kind the newest counts."""

from datetime import date

import pytest

from domain.account.stream import ACCOUNT as ACCOUNTS
from domain.desk.bring import RECORD_OUTSIDE_LIST
from domain.kernel import Post, StreamId
from domain.outside.events import KIND_CODES, OutsideListRecorded
from domain.outside.record import RecordOutsideList
from domain.outside.stream import OUTSIDE
from domain.register import CHARTER
from tests.kit.rows import ACCOUNT, OPENED
from tests.kit.story import Answer, Story, asked, given

FACTS = {"account": ACCOUNT, "day": date(2026, 3, 17), "kind": "SUB_ACCOUNTS"}
BANK = Post("BANK", OPENED.bank)
FIRST, SECOND = Post("GUARANTOR", "甲担保"), Post("GUARANTOR", "乙担保")


def asking(sha="ab", **other):
    return RecordOutsideList(**(FACTS | {"sha256": sha * 32} | other))


def recorded(sha="ab", **other):
    said = {"organisation": OPENED.bank, "sha256": sha * 32}
    return OutsideListRecorded(**(FACTS | said | other))


def past(*facts) -> Story:
    return given(OUTSIDE, *facts).given(ACCOUNTS, OPENED)


def story(*facts):
    return past(*facts).when(asking(), by=BANK)


def promised(sha, by):
    return recorded(sha, kind="GUARANTEES", organisation=by.organisation)


def test_a_list_is_recorded():
    story().then(recorded())


def test_the_streams_are_named_by_the_request():
    day = StreamId("outside", f"{ACCOUNT}/2026-03-17")
    assert RECORD_OUTSIDE_LIST.touches(asking()) == (day, StreamId("account", ACCOUNT))


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


def test_a_bank_says_nothing_of_an_account_at_another_bank():
    """Else any bank would put its own list in the place of the account's bank's."""
    past(recorded("cd")).when(asking(), by=Post("BANK", "bank-of-others")).refused_by(
        "outside.other_bank"
    )
    given(OUTSIDE).when(asking(), by=BANK).refused_by("outside.other_bank")


def test_each_guarantor_has_a_list_of_its_own():
    """Given one guarantor's list; when another brings one; then both stand, and the same again is
    nothing new for either."""
    facts = (promised("cd", FIRST), promised("ef", SECOND))
    past(facts[0]).when(asking("ef", kind="GUARANTEES"), by=SECOND).then(facts[1])
    past(*facts).when(asking("cd", kind="GUARANTEES"), by=FIRST).nothing_happens()
    past(*facts).when(asking("ef", kind="GUARANTEES"), by=FIRST).then(promised("ef", FIRST))
    state = OUTSIDE.initial
    for fact in (*facts, promised("ab", FIRST)):
        state = OUTSIDE.evolve(state, fact)
    assert state.files("GUARANTEES") == {"甲担保": "ab" * 32, "乙担保": "ef" * 32}


def test_who_acts_for_two_guarantors_does_not_say_whose_list_it_is():
    (decider,) = (one for one in CHARTER.deciders if one.handles is RecordOutsideList)
    states = (OUTSIDE.initial, ACCOUNTS.evolve(ACCOUNTS.initial, OPENED))
    context = asked(FIRST, SECOND)
    Answer(decider.decide(states, asking(kind="GUARANTEES"), context)).refused_by("outside.whose")


@pytest.mark.parametrize(
    ("kind", "role"),
    [("SUB_ACCOUNTS", "BANK"), ("GUARANTEES", "GUARANTOR"), ("REPORTED", "C-CASH"),
     ("ANCHOR", "C-CASH")],
)  # fmt: skip
def test_each_kind_is_brought_by_who_has_it(kind, role):
    """A list of sub-accounts in the centre's hands would tell what is sealed."""
    for other in ("BANK", "GUARANTOR", "C-CASH"):
        answer = past().when(asking(kind=kind), by=Post(other, OPENED.bank))
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
