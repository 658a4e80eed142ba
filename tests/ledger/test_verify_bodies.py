"""The stored form of one event, read strictly: lines, canonical bytes, fields, types, values."""

from functools import cache
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from domain.kernel import StreamId
from ledger import canonical, verify_body
from ledger.canonical import MAX_EVENT
from ledger.log import REGISTRY
from ledger.verdict import Flaw
from ledger.verify import verify
from ledger.verify_body import Reader, base64, cut
from ledger.verify_shape import OWN
from tests.kit.lamp import LampSwitched
from tests.kit.memory_log import MemoryLog, codes

LAMP = StreamId("lamp", "l1")


def last(log: MemoryLog) -> str:
    """The sentence about the last event: the only problem besides the missing checkpoint."""
    problem, none = log.verdict().problems
    assert (problem.position, none.code) == (log.size, "checkpoint.none")
    return f"{problem.code}: {problem.sentence}"


def flaw_of(body: bytes, reader: Reader | None = None) -> Flaw | None:
    """What is wrong with a body, if anything."""
    try:
        (reader or Reader()).read(body)
    except Flaw as flaw:
        return flaw
    return None


def lit() -> MemoryLog:
    log = MemoryLog()
    log.switch(log.ann)
    return log


@pytest.mark.parametrize(
    ("form", "why"),
    [
        (b"", "two whole lines are needed"),
        (b"\n", "two whole lines are needed"),
        (b"{}", "two whole lines are needed"),
        (b"{}\n{}", "two whole lines are needed"),
        (b"{}\n{}\n{}\n", "two whole lines are needed"),
        (b"{}\n{}\n\n", "two whole lines are needed"),
        (b"{}\n{}\n ", "two whole lines are needed"),
        (b"x" * (MAX_EVENT + 1), "65536 bytes, at most 65535 fit"),
    ],
)
def test_a_stored_event_is_two_lines_of_bounded_length(form: bytes, why: str) -> None:
    log = lit()
    log.forms.append(form)
    assert codes(log.verdict())[0] == ("event.form", 9)
    assert last(log) == (
        f"event.form: not a stored event (a body and a signature, a line each): {why}"
    )


def test_the_longest_event_is_read() -> None:
    assert cut(b"a" * (MAX_EVENT - 2) + b"\n\n") == (b"a" * (MAX_EVENT - 2), b"")


@pytest.mark.parametrize(
    ("right", "wrong"),
    [
        (b'{"actor"', b' {"actor"'),
        (b'"v":1', b'"v":1.0'),
        (b'"on":true', b'"on": true'),
        (b'"on":true', b'"on":true,"on":true'),
        (b'"l1"', b'"\\u006c1"'),
        (b'"v":1', b'"v":-0'),
        (b'"on":true', b'"on":9007199254740992'),
        (b'"l1"', '"e\u0301"'.encode()),
        (b'"l1"', b'"\xff"'),
        (b'"lamp":"l1","on":true', b'"on":true,"lamp":"l1"'),
        (b'"on":true', b'"on":[[[[[[[[[[[[[[[[1]]]]]]]]]]]]]]]]'),
        (b'"on"', b'"o n"'),
    ],
)
@pytest.mark.parametrize("first", [True, False])
def test_a_body_in_any_other_form_than_the_canonical_is_found(
    right: bytes, wrong: bytes, first: bool
) -> None:
    log = lit()
    body = log.body(8)  # a follower: it begins like the one before, but need not
    assert right in body
    if not first:
        log.switch(log.ann, times=3)
        body = log.body(log.size)
        log.forms.pop()
    log.append(body.replace(right, wrong))
    start = "event.canonical: the body is not in canonical form: "
    assert last(log).startswith(start)
    assert last(log) != f"{start}None"


@pytest.mark.parametrize("body", [b"", b"1", b"[]", b'"actor"', b"null"])
def test_a_body_is_an_object(body: bytes) -> None:
    log = lit()
    log.append(body)
    code, _, _ = last(log).partition(":")
    assert code == ("event.shape" if body else "event.canonical")


