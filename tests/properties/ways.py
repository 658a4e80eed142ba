"""A way is a list of moves, each with a number by which it chooses; a walk goes it to its end."""

import random
from collections.abc import Iterable

from tests.properties.anything import ACTS, ENDS, STANDS_STILL, by_the_right_one, happens
from tests.properties.books import misread_by_the_model, wrong
from tests.properties.lawful import goes_on, out_of_turn
from tests.properties.lawful_money import interest
from tests.properties.trades import Trade
from tests.properties.walking import DEPOSIT, PARTIES, Walk

type Way = list[tuple[str, int]]

MOVES = "l" * 20 + "aaaa" + "oooo" + "mm" + "s" + "e"
"""How often each: the next lawful steps, anything, one out of turn, other money, it stands still,
an end.
"""


def drawn(seed: int, length: int = 30) -> Way:
    """The way of a seed."""
    by = random.Random(seed)
    return [(by.choice(MOVES), by.randrange(1000)) for _ in range(length)]


def move(walk: Walk, how: str, n: int) -> None:
    """One move of a walk."""
    walk.n = n
    match how:
        case "l":
            for _ in range(1 + n % 5):
                goes_on(walk)
        case "a":
            happens(walk, ACTS[n % len(ACTS)], n // len(ACTS))
        case "o":
            out_of_turn(walk)
        case "m":
            money(walk, n % len(PARTIES), n // len(PARTIES))
        case "s":
            by_the_right_one(walk, STANDS_STILL, n)
        case _:
            any(by_the_right_one(walk, one, n) for one in ENDS[:: -1 if n % 2 else 1])


def money(walk: Walk, bidder: int, n: int) -> None:
    """A bidder pays too little, or too much, or another for it; the bank pays interest."""
    if not walk.deposit(bidder).sub_account:
        return
    if n % 4 == 0:
        interest(walk, walk.id("P", bidder), 1 + n % 5)
    else:
        fen = (DEPOSIT, DEPOSIT // 2, DEPOSIT + 7)[n % 3]
        walk.pays(bidder, fen, payer=None if n % 5 else "N00000000000000F9")


def walked(trade: Trade, way: Way) -> Walk:
    """A walk to its end; after each move all money is somebody's."""
    walk = Walk(trade)
    for how, n in way:
        said = len(walk.till.memory.said)
        move(walk, how, n)
        if len(walk.till.memory.said) > said:
            _nothing_is(wrong(walk.till))
    _nothing_is(misread_by_the_model(walk.till))
    walk.till.memory.is_what_was_said()
    return walk


def _nothing_is(wrong_so: Iterable[str]) -> None:
    said = "; ".join(wrong_so)
    assert not said, said
