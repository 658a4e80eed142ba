"""Bytes that were signed never change: every event, every command, and the stored form."""

from dataclasses import replace
from datetime import UTC, datetime
from hashlib import sha256

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from ledger import canonical
from ledger.codec import read_body, write_body
from ledger.envelope import (
    ActorPart,
    Body,
    CommandRef,
    SealedPart,
    Signature,
    join,
    part,
)
from ledger.merkle import leaf_hash
from ledger.signing import EVENT_TAG, FileSigner, verify
from tests.golden.keep import HERE, new_codec, place, read_event, written
from tests.golden.requests import COMMANDS
from tests.golden.samples import COUNTED, DIGEST, EVENTS, KEY, PERSON

SAMPLES = [*EVENTS, *COMMANDS]
STORED = HERE / "bytes" / "stored-event.txt"


@pytest.fixture(scope="module")
def codec():
    return new_codec()


def named(sample):
    return f"{sample.NAME}@{sample.VERSION}"


@pytest.mark.parametrize("sample", SAMPLES, ids=named)
def test_canonical_bytes_never_change(codec, sample):
    assert written(codec, sample) == place(sample).read_bytes()


@pytest.mark.parametrize("sample", SAMPLES, ids=named)
def test_the_bytes_are_of_the_strict_profile(sample):
    data = place(sample).read_bytes()
    assert canonical.write(canonical.read(data)) == data


@pytest.mark.parametrize("event", EVENTS, ids=named)
def test_an_event_reads_back_as_it_was(codec, event):
    data = place(event).read_bytes()
    assert read_event(codec, event.NAME, event.VERSION, data) == event


@pytest.mark.parametrize("command", COMMANDS, ids=named)
def test_a_command_reads_back_as_it_was(codec, command):
    body, content = codec.command(place(command).read_bytes())
    assert content == command
    assert (body.name, body.version) == (command.NAME, command.VERSION)


def test_every_shape_that_was_ever_signed_has_its_bytes(codec):
    kept = {path.stem for path in (HERE / "events").glob("*.json")}
    assert kept == {f"{name}@{version}" for name, version in codec.shapes}
    kept = {path.stem for path in (HERE / "commands").glob("*.json")}
    assert kept == {f"{name}@{version}" for name, version in codec.commands}


def stored():
    """One event as it is stored, under the first key of RFC 8032."""
    seed = "9d61b19deffd5a60ba844af492ec2cc44449c5697b326919703bac031cae7f60"
    signer = FileSigner(Ed25519PrivateKey.from_private_bytes(bytes.fromhex(seed)))
    body = write_body(
        Body(
            actor=ActorPart(
                custodial=True,
                key=KEY,
                on_behalf_of=None,
                organisation="centre",
                person=PERSON,
                post="MATCHER",
            ),
            category=None,
            cause=None,
            command=CommandRef(DIGEST, (Signature("ed25519", KEY, bytes(64)),)),
            entries=(COUNTED,),
            law=9,
            name="ReceiptMatched",
            occurred_at=datetime(2026, 3, 17, 4, 0, tzinfo=UTC),
            origin="ledger.example.cn/zhangben",
            position=123_456,
            previous=DIGEST,
            public={"deposit": "P00000000000000D1"},
            recorded_at=datetime(2026, 3, 17, 4, 0, 0, 120_000, tzinfo=UTC),
            region="350600",
            restricted=None,
            sealed=SealedPart(c=DIGEST, x=bytes(range(256))),
            sequence=3,
            stream=17,
            v=1,
            version=1,
        )
    )
    signature = Signature("ed25519", signer.key_id, signer.sign(EVENT_TAG + body))
    return signer, join(body, signature)


def test_the_stored_form_never_changes():
    _, form = stored()
    assert form == STORED.read_bytes()
    assert leaf_hash(form) == sha256(b"\0" + form).digest()


def test_the_stored_form_reads_back_and_its_signature_holds():
    signer, form = stored()
    body, signature = part(STORED.read_bytes())
    assert verify(signature.alg, signer.public, signature.sig, EVENT_TAG + body)
    again = read_body(body)
    assert write_body(again) == body
    assert join(body, signature) == form


def test_another_value_has_other_bytes(codec):
    event = EVENTS[0]
    assert written(codec, replace(event, mode="demo")) != place(event).read_bytes()
