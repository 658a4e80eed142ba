"""The insider's attacks that a file of events can show, and what catches each (PROOFS 6)."""

from datetime import timedelta

import pytest

from domain.kernel import StreamId
from ledger.checkpoint import Checkpoint, sign
from ledger.codec import encode
from ledger.envelope import ActorPart, CommandRef
from ledger.events import HeadsSealed, KeyRevoked
from ledger.keys import KEYS
from ledger.log import HEADS
from ledger.signing import EVENT_TAG, new_key
from ledger.trust import Trust
from ledger.verify import verify
from tests.kit.lamp import LAW, LampSwitched, RuleSet
from tests.kit.memory_log import MemoryLog, codes, person

LAMP = StreamId("lamp", "l1")


def burning() -> MemoryLog:
    """Six events of opening, one stream registered, events 8 to 12 in it, heads at 13."""
    log = MemoryLog()
    for _ in range(5):
        log.switch(log.ann)
        log.later(seconds=1)
    log.close()
    return log


def findings(log: MemoryLog, forms: list[bytes]) -> list[tuple[str, int | None]]:
    return codes(verify(forms, log.notes, log.trust, processes=1))


def test_an_edited_row_shows_in_signature_chain_heads_and_checkpoint() -> None:
    log = burning()
    forms = [*log.forms]
    forms[9] = forms[9].replace(b'"on":true', b'"on":null')
    verdict = verify(forms, log.notes, log.trust, processes=1)
    assert codes(verdict) == [
        ("event.signature", 10),
        ("stream.previous", 11),
        ("checkpoint.root", None),
    ]
    root = verdict.problems[-1].sentence
    assert root.startswith("checkpoint 1 of size 13 has root ")
    assert root.endswith(
        f"events here give {verdict.root}: positions 1 to 13 are not what was signed"
    )


def test_an_edited_last_event_of_a_stream_shows_in_the_heads() -> None:
    log = burning()
    forms = [*log.forms]
    forms[11] = forms[11].replace(b'"on":true', b'"on":null')
    assert findings(log, forms) == [
        ("event.signature", 12),
        ("heads.root", 13),
        ("checkpoint.root", None),
    ]


def test_another_signature_of_the_same_event_shows_in_the_leaf_alone() -> None:
    log = burning()
    thief = burning()
    body = log.body(10)
    forms = [*log.forms]
    sig = thief.signer.sign(EVENT_TAG + body)
    forms[9] = forms[9].replace(forms[9][-91:-3], encode(sig).strip(b'"'))
    assert findings(log, forms) == [("event.signature", 10), ("checkpoint.root", None)]


def test_an_event_signed_by_another_key_is_not_the_ledgers() -> None:
    log = burning()
    body = log.body(10)
    log.append(body, new_key("ed25519"))
    log.forms[9] = log.forms.pop()
    verdict = log.verdict()
    assert codes(verdict) == [("event.signer", 10), ("checkpoint.root", None)]
    key = log.trust.ledger_key_id
    assert verdict.problems[0].sentence == (
        f"the signature line is not one by the expected ledger key {key}"
    )


@pytest.mark.parametrize("full", [True, False])
def test_a_deleted_tail_is_missed_by_a_checkpoint_that_counted_it(full: bool) -> None:
    log = burning()
    verdict = verify(log.forms[:10], log.notes, log.trust, full=full, processes=1)
    assert codes(verdict) == [("checkpoint.beyond", 11)]
    assert verdict.problems[0].sentence == (
        "checkpoint 1 counts 13 events, only 10 are here: the end is missing"
    )


@pytest.mark.parametrize("full", [True, False])
def test_a_tail_deleted_with_its_checkpoint_is_missed_by_whoever_kept_one(full: bool) -> None:
    log = burning()
    shorter = MemoryLog(founder=log.ann, signer=log.signer, sealer=log.sealer)
    shorter.close()
    assert shorter.verdict(full=full).ok
    verdict = shorter.verdict(held=log.notes, full=full)
    assert codes(verdict) == [("checkpoint.beyond", 8)]
    assert verdict.problems[0].sentence == (
        "held checkpoint 1 counts 13 events, only 7 are here: the end is missing"
    )


