"""Lines that name nobody are opened to people by the matcher: those that stand there, once."""

import pytest

from domain.bankpage.events import LineAllocated, StraysOpened
from domain.bankpage.strays import OpenStrays
from domain.bankpage.stream import BANKPAGE
from domain.permissions import PERMITTED
from tests.kit.rows import PAGE, PRICE, D, credit, debit
from tests.kit.story import fold, given

NUMBER = "3500123456001"
OPEN = OpenStrays(page=PAGE.code, lines=1)


def test_the_strays_of_a_page_are_opened_once():
    given(BANKPAGE, credit(1)).when(OPEN, by="MATCHER").then(StraysOpened())
    given(BANKPAGE, credit(1), StraysOpened()).when(OPEN, by="MATCHER").nothing_happens()


def test_those_that_came_since_are_opened_anew():
    later = given(BANKPAGE, credit(1), StraysOpened(), credit(2))
    later.when(OpenStrays(page=PAGE.code, lines=2), by="MATCHER").then(StraysOpened())


def test_those_that_came_after_the_matcher_looked_are_not_opened():
    later = given(BANKPAGE, credit(1), credit(2))
    later.when(OPEN, by="MATCHER").refused_by("desk.line_changed")


def test_a_page_without_lines_has_none():
    given(BANKPAGE).when(OPEN, by="MATCHER").refused_by("desk.no_such_line")


def test_the_matcher_alone_knows_which_lots_are_sealed():
    assert dict(PERMITTED)["OpenStrays"] == ("MATCHER",)


def test_that_strays_were_opened_outlives_what_becomes_of_a_line():
    page = fold(
        BANKPAGE, credit(1), StraysOpened(), LineAllocated(number=1, deposit=D, amount=PRICE)
    )
    assert (page.open_to, page.lines[0].stray) == (1, False)


@pytest.mark.parametrize(
    "said",
    [{"reference": NUMBER}, {"reference": NUMBER, "kind": "INTEREST"}, {"end_to_end": f"{D}-1-1"}],
    ids=["a sub-account", "a sub-account's interest", "a payment"],
)
def test_a_line_that_names_something_is_no_stray(said):
    assert not fold(BANKPAGE, credit(1, **said)).lines[0].stray
    assert fold(BANKPAGE, credit(1)).lines[0].stray


OURS = {
    "a payment": (debit, {}),
    "one that came back": (credit, {"returned": True}),
}


@pytest.mark.parametrize(("line", "said"), OURS.values(), ids=OURS)
def test_a_number_on_a_payment_of_ours_names_no_sub_account(line, said):
    """Else a person could never match it, whatever digits the bank put there."""
    assert fold(BANKPAGE, line(1, reference=NUMBER, **said)).lines[0].stray
    named = line(1, reference=NUMBER, end_to_end=f"{D}-1-1", **said)
    assert not fold(BANKPAGE, named).lines[0].stray


def test_what_takes_a_credit_back_names_the_sub_account_of_that():
    reversal = debit(1, reversal=True, reference=NUMBER)
    assert not fold(BANKPAGE, reversal).lines[0].stray
    assert fold(BANKPAGE, debit(1, reversal=True)).lines[0].stray


def test_a_malformed_page_cannot_be_named():
    with pytest.raises(ValueError, match="page 'nowhere': expected"):
        OpenStrays(page="nowhere", lines=1)