@cache
def honest() -> dict[str, Any]:
    log = lit()
    log.pay(log.ann, ("1", "a", 1), ("2", "b", -1), sealed={"c": "", "x": ""})
    return dict(canonical.read(log.body(log.size)))


NOT_NULL = {
    "actor": dict,
    "entries": list,
    "law": int,
    "name": str,
    "occurred_at": str,
    "origin": str,
    "position": int,
    "recorded_at": str,
    "sequence": int,
    "stream": int,
    "v": int,
    "version": int,
}
OR_NULL = {
    "category": str,
    "cause": int,
    "command": dict,
    "previous": str,
    "public": dict,
    "region": str,
    "restricted": dict,
    "sealed": dict,
}
LOOKED_INTO = {"actor", "command", "sealed", "occurred_at", "recorded_at"}


@pytest.mark.parametrize("name", honest())
@pytest.mark.parametrize("value", [None, 1, "a", True, [], {}])
def test_every_field_of_a_body_has_its_type(name: str, value: object) -> None:
    right = type(value) is (NOT_NULL | OR_NULL)[name] or (value is None and name in OR_NULL)
    flaw = flaw_of(canonical.write(honest() | {name: value}))
    if right and name not in LOOKED_INTO:
        assert flaw is None
    elif not right:
        assert flaw
        assert (flaw.code, flaw.values["field"]) == ("event.shape", f"body.{name}")


@pytest.mark.parametrize("name", honest())
def test_no_field_is_missing_and_none_is_added(name: str) -> None:
    less = {key: value for key, value in honest().items() if key != name}
    for wrong in (less, honest() | {f"{name}_": None}):
        with pytest.raises(Flaw) as flaw:
            Reader().read(canonical.write(wrong))
        assert flaw.value.values["field"] == "body"
        assert flaw.value.values["found"] == sorted(wrong)
        assert flaw.value.values["wanted"] == "an object of " + ", ".join(honest())


ENTRY = {"book": "CUST", "currency": "CNY", "legs": []}
LEG = {"account": "1", "amount": 0, "owner": "a", "p": "P01"}
REF = {"digest": "ab" * 32, "signatures": None}
SIG = {"alg": "ed25519", "key": "", "sig": ""}


