"""Of a part of a log: streams have one number, commands begin signed where they begin here."""

from dataclasses import replace
from typing import Any

from domain.kernel import StreamId
from ledger import canonical
from ledger.codec import read_body
from ledger.envelope import CommandRef
from ledger.events import StreamRegistered
from ledger.heads import HEADS_STREAM
from ledger.keys import KEYS
from ledger.log import REGISTRY
from ledger.pack import Pack
from ledger.verify_pack import verify_pack
from ledger.verify_shape import KEYS as KEYS_NUMBER
from ledger.verify_shape import LAW as LAW_NUMBER
from tests.kit.lamp import LampSwitched
from tests.kit.memory_log import MemoryLog, person
from tests.kit.packs import codes, only, packed


def test_a_key_that_nobody_enrolled_is_no_key_here_either() -> None:
    """By a thief of the ledger's key, as if a command elsewhere had asked for it."""
    log, thief = MemoryLog(), person("thief")
    log.switch(log.ann)
    log.close()
    assert verify_pack(packed(log), log.trust).ok
    lamp = max(log.tails)
    log.switch(log.ann, "other")
    forged = replace(log.enrolment(thief), person=log.ann.name)
    log.say(KEYS, forged, command=CommandRef("ab" * 32, None))
    log.close()
    of_lamp = only(packed(log), {LAW_NUMBER, KEYS_NUMBER, lamp})
    assert codes(verify_pack(of_lamp, log.trust)) >= {"command.unsigned"}


def said_twice(log: MemoryLog, name: StreamId) -> Pack:
    """A stream got a second number by a thief of the ledger's key, and went on under it."""
    log.switch(log.ann, name.code)
    log.register(name)
    log.switch(log.ann, name.code)
    log.close()
    return packed(log)


def test_a_stream_has_one_number() -> None:
    """Else who folds the pack sees but one of the two."""
    log = MemoryLog()
    name = StreamId("lamp", "l1")
    twice = said_twice(log, name)
    position = next(
        at for at in range(log.size, 0, -1) if b'"code":"l1","commitment"' in log.body(at)
    )
    found = [(p.code, p.position) for p in verify_pack(twice, log.trust).problems]
    assert ("stream.again", position) in found
    assert "stream.again" in {problem.code for problem in log.verdict().problems}


def test_a_number_has_one_stream() -> None:
    """Else the events of one stream pass for another's."""
    log = MemoryLog()
    log.switch(log.ann, "l1")
    number = max(log.tails)
    again = StreamRegistered(number=number, kind="lamp", code="l2")
    log.say(REGISTRY, again, sequence=number + 1)
    log.close()
    assert codes(verify_pack(packed(log), log.trust)) >= {"stream.again"}


def followed(log: MemoryLog, *digests: str) -> Pack:
    """Two lamps are switched, then the first again by these commands, none of which is signed."""
    lamp = StreamId("lamp", "l1")
    log.switch(log.ann)
    log.switch(log.ann, "other")
    asked = read_body(log.body(log.size)).actor
    for digest in digests:
        said = LampSwitched(lamp=lamp.code, on=True)
        log.say(lamp, said, actor=asked, command=CommandRef(digest, None))
    log.close()
    return packed(log)


def test_what_a_command_further_said_is_counted_where_its_beginning_is_not_here() -> None:
    """What came between, and was signed, is of another stream: here the other lamp's event."""
    log = MemoryLog()
    whole = followed(log, "ef" * 32, "ef" * 32)
    numbers = [number for number in log.tails if number > HEADS_STREAM]
    verdict = verify_pack(only(whole, {LAW_NUMBER, KEYS_NUMBER, numbers[0]}), log.trust)
    assert verdict.ok, verdict.problems
    assert verdict.elsewhere == 2


def test_a_command_that_begins_here_is_signed_here() -> None:
    """The event before it is in the pack and is another's: so it is a command's first."""
    log = MemoryLog()
    whole = followed(log, "ef" * 32)
    verdict = verify_pack(whole, log.trust)
    assert codes(verdict) == {"command.unsigned"}
    assert verdict.elsewhere == 0
    log = MemoryLog()
    numbers = followed(log, "ef" * 32, "ab" * 32), [n for n in log.tails if n > HEADS_STREAM]
    pack, (first, _) = numbers
    part_of_it = only(pack, {LAW_NUMBER, KEYS_NUMBER, first})
    found = verify_pack(part_of_it, log.trust)
    assert [(p.code, p.position) for p in found.problems] == [("command.unsigned", log.size - 1)]


def said_of(pack: Pack, log: MemoryLog, code: str) -> list[str]:
    """The findings of a kind, as a terminal shows them."""
    return [str(one) for one in verify_pack(pack, log.trust).problems if one.code == code]


def test_numbers_are_given_one_after_the_other() -> None:
    """The registry's place tells which number is next, even where the ones before are not here."""
    log = MemoryLog()
    log.switch(log.ann)
    log.say(REGISTRY, StreamRegistered(number=9, kind="lamp", code="l9"))
    log.close()
    assert said_of(packed(log), log, "stream.number") == [
        "position 9: registers stream 9, the next number is 5 [stream.number]"
    ]


def forged(log: MemoryLog, position: int, **fields: Any) -> Pack:
    """The pack of a log of which a thief of the ledger's key wrote one event anew."""
    log.append(canonical.write(canonical.read(log.body(position)) | fields))
    log.forms[position - 1] = log.forms.pop()
    log.close()
    return packed(log)


def test_keys_and_heads_have_their_numbers_here_too() -> None:
    log = MemoryLog()
    told = canonical.read(log.body(3))["public"]
    pack = forged(log, 3, public=told | {"code": "other"})
    assert said_of(pack, log, "stream.fixed") == [
        "position 3: stream 2 is registered as keys/other, it is always keys/keys [stream.fixed]"
    ]


def test_nothing_comes_before_the_log_s_first_event() -> None:
    """So it is a command's first, and cannot be signed elsewhere."""
    log = MemoryLog()
    pack = forged(log, 1, command={"digest": "ab" * 32, "signatures": None})
    found = said_of(pack, log, "command.unsigned")
    assert found == [
        f"position 1: the first event of command {'ab' * 32} carries no signature"
        " [command.unsigned]"
    ]
    assert verify_pack(pack, log.trust).elsewhere == 0


def test_heads_are_those_of_all_that_came_before_them() -> None:
    """Of the pack's own and of the log's first, which stands for its opening."""
    log = MemoryLog()
    log.seal(at=5)
    log.switch(log.ann)
    log.seal(at=1)
    log.notes.append(log.checkpoint())
    assert said_of(packed(log), log, "heads.at") == [
        "position 7: HeadsSealed speaks of position 5, right would be 6 [heads.at]",
        "position 10: HeadsSealed speaks of position 1, right would be 9 [heads.at]",
    ]
