"""What an honest log is told, and that no byte of it can change unseen."""

import dataclasses
import json
from datetime import timedelta
from functools import cache
from hashlib import sha256
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import ledger.verify as verify_room
from domain.kernel import StreamId
from ledger import canonical
from ledger.events import RefusalsSummarised
from ledger.log import REFUSALS
from ledger.merkle import Frontier, leaf_hash
from ledger.signing import P256
from ledger.verdict import SENTENCES, Verdict, balances_digest
from ledger.verify import verify
from tests.kit.lamp import LAW, RuleSet
from tests.kit.memory_log import MemoryLog, codes, person


@cache
def house() -> MemoryLog:
    """A log with a bit of everything: keys come and go, money moves, refusals, two checkpoints."""
    log = MemoryLog()
    bob = person("bob", P256, custodial=True)
    eve, new = person("eve"), person("eve")
    log.enrol(bob)
    log.enrol(eve)
    log.close()
    log.later(seconds=5)
    log.switch(bob, times=4)
    log.ask(log.ann, (LAW, RuleSet(person="bob", role="OFFICE")))
    log.pay(bob, ("1001", "bank", 500), ("2001", "bank/day", -500))
    log.pay(log.ann, ("2001", "bank/day", 300), ("2002", "d1", -300), cause=log.size)
    log.rotate(eve, new)
    log.switch(new, "l2")
    log.refuse(eve)
    log.revoke(bob)
    log.later(days=1)
    log.refuse(bob)
    log.register(StreamId(REFUSALS, "bob"))
    log.say(StreamId(REFUSALS, "bob"), RefusalsSummarised(day="2026-03-18", count=40, digest="ab"))
    log.switch(log.ann, "l3", sealed={"c": "0" * 64, "x": "AAAA" * 180})
    log.close()
    return log


def without_time(verdict: Verdict) -> Verdict:
    return dataclasses.replace(verdict, seconds=0)


def test_an_honest_log_is_verified_in_full() -> None:
    log = house()
    verdict = log.verdict()
    assert verdict.problems == ()
    assert verdict.ok
    assert 0 < verdict.seconds < 60
    assert (verdict.depth, verdict.mode, verdict.origin) == ("full", "simulated", log.trust.origin)
    assert verdict.events == verdict.covered == log.size == 32
    assert verdict.root == Frontier().extend(map(leaf_hash, log.forms)).root().hex()
    assert (verdict.checkpoints, verdict.commands, verdict.streams) == (2, 12, 11)
    assert (verdict.first_bad, verdict.problem_count) == (None, 0)


def test_the_balances_are_folded_from_the_legs_and_zero_is_left_out() -> None:
    log = MemoryLog()
    log.pay(log.ann, ("1001", "bank", 500), ("2001", "day", -500))
    log.pay(log.ann, ("2001", "day", 500), ("2002", "d1", -300), ("2002", "d2", -200))
    log.close()
    verdict = log.verdict()
    expected = {
        ("CUST", "CNY", "1001", "bank"): 500,
        ("CUST", "CNY", "2002", "d1"): -300,
        ("CUST", "CNY", "2002", "d2"): -200,
    }
    assert verdict.ok
    assert verdict.balances == expected
    assert verdict.balances_digest == balances_digest(expected)


def test_the_digest_of_balances_is_over_sorted_canonical_lines_without_zeros() -> None:
    balances = {("B", "CNY", "2", "z"): -7, ("A", "CNY", "1", "y"): 7, ("A", "CNY", "1", "x"): 0}
    lines = b'["A","CNY","1","y","7"]\n["B","CNY","2","z","-7"]\n'
    assert balances_digest(balances) == sha256(lines).hexdigest()


def test_books_currencies_accounts_and_owners_do_not_mix() -> None:
    log = MemoryLog()
    log.pay(log.ann, ("1", "a", 5), ("1", "b", -5))
    entry = {
        "book": "OWN",
        "currency": "EUR",
        "legs": [
            {"account": "1", "amount": 5, "owner": "a", "p": ""},
            {"account": "2", "amount": -5, "owner": "a", "p": ""},
        ],
    }
    log.switch(log.ann, "meter", entries=[entry, entry | {"book": "CUST"}])
    log.close()
    assert log.verdict().balances == {
        ("CUST", "CNY", "1", "a"): 5,
        ("CUST", "CNY", "1", "b"): -5,
        ("OWN", "EUR", "1", "a"): 5,
        ("OWN", "EUR", "2", "a"): -5,
        ("CUST", "EUR", "1", "a"): 5,
        ("CUST", "EUR", "2", "a"): -5,
    }


def test_a_fast_verification_looks_at_leaves_and_says_so() -> None:
    log = house()
    fast, full = log.verdict(full=False), log.verdict()
    assert fast.ok
    assert (fast.depth, fast.mode, fast.events) == ("fast", "simulated", full.events)
    assert (fast.root, fast.checkpoints, fast.covered) == (full.root, 2, full.events)
    assert (fast.commands, fast.streams, fast.balances, fast.balances_digest) == (None,) * 4


