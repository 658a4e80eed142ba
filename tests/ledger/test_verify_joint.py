"""Joint acts under the verifier: both signatures are asked, and two persons must have made them."""

from ledger.envelope import CommandRef
from tests.kit.memory_log import MemoryLog, Person, codes, person


def jointly(log: MemoryLog, *people: Person) -> CommandRef:
    content = b"fuse at %d" % log.size
    refs = [log.signed(one, content) for one in people]
    return CommandRef(refs[0].digest, tuple(s for ref in refs for s in ref.signatures or ()))


def with_bob() -> tuple[MemoryLog, Person]:
    log, bob = MemoryLog(), person("bob")
    log.enrol(bob)
    return log, bob


def test_the_verifier_asks_both_signatures() -> None:
    log, bob = with_bob()
    log.switch(log.ann, command=jointly(log, log.ann, bob), times=2)
    log.close()
    assert codes(log.verdict()) == []


def test_a_second_signature_that_is_not_good_is_found() -> None:
    log, bob = with_bob()
    good, other = jointly(log, log.ann, bob), log.signed(bob, b"other")
    forged = CommandRef(good.digest, (good.signatures[0], other.signatures[0]))  # type: ignore[index]
    at = log.switch(log.ann, command=forged)
    log.close()
    assert codes(log.verdict()) == [("command.signature", at)]


def test_a_second_key_that_nobody_enrolled_is_found() -> None:
    log = MemoryLog()
    at = log.switch(log.ann, command=jointly(log, log.ann, person("bob")))
    log.close()
    assert codes(log.verdict()) == [("command.unknown", at)]


def test_one_person_with_two_keys_is_found() -> None:
    log, second = MemoryLog(), person("ann")
    log.enrol(second)
    at = log.switch(log.ann, command=jointly(log, log.ann, second))
    log.close()
    assert codes(log.verdict()) == [("command.joint", at + 1)]
    sentence = "ann signed a joint act twice: another person signs it too"
    assert log.verdict().problems[0].sentence == sentence


def test_a_second_key_that_had_ended_is_found_on_all_that_followed() -> None:
    log, bob = with_bob()
    log.revoke(bob)
    log.later(seconds=1)
    at = log.switch(log.ann, command=jointly(log, log.ann, bob))
    log.close()
    assert {code for code, _ in codes(log.verdict())} == {"command.ended"}
    sentence = log.verdict().problems[0].sentence
    assert sentence.startswith(f"key {bob.key} could sign no more")
    assert at < log.size


def test_the_actor_is_the_first_who_signed() -> None:
    log, bob = with_bob()
    at = log.switch(log.ann, command=jointly(log, bob, log.ann))
    log.close()
    assert codes(log.verdict()) == [("command.actor", at)]


def test_a_refused_joint_act_of_one_person_is_evidence_and_no_flaw() -> None:
    log, second = MemoryLog(), person("ann")
    log.enrol(second)
    log.refuse(log.ann, command=jointly(log, log.ann, second))
    log.close()
    assert codes(log.verdict()) == []
