"""A draw is drawn again from what is told of it; whatever was told otherwise is found."""

from dataclasses import asdict, replace

import pytest

from api.draws import Draw, NoDraw, _against, differing, told_by
from domain.drawing import ALGORITHM, OF_LOTS, bound, commitment, drawn, ranking
from domain.kernel import StreamId
from ledger.memory import Held
from tests.domain.trade.test_allot import BIDS, DRAWS, RANKS, SEED, opened
from tests.domain.trade.test_compare import OWED
from tests.kit.ordering import CLOCK, OPENING
from tests.kit.tendering import LOT

POOL = tuple(f"B{n:016X}" for n in range(5))
FIRST, SECOND, THIRD, *_ = drawn(ranking(OF_LOTS, SEED, bound(LOT, POOL)), POOL, 5)
DRAW = Draw(
    lot=LOT,
    algorithm=OF_LOTS,
    commitment=commitment(SEED),
    seed=SEED,
    pool=POOL,
    drawn_from=bound(LOT, POOL),
    passed_over=(FIRST,),
    application=SECOND,
)
OTHER = "5f" * 32


def test_drawn_again_it_comes_to_the_same_in_whatever_order_the_pool_is_told():
    assert differing(DRAW) == []
    assert differing(replace(DRAW, pool=POOL[::-1])) == []
    assert differing(replace(DRAW, passed_over=(), application=FIRST)) == []


def test_one_that_was_drawn_by_the_seed_alone_is_drawn_again_so():
    """As lots were at first: their ranks hung on nobody else who applied."""
    *passed, last = drawn(SEED, POOL, 5)
    before = replace(DRAW, algorithm=ALGORITHM, passed_over=tuple(passed), application=last)
    assert differing(before) == []
    assert differing(replace(before, algorithm=OF_LOTS)) == ["order"]


@pytest.mark.parametrize(
    ("told", "found"),
    [
        ({"algorithm": "DICE-1"}, ["algorithm"]),
        ({"algorithm": ALGORITHM}, ["order"]),
        ({"commitment": commitment(OTHER)}, ["seed"]),
        ({"pool": tuple(one for one in POOL if one != THIRD)}, ["pool"]),
        ({"lot": "ANOTHER"}, ["pool"]),
        ({"drawn_from": None}, ["pool", "order"]),
        ({"application": THIRD}, ["order"]),
        ({"passed_over": (), "application": SECOND}, ["order"]),
        ({"passed_over": (SECOND,), "application": FIRST}, ["order"]),
        ({"seed": OTHER, "commitment": commitment(OTHER)}, ["order"]),
        ({"pool": POOL[:1], "drawn_from": bound(LOT, POOL[:1])}, ["order"]),
    ],
    ids=str,
)
def test_what_is_told_otherwise_is_found(told, found):
    assert differing(replace(DRAW, **told)) == found


ANSWER = {**asdict(DRAW), "pool": [*POOL], "passed_over": [FIRST], "winner": "x", "unsecured": []}


def test_an_answer_of_the_route_is_read_with_what_stands_around_it_or_without():
    assert told_by({"data": ANSWER, "as_of": {}}) == told_by(ANSWER) == DRAW


@pytest.mark.parametrize(
    ("answer", "said"),
    [
        ([], "expected an answer of /v1/lots"),
        ({"data": 1}, "expected an answer of /v1/lots"),
        ({}, "^lot None: expected what a lot that was drawn says"),
        ({**ANSWER, "seed": None}, "^seed None: expected what a lot that was drawn says"),
        ({**ANSWER, "pool": [1]}, r"^pool \[1\]: expected a list of codes"),
        ({**ANSWER, "pool": "B1"}, "^pool 'B1': expected a list of codes"),
        ({**ANSWER, "seed": ["x"]}, r"^seed \['x'\]: expected what a lot"),
    ],
    ids=str,
)
def test_what_tells_of_no_draw_is_refused_with_what_is_wrong(answer, said):
    with pytest.raises(NoDraw, match=said):
        told_by(answer)


def held_against(*, unpaid=(), whose=None, **told):
    """What bids and deposits say against a draw of three, some of whom did not pay."""
    trade = opened("摇号", unpaid=tuple(BIDS[code][0] for code in unpaid))
    (event,) = trade.do(DRAWS, CLOCK, OPENING)
    parties = whose or {code: party for code, (party, _) in BIDS.items()}
    deposits = (StreamId("deposit", code) for code in OWED.values())
    held = {one: Held(0, 1, None, trade.memory.of(one)) for one in deposits}
    return [*_against(trade.lot, replace(event, **told), parties, held)]


def test_who_paid_was_not_passed_over_and_who_did_not_has_not_won():
    first, second, third = drawn(RANKS, BIDS, 3)
    assert held_against() == []
    assert held_against(unpaid=(first,)) == []
    wins = {"application": second, "winner": BIDS[second][0]}
    assert held_against(**wins, passed_over=(first,)) == ["paid"]
    won = {"application": first, "winner": BIDS[first][0], "passed_over": ()}
    assert held_against(**won, unpaid=(first,)) == ["unpaid"]
    assert held_against(winner=BIDS[third][0]) == ["winner"]


def test_of_what_stays_closed_nothing_is_said_against_it():
    """A natural person's bid: nobody may know whose it is, nor whether it paid."""
    first, second, _ = drawn(RANKS, BIDS, 3)
    wins = {"application": second, "winner": BIDS[second][0], "passed_over": (first,)}
    readable = {second: BIDS[second][0]}
    assert held_against(**wins, unpaid=(first,), whose=readable) == []
    assert held_against(**wins, whose=readable) == []