@pytest.mark.parametrize(
    ("field", "value", "sentence"),
    [
        ("v", 2, "body.v is 2, right would be 1"),
        ("law", "6", "body.law is '6', right would be a number"),
        ("cause", "6", "body.cause is '6', right would be a number or null"),
        ("name", 6, "body.name is 6, right would be text"),
        ("entries", None, "body.entries is 'None', right would be a list"),
        ("public", [], "body.public is '[]', right would be an object or null"),
        (
            "occurred_at",
            "now",
            "body.occurred_at is 'now', right would be a time with its offset from UTC",
        ),
        (
            "recorded_at",
            "2026-03-17T01:00:00",
            "body.recorded_at is '2026-03-17T01:00:00', right "
            "would be a time with its offset from UTC",
        ),
        (
            "actor",
            {},
            "actor is '[]', right would be an object of custodial, key, on_behalf_of, "
            "organisation, person, post",
        ),
        (
            "actor",
            {
                "custodial": 0,
                "key": "",
                "on_behalf_of": None,
                "organisation": "",
                "person": "",
                "post": "",
            },
            "actor.custodial is 0, right would be true or false",
        ),
        ("sealed", {"c": "", "x": 1}, "sealed.x is 1, right would be text"),
        ("sealed", {}, "sealed is '[]', right would be an object of c, x"),
        ("command", {}, "command is '[]', right would be an object of digest, signatures"),
        (
            "command",
            REF | {"digest": "AB" * 32},
            f"command.digest is '{'AB' * 32}', right would be 64 digits of lower-case hex",
        ),
        (
            "command",
            REF | {"digest": "ab" * 31},
            f"command.digest is '{'ab' * 31}', right would be 64 digits of lower-case hex",
        ),
        (
            "command",
            REF | {"signatures": {}},
            "command.signatures is '{}', right would be a list or null",
        ),
        (
            "command",
            REF | {"signatures": []},
            "command.signatures is 0, right would be 1, 2 or null",
        ),
        (
            "command",
            REF | {"signatures": [SIG, SIG, SIG]},
            "command.signatures is 3, right would be 1, 2 or null",
        ),
        (
            "command",
            REF | {"signatures": [None]},
            "signature is 'None', right would be an object of alg, key, sig",
        ),
        (
            "command",
            REF | {"signatures": [SIG | {"sig": 1}]},
            "signature.sig is 1, right would be text",
        ),
        ("entries", [[]], "entry is '[]', right would be an object of book, currency, legs"),
        ("entries", [ENTRY | {"book": None}], "entry.book is 'None', right would be text"),
        ("entries", [ENTRY | {"currency": 1}], "entry.currency is 1, right would be text"),
        ("entries", [ENTRY | {"legs": None}], "entry.legs is 'None', right would be a list"),
        (
            "entries",
            [ENTRY | {"legs": [1]}],
            "leg is 1, right would be an object of account, amount, owner, p",
        ),
        (
            "entries",
            [ENTRY | {"legs": [LEG | {"amount": "1"}]}],
            "leg.amount is '1', right would be a number",
        ),
        (
            "entries",
            [ENTRY | {"legs": [LEG | {"amount": True}]}],
            "leg.amount is True, right would be a number",
        ),
        (
            "entries",
            [ENTRY | {"legs": [LEG | {"owner": None}]}],
            "leg.owner is 'None', right would be text",
        ),
    ],
)
def test_what_has_another_shape_is_named_with_what_would_be_right(
    field: str, value: object, sentence: str
) -> None:
    log = lit()
    log.say(LAMP, LampSwitched(lamp="l1", on=True))
    body = canonical.read(log.body(log.size))
    log.forms.pop()
    log.append(canonical.write(body | {field: value}))
    assert last(log) == f"event.shape: {sentence}"


@pytest.mark.parametrize("name", OWN)
def test_the_ledgers_own_facts_have_their_fields_and_version_1(name: str) -> None:
    log = lit()
    log.say(REGISTRY, log.opened, name=name, public={"no": "such"})
    fields = OWN[name][1]
    assert last(log).startswith("event.shape: public is \"['no']\", right would be an object of ")
    log.forms.pop()
    right = {
        n: {str: "", int: 0, bool: True, list: []}.get(types[0])
        for n, types in fields._fields.items()
    }
    log.say(REGISTRY, log.opened, name=name, public=right, version=2)
    assert last(log) == "event.shape: body.version is 2, right would be 1"


def test_an_event_that_says_another_position_is_found() -> None:
    log = lit()
    log.switch(log.ann, position=10)
    log.close()
    assert codes(log.verdict()) == [("event.position", 9)]
    assert log.verdict().problems[0].sentence == "the event says position 10"
    log.forms[8] = log.forms[8].replace(b'"position":10', b'"pos":10')
    assert ("event.position", 9) in codes(log.verdict(full=False))


def test_each_entry_balances_by_itself() -> None:
    log = lit()
    one = ENTRY | {"legs": [LEG | {"amount": 1}, LEG | {"amount": -1}]}
    two = ENTRY | {"legs": [LEG | {"amount": 3}, LEG | {"amount": -1}]}
    log.switch(log.ann, entries=[one, two, ENTRY | {"legs": [LEG | {"amount": -2}]}])
    problems = log.verdict().problems
    assert [problem.sentence for problem in problems[:2]] == [
        "the legs of entry 2 sum to 2, not to zero",
        "the legs of entry 3 sum to -2, not to zero",
    ]
    assert log.verdict().balances == {}  # what does not balance is still added up


@pytest.mark.parametrize(
    ("encoded", "raw"),
    [
        (b"", b""),
        (b"QQ==", b"A"),
        (b"QR==", None),
        (b"QQ", None),
        (b"QQ==\n", None),
        (b"Q Q==", None),
        (b"Q-==", None),
        (b"QQ==QQ==", None),
        (b"=", None),
    ],
)
def test_base64_is_read_in_the_one_way_it_is_written(encoded: bytes, raw: bytes | None) -> None:
    assert base64(encoded) == raw


