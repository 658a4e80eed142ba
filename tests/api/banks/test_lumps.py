"""Where a statement may lie to others whose lines have no known order."""

from itertools import accumulate

import pytest

from api.banks.lumps import Lines, lain
from api.banks.stretches import stretch
from domain.bankday.stated import Stated


def lines(opening, *moved):
    """A statement's lines: equal ones are of one kind; those that move as much as a banked one say
    the same."""
    there = {f"{fen}#{n}": kind for kind, fen in enumerate(dict.fromkeys(moved)) for n in range(3)}
    kinds = {fen: kind for kind, fen in enumerate(dict.fromkeys(moved))}
    balances = [*accumulate(moved, initial=opening)]
    return Lines([kinds[fen] for fen in moved], balances, there, range(len(moved)))


def lump(opening, closing, *moved):
    found = {f"{fen}#{moved[:n].count(fen)}": fen for n, fen in enumerate(moved)}
    return stretch([Stated("", None, None, opening, closing, len(moved))], found, ordered=False)


DAYS = lump(0, 8, 5, 2, 1)


@pytest.mark.parametrize(
    ("own", "found"),
    [
        (lines(0, 1, 5, 2), [{0, 1, 2}]),  # over it, its lines in another order
        (lines(-4, 4, 5, 1, 2, 9), [{1, 2, 3}]),  # and on both sides more
        (lines(0, 1, 5, 3), []),  # one is told otherwise
        (lines(6, 2, 9), [{0}]),  # it begins within it
        (lines(-3, 3, 5), [{1}]),  # it ends within it
        (lines(5, 2), [{0}]),  # it lies within it
        (lines(8, 5), [set()]),  # it follows
        (lines(9, 5), [set()]),  # it is beyond
        (lines(2, 9), []),  # it would have to have its lines, and has not
    ],
)
def test_its_ends_and_all_it_could_lead_through_tell(own, found):
    told = [{*one.same} for one in lain(own, [DAYS], frozenset(), joined=False)]
    assert told == found


def test_what_is_told_already_is_not_told_again():
    own = lines(0, 5, 2, 1)
    assert [*lain(own, [DAYS], {1}, joined=True)] == []


def test_where_it_lies_elsewhere_and_has_nothing_in_common_it_is_beside():
    (told,) = lain(lines(2, 9), [DAYS], frozenset(), joined=True)
    assert told.same == {}
