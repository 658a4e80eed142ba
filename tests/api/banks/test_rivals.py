"""Whether a statement may have lines of one that came, were those that touch not to follow on."""

from itertools import accumulate

from api.banks.lumps import Lines
from api.banks.rivals import at_most, rivals
from api.banks.walks import Known, Walk


def walk(opening, *lines, seams=()):
    moved = accumulate((int(line[:2]) for line in lines), initial=opening)
    return Walk(tuple(lines), tuple(moved), seams)


def own(opening, *lines):
    """A statement of which each line says the same as the one that came and is called so."""
    kinds = {line: kind for kind, line in enumerate(lines)}
    balances = accumulate((int(line[:2]) for line in lines), initial=opening)
    return Lines([*kinds.values()], [*balances], kinds, range(len(lines)))


def told(statement, *walks):
    return [{*same.values()} for same in rivals(statement, Known(walks))]


def test_one_that_was_put_behind_another_may_lie_in_a_statement_that_ends_before_that():
    """Two that touch: money out from 2 to 0, and in from 0 to 1. What leads from -1 to 2 goes
    before the first; and may have the second, which came after something unseen then."""
    came = walk(2, "-1a", "-1b", "+1c", seams=(2,))
    statement = own(-1, "+1x", "+1c", "+1y")
    assert at_most(statement, Known((came,))) == 1
    assert told(statement, came) == [{"+1c"}, {"+1c"}]


def test_it_may_not_where_more_would_be_unseen_than_before():
    """The fourth part of a day: by its balances the third could lie in it, and would be missing
    where it was."""
    came = walk(0, "+2a", "+1b", "-2c", seams=(1, 2))
    statement = own(1, "+2x", "-2c")
    assert at_most(statement, Known((came,))) == 1
    assert told(statement, came) == []


def test_nor_within_one_statement_where_nothing_is_missing():
    assert told(own(0, "+1c"), walk(2, "-1a", "-1b", "+1c")) == []