def test_a_fast_verification_reads_the_opening_and_of_the_others_their_place() -> None:
    log = MemoryLog()
    for place in (1, 4):  # as if they had always been so: nobody but the signature tells
        log.forms[place] = log.forms[place].replace(b'"sig":"', b'"sig":"A')
    log.say(LAW, RuleSet(person="", role=""), position=99)
    log.switch(log.ann, previous="x")
    log.close()
    verdict = log.verdict(full=False)
    assert codes(verdict) == [("event.position", 7), ("event.position", 8), ("event.position", 9)]
    assert [problem.sentence for problem in verdict.problems] == [
        "the event says position 99",
        "the event says position None",
        "the event says position None",
    ]
    log.forms[0] = log.forms[0].replace(b'"sig":"', b'"sig":"A')
    assert codes(log.verdict(full=False))[0] == ("event.signature", 1)


@pytest.mark.parametrize("mode", ["production", "demo", "simulated"])
@pytest.mark.parametrize("full", [True, False])
def test_the_mode_of_the_log_is_said(mode: str, full: bool) -> None:
    log = MemoryLog(mode=mode)
    log.close()
    verdict = log.verdict(full=full)
    assert verdict.ok
    assert verdict.mode == mode
    assert f"(mode {mode}), {verdict.depth} verification" in next(verdict.lines())


