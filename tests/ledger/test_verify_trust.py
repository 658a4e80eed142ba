"""What a verifier expects comes from a file of its own, and is refused unless it is whole."""

import json
from base64 import b64encode
from pathlib import Path
from typing import Any

import pytest

from ledger.checkpoint import COSIGNATURE, vkey
from ledger.signing import P256, key_id, new_key
from ledger.trust import Trust, TrustRefused
from ledger.verify import verify
from tests.kit.memory_log import MemoryLog, codes

LEDGER, CHECKPOINT = new_key("ed25519"), new_key("ed25519")
TRUST = Trust("name.example/账本", "ed25519", LEDGER.public, vkey("name", CHECKPOINT.public))


def said() -> dict[str, Any]:
    return dict(json.loads(TRUST.to_json()))


def refused(change: object) -> str:
    with pytest.raises(TrustRefused) as refusal:
        Trust.from_json(change if isinstance(change, bytes) else json.dumps(change).encode())
    return str(refusal.value)


def test_the_file_says_origin_and_keys() -> None:
    assert (
        TRUST.to_json().decode()
        == f"""{{
  "origin": "name.example/账本",
  "ledger_key": {{
    "algorithm": "ed25519",
    "public": "{b64encode(LEDGER.public).decode()}"
  }},
  "checkpoint_key": "{vkey("name", CHECKPOINT.public)}"
}}
"""
    )


def test_what_was_saved_is_loaded(tmp_path: Path) -> None:
    path = tmp_path / "trust.json"
    for _ in range(2):
        TRUST.save(path)
        assert Trust.load(path) == TRUST
        assert list(tmp_path.iterdir()) == [path]


def test_the_keys_are_named_as_signatures_name_them() -> None:
    assert TRUST.ledger_key_id == key_id("ed25519", LEDGER.public)
    assert TRUST.checkpoint_key == ("name", CHECKPOINT.public)


@pytest.mark.parametrize(
    ("data", "why"),
    [
        (b"", "a trust file is JSON in UTF-8: "),
        (b"\xff\xfe\xfd", "a trust file is JSON in UTF-8: "),
        (b"[" * 100_000, "a trust file is JSON in UTF-8: "),
        (b"[]", "ledger_key is None, right would be an object"),
        (b"{}", "ledger_key is None, right would be an object"),
    ],
)
def test_a_file_that_is_no_trust_is_refused(data: bytes, why: str) -> None:
    assert refused(data).startswith(why)


def test_each_field_is_named_when_it_is_wrong() -> None:
    key = said()["ledger_key"]
    assert refused(said() | {"origin": 7}) == "origin is 7, right would be text"
    assert refused(said() | {"checkpoint_key": None}) == (
        "checkpoint_key is None, right would be text"
    )
    assert refused(said() | {"ledger_key": "x"}) == "ledger_key is 'x', right would be an object"
    assert refused(said() | {"ledger_key": {}}) == "public is None, right would be text"
    assert refused(said() | {"ledger_key": {"public": "AA=="}}) == (
        "algorithm is None, right would be text"
    )
    assert refused(said() | {"ledger_key": key | {"public": "~"}}) == (
        "public is '~', right would be base64"
    )
    assert refused(said() | {"ledger_key": key | {"algorithm": "rot13"}}) == (
        "algorithm 'rot13' is not available; use ed25519 or p256"
    )
    assert "is no Ed25519 public key" in refused(said() | {"ledger_key": key | {"public": "AA=="}})
    assert "is not base64" in refused(said() | {"checkpoint_key": "x"})
    witness = vkey("name", CHECKPOINT.public, COSIGNATURE)
    assert refused(said() | {"checkpoint_key": witness}) == (
        f"{witness} is a witness's key, not the log's"
    )


def test_the_ledgers_key_may_be_of_another_algorithm() -> None:
    log = MemoryLog(signer=new_key(P256))
    log.switch(log.ann)
    log.close()
    assert log.trust.algorithm == P256
    assert codes(log.verdict()) == []
    other = MemoryLog(signer=log.signer)
    forged = [*log.forms[:6], *other.forms[6:]]
    assert codes(verify(forged, [], log.trust, held=[log.notes[0]], processes=1)) == [
        ("checkpoint.beyond", 7)
    ]
