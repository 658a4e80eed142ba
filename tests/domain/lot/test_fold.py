"""Each kind of fact of a lot is told by one fold, that of its family."""

from typing import get_args

from domain.lot.events import LotEvent
from domain.lot.fold import FOLDS
from domain.lot.stream import LOT


def test_every_family_of_a_lots_facts_has_its_fold_and_no_fact_two():
    families = [get_args(one.__value__) for one in get_args(LotEvent.__value__)]
    every = [shape for family in families for shape in family]
    assert len(every) == len(set(every))
    assert set(every) == set(FOLDS)
    assert LOT.events == tuple(FOLDS)
