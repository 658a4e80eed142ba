"""Whose signature counted at which position: enrolled, rotated, revoked, expired, refused."""

from base64 import b64encode
from dataclasses import replace
from datetime import datetime, timedelta

import msgspec
import pytest

from domain.kernel import StreamId
from ledger.envelope import ActorPart, CommandRef
from ledger.events import (
    CommandRefused,
    KeyDestroyed,
    KeyEnrolled,
    KeyReleased,
    KeyRevoked,
    KeyRotated,
)
from ledger.keys import KEYS
from ledger.log import REFUSALS
from ledger.signing import COMMAND_TAG, P256
from ledger.verdict import Flaw
from ledger.verify_keys import KeyHistory, keys_in, moment, moment_of
from tests.kit.lamp import LampSwitched
from tests.kit.memory_log import START, MemoryLog, codes, person

LAMP = StreamId("lamp", "l1")


def sentences(log: MemoryLog) -> list[str]:
    return [problem.sentence for problem in log.verdict().problems]


@pytest.mark.parametrize("algorithm", ["ed25519", P256])
def test_an_enrolled_key_may_ask_from_then_on(algorithm: str) -> None:
    log = MemoryLog()
    bob = person("bob", algorithm)
    log.switch(bob)
    log.enrol(bob)
    log.switch(bob)
    log.close()
    assert codes(log.verdict()) == [("command.unknown", 7)]
    assert sentences(log) == [f"key {bob.key} was not enrolled"]


@pytest.mark.parametrize("algorithm", ["ed25519", P256])
def test_the_key_must_have_signed_this_command(algorithm: str) -> None:
    log = MemoryLog()
    bob = person("bob", algorithm)
    log.enrol(bob)
    honest = log.signed(bob, b"one")
    log.switch(bob, command=honest)
    log.switch(bob, command=CommandRef("0" * 64, honest.signatures))
    log.close()
    assert codes(log.verdict()) == [("command.signature", 10)]


def test_a_command_signature_is_no_event_signature() -> None:
    log = MemoryLog()
    digest = bytes(32)
    assert honest_digest(log, COMMAND_TAG + digest) == []
    assert honest_digest(log, b"zhangben/event/v1\n" + digest) == ["command.signature"]
    assert honest_digest(log, digest) == ["command.signature"]


def honest_digest(log: MemoryLog, message: bytes) -> list[str]:
    fresh = MemoryLog(founder=log.ann)
    signature = fresh.signed(fresh.ann, b"", sig=fresh.ann.signer.sign(message)).signatures
    fresh.switch(fresh.ann, command=CommandRef("0" * 64, signature))
    fresh.close()
    return [code for code, _ in codes(fresh.verdict())]


def test_a_signature_that_claims_another_algorithm_does_not_count() -> None:
    log = MemoryLog()
    log.switch(log.ann, command=log.signed(log.ann, b"x", alg=P256))
    log.close()
    assert codes(log.verdict()) == [("command.signature", 7)]


@pytest.mark.parametrize("sig", [b"", b"short"])
def test_a_signature_of_another_length_does_not_count(sig: bytes) -> None:
    log = MemoryLog()
    log.switch(log.ann, command=log.signed(log.ann, b"x", sig=sig))
    log.close()
    assert codes(log.verdict()) == [("command.signature", 7)]


@pytest.mark.parametrize("sig", ["~", "é", "A", "AAB="])
def test_a_signature_that_is_no_base64_does_not_count(sig: str) -> None:
    log = MemoryLog()
    log.switch(log.ann)
    signature = {"alg": "ed25519", "key": log.ann.key, "sig": sig}
    command = {"digest": "ab" * 32, "signatures": [signature]}
    ann = ActorPart(False, log.ann.key, None, "house", "ann", "")
    log.say(LAMP, LampSwitched(lamp="l1", on=True), command=command, actor=ann)  # type: ignore[arg-type]
    log.close()
    assert codes(log.verdict()) == [("command.signature", 9)]


def test_a_revoked_key_asks_no_more_from_its_instant_on() -> None:
    log = MemoryLog()
    bob = person("bob")
    log.enrol(bob)
    log.switch(bob)
    log.later(seconds=1)
    log.revoke(bob)
    log.switch(bob)
    log.switch(log.ann)
    log.close()
    assert codes(log.verdict()) == [("command.ended", 11)]
    assert sentences(log) == [f"key {bob.key} could sign no more, since 2026-03-17T01:00:01+00:00"]


def test_every_event_of_a_command_by_an_ended_key_is_found() -> None:
    log = MemoryLog()
    bob = person("bob")
    log.enrol(bob)
    log.revoke(bob)
    log.ask(
        bob,
        (LAMP, LampSwitched(lamp="l1", on=True)),
        (StreamId("lamp", "l2"), LampSwitched(lamp="l2", on=True)),
    )
    log.switch(log.ann)
    log.close()
    assert codes(log.verdict()) == [("command.ended", 10), ("command.ended", 12)]


