"""Notes and who looks after a line: they change nothing of the line, and tell nothing of it."""

import pytest

from domain.bankpage.care import NOTE_MOST, AssignLine, NoteLine
from domain.bankpage.events import LineAllocated, LineAssigned, NoteTaken
from domain.bankpage.stream import BANKPAGE
from domain.kernel import fields_of
from tests.kit.rows import OWNER, D, credit
from tests.kit.story import fold, given

LINE = f"{OWNER}/1#1"
ALLOCATED = LineAllocated(number=1, deposit=D, amount=100)


def assigned(person: str) -> LineAssigned:
    return LineAssigned(number=1, assignee=person)


@pytest.mark.parametrize("past", [(), (ALLOCATED,)])
def test_a_line_is_noted_whatever_became_of_it(past):
    asked = NoteLine(line=LINE, text="来电核实", suspense=True)
    told = NoteTaken(number=1, text="来电核实", suspense=True)
    given(BANKPAGE, credit(1), *past).when(asked, by="C-SET1").then(told)
    given(BANKPAGE, credit(1), *past, told).when(asked, by="C-SET1").then(told)


def test_a_line_that_is_not_there_is_neither_noted_nor_assigned():
    for asked in (
        NoteLine(line=f"{OWNER}/1#2", text="x", suspense=False),
        AssignLine(line=f"{OWNER}/1#2", assignee="clerk", seen=""),
    ):
        given(BANKPAGE, credit(1)).when(asked, by="C-SET1").refused_by("desk.no_such_line")


def test_of_two_who_take_a_line_one_learns_of_the_other():
    asked = AssignLine(line=LINE, assignee="陈怡", seen="")
    given(BANKPAGE, credit(1)).when(asked, by="C-SET1").then(assigned("陈怡"))
    taken = given(BANKPAGE, credit(1), assigned("林志远"))
    answer = taken.when(asked, by="C-SET1")
    answer.refused_by("desk.assignee_changed")
    assert "林志远" in answer.decision.detail
    given(BANKPAGE, credit(1), assigned("陈怡")).when(asked, by="C-SET1").nothing_happens()
    taken.when(AssignLine(line=LINE, assignee="", seen="林志远"), by="C-SET1").then(assigned(""))


def test_neither_is_a_change_of_the_line():
    before = fold(BANKPAGE, credit(1), credit(2), ALLOCATED)
    after = fold(
        BANKPAGE,
        credit(1),
        credit(2),
        ALLOCATED,
        NoteTaken(number=1, text="x", suspense=False),
        assigned("陈怡"),
    )
    assert [line.version for line in after.lines] == [line.version for line in before.lines]
    assert [line.assignee for line in after.lines] == ["陈怡", ""]


def test_who_cannot_read_them_folds_the_same_page():
    assert fold(BANKPAGE, credit(1), LineAssigned(), NoteTaken()) == fold(BANKPAGE, credit(1))


def test_what_they_say_is_sealed():
    for shape in (NoteTaken, LineAssigned):
        assert fields_of(shape, "public") == fields_of(shape, "restricted") == ()


@pytest.mark.parametrize("text", ["", " \n", "长" * (NOTE_MOST + 1)])
def test_a_note_says_something_and_not_too_much(text):
    with pytest.raises(ValueError, match="text: expected"):
        NoteLine(line=LINE, text=text, suspense=False)


def test_a_person_has_a_name_of_some_length():
    with pytest.raises(ValueError, match="assignee: expected"):
        AssignLine(line=LINE, assignee="x" * 65, seen="")
    with pytest.raises(ValueError, match="line 'x': expected"):
        AssignLine(line="x", assignee="", seen="")