def test_a_removed_event_leaves_a_gap_in_places_stream_and_root() -> None:
    log = burning()
    found = findings(log, [*log.forms[:9], *log.forms[10:]])
    assert found == [
        ("event.position", 10),
        ("stream.sequence", 10),
        ("event.position", 11),
        ("event.position", 12),
        ("heads.at", 12),
        ("checkpoint.beyond", 13),
    ]


def test_a_removed_beginning_is_no_log() -> None:
    log = burning()
    assert ("log.opened", 1) in findings(log, log.forms[1:])
    assert ("log.opened", 14) in findings(log, [*log.forms, log.forms[0]])


def test_reordered_events_show_in_place_and_sequence() -> None:
    log = burning()
    forms = [*log.forms]
    forms[9], forms[10] = forms[10], forms[9]
    assert findings(log, forms) == [
        ("event.position", 10),
        ("stream.sequence", 10),
        ("event.position", 11),
        ("stream.sequence", 11),
        ("event.time", 11),
        ("stream.sequence", 12),
        ("checkpoint.root", None),
    ]


def test_a_replayed_command_is_found_however_far_apart() -> None:
    log = burning()
    command = log.signed(log.ann, b"pay once")
    log.switch(log.ann, command=command)
    for _ in range(3):
        log.switch(log.ann)
    log.switch(log.ann, command=command)
    log.close()
    verdict = log.verdict()
    assert codes(verdict) == [("command.again", 18)]
    assert verdict.problems[0].sentence == "this command was used before"


def test_a_command_replayed_at_once_is_found_too() -> None:
    log = burning()
    command = log.signed(log.ann, b"pay once")
    log.switch(log.ann, command=command)
    log.switch(log.ann, command=command)
    log.close()
    assert codes(log.verdict()) == [("command.again", 15)]


def test_a_backdated_event_is_earlier_than_the_one_ahead_of_it() -> None:
    log = burning()
    before = log.now
    log.later(hours=1)
    log.switch(log.ann)
    log.switch(log.ann, recorded_at=before)
    log.switch(log.ann)
    log.close()
    verdict = log.verdict()
    assert codes(verdict) == [("event.time", 15)]
    assert verdict.problems[0].sentence == (
        "recorded at 2026-03-17T01:00:05Z, before the event ahead of it (2026-03-17T02:00:05+00:00)"
    )


def test_history_rewritten_with_the_ledgers_keys_is_caught_by_an_old_checkpoint_alone() -> None:
    ann, signer, sealer = person("ann"), new_key("ed25519"), new_key("ed25519")
    true, false = (
        MemoryLog(founder=ann, signer=signer, sealer=sealer, clock="system") for _ in range(2)
    )
    true.switch(ann)
    true.close()
    false.switch(ann, command=true.signed(ann, b"another command that ann once signed"))
    false.close()
    assert false.verdict().ok
    for full in (True, False):
        verdict = false.verdict(held=true.notes, full=full)
        assert codes(verdict) == [("checkpoint.root", None)]
        assert verdict.problems[0].sentence.startswith("held checkpoint 1 of size 9 has root ")


def test_two_roots_of_one_size_cannot_both_fit() -> None:
    log = burning()
    split = sign(Checkpoint(log.trust.origin, 13, b"\1" * 32), log.trust.origin, log.sealer)
    verdict = log.verdict(held=[split])
    assert codes(verdict) == [("checkpoint.root", None)]
    assert verdict.checkpoints == 1
    assert verdict.problems[0].values["since"] == 13


def test_a_thief_of_the_ledgers_key_cannot_speak_for_a_person() -> None:
    log = burning()
    forged = CommandRef("ab" * 32, None)
    log.switch(log.ann, command=forged)
    log.switch(log.ann, command=log.signed(person("thief"), b"x", key=log.ann.key))
    log.close()
    verdict = log.verdict()
    assert codes(verdict) == [("command.unsigned", 14), ("command.signature", 15)]
    assert [problem.sentence for problem in verdict.problems] == [
        f"the first event of command {'ab' * 32} carries no signature",
        f"the signature of key {log.ann.key} does not fit the command",
    ]


def test_a_thief_of_the_ledgers_key_cannot_speak_for_nobody() -> None:
    log = burning()
    log.say(LAMP, LampSwitched(lamp="l1", on=False))
    log.say(KEYS, log.enrolment(person("thief")))
    log.say(LAW, RuleSet(person="thief", role="OFFICE"))
    log.close()
    verdict = log.verdict()
    assert codes(verdict) == [
        ("command.none", 14),
        ("command.none", 15),
        ("command.none", 16),
        ("event.law", 17),
    ]
    assert verdict.problems[0].sentence == (
        "LampSwitched stands without a command; nobody asked for it"
    )


