"""Which statements a statement lies over, and which beside: its balances tell, or nobody can."""

import pytest

from api.banks.spans import over
from api.banks.stretches import cut, grown, in_order, stretch
from domain.bankday.state import Stated


def stated(opening, closing, name="S", number=None):
    return Stated("", name, number, opening, closing)


def came(opening, *moved, name="S", number=None):
    """A statement of lines that all differ from others'."""
    closing = opening + sum(moved)
    lines = {f"{name}{opening}#{n}": fen for n, fen in enumerate(moved)}
    return stretch([stated(opening, closing, name, number)], lines)


class Alike:
    """Lines of which each looks like one of `some`, but for `new` more."""

    def __init__(self, *some, new=0, sure=False):
        self.prints = [print_ for one in some for print_ in one.lines]
        self.total, self.sure = len(self.prints) + new, sure

    all_numbered = False

    def among(self, lines):
        return sum(any(one in some for some in lines) for one in self.prints)

    def numbered(self, _lines):
        return self.sure


def judged(own, before, alike, *, elsewhere=(), page=False):
    """The lines that it has of theirs; None where nobody can tell."""
    found = over(own, before, elsewhere, {}, alike, page=page)
    return found and sorted(line for one in found.over for line in one.lines)


def lines(*some):
    return sorted(line for one in some for line in one.lines)


@pytest.mark.parametrize(
    ("spans", "order"),
    [
        ([(0, 0)], [(0, 0)]),
        ([(100, 300), (0, 100)], [(0, 100), (100, 300)]),
        ([(0, 100), (100, 50), (50, 100)], [(0, 100), (100, 50), (50, 100)]),
        ([(0, 100), (100, 0)], None),
        ([(0, 100), (0, 300)], None),
        ([(0, 100), (200, 300)], None),
        ([(0, 100), (100, 100)], None),
    ],
)
def test_statements_follow_each_other_where_each_opens_as_one_before_it_closed(spans, order):
    found = in_order([stated(*one) for one in spans])
    assert order == (found and [(one.opening, one.closing) for one in found])


MORNING, NOON, EVENING = came(0, 100), came(100, 50, -20), came(130, 70)
DAY = [MORNING, NOON, EVENING]


def test_what_goes_on_has_none_of_their_lines_however_they_look():
    own = came(200, 100)
    assert judged(own, DAY, Alike(MORNING)) == []


def test_nor_what_is_beyond_them_with_a_gap_between():
    for opening in (300, -300):
        found = over(came(opening, 100), DAY, (), {}, Alike(MORNING), page=False)
        assert found == ([], True), "and something is missing between"


@pytest.mark.parametrize("own", [came(40, 100), came(250, 5, -90, 5)])
def test_what_may_reach_theirs_is_beside_nothing(own):
    """In whatever order its lines were booked."""
    assert judged(own, [MORNING, came(100, 80)], Alike(MORNING, new=len(own.lines) - 1)) is None


def test_what_they_lead_through_repeats_them():
    assert judged(came(0, 100), DAY, Alike(MORNING)) == lines(MORNING)
    part = came(150, -20)
    assert judged(part, DAY, Alike(stretch(part.stated, {"S100#1": -20}))) == ["S100#1"]


def test_what_it_repeats_it_has_as_they_have_it():
    """Another line there is told otherwise: it is not one more."""
    assert judged(came(0, 100), DAY, Alike(new=1)) is None


def test_what_leads_over_them_has_all_their_lines_and_more():
    whole = came(0, 100, 50, -20, 70, 9)
    assert judged(whole, DAY, Alike(*DAY, new=1)) == lines(*DAY)
    assert judged(whole, DAY, Alike(MORNING, EVENING, new=2)) is None, "two are told otherwise"
    assert judged(whole, [NOON], Alike(NOON, new=3)) == lines(NOON), "it passes where that begins"


def test_what_a_grown_day_was_before_is_one_with_it():
    """The day so far, twice: what goes on from the second touches no balance of the first."""
    noon = stretch([stated(0, 300)], {"b": 200})
    (one,) = grown([came(0, 100), noon])
    assert (one.opening, one.closing, sum(one.lines.values())) == (0, 300, 300)
    assert judged(came(300, 100), [one], Alike(MORNING)) == []


def test_a_file_that_brought_nothing_takes_nothing_over():
    again = stretch([stated(0, 100)], {})
    assert grown([MORNING, again]) == [MORNING, again]


def test_what_leads_through_a_balance_is_two_parts_there():
    first, second = cut(NOON, frozenset({150}))
    assert [(one.opening, one.closing, dict(one.lines)) for one in (first, second)] == [
        (100, 150, {"S100#0": 50}),
        (150, 130, {"S100#1": -20}),
    ]
    assert [*cut(NOON, frozenset({100, 140}))] == [NOON]


def test_of_what_overlaps_the_part_that_both_have_is_the_same():
    own = came(150, -20, 70, 9)
    both = stretch(EVENING.stated, {"S100#1": -20} | dict(EVENING.lines))
    assert judged(own, DAY, Alike(both, new=1)) == lines(both)


def test_of_another_days_statement_what_is_not_beside_it_may_be_the_same():
    """A week, then another that overlaps it: of the first only some days are seen."""
    week = stretch([stated(-900, 130)], NOON.lines)
    own = came(100, 50, -20, 70)
    assert judged(own, [], Alike(NOON, new=1), elsewhere=[week]) == lines(NOON)
    assert judged(came(130, 50), [], Alike(NOON, new=1), elsewhere=[week]) == [], "it goes on"
    assert judged(came(130, 50, -20), [], Alike(NOON), elsewhere=[week]) is None, "or is in it"


THERE = came(0, 100, 50, -50, number=3)


@pytest.mark.parametrize(
    ("told", "is_known"),
    [
        ({}, None),
        ({"number": 4}, False),
        ({"number": 3}, True),
        ({"number": 3, "page": True}, None),
        ({"sure": True}, True),
    ],
)
def test_where_a_balance_is_reached_twice_what_the_bank_calls_it_tells(told, is_known):
    page, sure = told.pop("page", False), told.pop("sure", False)
    own = came(100, 50, **told)
    alike = Alike(stretch([stated(100, 150)], {"S0#1": 50}), sure=sure)
    known = {None: None, False: [], True: lines(THERE)}[is_known]
    assert judged(own, [THERE], alike, page=page) == known


def test_the_same_statement_under_the_same_name_is_the_same():
    swept = came(0, 100, -100)
    assert judged(came(0, 100, -100), [swept], Alike(swept)) == lines(swept)
    assert judged(came(0, 100, -100, name="other"), [swept], Alike(swept)) is None


def test_a_statement_without_lines_is_never_in_doubt():
    assert judged(came(40), DAY, Alike()) is not None