def test_the_refusal_of_an_ended_key_is_right() -> None:
    log = MemoryLog()
    bob = person("bob")
    log.enrol(bob)
    log.revoke(bob)
    log.refuse(bob)  # brings its stream with it
    log.refuse(bob)
    log.close()
    assert codes(log.verdict()) == []


def test_behind_the_refusal_of_an_ended_key_nothing_else_can_hide() -> None:
    log = MemoryLog()
    bob = person("bob")
    log.enrol(bob)
    log.revoke(bob)
    refused = StreamId(REFUSALS, "bob"), CommandRefused(day="2026-03-17")
    log.ask(bob, refused, (LAMP, LampSwitched(lamp="l1", on=True)), sealed={"c": "", "x": ""})
    log.close()
    assert codes(log.verdict()) == [("command.ended", 12)]


@pytest.mark.parametrize(("after", "fits"), [(59, True), (60, False), (61, False)])
def test_a_key_expires_at_its_instant(after: int, fits: bool) -> None:
    log = MemoryLog()
    bob = person("bob")
    log.enrol(bob, until=START + timedelta(seconds=60))
    log.later(seconds=after)
    log.switch(bob)
    log.close()
    assert codes(log.verdict()) == ([] if fits else [("command.ended", 9)])


def test_whichever_end_is_first_counts() -> None:
    log = MemoryLog()
    bob, eve = person("bob"), person("eve")
    log.enrol(bob, until=START + timedelta(seconds=5))
    log.enrol(eve, until=START + timedelta(days=5))
    log.later(seconds=10)
    log.revoke(bob)
    log.revoke(eve)
    log.switch(log.ann)
    log.switch(bob)
    log.switch(eve)
    log.close()
    assert sentences(log) == [
        f"key {bob.key} could sign no more, since 2026-03-17T01:00:05+00:00",
        f"key {eve.key} could sign no more, since 2026-03-17T01:00:10+00:00",
    ]


def test_a_key_may_ask_for_its_own_end() -> None:
    log = MemoryLog()
    bob = person("bob")
    log.enrol(bob)
    log.ask(bob, (KEYS, KeyRevoked(key=bob.key, since=log.now, reason="lost")))
    log.close()
    assert codes(log.verdict()) == []


def test_a_rotated_key_belongs_to_the_same_person_and_the_old_one_ends() -> None:
    log = MemoryLog()
    old = person("bob", organisation="bank", custodial=True)
    new = person("bob", P256, organisation="bank", custodial=True)
    log.enrol(old)
    log.rotate(old, new)
    log.switch(new)
    log.switch(old)
    log.close()
    assert codes(log.verdict()) == [("command.ended", 12)]


def test_a_rotation_ends_the_old_key_even_without_its_revocation() -> None:
    log = MemoryLog()
    old, new = person("bob"), person("bob")
    log.enrol(old)
    log.later(seconds=1)
    public = b64encode(new.signer.public).decode()
    log.ask(
        old,
        (
            KEYS,
            KeyRotated(
                old=old.key,
                key=new.key,
                algorithm="ed25519",
                public=public,
                valid_until=log.now + timedelta(seconds=5),
            ),
        ),
    )
    log.switch(log.ann)
    log.switch(old)
    log.switch(new)
    log.later(seconds=5)
    log.switch(new)
    log.close()
    assert codes(log.verdict()) == [("command.ended", 11), ("command.ended", 13)]


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("custodial", True),
        ("key", "0" * 32),
        ("organisation", "bank"),
        ("person", "eve"),
    ],
)
def test_the_actor_is_whom_the_key_belongs_to(field: str, value: object) -> None:
    log = MemoryLog()
    actor = ActorPart(False, log.ann.key, None, "house", "ann", "OFFICE")
    log.switch(log.ann, actor=msgspec.structs.replace(actor, **{field: value}))
    log.close()
    assert codes(log.verdict()) == [("command.actor", 7)]
    owner, said = "(False, 'house', 'ann')", sentences(log)[0]
    assert said.startswith("the actor is (")
    assert repr(value) in said.partition(", key ")[0]
    assert said.endswith(f", key {log.ann.key} belongs to {owner}")


def test_post_and_on_behalf_of_are_not_the_keys_to_say() -> None:
    log = MemoryLog()
    log.switch(log.ann, actor=ActorPart(False, log.ann.key, "eve", "house", "ann", "CHIEF"))
    log.close()
    assert codes(log.verdict()) == []


def enrolment(log: MemoryLog, **forged: object) -> KeyEnrolled:
    honest = log.enrolment(person("bob"))
    fields = {name: getattr(honest, name) for name in honest.__slots__}
    return KeyEnrolled(**fields | forged)  # type: ignore[arg-type]


def test_a_key_is_enrolled_under_its_right_name_only() -> None:
    log = MemoryLog()
    honest = enrolment(log)
    wrong = replace(honest, key=log.ann.key[::-1])
    log.ask(log.ann, (KEYS, wrong))
    log.close()
    [problem] = log.verdict().problems
    assert (problem.code, problem.position) == ("key.named", 7)
    right = honest.key
    assert problem.sentence == f"the key is called {wrong.key}, its right name is {right}"


