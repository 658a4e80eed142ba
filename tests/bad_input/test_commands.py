"""Any bytes as a command: one sentence that says what is wrong, and nothing stored of it."""

import secrets
from datetime import UTC, datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from api.wiring import System
from domain.governance.publish import SetRateTable
from domain.kernel import Command
from domain.lot.compete import OpenBids
from ledger.asking import COMMAND_MAX, NotAccepted, sign
from ledger.codec import encode
from ledger.envelope import CommandBody, Signature, SignedCommand
from ledger.signing import new_key
from ledger.tickets import Refused
from tests.bad_input.conftest import DAY
from tests.bad_input.hostile import DEEP, bent, compact, exchanged
from tests.golden.requests import COMMANDS

ID = "the-id-comes-later"
LONGEST_SENTENCE = 1_000


def body(wanted: Command) -> bytes:
    """The bytes of a good command for the installation, as yet without an id of its own."""
    return encode(
        CommandBody(
            content=wanted,
            id=ID,
            name=wanted.NAME,
            not_after=datetime(2026, 3, 31, tzinfo=UTC),
            origin="city.example/log",
            salt="5a" * 32,
            version=wanted.VERSION,
        )
    )


GOOD = st.sampled_from([body(wanted) for wanted in COMMANDS])
RATES = body(SetRateTable(bank="CCB", since=DAY, rate_ppm=500))
BIDS = body(OpenBids(lot="E3506", bidders=5))
JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=20),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=9), inner),
    max_leaves=12,
)


def office(system: System, data: bytes) -> SignedCommand:
    """The bytes, whatever they are, under a good signature of somebody who may ask much."""
    own = data.replace(ID.encode(), secrets.token_hex(16).encode())
    return sign(own, system.home.custodial("office"))


def asked(system: System, stored, signed: SignedCommand) -> str | None:
    """The sentence that it was not accepted with; None when it was decided, yes or no."""
    said = None
    try:
        system.book.execute(signed)
    except NotAccepted as problem:
        said = str(problem)
    except Refused:
        pass
    grew = stored.grew()
    if said is not None:
        assert grew == {}
        assert 10 < len(said) < LONGEST_SENTENCE
    return said


@settings(max_examples=60)
@given(data=st.binary(max_size=300) | JSON.map(compact))
def test_nonsense_under_a_good_signature(system, stored, data):
    assert asked(system, stored, office(system, data))


@settings(max_examples=150)
@given(data=GOOD.flatmap(bent))
def test_commands_with_other_bytes_in_them(system, stored, data):
    asked(system, stored, office(system, data))


@settings(max_examples=250)
@given(data=GOOD.flatmap(exchanged))
def test_commands_with_values_of_other_types(system, stored, data):
    asked(system, stored, office(system, data))


@settings(max_examples=60)
@given(pair=GOOD.flatmap(lambda good: st.tuples(st.just(good), bent(good))))
def test_whatever_was_changed_after_signing_is_not_accepted(system, stored, pair):
    good, changed = pair
    if changed != good:
        signatures = sign(good, system.home.custodial("office")).signatures
        assert asked(system, stored, SignedCommand(changed, signatures))


@settings(max_examples=60)
@given(
    alg=st.sampled_from(["ed25519", "p256", "", "none", "sm2"]),
    key=st.none() | st.text(max_size=40),
    sig=st.binary(max_size=80),
)
def test_signatures_that_are_none(system, stored, alg, key, sig):
    good = office(system, RATES)
    name = good.signatures[0].key if key is None else key
    said = asked(system, stored, SignedCommand(good.body, (Signature(alg, name, sig),)))
    assert said is not None
    assert "not enrolled" in said or "does not fit" in said


ENDLESS = b"[" * 300_000 + b"]" * 300_000
RATE, BANK = b'"rate_ppm":500', b'"bank":"CCB"'
SPOILED = {
    "no JSON": (RATES[1:], "cannot be read"),
    "a list": (b"[" * 400_000 + RATES, "object"),
    "cut off": (RATES[:-1], "cannot be read"),
    "twice the same field": (RATES.replace(RATE, RATE + b',"rate_ppm":6'), "written"),
    "a fraction": (RATES.replace(RATE, b'"rate_ppm":500.5'), "rate_ppm"),
    "5000 digits": (RATES.replace(RATE, b'"rate_ppm":' + b"9" * 5000), "2^53"),
    "nesting": (RATES.replace(RATE, b'"rate_ppm":' + compact(DEEP)), "rate_ppm"),
    "nesting without end": (RATES.replace(BANK, BANK + b',"x":' + ENDLESS), "nested"),
    "text for a number": (RATES.replace(RATE, b'"rate_ppm":"500"'), "rate_ppm"),
    "nothing for text": (RATES.replace(BANK, b'"bank":null'), "bank"),
    "a field less": (RATES.replace(BANK + b",", b""), "bank"),
    "a field more": (RATES.replace(BANK, BANK + b',"more":1'), "unknown"),
    "no such day": (RATES.replace(b'"2026-03-16"', b'"2026-02-30"'), "since"),
    "a naive time": (RATES.replace(b'00:00Z"', b'00:00"'), "not_after"),
    "a later version": (RATES.replace(b'"version":1', b'"version":2'), "version 2"),
    "a long name": (RATES.replace(b"SetRateTable", b"S" * 70_000), "no command is called"),
    "a long code": (BIDS.replace(b"E3506", b"e" * 3000), "lot"),
    "too many bytes": (RATES.replace(b"CCB", b"C" * COMMAND_MAX), f"at most {COMMAND_MAX}"),
    "a log of a long name": (RATES.replace(b"city.example/log", b"x" * 3000), "for the log 'xx"),
    "U+0000": (RATES.replace(b"CCB", b"C\\u0000B"), "U+0000"),
    "not NFC": (RATES.replace(b"CCB", "e\u0301".encode()), "NFC"),
    "a lone surrogate": (RATES.replace(b"CCB", b"\xed\xa0\x80"), "utf-8"),
    "a space": (RATES.replace(b'"rate_ppm":', b'"rate_ppm": '), "written"),
    "another log": (RATES.replace(b"city.example", b"town.example"), "town.example"),
}


@pytest.mark.parametrize("case", SPOILED)
def test_what_is_wrong_is_named(system, stored, case):
    data, sentence = SPOILED[case]
    assert data != RATES
    said = asked(system, stored, office(system, data))
    assert said is not None
    assert sentence in said


def test_a_strangers_good_command_is_not_accepted(system, stored):
    said = asked(system, stored, sign(RATES, new_key("ed25519")))
    assert said is not None
    assert "not enrolled" in said


def test_one_id_for_two_contents_is_refused_and_leaves_nothing(system, stored):
    signer = system.home.custodial("office")
    one, other = (sign(RATES.replace(b"500", rate), signer) for rate in (b"501", b"502"))
    system.book.execute(one)
    stored.grew()
    with pytest.raises(Refused, match=r"command\.id_reused"):
        system.book.execute(other)
    assert system.book.execute(one).repeated
    assert stored.grew() == {}