def test_an_event_put_behind_a_command_under_another_name_is_found() -> None:
    log = burning()
    command = log.signed(log.ann, b"once")
    log.switch(log.ann, command=command)
    log.switch(
        log.ann,
        command=CommandRef(command.digest, None),
        actor=ActorPart(False, log.ann.key, None, "house", "ann", "CHIEF"),
    )
    log.switch(log.ann, command=CommandRef(command.digest, None), cause=3)
    log.switch(log.ann, command=CommandRef(command.digest, None), law=0)
    log.close()
    verdict = log.verdict()
    assert codes(verdict) == [("command.changed", n) for n in (15, 16, 17)]
    assert verdict.problems[0].sentence == (
        "actor, law or cause differ from the first event of the command"
    )


def test_an_event_cannot_be_hung_on_an_earlier_command() -> None:
    log = burning()
    command = log.signed(log.ann, b"once")
    log.switch(log.ann, command=command)
    log.seal()
    log.switch(log.ann, command=CommandRef(command.digest, None))
    log.switch(log.ann)
    log.switch(log.ann, command=CommandRef(command.digest, None))
    log.close()
    assert codes(log.verdict()) == [("command.unsigned", 16), ("command.unsigned", 18)]


def test_legs_that_do_not_balance_are_found_even_if_the_ledger_signed_them() -> None:
    log = burning()
    log.pay(log.ann, ("1001", "bank", 500), ("2001", "day", -499))
    log.close()
    verdict = log.verdict()
    assert codes(verdict) == [("entries.sum", 15)]
    assert verdict.problems[0].sentence == "the legs of entry 1 sum to 1, not to zero"


def test_a_wrong_root_of_heads_is_found() -> None:
    log = burning()
    right = log.heads()
    log.seal(root="0" * 64)
    log.notes.append(log.checkpoint())
    verdict = log.verdict()
    assert codes(verdict) == [("heads.root", 14)]
    assert verdict.problems[0].sentence == (
        f"HeadsSealed has root {'0' * 64}, the heads of all streams give {right}"
    )


def test_heads_that_speak_of_another_place_or_number_of_streams_are_found() -> None:
    log = burning()
    log.seal(at=12)
    log.seal(streams=4)
    log.notes.append(log.checkpoint())
    verdict = log.verdict()
    assert codes(verdict) == [("heads.at", 14), ("heads.streams", 15)]
    assert [problem.sentence for problem in verdict.problems] == [
        "HeadsSealed speaks of position 12, right would be 13",
        "HeadsSealed counts 4 streams, there are 5",
    ]


def test_a_stream_withheld_from_the_heads_is_found() -> None:
    log = burning()
    log.switch(log.ann, "l2")
    log._tails[5], kept = (0, None), log._tails[5]
    root = log.heads()
    log._tails[5] = kept
    log.seal(root=root)
    log.notes.append(log.checkpoint())
    assert codes(log.verdict()) == [("heads.root", 16)]


def test_a_checkpoint_without_heads_is_found() -> None:
    log = burning()
    log.switch(log.ann)
    log.notes.append(log.checkpoint())
    verdict = log.verdict()
    assert codes(verdict) == [("checkpoint.heads", 14)]
    assert verdict.problems[0].sentence == (
        "a checkpoint ends here, but the event is no HeadsSealed"
    )


def test_heads_again_and_again_cover_what_came_between() -> None:
    log = burning()
    log.seal()
    log.switch(log.ann, "l2")
    log.close()
    log.switch(log.ann, "l1")
    log.close()
    assert codes(log.verdict()) == []
    assert log.verdict().checkpoints == 3


def test_an_event_of_another_log_is_found() -> None:
    log = burning()
    log.switch(log.ann, origin="candle.example/log")
    log.close()
    verdict = log.verdict()
    assert codes(verdict) == [("event.origin", 14)]
    assert verdict.problems[0].sentence == (
        "the event is of the log 'candle.example/log', expected is 'lamp.example/log'"
    )


