"""The ledger alone has its key, and still can neither move money nor hide among refusals."""

from collections.abc import Callable

import pytest

from domain.kernel import StreamId
from ledger import canonical
from ledger.events import CommandRefused, HeadsSealed, RefusalsSummarised
from ledger.log import HEADS, REFUSALS
from tests.kit.lamp import LAW, LampSwitched, RuleSet
from tests.kit.memory_log import MemoryLog, codes, person

LAMP, DAY = StreamId("lamp", "l1"), "2026-03-17"
LEGS = [
    {
        "book": "CUST",
        "currency": "CNY",
        "legs": [
            {"account": "1001", "amount": 500, "owner": "a", "p": "P01"},
            {"account": "2002", "amount": -500, "owner": "thief", "p": "P01"},
        ],
    }
]
SUMMARY = RefusalsSummarised(day=DAY, count=1, digest="0" * 64)


def summarised(log: MemoryLog) -> None:
    stream = StreamId(REFUSALS, f"{log.ann.key}/{DAY}")
    log.register(stream)
    log.say(stream, SUMMARY, LEGS)


def registered(log: MemoryLog) -> None:
    log.register(StreamId("lamp", "new"), entries=LEGS)


def sealed(log: MemoryLog) -> None:
    told = HeadsSealed(at=log.size, root=log.heads(), streams=len(log.tails))
    log.say(HEADS, told, LEGS)


def refused(log: MemoryLog) -> None:
    """By somebody whose key is revoked: nothing but the refusal may be recorded of it."""
    bob = person("bob")
    log.enrol(bob)
    log.revoke(bob)
    log.later(seconds=5)
    log.refuse(bob)
    log.refuse(bob, entries=LEGS)


@pytest.mark.parametrize("said", [summarised, registered, sealed, refused])
def test_what_the_ledger_says_of_itself_moves_no_money(said: Callable[[MemoryLog], None]) -> None:
    log = MemoryLog()
    log.switch(log.ann)
    said(log)
    last = log.size
    log.close()
    verdict = log.verdict()
    assert codes(verdict) == [("entries.unasked", last)]
    name = canonical.read(log.body(last))["name"]
    assert verdict.problems[0].sentence == f"{name} moves money that nobody asked for"


def test_nor_does_the_law_that_it_opens_with() -> None:
    log = MemoryLog()
    log._law = log.say(LAW, RuleSet(person="ann", role="OFFICE"), LEGS, law=0)
    log.close()
    assert codes(log.verdict()) == [("entries.unasked", 7)]


def test_who_may_sign_moves_money() -> None:
    log = MemoryLog()
    log.pay(log.ann, ("1001", "a", 500), ("2002", "b", -500))
    log.close()
    assert codes(log.verdict()) == []


@pytest.mark.parametrize("stream", [LAMP, LAW])
def test_a_refusal_stands_among_refusals_alone(stream: StreamId) -> None:
    """In the stream of the law it would stand for a new law."""
    log = MemoryLog()
    log.switch(log.ann)
    said = log.say(stream, SUMMARY)
    log._law = said if stream == LAW else log._law
    asked = log.ask(log.ann, (stream, CommandRefused(day=DAY)), sealed={"c": "0" * 64, "x": "AA=="})
    log.close()
    assert codes(log.verdict()) == [("stream.stranger", asked - 1), ("stream.stranger", asked)]


def test_and_nothing_else_among_refusals() -> None:
    log = MemoryLog()
    log.refuse(log.ann)
    stream = StreamId(REFUSALS, f"{log.ann.key}/{log.now.date()}")
    asked = log.ask(log.ann, (stream, LampSwitched(lamp="l1", on=True)))
    log.close()
    assert codes(log.verdict()) == [("stream.stranger", asked)]


def test_a_stream_is_not_registered_again_by_a_kind_that_holds_a_part_of_its_code() -> None:
    """Who asks for it by kind and code would be given the other."""
    log = MemoryLog()
    log.switch(log.ann, lamp="p1/1")
    asked = log.ask(log.ann, (StreamId("lamp/p1", "1"), LampSwitched(lamp="1", on=False)))
    log.close()
    assert codes(log.verdict()) == [("stream.again", asked)]