def test_a_key_is_enrolled_once() -> None:
    log = MemoryLog()
    log.ask(log.ann, (KEYS, log.enrolment(log.ann)))
    log.close()
    assert codes(log.verdict()) == [("key.again", 7)]
    assert sentences(log) == [f"key {log.ann.key} was enrolled before"]


@pytest.mark.parametrize(
    "forged",
    [
        {"public": "~"},
        {"public": "AAAA"},
        {"algorithm": "rot13"},
        {"public": ""},
        {"public": b64encode(bytes(32)).decode()},
    ],
)
def test_a_key_that_cannot_be_used_cannot_be_enrolled(forged: dict[str, str]) -> None:
    log = MemoryLog()
    log.ask(log.ann, (KEYS, enrolment(log, **forged)))
    log.close()
    assert codes(log.verdict()) == [("key.unusable", 7)]
    assert not sentences(log)[0].endswith((": None", ": "))


def test_a_key_is_enrolled_in_base64_without_anything_between() -> None:
    log, honest = MemoryLog(), enrolment(MemoryLog())
    log.ask(log.ann, (KEYS, replace(honest, public=f"~{honest.public[:9]}\n{honest.public[9:]}")))
    log.close()
    assert codes(log.verdict()) == [("key.unusable", 7)]
    assert sentences(log)[0].startswith("the key cannot be used: ")


def test_only_a_known_key_is_revoked_or_rotated() -> None:
    log = MemoryLog()
    bob, new = person("bob"), person("bob")
    log.ask(log.ann, (KEYS, KeyRevoked(key=bob.key, since=log.now, reason="")))
    public = b64encode(new.signer.public).decode()
    log.ask(
        log.ann,
        (
            KEYS,
            KeyRotated(
                old=bob.key, key=new.key, algorithm="ed25519", public=public, valid_until=None
            ),
        ),
    )
    log.switch(new)
    log.close()
    assert codes(log.verdict()) == [("key.unknown", 7), ("key.unknown", 8), ("command.unknown", 9)]
    assert sentences(log)[0] == f"key {bob.key} was never enrolled"


def test_fates_of_sealing_keys_do_not_touch_signing_keys() -> None:
    log = MemoryLog()
    log.ask(log.ann, (KEYS, KeyReleased(key="lot/1", secret="00")))
    log.ask(log.ann, (KEYS, KeyDestroyed(key=log.ann.key, reason="erasure")))
    log.switch(log.ann)
    log.close()
    assert codes(log.verdict()) == []


@pytest.mark.parametrize("until", ["soon", "2026-03-17", "2026-03-17T01:00:00"])
def test_ends_are_instants(until: str) -> None:
    log = MemoryLog()
    log.ask(log.ann, (KEYS, enrolment(log, valid_until=until)))
    log.ask(log.ann, (KEYS, KeyRevoked(key=log.ann.key, since=until, reason="")))  # type: ignore[arg-type]
    log.close()
    assert codes(log.verdict()) == [("event.shape", 7), ("event.shape", 8)]
    wanted = "right would be a time with its offset from UTC"
    assert sentences(log) == [
        f"public.valid_until is {until!r}, {wanted}",
        f"public.since is {until!r}, {wanted}",
    ]


def test_an_instant_has_its_offset() -> None:
    assert moment("2026-03-17T09:00:00+08:00") == datetime.fromisoformat("2026-03-17T01:00:00Z")
    assert moment("2026-03-17T09:00:00.123456Z") is not None
    assert moment("2026-03-17T09:00:00") is None
    assert moment("") is None
    with pytest.raises(Flaw):
        moment_of("", "field")


def test_public_keys_are_found_ahead_of_the_judging() -> None:
    log = MemoryLog()
    bob, eve = person("bob", P256), person("eve")
    log.enrol(bob)
    log.rotate(log.ann, eve)
    log.ask(eve, (KEYS, enrolment(log, public="~")))
    log.ask(eve, (KEYS, KeyDestroyed(key="lot/1", reason="")))
    assert keys_in(log.forms) == {
        log.ann.key: ("ed25519", log.ann.signer.public),
        bob.key: (P256, bob.signer.public),
        eve.key: ("ed25519", eve.signer.public),
    }


@pytest.mark.parametrize(
    "form",
    [
        b'{"name":"KeyEnrolled"}\n',
        b'"name":"KeyEnrolled"',
        b'["name","KeyEnrolled","name":"Key"]',
        b'{"name":"KeyEnrolled","public":{}}\n',
        b'{"name":"KeyEnrolled","public":null}\n',
        b"[" * 99,
        b'{"a":[{"name":"KeyEnrolled"}]}\n',
        b'{"name":"KeyEnrolled","name":"KeyEnrolled"}\n',
        b'{"a":{"name":"KeyEnrolled"},"name":7}\n',
        b'{"a":{"name":"KeyEnrolled"},"name":[]}\n',
    ],
)
def test_nothing_that_only_looks_like_an_enrolment_brings_a_key(form: bytes) -> None:
    assert keys_in([form]) == {}


def test_a_history_that_was_told_nothing_knows_nobody() -> None:
    assert KeyHistory().owner("0" * 32) is None