@pytest.mark.parametrize("chunk", [1, 2, 7, 31, 32, 1000])
def test_where_the_chunks_are_cut_makes_no_difference(
    chunk: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    log = house()
    broken = [*log.forms]
    broken[20] = broken[20].replace(b"LampSwitched", b"LampSwotched")
    before = log.verdict(), verify(broken, log.notes, log.trust, processes=1)
    monkeypatch.setattr(verify_room, "CHUNK", chunk)
    after = log.verdict(), verify(broken, log.notes, log.trust, processes=1)
    assert [*map(without_time, after)] == [*map(without_time, before)]
    assert without_time(log.verdict(full=False)).ok


def test_two_processes_say_what_one_says(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(verify_room, "CHUNK", 5)
    log = house()
    assert log.verdict(processes=2).ok
    broken = [*log.forms]
    broken[9], broken[30] = broken[30], broken[9]
    one = verify(broken, log.notes, log.trust, processes=1)
    two = verify(broken, log.notes, log.trust, processes=2)
    assert without_time(one) == without_time(two)


def test_the_events_are_taken_from_an_iterator_as_they_come(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(verify_room, "CHUNK", 10)
    taken: list[int] = []
    heard: list[tuple[int, int]] = []

    def coming() -> object:
        for number, form in enumerate(house().forms, 1):
            taken.append(number)
            yield form

    verdict = verify(
        coming(),
        iter(house().notes),
        house().trust,
        processes=1,  # type: ignore[arg-type]
        progress=lambda done: heard.append((done, len(taken))),
    )
    assert verdict.ok
    assert [done for done, _ in heard] == [10, 20, 30, 32]
    assert heard[0] == (10, 20)  # one chunk ahead, and no further


def test_events_behind_the_last_checkpoint_are_pointed_out() -> None:
    log = MemoryLog()
    log.close()
    log.switch(log.ann, times=2)
    full, fast = log.verdict(), log.verdict(full=False)
    assert full.ok
    assert fast.ok
    assert (full.events, full.covered) == (10, 7)
    behind = "events 8 to 10 are under no checkpoint: "
    assert behind + "rest on their signatures alone" in [*full.lines()]
    assert behind + "not checked" in [*fast.lines()]
    assert not any("under no checkpoint" in line for line in house().verdict().lines())


def test_the_verdict_in_words_and_as_json() -> None:
    verdict = dataclasses.replace(house().verdict(), seconds=1.25)
    assert [*verdict.lines()] == [
        "log lamp.example/log (mode simulated), full verification in 1.2 s",
        f"32 events, root {verdict.root}",
        "2 checkpoints fit, the largest covers 32 events",
        "12 commands, 11 streams, 3 balances",
        f"balances digest {verdict.balances_digest}",
        "verified",
    ]
    said = json.loads(json.dumps(verdict.as_json()))
    assert said == {
        "ok": True,
        "origin": "lamp.example/log",
        "depth": "full",
        "mode": "simulated",
        "events": 32,
        "root": verdict.root,
        "checkpoints": 2,
        "covered": 32,
        "commands": 12,
        "streams": 11,
        "balances_digest": verdict.balances_digest,
        "first_bad": None,
        "problem_count": 0,
        "problems": [],
        "seconds": 1.25,
    }


def test_what_is_wrong_is_said_with_its_position_first_position_first() -> None:
    log = house()
    forms = [*log.forms]
    forms[14], forms[11] = forms[11], forms[14]
    verdict = verify(forms, log.notes, log.trust, processes=1)
    *_, last = verdict.lines()
    assert last == f"NOT VERIFIED: {verdict.problem_count} problems, first at position 12"
    assert "position 12: the event says position 15 [event.position]" in [*verdict.lines()]
    positions = [problem.position for problem in verdict.problems]
    assert None in positions  # the checkpoint whose root does not fit comes last
    assert positions == sorted(positions, key=lambda p: (p is None, p))
    said = verdict.as_json()["problems"][0]
    assert said == {
        "code": "event.position",
        "position": 12,
        "sentence": "the event says position 15",
    }


def test_of_each_kind_five_findings_are_kept_and_all_are_counted() -> None:
    log = MemoryLog()
    for _ in range(7):
        log.switch(log.ann, origin="other.example/log")
    log.switch(log.ann, cause=10_000)
    log.close()
    verdict = log.verdict()
    found = codes(verdict)
    assert [code for code, _ in found].count("event.origin") == 5
    assert ("event.cause", 15) in found
    assert verdict.problem_count == 9  # the first lamp brought its stream with it
    assert "… and 3 more" in [*verdict.lines()]
    assert verdict.first_bad == 7


def test_an_empty_log_is_not_verified() -> None:
    trust = house().trust
    for full in (True, False):
        verdict = verify([], [], trust, full=full)
        assert codes(verdict) == [("checkpoint.none", None), ("log.empty", None)]
        assert not verdict.ok
        assert verdict.mode is None
        assert "(no mode)" in next(verdict.lines())
        assert [*verdict.lines()][-1] == "NOT VERIFIED: 2 problems"


@settings(max_examples=100, deadline=None)
@given(st.data())
def test_one_byte_changed_in_any_event_is_found_and_its_position_named(data: st.DataObject) -> None:
    log = house()
    position = data.draw(st.integers(1, log.size), "position")
    form = bytearray(log.forms[position - 1])
    place = data.draw(st.integers(0, len(form) - 1), "byte")
    form[place] ^= data.draw(st.integers(1, 255), "change")
    forms = [*log.forms[: position - 1], bytes(form), *log.forms[position:]]
    notes = data.draw(st.sampled_from([log.notes, log.notes[:1]]), "checkpoints")
    verdict = verify(forms, notes, log.trust, processes=1)
    assert not verdict.ok
    assert verdict.first_bad == position


@settings(max_examples=60, deadline=None)
@given(st.data())
def test_one_byte_changed_under_a_checkpoint_is_found_fast(data: st.DataObject) -> None:
    log = house()
    position = data.draw(st.integers(1, log.size))
    form = bytearray(log.forms[position - 1])
    form[data.draw(st.integers(0, len(form) - 1))] ^= data.draw(st.integers(1, 255))
    forms = [*log.forms[: position - 1], bytes(form), *log.forms[position:]]
    verdict = verify(forms, log.notes, log.trust, full=False)
    assert "checkpoint.root" in [problem.code for problem in verdict.problems]
    assert verdict.first_bad in (None, position)


@settings(max_examples=80, deadline=None)
@given(st.lists(st.binary(max_size=200), max_size=5))
def test_any_bytes_for_events_are_a_finding_never_an_error(forms: list[bytes]) -> None:
    trust = house().trust
    assert not verify([*house().forms[:7], *forms], [], trust, processes=1).ok
    assert not verify(forms, [], trust, full=False).ok


_TEXTS = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0"), max_size=5)
_VALUES = st.recursive(
    st.none() | st.booleans() | st.integers(-5, 5) | _TEXTS,
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(st.sampled_from(["book", "digest", "legs", "x"]), inner, max_size=3)
    ),
)


@settings(max_examples=100, deadline=None)
@given(_VALUES, st.data())
def test_whatever_the_ledger_signed_is_a_finding_never_an_error(
    value: object, data: st.DataObject
) -> None:
    log = MemoryLog()
    log.switch(log.ann)
    body = canonical.read(log.body(7))
    field = data.draw(st.sampled_from([*body]))
    del log.forms[6:]
    log.append(canonical.write(body | {field: value}))
    verdict = log.verdict()
    assert not verdict.ok
    assert verdict.first_bad in (None, 7)  # None: the value is as good as the honest one


def test_a_long_or_unprintable_value_is_cut_and_made_plain_in_a_sentence() -> None:
    log = MemoryLog()
    log.switch(log.ann, origin="x" * 300)
    log.switch(log.ann, name="\x1b[2J")
    log.say(LAW, RuleSet(person="", role=""), name="\x1b[2J\x07")
    log.close()
    said = "\n".join(log.verdict().lines())
    assert f"'{'x' * 200}…'" in said
    assert "x" * 201 not in said
    assert "\x1b" not in said
    assert r"'\x1b[2J\x07' stands without a command" in said


def test_time_does_not_have_to_pass_between_events() -> None:
    log = MemoryLog()
    log.switch(log.ann)
    log.now += timedelta(microseconds=1)
    log.switch(log.ann)
    log.close()
    assert log.verdict().ok


def test_every_kind_of_finding_has_a_test_that_hears_it() -> None:
    tests = "".join(path.read_text() for path in Path(__file__).parent.glob("test_verify*.py"))
    assert [code for code in SENTENCES if f'"{code}"' not in tests] == []
