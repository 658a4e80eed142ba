"""Streams as the log itself tells them: registered, numbered densely, chained, at home."""

import pytest

from domain.kernel import StreamId
from ledger.envelope import ActorPart, CommandRef
from ledger.events import StreamRegistered
from ledger.heads import HEADS_STREAM
from ledger.keys import KEYS
from ledger.log import HEADS, REGISTRY
from tests.kit.lamp import LAW, LampSwitched, RuleSet
from tests.kit.memory_log import MemoryLog, codes, person

LAMP = StreamId("lamp", "l1")
ON = LampSwitched(lamp="l1", on=True)


def sentences(log: MemoryLog) -> list[str]:
    return [problem.sentence for problem in log.verdict().problems]


def registered(log: MemoryLog, number: int, kind: str = "lamp", code: str = "l1") -> None:
    log.ask(log.ann, (REGISTRY, StreamRegistered(number=number, kind=kind, code=code)))


@pytest.mark.parametrize(("sequence", "found"), [(2, []), (1, [9]), (3, [9]), (0, [9]), (-1, [9])])
def test_events_of_a_stream_are_numbered_one_after_the_other(
    sequence: int, found: list[int]
) -> None:
    log = MemoryLog()
    log.switch(log.ann)
    log.switch(log.ann, sequence=sequence)
    log._tails[4] = max(1, sequence), log._tails[4][1]
    log.switch(log.ann)
    log.close()
    assert codes(log.verdict()) == [("stream.sequence", n) for n in found]
    if found:
        assert sentences(log) == [f"number {sequence} of stream 4, the next would be 2"]


@pytest.mark.parametrize("previous", [None, "0" * 64, "", "x"])
def test_an_event_names_the_hash_of_the_one_before_in_its_stream(previous: str | None) -> None:
    log = MemoryLog()
    log.switch(log.ann)
    _, head = log._tails[4]
    log.switch(log.ann, previous=previous)
    log.switch(log.ann)
    log.close()
    assert codes(log.verdict()) == [("stream.previous", 9)]
    assert sentences(log) == [f"says that stream 4 ended with {previous}, it ended with {head}"]


def followed(log: MemoryLog, **forged: object) -> None:
    """A command of two events in one stream, the second forged."""
    log.switch(log.ann)
    command = log.signed(log.ann, b"two")
    actor = ActorPart(False, log.ann.key, None, "house", "ann", "OFFICE")
    log.say(LAMP, ON, command=command, actor=actor)
    log.say(LAMP, ON, command=CommandRef(command.digest, None), actor=actor, **forged)
    log.close()


@pytest.mark.parametrize("sequence", [1, 2, 4, 5])
def test_further_events_of_a_command_are_numbered_too(sequence: int) -> None:
    log = MemoryLog()
    followed(log, sequence=sequence)
    assert codes(log.verdict())[0] == ("stream.sequence", 10)


def test_further_events_of_a_command_name_the_one_before_too() -> None:
    log = MemoryLog()
    followed(log, previous="0" * 64)
    assert codes(log.verdict()) == [("stream.previous", 10)]
    honest = MemoryLog()
    followed(honest)
    assert codes(honest.verdict()) == []


def test_what_follows_the_ledgers_own_word_is_of_no_command() -> None:
    log = MemoryLog()
    log.switch(log.ann)
    log.say(LAMP, ON)
    actor = ActorPart(False, log.ann.key, None, "house", "ann", "OFFICE")
    log.say(LAMP, ON, command=CommandRef("0" * 64, None), actor=actor)
    log.close()
    assert codes(log.verdict()) == [("command.none", 9), ("command.unsigned", 10)]


def test_the_first_event_of_a_stream_names_none() -> None:
    log = MemoryLog()
    registered(log, 4)
    log._numbers[LAMP], log._tails[4] = 4, (0, "0" * 64)
    log.switch(log.ann)
    log.close()
    assert codes(log.verdict()) == [("stream.previous", 8)]


@pytest.mark.parametrize("number", [5, 3, 0, -1, 99])
def test_streams_are_numbered_densely(number: int) -> None:
    log = MemoryLog()
    registered(log, number)
    log.close()
    assert codes(log.verdict()) == [("stream.number", 7)]
    assert sentences(log) == [f"registers stream {number}, the next number is 4"]


def test_a_stream_that_was_never_registered_is_found_and_not_counted() -> None:
    log = MemoryLog()
    log._numbers[LAMP], log._tails[77] = 77, (0, None)
    log.switch(log.ann)
    del log._tails[77]
    log.close()
    verdict = log.verdict()
    assert codes(verdict) == [("stream.unknown", 7)]
    assert sentences(log) == ["stream 77 was never registered"]
    assert verdict.streams == 4