def test_a_log_by_other_keys_than_expected_is_another_log() -> None:
    log, other = burning(), burning()
    verdict = verify(log.forms, log.notes, other.trust, processes=1)
    assert {code for code, _ in codes(verdict)} == {
        "log.expected",
        "event.signer",
        "checkpoint.refused",
        "checkpoint.none",
        "command.actor",
    }
    told = [p.values["field"] for p in verdict.problems if p.code == "log.expected"]
    assert told == ["ledger_key", "checkpoint_key"]
    fast = verify(log.forms, log.notes, other.trust, full=False)
    assert {"log.expected", "checkpoint.refused"} <= {code for code, _ in codes(fast)}


def test_a_log_of_another_name_than_expected_is_another_log() -> None:
    log = burning()
    trust = log.trust
    elsewhere = Trust("else.example/log", trust.algorithm, trust.ledger_key, trust.checkpoint)
    verdict = verify(log.forms, log.notes, elsewhere, processes=1)
    assert "LogOpened says origin 'lamp.example/log', expected is 'else.example/log'" in [
        problem.sentence for problem in verdict.problems
    ]
    assert {code for code, _ in codes(verdict)} == {
        "log.expected",
        "event.origin",
        "checkpoint.origin",
        "checkpoint.none",
    }


@pytest.mark.parametrize("field", ["ledger_key", "checkpoint_key", "origin"])
def test_an_opening_that_names_other_keys_than_those_that_sign_is_found(field: str) -> None:
    log = MemoryLog(**{field: "other"})
    log.close()
    assert codes(log.verdict()) == [("log.expected", 1)]


def test_a_law_that_was_not_in_force_is_found() -> None:
    log = MemoryLog()
    log.switch(log.ann)
    log.ask(log.ann, (LAW, RuleSet(person="ann", role="CHIEF")))
    log.switch(log.ann, law=6)
    log.switch(log.ann, law=0)
    log.switch(log.ann)
    log.seal(), log.say(HEADS, HeadsSealed(at=13, root=log.heads(), streams=5), law=6)
    log.notes.append(log.checkpoint())
    verdict = log.verdict()
    assert codes(verdict) == [("event.law", 10), ("event.law", 11), ("event.law", 14)]
    assert verdict.problems[0].sentence == "the event says law 6, in force was 9"


def test_a_law_made_by_a_command_of_several_events_holds_for_the_next_command() -> None:
    log = MemoryLog()
    rule = RuleSet(person="ann", role="CHIEF")
    log.ask(log.ann, (LAW, rule), (LAW, rule), (LAMP, LampSwitched(lamp="l1", on=True)))
    log.switch(log.ann)
    assert log.close() is None
    assert codes(log.verdict()) == []


@pytest.mark.parametrize(
    ("cause", "fits"), [(1, True), (8, True), (9, False), (0, False), (-1, False), (99, False)]
)
def test_a_cause_is_an_earlier_position(cause: int, fits: bool) -> None:
    log = MemoryLog()
    log.switch(log.ann)
    assert log.switch(log.ann, cause=cause) == 9
    log.close()
    verdict = log.verdict()
    assert codes(verdict) == ([] if fits else [("event.cause", 9)])
    if not fits:
        assert verdict.problems[0].sentence == (
            f"the event says cause {cause}, which is no earlier position"
        )


def test_the_ledger_speaks_as_itself_and_as_nobody_else() -> None:
    log = burning()
    log.say(
        HEADS,
        HeadsSealed(at=13, root=log.heads(), streams=5),
        actor=ActorPart(False, log.ann.key, None, "house", "ann", "LEDGER"),
    )
    log.notes.append(log.checkpoint())
    verdict = log.verdict()
    assert codes(verdict) == [("command.actor", 14)]
    said = verdict.problems[0].sentence
    assert said.startswith(f"the actor is (False, '{log.ann.key}', None, 'house', 'ann', 'LEDGER')")
    assert f"key {log.ann.key} belongs to (False, '{log.trust.ledger_key_id}'" in said


def test_a_revocation_dated_ahead_counts_from_then_on() -> None:
    log = burning()
    eve = person("eve")
    log.enrol(eve)
    since = log.now + timedelta(hours=1)
    log.ask(log.ann, (KEYS, KeyRevoked(key=eve.key, since=since, reason="leaves")))
    log.later(minutes=59)
    log.switch(eve)
    log.later(minutes=1)
    log.switch(eve)
    log.close()
    assert codes(log.verdict()) == [("command.ended", 17)]