def learned(*bodies: bytes) -> Reader:
    """A reader that knows these bodies."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(verify_body, "LEARN_EVERY", 1)
        reader = Reader()
        for body in bodies:
            reader.read(body)
    assert len(reader._known) == len(bodies)
    return reader


@cache
def some_bodies() -> tuple[bytes, ...]:
    """A command's first event, a follower, one that moves money, one sealed and not all ASCII."""
    log = lit()
    first = log.switch(log.ann, times=2)
    paid = log.pay(log.ann, ("1", "a", 1), ("2", "b", -1)) + 1
    sealed = log.switch(log.ann, "灯", sealed={"c": "0" * 64, "x": "QUJD" * 100}) + 1
    return tuple(map(log.body, (first, first + 1, paid, sealed)))


def test_what_is_alike_is_recognised_and_read_as_if_it_were_not() -> None:
    log = lit()
    reader = learned(*some_bodies())
    strictly = reader._strictly
    for lamp in ("l1", "", "x" * 900, "~ !"):
        log.switch(log.ann, lamp, times=2)
        for position in (log.size - 1, log.size):
            body = canonical.read(log.body(position))
            if body["name"] == "LampSwitched" and body["previous"]:
                assert reader.read(log.body(position)) == body
    assert reader._strictly == strictly


@pytest.mark.parametrize(
    ("name", "value", "alike"),
    [
        ("law", 0, True),
        ("law", -1, True),
        ("law", 10**15 - 1, True),
        ("law", 10**15, False),
        ("law", 1 - 10**15, True),
        ("region", "350600", False),
        ("cause", 1, False),
        ("name", "", True),
        ("name", "LampSwitched ~!#", True),
        ("name", 'a"b', False),
        ("name", "a\\b", False),
        ("name", "a\nb", False),
        ("name", "a\x7fb", False),
        ("name", "灯", False),
        ("public", {"lamp": "l", "on": False}, False),
        ("public", {"lamp": 7, "on": True}, False),
        ("public", {"lamp": "l", "no": True}, False),
        ("entries", [ENTRY], False),
    ],
)
def test_alike_is_what_differs_in_plain_texts_and_numbers_only(
    name: str, value: object, alike: bool
) -> None:
    _, follower, _, _ = some_bodies()
    reader = learned(follower)
    body = canonical.read(follower) | {name: value}
    assert reader.read(canonical.write(body)) == body
    assert reader._strictly == (1 if alike else 2)


def test_a_text_that_is_not_plain_is_alike_only_to_itself() -> None:
    *_, sealed = some_bodies()
    reader = learned(sealed)
    reader.read(sealed)
    assert reader._strictly == 1
    reader.read(sealed.replace("灯".encode(), "火".encode()))
    assert reader._strictly == 2


@pytest.mark.parametrize(
    "wrong",
    [
        b'"law":06',
        b'"law":-0',
        b'"law":00',
        b'"law":6.0',
        b'"law":+6',
        b'"law": 6',
        b'"law":"6"',
        b'"law":6 ',
        b'"law":',
        b'"law":6e0',
        b'"law":9007199254740992',
        b'"law":--6',
    ],
)
def test_a_number_written_otherwise_is_not_alike(wrong: bytes) -> None:
    _, follower, _, _ = some_bodies()
    flaw = flaw_of(follower.replace(b'"law":6', wrong), learned(follower))
    assert flaw
    assert flaw.code in ("event.canonical", "event.shape")


def test_what_a_name_demands_is_demanded_of_what_is_alike_too() -> None:
    _, follower, _, _ = some_bodies()
    for name in OWN:
        flaw = flaw_of(follower.replace(b"LampSwitched", name.encode()), learned(follower))
        assert flaw
        assert flaw.values["field"] == "public"
    log = lit()
    registered = log.body(2)
    flaw = flaw_of(registered.replace(b'"version":1', b'"version":2'), learned(registered))
    assert flaw
    assert flaw.values["field"] == "body.version"