def test_a_code_has_one_number() -> None:
    log = MemoryLog()
    log.switch(log.ann, "l1")
    log.switch(log.ann, "l2")
    registered(log, 6, "lamp", "l1")
    log._tails[6] = 0, None
    registered(log, 7, "room", "l1")
    log._tails[7] = 0, None
    log.close()
    assert codes(log.verdict()) == [("stream.again", 11)]
    assert sentences(log) == ["this stream was registered before, under another number"]


def test_the_second_number_of_a_code_is_found_for_the_first_streams_too() -> None:
    log = MemoryLog()
    registered(log, 4, "keys", "keys")
    log._tails[4] = 0, None
    log.close()
    assert codes(log.verdict()) == [("stream.again", 7)]


def test_keys_and_heads_have_their_numbers_for_ever() -> None:
    log = MemoryLog(fixed=(LAW, HEADS, KEYS))
    assert codes(log.verdict())[:2] == [("stream.fixed", 3), ("stream.fixed", 4)]
    assert sentences(log)[:2] == [
        "stream 2 is registered as heads/heads, it is always keys/keys",
        "stream 3 is registered as keys/keys, it is always heads/heads",
    ]


@pytest.mark.parametrize("stream", [REGISTRY, KEYS, HEADS])
def test_nothing_else_stands_in_the_ledgers_own_streams(stream: StreamId) -> None:
    log = MemoryLog()
    log.ask(log.ann, (stream, ON))
    log.close()
    number = {REGISTRY: 0, KEYS: 2, HEADS: HEADS_STREAM}[stream]
    assert codes(log.verdict()) == [("stream.stranger", 7)]
    assert sentences(log) == [f"LampSwitched does not belong in stream {number}"]


def test_the_ledgers_own_facts_stand_nowhere_else() -> None:
    log = MemoryLog()
    log.switch(log.ann)
    log.ask(log.ann, (LAMP, log.enrolment(person("bob"))))
    log.ask(log.ann, (LAW, StreamRegistered(number=5, kind="lamp", code="l5")))
    log._tails[5] = 0, None
    log.close()
    assert codes(log.verdict()) == [("stream.stranger", 9), ("stream.stranger", 10)]


def test_law_may_be_any_stream_and_hold_any_fact() -> None:
    log = MemoryLog()
    log.ask(log.ann, (LAW, ON))
    log.ask(log.ann, (LAW, RuleSet(person="ann", role="CHIEF")))
    log.close()
    assert codes(log.verdict()) == []


@pytest.mark.parametrize("opening", [True, False])
def test_only_at_its_opening_does_the_ledger_enrol_and_make_law(opening: bool) -> None:
    log = MemoryLog()
    if not opening:
        log.seal()
    first = log.size + 1
    law = 0 if opening else 6
    log.say(KEYS, log.enrolment(person("bob")), law=law)
    log.say(LAW, RuleSet(person="bob", role="OFFICE"), law=law)
    log._law = log.size
    log.close()
    found = [] if opening else [("command.none", first), ("command.none", first + 1)]
    assert codes(log.verdict()) == found


def test_the_opening_ends_with_the_first_command() -> None:
    log = MemoryLog()
    log.switch(log.ann)
    log.say(KEYS, log.enrolment(person("bob")))
    log.close()
    assert codes(log.verdict()) == [("command.none", 9)]


def test_at_its_opening_the_ledger_says_nothing_else() -> None:
    log = MemoryLog()
    log.register(LAMP, law=0)
    log.say(LAMP, ON, law=0)
    log.close()
    assert codes(log.verdict()) == [("command.none", 8)]


def test_the_law_of_the_opening_is_none() -> None:
    log = MemoryLog()
    log.say(KEYS, log.enrolment(person("bob")), law=6)
    log.close()
    assert codes(log.verdict()) == [("event.law", 7)]
    assert sentences(log) == ["the event says law 6, in force was 0"]


def test_a_log_opens_once() -> None:
    log = MemoryLog()
    log.ask(log.ann, (REGISTRY, log.opened))
    log.close()
    assert codes(log.verdict()) == [("log.opened", 7)]
    assert sentences(log) == [
        "a log begins with LogOpened in stream 0, and only once; here is LogOpened"
    ]


def test_a_key_enrolled_in_the_same_command_cannot_have_asked_for_it() -> None:
    log = MemoryLog()
    bob = person("bob")
    log.ask(bob, (KEYS, log.enrolment(bob)))
    log.close()
    assert codes(log.verdict()) == [("command.unknown", 7)]
