"""OpenSSL verifies an exported event with nothing but the trust file, and refuses a bent one."""

import json
import subprocess
from base64 import b64decode
from pathlib import Path
from shutil import which

import pytest

from tests.kit.needs import not_run
from tests.oracle.books import zhangben

PREFIX = bytes.fromhex("302a300506032b6570032100")
"""RFC 8410: what stands before the 32 bytes of an Ed25519 public key in DER."""


@pytest.fixture(scope="module")
def exported(kept, tmp_path_factory) -> list[bytes]:
    """The lines of the whole log: after the first, two for each event."""
    if which("openssl") is None:
        not_run("openssl is not installed: nobody but us verifies an event's signature")
    file = tmp_path_factory.mktemp("log") / "log.txt"
    zhangben(kept, "export", "log", str(file))
    return file.read_bytes().split(b"\n")


def said(folder: Path, public: bytes, body: bytes, signature: bytes) -> str:
    """What OpenSSL answers: the message is the domain tag, a line feed, the body as it stands."""
    (folder / "public.der").write_bytes(PREFIX + public)
    (folder / "signature").write_bytes(signature)
    (folder / "message").write_bytes(b"zhangben/event/v1\n" + body)
    asked = ["openssl", "pkeyutl", "-verify", "-pubin", "-inkey", "public.der", "-keyform", "DER"]
    asked += ["-rawin", "-sigfile", "signature", "-in", "message"]
    done = subprocess.run(asked, cwd=folder, capture_output=True, text=True, check=False)
    return done.stdout + done.stderr


def test_it_verifies_the_first_the_last_and_a_bank_credit(kept, exported, tmp_path):
    trust = json.loads((kept.folder / "trust.json").read_text("utf-8"))
    public, size = b64decode(trust["ledger_key"]["public"]), kept.summary["position"]
    bodies = exported[1 : 1 + 2 * size : 2]
    credit = next(n for n, body in enumerate(bodies) if b'"BankCreditRecorded"' in body)
    for n in (0, credit, size - 1):
        body, signature = bodies[n], b64decode(json.loads(exported[2 + 2 * n])["sig"])
        assert json.loads(body)["position"] == n + 1
        assert "Verified Successfully" in said(tmp_path, public, body, signature)
        assert "Verification Failure" in said(tmp_path, public, body + b" ", signature)