@pytest.mark.parametrize(
    ("right", "wrong", "field"),
    [
        (b'"v":1', b'"v":2', "body.v"),
        (b'"occurred_at":"2026', b'"occurred_at":"x026', "body.occurred_at"),
        (b'"recorded_at":"2026', b'"recorded_at":"x026', "body.recorded_at"),
        (b'"digest":"', b'"digest":"x', "command.digest"),
    ],
)
def test_values_are_checked_in_what_is_alike_too(right: bytes, wrong: bytes, field: str) -> None:
    first, follower, _, _ = some_bodies()
    for body in (first, follower):
        flaw = flaw_of(body.replace(right, wrong), learned(body))
        assert flaw
        assert flaw.values["field"] == field


@settings(max_examples=400, deadline=None)
@given(st.data())
def test_whoever_has_learned_refuses_what_a_stranger_refuses(data: st.DataObject) -> None:
    known = data.draw(st.sampled_from(some_bodies()))
    body = bytearray(data.draw(st.sampled_from(some_bodies())))
    place = data.draw(st.integers(0, len(body)))
    width = data.draw(st.integers(0, 3))
    some = st.sampled_from(
        [
            b'"',
            b"\\",
            b",",
            b'","x":"',
            b"{",
            b"}",
            b" ",
            b"]",
            b"\n",
            b"-",
            b"0",
            b"1",
            b"\xcc\x81",
            b"\\n",
            b'"a":1,',
        ]
    )
    body[place : place + width] = data.draw(some | st.binary(max_size=3))
    alone, learner = flaw_of(bytes(body)), flaw_of(bytes(body), learned(known))
    assert (alone is None) == (learner is None)
    if alone and learner:
        assert (alone.code, alone.values) == (learner.code, learner.values)


def test_not_every_body_is_learned_and_none_that_is_long(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(verify_body, "LEARN_EVERY", 3)
    first, follower, paid, _ = some_bodies()
    reader = Reader()
    for body in (first, follower):
        reader.read(body)
    assert reader._known == []
    reader.read(paid)
    reader.read(paid)
    assert (len(reader._known), reader._strictly) == (1, 3)
    monkeypatch.setattr(verify_body, "LEARN_EVERY", 1)
    monkeypatch.setattr(verify_body, "LEARN_MAX", len(first))
    reader.read(first)
    assert len(reader._known) == 2
    reader.read(canonical.write(canonical.read(first) | {"entries": [ENTRY]}))
    assert len(reader._known) == 2


def test_the_kinds_met_last_are_known(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(verify_body, "KNOWN_MAX", 2)
    first, follower, paid, _ = some_bodies()
    reader = learned(first, follower)
    reader.read(first)  # comes to the front
    monkeypatch.setattr(verify_body, "LEARN_EVERY", 1)
    reader.read(paid)
    assert len(reader._known) == 2
    reader.read(first)
    assert reader._strictly == 3
    reader.read(follower)
    assert reader._strictly == 4


def test_bodies_of_all_kinds_come_out_the_same_learned_or_not(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(verify_body, "LEARN_EVERY", 1)
    log = lit()
    for n in range(30):
        log.switch(log.ann, f"l{n % 3}", times=n % 4 + 1)
        log.pay(log.ann, ("1", f"a{n}", n), ("2", "b", -n))
    log.close()
    verdict = log.verdict()
    assert verdict.ok
    assert verdict.balances
    assert verdict.balances["CUST", "CNY", "2", "b"] == -sum(range(30))


def test_the_whole_body_is_hashed_and_signed_its_ciphertext_included() -> None:
    log = lit()
    log.switch(log.ann, sealed={"c": "0" * 64, "x": "QUJD" * 100})
    log.close()
    assert log.verdict().ok
    forms = [*log.forms]
    forms[8] = forms[8].replace(b"QUJDQUJD", b"QUJDQUJE", 1)
    found = codes(verify(forms, log.notes, log.trust, processes=1))
    assert ("event.signature", 9) in found
    assert ("heads.root", 10) in found
